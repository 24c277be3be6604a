/** How units ended, counted: a sign, a number and the word of the machine. */
import { formatCount } from '../sim/format-time.ts';
import { glyphMarks, glyphOfEnd, type Glyph } from './glyph.ts';
import { endsBy } from './ledger.ts';
import { as, group, named, round, words, type Mark } from './mark.ts';
import { HEAD, headMarks, note, type Part, type PartMaker } from './part.ts';
import type { SceneInput } from './scene-input.ts';
import { signOfEnd } from './sign-of.ts';
import { kindIn } from './stands.ts';
import { fitText, textWidth } from './text-width.ts';

const isWide = (glyph: Glyph) => glyph === 'denied' || glyph === 'refused' || glyph === 'checked';

/** `Events: 12 succeeded so far`. */
function countLabel(kind: string, state: string, count: number): string {
  return `${kind[0]!.toUpperCase()}${kind.slice(1)}s: ${formatCount(count)} ${state} so far`;
}

/** The ends of a kind at a place that have occurred; `places`: rows that the whole run needs. */
export function outcomeRows(
  input: SceneInput,
  kind: string,
  place: number,
  width = 160,
): { readonly marks: Mark[]; readonly places: number; readonly says: string } {
  const { trace, atUs } = input;
  const now = endsBy(trace, kind, place, atUs);
  const places = endsBy(trace, kind, place, trace.endUs).length;
  return {
    places,
    says: now.map(({ state, count }) => `${formatCount(count)} ${state}`).join(', '),
    marks: now.map(({ state, count }, row) => {
      const glyph = glyphOfEnd(state);
      const indent = isWide(glyph) ? 34 : 20;
      const text = formatCount(count);
      const at = indent + textWidth(text, 13) + 7;
      return named(
        countLabel(kind, state, count),
        as(
          signOfEnd(kind, state),
          group(`end ${state}`, [
            group('sign', glyphMarks(glyph), {
              transform: `translate(${isWide(glyph) ? 14 : 7} ${round(row * 22 + 4)})`,
            }),
            words('count', indent, row * 22 + 8, text, { class: 't-ui t-num font-semibold' }),
            words('word', at, row * 22 + 8, fitText(state, width - at), { class: 't-label fill-ink2' }),
          ]),
        ),
      );
    }),
  };
}

/** The same in one line. */
export function outcomeLine(
  input: SceneInput,
  kind: string,
  place: number,
): { readonly marks: Mark[]; readonly says: string } {
  const now = endsBy(input.trace, kind, place, input.atUs);
  let x = 0;
  return {
    says: now.map(({ state, count }) => `${formatCount(count)} ${state}`).join(', '),
    marks: now.map(({ state, count }) => {
      const text = formatCount(count);
      const at = 18 + textWidth(text, 12.6) + 5;
      const mark = group(
        `end ${state}`,
        [
          group('sign', glyphMarks(glyphOfEnd(state)), { transform: 'translate(7 -4)' }),
          words('count', 18, 0, text, { class: 't-label t-num font-semibold' }),
          words('word', at, 0, state, { class: 't-label fill-ink2' }),
        ],
        { transform: `translate(${round(x)} 0)` },
      );
      x += at + textWidth(state, 12) + 18;
      return named(countLabel(kind, state, count), as(signOfEnd(kind, state), mark));
    }),
  };
}

export interface OutcomeSource {
  readonly kind: string;
  readonly place: number;
}

/** Several kinds of ends under one head: what became of the units of a queue, a mapping, an event queue. */
export function outcomePart(
  input: SceneInput,
  key: string,
  title: string,
  sources: readonly OutcomeSource[],
): PartMaker {
  return (width): Part => {
    const found = sources.filter(({ kind }) => kindIn(input.trace, kind) >= 0);
    const marks: Mark[] = [];
    let y = HEAD + 8;
    const says: string[] = [];
    for (const { kind, place } of found) {
      const rows = outcomeRows(input, kind, place, width);
      marks.push(group(`ends ${kind} ${place}`, rows.marks, { transform: `translate(0 ${y})` }));
      y += rows.places * 22;
      if (rows.says !== '') says.push(rows.says);
    }
    return {
      key,
      holds: [],
      width,
      height: Math.max(y, HEAD + 30),
      port: HEAD + 12,
      marks: [
        group('head', headMarks('', title, width)),
        ...(says.length === 0 ? [note('nothing', 0, HEAD + 14, 'none has ended yet', 'fill-ink3')] : []),
        ...marks,
      ],
      says: says.length === 0 ? '' : `${title.toLowerCase()}: ${says.join('; ')}`,
    };
  };
}
