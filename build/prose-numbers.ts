/**
 * Finds numbers with a unit in prose that nothing vouches for. A number a reader sees is a fact, a
 * computed figure, or marked as the example's own: `<Example>412 ms</Example>` in lessons and
 * components, `[[412 ms]]` in JSON.
 */

export interface Found {
  /** The number with its unit, as written; a range with both its numbers. */
  readonly text: string;
  /** Where it begins, counted in characters from 0. */
  readonly at: number;
  /** Its number, or both ends of its range. */
  readonly values: readonly number[];
  readonly unit: string;
  /**
   * What it counts has no unit of its own (`10 messages`), or it is written in words that say little (`two weeks`):
   * most such numbers are of no interest, but one that equals a fact's value is.
   */
  readonly onlyIfFact: boolean;
}

const SPACE = String.raw`(?:[\s\u00a0\u202f-]|&nbsp;)`;
const GAP = `${SPACE}*`;
const DIGITS = String.raw`\d+(?:[,\u00a0\u2009\u202f]\d{3})*(?:\.\d+)?`;
const WORDS: Readonly<Record<string, number>> = {
  'half an': 0.5,
  'half a': 0.5,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fourteen: 14,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  ninety: 90,
  hundred: 100,
  thousand: 1000,
  million: 1_000_000,
};
const WORD = Object.keys(WORDS).join('|');
/** Fewer of something than five, in words, is a story's own number and no measure. */
const MANY = Object.keys(WORDS)
  .filter((word) => WORDS[word]! >= 5)
  .join('|');
/** Weeks and years in words may be a limit: `two weeks`. */
const SOME = Object.keys(WORDS)
  .filter((word) => WORDS[word]! >= 2)
  .join('|');
const TIME = 'milliseconds?|microseconds?|seconds?|minutes?|hours?';
const LONG_TIME = 'days?|weeks?|months?|years?';
const SIZE = 'kilobytes?|megabytes?|gigabytes?|bytes?';
const LETTERS = 'ms|µs|s|sec|min|h|hrs?|[kKMGT]i?B(?:/s)?|Mbps|MHz|GHz|vCPUs?|USD';
const SHARE = 'percent|per cent';
const EVENTS =
  '(?:requests?|invocations?|executions?|environments?|events?|records?|messages?|polls?|times?|pollers?)';
const PER = String.raw`(?:/${GAP}(?:s|min|h)\b|(?:a|an|per|each|every)${GAP}(?:second|minute|hour|day|month)\b)`;
const RATE = String.raw`(?:${EVENTS}${GAP})?${PER}`;
const COUNTED =
  '(?:batch|connection|consumer|descriptor|distribution|environment|event|execution|function|interface|invocation|layer|message|operation|poller|record|request|retr|attempt|character)(?:s|es|y|ies)?|times';
/** What may stand between a number and what it counts. */
const OF_COUNTED = String.raw`(?:(?:concurrent|more|further|parallel)${GAP})?`;

/** A range has a number before the one with the unit: `60 to 300 s`, `1–10 MB`. */
const range = (number: string) => String.raw`(?<values>(?:${number}${GAP}(?:to|and|or|–|-)${GAP})?${number})`;

interface Pattern {
  readonly pattern: RegExp;
  readonly onlyIfFact: boolean;
}

const always = (source: string, flags: string): Pattern => ({
  pattern: new RegExp(source, flags),
  onlyIfFact: false,
});
const ifFact = (source: string, flags: string): Pattern => ({
  pattern: new RegExp(source, flags),
  onlyIfFact: true,
});

const PATTERNS: readonly Pattern[] = [
  always(
    String.raw`(?<![\w.,])${range(DIGITS)}${GAP}(?<unit>(?:${LETTERS}|${TIME}|${LONG_TIME}|${SIZE}|${SHARE}|dollars?|cents?|GB-seconds?|GB-s)(?![\w-])|%|${RATE})`,
    'gu',
  ),
  always(String.raw`(?<unit>\$)(?<values>${DIGITS})`, 'gu'),
  // `a` and `an` stand with a unit in many phrases that give no measure: only `half a second` counts.
  always(
    String.raw`(?<![\w-])(?<values>${WORD})${SPACE}+(?<unit>${TIME}|${SIZE}|${SHARE}|ms|${RATE})(?![\w-])`,
    'giu',
  ),
  ifFact(String.raw`(?<![\w-])(?<values>${SOME})${SPACE}+(?<unit>${LONG_TIME})(?![\w-])`, 'giu'),
  ifFact(String.raw`(?<![\w.,])${range(DIGITS)}${GAP}${OF_COUNTED}(?<unit>${COUNTED})(?![\w-])`, 'gu'),
  ifFact(String.raw`(?<![\w-])(?<values>${MANY})${SPACE}+${OF_COUNTED}(?<unit>${COUNTED})(?![\w-])`, 'giu'),
];

/** A decade (`the 2010s`) is no time in seconds. */
const DECADE = /^(?:19|20)\d0s$/;

/** The numbers of a written number or range. */
function valuesOf(text: string): number[] {
  return [...text.matchAll(new RegExp(`${DIGITS}|${WORD}`, 'giu'))].map(
    ([one]) => WORDS[one.toLowerCase()] ?? Number(one.replace(/[^\d.]/g, '')),
  );
}

/** Numbers with a unit in a text, in order. */
export function numbersWithUnit(text: string): Found[] {
  const found: Found[] = [];
  for (const { pattern, onlyIfFact } of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      if (DECADE.test(match[0])) continue;
      const at = match.index;
      // `10 messages a second` is a rate, found before.
      if (found.some((other) => other.at <= at && at < other.at + other.text.length)) continue;
      const { values = '', unit = '' } = match.groups ?? {};
      found.push({ text: match[0].replace(/\s+/g, ' '), at, values: valuesOf(values), unit, onlyIfFact });
    }
  }
  return found.sort((a, b) => a.at - b.at);
}

/** Blanks the marks of JSON texts that vouch for a number, and code; lengths stay. */
export function withoutMarks(text: string): string {
  return text.replace(/\[\[[^\]]*\]\]|\{\w+:[^}]*\}|`[^`]*`/g, blank);
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

/** Elements whose content is a fact, computed, or the example's own. */
export const MARKED_ELEMENTS: readonly string[] = ['Example', 'Fact', 'Run', 'Figure'];

/** Attributes that are read by people; the value of any other is code. */
export const PROSE_ATTRIBUTES: readonly string[] = [
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'caption',
  'children',
  'description',
  'hint',
  'label',
  'note',
  'placeholder',
  'say',
  'sentence',
  'summary',
  'text',
  'title',
  'what',
  'when',
  'yes',
  'no',
];

/**
 * The prose of a lesson: same length, same lines, everything that is no prose blanked out (code,
 * comments, addresses, tags but for the attributes people read, content of marked elements).
 */
export function proseOfMdx(source: string): string {
  let text = source
    .replace(/^(```|~~~)[\s\S]*?^\1.*$/gm, blank)
    .replace(/\{\/\*[\s\S]*?\*\/\}/g, blank)
    .replace(/`[^`\n]*`/g, blank)
    .replace(/\]\([^)\n]*\)/g, blank);
  for (const element of MARKED_ELEMENTS) {
    text = text.replace(new RegExp(`<${element}>[\\s\\S]*?</${element}>`, 'g'), blank);
  }
  let prose = '';
  let from = 0;
  for (;;) {
    const open = text.slice(from).search(/<\/?[A-Za-z]/);
    if (open < 0) return prose + text.slice(from);
    const start = from + open;
    const end = endOfTag(text, start);
    const tag = text.slice(start, end);
    prose += text.slice(from, start) + proseOfTag(tag);
    from = end;
    // `<Example id="x">12 s</Example>`: marked elements that carry attributes.
    const name = /^<(\w+)/.exec(tag)?.[1];
    if (name !== undefined && MARKED_ELEMENTS.includes(name) && !tag.endsWith('/>')) {
      const close = text.indexOf(`</${name}>`, end);
      if (close > 0) {
        prose += blank(text.slice(end, close));
        from = close;
      }
    }
  }
}

/** Where a tag ends: the `>` outside of quotes and braces. */
function endOfTag(text: string, start: number): number {
  let quote = '';
  let depth = 0;
  for (let at = start + 1; at < text.length; at += 1) {
    const sign = text[at]!;
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '"' || (depth > 0 && sign === "'")) quote = sign;
    else if (sign === '{') depth += 1;
    else if (sign === '}') depth -= 1;
    else if (sign === '>' && depth === 0) return at + 1;
  }
  return text.length;
}

/** Blanks a tag but for the quoted attributes people read. */
function proseOfTag(tag: string): string {
  const name = /^<(\w+)/.exec(tag)?.[1] ?? '';
  let prose = '';
  let from = 0;
  for (const match of tag.matchAll(/([\w-]+)="([^"]*)"/g)) {
    const attribute = match[1]!;
    // A fact's sentence is its own: `say` still may not bring numbers of its own.
    if (!PROSE_ATTRIBUTES.includes(attribute) || (attribute === 'when' && name === 'Try')) continue;
    const start = match.index + attribute.length + 2;
    prose += blank(tag.slice(from, start)) + match[2]!;
    from = start + match[2]!.length;
  }
  return prose + blank(tag.slice(from));
}
