/** How a crowd is made: unit by unit, each standing freely or on its way with a trail behind it. */
import type { CrowdLook, MovingCrowd } from './moving-crowd.ts';
import { alongWay, piecesOf, type Point, type Way } from './polyline.ts';

/** px of a trail: where it begins and ends behind the middle of its unit. */
export interface TrailShape {
  readonly class: string;
  readonly width: number;
  readonly from: number;
  readonly to: number;
}

/** Takes units one after the other and hands out their crowd. */
export class CrowdMaker {
  readonly #most: number;
  readonly #x: Float32Array;
  readonly #y: Float32Array;
  readonly #look: Uint16Array;
  readonly #kind: Uint8Array;
  readonly #number: Uint32Array;
  readonly #step: Int32Array;
  readonly #looks: CrowdLook[] = [];
  readonly #looksBy = new Map<CrowdLook, number>();
  readonly #kinds: string[] = [];
  readonly #trail: TrailShape | null;
  readonly #trailFrom: Uint32Array;
  readonly #trailXy: number[] = [];
  #count = 0;

  /** @param most so many units at most; more are refused with a RangeError */
  constructor(most: number, trail: TrailShape | null) {
    this.#most = most;
    this.#x = new Float32Array(most);
    this.#y = new Float32Array(most);
    this.#look = new Uint16Array(most);
    this.#kind = new Uint8Array(most);
    this.#number = new Uint32Array(most);
    this.#step = new Int32Array(most);
    this.#trail = trail;
    this.#trailFrom = new Uint32Array(trail ? most + 1 : 0);
  }

  /** A unit that stands or flies freely. */
  add(look: CrowdLook, [x, y]: Point, kind: string, number: number, step: number): void {
    const at = this.#count;
    if (at >= this.#most) throw new RangeError(`a crowd of ${this.#most} is full`);
    this.#count = at + 1;
    this.#x[at] = x;
    this.#y[at] = y;
    this.#look[at] = this.#lookIndex(look);
    let code = this.#kinds.indexOf(kind);
    if (code < 0) code = this.#kinds.push(kind) - 1;
    this.#kind[at] = code;
    this.#number[at] = number;
    this.#step[at] = step;
    if (this.#trail) this.#trailFrom[at + 1] = this.#trailXy.length;
  }

  /** A unit on its way, with what it leaves behind it. */
  fly(look: CrowdLook, way: Way, share: number, kind: string, number: number, step: number): void {
    const trail = this.#trail;
    if (trail && look.hasTrail && way.px > 0) {
      const from = Math.max(0, share - trail.from / way.px);
      const to = share - trail.to / way.px;
      if (to > from) for (const [x, y] of piecesOf(way, from, to)) this.#trailXy.push(x, y);
    }
    this.add(look, alongWay(way, share), kind, number, step);
  }

  #lookIndex(look: CrowdLook): number {
    const known = this.#looksBy.get(look);
    if (known !== undefined) return known;
    const index = this.#looks.push(look) - 1;
    this.#looksBy.set(look, index);
    return index;
  }

  done(): MovingCrowd {
    const count = this.#count;
    return {
      count,
      x: this.#x.subarray(0, count),
      y: this.#y.subarray(0, count),
      look: this.#look.subarray(0, count),
      kind: this.#kind.subarray(0, count),
      number: this.#number.subarray(0, count),
      step: this.#step.subarray(0, count),
      looks: this.#looks,
      kinds: this.#kinds,
      trails: this.#trail && {
        class: this.#trail.class,
        width: this.#trail.width,
        from: this.#trailFrom.subarray(0, count + 1),
        xy: Float32Array.from(this.#trailXy),
      },
    };
  }
}
