/** Large counts in few words. */
import { formatNumber } from './format-value.ts';

const NAMES = [
  [1e12, 'trillion'],
  [1e9, 'billion'],
  [1e6, 'million'],
] as const;
/** Digits in front of `million` and its kin. */
const DIGITS = 3;

/** `1.58 million`, and whole below a million: `333,300`. */
export function shortCount(count: number): string {
  const named = NAMES.find(([size]) => count >= size);
  if (!named) return formatNumber(Math.round(count));
  const [size, name] = named;
  return `${formatNumber(Number((count / size).toPrecision(DIGITS)))} ${name}`;
}
