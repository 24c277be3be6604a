/** `npm run budgets`: what the built site weighs, gzipped, against what it may weigh. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Chunks } from './site.ts';

const KIB = 1024;

/** In KiB, as sent: what holds today and a little room. */
const BUDGETS = {
  /** React, the router and the shell. */
  entry: 107,
  /** Of every page; a panel's own come with it. */
  styles: 16,
  /** Everything beyond the entry before a page's main action works. */
  page: 30,
  /** A page with the names and questions of all scenarios. */
  list: 38,
  /** A page that shows all facts, or all their sources. */
  facts: 74,
  /** The bill, with amounts, facts and schema of a usage: without the charts that answer questions about it. */
  pricing: 48,
  /** What runs any scenario for a bill, and the names of all of them. */
  runBill: 54,
  /** The home page, whose figure runs the engine, direct invocation alone. */
  home: 91,
  /**
   * The lab reads settings and addresses that people write: schema and messages come along, and how high its pictures
   * will be. It is an instrument: predictions of four kinds, a transport with every key, and all that a link can hold.
   */
  lab: 112,
  /** Its right column: a machine, causes, what is said, the log, and the words for every step. */
  side: 44,
  /** Files that readers bring are checked as the command line does, by schema, rules and services. */
  file: 103,
  /** One scenario's file. */
  scenario: 3,
  /** A lesson with its text, facts and figures, before its quiz: its figures run the engine too. */
  lesson: 116,
  /** What a page fetches later, beyond what it has; the heaviest is the time stack with its legend of every sign. */
  later: 35,
  /** The pictures of all models, of releases, pools, packages and networks, fetched while the first run is under way; what is followed, rates, and who is pointed at. */
  pictures: 94,
  /** The engine once more, with all its machines, forks and kills among them, and goals of repairs; without schema and facts. */
  worker: 107,
  fonts: 180,
};

/** Pages with a budget of their own; the others are `page`. */
const PAGES: Readonly<Record<string, keyof typeof BUDGETS>> = {
  'src/app/Home.tsx': 'home',
  'src/app/Limits.tsx': 'facts',
  'src/app/Check.tsx': 'facts',
  'src/app/LimitsTimeline.tsx': 'facts',
  'src/app/Sources.tsx': 'facts',
  'src/app/Pricing.tsx': 'pricing',
  'src/app/PriceRun.tsx': 'runBill',
  'src/app/Glossary.tsx': 'list',
  'src/app/LabIndex.tsx': 'list',
  'src/app/ScenarioChooser.tsx': 'list',
  'src/app/LabPicture.tsx': 'pictures',
  'src/app/Lab.tsx': 'lab',
  'src/app/OwnLab.tsx': 'lab',
  'src/app/LabSide.tsx': 'side',
  'src/app/own-scenario.ts': 'file',
  'src/app/opened-scenario.ts': 'file',
};

/** The lab with a run on show: all of it is fetched while the first run is under way. */
const LAB_STANDS = [
  'src/app/Lab.tsx',
  'src/app/LabPicture.tsx',
  'src/app/LabTime.tsx',
  'src/app/LabSide.tsx',
];

/** What is fetched once a page stands, and what is there by then. */
const LATER: Readonly<Record<string, readonly string[]>> = {
  'src/app/LabPicture.tsx': ['src/app/Lab.tsx'],
  'src/app/LabTime.tsx': ['src/app/Lab.tsx'],
  'src/app/LabSide.tsx': ['src/app/Lab.tsx'],
  'src/app/StepBy.tsx': ['src/app/Lab.tsx'],
  'src/app/TransportMore.tsx': ['src/app/Lab.tsx'],
  'src/app/RunClaims.tsx': ['src/app/Lab.tsx'],
  'src/app/RepairPanel.tsx': ['src/app/Lab.tsx'],
  'src/app/BetCurve.tsx': ['src/app/Lab.tsx'],
  'src/app/BetOrder.tsx': ['src/app/Lab.tsx'],
  'src/app/LinkDiffers.tsx': ['src/app/Lab.tsx'],
  'src/app/ShareSheet.tsx': ['src/app/Lab.tsx'],
  'src/app/ThenAndNow.tsx': ['src/app/Lab.tsx'],
  'src/app/DatesBeside.tsx': ['src/app/Lab.tsx', 'src/app/ThenAndNow.tsx'],
  'src/app/packed-text.ts': ['src/app/Lab.tsx'],
  'src/app/LabDesk.tsx': LAB_STANDS,
  'src/app/BetOutcome.tsx': LAB_STANDS,
  'src/app/MakeItHappen.tsx': LAB_STANDS,
  'src/app/SendingPanel.tsx': LAB_STANDS,
  'src/app/WhyParts.tsx': LAB_STANDS,
  'src/app/LedTo.tsx': LAB_STANDS,
  'src/app/ChartDialog.tsx': LAB_STANDS,
  'src/app/Transitions.tsx': LAB_STANDS,
  'src/app/MetricsPanel.tsx': LAB_STANDS,
  'src/app/run-price.ts': [...LAB_STANDS, 'src/app/MetricsPanel.tsx'],
  'src/app/LogsPanel.tsx': LAB_STANDS,
  'src/app/RequestPanel.tsx': LAB_STANDS,
  'src/app/WorldPanel.tsx': LAB_STANDS,
  'src/app/ComparePanel.tsx': LAB_STANDS,
  'src/app/TwoRuns.tsx': [...LAB_STANDS, 'src/app/ComparePanel.tsx'],
  'src/app/run-conclusion.ts': LAB_STANDS,
  'src/sim/unit-of.ts': LAB_STANDS,
  'src/view/CrowdCanvas.tsx': LAB_STANDS,
  'src/app/Quiz.tsx': ['src/app/Lesson.tsx'],
  'src/app/quizzes.ts': ['src/app/Lesson.tsx'],
  'src/app/ProgressNotices.tsx': [],
  'src/app/PriceDates.tsx': ['src/app/Pricing.tsx'],
  'src/app/PriceAnswers.tsx': ['src/app/Pricing.tsx'],
  'src/app/PriceRun.tsx': ['src/app/Pricing.tsx'],
  'src/app/LimitsDetail.tsx': ['src/app/Limits.tsx'],
  'src/app/FactUses.tsx': ['src/app/Limits.tsx', 'src/app/LimitsDetail.tsx'],
  'src/app/fact-notes.ts': ['src/app/Limits.tsx'],
};

/** The same for whatever lies in a folder. */
const WITHIN: readonly (readonly [folder: string, before: readonly string[]])[] = [
  ['content/quizzes/', ['src/app/Quiz.tsx']],
  ['content/facts/', ['src/app/Limits.tsx', 'src/app/LimitsDetail.tsx']],
];

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

/** A chunk, its styles and all it imports before it can run, without what is loaded already. */
function closure(file: string, loaded: ReadonlySet<string>, found: Set<string> = new Set()): Set<string> {
  const chunk = chunks[file];
  if (chunk === undefined || loaded.has(file) || found.has(file)) return found;
  found.add(file);
  for (const style of chunk.styles) if (!loaded.has(style)) found.add(style);
  for (const imported of chunk.imports) closure(imported, loaded, found);
  return found;
}

const lines: Line[] = [];
const entries = Object.keys(chunks).filter((file) => chunks[file]!.isEntry);
if (entries.length === 0) throw new Error('the build has no entry: npm run build');
const first = new Set(entries.flatMap((file) => [...closure(file, new Set())]));

/** What a source module that is loaded lazily needs beyond what is there. */
function needs(source: string, loaded: ReadonlySet<string> = first): Set<string> {
  const file = Object.keys(chunks).find((name) => chunks[name]!.facade === source);
  if (file === undefined) throw new Error(`${source} has no chunk of its own: has its name changed?`);
  return closure(file, loaded);
}
const isStyle = (file: string) => file.endsWith('.css');
lines.push({ what: 'entry', name: 'entry', kib: await sum([...first].filter((file) => !isStyle(file))) });
lines.push({ what: 'styles', name: 'styles of every page', kib: await sum([...first].filter(isStyle)) });
// Italics, and the mono of reason codes, load with the first word set in them: not on the first page, which
// e2e/ground.spec.ts holds to the same figure as it really loads.
const fonts = assets.filter((file) => file.endsWith('.woff2') && !/italic|mono/.test(file));
lines.push({ what: 'fonts', name: 'fonts of the first page', kib: await sum(fonts) });
const lessonPage = [...needs('src/app/Lesson.tsx'), ...needs('src/app/lesson-files.ts')];
for (const { isDynamicEntry, facade } of Object.values(chunks)) {
  if (!isDynamicEntry || facade === null) continue;
  // A scenario comes with its page; the largest is told below.
  if (facade.startsWith('content/scenarios/')) continue;
  const before = LATER[facade] ?? WITHIN.find(([folder]) => facade.startsWith(folder))?.[1];
  if (facade.endsWith('.mdx'))
    lines.push({ what: 'lesson', name: facade, kib: await sum(new Set([...lessonPage, ...needs(facade)])) });
  else if (before !== undefined) {
    const loaded = new Set([...first, ...before.flatMap((source) => [...needs(source)])]);
    lines.push({ what: PAGES[facade] ?? 'later', name: facade, kib: await sum(needs(facade, loaded)) });
  } else if (facade !== 'src/app/Lesson.tsx' && facade !== 'src/app/lesson-files.ts')
    lines.push({ what: PAGES[facade] ?? 'page', name: facade, kib: await sum(needs(facade)) });
}
const scenarios = await Promise.all(
  Object.entries(chunks)
    .filter(([, { facade }]) => facade?.startsWith('content/scenarios/') === true)
    .map(async ([file, { facade }]) => ({ name: facade!, kib: await kib(file) })),
);
for (const { name, kib: weight } of scenarios.toSorted((a, b) => b.kib - a.kib).slice(0, 1))
  lines.push({ what: 'scenario', name: `${name}, the largest of ${scenarios.length}`, kib: weight });
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
