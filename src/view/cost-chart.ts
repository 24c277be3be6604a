/** A chart of cost against anything, as data: lines with their names at their ends, places worth a word, edges of the x axis. */
import { hundredth, linearScale, logScale, niceStep, type CostScale } from './cost-scale.ts';
import { wrapText } from './text-width.ts';

export interface CostChartInput {
  readonly width: number;
  readonly lines: readonly {
    readonly name: string;
    readonly points: readonly { readonly x: number; readonly usd: number }[];
    readonly role: 'main' | 'beside';
    readonly isStepped?: boolean;
  }[];
  readonly marks: readonly {
    readonly x: number;
    readonly usd: number;
    readonly text: string;
    readonly note?: string;
  }[];
  readonly edges: readonly { readonly x: number; readonly text: string }[];
  readonly x: {
    readonly isLog: boolean;
    /** Under the axis. */
    readonly label: string;
    readonly format: (x: number) => string;
    /** Where a tick stands; by itself where nothing is said. */
    readonly ticks?: readonly number[];
    /** A second line under a tick. */
    readonly under?: (x: number) => string;
  };
  readonly isLogUsd: boolean;
}

type Anchor = 'start' | 'middle' | 'end';

export interface CostChart {
  readonly width: number;
  readonly height: number;
  /** What is under the axis, in lines. */
  readonly axisLabel: readonly string[];
  readonly plot: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  readonly yTicks: readonly { readonly y: number; readonly text: string }[];
  readonly xTicks: readonly { readonly x: number; readonly text: string; readonly under: string }[];
  readonly lines: readonly {
    readonly name: string;
    readonly role: 'main' | 'beside';
    readonly path: string;
    readonly endX: number;
    readonly endY: number;
    /** Where its name stands; names that would stand over each other are moved apart. */
    readonly nameY: number;
  }[];
  readonly marks: readonly {
    readonly x: number;
    readonly y: number;
    readonly text: string;
    readonly note: string;
    readonly textX: number;
    readonly textY: number;
    readonly anchor: Anchor;
  }[];
  readonly edges: readonly {
    readonly x: number;
    readonly text: string;
    readonly anchor: Anchor;
    readonly textY: number;
  }[];
}

const LEFT = 60;
const RIGHT = 96;
/** Narrower pictures have the names of lines over their ends. */
const NARROW = 480;
/** Above the plot: words of edges in two rows, where there are any. */
const TOP = 44;
const TOP_ALONE = 16;
const BOTTOM = 60;
const HEIGHT = 380;
/** Size of what is written small. */
const NOTE = 11;
/** px of a sign at 12, and of a line of text. */
const SIGN = 6.6;
const LEADING = 15;
/** From a mark to its words. */
const AWAY = 12;
/** From one box along a line to the next. */
const SAMPLE = 8;

/** `$0.0012`, `$25`, `$1.2M`: for an axis. */
export function axisUsd(usd: number): string {
  if (usd === 0) return '$0';
  if (usd >= 1e6) return `$${Number((usd / 1e6).toPrecision(3))}M`;
  if (usd >= 1e4) return `$${Number((usd / 1e3).toPrecision(3))}k`;
  const digits = String(Number(usd.toPrecision(3)));
  return `$${digits.includes('.') ? digits : digits.replace(/\B(?=(?:\d{3})+$)/g, ',')}`;
}

/** The chart; null: there is nothing to draw. */
export function costChart(input: CostChartInput): CostChart | null {
  const points = input.lines.flatMap((one) => one.points);
  if (points.length === 0) return null;
  const { width, isLogUsd } = input;
  const isNarrow = width < NARROW;
  const plot = {
    left: isNarrow ? 44 : LEFT,
    right: width - (isNarrow ? 12 : RIGHT),
    top: input.edges.length > 0 ? TOP : TOP_ALONE,
    bottom: HEIGHT - BOTTOM,
  };
  const axisLabel = wrapText(input.x.label, plot.right - plot.left, NOTE);
  const xs = points.map(({ x }) => x);
  const positive = points.map(({ usd }) => usd).filter((usd) => usd > 0);
  const most = Math.max(0, ...positive, ...input.marks.map(({ usd }) => usd));
  const range = [plot.left, plot.right] as const;
  const domain = [Math.min(...xs), Math.max(...xs)] as const;
  const x = (input.x.isLog ? logScale : linearScale)(domain, range);
  const isLog = isLogUsd && positive.length > 0;
  // A log axis begins a little below what costs anything; what is free lies on its ground.
  const least = isLog ? Math.max(Math.min(...positive), most / 1e7) : 0;
  const upwards = [plot.bottom, plot.top] as const;
  const y = isLog
    ? logScale([least, Math.max(most, least * 10)], upwards)
    : linearScale([0, upTo(most === 0 ? 1 : most)], upwards);
  const yOf = (usd: number) =>
    hundredth(isLog && usd < least ? plot.bottom : Math.min(plot.bottom, Math.max(plot.top, y.of(usd))));
  const xOf = (value: number) =>
    hundredth(Math.min(plot.right, x.of(Math.min(domain[1], Math.max(domain[0], value)))));

  const lines = input.lines.map((one) => {
    const last = one.points.at(-1)!;
    return {
      name: one.name,
      role: one.role,
      path: pathOf(
        one.points.map((point) => ({ x: xOf(point.x), y: yOf(point.usd) })),
        one.isStepped ?? false,
      ),
      endX: xOf(last.x),
      endY: yOf(last.usd),
      nameY: yOf(last.usd) + 4,
    };
  });
  const edges = input.edges.map((edge, index) => {
    const px = xOf(edge.x);
    return {
      x: px,
      text: edge.text,
      anchor: px > (plot.left + plot.right) / 2 ? ('end' as const) : ('start' as const),
      textY: 12 + (index % 2) * LEADING,
    };
  });
  return {
    width,
    height: HEIGHT + (axisLabel.length - 1) * LEADING,
    axisLabel,
    plot,
    yTicks: yTicks(isLog, y, most).map((usd) => ({ y: yOf(usd), text: axisUsd(usd) })),
    xTicks: xTicks(input, x, plot.right - plot.left).map((value) => ({
      x: xOf(value),
      text: input.x.format(value),
      under: input.x.under?.(value) ?? '',
    })),
    lines: apart(lines),
    marks: placed(
      input.marks.map((mark) => ({ ...mark, px: xOf(mark.x), py: yOf(mark.usd), note: mark.note ?? '' })),
      { width, bottom: plot.bottom },
      input.lines.flatMap((one) =>
        alongLine(
          one.points.map((point) => ({ x: xOf(point.x), y: yOf(point.usd) })),
          one.isStepped ?? false,
        ),
      ),
      edges.map(({ x: px, text, anchor, textY }) => {
        const wide = text.length * SIGN;
        const left = anchor === 'start' ? px : px - wide;
        return { left, right: left + wide, top: textY - 12, bottom: textY + 4 };
      }),
    ),
    edges,
  };
}

/** The end of an axis from 0: the next step of about five. */
function upTo(most: number): number {
  const step = niceStep(most, 5);
  return Number((Math.ceil(most / step) * step).toPrecision(12));
}

/** Through points; stepped: along to the next and then up or down to it. */
function pathOf(points: readonly { readonly x: number; readonly y: number }[], isStepped: boolean): string {
  return points
    .map(({ x, y }, at) => (at === 0 ? `M${x},${y}` : isStepped ? `H${x}V${y}` : `L${x},${y}`))
    .join('');
}

function yTicks(isLog: boolean, y: CostScale, most: number): number[] {
  const ticks = y.ticks(5);
  return !isLog || ticks.length > 1 ? ticks : [most];
}

function xTicks({ x: axis }: CostChartInput, x: CostScale, room: number): number[] {
  const wanted = axis.ticks ?? x.ticks(6);
  // Only those that do not stand over one another; the first and the last are kept where they fit.
  const halfOf = (value: number) =>
    (Math.max(axis.format(value).length, axis.under?.(value).length ?? 0) * SIGN) / 2;
  const last = wanted.at(-1);
  const from = last === undefined ? 0 : x.of(last) - halfOf(last);
  const kept: number[] = [];
  let end = -Infinity;
  for (const value of wanted) {
    const half = halfOf(value);
    const at = x.of(value);
    if (at - half < end + 8 || (value !== last && kept.length > 0 && at + half + 8 > from)) continue;
    kept.push(value);
    end = at + half;
  }
  return room > 0 ? kept : [];
}

/** Names of lines that end near each other, a line of text apart. */
function apart<T extends { readonly nameY: number }>(lines: readonly T[]): T[] {
  const order = lines.map((_, index) => index).toSorted((a, b) => lines[a]!.nameY - lines[b]!.nameY);
  const moved = lines.map((one) => one.nameY);
  order.forEach((index, at) => {
    const before = order[at - 1];
    if (before !== undefined) moved[index] = Math.max(moved[index]!, moved[before]! + LEADING);
  });
  return lines.map((one, index) => ({ ...one, nameY: moved[index]! }));
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Boxes along a line, so that words are not put over it. */
function alongLine(points: readonly { readonly x: number; readonly y: number }[], isStepped: boolean): Box[] {
  return points.slice(1).flatMap((to, index) => {
    const from = points[index]!;
    const count = Math.max(1, Math.ceil((Math.abs(to.x - from.x) + Math.abs(to.y - from.y)) / SAMPLE));
    return Array.from({ length: count + 1 }, (_, at) => {
      const x = from.x + ((to.x - from.x) * at) / count;
      const y = isStepped && at < count ? from.y : from.y + ((to.y - from.y) * at) / count;
      return { left: x - 2, right: x + 2, top: y - 2, bottom: y + 2 };
    });
  });
}

/** Words of marks where least else stands: beside the mark, above it or below it. */
function placed(
  marks: readonly {
    readonly px: number;
    readonly py: number;
    readonly text: string;
    readonly note: string;
  }[],
  room: { readonly width: number; readonly bottom: number },
  drawn: readonly Box[],
  words: readonly Box[],
): CostChart['marks'] {
  const taken: Box[] = [
    ...words,
    ...marks.map(({ px, py }) => ({ left: px - 8, right: px + 8, top: py - 8, bottom: py + 8 })),
  ];
  return marks.map(({ px, py, text, note }) => {
    const wide = Math.max(text.length, note.length) * SIGN;
    const tall = note === '' ? LEADING : 2 * LEADING;
    const isRight = px + AWAY + wide <= room.width;
    const sides: readonly Anchor[] = isRight ? ['start', 'end'] : ['end', 'start'];
    const places = [
      -tall - AWAY + 12,
      AWAY + 12,
      -tall / 2 + 10,
      -2 * tall,
      -2.5 * tall - AWAY,
      2 * tall,
    ].flatMap((dy) => sides.map((anchor) => ({ anchor, dy })));
    const boxOf = ({ anchor, dy }: (typeof places)[number]): Box => {
      const x = anchor === 'start' ? px + AWAY : px - AWAY - wide;
      return { left: x, right: x + wide, top: py + dy - 12, bottom: py + dy + tall - 12 };
    };
    const meets = (box: Box) => (other: Box) =>
      box.right >= other.left &&
      other.right >= box.left &&
      box.bottom >= other.top &&
      other.bottom >= box.top;
    // Over other words is worse than over a line, out of the picture is worst.
    const cost = (box: Box) =>
      (box.left < 0 || box.right > room.width || box.top < 0 || box.bottom > room.bottom ? 1000 : 0) +
      100 * taken.filter(meets(box)).length +
      drawn.filter(meets(box)).length;
    const costs = places.map((candidate) => cost(boxOf(candidate)));
    const place = places[costs.indexOf(Math.min(...costs))]!;
    taken.push(boxOf(place));
    return {
      x: px,
      y: py,
      text,
      note,
      textX: place.anchor === 'start' ? px + AWAY : px - AWAY,
      textY: hundredth(py + place.dy),
      anchor: place.anchor,
    };
  });
}
