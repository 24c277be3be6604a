/** What jars stand on, wherever a function's environments are drawn: a bench with its places, a plain ground, blocks. */
import { formatCount } from '../sim/format-time.ts';
import type { EnvironmentView } from '../sim/world.ts';
import { counted, TEXT, WORD } from './environment-marks.ts';
import { jarMarks, jarPath, lookOf, type JarShape, type Look } from './jar.ts';
import { as, group, named, path, round, words, type Mark } from './mark.ts';
import type { Point } from './polyline.ts';
import { SIGN_OF_LOOK } from './sign-of.ts';

/** Sizes of jars from here on carry no letter. */
export const CELLS_FROM = 4;
/** A bench with more places than these would be all dashes. */
const MOST_PLACES = 40;

/** Height of a jar of a width. */
export const tall = (jar: number) => Math.round(jar * 1.25);

/** Whether what may run at once is worth a bench with a place for each. */
export function isBench(places: number | null): places is number {
  return places !== null && places > 0 && places <= MOST_PLACES;
}

/** The line that a row of jars stands on, with a post at either end of a bench. */
export function groundLine(
  row: number,
  [from, to, y]: readonly [from: number, to: number, y: number],
  hasPosts: boolean,
  isFaint: boolean,
): Mark {
  return path(`ground ${row}`, hasPosts ? `M${from} ${y - 6}V${y}H${to}V${y - 6}` : `M${from} ${y}H${to}`, {
    class: `fill-none ${isFaint ? 'stroke-edge' : 'stroke-ink2'}`,
    'stroke-width': 1.25,
  });
}

/** A place of a bench that nobody has. */
export function freePlace(stand: number, shape: JarShape): Mark {
  const place = path(`place ${stand}`, jarPath(shape), {
    class: 'fill-none stroke-edge',
    'stroke-width': 1.25,
    'stroke-dasharray': '3 3',
    // All of it is pointed at, not the dashes alone.
    'pointer-events': 'all',
  });
  return named(`Place ${formatCount(stand + 1)}: free`, as('free-place', place));
}

const LOOKS: readonly Look[] = ['invoke', 'init', 'restore', 'frozen', 'crashed', 'shutdown'];

/** More than can be drawn singly: a block a look, `scale` px an environment, with its count above. */
export function lookBlocks(
  environments: readonly EnvironmentView[],
  [left, ground]: Point,
  height: number,
  scale: number,
): Mark[] {
  let x = left;
  return LOOKS.flatMap((look) => {
    const count = environments.filter(({ state }) => lookOf(state) === look).length;
    if (count === 0) return [];
    const at = x;
    x += scale * count;
    const d = `M${round(at)} ${ground}v${-height}h${round(scale * count)}v${height}Z`;
    return [
      named(
        `${counted(count, 'environment')}: ${WORD[look]}`,
        as(
          SIGN_OF_LOOK[look],
          group(`block ${look}`, [
            ...jarMarks({ x: at, ground, width: 0, height }, look)
              .filter(({ key }) => key === 'body' || key === 'level')
              .map((mark) => ({ ...mark, attrs: { ...mark.attrs, d } })),
            words('count', at, ground - height - 6, formatCount(count), {
              class: `t-note font-semibold t-num ${TEXT[look]}`,
            }),
          ]),
        ),
      ),
    ];
  });
}
