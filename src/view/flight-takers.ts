/** Who draws what is under way: marks while there are few, columns of a crowd once there are many. */
import { CrowdMaker, type TrailShape } from './crowd-maker.ts';
import { glyphMarks, glyphOfEnd, type Glyph } from './glyph.ts';
import { circle, group, path, rect, round, type Mark } from './mark.ts';
import { flightName, type CrowdLook, type MovingCrowd } from './moving-crowd.ts';
import { alongWay, piecesOf, writeWay, type Point, type Way } from './polyline.ts';
import { signOfGlyph } from './sign-of.ts';

/** What a picture shows of everything under way. */
export interface UnderWay {
  readonly marks: Mark[];
  readonly crowd: MovingCrowd | null;
}

/** Takes what is under way, a unit at a time. */
export interface FlightTaker {
  /** A unit on a way, with a trail where its look has one. */
  readonly fly: (
    look: CrowdLook,
    way: Way,
    share: number,
    kind: string,
    number: number,
    step: number,
  ) => void;
  /** One whose place comes from elsewhere: on a curve. */
  readonly at: (look: CrowdLook, point: Point, kind: string, number: number, step: number) => void;
  readonly done: () => UnderWay;
}

function markTaker(trail: TrailShape | null): FlightTaker {
  const marks: Mark[] = [];
  const put = (look: CrowdLook, key: string, name: string, parts: readonly Mark[]): void => {
    marks.push({ ...group(key, parts), label: name, ...(look.is === undefined ? {} : { is: look.is }) });
  };
  const unit = (look: CrowdLook, [x, y]: Point) =>
    group('unit', look.marks, { transform: `translate(${round(x)} ${round(y)})` });
  const keyOf = (look: CrowdLook, kind: string, number: number) =>
    `${kind} ${number} ${look.leaves ? 'out' : 'back'}`;
  return {
    fly(look, way, share, kind, number) {
      const from = trail ? Math.max(0, share - trail.from / (way.px || 1)) : 0;
      const to = trail ? Math.max(from, share - trail.to / (way.px || 1)) : 0;
      put(look, keyOf(look, kind, number), flightName(kind, number, look.says), [
        ...(trail && look.hasTrail
          ? [
              path('trail', writeWay(piecesOf(way, from, to)), {
                class: `fill-none ${trail.class}`,
                'stroke-width': trail.width,
                'stroke-linecap': 'round',
              }),
            ]
          : []),
        unit(look, alongWay(way, share)),
      ]);
    },
    at(look, point, kind, number) {
      put(look, keyOf(look, kind, number), flightName(kind, number, look.says), [unit(look, point)]);
    },
    done: () => ({ marks, crowd: null }),
  };
}

function crowdTaker(most: number, trail: TrailShape | null): FlightTaker {
  const maker = new CrowdMaker(most, trail);
  return {
    fly(look, way, share, kind, number, step) {
      maker.fly(look, way, share, kind, number, step);
    },
    at(look, point, kind, number, step) {
      maker.add(look, point, kind, number, step);
    },
    done: () => ({ marks: [], crowd: maker.done() }),
  };
}

/**
 * The taker for a moment.
 *
 * @param most so many units at most
 * @param isCrowd they go to the canvas
 */
export function takerFor(most: number, isCrowd: boolean, trail: TrailShape | null): FlightTaker {
  return isCrowd ? crowdTaker(most, trail) : markTaker(trail);
}

const looks = new Map<string, CrowdLook>();

function kept(name: string, make: () => Omit<CrowdLook, 'name'>): CrowdLook {
  const before = looks.get(name);
  if (before) return before;
  const made = { name, ...make() };
  looks.set(name, made);
  return made;
}

/** On a dark line a unit stands out by its rim. */
function rimmed(parts: readonly Mark[], hasRim: boolean): readonly Mark[] {
  return hasRim ? [circle('rim', 0, 0, 7.5, { class: 'fill-stage' }), ...parts] : parts;
}

/** A unit on its way out. */
export function lookOut(glyph: Glyph, hasRim = false): CrowdLook {
  return kept(`out ${glyph}${hasRim ? ' rimmed' : ''}`, () => ({
    says: 'on its way',
    marks: rimmed(glyphMarks(glyph), hasRim),
    is: signOfGlyph(glyph),
    leaves: true,
    hasTrail: true,
  }));
}

/** An answer on its way back: the sign of what came of it. */
export function lookBack(state: string, says = state, hasRim = false, hasTrail = false): CrowdLook {
  const glyph = glyphOfEnd(state);
  return kept(`back ${state}: ${says}${hasRim ? ' rimmed' : ''}${hasTrail ? ' trailing' : ''}`, () => ({
    says,
    marks: rimmed(glyphMarks(glyph), hasRim),
    is: signOfGlyph(glyph),
    leaves: false,
    hasTrail,
  }));
}

/** So many units of a batch are drawn in its pill at most. */
const MOST_IN_PILL = 4;

/** px of the pill of a batch, with its rim. */
export function pillWidth(items: number): number {
  return Math.min(items, MOST_IN_PILL) * 6 + 8 + 2;
}

/** A batch on its way: a pill with its units. */
export function lookOfBatch(items: number, hasRim = false): CrowdLook {
  const shown = Math.min(items, MOST_IN_PILL);
  return kept(`batch ${shown}${hasRim ? ' rimmed' : ''}`, () => {
    const width = pillWidth(items) - 2;
    const units = Array.from(
      { length: shown },
      (_, index) => `M${-width / 2 + 5 + index * 6} -2h4v4h-4Z`,
    ).join('');
    return {
      says: 'a batch on its way',
      is: 'batch',
      leaves: true,
      hasTrail: true,
      marks: rimmed(
        [
          rect('pill', -width / 2, -6, width, 12, {
            rx: 6,
            class: 'fill-stage stroke-invoke-line',
            'stroke-width': 1.5,
          }),
          path('units', units, { class: 'fill-invoke' }),
        ],
        hasRim,
      ),
    };
  });
}
