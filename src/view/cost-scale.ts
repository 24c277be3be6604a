/**
 * Scales of a chart of cost, and its px. By hand: what marks and D3 have for it would bring along what only pictures of
 * runs need.
 */
type Pair = readonly [number, number];

export interface CostScale {
  /** px of a value. */
  readonly of: (value: number) => number;
  /** Values that stand on the axis: about so many, or on a log axis every power of ten. */
  readonly ticks: (count: number) => number[];
}

const NICE = [1, 2, 5, 10];
/** What adding up steps may be off by. */
const OFF = 1e-9;

/** At most two digits after the point. */
export function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}

/** A step of 1, 2 or 5 times a power of ten that goes into a stretch at most so often. */
export function niceStep(stretch: number, count: number): number {
  const rough = stretch / count;
  const power = Number(`1e${Math.floor(Math.log10(rough))}`);
  return power * NICE.find((nice) => nice * power >= rough * (1 - OFF))!;
}

export function linearScale([from, to]: Pair, [start, end]: Pair): CostScale {
  const wide = to - from || 1;
  return {
    of: (value) => start + ((value - from) / wide) * (end - start),
    ticks(count) {
      const step = niceStep(wide, count);
      const first = Math.ceil(from / step - OFF);
      const last = Math.floor(to / step + OFF);
      return Array.from({ length: last - first + 1 }, (_, at) =>
        Number(((first + at) * step).toPrecision(12)),
      );
    },
  };
}

/** @param domain above zero */
export function logScale([from, to]: Pair, [start, end]: Pair): CostScale {
  const wide = Math.log10(to / from) || 1;
  return {
    of: (value) => start + (Math.log10(value / from) / wide) * (end - start),
    ticks() {
      const first = Math.ceil(Math.log10(from) - OFF);
      const last = Math.floor(Math.log10(to) + OFF);
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => Number(`1e${first + at}`));
    },
  };
}
