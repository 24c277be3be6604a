/** The bell jar: an execution environment in each of its states. */
import { lambdaPath } from './lambda-path.ts';
import { path, round, type Attributes, type Mark } from './mark.ts';

/** How an environment looks; several states can look alike. */
export type Look = 'init' | 'restore' | 'invoke' | 'frozen' | 'shutdown' | 'crashed' | 'free';

const LOOKS: Readonly<Record<string, Look>> = {
  create: 'init',
  'init.extensions': 'init',
  'init.runtime': 'init',
  'init.function': 'init',
  'invoke.init': 'init',
  restore: 'restore',
  'invoke.handler': 'invoke',
  'invoke.calling': 'invoke',
  'invoke.leftover': 'invoke',
  frozen: 'frozen',
  reset: 'crashed',
  shutdown: 'shutdown',
};

/** The look of a state by its name in the statechart; what is unknown is drawn as shutdown, empty. */
export function lookOf(state: string): Look {
  return LOOKS[state] ?? 'shutdown';
}

/** It is on its way to serve: its code starts, or it is restored from a snapshot. */
export function isStarting(look: Look): boolean {
  return look === 'init' || look === 'restore';
}

export interface JarShape {
  /** Left edge and ground. */
  readonly x: number;
  readonly ground: number;
  readonly width: number;
  readonly height: number;
}

/** Outline of a bell jar: straight sides, a half circle on top, closed at the ground. */
export function jarPath({ x, ground, width, height }: JarShape): string {
  const r = width / 2;
  const shoulder = round(ground - height + r);
  return `M${round(x)} ${round(ground)}V${shoulder}A${round(r)} ${round(r)} 0 0 1 ${round(x + width)} ${shoulder}V${round(ground)}Z`;
}

/** The part of a jar below a level (share of its height), with the level line; follows the dome near the top. */
function filledTo(shape: JarShape, level: number): { readonly area: string; readonly line: string } {
  const { x, ground, width, height } = shape;
  const r = width / 2;
  const y = ground - height * level;
  const shoulder = ground - height + r;
  if (y >= shoulder) {
    return {
      area: `M${round(x)} ${round(ground)}V${round(y)}H${round(x + width)}V${round(ground)}Z`,
      line: `M${round(x)} ${round(y)}H${round(x + width)}`,
    };
  }
  const half = Math.sqrt(Math.max(0, r * r - (shoulder - y) ** 2));
  const [left, right] = [round(x + r - half), round(x + r + half)];
  return {
    area:
      `M${round(x)} ${round(ground)}V${round(shoulder)}A${round(r)} ${round(r)} 0 0 1 ${left} ${round(y)}` +
      `H${right}A${round(r)} ${round(r)} 0 0 1 ${round(x + width)} ${round(shoulder)}V${round(ground)}Z`,
    line: `M${left} ${round(y)}H${right}`,
  };
}

const LETTER: Attributes = { fill: 'none', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' };

/** Jars narrower than this carry no letter: it would be a smudge. */
const LETTER_FROM = 20;

/**
 * A jar's marks.
 *
 * @param level for init and restore: share of the start that has passed, 0 to 1
 */
export function jarMarks(shape: JarShape, look: Look, level = 0): Mark[] {
  const d = jarPath(shape);
  const small = shape.width < LETTER_FROM;
  const letter = (attrs: Attributes, turn = 0): Mark[] => {
    if (small) return [];
    const [x, y] = [shape.x + shape.width / 2, shape.ground - shape.height * 0.44];
    const turned =
      turn === 0 ? {} : { transform: `rotate(${turn} ${round(x)} ${round(y + shape.height * 0.09)})` };
    return [path('letter', lambdaPath(x, y, shape.width * 0.5), { ...LETTER, ...turned, ...attrs })];
  };
  const heavy = round(Math.max(1.6, shape.width * 0.058));
  switch (look) {
    case 'init':
    case 'restore': {
      const colour = look === 'init' ? 'stroke-init-line' : 'stroke-restore-line';
      const filled = filledTo(shape, Math.min(1, Math.max(0, level)));
      return [
        path('glass', d, { class: 'fill-stage' }),
        path('level', filled.area, { fill: `url(#texture-${look})` }),
        path('line', filled.line, { class: colour, 'stroke-width': 1.25 }),
        path('body', d, { class: `fill-none ${colour}`, 'stroke-width': small ? 1.25 : 1.5 }),
      ];
    }
    case 'invoke':
      return [
        path('body', d, { class: 'fill-invoke stroke-invoke-line', 'stroke-width': small ? 1 : 1.5 }),
        ...letter({ class: 'stroke-on-state', 'stroke-width': heavy }),
      ];
    case 'frozen':
      return [
        path('body', d, { fill: 'url(#texture-frozen)', class: 'stroke-frozen-line', 'stroke-width': 1.25 }),
        ...letter({ class: 'stroke-frozen-text', 'stroke-width': 1.4 }),
      ];
    case 'crashed':
      return [
        path('body', d, { class: 'fill-failed-pale stroke-failed-line', 'stroke-width': small ? 1.25 : 1.5 }),
        ...letter({ class: 'stroke-failed-line', 'stroke-width': 2 }, 72),
      ];
    case 'shutdown':
      return [
        path('body', d, {
          class: 'fill-stage stroke-shutdown-line',
          'stroke-width': 1.25,
          'stroke-dasharray': '2.5 3',
        }),
        ...letter({ class: 'stroke-shutdown-line', 'stroke-width': 1.2, 'stroke-dasharray': '2 2.6' }),
      ];
    case 'free':
      return [
        path('body', d, { class: 'fill-none stroke-edge', 'stroke-width': 1.25, 'stroke-dasharray': '3 3' }),
      ];
  }
}

/** The ground a single jar stands on; doubled where the environment is kept ready. */
export function groundMarks({ x, ground, width }: JarShape, ready: boolean): Mark[] {
  const over = Math.max(2, width * 0.1);
  const line = (y: number) => `M${round(x - over)} ${round(y)}H${round(x + width + over)}`;
  return [
    path('ground', ready ? line(ground) + line(ground + 4) : line(ground), {
      class: 'stroke-ink2',
      'stroke-width': 1.5,
      'stroke-linecap': 'round',
    }),
  ];
}
