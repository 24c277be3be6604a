/** The environments of a function on a bench or a plain ground in a box, and where each of them stands. */
import type { EnvironmentView } from '../sim/world.ts';
import { cellMarks } from './cell-crowd.ts';
import { environmentMark } from './environment-marks.ts';
import type { JarShape } from './jar.ts';
import { CELLS_FROM, freePlace, groundLine, isBench, lookBlocks, tall } from './jar-bench.ts';
import { as, path, round, type Mark } from './mark.ts';
import { gridFor, type GridSize } from './part.ts';
import type { Point } from './polyline.ts';
import type { SceneInput } from './scene-input.ts';
import { standsOf } from './stands.ts';
import { storyOf, type Story } from './story.ts';

const SIZES: readonly GridSize[] = [
  { size: 38, pitchX: 50, pitchY: 62 },
  { size: 30, pitchX: 40, pitchY: 50 },
  { size: 24, pitchX: 31, pitchY: 42 },
  { size: 20, pitchX: 26, pitchY: 36 },
  { size: 14, pitchX: 18, pitchY: 22 },
  { size: 10, pitchX: 13, pitchY: 16 },
  { size: 7, pitchX: 9, pitchY: 12 },
  { size: 5, pitchX: 7, pitchY: 9 },
];

export interface Rack {
  readonly marks: readonly Mark[];
  /** px from the top of the box to the last ground. */
  readonly height: number;
  /** The middle of an environment's top; the middle of the rack where they are not drawn singly. */
  readonly topOf: (environment: number) => Point;
  /** The middle of the ground that an environment stands on. */
  readonly footOf: (environment: number) => Point;
  /** Width of a jar; 0: they are not drawn singly. */
  readonly jar: number;
  readonly environments: readonly EnvironmentView[];
}

export interface RackOptions {
  readonly width: number;
  /** px the jars may take. */
  readonly tallest: number;
  /** Places of a bench; null: a plain ground. */
  readonly bench?: number | null;
  /** A request that waits for an Init stands on its jar, unless the picture shows it elsewhere. */
  readonly hidesWaiting?: boolean;
  /** So many would have to fit: racks beside each other then have jars of one size. */
  readonly like?: number;
}

/** px down to the last ground of a rack with so many places: what a layout needs to know before the moment. */
export function rackHeight(places: number, width: number, tallest: number): number {
  const grid = gridFor(Math.max(1, places), width, tallest, SIZES);
  if (grid.detail === SIZES.length) return tallest;
  const lead = grid.detail >= CELLS_FROM ? 2 : grid.pitchY - tall(grid.size) - 6;
  return lead + tall(grid.size) + (grid.rows - 1) * grid.pitchY;
}

/** px of a shape that stays the same for a run: so that marks which depend on it can be kept. */
const shapes = new WeakMap<Story, Map<string, object>>();

function shapeKey(story: Story, name: string): object {
  const kept = shapes.get(story) ?? new Map<string, object>();
  shapes.set(story, kept);
  const before = kept.get(name);
  if (before) return before;
  if (kept.size > 40) kept.clear();
  const made = {};
  kept.set(name, made);
  return made;
}

/** The rack of the function at a place; its marks begin at the box's own corner. */
export function jarRack(input: SceneInput, place: number, options: RackOptions): Rack {
  const { trace, world, atUs } = input;
  const { width, tallest } = options;
  const story = storyOf(trace);
  const stands = standsOf(trace, 'environment');
  const bench = options.bench ?? null;
  const hasPosts = isBench(bench);
  const places = Math.max(1, stands.most[place] ?? 0, hasPosts ? bench : 0);
  const sized = gridFor(Math.max(places, options.like ?? 0), width, tallest, SIZES);
  const grid = options.like === undefined ? sized : { ...sized, rows: Math.ceil(places / sized.columns) };
  const environments = world.environments.filter((environment) => environment.place === place);
  if (grid.detail === SIZES.length) return blocks(environments, places, width, tallest);
  const cells = grid.detail >= CELLS_FROM;
  const lead = cells ? 2 : grid.pitchY - tall(grid.size) - 6;
  const groundOf = (row: number) => lead + tall(grid.size) + row * grid.pitchY;
  const shapeAt = (stand: number): JarShape => ({
    x: (stand % grid.columns) * grid.pitchX + 4,
    ground: groundOf(Math.min(grid.rows - 1, Math.floor(stand / grid.columns))),
    width: grid.size,
    height: tall(grid.size),
  });
  const shapeOf = (environment: number): JarShape => shapeAt(stands.standOf[environment]!);
  const columns = Math.min(places, grid.columns);
  const right = 8 + (columns - 1) * grid.pitchX + grid.size;
  const marks: Mark[] = Array.from({ length: grid.rows }, (_, row) =>
    groundLine(row, [0, right, groundOf(row)], hasPosts && !cells, cells),
  );
  if (hasPosts) {
    const taken = new Set(environments.map(({ number }) => stands.standOf[number]!));
    for (let stand = 0; stand < places; stand += 1) {
      if (!taken.has(stand)) marks.push(freePlace(stand, shapeAt(stand)));
    }
  }
  const key = shapeKey(story, `${place} ${width} ${tallest} ${bench}`);
  if (cells) marks.push(...cellMarks(environments, ({ number }) => shapeOf(number), story, key, atUs));
  else {
    for (const environment of environments) {
      const shown = options.hidesWaiting === true ? { ...environment, request: -1 } : environment;
      marks.push(environmentMark(shown, shapeOf(environment.number), 'jars', story, atUs));
    }
  }
  // The second ground line of those that are kept ready, where jars stand close.
  const ready = cells ? environments.filter((one) => one.ready) : [];
  if (ready.length > 0) {
    const line = (shape: JarShape) => `M${round(shape.x)} ${shape.ground + 2.5}h${round(shape.width)}`;
    const d = ready.map(({ number }) => line(shapeOf(number))).join('');
    marks.push(as('kept-ready', path('ready', d, { class: 'stroke-ink2', 'stroke-width': 1 })));
  }
  return {
    marks,
    height: groundOf(grid.rows - 1),
    jar: grid.size,
    environments,
    topOf: (environment) => {
      const shape = shapeOf(environment);
      return [shape.x + shape.width / 2, shape.ground - shape.height];
    },
    footOf: (environment) => {
      const shape = shapeOf(environment);
      return [shape.x + shape.width / 2, shape.ground];
    },
  };
}

/** More than can be drawn singly: a block a look, to scale, with its count. */
function blocks(
  environments: readonly EnvironmentView[],
  places: number,
  width: number,
  tallest: number,
): Rack {
  const ground = tallest;
  const height = Math.max(20, tallest - 18);
  const marks = lookBlocks(environments, [0, ground], height, width / places);
  const middle: Point = [width / 2, ground - height];
  return {
    marks,
    height: ground,
    jar: 0,
    environments,
    topOf: () => middle,
    footOf: () => [width / 2, ground],
  };
}
