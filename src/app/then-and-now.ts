/** One scenario by the rules of several dates, side by side: what differs, as a table and as a sentence. */
import type { Day } from '../cost/as-of.ts';
import type { Metric } from '../view/metric-levels.ts';
import { formatDay } from './as-of-date.ts';
import type { Outcome } from './digest-client.ts';
import { inWords } from './number-words.ts';
import type { RunLevel } from './run-digest.ts';
import { formatMeasure } from './run-figures.ts';
import { TODAY } from './today.ts';

/** What became of the scenario by the rules of a date. */
export interface DateColumn {
  readonly day: Day;
  readonly outcome: Outcome;
}

/** A figure by all dates. */
export interface DateRow {
  readonly measure: string;
  readonly name: string;
  /** In the order of the columns; `differs`: from the latest date that has a run. */
  readonly cells: readonly { readonly text: string; readonly differs: boolean }[];
}

/** The dates at which the notes that this app teaches from were written, and today. */
const DAYS: readonly Day[] = ['2018-02-01', '2021-01-01', TODAY];

/** The dates that are set side by side, in order: those, and the page's own where it is another. */
export function comparedDays(ofPage: Day): readonly Day[] {
  return [...new Set([...DAYS, ofPage])].toSorted();
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** A date as a sentence says it: `today`, `February 2018`, `9 Mar 2021`. */
export function dayInWords(day: Day): string {
  if (day === TODAY) return 'today';
  return day.endsWith('-01') ? `${MONTHS[Number(day.slice(5, 7)) - 1]!} ${day.slice(0, 4)}` : formatDay(day);
}

/** The same for the head of a column: `today`, `Feb 2018`, `9 Mar 2021`. */
export function dayAsHead(day: Day): string {
  return day === TODAY ? 'today' : formatDay(day.endsWith('-01') ? day.slice(0, 7) : day);
}

/** Figures by measure; one that a run does not tell is none there, or cannot be said. */
function figuresOf({ outcome }: DateColumn): ReadonlyMap<string, number> | null {
  if (outcome.kind !== 'ran') return null;
  return new Map(outcome.digest.figures.map(([, value, measure]) => [measure, value] as const));
}

/** Without anything that had it there is neither a time nor an age. */
function valueOf(figures: ReadonlyMap<string, number>, measure: string): number | null {
  return figures.get(measure) ?? (/Ms(\.|$)/.test(measure) ? null : 0);
}

/** All measures of the runs in one order, each with its name: what only one run has stands where it has it. */
function measuresOf(columns: readonly DateColumn[]): readonly (readonly [measure: string, name: string])[] {
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

/** The table: a row a figure, a cell a date. */
export function dateRows(columns: readonly DateColumn[]): readonly DateRow[] {
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

/** The level that tells the dates apart, by column; null: none does. How much ran at once says most. */
export function tellingLevel(columns: readonly DateColumn[]): {
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

/** `a`, `a and b`, `a, b and c`. */
function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}`;
}

/** `by the rules of February 2018`; further ones of a sentence are `by those of …`. Today needs no rules named. */
function byRules(days: readonly Day[], noun: 'the rules' | 'those'): string {
  return days.length === 1 && days[0] === TODAY ? 'today' : `by ${noun} of ${listed(days.map(dayInWords))}`;
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

/** The sentence: what differs most between the dates, and at which of them the scenario cannot be. */
export function differenceSentence(columns: readonly DateColumn[]): string {
  const ran = columns.flatMap((column) => {
    const figures = figuresOf(column);
    return figures ? [{ day: column.day, figures }] : [];
  });
  const refused = columns.filter(({ outcome }) => outcome.kind === 'refused').map(({ day }) => day);
  if (ran.length === 0) return refused.length > 0 ? `It cannot run ${byRules(refused, 'the rules')}.` : '';
  if (ran.length === 1) {
    const runs = `It runs ${byRules([ran[0]!.day], 'the rules')}`;
    return refused.length === 0
      ? `${runs}.`
      : `${runs}; ${byRules(refused, ran[0]!.day === TODAY ? 'the rules' : 'those')} it cannot.`;
  }
  const not = refused.length === 0 ? '' : `; ${byRules(refused, 'those')} it cannot run`;
  const differing = dateRows(columns).filter(({ cells }) => cells.some(({ differs }) => differs));
  const days = ran.map(({ day }) => day);
  if (differing.length === 0) {
    return `Nothing differs: every figure is the same ${byRules(days, 'the rules')}${not}.`;
  }
  const known = TELLING.find(([measure]) => differing.some((row) => row.measure === measure));
  const measure = known?.[0] ?? differing[0]!.measure;
  // Dates at which it is the same are said together.
  const groups: { readonly value: number | null; readonly days: Day[] }[] = [];
  for (const { day, figures } of ran) {
    const value = valueOf(figures, measure);
    const group = groups.find((one) => one.value === value);
    if (group) group.days.push(day);
    else groups.push({ value, days: [day] });
  }
  const offered = new Set(ran.map(({ figures }) => valueOf(figures, 'counts.offered')));
  const isSame = offered.size === 1 && !offered.has(0);
  let isNamed = false;
  const clauses = groups.map(({ value, days: same }, index) => {
    const when = byRules(same, isNamed ? 'those' : 'the rules');
    isNamed ||= when !== 'today';
    return `${clauseValue(measure, value, index === 0 ? known?.[1] : undefined, isSame)} ${when}`;
  });
  const subject = isSame ? `The same ${howMany([...offered][0]!, 'request')}` : 'The same traffic';
  const name = known ? '' : `${differing[0]!.name.replace(': ', ' ')}: `;
  return `${subject}${known ? ': ' : '; '}${name}${clauses.join(', ')}${not}.`;
}

function clauseValue(measure: string, value: number | null, said: Said | undefined, isSame: boolean): string {
  if (value === null) return 'not measurable';
  if (said) return said(value, isSame ? '' : 'request');
  if (value === 0) return 'none';
  return /Ms(\.|$)/.test(measure) || !Number.isInteger(value)
    ? formatMeasure(measure, value)
    : inWords(value);
}
