/**
 * Runs one of the project's TypeScript programs under any Node we support:
 * `node build/run.mjs src/cli/main.ts …`. It is bundled into .cache when its sources have changed,
 * and nothing is printed that the program did not print: standard output is its answer.
 */
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { sourceHash } from './stamp.mjs';

const KEPT_MS = 3_600_000;

const root = path.resolve(fileURLToPath(new URL('..', import.meta.url)));
const [entry, ...rest] = process.argv.slice(2);
if (entry === undefined) throw new Error('usage: node build/run.mjs PROGRAM.ts …');

const folder = path.join(root, '.cache/run', entry.replace(/\.ts$/, '').replaceAll('/', '-'));
const hash = sourceHash(root, ['build', 'content', 'src/cli', 'src/cost', 'src/sim', 'src/study']);
const bundle = path.join(folder, hash.slice(0, 16));
if (!existsSync(bundle)) await make(entry);

process.argv = [process.argv[0] ?? 'node', path.join(root, entry), ...rest];
await import(pathToFileURL(path.join(bundle, 'program.js')).href);

/**
 * Bundles aside and moves the whole into place, so that several at once do not see each other's halves.
 * @param {string} program
 */
async function make(program) {
  const { build } = await import('vite');
  const outDir = `${bundle}.${process.pid}`;
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: program,
      outDir,
      target: 'node20',
      minify: false,
      copyPublicDir: false,
      rolldownOptions: { output: { entryFileNames: 'program.js' } },
    },
  });
  try {
    renameSync(outDir, bundle);
  } catch (error) {
    // Somebody else was first, with the same bytes.
    if (!existsSync(bundle)) throw error;
    rmSync(outDir, { recursive: true });
  }
  // An older one may still be running; after an hour it is not.
  for (const name of readdirSync(folder)) {
    const other = path.join(folder, name);
    if (other !== bundle && Date.now() - statSync(other).mtimeMs > KEPT_MS)
      rmSync(other, { recursive: true, force: true });
  }
}
