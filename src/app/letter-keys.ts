/**
 * Keys of one sign act on the page; who speaks to the browser, or hits keys by chance, can switch them off
 * (WCAG 2.1.4). The choice is kept in this browser.
 */
import { createStore } from 'zustand/vanilla';

const KEY = 'lambdarium.letter-keys';

function stored(): boolean {
  try {
    return globalThis.localStorage?.getItem(KEY) !== 'off';
  } catch {
    // Storage is denied: they are on.
    return true;
  }
}

export const letterKeys = createStore<{ readonly areOn: boolean }>(() => ({ areOn: stored() }));

/** Switches them on or off, and keeps it. */
export function switchLetterKeys(areOn: boolean): void {
  letterKeys.setState({ areOn });
  try {
    if (areOn) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, 'off');
  } catch {
    // Storage is denied or full: it holds for this visit only.
  }
}
