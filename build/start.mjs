/** `npm start`: installs and builds what is missing or stale, then serves the site on this machine. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';
import { serve } from './serve.mjs';
import { isFresh, SITE_SOURCES, sourceHash } from './stamp.mjs';

const root = path.resolve(fileURLToPath(new URL('..', import.meta.url)));
const dist = path.join(root, 'dist');
const host = '127.0.0.1';
const port = portFrom(process.env.PORT);

/** @type {import('node:http').Server} */
let server;
try {
  // First of all, so that a taken port is known before minutes of work. Whoever asks early waits.
  server = await serve({ dist, host, port });
} catch (error) {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE') {
    console.error(`Port ${port} is taken by another program. Choose another one: PORT=${port + 1} npm start`);
  } else if (code === 'EACCES') {
    console.error(
      `Port ${port} may not be used without special rights. Choose another one: PORT=4173 npm start`,
    );
  } else {
    console.error(error);
  }
  process.exit(1);
}

if (!install(root)) process.exit(1);
if (
  !isFresh(root, 'dist', sourceHash(root, SITE_SOURCES, '/')) ||
  !existsSync(path.join(dist, 'index.html'))
) {
  console.log('Building …');
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  const built = spawnSync(process.execPath, [vite, 'build', '--logLevel=error'], {
    cwd: root,
    stdio: 'inherit',
    // Served from the root of an address of its own, whatever a publishing job may have set.
    env: { ...process.env, BASE_PATH: '/' },
  });
  if (built.status !== 0) {
    console.error('The build failed: see its message above.');
    process.exit(1);
  }
}

console.log(`Lambdarium is at http://${host}:${port}/  (Ctrl-C ends it)`);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}

/** @param {string | undefined} text */
function portFrom(text) {
  if (text === undefined || text === '') return 4173;
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value < 65536) return value;
  console.error(`PORT is "${text}". It must be a number from 1 to 65535.`);
  process.exit(1);
}
