/**
 * The names by which a function with versions is invoked, and where each leads: the line of an alias forks, as wide
 * as its weights; every second version is a double line.
 */
import { fitText, textWidth } from './text-width.ts';
import { group, named, path, round, words, type Mark } from './mark.ts';
import { note } from './part.ts';
import { percent } from './percent.ts';
import type { Point } from './polyline.ts';

/** px of all that an alias sends. */
const WHOLE = 10;
const LEAST = 1.5;
/** A double line must have room for its gap. */
const LEAST_DOUBLE = 4;

/** px from a stem to the words over and under it: what goes along it has its room between. */
const ABOVE = 11;
const BELOW = 18;

export interface Branch {
  /** Number of the place of the version. */
  readonly version: number;
  /** `version 2`. */
  readonly title: string;
  /** Share of what the alias sends, 0 to 1. */
  readonly share: number;
  /** Height at which it ends. */
  readonly y: number;
  readonly isDouble: boolean;
}

export interface Entry {
  /** `:live`, `:2`, `$LATEST`. */
  readonly text: string;
  readonly isAlias: boolean;
  /** Where it was moved from, and when: `was version 1 until 0:30`; empty: it was not. */
  readonly was: string;
  readonly y: number;
  readonly branches: readonly Branch[];
  /** Nothing has named it yet. */
  readonly isIdle: boolean;
}

/** The curve from the fork to a branch's end. */
function curve(x0: number, y0: number, x1: number, y1: number): string {
  const bend = (x1 - x0) * 0.5;
  return `M${round(x0)} ${round(y0)}C${round(x0 + bend)} ${round(y0)} ${round(x1 - bend)} ${round(y1)} ${round(x1)} ${round(y1)}`;
}

/** Width of a branch, px. */
function widthOf({ share, isDouble }: Branch): number {
  return share <= 0 ? 0 : Math.max(isDouble ? LEAST_DOUBLE : LEAST, share * WHOLE);
}

interface Ribbon {
  readonly branch: Branch;
  readonly width: number;
  /** Height at which it leaves the stem. */
  readonly from: number;
}

/** The branches one below the other in the stem, in the order in which they end. */
function ribbonsOf({ y, branches }: Entry): Ribbon[] {
  const inOrder = branches.filter(({ share }) => share > 0).toSorted((a, b) => a.y - b.y);
  const all = inOrder.reduce((sum, branch) => sum + widthOf(branch), 0);
  let top = y - all / 2;
  return inOrder.map((branch) => {
    const width = widthOf(branch);
    const from = top + width / 2;
    top += width;
    return { branch, width, from };
  });
}

function ribbonMarks(
  { branch, width, from }: Ribbon,
  text: string,
  stemX: number,
  forkX: number,
  toX: number,
): Mark {
  const d = `M${round(stemX)} ${round(from)}H${round(forkX)}${curve(forkX, from, toX, branch.y).replace('M', 'L')}`;
  const name = `Branch ${branch.title}: ${percent(branch.share)} of what ${text} sends`;
  return named(
    name,
    group(`branch ${branch.version}`, [
      path('line', d, { class: 'fill-none stroke-ink2', 'stroke-width': round(width) }),
      ...(branch.isDouble
        ? [
            path('gap', d, {
              class: 'fill-none stroke-sunk',
              'stroke-width': round(Math.max(1.2, width - 2.8)),
            }),
          ]
        : []),
    ]),
  );
}

/** Points along an entry's way to a version, from the part's edge. */
export function wayThrough(entry: Entry, version: number, forkX: number, toX: number): Point[] {
  const ribbon = ribbonsOf(entry).find(({ branch }) => branch.version === version);
  if (!ribbon) return [[0, entry.y]];
  const { from, branch } = ribbon;
  const bend = (toX - forkX) * 0.5;
  const at = (t: number): Point => {
    const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3];
    return [a * forkX + b * (forkX + bend) + c * (toX - bend) + d * toX, (a + b) * from + (c + d) * branch.y];
  };
  return [[0, from], ...Array.from({ length: 9 }, (_, index) => at(index / 8))];
}

/** The marks of an entry: its name over its stem, and its branches. */
export function entryMarks(entry: Entry, forkX: number, toX: number): Mark {
  const { text, isAlias, was, y, isIdle } = entry;
  const ribbons = ribbonsOf(entry);
  const tall = ribbons.reduce((sum, { width }) => sum + width, LEAST);
  const room = forkX + 4;
  return group(`entry ${text}`, [
    ...(isAlias
      ? ribbons.map((ribbon) => ribbonMarks(ribbon, text, 0, forkX, toX))
      : ribbons.map(({ branch, from }) =>
          named(
            `${text}: leads to ${branch.title}${isIdle ? ', nothing has named it yet' : ''}`,
            path(
              `straight ${branch.version}`,
              `M0 ${round(from)}H${round(forkX)}${curve(forkX, from, toX, branch.y).replace('M', 'L')}`,
              {
                class: 'fill-none stroke-edge',
                'stroke-width': 1.5,
                ...(isIdle ? { 'stroke-dasharray': '3 3' } : {}),
              },
            ),
          ),
        )),
    words('name', 12, y - tall / 2 - ABOVE, fitText(text, room - 8, 12.6), {
      class: `t-label ${isAlias ? 'font-semibold' : 'fill-ink2'}`,
    }),
    ...(was === '' ? [] : wasMarks(was, y + tall / 2 + BELOW, room)),
  ]);
}

/** Where an alias was before, in one line or two. */
function wasMarks(was: string, y: number, room: number): Mark[] {
  const until = was.search(/ (until|since) /);
  const lines =
    textWidth(was, 11) <= room - 12 || until < 0 ? [was] : [was.slice(0, until), was.slice(until + 1)];
  return lines.map((line, index) =>
    note(`was ${index}`, 12, y + index * 12, fitText(line, room - 8, 11), 'fill-ink3'),
  );
}
