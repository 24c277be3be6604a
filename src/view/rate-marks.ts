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
  /** Several ways that are told together, each with what goes along it and comes back; default: the one. */
  readonly bands?: readonly { readonly way: readonly Point[]; readonly out: number; readonly back: number }[];
  /** Where its figures stand, if not beside the way. */
  readonly place?: FigurePlace;
  /** As far as figures beside an upright way may reach. */
  readonly rightX?: number;
  /** Where the figures of what comes back stand, if not on the way's other side. */
  readonly backWay?: readonly Point[];
}

/** Where figures stand, one below the other. */
export interface FigurePlace {
  /** Their middle, or where they begin. */
  readonly x: number;
  readonly isCentred: boolean;
  /** px that they may take across. */
  readonly room: number;
  /** Baseline of the last of them, where there is room above it; else that of the first. */
  readonly over?: number;
  readonly under: number;
  /** Side by side on one line instead. */
  readonly isRow?: boolean;
}

const THINNEST = 3;
const WIDEST = 11;
const ROW = 15;
const GAP = 10;
/** px by which figures may be wider than the piece of a way that they stand on. */
const OVERHANG = 6;
const widthOf = (count: number, most: number) =>
  round(THINNEST + (WIDEST - THINNEST) * Math.min(1, count / Math.max(1, most)));

type Piece = readonly [Point, Point];

/** The longest straight piece of a way. */
function longest(way: readonly Point[]): Piece {
  let best: Piece = [way[0]!, way[1] ?? way[0]!];
  let px = -1;
  for (let index = 1; index < way.length; index += 1) {
    const [a, b] = [way[index - 1]!, way[index]!];
    const length = Math.abs(b[0] - a[0]) + Math.abs(b[1] - a[1]);
    if (length > px) [px, best] = [length, [a, b]];
  }
  return best;
}

/** A way as if it had no bends: where it leads, along the picture or across it. */
function straight(way: readonly Point[]): Piece {
  const [[x1, y1], [x2, y2]] = [way[0]!, way.at(-1)!];
  return Math.abs(x2 - x1) >= Math.abs(y2 - y1)
    ? [
        [x1, y1],
        [x2, y1],
      ]
    : [
        [x1, y1],
        [x1, y2],
      ];
}

function band(key: string, way: readonly Point[], width: number, tone: string): Mark {
  return path(key, writeWay(way), {
    class: `fill-none ${tone}`,
    'stroke-width': width,
    'stroke-dasharray': '1.5 3',
    'stroke-linejoin': 'round',
  });
}

const turnOf = ([a, b]: Piece) => Math.round((Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI);

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

/** px of a row. */
const heightIn = (form: Form) => (form === 'stacked' ? 2 * ROW - 3 : ROW);

/** Figures one below the other at a place. */
function columnMarks(figures: readonly Figure[], { x, isCentred, room, over, under }: FigurePlace): Mark[] {
  const forms = figures.map((figure) => formFor(figure, room));
  const tall = forms.reduce((sum, form) => sum + heightIn(form), 0);
  let y = over !== undefined && over - tall > 0 ? over - tall + ROW : under;
  return figures.flatMap((figure, row) => {
    const form = forms[row]!;
    const top = y;
    y += heightIn(form);
    return figureMarks(figure, form, isCentred ? x - widthIn(figure, form) / 2 : x, top);
  });
}

/** Figures side by side. */
function rowMarks(figures: readonly Figure[], x: number, y: number, form: Form = 'whole'): Mark[] {
  let across = x;
  return figures.flatMap((figure) => {
    const left = across;
    across += widthIn(figure, form) + GAP;
    return figureMarks(figure, form, left, y);
  });
}

/** px of figures side by side. */
function rowWidth(figures: readonly Figure[], form: Form): number {
  return figures.reduce((sum, one) => sum + widthIn(one, form) + GAP, -GAP);
}

/** Figures over a lying piece, or under it: side by side where there is room, else one below the other. */
function lyingMarks(figures: readonly Figure[], [a, b]: Piece, isOver: boolean): Mark[] {
  const [room, x] = [Math.abs(b[0] - a[0]) + OVERHANG, (a[0] + b[0]) / 2];
  const y = isOver ? a[1] - WIDEST / 2 - 3 : a[1] + WIDEST / 2 + 11;
  const row = rowWidth(figures, 'whole');
  if (row <= room) return rowMarks(figures, x - row / 2, y);
  return columnMarks(figures, { x, isCentred: true, room, under: y });
}

const isLying = ([[x1, y1], [x2, y2]]: Piece) => Math.abs(x2 - x1) >= Math.abs(y2 - y1);

/**
 * Beside an upright piece: what comes back under what goes, or next to it where the piece is short; in two close
 * rows where that takes more room than there is.
 */
function uprightMarks(
  outs: readonly Figure[],
  backs: readonly Figure[],
  [a, b]: Piece,
  rightX: number,
): Mark[] {
  const [x, middle] = [a[0] + WIDEST / 2 + 3, (a[1] + b[1]) / 2];
  const all = [...outs, ...backs];
  if (Math.abs(b[1] - a[1]) >= 2 * ROW)
    return columnMarks(all, { x, isCentred: false, room: Infinity, under: middle + 2 });
  if (x + rowWidth(all, 'whole') <= rightX) return rowMarks(all, x, middle + 4);
  const form = x + rowWidth(backs, 'whole') <= rightX ? 'whole' : 'plain';
  const left = Math.min(x, rightX - rowWidth(backs, form));
  return [...rowMarks(outs, left, middle - 2, form), ...rowMarks(backs, left, middle + 10, form)];
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
  place,
  rightX = Infinity,
  backWay = way,
  bands,
}: RatedWay): Mark {
  const marks: Mark[] = [];
  const total = back.reduce((sum, { count }) => sum + count, 0);
  const drawn = bands ?? [{ way, out: out?.count ?? 0, back: backWay === way ? total : 0 }];
  const most = Math.max(out?.most ?? 0, ...back.map((one) => one.most));
  drawn.forEach((one, nth) => {
    if (one.out > 0) marks.push(band(`out ${nth}`, one.way, widthOf(one.out, most), 'stroke-ink2'));
    else if (one.back > 0) marks.push(band(`back ${nth}`, one.way, widthOf(one.back, most), 'stroke-edge'));
  });
  if (backWay !== way && total > 0) marks.push(band('back', backWay, widthOf(total, most), 'stroke-edge'));
  const pieceOf = place ? straight : longest;
  const [piece, backPiece] = [pieceOf(way), pieceOf(backWay)];
  const outs: Figure[] = out
    ? [{ key: 'out rate', text: rateText(out.count, outUs), glyph: undefined, turn: turnOf(piece) }]
    : [];
  const backs = back.map(({ count, glyph }, nth): Figure => {
    const text = rateText(count, backUs);
    return { key: `back rate ${nth}`, text, glyph, turn: turnOf([backPiece[1], backPiece[0]]) };
  });
  if (place?.isRow === true) marks.push(...rowMarks([...outs, ...backs], place.x, place.under));
  else if (place) marks.push(...columnMarks([...outs, ...backs], place));
  else if (isLying(piece))
    marks.push(...lyingMarks(outs, piece, true), ...lyingMarks(backs, backPiece, false));
  else marks.push(...uprightMarks(outs, backs, piece, rightX));
  const said = [
    ...(out ? [`${outs[0]!.text} ${out.word}`] : []),
    ...back.map(({ word }, nth) => `${backs[nth]!.text} ${word}`),
  ];
  const label = `${units}: ${said.join(', ')}`;
  return { ...group(`rate ${key}`, [title(label), ...marks], { class: 'rate' }), label };
}
