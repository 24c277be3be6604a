/**
 * What the reader looks at as part of an address, and back: `stretch=12.5-20` (s), `zoom=10-30`
 * (what the time axis shows), `looping=on`, `follow=event.4`
 * (from 1), `hide=retry.throttled`, `step=event`, `marks=12.5:first_error,20:`, `panel=logs`.
 */
import { PANELS, PLAIN_VIEW, type Bookmark, type LabView, type Panel } from './lab-view.ts';
import type { SearchText } from './search-text.ts';

const MICRO = 1_000_000;
const MOST_BOOKMARKS = 40;
/** Characters of a bookmark's name. */
export const LONGEST_NAME = 60;

export const VIEW_KEYS = ['stretch', 'zoom', 'looping', 'follow', 'hide', 'step', 'marks', 'panel'];

const SECONDS = /^\d+(\.\d+)?$/;
const WORD = /^[a-z][a-z-]*$/;

function microseconds(text: string | undefined): number | null {
  if (text === undefined || !SECONDS.test(text)) return null;
  const us = Math.round(Number(text) * MICRO);
  return us <= 1e18 ? us : null;
}

function seconds(us: number): string {
  const text = String(Math.round(us) / MICRO);
  return SECONDS.test(text) ? text : (Math.round(us) / MICRO).toFixed(6);
}

function readBookmark(text: string): Bookmark | null {
  const colon = text.indexOf(':');
  const atUs = microseconds(colon < 0 ? text : text.slice(0, colon));
  if (atUs === null) return null;
  return { atUs, name: colon < 0 ? '' : text.slice(colon + 1, colon + 1 + LONGEST_NAME) };
}

/** Reads it; what cannot be used is told in `problems`, a sentence each, and left out. */
export function readView(search: SearchText, problems: string[]): LabView {
  const lost = (key: string, expected: string): null => {
    problems.push(`${key}: found "${search[key]!.slice(0, 40)}", expected ${expected}`);
    return null;
  };
  const { looping, follow, hide, step, marks, panel } = search;

  const span = (key: 'stretch' | 'zoom'): readonly [number, number] | null => {
    if (search[key] === undefined) return null;
    const [from, until, more] = search[key].split('-').map((one) => microseconds(one));
    return from == null || until == null || more !== undefined || from >= until
      ? lost(key, 'two moments in seconds, the earlier first: 12.5-20')
      : [from, until];
  };
  const [stretchUs, windowUs] = [span('stretch'), span('zoom')];
  if (looping !== undefined && looping !== 'on') lost('looping', 'on, or nothing');

  const one = /^([a-z][a-z-]*)\.([1-9]\d{0,9})$/.exec(follow ?? '');
  if (follow !== undefined && !one) lost('follow', 'a kind and a number: event.4');

  const hidden = hide?.split('.') ?? [];
  const isList = hidden.every((name) => WORD.test(name));
  if (!isList) lost('hide', 'names of the legend with dots between them: retry.throttled');

  const isStep = step === undefined || WORD.test(step);
  if (!isStep) lost('step', 'what a step goes by: event');

  const parts = marks === undefined || marks === '' ? [] : marks.split(',');
  const read = parts.map(readBookmark);
  if (read.includes(null)) lost('marks', 'moments in seconds with names: 12.5:first error,20:');
  const bookmarks = read
    .filter((bookmark) => bookmark !== null)
    .toSorted((a, b) => a.atUs - b.atUs)
    .slice(0, MOST_BOOKMARKS);

  const isPanel = PANELS.includes(panel as Panel);
  if (panel !== undefined && !isPanel) lost('panel', `one of ${PANELS.join(', ')}`);
  return {
    stretchUs,
    windowUs,
    looping: looping === 'on',
    follow: one ? { kind: one[1]!, number: Number(one[2]) - 1 } : null,
    hidden: isList ? hidden : [],
    by: isStep ? (step ?? '') : '',
    bookmarks,
    panel: isPanel ? (panel as Panel) : null,
  };
}

/** Its part of the search; what is plain is left out. */
export function printView(view: LabView = PLAIN_VIEW): Record<string, string> {
  const { stretchUs, windowUs, looping, follow, hidden, by, bookmarks, panel } = view;
  return {
    ...(stretchUs && { stretch: stretchUs.map(seconds).join('-') }),
    ...(windowUs && { zoom: windowUs.map(seconds).join('-') }),
    ...(looping && { looping: 'on' }),
    ...(follow && { follow: `${follow.kind}.${follow.number + 1}` }),
    ...(hidden.length > 0 && { hide: hidden.join('.') }),
    ...(by !== '' && { step: by }),
    ...(bookmarks.length > 0 && {
      // A comma ends a bookmark, so none is in its name.
      marks: bookmarks
        .map(({ atUs, name }) => `${seconds(atUs)}:${name.replaceAll(',', ' ').slice(0, LONGEST_NAME)}`)
        .join(','),
    }),
    ...(panel && { panel }),
  };
}
