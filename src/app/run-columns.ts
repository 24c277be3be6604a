/** Runs of one scenario side by side, by different rules or with different settings: what differs, as a table and as a sentence. */
import type { Metric } from '../view/metric-levels.ts';
import type { Outcome } from './digest-client.ts';
import { inWords } from './number-words.ts';
import type { RunLevel } from './run-digest.ts';
import { formatMeasure } from './run-figures.ts';

/** What became of one of them. */
export interface RunColumn {
  readonly outcome: Outcome;
}

/** A figure of all runs. */
export interface RunRow {
  readonly measure: string;
  readonly name: string;
  /** In the order of the columns; `differs`: from the last one that has a run. */
  readonly cells: readonly { readonly text: string; readonly differs: boolean }[];
}

/**
 * How a sentence says which runs it speaks of, by their columns: `by the rules of February 2018`, `with a timeout of
 * 30 s`. One for each sentence: further ones may be said shorter.
 */
export type Where = (columns: readonly number[]) => string;

/** Figures by measure; one that a run does not tell is none there, or cannot be said. */
function figuresOf({ outcome }: RunColumn): ReadonlyMap<string, number> | null {
  if (outcome.kind !== 'ran') return null;
  return new Map(outcome.digest.figures.map(([, value, measure]) => [measure, value] as const));
}

/** Without anything that had it there is neither a time nor an age. */
function valueOf(figures: ReadonlyMap<string, number>, measure: string): number | null {
  return figures.get(measure) ?? (/Ms(\.|$)/.test(measure) ? null : 0);
}

/** All measures of the runs in one order, each with its name: what only one run has stands where it has it. */
function measuresOf(columns: readonly RunColumn[]): readonly (readonly [measure: string, name: string])[] {
  const found: (readonly [string, string])[] = [];
  for (const { outcome } of columns.toReversed()) {
    if (outcome.kind !== 'ran') continue;
    let place = 0;
    for (const [name, , measure] of outcome.digest.figures) {
      const at = found.findIndex(([known]) => known === measure);
      if (at < 0) found.splice(place, 0, [measure, name]);
      place = (at < 0 ? place : at) + 1;
    }
  }
  return found;
}

/** The table: a row a figure, a cell a run. */
export function runRows(columns: readonly RunColumn[]): readonly RunRow[] {
  const runs = columns.map(figuresOf);
  const latest = runs.findLast((run) => run !== null);
  if (!latest) return [];
  return measuresOf(columns).map(([measure, name]) => {
    const text = (run: ReadonlyMap<string, number> | null) => {
      const value = run && valueOf(run, measure);
      return value === null ? '–' : formatMeasure(measure, value);
    };
    const now = text(latest);
    const cells = runs.map((run) => ({ text: text(run), differs: run !== null && text(run) !== now }));
    return { measure, name, cells };
  });
}

/** The level that tells the runs apart, by column; null: none does. How much ran at once says most. */
export function tellingLevel(columns: readonly RunColumn[]): {
  readonly metric: Metric;
  readonly max: number;
  readonly endUs: number;
  readonly levels: readonly (RunLevel | null)[];
} | null {
  const digests = columns.flatMap(({ outcome }) => (outcome.kind === 'ran' ? [outcome.digest] : []));
  const metrics = new Set(digests.flatMap(({ levels }) => levels.map(({ metric }) => metric)));
  const candidates = [...metrics]
    .toSorted((a, b) => Number(b === 'concurrency') - Number(a === 'concurrency'))
    .map((metric) => {
      const levels = columns.map(({ outcome }) =>
        outcome.kind === 'ran'
          ? (outcome.digest.levels.find((level) => level.metric === metric) ?? null)
          : null,
      );
      const there = levels.filter((level) => level !== null);
      return {
        metric,
        levels,
        max: Math.max(...there.map(({ max }) => max)),
        endUs: Math.max(...there.map(({ endUs }) => endUs)),
        differs: new Set(there.map(({ values, endUs }) => JSON.stringify([values, endUs]))).size > 1,
        peaks: new Set(there.map(({ max }) => max)).size,
      };
    });
  const telling =
    candidates.find(({ differs, peaks }) => differs && peaks > 1) ?? candidates.find((one) => one.differs);
  if (!telling) return null;
  const { metric, max, endUs, levels } = telling;
  return { metric, max, endUs, levels };
}

/** How a sentence says a figure; `noun`: ` requests`, or nothing where the sentence has named them. */
type Said = (value: number, noun: string) => string;

const doing =
  (one: string, many: string): Said =>
  (value, noun) =>
    `${howMany(value, noun)} ${value > 1 ? many : one}`;

/** The figures that say most where they differ, in order of weight. */
const TELLING: readonly (readonly [measure: string, said: Said])[] = [
  ['counts.throttled', (value, noun) => `${howMany(value, noun)} turned away`],
  ['counts.denied', (value, noun) => `${howMany(value, noun)} denied`],
  ['counts.failed', doing('fails', 'fail')],
  ['counts.succeeded', doing('succeeds', 'succeed')],
  ['counts.initRepeated', (value) => `Init repeated ${value === 1 ? 'once' : `${inWords(value)} times`}`],
  ['latencyMs.max', (value) => `the slowest takes ${formatMeasure('latencyMs.max', value)}`],
  ['counts.cold', doing('starts cold', 'start cold')],
  ['concurrency.max', (value) => `${inWords(value)} at once at most`],
];

function howMany(count: number, noun: string): string {
  if (noun === '') return count === 0 ? 'none' : inWords(count);
  return `${inWords(count)} ${count > 1 ? `${noun}s` : noun}`;
}

/** The sentence: what differs most between the runs, and which of them cannot be. */
export function differenceSentence(columns: readonly RunColumn[], where: Where): string {
  const ran = columns.flatMap((column, index) => {
    const figures = figuresOf(column);
    return figures ? [{ index, figures }] : [];
  });
  const refused = columns.flatMap(({ outcome }, index) => (outcome.kind === 'refused' ? [index] : []));
  if (ran.length === 0) return refused.length > 0 ? `It cannot run ${where(refused)}.` : '';
  if (ran.length === 1) {
    const runs = `It runs ${where([ran[0]!.index])}`;
    return refused.length === 0 ? `${runs}.` : `${runs}; ${where(refused)} it cannot.`;
  }
  const not = () => (refused.length === 0 ? '' : `; ${where(refused)} it cannot run`);
  const differing = runRows(columns).filter(({ cells }) => cells.some(({ differs }) => differs));
  if (differing.length === 0) {
    const all = where(ran.map(({ index }) => index));
    return `Nothing differs: every figure is the same ${all}${not()}.`;
  }
  const known = TELLING.find(([measure]) => differing.some((row) => row.measure === measure));
  const measure = known?.[0] ?? differing[0]!.measure;
  // Runs in which it is the same are said together.
  const groups: { readonly value: number | null; readonly columns: number[] }[] = [];
  for (const { index, figures } of ran) {
    const value = valueOf(figures, measure);
    const group = groups.find((one) => one.value === value);
    if (group) group.columns.push(index);
    else groups.push({ value, columns: [index] });
  }
  const offered = new Set(ran.map(({ figures }) => valueOf(figures, 'counts.offered')));
  const isSame = offered.size === 1 && !offered.has(0);
  const clauses = groups.map(
    ({ value, columns: same }, index) =>
      `${clauseValue(measure, value, index === 0 ? known?.[1] : undefined, isSame)} ${where(same)}`,
  );
  const subject = isSame ? `The same ${howMany([...offered][0]!, 'request')}` : 'The same traffic';
  const name = known ? '' : `${differing[0]!.name.replace(': ', ' ')}: `;
  return `${subject}${known ? ': ' : '; '}${name}${clauses.join(', ')}${not()}.`;
}

function clauseValue(measure: string, value: number | null, said: Said | undefined, isSame: boolean): string {
  if (value === null) return 'not measurable';
  if (said) return said(value, isSame ? '' : 'request');
  if (value === 0) return 'none';
  return /Ms(\.|$)/.test(measure) || !Number.isInteger(value)
    ? formatMeasure(measure, value)
    : inWords(value);
}
