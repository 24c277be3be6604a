/**
 * The board: a scenario's architecture as parts in four columns (what sends, how it comes in, functions, what lies
 * behind), or one below the other where there is no room beside; wires between them, and units in flight.
 */
import { formatTime } from '../sim/format-time.ts';
import { boardFlights } from './board-flights.ts';
import { boardParts, type BoardPart, type Column } from './board-parts.ts';
import { askedAt, connect, connectPort, type Placed } from './board-wires.ts';
import { NAMED_FROM } from './function-part.ts';
import { group, named, path, round, type Attributes, type Mark } from './mark.ts';
import type { Scene } from './scene.ts';
import type { Port } from './part.ts';
import { lengthOf, pointAt, stretch, type Point } from './polyline.ts';
import { titleOf, type SceneInput } from './scene-input.ts';

const PAD = 24;
const GAP_X = 44;
const GAP_Y = 20;

const COLUMNS: readonly Column[] = ['source', 'via', 'function', 'network', 'behind'];

/** px each column would like, and its share of what is left over; a stream takes the first two. */
const WISHES: Readonly<Record<Column, number>> = {
  source: 190,
  via: 196,
  function: 196,
  network: 224,
  behind: 164,
  strip: 0,
};

interface Layout {
  readonly placed: ReadonlyMap<string, Placed>;
  readonly bottom: number;
}

/** Widths of the columns that are there; `source` covers both where a stream stands. */
function columnWidths(
  parts: readonly BoardPart[],
  inner: number,
): ReadonlyMap<Column, { x: number; width: number }> {
  const used = COLUMNS.filter((column) => parts.some((part) => part.column === column));
  const isWide = parts.some(({ takes }) => takes === 'both');
  const wish = (column: Column) => {
    const own = parts
      .filter((part) => part.column === column && part.takes !== 'both')
      .map(({ wish: one }) => one ?? 0);
    return Math.max(isWide && column === 'function' ? 172 : WISHES[column], ...own);
  };
  const columns = used;
  const room = inner - GAP_X * (columns.length - 1);
  const wished = new Map(columns.map((column) => [column, wish(column)]));
  if (isWide) wished.set('source', Math.max(wished.get('source') ?? 0, used.includes('via') ? 300 : 470));
  const sum = [...wished.values()].reduce((total, one) => total + one, 0);
  const spare = room - sum;
  // What is left goes to those that have most to show; what is missing is taken from all alike.
  const shares: Readonly<Record<Column, number>> = isWide
    ? { source: 1, via: 0, function: 0.25, network: 0.2, behind: 0, strip: 0 }
    : { source: 0.7, via: 0.5, function: 1.2, network: 0.6, behind: 0.1, strip: 0 };
  const total = columns.reduce((all, column) => all + shares[column], 0);
  let x = PAD;
  return new Map(
    columns.map((column) => {
      const own = wished.get(column)!;
      const width = Math.floor(spare >= 0 ? own + (spare * shares[column]) / total : (own * room) / sum);
      const at = { x, width };
      x += width + GAP_X;
      return [column, at];
    }),
  );
}

function wideLayout(parts: readonly BoardPart[], width: number): Layout {
  const columns = columnWidths(parts, width - 2 * PAD);
  const cursor: Record<Column, number> = {
    source: 20,
    via: 20,
    function: 20,
    network: 20,
    behind: 20,
    strip: 20,
  };
  const placed = new Map<string, Placed>();
  const strips = parts.filter(({ column }) => column === 'strip');
  const standing = parts.filter(({ column }) => column !== 'strip');
  const rows = [...new Set(standing.map(({ row }) => row))];
  const hasVia = columns.has('via');
  for (const row of rows) {
    const own = standing.filter((part) => part.row === row);
    const touched = new Set<Column>(
      own.flatMap((part) => (part.takes === 'both' && hasVia ? ['source', 'via'] : [part.column])),
    );
    const top = Math.max(...[...touched].map((column) => cursor[column]));
    for (const column of touched) cursor[column] = top;
    for (const way of new Set(own.map((part) => part.way))) {
      const inWay = own.filter((part) => part.way === way);
      // A source and its way in stand side by side.
      const wayTop = way < 0 ? 0 : Math.max(cursor.source, cursor.via);
      for (const part of inWay) {
        const spans = part.takes === 'both' && hasVia;
        const { x, width: own2 } = columns.get(part.column)!;
        const partWidth = spans ? own2 + GAP_X + columns.get('via')!.width : own2;
        const drawn = part.make(partWidth);
        const y = way < 0 ? cursor[part.column] : Math.max(wayTop, cursor[part.column]);
        placed.set(part.key, { x, y, column: COLUMNS.indexOf(part.column), part: drawn });
        cursor[part.column] = y + drawn.height + GAP_Y;
        if (spans) cursor.via = cursor.source;
      }
    }
  }
  let bottom = Math.max(...Object.values(cursor)) - GAP_Y;
  for (const strip of strips) {
    const drawn = strip.make(width - 2 * PAD);
    placed.set(strip.key, { x: PAD, y: bottom + GAP_Y, column: COLUMNS.length, part: drawn });
    bottom += GAP_Y + drawn.height;
  }
  return { placed, bottom };
}

function narrowLayout(parts: readonly BoardPart[], width: number): Layout {
  const placed = new Map<string, Placed>();
  let y = 8;
  let half: { y: number; height: number } | null = null;
  const halfWidth = Math.floor((width - 16) / 2);
  // What is as wide as the picture is what it is about: it stands first.
  const isStrip = ({ column }: BoardPart) => column === 'strip';
  for (const part of [...parts.filter(isStrip), ...parts.filter((one) => !isStrip(one))]) {
    // What lies behind stands two in a line; the odd one beside its function, where that can be as slim.
    const isSlim =
      part.isSlim === true &&
      halfWidth >= NAMED_FROM &&
      parts.filter(({ column, row }) => column === 'behind' && row === part.row).length % 2 === 1;
    const isHalf = part.column === 'behind' || isSlim;
    const drawn = part.make(isHalf ? halfWidth : width);
    if (isHalf && half) {
      placed.set(part.key, { x: Math.floor(width / 2) + 8, y: half.y, column: 0, part: drawn });
      y = half.y + Math.max(half.height, drawn.height) + 20;
      half = null;
      continue;
    }
    placed.set(part.key, { x: 0, y, column: 0, part: drawn });
    half = isHalf ? { y, height: drawn.height } : null;
    y += drawn.height + (isHalf ? 20 : 24);
  }
  return { placed, bottom: y - 20 };
}

const ARROW = 4;

type Tone = 'plain' | 'armed' | 'active' | 'faint' | 'broken';

const TONE_WORDS: Readonly<Record<Tone, string>> = {
  plain: 'nothing is under way on it now',
  armed: 'dashed, nothing has gone this way yet',
  active: 'something is under way on it',
  faint: 'its reader has nothing under way',
  broken: 'there is no way through',
};

/** A wire with a rim that a pointer can hit, under the name of the two that it joins. */
function wireMark(key: string, ends: string, way: readonly Point[], tone: Tone): Mark {
  const rim = path('reach', stretch(way, 0, 1), {
    class: 'fill-none stroke-none',
    'stroke-width': 10,
    'pointer-events': 'stroke',
  });
  const line = lineMark(key, way, tone);
  return named(`Wire ${ends}: ${TONE_WORDS[tone]}`, { ...line, parts: [...line.parts!, rim] });
}

function lineMark(key: string, way: readonly Point[], tone: Tone): Mark {
  const [before, end] = [way.at(-2)!, way.at(-1)!];
  const length = Math.hypot(end[0] - before[0], end[1] - before[1]) || 1;
  const [dx, dy] = [(end[0] - before[0]) / length, (end[1] - before[1]) / length];
  const head =
    `M${round(end[0] - dx * ARROW - dy * ARROW * 0.8)} ${round(end[1] - dy * ARROW + dx * ARROW * 0.8)}` +
    `L${round(end[0])} ${round(end[1])}` +
    `L${round(end[0] - dx * ARROW + dy * ARROW * 0.8)} ${round(end[1] - dy * ARROW - dx * ARROW * 0.8)}`;
  const line = { 'stroke-linecap': 'round', 'stroke-linejoin': 'round' } as const;
  const colour = {
    plain: 'stroke-edge',
    armed: 'stroke-edge',
    active: 'stroke-invoke-line',
    faint: 'stroke-rule',
    broken: 'stroke-failed-line',
  }[tone];
  if (tone === 'broken') return brokenMark(key, way, line);
  return group(key, [
    path('line', stretch(way, 0, 1), {
      ...line,
      class: `fill-none ${colour}`,
      'stroke-width': tone === 'active' ? 1.75 : 1.25,
      ...(tone === 'armed' ? { 'stroke-dasharray': '3 3' } : {}),
    }),
    path('head', head, {
      ...line,
      class: `fill-none ${colour}`,
      'stroke-width': 1.5,
    }),
  ]);
}

/** Of many readers' wires those at rest are faint; of ways out of a network each is worth as much. */
function toneOf({ isActive, isBroken }: Port): Tone {
  if (isBroken === true) return 'broken';
  if (isActive) return 'active';
  return isBroken === undefined ? 'faint' : 'plain';
}

/** A way that leads nowhere: it breaks off in the middle, at a cross. */
function brokenMark(key: string, way: readonly Point[], line: Attributes): Mark {
  const [x, y] = pointAt(way, 0.5);
  const gap = 9 / Math.max(1, lengthOf(way));
  const attrs = {
    ...line,
    class: 'fill-none stroke-failed-line',
    'stroke-width': 1.25,
    'stroke-dasharray': '3 3',
  };
  return group(key, [
    path('line', stretch(way, 0, 0.5 - gap), attrs),
    path('rest', stretch(way, 0.5 + gap, 1), { ...attrs, class: 'fill-none stroke-edge' }),
    path('cross', `M${round(x - 4)} ${round(y - 4)}l8 8m0-8l-8 8`, {
      ...line,
      class: 'fill-none stroke-failed-line',
      'stroke-width': 2,
    }),
  ]);
}

/** `from orders to function resize`: the parts that a wire joins, by their keys. */
function endsOf(from: string, to: string, { scenario }: SceneInput): string {
  const name = (key: string) => {
    const [kind = '', ...rest] = key.split(' ');
    const id = rest.join(' ');
    const title = titleOf(scenario, id);
    if (kind === 'function') return title === 'function' ? 'the function' : `function ${title}`;
    if (kind === 'events') return 'the event queue';
    if (kind === 'mapping') return 'the event source mapping';
    if (kind === 'way') return 'the network';
    if (kind === 'network') return id === '' ? 'Lambda’s network' : `VPC ${title}`;
    if (kind === 'reader' || kind === 'poller') return `${kind} ${Number(id) + 1}`;
    return title === 'caller' ? 'the caller' : title;
  };
  return `from ${name(from)} to ${name(to)}`;
}

/** Whether another part stands between two that are one below the other. */
function partsBetween(a: Placed, b: Placed, placed: ReadonlyMap<string, Placed>): boolean {
  const [above, below] = a.y < b.y ? [a, b] : [b, a];
  return [...placed.values()].some((one) => one.y > above.y && one.y < below.y);
}

/** The scene of any scenario whose parts are known: every model but the plain direct one and the edge. */
export function boardScene(input: SceneInput): Scene {
  const { width, atUs } = input;
  const narrow = width < 600;
  const { parts, wires, relays } = boardParts(input);
  const layout = narrow ? narrowLayout(parts, width) : wideLayout(parts, width);
  const { placed } = layout;
  let low = layout.bottom;
  const drawnWires = wires.flatMap(({ from, to, tone, isFlow, asks }, index) => {
    const [a, target] = [placed.get(from), placed.get(to)];
    const b = target && askedAt(target, asks);
    // On a phone only the way through is drawn: what stands below is next.
    if (!a || !b || a === target || (narrow && (!isFlow || partsBetween(a, b, placed)))) return [];
    const ports = narrow ? [] : [...(a.part.ports ?? [])].filter(([, port]) => port.to === to);
    if (ports.length > 0) {
      return ports.map(([name, port]) =>
        wireMark(`wire ${name}`, endsOf(name, to, input), connectPort(a, b, port.y), toneOf(port)),
      );
    }
    const way = connect(a, b, [...placed.values()], narrow, index);
    low = Math.max(low, ...way.map((point) => point[1]));
    const key = `wire ${from} ${to}${asks === undefined ? '' : ` ${asks}`}`;
    return [wireMark(key, endsOf(from, to, input), way, tone)];
  });
  const boxes = [...placed].map(([key, { x, y, part }]) =>
    group(key, part.marks, { transform: `translate(${round(x)} ${round(y)})` }),
  );
  const flights = boardFlights(input, placed, relays, narrow);
  const says = [...placed.values()].map(({ part }) => part.says).filter((text) => text !== '');
  return {
    width,
    height: Math.ceil(low + (narrow ? 12 : 20)),
    label: `At ${formatTime(atUs)}: ${says.join('; ')}.`,
    marks: [group('wires', drawnWires), group('parts', boxes), group('flights', flights.marks)],
    ...(flights.crowd ? { crowd: flights.crowd } : {}),
  };
}
