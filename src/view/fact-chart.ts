/**
 * The history of a fact as a picture, as data: a step line for figures, bands for words and lists, one row for each
 * part of a value that ever changed. Hollow and dashed is what is not known: a value before it was first read, a day
 * that is only about right.
 */
import { isComposite } from '../cost/composite.ts';
import { listChange } from '../cost/fact-changes.ts';
import type { FactValue } from '../cost/fact.ts';
import { formatPart, formatValue } from '../cost/format-value.ts';
import type { ListedEntry, ListedFact } from '../cost/listed-fact.ts';
import { valueAt } from '../cost/value-at.ts';
import { factTime, yearTicks, type FactTime } from './fact-time.ts';
import { round } from './mark.ts';

/** A fact, or one as lists carry it. */
export type ChartedFact = Omit<ListedFact, 'said'>;

export interface FactChart {
  readonly width: number;
  readonly height: number;
  readonly years: readonly { readonly x: number; readonly text: string }[];
  /** px of the axis. */
  readonly axisY: number;
  readonly asOf: { readonly x: number; readonly text: string; readonly anchor: Anchor };
  readonly rows: readonly FactChartRow[];
  /** The whole history in a sentence. */
  readonly label: string;
}

type Anchor = 'start' | 'middle' | 'end';

interface RowBase {
  /** Of the part; empty where the value has none. */
  readonly name: string;
  readonly top: number;
  readonly bottom: number;
}

export interface StepsRow extends RowBase {
  readonly kind: 'steps';
  /** One figure spans more than a hundred times another. */
  readonly isLog: boolean;
  readonly holds: readonly Hold[];
  /** From one value to the next; dashed where the day is only about right. */
  readonly rises: readonly {
    readonly x: number;
    readonly y1: number;
    readonly y2: number;
    readonly about: boolean;
  }[];
  /** At the value in force. */
  readonly dot: { readonly x: number; readonly y: number } | null;
}

/** A value for as long as it held. */
interface Hold {
  readonly x1: number;
  readonly x2: number;
  readonly y: number;
  readonly text: string;
  readonly textX: number;
  readonly anchor: Anchor;
  readonly inForce: boolean;
  /** Held before it was read for the first time, it is taken. */
  readonly assumed: boolean;
}

export interface BandsRow extends RowBase {
  readonly kind: 'bands';
  readonly bands: readonly Band[];
}

interface Band {
  readonly x: number;
  readonly width: number;
  readonly text: string;
  readonly inForce: boolean;
  readonly assumed: boolean;
  /** It began about there. */
  readonly about: boolean;
}

export type FactChartRow = StepsRow | BandsRow;

export interface FactChartInput {
  readonly fact: ChartedFact;
  /** The date whose value is in force, and the day the facts were last checked. */
  readonly day: string;
  readonly today: string;
  /** px of the whole picture. */
  readonly width: number;
  /** A date in words. */
  readonly dated: (date: string) => string;
}

/** px. */
const TOP = 4;
const NAME = 18;
const STEPS = 56;
/** Room for a figure over its line. */
const FIGURE = 16;
const BAND = 26;
const GAP = 12;
const AXIS = 38;
/** More rows are not told apart; the table has them all. */
const MOST_ROWS = 6;
/** About how wide a sign is, px at 12. */
const SIGN = 6.4;

interface Held {
  readonly entry: ListedEntry;
  readonly value: unknown;
  readonly text: string;
}

/** The picture; null: the value has never changed as far as readers can tell. */
export function factChart({ fact, day, today, width, dated }: FactChartInput): FactChart | null {
  const time = factTime(today, 1, width - 1);
  const series = changedSeries(fact).slice(0, MOST_ROWS);
  if (series.length === 0) return null;
  const found = valueAt(fact, day);
  const inForce = found.status === 'inForce' ? found.entry : null;
  let y = TOP;
  const rows = series.map(({ name, held }): FactChartRow => {
    const top = name === '' ? y : y + NAME;
    const isSteps = held.every(({ value }) => typeof value === 'number');
    const bottom = top + (isSteps ? FIGURE + STEPS : BAND);
    y = bottom + GAP;
    const place = { name, top, bottom };
    return isSteps
      ? { ...place, kind: 'steps', ...stepsOf(fact, held, inForce, time, top + FIGURE, bottom) }
      : { ...place, kind: 'bands', bands: bandsOf(fact, held, inForce, time) };
  });
  const asOfX = time.x(day);
  return {
    width,
    height: y + AXIS,
    years: yearTicks(time, today),
    axisY: y,
    asOf: {
      x: asOfX,
      text: day === today ? 'today' : dated(day),
      anchor: asOfX > width - 40 ? 'end' : asOfX < 40 ? 'start' : 'middle',
    },
    rows,
    label: labelOf(fact, dated),
  };
}

/** The value, or each of its parts that ever changed, with what it was. A part that is not there is left out. */
function changedSeries(fact: ChartedFact): { readonly name: string; readonly held: readonly Held[] }[] {
  const { history } = fact;
  if (!history.every(({ value }) => isComposite(value))) {
    const held = merged(
      history.map((entry) => ({ entry, value: entry.value, text: formatValue(fact, entry.value) })),
    );
    return held.length > 1 ? [{ name: '', held }] : [];
  }
  const order = Object.keys(fact.parts ?? {});
  const parts = new Set([...order, ...history.flatMap(({ value }) => Object.keys(value))]);
  return [...parts].flatMap((part) => {
    if (fact.parts?.[part]?.hidden === true) return [];
    const held = merged(
      history.map((entry) => {
        const text = formatPart(fact, entry.value, part);
        return { entry, value: partOf(entry.value, part), text: text ?? 'not there' };
      }),
    );
    return held.length > 1 ? [{ name: fact.parts?.[part]?.label ?? part, held }] : [];
  });
}

function partOf(value: FactValue, part: string): unknown {
  return isComposite(value) ? value[part] : undefined;
}

/** Without the entries that read as the one before them. */
function merged(held: readonly Held[]): Held[] {
  return held.filter(({ text }, index) => index === 0 || held[index - 1]!.text !== text);
}

/** When each value holds: from its day, the first one from the beginning where it was only read later. */
function spans(fact: ChartedFact, held: readonly Held[], time: FactTime): { x1: number; x2: number }[] {
  const isFirst = (index: number) =>
    index === 0 && fact.start === 'firstRead' && held[0]!.entry === fact.history[0];
  return held.map(({ entry }, index) => {
    const next = held[index + 1];
    return {
      x1: isFirst(index) ? time.from : time.x(entry.from),
      x2: next ? time.x(next.entry.from) : time.to,
    };
  });
}

/** Whether an entry of a series holds where the one in force does. */
function holdsAt(
  fact: ChartedFact,
  held: readonly Held[],
  index: number,
  inForce: ListedEntry | null,
): boolean {
  if (inForce === null) return false;
  const at = fact.history.indexOf(inForce);
  const from = fact.history.indexOf(held[index]!.entry);
  const next = held[index + 1];
  return from <= at && (next === undefined || fact.history.indexOf(next.entry) > at);
}

function stepsOf(
  fact: ChartedFact,
  held: readonly Held[],
  inForce: ListedEntry | null,
  time: FactTime,
  top: number,
  bottom: number,
): Pick<StepsRow, 'isLog' | 'holds' | 'rises' | 'dot'> {
  const values = held.map(({ value }) => value as number);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const isLog = least > 0 && most / least > 100;
  const scaled = isLog ? values.map((value) => Math.log10(value / least)) : values;
  // From 0 up, unless what changed is too little to be seen from there.
  const floor = isLog || least <= most / 2 ? 0 : least - (most - least);
  const [low, high] = [isLog ? -0.4 : floor, Math.max(...scaled)];
  const ys = scaled.map((value) => round(bottom - 2 - ((value - low) / (high - low)) * (bottom - 2 - top)));
  const placed = spans(fact, held, time);
  const holds = held.map(({ entry, text }, index): Hold => {
    const { x1, x2 } = placed[index]!;
    const long = text.length * SIGN;
    const isLate = x1 + long > time.to;
    return {
      x1,
      x2,
      y: ys[index]!,
      text,
      textX: isLate ? time.to : x1 + 3,
      anchor: isLate ? 'end' : 'start',
      inForce: holdsAt(fact, held, index, inForce),
      assumed: entry === fact.history[0] && fact.start === 'firstRead',
    };
  });
  const rises = held.slice(1).map(({ entry }, index) => ({
    x: placed[index + 1]!.x1,
    y1: ys[index]!,
    y2: ys[index + 1]!,
    about: entry.datePrecision === 'approximate',
  }));
  const current = holds.find((hold) => hold.inForce);
  return { isLog, holds: readable(holds), rises, dot: current ? { x: current.x1, y: current.y } : null };
}

/** Figures that would stand over one another, or on the line where it rises: the earlier one is left to the table. */
function readable(holds: readonly Hold[]): Hold[] {
  return holds.map((hold, index) => {
    const next = holds[index + 1];
    if (next === undefined || hold.anchor === 'end') return hold;
    const long = hold.text.length * SIGN;
    const end = hold.textX + long;
    const nextStart = next.anchor === 'end' ? next.textX - next.text.length * SIGN : next.textX;
    const meets = end > nextStart && Math.abs(next.y - hold.y) < 14;
    const crosses = end > hold.x2 && next.y < hold.y;
    if (!meets && !crosses) return hold;
    if (!hold.inForce) return { ...hold, text: '' };
    return hold.x2 - 4 > long ? { ...hold, textX: hold.x2 - 4, anchor: 'end' } : hold;
  });
}

function bandsOf(
  fact: ChartedFact,
  held: readonly Held[],
  inForce: ListedEntry | null,
  time: FactTime,
): Band[] {
  return spans(fact, held, time).map(({ x1, x2 }, index) => {
    const { entry, value, text } = held[index]!;
    const width = round(Math.max(2, x2 - x1 - 2));
    return {
      x: x1,
      width,
      text: fitted(bandTexts(held[index - 1]?.value, value, text), width - 12),
      inForce: holdsAt(fact, held, index, inForce),
      assumed: entry === fact.history[0] && fact.start === 'firstRead',
      about: entry.datePrecision === 'approximate',
    };
  });
}

/** What a band may say, the longest first: of a list after another what came and went, or how many. */
function bandTexts(before: unknown, value: unknown, text: string): readonly string[] {
  const change = listChange(before, value);
  if (change === null || !Array.isArray(before) || !Array.isArray(value)) return [text];
  const come = value.filter((word) => !before.includes(word)).length;
  const gone = before.filter((word) => !value.includes(word)).length;
  const counts = [...(come > 0 ? [`+${come}`] : []), ...(gone > 0 ? [`\u2212${gone}`] : [])];
  return [change, counts.join(' ')];
}

/** Signs below which a cut text says nothing. */
const LEAST = 10;

/** The first text there is room for, else as much as there is of the last. */
function fitted(texts: readonly string[], width: number): string {
  const signs = Math.floor(width / SIGN);
  const whole = texts.find(({ length }) => length <= signs);
  if (whole !== undefined) return whole;
  return signs < LEAST
    ? ''
    : `${texts
        .at(-1)!
        .slice(0, signs - 1)
        .trimEnd()}…`;
}

/** `60 s until 8 Oct 2015, 300 s until about 10 Oct 2018, then 900 s.` */
function labelOf(fact: ChartedFact, dated: FactChartInput['dated']): string {
  const { history } = fact;
  const parts = history.map(({ value }, index) => {
    const next = history[index + 1];
    const text = formatValue(fact, value);
    const shown = text.length > 80 ? `${text.slice(0, 79)}…` : text;
    if (next === undefined) return `then ${shown}.`;
    return `${shown} until ${next.datePrecision === 'approximate' ? 'about ' : ''}${dated(next.from)}`;
  });
  const start = fact.start === 'introduced' ? `Since ${dated(history[0]!.from)}: ` : '';
  return `${start}${parts.join(', ')}`;
}
