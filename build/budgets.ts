/** `npm run budgets`: what the built site weighs, gzipped, against what it may weigh. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Chunks } from './site.ts';

const KIB = 1024;

/** In KiB, as sent. */
const BUDGETS = { entry: 115, styles: 20, route: 90, worker: 60, lesson: 10, fonts: 180 };

interface Line {
  readonly what: keyof typeof BUDGETS;
  readonly name: string;
  readonly kib: number;
}

const { chunks, assets } = JSON.parse(await readFile('.cache/chunks.json', 'utf8')) as Chunks;

/** A font is compressed already. */
async function kib(file: string): Promise<number> {
  const bytes = await readFile(path.join('dist', file));
  return (file.endsWith('.woff2') ? bytes.length : gzipSync(bytes, { level: 9 }).length) / KIB;
}

async function sum(files: Iterable<string>): Promise<number> {
  let total = 0;
  for (const file of files) total += await kib(file);
  return total;
}

/** A chunk and all it imports before it can run, without what is loaded already. */
function closure(file: string, loaded: ReadonlySet<string>, found: Set<string> = new Set()): Set<string> {
  const chunk = chunks[file];
  if (chunk === undefined || loaded.has(file) || found.has(file)) return found;
  found.add(file);
  for (const imported of chunk.imports) closure(imported, loaded, found);
  return found;
}

const lines: Line[] = [];
const entry = Object.keys(chunks).find((file) => chunks[file]!.isEntry);
if (entry === undefined) throw new Error('the build has no entry: npm run build');
const first = closure(entry, new Set());
lines.push({ what: 'entry', name: 'entry', kib: await sum(first) });
lines.push({
  what: 'styles',
  name: 'styles',
  kib: await sum(assets.filter((file) => file.endsWith('.css'))),
});
// Italics, and the mono of reason codes, load with the first word set in them: not on the first page, which
// e2e/ground.spec.ts holds to the same figure as it really loads.
const fonts = assets.filter((file) => file.endsWith('.woff2') && !/italic|mono/.test(file));
lines.push({ what: 'fonts', name: 'fonts of the first page', kib: await sum(fonts) });
for (const [file, { isDynamicEntry, facade }] of Object.entries(chunks)) {
  if (!isDynamicEntry || facade === null) continue;
  // A lesson is weighed alone: what it shares with others is the lesson page's.
  if (facade.endsWith('.mdx')) lines.push({ what: 'lesson', name: facade, kib: await kib(file) });
  else lines.push({ what: 'route', name: facade, kib: await sum(closure(file, first)) });
}
for (const file of assets) {
  if (/worker-[^/]*\.js$/.test(file))
    lines.push({ what: 'worker', name: path.basename(file), kib: await kib(file) });
}

const seen = new Set(lines.map(({ what }) => what));
for (const what of Object.keys(BUDGETS)) {
  if (!seen.has(what as Line['what']))
    throw new Error(`the build has no ${what} to weigh: has its name changed?`);
}

const width = Math.max(...lines.map(({ name }) => name.length));
let over = 0;
for (const { what, name, kib: weight } of lines) {
  const isOver = weight > BUDGETS[what];
  if (isOver) over += 1;
  const figures = `${weight.toFixed(1).padStart(7)} of ${String(BUDGETS[what]).padStart(3)} KiB`;
  console.log(`${isOver ? 'OVER' : 'ok  '} ${what.padEnd(6)} ${name.padEnd(width)} ${figures}`);
}
process.exitCode = over > 0 ? 1 : 0;
