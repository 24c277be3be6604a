/** What the ones behind a call saw: a sign, a number, the status and what it means. */
import { formatCount } from '../sim/format-time.ts';
import { glyphMarks } from './glyph.ts';
import { as, group, named, path, rect, words, type Mark } from './mark.ts';
import { note } from './part.ts';
import type { SceneInput } from './scene-input.ts';
import { seenBy, seenEnds, type SeenEnd } from './seen-ends.ts';
import { signOfGlyph } from './sign-of.ts';
import { textWidth, wrapText } from './text-width.ts';

const ROW = 24;

/** What an end means to those who see it; `timed out` is said by the caller's picture. */
const WORDS: Readonly<Record<string, string>> = {
  answered: 'answered',
  'function error': 'the function failed',
  'bad answer': 'the answer could not be used',
  throttled: 'turned away, too many at once',
  'service error': 'Lambda failed, nothing ran',
  'timed out': 'no answer in time, the function goes on',
  denied: 'not allowed, nothing ran',
  refused: 'not taken, nothing ran',
  checked: 'allowed, nothing ran',
  accepted: 'taken in, runs later',
  failed: 'no answer',
};

/** What an end means, in words. */
function endWords(state: string): string {
  return WORDS[state] ?? state;
}

/** The status on a pill: solid ink where it is not what was asked for. */
export function codeMarks(
  code: string,
  isGood: boolean,
  x: number,
  y: number,
): { marks: Mark[]; width: number } {
  if (code === '') return { marks: [], width: 0 };
  const width = Math.ceil(textWidth(code, 11.5)) + 14;
  return {
    width,
    marks: [
      rect('pill', x, y - 8, width, 16, {
        rx: 8,
        class: isGood ? 'fill-stage stroke-ink' : 'fill-ink stroke-ink',
        'stroke-width': 1.25,
      }),
      words('code', x + width / 2, y + 4, code, {
        class: `t-note t-num font-semibold ${isGood ? '' : 'fill-on-ink'}`,
        'text-anchor': 'middle',
      }),
    ],
  };
}

/** Rows of what has been seen; rows keep their place when others appear. */
export function seenMarks(
  input: SceneInput,
  kind: 'caller' | 'viewer',
  width: number,
): { readonly marks: Mark[]; readonly height: number; readonly says: string } {
  const all = seenEnds(input, kind);
  const marks: Mark[] = [];
  const says: string[] = [];
  let y = 0;
  for (const end of all) {
    const count = seenBy(end, input.atUs);
    const tall = rowHeight(end, width);
    if (count > 0) {
      says.push(`${formatCount(count)} ${end.code === '' ? '' : `${end.code}, `}${endWords(end.state)}`);
      const code = end.code === '' ? '' : `${end.code}, `;
      marks.push(
        named(
          `Seen by ${formatCount(count)}: ${code}${endWords(end.state)}`,
          as(signOfGlyph(end.glyph), group(`seen ${end.state} ${end.code}`, rowMarks(end, count, y, width))),
        ),
      );
    }
    y += tall;
  }
  return { marks, height: y, says: says.join('; ') };
}

/** Whether all of a row fits on one line, however many they will be. */
function wordsFit(end: SeenEnd, width: number): boolean {
  const pill = end.code === '' ? 0 : textWidth(end.code, 11.5) + 22;
  const number = textWidth(formatCount(end.atUs.length), 13) + 8;
  return 20 + pill + number + textWidth(endWords(end.state), 11) <= width;
}

/** Px of a row: what an end means stands beside its count, or in lines below. */
function rowHeight(end: SeenEnd, width: number): number {
  return wordsFit(end, width) ? ROW : ROW + 14 * wrapText(endWords(end.state), width - 20, 11).length;
}

function rowMarks(end: SeenEnd, count: number, y: number, width: number): Mark[] {
  const number = formatCount(count);
  const sign =
    end.glyph === 'denied' || end.glyph === 'refused' || end.glyph === 'checked' ? 'struck' : end.glyph;
  const pill = codeMarks(end.code, end.isGood, 20, y);
  const numberX = 20 + pill.width + (pill.width > 0 ? 8 : 0);
  const wordX = numberX + textWidth(number, 13) + 8;
  const said = endWords(end.state);
  return [
    group('sign', signOf(sign, end.isGood), { transform: `translate(7 ${y})` }),
    ...pill.marks,
    words('count', numberX, y + 4, number, { class: 't-ui t-num font-semibold' }),
    ...(wordsFit(end, width)
      ? [note('said', wordX, y + 4, said)]
      : wrapText(said, width - 20, 11).map((line, row) => note(`said ${row}`, 20, y + 20 + row * 14, line))),
  ];
}

function signOf(glyph: SeenEnd['glyph'], isGood: boolean): Mark[] {
  if (isGood && glyph === 'struck') return glyphMarks('succeeded');
  if (!isGood && glyph === 'succeeded') {
    return [
      path('cross', 'M-3.6-3.6L3.6 3.6M3.6-3.6L-3.6 3.6', { class: 'stroke-failed-line', 'stroke-width': 2 }),
    ];
  }
  return glyphMarks(glyph);
}
