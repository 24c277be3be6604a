/**
 * What the figures of a lesson show just now, as numbers by name: tasks in the text tick by them and a bet
 * is graded by them. A bet also asks its figure to play.
 */
import { createStore } from 'zustand/vanilla';

export type Reading = Readonly<Record<string, number>>;

export interface FigureState {
  /** Of the settings the lesson gave; never changes while the page is open. */
  readonly atStart: Reading;
  readonly now: Reading;
  /** The run was seen to its end at least once. */
  readonly seen: boolean;
  /** Counts the wishes to play. */
  readonly wishes: number;
}

const NOTHING: FigureState = { atStart: {}, now: {}, seen: false, wishes: 0 };

export const figureReadings = createStore<Readonly<Record<string, FigureState>>>(() => ({}));

/** The state of a figure; an empty one while it has not drawn. */
export function readingOf(state: Readonly<Record<string, FigureState>>, figure: string): FigureState {
  return state[figure] ?? NOTHING;
}

function change(figure: string, part: Partial<FigureState>): void {
  const before = readingOf(figureReadings.getState(), figure);
  figureReadings.setState({ [figure]: { ...before, ...part } });
}

/** A figure says what it shows. The first reading is the one at the start. */
export function publishReading(figure: string, now: Reading): void {
  const before = figureReadings.getState()[figure];
  change(figure, Object.keys(before?.atStart ?? {}).length > 0 ? { now } : { now, atStart: now });
}

/** A figure's run has been seen to its end. */
export function publishSeen(figure: string): void {
  if (!readingOf(figureReadings.getState(), figure).seen) change(figure, { seen: true });
}

/** Asks a figure to play its run from the beginning. */
export function wishToPlay(figure: string): void {
  change(figure, { wishes: readingOf(figureReadings.getState(), figure).wishes + 1 });
}

/** The lesson is left: the next one starts afresh. */
export function forgetReadings(): void {
  figureReadings.setState({}, true);
}

const CONDITION = /^\s*(\w+)\s*(<=|>=|=|<|>)\s*(\w+|\d+(?:\.\d+)?)\s*$/;

/**
 * Whether a reading meets conditions such as `belowCold = 2, gapBelow >= 12`; the right side is a number or
 * another name. A name the figure does not publish meets nothing.
 * @throws SyntaxError on a text that is no condition: a fault of the lesson.
 */
export function meets(reading: Reading, conditions: string): boolean {
  return conditions.split(',').every((text) => {
    const match = CONDITION.exec(text);
    if (!match) throw new SyntaxError(`"${text}" is no condition such as cold = 2.`);
    const [, name, sign, other] = match;
    const left = reading[name!];
    const right = /^\d/.test(other!) ? Number(other) : reading[other!];
    if (left === undefined || right === undefined) return false;
    if (sign === '=') return left === right;
    if (sign === '<') return left < right;
    if (sign === '>') return left > right;
    return sign === '<=' ? left <= right : left >= right;
  });
}
