/**
 * What the reader of a run looks at, beside the moment: a stretch of time, one unit that is followed, what the legend
 * hides, bookmarks, the open panel. None of it changes the run.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';

/** The panels of the desk under the first screen. */
export const PANELS = ['metrics', 'logs', 'unit', 'world', 'compare'] as const;
export type Panel = (typeof PANELS)[number];

/** One unit or actor of a run. */
export interface Followed {
  /** The kind of actor, as in a trace: `event`. */
  readonly kind: string;
  /** From 0. */
  readonly number: number;
}

export interface Bookmark {
  /** Simulated µs. */
  readonly atUs: number;
  readonly name: string;
}

export interface LabView {
  /** From and until, µs; null: the whole run. */
  readonly stretchUs: readonly [fromUs: number, untilUs: number] | null;
  /** What the time axis shows, from and until, µs; null: the whole run. */
  readonly windowUs: readonly [fromUs: number, untilUs: number] | null;
  /** Play repeats the stretch. */
  readonly looping: boolean;
  readonly follow: Followed | null;
  /** Entries of the legend that are switched off, by their key. */
  readonly hidden: readonly string[];
  /** What a step goes by: '' anything, `problem`, `followed`, or a kind of actor. */
  readonly by: string;
  /** In the order of their moments. */
  readonly bookmarks: readonly Bookmark[];
  /** The open panel of the desk; null: none is. */
  readonly panel: Panel | null;
}

export type LabViewStore = StoreApi<LabView>;

/** Nothing marked, hidden or opened. */
export const PLAIN_VIEW: LabView = {
  stretchUs: null,
  windowUs: null,
  looping: false,
  follow: null,
  hidden: [],
  by: '',
  bookmarks: [],
  panel: null,
};

/** A store that begins with what an address says. */
export function createLabView(start: LabView = PLAIN_VIEW): LabViewStore {
  return createStore<LabView>(() => start);
}
