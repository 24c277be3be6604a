/** Figures and settings of repairs in words. */
import { formatCount } from '../sim/format-time.ts';
import { BILLED, type GoalResult } from '../sim/repair-check.ts';
import type { Goal } from '../sim/repair.ts';
import { formatMeasure } from './run-figures.ts';

const NARROW = '\u202f';

/** A figure of a run with its unit. */
export function goalFigure(measure: string, value: number | null): string {
  if (value === null) return 'nothing to measure';
  // The unit stands in the measure, whatever place it is told of.
  if (measure !== BILLED) return formatMeasure(measure.split('@')[0]!, value);
  const digits = value >= 100 ? formatCount(value) : String(Number(value.toPrecision(3)));
  return `${digits}${NARROW}GB-seconds`;
}

/** What a run comes to where a part of the goal does not hold, and by how much. */
export function missText({ measure, is }: Goal, { found, offBy }: GoalResult): string {
  if (found === null || offBy === null) return 'it never came to it';
  const isAbove =
    'atMost' in is || ('equal' in is && found > is.equal) || ('about' in is && found > is.about);
  const isCount = measure !== BILLED && !/Ms(\.|@|$)/.test(measure);
  const off = isAbove ? (isCount ? 'too many' : 'too much') : isCount ? 'too few' : 'too little';
  return `${goalFigure(measure, found)}, ${goalFigure(measure, offBy)} ${off}`;
}
