/**
 * How fast a run is shown. Idle time is never shortened in secret: the pace says how much simulated
 * time one second of screen is, from a microsecond to a day.
 */
import { formatCount } from '../sim/format-time.ts';
import { FASTEST, SLOWEST } from './player.ts';

const MS = 1000;
const SECOND = 1000 * MS;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Simulated µs in one second of screen where the control stops: 1, 2, 5 of a unit, as people count in it. */
export const SPEEDS: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((us) => us),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((ms) => ms * MS),
  ...[1, 2, 5, 10, 20, 30].map((s) => s * SECOND),
  ...[1, 2, 5, 10, 20, 30].map((min) => min * MINUTE),
  ...[1, 2, 5, 10, 24].map((h) => h * HOUR),
];

/** Seconds of screen a whole run should take when nobody has chosen. */
const WANTED_S = 15;

/** The stop that is nearest to a speed on the logarithmic scale, by its place. */
export function nearestStop(speed: number): number {
  let best = 0;
  SPEEDS.forEach((stop, place) => {
    if (Math.abs(Math.log(stop / speed)) < Math.abs(Math.log(SPEEDS[best]! / speed))) best = place;
  });
  return best;
}

/** The stop at which a run of this length takes nearest to 15 seconds of screen. */
export function defaultSpeed(endUs: number): number {
  return SPEEDS[nearestStop(Math.max(1, endUs) / WANTED_S)]!;
}

/** The next stop that is faster, or slower; the speed itself at the ends. */
export function stopBeside(speed: number, direction: 1 | -1): number {
  const found =
    direction === 1 ? SPEEDS.find((stop) => stop > speed) : SPEEDS.findLast((stop) => stop < speed);
  return found ?? speed;
}

const UNITS: readonly (readonly [us: number, name: string])[] = [
  [HOUR, 'h'],
  [MINUTE, 'min'],
  [SECOND, 's'],
  [MS, 'ms'],
  [1, 'µs'],
];

/** A length of time in the largest unit it is a whole of, else with at most three digits after the point: `20 ms`. */
function spanText(us: number): string {
  const [unit, name] = UNITS.find(([of]) => us >= of) ?? UNITS.at(-1)!;
  const whole = UNITS.find(([of]) => us >= of && us % of === 0);
  if (whole && us / whole[0] < 1000) return `${formatCount(us / whole[0])}\u202f${whole[1]}`;
  return `${Math.round((us / unit) * 1000) / 1000}\u202f${name}`;
}

/** `30 s/s`: simulated time in a second of screen. */
export function speedText(speed: number): string {
  return `${spanText(speed)}/s`;
}

/** `a second shows 30 s`. */
export function speedSays(speed: number): string {
  return `a second shows ${spanText(speed)}`;
}

const NAMES: Readonly<Record<string, number>> = {
  µs: 1,
  μs: 1,
  us: 1,
  ms: MS,
  s: SECOND,
  sec: SECOND,
  m: MINUTE,
  min: MINUTE,
  h: HOUR,
};

/**
 * A pace as people type it: `250 ms/s`, `1 h/s`, `1 s = 2 min`, `30` (seconds), `2x`.
 *
 * @returns µs in a second of screen, held between the slowest and the fastest; null: it is none.
 */
export function readSpeed(text: string): number | null {
  const wanted = text
    .toLowerCase()
    .replace(/^\s*1?\s*s(?:ec)?\s*=/, '')
    .replaceAll(/[\s\u202f]/g, '')
    .replace(/\/1?s(?:ec)?$/, '');
  const [, figure, unit] = /^(\d+(?:[.,]\d+)?)([a-zµμ×]*)$/.exec(wanted) ?? [];
  if (figure === undefined || unit === undefined) return null;
  const us = unit === '' || unit === 'x' || unit === '×' ? SECOND : NAMES[unit];
  if (us === undefined) return null;
  const speed = Number(figure.replace(',', '.')) * us;
  return speed > 0 ? Math.min(FASTEST, Math.max(SLOWEST, Math.round(speed))) : null;
}
