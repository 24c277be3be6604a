/** How a transition is drawn: a bow between two states where that is free, else a way between the rows, round every state. */
import { round } from './mark.ts';
import type { Point } from './polyline.ts';
import type { StateBox } from './state-places.ts';

/** The middle of a box. */
export const centre = (box: StateBox): Point => [box.x + box.width / 2, box.y + box.height / 2];

/** Where the line from the centre of a box towards a point leaves it, `gap` px further out. */
function border(box: StateBox, towards: Point, gap: number): Point {
  const [cx, cy] = centre(box);
  const [dx, dy] = [towards[0] - cx, towards[1] - cy];
  const reach = Math.min(
    dx === 0 ? Infinity : box.width / 2 / Math.abs(dx),
    dy === 0 ? Infinity : box.height / 2 / Math.abs(dy),
  );
  const length = Math.hypot(dx, dy) || 1;
  return [cx + dx * reach + (dx / length) * gap, cy + dy * reach + (dy / length) * gap];
}

function inside([x, y]: Point, box: StateBox): boolean {
  return x > box.x - 3 && x < box.x + box.width + 3 && y > box.y - 3 && y < box.y + box.height + 3;
}

const BOWS = [8, 22, -22, 40, -40] as const;

/** The way of an edge; `nth` keeps those that run side by side apart. */
export function edgePath(
  from: StateBox,
  to: StateBox,
  others: readonly StateBox[],
  width: number,
  nth: number,
): string {
  return bowPath(from, to, others) ?? betweenPath(from, to, others, width, nth);
}

function headPath(end: Point, angle: number): string {
  return [2.6, -2.6]
    .map(
      (turn) => `${round(end[0] + 6 * Math.cos(angle + turn))} ${round(end[1] + 6 * Math.sin(angle + turn))}`,
    )
    .join(`L${round(end[0])} ${round(end[1])}L`);
}

/** A bow that touches no other box, nearly straight where that is free; null: none does. */
function bowPath(from: StateBox, to: StateBox, others: readonly StateBox[]): string | null {
  const [a, b] = [centre(from), centre(to)];
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
  const across: Point = [-(b[1] - a[1]) / length, (b[0] - a[0]) / length];
  for (const bow of BOWS) {
    const via: Point = [(a[0] + b[0]) / 2 + across[0] * bow, (a[1] + b[1]) / 2 + across[1] * bow];
    const [start, end] = [border(from, via, 1), border(to, via, 4)];
    const free = Array.from({ length: 19 }, (_, index) => (index + 1) / 20).every((t) => {
      const u = 1 - t;
      const at: Point = [
        u * u * start[0] + 2 * u * t * via[0] + t * t * end[0],
        u * u * start[1] + 2 * u * t * via[1] + t * t * end[1],
      ];
      return !others.some((box) => inside(at, box));
    });
    if (!free) continue;
    const angle = Math.atan2(end[1] - via[1], end[0] - via[0]);
    return `M${round(start[0])} ${round(start[1])}Q${round(via[0])} ${round(via[1])} ${round(end[0])} ${round(end[1])}M${headPath(end, angle)}`;
  }
  return null;
}

/** px between a row of states and the ways that run beside it, and between two ways. */
const AWAY = 6;
const APART = 3;

/** A way with round corners through these points. */
function roundedPath(points: readonly Point[]): string {
  let d = `M${round(points[0]![0])} ${round(points[0]![1])}`;
  for (let index = 1; index < points.length - 1; index += 1) {
    const [before, here, after] = [points[index - 1]!, points[index]!, points[index + 1]!];
    const [back, on] = [
      Math.hypot(here[0] - before[0], here[1] - before[1]),
      Math.hypot(after[0] - here[0], after[1] - here[1]),
    ];
    const r = Math.min(5, back / 2, on / 2);
    if (r < 0.5) continue;
    const enter: Point = [
      here[0] + ((before[0] - here[0]) / back) * r,
      here[1] + ((before[1] - here[1]) / back) * r,
    ];
    const leave: Point = [
      here[0] + ((after[0] - here[0]) / on) * r,
      here[1] + ((after[1] - here[1]) / on) * r,
    ];
    d += `L${round(enter[0])} ${round(enter[1])}Q${round(here[0])} ${round(here[1])} ${round(leave[0])} ${round(leave[1])}`;
  }
  const end = points.at(-1)!;
  return `${d}L${round(end[0])} ${round(end[1])}`;
}

/** Out of a state into the gap beside its row, along it, by the margin past other rows, and in from the gap beside the target's. */
function betweenPath(
  from: StateBox,
  to: StateBox,
  others: readonly StateBox[],
  width: number,
  nth: number,
): string {
  const aside = AWAY + (nth % 4) * APART;
  const shift = ((nth % 3) - 1) * 6;
  const startX = centre(from)[0] + shift;
  const endX = centre(to)[0] - shift;
  const isDown = to.y > from.y + 1;
  const isLevel = Math.abs(to.y - from.y) <= 1;
  const top = Math.min(from.y, to.y, ...others.map((box) => box.y));
  // Beside the first row there is room below it only.
  const below = isDown || (isLevel && from.y <= top + 1);
  const leaveY = below ? from.y + from.height + aside : from.y - aside;
  const startY = below ? from.y + from.height + 1 : from.y - 1;
  const inFromTop = isDown || (isLevel && !below);
  const endY = inFromTop ? to.y - 4 : to.y + to.height + 4;
  const enterY = inFromTop ? to.y - aside : to.y + to.height + aside;
  const angle = inFromTop ? Math.PI / 2 : -Math.PI / 2;
  const points: Point[] = [
    [startX, startY],
    [startX, leaveY],
  ];
  const between = others.some(
    (box) => box.y > Math.min(leaveY, enterY) && box.y + box.height < Math.max(leaveY, enterY),
  );
  if (isLevel || !between) {
    // The two gaps are one: straight over.
    const y = isLevel ? leaveY : (leaveY + enterY) / 2;
    points[1] = [startX, y];
    points.push([endX, y]);
  } else {
    const margin = 3 + (nth % 3) * APART;
    const x = (startX + endX) / 2 < width / 2 ? margin : width - margin;
    points.push([x, leaveY], [x, enterY], [endX, enterY]);
  }
  const end: Point = [endX, endY];
  points.push(end);
  return `${roundedPath(points)}M${headPath(end, angle)}`;
}
