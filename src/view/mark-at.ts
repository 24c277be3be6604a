/** What stands under a pointer: a mark by the keys that lead to its node, a unit of a crowd by where it stands. */
import type { Crowd, Mark } from './mark.ts';
import type { Scene } from './scene.ts';
import { unitAt, unitNumbered, type MovingUnit } from './moving-crowd.ts';

/** A crowd's unit this far from the pointer is still meant, px from its rim. */
const SLACK = 3;

/** The mark that the keys lead to, and those that hold it, outermost first; shorter where a key is not there. */
export function markPath(marks: readonly Mark[], keys: readonly string[]): Mark[] {
  const found: Mark[] = [];
  let among = marks;
  for (const key of keys) {
    const next = among.find((mark) => mark.key === key);
    if (!next) break;
    found.push(next);
    among = next.parts ?? [];
  }
  return found;
}

const MOVED = /^translate\((-?[\d.]+)[ ,]+(-?[\d.]+)\)$/;

/** How far a mark's own coordinates are from those of whoever holds it; null: they are turned or scaled. */
function offsetOf({ attrs }: Mark): readonly [x: number, y: number] | null {
  const { transform } = attrs;
  if (transform === undefined) return [0, 0];
  const moved = MOVED.exec(String(transform));
  return moved ? [Number(moved[1]), Number(moved[2])] : null;
}

/** A point of the window in a scene's coordinates; `picture`: the scene's own element, or one that it fills. */
export function scenePoint(
  picture: Element,
  { width, height }: Scene,
  clientX: number,
  clientY: number,
): readonly [x: number, y: number] {
  const box = picture.getBoundingClientRect();
  return [
    ((clientX - box.left) * width) / Math.max(1, box.width),
    ((clientY - box.top) * height) / Math.max(1, box.height),
  ];
}

/** A unit of a crowd, in the scene's coordinates. */
export interface CrowdUnit {
  readonly crowd: Crowd;
  readonly index: number;
  readonly x: number;
  readonly y: number;
}

/** px across of a unit that moves. */
const MOVING_PX = 14;

/** A unit of the moving crowd as one of a crowd of its own. */
function alone({ kind, number, step, name, x, y }: MovingUnit): CrowdUnit {
  const crowd = {
    kind,
    numbers: [number],
    steps: [step],
    at: [[x, y] as const],
    size: MOVING_PX,
    nameOf: () => name,
  };
  return { crowd, index: 0, x, y };
}

/** The unit of a crowd at a point of the scene; null: there is none. */
export function crowdAt(scene: Scene, x: number, y: number): CrowdUnit | null {
  const moving = scene.crowd && unitAt(scene.crowd, x, y);
  if (moving) return alone(moving);
  let best: CrowdUnit | null = null;
  let least = Infinity;
  const look = (marks: readonly Mark[], left: number, top: number): void => {
    for (const mark of marks) {
      if (!mark.crowd && !mark.parts) continue;
      const offset = offsetOf(mark);
      if (!offset) continue;
      const [ownX, ownY] = [left + offset[0], top + offset[1]];
      const { crowd } = mark;
      if (crowd) {
        const reach = crowd.size / 2 + SLACK;
        crowd.at.forEach(([cx, cy], index) => {
          const far = Math.max(Math.abs(ownX + cx - x), Math.abs(ownY + cy - y));
          if (far <= reach && far < least) {
            least = far;
            best = { crowd, index, x: ownX + cx, y: ownY + cy };
          }
        });
      }
      if (mark.parts) look(mark.parts, ownX, ownY);
    }
  };
  look(scene.marks, 0, 0);
  return best;
}

/** The same unit at another moment; null: it is not in a crowd any more. */
export function crowdUnit(scene: Scene, kind: string, number: number): CrowdUnit | null {
  const moving = scene.crowd && unitNumbered(scene.crowd, kind, number);
  if (moving) return alone(moving);
  const look = (marks: readonly Mark[], left: number, top: number): CrowdUnit | null => {
    for (const mark of marks) {
      if (!mark.crowd && !mark.parts) continue;
      const offset = offsetOf(mark);
      if (!offset) continue;
      const [x, y] = [left + offset[0], top + offset[1]];
      const { crowd } = mark;
      const index = crowd?.kind === kind ? crowd.numbers.indexOf(number) : -1;
      if (crowd && index >= 0) {
        const [cx, cy] = crowd.at[index]!;
        return { crowd, index, x: x + cx, y: y + cy };
      }
      const inside = mark.parts && look(mark.parts, x, y);
      if (inside) return inside;
    }
    return null;
  };
  return look(scene.marks, 0, 0);
}
