/** The two dates that the timeline compares, and its topic; they stand in the address. */
import { parseAsOf, type Day } from '../cost/as-of.ts';
import type { Difference, Direction } from '../cost/fact-changes.ts';
import type { AsOfDate } from './as-of-date.ts';
import type { SearchText } from './search-text.ts';

export interface TimelineDate {
  /** As it stands in the address, or what is taken without it. */
  readonly text: string;
  readonly day: Day;
  /** What is wrong with the text; empty: nothing. */
  readonly problem: string;
}

export interface TimelineView {
  readonly from: TimelineDate;
  readonly to: TimelineDate;
  /** Empty: all topics. */
  readonly topic: string;
}

/** The date of the oldest source notes. */
const NOTES = '2018-02';

/** The dates worth a button. */
export const PRESETS = ['2014-11', NOTES, '2021', 'today'] as const;

/** Reads an address. Without dates: from the date of the page, or where that is today that of the notes, up to today. */
export function readTimeline(search: SearchText, asOf: AsOfDate, today: Day): TimelineView {
  const standard = asOf.isToday ? NOTES : asOf.day;
  return {
    from: dateOf(search['from'] ?? standard, standard, today),
    to: dateOf(search['to'] ?? 'today', 'today', today),
    topic: search['topic'] ?? '',
  };
}

function dateOf(text: string, otherwise: string, today: Day): TimelineDate {
  const read = parseAsOf(text, today);
  if (read.ok) return { text, day: read.day, problem: '' };
  const instead = parseAsOf(otherwise, today);
  return { text, day: instead.ok ? instead.day : today, problem: read.message };
}

/** Ways a value went, in the words of a count: `12 higher`. */
const COUNTED: Readonly<Record<Direction, string>> = {
  new: 'not there before',
  gone: 'not there yet',
  up: 'higher',
  down: 'lower',
  more: 'with more',
  fewer: 'with fewer',
  other: 'otherwise',
};

/** How many of some differences there are of each way: `31 not there before, 12 higher`. */
export function countWays(differences: readonly Difference[]): string {
  return (Object.keys(COUNTED) as Direction[])
    .flatMap((direction) => {
      const count = differences.filter((one) => one.direction === direction).length;
      return count === 0 ? [] : [`${count} ${COUNTED[direction]}`];
    })
    .join(', ');
}

/** A way as a sign and a word. */
export const WAYS: Readonly<Record<Direction, readonly [sign: string, word: string]>> = {
  new: ['+', 'new'],
  gone: ['\u2212', 'not there yet'],
  up: ['\u2191', 'higher'],
  down: ['\u2193', 'lower'],
  more: ['\u2191', 'more'],
  fewer: ['\u2193', 'fewer'],
  other: ['\u2192', 'another'],
};
