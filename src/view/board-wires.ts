/** Ways between the parts of a board: straight ahead through the gap between columns, or round below what stands there. */
import type { Part } from './part.ts';
import type { Point } from './polyline.ts';

export interface Placed {
  readonly x: number;
  readonly y: number;
  /** Position of its column. */
  readonly column: number;
  readonly part: Part;
}

/** A part as one sees it that asks for a name: where that comes in. */
export function askedAt(placed: Placed, asks: string | undefined): Placed {
  const inlet = asks === undefined ? undefined : placed.part.inlets?.get(asks);
  return inlet ? { ...placed, part: { ...placed.part, port: inlet.y } } : placed;
}

const isSame = (a: Placed, b: Placed) => a.part.key === b.part.key;
const rightOf = ({ x, part }: Placed) => x + part.width;
const bottomOf = ({ y, part }: Placed) => y + part.height;

/** The way of an actor's own wire: straight to the other part, or bent at its edge where that is too short. */
export function connectPort(a: Placed, b: Placed, portY: number): Point[] {
  const from = a.y + portY;
  const to = Math.min(Math.max(from, b.y + 20), bottomOf(b) - 20);
  const [start, end]: [Point, Point] = [
    [rightOf(a) + 3, from],
    [b.x - 4, to],
  ];
  if (Math.abs(from - to) < 1) return [start, end];
  const middle = b.x - 14;
  return [start, [middle, from], [middle, to], end];
}

/** The way from one part to another; `lane` keeps ways below the parts from lying on each other. */
export function connect(a: Placed, b: Placed, all: readonly Placed[], narrow: boolean, lane = 0): Point[] {
  if (narrow) {
    const [left, right] = a.x < b.x ? [a, b] : [b, a];
    if (left.y === right.y) {
      const y = a.y + Math.min(a.part.port, b.part.port);
      const across: Point[] = [
        [rightOf(left) + 3, y],
        [right.x - 3, y],
      ];
      return left === a ? across : across.toReversed();
    }
    const x = (one: Placed) => one.x + Math.min(24, one.part.width / 2);
    return b.y >= bottomOf(a)
      ? [
          [x(b), bottomOf(a) + 3],
          [x(b), b.y - 3],
        ]
      : [
          [x(a), a.y - 3],
          [x(b), bottomOf(b) + 3],
        ];
  }
  const [fromY, toY] = [a.y + a.part.port, b.y + b.part.port];
  if (b.x >= rightOf(a)) {
    const blocked = all.some(
      (one) =>
        !isSame(one, a) &&
        !isSame(one, b) &&
        one.x > a.x &&
        one.x < b.x &&
        one.x >= rightOf(a) &&
        one.y < toY &&
        bottomOf(one) > toY,
    );
    if (!blocked) {
      const [from, to]: [Point, Point] = [
        [rightOf(a) + 3, fromY],
        [b.x - 4, toY],
      ];
      if (Math.abs(fromY - toY) < 1) return [from, to];
      // A part as tall as the other's port is left at that height: a straight way reads best.
      if (toY > a.y + 12 && toY < bottomOf(a) - 8) return [[from[0], toY], to];
      if (b.part.inlets === undefined && fromY > b.y + 12 && fromY < bottomOf(b) - 8)
        return [from, [to[0], fromY]];
      const middle = Math.max(from[0] + 10, b.x - 18);
      // What stands between the two is passed below, never behind.
      const between = all.filter(
        (one) =>
          !isSame(one, a) && !isSame(one, b) && one.x >= rightOf(a) && rightOf(one) <= b.x && one.y < fromY,
      );
      const inTheWay = between.filter((one) => bottomOf(one) > fromY);
      if (inTheWay.length === 0) return [from, [middle, fromY], [middle, toY], to];
      const y = Math.max(...inTheWay.map(bottomOf)) + 12;
      const out = rightOf(a) - Math.min(28, a.part.width / 3);
      const leave: Point[] =
        y < bottomOf(a) - 8
          ? [[rightOf(a) + 3, y]]
          : [
              [out, bottomOf(a) + 2],
              [out, y],
            ];
      return [...leave, [middle, y], [middle, toY], to];
    }
  }
  // Round below everything between the two.
  const [left, right] = [Math.min(a.x, b.x), Math.max(rightOf(a), rightOf(b))];
  if (b.y > bottomOf(a) + 12 && b.x < rightOf(a)) {
    const y = b.y - 13;
    const x = b.x + Math.min(28, b.part.width / 2);
    const out = a.x + a.part.width / 2;
    return [
      [out, bottomOf(a) + 2],
      [out, y],
      [x, y],
      [x, b.y - 4],
    ];
  }
  const below = all.filter(
    (one) => rightOf(one) > left && one.x < right && one.y < Math.max(bottomOf(a), bottomOf(b)) + 20,
  );
  const y = Math.max(bottomOf(a), bottomOf(b), ...below.map(bottomOf)) + 12 + (lane % 3) * 5;
  const out =
    b.x > a.x ? rightOf(a) - Math.min(28, a.part.width / 3) : a.x + a.part.width / 2 + (lane % 3) * 8;
  const into = b.x + Math.min(40, b.part.width / 2) + (lane % 3) * 8;
  return [
    [out, bottomOf(a) + 2],
    [out, y],
    [into, y],
    [into, bottomOf(b) + 4],
  ];
}
