/**
 * Finds numbers with a unit in prose that nothing vouches for. A number a reader sees is a fact, a
 * computed figure, or marked as the example's own: `<Example>412 ms</Example>` in lessons and
 * components, `[[412 ms]]` in JSON.
 */

export interface Found {
  /** The number with its unit, as written. */
  readonly text: string;
  /** Where it begins, counted in characters from 0. */
  readonly at: number;
}

const DIGITS = String.raw`\d[\d,]*(?:\.\d+)?`;
const WORD =
  'half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundred|thousand|million';
const GAP = String.raw`(?:[\s\u00a0\u202f-]|&nbsp;)*`;
const TIME = 'milliseconds?|microseconds?|seconds?|minutes?|hours?';
const SIZE = 'kilobytes?|megabytes?|gigabytes?|bytes?';
const LETTERS = 'ms|µs|s|sec|min|h|hrs?|[KMGT]i?B|Mbps|MHz|GHz|vCPUs?|USD';
const EVENTS = '(?:requests?|invocations?|executions?|records?|messages?|polls?)';
const RATE = String.raw`${EVENTS}${GAP}(?:\/${GAP}s\b|(?:a|per|an|every)${GAP}(?:second|minute|hour|day)\b)`;

const PATTERNS = [
  new RegExp(
    String.raw`(?<![\w.,])${DIGITS}${GAP}(?:(?:${LETTERS}|${TIME}|days?|weeks?|months?|years?|${SIZE}|percent|per cent|dollars?|cents?|GB-seconds?)(?![\w-])|%|${RATE})`,
    'gu',
  ),
  new RegExp(String.raw`\$${DIGITS}`, 'gu'),
  // `a` and `an` stand with a unit in many phrases that give no measure: only `half a second` counts.
  new RegExp(
    String.raw`(?<![\w-])(?:${WORD.replace('|an?|', '|')})[\s\u00a0\u202f-]+(?:${TIME}|${SIZE}|percent|per cent|ms|${RATE})(?![\w-])`,
    'giu',
  ),
];

/** A decade (`the 2010s`) is no time in seconds. */
const DECADE = /^(?:19|20)\d0s$/;

/** Numbers with a unit in a text, in order. */
export function numbersWithUnit(text: string): Found[] {
  const found: Found[] = [];
  for (const pattern of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      if (!DECADE.test(match[0])) found.push({ text: match[0].replace(/\s+/g, ' '), at: match.index });
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
