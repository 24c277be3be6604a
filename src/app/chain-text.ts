/** A step's figures, its facts and its beginning in words. */
import facts from 'virtual:fact-texts';
import stepWords from '../../content/step-words.json';
import { compareDates } from '../cost/as-of.ts';
import { formatNumber } from '../cost/format-value.ts';
import type { Beginning } from '../sim/beginning.ts';
import { formatCount, formatDuration, formatTime } from '../sim/format-time.ts';
import { tunableValue } from '../sim/overlay.ts';
import { readFactRef } from '../sim/reason-facts.ts';
import type { Arrivals, Scenario, Tunable } from '../sim/scenario.ts';
import type { StepFigure } from '../sim/step-figure.ts';
import { storedText } from './setting-text.ts';

const NARROW = '\u202f';
const KB = 1024;
const figureWords: Readonly<Record<string, string>> = stepWords.figures;

function amountText(value: number, unit: StepFigure['unit']): string {
  switch (unit) {
    case 'us':
      return formatDuration(value);
    case 'count':
      return formatCount(value);
    case 'percent':
      return `${formatNumber(Number(value.toPrecision(4)))}${NARROW}%`;
    case 'MB':
      return `${formatNumber(Math.round(value))}${NARROW}MB`;
    case 'perSecond':
      return `${formatNumber(value)} requests a second`;
    default:
      return value < KB
        ? `${formatNumber(value)}${NARROW}bytes`
        : value < KB * KB
          ? `${formatNumber(Number((value / KB).toPrecision(4)))}${NARROW}KB`
          : `${formatNumber(Number((value / KB / KB).toPrecision(4)))}${NARROW}MB`;
  }
}

/** The value of a figure with its unit: `3 s`, `5 min to 7 min`. */
export function figureAmount({ value, upTo, unit }: StepFigure): string {
  return upTo === undefined
    ? amountText(value, unit)
    : `${amountText(value, unit)} to ${amountText(upTo, unit)}`;
}

/** A figure as it stands under a sentence: `limit 3 s`, `attempt 2`. */
export function figureText(figure: StepFigure): string {
  return (figureWords[figure.name] ?? `${figure.name} {value}`).replace('{value}', figureAmount(figure));
}

/** The control of the shelf that sets a path; undefined: none does. */
export function controlOf(scenario: Scenario, path: string): Tunable | undefined {
  return scenario.tunable.find(
    (control) => control.path === path && tunableValue(scenario, control) !== undefined,
  );
}

/** The last name of a path, as the scenario has it: `timeoutMs`. */
export function tailOf(path: string): string {
  return path.slice(path.lastIndexOf('.', path.length - (/\.\d+$/.test(path) ? 3 : 1)) + 1);
}

export interface FactMention {
  readonly id: string;
  readonly title: string;
  /** Its value at the date in a few words; null: it has none, or more words than a few. */
  readonly text: string | null;
}

/** What is said of a fact that a step rests on. Before its feature came it has no value. */
export function factMention(ref: string, day: string): FactMention {
  const { id } = readFactRef(ref);
  const fact = facts.facts[ref] ?? facts.facts[id];
  if (fact === undefined) return { id, title: id, text: null };
  let text: string | null = null;
  for (const [from, one] of fact.texts) if (compareDates(from, day) <= 0) text = one;
  return { id, title: fact.title, text: text ?? (fact.introduced ? null : (fact.texts[0]?.[1] ?? null)) };
}

/** The facts that a step rests on, each once with all that is said of it. */
export function factMentions(refs: readonly string[], day: string): readonly FactMention[] {
  const mentions = new Map<string, FactMention>();
  for (const ref of refs) {
    const mention = factMention(ref, day);
    const before = mentions.get(mention.id);
    const text = [before?.text, mention.text].filter((one) => one != null).join(', ');
    mentions.set(mention.id, { ...mention, text: text === '' ? null : text });
  }
  return [...mentions.values()];
}

export function simplificationTitle(id: string): string {
  return facts.simplifications[id] ?? id;
}

/** 1st, 2nd, 3rd, 4th, 11th. */
export function ordinal(number: number): string {
  const tens = number % 100;
  const end = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${formatCount(number)}${end}`;
}

const seconds = (ms: number) => formatDuration(ms * 1000);
const times = (count: number, noun: string) => `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;

function spanText(startMs = 0, untilMs?: number): string {
  const from = startMs > 0 ? ` from ${formatTime(startMs * 1000, 0)}` : '';
  return untilMs === undefined ? from : `${from} until ${formatTime(untilMs * 1000, 0)}`;
}

/** At what rate a pattern brings arrivals: `one every 2 s`, `at random, 5 a second on average`. */
export function patternText(pattern: Arrivals): string {
  switch (pattern.kind) {
    case 'constant':
      return `one every ${seconds(pattern.everyMs)}${spanText(pattern.startMs, pattern.untilMs)}`;
    case 'poisson':
      return `at random, ${formatNumber(pattern.ratePerSec)} a second on average${spanText(pattern.startMs, pattern.untilMs)}`;
    case 'ramp':
      return `from ${formatNumber(pattern.fromPerSec)} to ${formatNumber(pattern.toPerSec)} a second in ${seconds(pattern.overMs)}${spanText(pattern.startMs, pattern.untilMs)}`;
    case 'burst': {
      const within = (pattern.withinMs ?? 0) > 0 ? ` within ${seconds(pattern.withinMs!)}` : ' at once';
      const again =
        pattern.repeatEveryMs === undefined ? '' : `, again every ${seconds(pattern.repeatEveryMs)}`;
      return `${formatCount(pattern.count)}${within} at ${formatTime(pattern.atMs * 1000, 0)}${again}`;
    }
    case 'schedule':
      return `a schedule of ${times(pattern.parts.length, 'pattern')}`;
    case 'list':
      return `a list of ${times(pattern.requests.length, 'arrival')}`;
    default:
      return `the list in ${pattern.file}`;
  }
}

/** What stands at a setting, short: a number in its control's unit, on or off, a word; empty where it is more than that. */
function valueText(scenario: Scenario, path: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (value === null) return 'none';
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return '';
  const control = controlOf(scenario, path);
  if (control?.control === 'number') return storedText(control, value);
  return path.endsWith('Ms') ? seconds(value) : formatNumber(value);
}

/** A sentence on what a chain of causes began with, and the control that sets it; null: none does. */
export function beginningText(
  scenario: Scenario,
  beginning: Beginning,
): { readonly sentence: string; readonly control: Tunable | null } {
  switch (beginning.kind) {
    case 'arrival': {
      const at =
        beginning.at === 'caller' ? '' : beginning.at === 'edge' ? ' at the edge' : ` at ${beginning.at}`;
      const control = scenario.tunable.find(({ path }) => /^(arrivals|feeds)\./.test(path)) ?? null;
      return {
        sentence: `It begins with an arrival: the ${ordinal(beginning.nth)}${at}, ${patternText(beginning.pattern)}.`,
        control,
      };
    }
    case 'setting': {
      const control = controlOf(scenario, beginning.path) ?? null;
      const value = valueText(scenario, beginning.path, beginning.value);
      const name = control === null ? nameOfPath(beginning.path) : `“${control.label}”`;
      return { sentence: `A setting decides: ${name}${value === '' ? '' : ` is ${value}`}.`, control };
    }
    case 'fault':
      return {
        sentence: `A fault strikes: “${beginning.title}”.`,
        control: controlOf(scenario, `faults.${beginning.id}.on`) ?? null,
      };
    case 'change':
      return {
        sentence: `It begins with what an operator changes at ${formatTime(beginning.atMs * 1000, 0)}: “${beginning.title}”.`,
        control: scenario.tunable.find(({ path }) => path.startsWith(`changes.${beginning.id}.`)) ?? null,
      };
  }
}

/** A path as people say it: `mappings.orders` without the `settings` all of them begin with. */
function nameOfPath(path: string): string {
  return path.replace(/^settings\./, '');
}
