/** Lambda's door: what it lets in passes, what it turns away is counted beside it. */
import { formatCount } from '../sim/format-time.ts';
import type { CallerLayout } from './caller-layout.ts';
import { glyphMarks, type Glyph } from './glyph.ts';
import { entered } from './ledger.ts';
import { as, group, named, path, round, type Mark } from './mark.ts';
import { note } from './part.ts';
import type { SceneInput } from './scene-input.ts';
import { signOfGlyph } from './sign-of.ts';

/** What Lambda's door has sent away, with the status of each. */
const TURNED: readonly (readonly [state: string, glyph: Glyph, code: string, said: string])[] = [
  ['throttled', 'throttled', '429', 'turned away'],
  ['service error', 'failed', '500', 'failed in Lambda'],
  ['denied', 'denied', '', 'turned away'],
  ['refused', 'refused', '', 'turned away'],
];

/** How many kinds of answers turn requests away in the whole run. */
export function turnedKinds({ trace }: Pick<SceneInput, 'trace'>, fn: number): number {
  return TURNED.filter(([state]) => entered(trace, 'request', state, fn, trace.endUs) > 0).length;
}

/** The door of a function. */
export function doorMarks(input: SceneInput, layout: CallerLayout, fn: number, isFull: boolean): Mark[] {
  const { door, narrow } = layout;
  const rows = TURNED.map(([state, glyph, code, word]) => ({
    word,
    state,
    glyph,
    code,
    count: entered(input.trace, 'request', state, fn, input.atUs),
  })).filter(({ count }) => count > 0);
  return [
    named(
      isFull ? 'Lambda’s door: full, who comes now is turned away' : 'Lambda’s door: it lets in',
      path(
        'door',
        door.isLying ? `M4 ${door.top - 4}H${layout.width - 4}` : `M${door.x} ${door.top}V${door.bottom}`,
        {
          class: isFull ? 'stroke-throttled-line' : 'stroke-ink2',
          'stroke-width': 3,
          'stroke-linecap': 'round',
        },
      ),
    ),
    ...(narrow
      ? []
      : [
          note(
            'door name',
            door.x - 8,
            door.top + 10,
            isFull ? 'Lambda, full' : 'Lambda',
            isFull ? 'fill-throttled-text font-semibold' : 'fill-ink2',
            'end',
          ),
        ]),
    ...rows.map(({ state, glyph, code, word, count }, row) => {
      const y = door.turnedY + row * 22;
      const said = `${formatCount(count)} ${word}`;
      return named(
        `At Lambda’s door: ${formatCount(count)} ${state}`,
        as(
          signOfGlyph(glyph),
          group(`turned ${state}`, [
            group('sign', glyphMarks(glyph), {
              transform: `translate(${narrow ? (code === '' ? 15 : 8) : round(door.x - (code === '' ? 20 : 13))} ${y})`,
            }),
            narrow
              ? note('said', code === '' ? 36 : 22, y + 4, code === '' ? said : `${said}, ${code}`)
              : note(
                  'said',
                  door.x - (code === '' ? 40 : 25),
                  y + 4,
                  code === '' ? said : `${said}, ${code}`,
                  'fill-ink2',
                  'end',
                ),
          ]),
        ),
      );
    }),
  ];
}
