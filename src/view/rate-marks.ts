/** A way on which too much goes to be told apart: a band of ticks to scale on it, and how many a second in figures. */
import type { Trace } from '../sim/trace.ts';
import { glyphMarks, glyphOfEnd, type Glyph } from './glyph.ts';
import { group, path, round, title, words, type Mark } from './mark.ts';
import { writeWay, type Point } from './polyline.ts';
import { rateText } from './rate.ts';
import { textWidth } from './text-width.ts';
import { firstAfter, type Flow } from './traffic.ts';

/** What goes along a way in a window of time. */
export interface WayRate {
  readonly count: number;
  /** How many were most in such a window of the run: what the widest band stands for. */
  readonly most: number;
  /** What came of those on their way back: a sign for each. */
  readonly glyph?: Glyph;
  /** `succeeded`. */
  readonly word: string;
}

export interface RatedWay {
  /** Unique among the rates of a picture. */
  readonly key: string;
  /** What goes: `requests`. */
  readonly units: string;
  /** From where it is sent to where it comes to; answers go back along it. */
  readonly way: readonly Point[];
  readonly out: WayRate | null;
  readonly back: readonly WayRate[];
  /** How long was counted for, µs: what goes, and what comes back. */
  readonly outUs: number;
  readonly backUs: number;
  /** The lying piece well below which its figures stand, one below the other, if not beside the way itself. */
  readonly figuresAt?: readonly Point[];
  /** Where the figures of what comes back stand, if not on the way's other side. */
  readonly backWay?: readonly Point[];
}

const THINNEST = 3;
const WIDEST = 11;
const ROW = 15;
const GAP = 10;
/** px by which figures may be wider than the piece of a way that they stand on. */
const OVERHANG = 6;
/** px from a way that forks to the figures under it: since when it is split stands between. */
const UNDER_FORK = 50;

const widthOf = ({ count, most }: WayRate) =>
  round(THINNEST + (WIDEST - THINNEST) * Math.min(1, count / Math.max(1, most)));

/** The longest straight piece of a way. */
function longest(way: readonly Point[]): readonly [Point, Point] {
  let best: readonly [Point, Point] = [way[0]!, way[1] ?? way[0]!];
  let px = -1;
  for (let index = 1; index < way.length; index += 1) {
    const [a, b] = [way[index - 1]!, way[index]!];
    const length = Math.abs(b[0] - a[0]) + Math.abs(b[1] - a[1]);
    if (length > px) [px, best] = [length, [a, b]];
  }
  return best;
}

function band(key: string, way: readonly Point[], width: number, tone: string): Mark {
  return path(key, writeWay(way), {
    class: `fill-none ${tone}`,
    'stroke-width': width,
    'stroke-dasharray': '1.5 3',
    'stroke-linejoin': 'round',
  });
}

const turnOf = ([a, b]: readonly [Point, Point]) =>
  Math.round((Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI);

/** What came back in a window, by how it ended, in the order of the machine: figures that change places cannot be read. */
export function backRates(
  trace: Trace,
  flows: readonly Pick<Flow, 'ends'>[],
  [fromUs, toUs]: readonly [fromUs: number, toUs: number],
  most: number,
): WayRate[] {
  const counts = new Map<string, number>();
  const codes = new Map<string, number>();
  for (const { ends } of flows) {
    const last = firstAfter(trace, ends, toUs);
    for (let index = firstAfter(trace, ends, fromUs); index < last; index += 1) {
      const step = ends[index]!;
      const code = trace.to[step]!;
      const state = trace.kinds[trace.kind[step]!]!.states[code]!;
      counts.set(state, (counts.get(state) ?? 0) + 1);
      codes.set(state, code);
    }
  }
  return [...counts]
    .sort(([a], [b]) => codes.get(a)! - codes.get(b)!)
    .map(([word, count]) => ({ word, count, most, glyph: glyphOfEnd(word) }));
}

/** How figures stand: with an arrow before them, where there is little room without, or with the sign below them. */
type Form = 'whole' | 'plain' | 'stacked';

/** Figures and, for answers, the sign of what came of them. */
interface Figure {
  readonly key: string;
  readonly text: string;
  readonly glyph: Glyph | undefined;
  /** Degrees by which the arrow turns. */
  readonly turn: number;
}

const ARROW_PX = 12;
const SIGN_PX = 17;

function widthIn({ text, glyph }: Figure, form: Form): number {
  const bare = textWidth(text, 12.2);
  if (form === 'stacked') return bare;
  return bare + (form === 'whole' ? ARROW_PX : 0) + (glyph === undefined ? 0 : SIGN_PX);
}

/** The fullest form for so many px. */
function formFor(figure: Figure, room: number): Form {
  if (widthIn(figure, 'whole') <= room) return 'whole';
  return figure.glyph === undefined || widthIn(figure, 'plain') <= room ? 'plain' : 'stacked';
}

/** Figures from x on, their baseline at y. */
function figureMarks(figure: Figure, form: Form, x: number, y: number): Mark[] {
  const { key, text, glyph, turn } = figure;
  const textX = form === 'whole' ? x + ARROW_PX - 1 : x;
  const bare = textWidth(text, 12.2);
  const [signX, signY] = form === 'stacked' ? [x + bare / 2, y + 9] : [textX + bare + 9, y - 4];
  return [
    ...(form === 'whole'
      ? [
          path(`${key} arrow`, 'M-3.5-3.5L2.5 0L-3.5 3.5Z', {
            class: 'fill-ink2',
            transform: `translate(${round(x + 4)} ${round(y - 4)}) rotate(${turn})`,
          }),
        ]
      : []),
    words(key, round(textX), round(y), text, {
      class: 't-note t-num font-semibold stroke-stage',
      'paint-order': 'stroke',
      'stroke-width': 3,
      'stroke-linejoin': 'round',
    }),
    ...(glyph === undefined
      ? []
      : [
          group(`${key} sign`, glyphMarks(glyph), {
            transform: `translate(${round(signX)} ${round(signY)}) scale(0.72)`,
          }),
        ]),
  ];
}

/** Figures one below the other. */
function columnMarks(figures: readonly Figure[], x: number, y: number): Mark[] {
  return figures.flatMap((figure, row) => figureMarks(figure, 'whole', x, y + row * ROW));
}

/** Figures side by side. */
function rowMarks(figures: readonly Figure[], x: number, y: number): Mark[] {
  let across = x;
  return figures.flatMap((figure) => {
    const left = across;
    across += widthIn(figure, 'whole') + GAP;
    return figureMarks(figure, 'whole', left, y);
  });
}

/** Figures over a lying piece, or under it: side by side where there is room, else one below the other. */
function lyingMarks(figures: readonly Figure[], [a, b]: readonly [Point, Point], isOver: boolean): Mark[] {
  const [long, middle] = [Math.abs(b[0] - a[0]), (a[0] + b[0]) / 2];
  const y = isOver ? a[1] - WIDEST / 2 - 3 : a[1] + WIDEST / 2 + 11;
  const row = figures.reduce((sum, one) => sum + widthIn(one, 'whole') + GAP, -GAP);
  if (row <= long + OVERHANG) return rowMarks(figures, middle - row / 2, y);
  let down = y;
  return figures.flatMap((figure) => {
    const form = formFor(figure, long + OVERHANG);
    const top = down;
    down += form === 'stacked' ? 2 * ROW - 3 : ROW;
    return figureMarks(figure, form, middle - widthIn(figure, form) / 2, top);
  });
}

const isLying = ([[x1, y1], [x2, y2]]: readonly [Point, Point]) => Math.abs(x2 - x1) >= Math.abs(y2 - y1);

/** Beside an upright piece: what comes back under what goes, or next to it where the piece is short. */
function uprightMarks(figures: readonly Figure[], [a, b]: readonly [Point, Point]): Mark[] {
  const [x, middle] = [a[0] + WIDEST / 2 + 3, (a[1] + b[1]) / 2];
  return Math.abs(b[1] - a[1]) < 2 * ROW
    ? rowMarks(figures, x, middle + 4)
    : columnMarks(figures, x, middle + 2);
}

/** The mark of a way's rates. */
export function rateMark({
  key,
  units,
  way,
  out,
  back,
  outUs,
  backUs,
  figuresAt,
  backWay = way,
}: RatedWay): Mark {
  const marks: Mark[] = [];
  const total = back.reduce((sum, { count }) => sum + count, 0);
  const busiest = back.reduce((sum, { most }) => Math.max(sum, most), 0);
  if (out) marks.push(band('out', way, widthOf(out), 'stroke-ink2'));
  if (total > 0 && (out === null || backWay !== way)) {
    const all = { count: total, most: busiest, word: '' };
    marks.push(band('back', backWay, widthOf(all), 'stroke-edge'));
  }
  const [piece, backPiece] = [longest(figuresAt ?? way), longest(figuresAt ?? backWay)];
  const outs: Figure[] = out
    ? [{ key: 'out rate', text: rateText(out.count, outUs), glyph: undefined, turn: turnOf(piece) }]
    : [];
  const backs = back.map(({ count, glyph }, nth): Figure => {
    const text = rateText(count, backUs);
    return { key: `back rate ${nth}`, text, glyph, turn: turnOf([backPiece[1], backPiece[0]]) };
  });
  if (figuresAt) {
    const [x, y] = [Math.min(piece[0][0], piece[1][0]), Math.max(piece[0][1], piece[1][1])];
    marks.push(...columnMarks([...outs, ...backs], x + GAP, y + UNDER_FORK));
  } else if (isLying(piece)) {
    marks.push(...lyingMarks(outs, piece, true), ...lyingMarks(backs, backPiece, false));
  } else {
    marks.push(...uprightMarks([...outs, ...backs], piece));
  }
  const said = [
    ...(out ? [`${outs[0]!.text} ${out.word}`] : []),
    ...back.map(({ word }, nth) => `${backs[nth]!.text} ${word}`),
  ];
  const label = `${units}: ${said.join(', ')}`;
  return { ...group(`rate ${key}`, [title(label), ...marks], { class: 'rate' }), label };
}
