/** A function with its environments: jars on a bench or a ground, what comes of its invocations below. */
import { formatCount } from '../sim/format-time.ts';
import { cellMark, counted, environmentMark, looksTally } from './environment-marks.ts';
import { glyphMarks, type Glyph } from './glyph.ts';
import type { JarShape } from './jar.ts';
import { CELLS_FROM, freePlace, groundLine, isBench, lookBlocks, tall } from './jar-bench.ts';
import { entered } from './ledger.ts';
import { as, group, named, round, words, type Mark } from './mark.ts';
import { gridFor, HEAD, headMarks, note, sheet, type GridSize, type Part, type PartMaker } from './part.ts';
import { titleOf, type SceneInput } from './scene-input.ts';
import { signOfGlyph } from './sign-of.ts';
import { mostUntil, standsOf } from './stands.ts';
import { storyOf, type Story } from './story.ts';
import { fitText, textWidth, wrapText } from './text-width.ts';
import { reasonsText } from './turned-away.ts';

const PAD = 12;

/** Jars beside their names, one under the other. */
const BESIDE = { jar: 34, pitch: 54 } as const;

const SIZES: readonly GridSize[] = [
  { size: 38, pitchX: 48, pitchY: 66 },
  { size: 30, pitchX: 38, pitchY: 54 },
  { size: 24, pitchX: 31, pitchY: 44 },
  { size: 20, pitchX: 26, pitchY: 38 },
  { size: 14, pitchX: 18, pitchY: 23 },
  { size: 10, pitchX: 13, pitchY: 17 },
  { size: 7, pitchX: 9, pitchY: 13 },
  { size: 5, pitchX: 7, pitchY: 10 },
];

/** px of width from which a function can name its environments, each beside its jar. */
export const NAMED_FROM = 150;

interface Shape {
  readonly height: number;
  readonly jarAt: (stand: number) => JarShape;
  readonly detail: 'beside' | 'jars' | 'cells' | 'blocks';
  readonly grounds: readonly number[];
  readonly from: number;
  readonly to: number;
}

const shapes = new WeakMap<Story, Map<string, Shape>>();

/** Where the jars stand: the same object for the same run and measures. */
function shapeOf(
  story: Story,
  place: number,
  places: number,
  width: number,
  most: number,
  mayName: boolean,
): Shape {
  const key = `${place} ${places} ${width} ${most} ${mayName}`;
  const kept = shapes.get(story) ?? new Map<string, Shape>();
  shapes.set(story, kept);
  const before = kept.get(key);
  if (before) return before;
  const shape = measure(places, width, most, mayName);
  if (kept.size > 24) kept.clear();
  kept.set(key, shape);
  return shape;
}

function measure(places: number, width: number, most: number, mayName: boolean): Shape {
  const from = PAD + 4;
  const to = width - PAD - 4;
  if (mayName && width < 260 && width >= NAMED_FROM && places * BESIDE.pitch <= most) {
    const grounds = Array.from({ length: places }, (_, index) => tall(BESIDE.jar) + 4 + index * BESIDE.pitch);
    return {
      height: places * BESIDE.pitch,
      detail: 'beside',
      grounds,
      from: from - 2,
      to: from + BESIDE.jar + 2,
      jarAt: (stand) => ({
        x: from,
        ground: grounds[Math.min(stand, places - 1)]!,
        width: BESIDE.jar,
        height: tall(BESIDE.jar),
      }),
    };
  }
  const grid = gridFor(places, to - from, most, SIZES);
  if (grid.detail === SIZES.length) {
    const height = Math.min(104, Math.max(60, most));
    return {
      height,
      detail: 'blocks',
      grounds: [height - 4],
      from,
      to,
      jarAt: () => ({ x: from, ground: height - 4, width: 10, height: height - 24 }),
    };
  }
  const cells = grid.detail >= CELLS_FROM;
  const lead = cells ? 2 : grid.pitchY - tall(grid.size);
  const grounds = Array.from(
    { length: grid.rows },
    (_, row) => lead + tall(grid.size) + row * grid.pitchY - (cells ? 0 : 4),
  );
  return {
    height: grid.rows * grid.pitchY + 6,
    detail: cells ? 'cells' : 'jars',
    grounds,
    from: from - 4,
    to: Math.min(to, from + Math.min(places, grid.columns) * grid.pitchX) + 2,
    jarAt: (stand) => ({
      x: from + (stand % grid.columns) * grid.pitchX,
      ground: grounds[Math.min(grid.rows - 1, Math.floor(stand / grid.columns))]!,
      width: grid.size,
      height: tall(grid.size),
    }),
  };
}

/** What came of invocations: a sign and a number each, in a row. */
const RESULTS: readonly (readonly [glyph: Glyph, state: string])[] = [
  ['succeeded', 'succeeded'],
  ['failed', 'failed'],
  ['throttled', 'throttled'],
];

export function resultMarks(input: SceneInput, place: number, y: number, width: number): Mark[] {
  const shown = RESULTS.map(([glyph, state]) => ({
    glyph,
    state,
    count: entered(input.trace, 'request', state, place, input.atUs),
  })).filter(({ count, state }) => count > 0 || state === 'succeeded');
  const room = (text: string) => 24 + textWidth(text, 12.6);
  const texts = shown.map(({ count }) => formatCount(count));
  // Where three long numbers have no room, thousands are told.
  const isTight = texts.reduce((sum, text) => sum + room(text), 0) > width - 2 * PAD;
  let x = PAD + 8;
  // Two functions' results are told apart by whose they are.
  const { places } = input.trace;
  const own = places[place];
  const several = places.filter(({ type }) => type === own?.type).length > 1;
  const [id = '', version] = own?.name.split(':') ?? [];
  const name = version === undefined ? titleOf(input.scenario, id) : `version ${version}`;
  const whose = several ? ` of ${name}` : '';
  return shown.map(({ glyph, state, count }) => {
    const full = formatCount(count);
    const text = isTight && count >= 1000 ? `${formatCount(Math.floor(count / 1000))}k` : full;
    const mark = group(`result ${state}`, [
      group('sign', glyphMarks(glyph), { transform: `translate(${round(x)} ${y - 4})` }),
      words('count', x + 12, y, text, { class: 't-label t-num font-semibold' }),
    ]);
    x += room(text) + 8;
    return named(`Invocations${whose}: ${full} ${state} so far`, as(signOfGlyph(glyph), mark));
  });
}

export interface FunctionPartOptions {
  /** px for the jars. */
  readonly tallest: number;
  /** What runs at once at most, where that is worth a bench: reserved concurrency, a small account. */
  readonly bench: number | null;
}

/** Whether the environments of a function can stand one below the other, named: in half a line of a phone. */
export function isSlim(
  { trace }: SceneInput,
  place: number,
  { tallest, bench }: FunctionPartOptions,
): boolean {
  const places = Math.max(1, standsOf(trace, 'environment').most[place] ?? 0, bench ?? 0);
  return places * BESIDE.pitch <= tallest;
}

/** The part of a function. */
export function functionPart(input: SceneInput, place: number, options: FunctionPartOptions): PartMaker {
  return (width): Part => {
    const { trace, world, atUs, scenario } = input;
    const story = storyOf(trace);
    const stands = standsOf(trace, 'environment');
    const standing = stands.most[place] ?? 0;
    const bench = isBench(options.bench) ? options.bench : null;
    // Room is kept for the busiest moment; jars are as large as what has been so far allows.
    const final = shapeOf(story, place, Math.max(1, standing, bench ?? 0), width, options.tallest, true);
    const places = Math.max(1, mostUntil(stands, place, atUs), bench ?? 0);
    const isNamed = final.detail === 'beside';
    const shape = shapeOf(story, place, places, width, isNamed ? options.tallest : final.height, isNamed);
    const environments = world.environments.filter((environment) => environment.place === place);
    const running = world.requests.filter((request) => request.place === place).length;
    const taken = new Set(environments.map(({ number }) => stands.standOf[number]!));
    const marks: Mark[] = [];
    for (const [row, ground] of shape.grounds.entries()) {
      const [from, to] = [round(shape.from), round(shape.to)];
      const posts = bench !== null && shape.detail !== 'beside';
      marks.push(groundLine(row, [from, to, ground], posts, shape.detail === 'cells'));
    }
    if (bench !== null && shape.detail !== 'blocks') {
      for (let stand = 0; stand < places; stand += 1) {
        if (taken.has(stand)) continue;
        marks.push(freePlace(stand, shape.jarAt(stand)));
      }
    }
    if (shape.detail === 'blocks') {
      const [ground = 0] = shape.grounds;
      const scale = (shape.to - shape.from) / Math.max(1, standing);
      marks.push(...lookBlocks(environments, [shape.from, ground], shape.height - 32, scale));
    } else {
      for (const environment of environments) {
        const at = shape.jarAt(stands.standOf[environment.number]!);
        marks.push(
          shape.detail === 'cells'
            ? cellMark(environment, at, story, shape, atUs)
            : environmentMark(environment, at, shape.detail === 'beside' ? 'beside' : 'jars', story, atUs),
        );
      }
    }
    const tally = looksTally(environments);
    const said =
      environments.length > 0
        ? tally
        : standing > 0 && trace.length > 0
          ? 'no environment now'
          : 'no environment';
    // What waits on top of the first jar must not stand in the name.
    const bodyY = HEAD + (shape.detail === 'beside' ? 20 : 10);
    const isTold = shape.detail !== 'beside' || options.bench !== null;
    const tallyY = bodyY + final.height + (isTold ? 14 : -4);
    const limit = options.bench;
    const share =
      limit === null ? `${formatCount(running)} running` : `${formatCount(running)} of ${formatCount(limit)}`;
    // Where there is room, what came of invocations stands beside what the environments do.
    const isInLine = isTold && width >= 300;
    // Why requests are turned away, where a full bench does not say it.
    const reasonsY = tallyY + (isInLine ? 19 : 34);
    const reasons = reasonsText(trace, [place], atUs);
    const linesOf = (text: string) => (text === '' ? [] : wrapText(text, width - 2 * PAD, 11.6));
    // Room is kept for all that the run will say.
    const most = linesOf(reasonsText(trace, [place], trace.endUs)).length;
    const height = most > 0 ? reasonsY + most * 14 - 4 : tallyY + (isInLine ? 14 : 28);
    const name = titleOf(scenario, trace.places[place]!.name);
    return {
      key: `function ${place}`,
      holds: [`request@${place}`, `environment@${place}`, `function@${place}`],
      width,
      height,
      port: bodyY + Math.min(final.height, 54) / 2 + 4,
      marks: [
        sheet(width, height),
        group(
          'head',
          headMarks(
            name === 'function' ? '' : 'Function',
            name === 'function' ? 'Function' : name,
            width - 2 * PAD - 8,
            PAD,
            20,
          ),
        ),
        group('body', marks, { transform: `translate(0 ${bodyY})` }),
        ...(!isTold
          ? []
          : [
              note(
                'tally',
                PAD,
                tallyY,
                fitText(
                  shape.detail === 'beside'
                    ? `${share} at once`
                    : limit === null
                      ? said
                      : `${share}, ${said}`,
                  isInLine ? width / 2 - PAD : width - 2 * PAD,
                  11,
                ),
              ),
            ]),
        group(
          'results',
          isInLine
            ? resultMarks(input, place, tallyY + 1, width / 2)
            : resultMarks(input, place, tallyY + 18, width),
          isInLine ? { transform: `translate(${Math.round(width / 2 - 4)} 0)` } : {},
        ),
        ...linesOf(reasons).map((line, index) =>
          note(`reasons ${index}`, PAD, reasonsY + index * 14, line, 'fill-ink font-semibold'),
        ),
      ],
      says: `${name === 'function' ? 'function' : `function ${name}`}: ${
        environments.length === 0 ? said : `${counted(environments.length, 'environment')}, ${tally}`
      }${reasons === '' ? '' : `, ${reasons}`}`,
    };
  };
}
