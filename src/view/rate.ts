/**
 * When units on a way can be told apart, and what is shown instead when they cannot: so many a second, counted in
 * the trace over a window that stands still for a quarter of a second of screen, so that the figure can be read.
 */
import { formatCount } from '../sim/format-time.ts';

/** From here on what moves is drawn on one canvas: the document carries no more at full speed. */
export const CROWD_FROM = 300;

/** More than these under way at once are nobody's to follow, on whatever ways. */
const MOST_IN_FLIGHT = 10_000;

/**
 * More than these on one way at once: they then arrive faster than the screen draws (60 a second, in the 0.45 s
 * that a flight takes), so from frame to frame none can be told from the next.
 */
const MOST_ON_WAY = 27;

/** Whether so many units, on so many ways, are shown as a rate. */
export function isRate(count: number, ways = 1): boolean {
  return count > MOST_IN_FLIGHT || count > MOST_ON_WAY * ways;
}

/** px that a unit takes on its way: any nearer and one covers the next. */
export const UNIT_PX = 12;

/** So many may come close together on a stretch of a way that has room for four before they are a heap. */
const [MOST_IN_HEAP, ROOM_OF_HEAP] = [6, 4];

/**
 * Whether units one behind the other on a way have less room than they need: all of them on the whole way, or too
 * many of them on a piece of it. A single one has room on any way.
 *
 * @param most the most of them within so many µs
 * @param wayPx length of the way
 * @param flightUs how long each is under way
 * @param unitPx length of the longest
 */
export function isCrowded(
  most: (withinUs: number) => number,
  wayPx: number,
  flightUs: number,
  unitPx = UNIT_PX,
): boolean {
  if (most(flightUs) > Math.max(1, Math.floor(wayPx / unitPx))) return true;
  const share = (ROOM_OF_HEAP * unitPx) / wayPx;
  return share < 1 && most(flightUs * share) > MOST_IN_HEAP;
}

/**
 * The window, µs, over which arrivals (those whose flight is under way: they come after the moment) or answers
 * (they have begun theirs: up to the moment) are counted. It moves in steps of half a flight, and never begins
 * before the run: what nobody could send would count as nothing sent.
 */
export function windowAt(
  atUs: number,
  flightUs: number,
  way: 'out' | 'back',
): readonly [fromUs: number, toUs: number] {
  const half = flightUs / 2;
  const step = Math.floor(atUs / half);
  return way === 'out' ? [step * half, (step + 2) * half] : [Math.max(0, (step - 2) * half), step * half];
}

/** Two digits that mean something: `1,200`, `12`, `1.2`. */
function twoDigits(value: number): string {
  if (value >= 100) {
    const unit = 10 ** (String(Math.round(value)).length - 2);
    return formatCount(Math.round(value / unit) * unit);
  }
  return value >= 10 ? String(Math.round(value)) : String(Math.round(value * 10) / 10);
}

/** `1,200/s`; slow ones by the minute or the hour: `30/min`, `2/h`. */
export function rateText(count: number, windowUs: number): string {
  const perSecond = (count * 1_000_000) / windowUs;
  if (perSecond >= 1) return `${twoDigits(perSecond)}/s`;
  if (perSecond * 60 >= 1) return `${twoDigits(perSecond * 60)}/min`;
  return `${twoDigits(perSecond * 3600)}/h`;
}
