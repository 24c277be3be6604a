/**
 * Environments as a crowd: beyond what a document carries node by node, one shape for each look. Each keeps its place,
 * its name on hover and its answer to a click.
 */
import { formatCount } from '../sim/format-time.ts';
import type { EnvironmentView } from '../sim/world.ts';
import { cellMark } from './environment-marks.ts';
import { isStarting, jarMarks, lookOf, type JarShape, type Look } from './jar.ts';
import { group, path, type Attributes, type Mark } from './mark.ts';
import { SIGN_OF_LOOK } from './sign-of.ts';
import { startShare, type Story } from './story.ts';

/** More cells than these in one place are a crowd. */
const MOST_SINGLY = 150;

interface Cell {
  readonly step: number;
  readonly layout: object;
  readonly look: Look;
  readonly middle: readonly [x: number, y: number];
  readonly marks: readonly Mark[];
}

/** Cells that stay as they are, by number: what does not change is not made again. */
const cells = new WeakMap<Story, Map<number, Cell>>();

interface Shape {
  readonly attrs: Attributes;
  d: string;
}

interface Growing {
  readonly shapes: Map<string, Shape>;
  readonly environments: EnvironmentView[];
  readonly at: (readonly [x: number, y: number])[];
}

function cellOf(
  environment: EnvironmentView,
  shapeOf: (environment: EnvironmentView) => JarShape,
  story: Story,
  layout: object,
  atUs: number,
): Cell {
  const { number, step, state } = environment;
  const kept = cells.get(story) ?? new Map<number, Cell>();
  cells.set(story, kept);
  const before = kept.get(number);
  if (before?.step === step && before.layout === layout) return before;
  const look = lookOf(state);
  const shape = shapeOf(environment);
  const level = isStarting(look) ? startShare(story, number, step, atUs) : 0;
  const cell: Cell = {
    step,
    layout,
    look,
    middle: [shape.x + shape.width / 2, shape.ground - shape.height / 2],
    marks: jarMarks(shape, look, level),
  };
  if (!isStarting(look)) kept.set(number, cell);
  return cell;
}

/**
 * The cells of environments: singly while they are few, else a shape a look.
 *
 * @param layout stands for the shapes: the same object, the same shapes
 */
export function cellMarks(
  environments: readonly EnvironmentView[],
  shapeOf: (environment: EnvironmentView) => JarShape,
  story: Story,
  layout: object,
  atUs: number,
): Mark[] {
  if (environments.length <= MOST_SINGLY)
    return environments.map((one) => cellMark(one, shapeOf(one), story, layout, atUs));
  const looks = new Map<Look, Growing>();
  for (const environment of environments) {
    const { look, middle, marks } = cellOf(environment, shapeOf, story, layout, atUs);
    let grown = looks.get(look);
    if (!grown) looks.set(look, (grown = { shapes: new Map(), environments: [], at: [] }));
    grown.environments.push(environment);
    grown.at.push(middle);
    for (const { key, attrs } of marks) {
      const { d, ...rest } = attrs;
      const shape = grown.shapes.get(key);
      if (shape) shape.d += String(d);
      else grown.shapes.set(key, { attrs: rest, d: String(d) });
    }
  }
  const size = shapeOf(environments[0]!).width;
  return [...looks].map(([look, { shapes, environments: own, at }]): Mark => ({
    ...group(
      `cells ${look}`,
      [...shapes].map(([key, { attrs, d }]) => path(key, d, attrs)),
    ),
    is: SIGN_OF_LOOK[look],
    crowd: {
      kind: 'environment',
      numbers: own.map(({ number }) => number),
      steps: own.map(({ step }) => step),
      at,
      size,
      nameOf: (index) => `Environment ${formatCount(own[index]!.number + 1)}: ${own[index]!.state}`,
    },
  }));
}
