/** Numbers as a sentence writes them, and units joined as the interface joins them. */
import { formatCount } from '../sim/format-time.ts';

const WORDS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** `seven`, `1,300`. Whole numbers from 0. */
export function inWords(count: number): string {
  return WORDS[count] ?? formatCount(count);
}

/** The same at the start of a sentence. */
export function atStart(count: number): string {
  const words = inWords(count);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `7 min`: a narrow no-break space joins number and unit. */
export function withUnit(value: number | string, unit: string): string {
  return unit === '' ? String(value) : `${value}\u202f${unit}`;
}

/** A text that ends in a unit, `412 ms`, with number and unit joined. */
export function unitJoined(text: string): string {
  return text.replace(/(\d) (?=\S+$)/, '$1\u202f');
}

/** `one minute`, `7 minutes`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${inWords(count)} ${count === 1 ? one : many}`;
}
