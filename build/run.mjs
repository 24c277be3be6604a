/**
 * Runs one of the project's TypeScript programs under any Node we support:
 * `node build/run.mjs src/cli/main.ts …`. It is bundled into .cache when its sources have
 * changed, and nothing is printed that the program did not print: standard output is its answer.
 */
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { clearStamp, isFresh, sourceHash, writeStamp } from './stamp.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [entry, ...rest] = process.argv.slice(2);
if (entry === undefined) throw new Error('usage: node build/run.mjs PROGRAM.ts …');

const name = entry.replace(/\.ts$/, '').replaceAll('/', '-');
const outDir = path.join(root, '.cache', name);
const hash = sourceHash(root, ['content', 'src/sim', 'src/cost', 'src/study', 'src/cli', 'build']);
if (!isFresh(root, name, hash)) {
  clearStamp(root, name);
  const { build } = await import('vite');
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      copyPublicDir: false,
      rolldownOptions: { output: { entryFileNames: 'program.js' } },
    },
  });
  writeStamp(root, name, hash);
}

process.argv = [process.argv[0] ?? 'node', path.join(root, entry), ...rest];
await import(pathToFileURL(path.join(outDir, 'program.js')).href);
