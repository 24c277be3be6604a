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
  /** Ways that part from it, each with what goes along it: their figures are its own, the bands theirs. */
  readonly branches?: readonly { readonly way: readonly Point[]; readonly count: number }[];
  /** Where the figures of what comes back stand, if not on the way's other side. */
  readonly backWay?: readonly Point[];
}

const THINNEST = 3;
const WIDEST = 11;
const ROW = 15;
const GAP = 10;
/** px from a way that forks to the figures under it: since when it is split stands between. */
const UNDER_FORK = 42;

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

/** Figures with an arrow before them and, for answers, the sign of what came of them after them. */
function figure(
  key: string,
  x: number,
  y: number,
  text: string,
  turn: number,
  glyph: Glyph | undefined,
): Mark[] {
  const wide = textWidth(text, 12.2);
  return [
    path(`${key} arrow`, 'M-3.5-3.5L2.5 0L-3.5 3.5Z', {
      class: 'fill-ink2',
      transform: `translate(${round(x + 4)} ${round(y - 4)}) rotate(${turn})`,
    }),
    words(key, x + 11, y, text, {
      class: 't-note t-num font-semibold stroke-stage',
      'paint-order': 'stroke',
      'stroke-width': 3,
      'stroke-linejoin': 'round',
    }),
    ...(glyph === undefined
      ? []
      : [
          group(`${key} sign`, glyphMarks(glyph), {
            transform: `translate(${round(x + wide + 20)} ${round(y - 4)}) scale(0.72)`,
          }),
        ]),
  ];
}

const turnOf = ([a, b]: readonly [Point, Point]) =>
  Math.round((Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI);

/** px that figures take beside their way. */
function widthOfFigures(texts: readonly string[], signs: boolean): number {
  return 12 + Math.max(...texts.map((text) => textWidth(text, 12.2))) + (signs ? 18 : 0);
}

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

/** The mark of a way's rates. */
export function rateMark({
  key,
  units,
  way,
  out,
  back,
  outUs,
  backUs,
  branches,
  backWay = way,
}: RatedWay): Mark {
  const said: string[] = [];
  const marks: Mark[] = [];
  const total = back.reduce((sum, { count }) => sum + count, 0);
  const busiest = back.reduce((sum, { most }) => Math.max(sum, most), 0);
  const bands = branches ?? [{ way, count: out?.count ?? 0 }];
  if (out) {
    bands.forEach((one, nth) => {
      if (one.count === 0) return;
      marks.push(band(`out ${nth}`, one.way, widthOf({ ...out, count: one.count }), 'stroke-ink2'));
    });
  }
  if (total > 0 && (out === null || backWay !== way)) {
    const all = { count: total, most: busiest, word: '' };
    marks.push(band('back', backWay, widthOf(all), 'stroke-edge'));
  }
  if (out) {
    const piece = longest(way);
    const text = rateText(out.count, outUs);
    const wide = widthOfFigures([text], false);
    const [[x1, y1], [x2, y2]] = piece;
    const lies = Math.abs(x2 - x1) >= Math.abs(y2 - y1);
    const [x, y] = lies
      ? branches
        ? [Math.min(x1, x2) + GAP, Math.max(y1, y2) + UNDER_FORK]
        : [(x1 + x2) / 2 - wide / 2, Math.min(y1, y2) - WIDEST / 2 - 3]
      : [x1 + WIDEST / 2 + 3, (y1 + y2) / 2 + 2];
    marks.push(...figure('out rate', x, y, text, turnOf(piece), undefined));
    said.push(`${text} ${out.word}`);
  }
  if (total > 0) {
    const piece = longest(backWay);
    const texts = back.map(({ count }) => rateText(count, backUs));
    const [[x1, y1], [x2, y2]] = piece;
    const lies = Math.abs(x2 - x1) >= Math.abs(y2 - y1);
    const widths = texts.map((text) => widthOfFigures([text], true));
    const row = widths.reduce((sum, one) => sum + one + GAP, -GAP);
    // Side by side where there is room, else one below the other.
    const inRow = lies && !branches && Math.abs(x2 - x1) >= row;
    const wide = inRow ? row : Math.max(...widths);
    let across = 0;
    // Beside an upright way what comes back stands under what goes; below a lying one.
    const [x, y] = lies
      ? branches
        ? [Math.min(x1, x2) + GAP, Math.max(y1, y2) + UNDER_FORK + (out ? ROW : 0)]
        : [(x1 + x2) / 2 - wide / 2, Math.max(y1, y2) + WIDEST / 2 + 11]
      : [x1 + WIDEST / 2 + 3, (y1 + y2) / 2 + 2 + (out ? ROW : 0)];
    back.forEach(({ glyph, word }, nth) => {
      const [left, down] = inRow ? [x + across, y] : [x, y + nth * ROW];
      marks.push(...figure(`back rate ${nth}`, left, down, texts[nth]!, turnOf([piece[1], piece[0]]), glyph));
      across += widths[nth]! + GAP;
      said.push(`${texts[nth]!} ${word}`);
    });
  }
  const label = `${units}: ${said.join(', ')}`;
  return { ...group(`rate ${key}`, [title(label), ...marks], { class: 'rate' }), label };
}
