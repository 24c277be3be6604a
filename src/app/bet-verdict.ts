/** How far what was said lies from what happened, and the step that made the difference. */
import {
  curveUntilUs,
  type Bet,
  type CurveBet,
  type NumberBet,
  type OrderBet,
  type PickBet,
} from '../sim/bet.ts';
import { numberOfRun, orderOfRun, pickedByRun } from '../sim/bet-outcome.ts';
import { behindMeasure } from '../sim/cause-of-measure.ts';
import { curveGap, type CurveGap } from '../sim/curve-gap.ts';
import { formatCount, formatDuration, formatTime } from '../sim/format-time.ts';
import { courseOf, stepBehindLevel, turnsOf, type Course } from '../sim/level-curve.ts';
import { narrateClause, sentenceKey } from '../sim/narrate.ts';
import type { Summary } from '../sim/summary.ts';
import type { Trace } from '../sim/trace.ts';
import { why } from '../sim/why.ts';
import { axisText } from '../view/CurveChart.tsx';
import { happenedText, isRight, type Answer } from './bets.ts';
import { inWords } from './number-words.ts';
import { isProblem } from './step-kinds.ts';
import { words } from './words.ts';

export interface Verdict {
  /** What happened, and by how much that differs: `It was 7: four more`; no full stop. */
  readonly text: string;
  /** Joins the cause to it: `, because `. */
  readonly join: string;
  /** The cause in one clause; '': there is none to tell. */
  readonly cause: string;
  /** Where it stands; -1: nowhere. */
  readonly step: number;
  readonly right: boolean;
}

/** A run that has been seen. */
export interface SeenRun {
  readonly trace: Trace;
  readonly summary: Summary;
  /** Of the scenario as it is: charts end there. */
  readonly horizonMs: number;
}

/** The bet, its answer (null: none was given of this run) and the run together. */
export function verdictOf(bet: Bet, answer: Answer | null, run: SeenRun): Verdict {
  if (bet.kind === 'number') return numberVerdict(bet, answer?.kind === 'number' ? answer.value : null, run);
  if (bet.kind === 'pick') return pickVerdict(bet, answer?.kind === 'pick' ? answer.option : null, run);
  if (bet.kind === 'order') return orderVerdict(bet, answer?.kind === 'order' ? answer.order : null, run);
  return curveVerdict(bet, answer?.kind === 'curve' ? answer.points : null, run);
}

function plain(text: string, right = false): Verdict {
  return { text: text.replace(/\.$/, ''), join: '', cause: '', step: -1, right };
}

/** The step of a chain that tells most: itself if there are words for it, else the first before it with a reason. */
function tellingStep(trace: Trace, step: number): number {
  if (sentenceKey(trace, step, words) !== undefined) return step;
  return why(trace, step).find((one) => trace.reasons[trace.reason[one]!] !== '') ?? step;
}

/**
 * Why something took its time: the first trouble on the way to its end, else how it began. That it ended says nothing.
 */
function delayStep(trace: Trace, end: number): number {
  const chain = why(trace, end);
  const own = chain.filter(
    (one) => trace.kind[one] === trace.kind[end] && trace.actor[one] === trace.actor[end],
  );
  return chain.find((one) => isProblem(trace, one)) ?? own.at(-1) ?? end;
}

function withCause(text: string, join: string, step: number, trace: Trace): Verdict {
  if (step < 0) return plain(text);
  const telling = tellingStep(trace, step);
  return { text, join, cause: narrateClause(trace, telling, words), step: telling, right: false };
}

const BECAUSE = `, ${words.joins.because} `;

function numberVerdict(bet: NumberBet, said: number | null, { trace, summary }: SeenRun): Verdict {
  const found = numberOfRun(bet, summary);
  const happened = happenedText(bet, summary);
  if (found === null || said === null) return plain(happened);
  if (isRight(bet, said, found)) return plain(happened, true);
  const text = `${happened.replace(/\.$/, '')}: ${differenceText(bet, said, found)}`;
  const { how, steps } = behindMeasure(trace, bet.measure);
  if (how === 'decided') {
    const [step = -1] = steps;
    return withCause(
      text,
      BECAUSE,
      step >= 0 && LENGTH.test(bet.measure) ? delayStep(trace, step) : step,
      trace,
    );
  }
  // The first that was not counted with; of those that were and did not come there is only the last that did.
  return found > said
    ? withCause(text, BECAUSE, steps[Math.floor(said)] ?? steps.at(-1) ?? -1, trace)
    : withCause(text, '. The last of them is when ', steps.at(-1) ?? -1, trace);
}

const MOMENT = /^(firstMs|lastMs|drainedMs)/;
/** Figures of how long something took. */
const LENGTH = /^(latencyMs|ageMs|iteratorAgeMs|metrics\.IteratorAge|metrics\.Duration|drainedMs)/;

function differenceText(bet: NumberBet, said: number, found: number): string {
  const more = found > said;
  const by = Math.abs(found - said);
  if (bet.unit === 'seconds') {
    const length = formatDuration(by * 1_000_000);
    if (MOMENT.test(bet.measure)) return `${length} ${more ? 'later' : 'earlier'}`;
    return `${length} ${more ? 'more' : 'less'}`;
  }
  const count = Number.isInteger(by) ? inWords(by) : String(Math.round(by * 100) / 100);
  return `${count} ${more ? 'more' : 'fewer'}`;
}

function pickVerdict(bet: PickBet, said: number | null, { trace, summary }: SeenRun): Verdict {
  const held = pickedByRun(bet, summary);
  const happened = happenedText(bet, summary).replace(/\.$/, '');
  if (held.length !== 1 || said === null || held[0] === said) return plain(happened, held[0] === said);
  const { how, steps } = behindMeasure(trace, bet.options[held[0]!]!.when.measure);
  const step = (how === 'decided' ? steps[0] : steps.at(-1)) ?? -1;
  return withCause(happened, '. For one, ', step, trace);
}

const PLACES = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

function orderVerdict(bet: OrderBet, said: readonly number[] | null, { trace, summary }: SeenRun): Verdict {
  const happened = orderOfRun(bet, summary);
  const first = `First came: ${bet.things[happened[0]!.thing]!.says}`;
  if (said === null) return plain(first);
  const wrong = happened.findIndex(({ thing }, place) => said[place] !== thing);
  if (wrong < 0) return plain('It came in this order', true);
  const { thing, atMs } = happened[wrong]!;
  const { says, at } = bet.things[thing]!;
  const inPlace = happened.filter((one, place) => said[place] === one.thing).length;
  const count = `${inPlace === 0 ? 'None' : `${inPlace} of ${said.length}`} in their place`;
  if (atMs === null) return plain(`${count}. “${says}” never came`);
  const text = `${count}. “${says}” came ${PLACES[wrong]!}, at ${formatTime(atMs * 1000, 1)}, and you said ${PLACES[said.indexOf(thing)]!}`;
  return withCause(text, '. At that moment ', behindMeasure(trace, at).steps[0] ?? -1, trace);
}

const BINS = 240;

export interface CurveOutcome {
  readonly course: Course;
  /** null: nothing was drawn. */
  readonly gap: CurveGap | null;
}

export function curveOutcome(
  bet: CurveBet,
  points: readonly number[] | null,
  { trace, horizonMs }: SeenRun,
): CurveOutcome {
  const untilUs = curveUntilUs(bet, horizonMs);
  const course = courseOf(turnsOf(trace, bet.metric, bet.of), untilUs, BINS);
  return { course, gap: points === null ? null : curveGap(points, course, untilUs) };
}

/** So near that it counts as drawn right: the average gap as a share of the largest value. */
const NEAR = 0.05;

function curveVerdict(bet: CurveBet, points: readonly number[] | null, run: SeenRun): Verdict {
  const { course, gap } = curveOutcome(bet, points, run);
  const value = (of: number) => valueText(bet, of);
  const most = `At most it came to ${value(Math.max(...course.most))}`;
  if (gap === null) return plain(most);
  const mean = `On the average you were ${value(gap.mean)} off`;
  if (gap.share <= NEAR) return plain(mean, true);
  const turns = turnsOf(run.trace, bet.metric, bet.of);
  const text = `${mean}. The widest gap is at ${formatDuration(gap.atUs)}: you drew ${value(gap.said)}, and it was ${value(gap.happened)}`;
  if (gap.happened > gap.said) {
    const rose = stepBehindLevel(turns, gap.atUs, true);
    const step = bet.metric === 'iteratorAge' ? troubleSince(run.trace, rose, gap.atUs) : rose;
    return withCause(text, BECAUSE, step, run.trace);
  }
  const fell = stepBehindLevel(turns, gap.atUs, false);
  const rose = stepBehindLevel(turns, gap.atUs, true);
  // What never fell has only not risen again.
  return fell > rose
    ? withCause(text, BECAUSE, fell, run.trace)
    : withCause(text, '. The last that added to it is when ', rose, run.trace);
}

/** The first trouble since the oldest record came, up to a moment: that is why it waits; without one the step it came with. */
function troubleSince(trace: Trace, from: number, untilUs: number): number {
  for (let step = Math.max(0, from); step < trace.length && trace.at[step]! <= untilUs; step += 1)
    if (isProblem(trace, step)) return step;
  return from;
}

/** A value of a curve as a sentence has it. */
export function valueText(bet: CurveBet, value: number): string {
  if (bet.metric === 'iteratorAge') return axisText(Math.round(value * 10) / 10, true);
  return value >= 10 ? formatCount(value) : String(Math.round(value * 10) / 10);
}
