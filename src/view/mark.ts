/**
 * A mark: one thing drawn, as plain data. Scenes are functions to marks; React writes them as markup (on the
 * server, and as the first frame) and a D3 join moves the same nodes afterwards. So a picture can be
 * tested without a screen, and what stands still and what plays are drawn by one grammar.
 */

import type { Sign } from './signs.ts';

/** What a mark stands for, handed to whoever asked to be told of a click or a key on it. */
export interface Pick {
  /** The kind of actor, as in a trace: `environment`, `message`. */
  readonly kind: string;
  /** Number of the actor, from 0. */
  readonly number: number;
  /** The step that brought it to where it is; -1: none yet. */
  readonly step: number;
}

/** SVG attributes by their SVG names: `stroke-width`, `class`. */
export type Attributes = Readonly<Record<string, string | number>>;

/** Units that are drawn as one mark: where each of them stands, so that a pointer finds it and a ring goes round it. */
export interface Crowd {
  /** The kind of actor. */
  readonly kind: string;
  /** Numbers of the actors, from 0. */
  readonly numbers: readonly number[];
  /** The step that brought each to where it is. */
  readonly steps: readonly number[];
  /** The middle of each, in the mark's own coordinates, px. */
  readonly at: readonly (readonly [x: number, y: number])[];
  /** px across. */
  readonly size: number;
  /** What is said of one of them, by its index. */
  readonly nameOf: (index: number) => string;
}

export interface Mark {
  /** Unique among its siblings, and the same for the same thing at every moment. */
  readonly key: string;
  readonly tag: 'g' | 'svg' | 'path' | 'rect' | 'circle' | 'text' | 'title';
  readonly attrs: Attributes;
  readonly text?: string;
  readonly parts?: readonly Mark[];
  /** Its name and state in words: shown where it is pointed at, read out where it has the focus; with `pick`, a button. */
  readonly label?: string;
  readonly pick?: Pick;
  /** Which sign of the legend it is; none: it is part of the frame, or holds marks of several. */
  readonly is?: Sign;
  readonly crowd?: Crowd;
}

/** At most two digits after the point: enough for a screen, and short in markup. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

export function path(key: string, d: string, attrs: Attributes): Mark {
  return { key, tag: 'path', attrs: { d, ...attrs } };
}

export function group(key: string, parts: readonly Mark[], attrs: Attributes = {}): Mark {
  return { key, tag: 'g', attrs, parts };
}

/** Marks of which only what lies in a box is seen; their coordinates stay those around it. */
export function clipped(
  key: string,
  parts: readonly Mark[],
  [x, y, width, height]: readonly [x: number, y: number, width: number, height: number],
): Mark {
  const viewBox = `${x} ${y} ${width} ${height}`;
  return { key, tag: 'svg', attrs: { x, y, width, height, viewBox, class: 'overflow-hidden' }, parts };
}

export function circle(key: string, x: number, y: number, r: number, attrs: Attributes): Mark {
  return { key, tag: 'circle', attrs: { cx: round(x), cy: round(y), r: round(r), ...attrs } };
}

export function rect(
  key: string,
  x: number,
  y: number,
  width: number,
  height: number,
  attrs: Attributes,
): Mark {
  return {
    key,
    tag: 'rect',
    attrs: {
      x: round(x),
      y: round(y),
      width: round(Math.max(0, width)),
      height: round(Math.max(0, height)),
      ...attrs,
    },
  };
}

export function words(key: string, x: number, y: number, text: string, attrs: Attributes = {}): Mark {
  return { key, tag: 'text', attrs: { x: round(x), y: round(y), ...attrs }, text };
}

/** The same mark as a sign of the legend; undefined: it is none. */
export function as(is: Sign | undefined, mark: Mark): Mark {
  return is === undefined ? mark : { ...mark, is };
}

/** The same mark with a name: it can be pointed at and walked to, and does nothing. */
export function named(label: string, mark: Mark): Mark {
  return { ...mark, label };
}

/** A name that shows on hover: the first part of a mark too small to carry its name in words. */
export function title(text: string): Mark {
  return { key: 'title', tag: 'title', attrs: {}, text };
}

/**
 * The attributes a mark is written with: its own, its key for the join, and, where it has a name, what makes
 * it a button or an image to a screen reader. Tab order is roving: one mark of a picture is in it.
 */
export function attributesOf(mark: Mark): Record<string, string | number> {
  const attrs: Record<string, string | number> = { ...mark.attrs, 'data-key': mark.key };
  if (mark.label !== undefined) {
    // A title part is the name already, and shows on hover.
    if (mark.parts?.[0]?.tag !== 'title') attrs['aria-label'] = mark.label;
    attrs['role'] = mark.pick ? 'button' : 'img';
    attrs['tabindex'] = -1;
  }
  return attrs;
}
