/**
 * The theme: the system's, or the one the reader chose. `public/first.js` applies it before the
 * first paint; this store changes it afterwards. Colours hang on `data-theme` of the root element.
 */
import { createStore } from 'zustand/vanilla';

export type ThemeChoice = 'system' | 'light' | 'dark';
const KEY = 'lambdarium.theme';

interface ThemeState {
  readonly choice: ThemeChoice;
}

export const themeStore = createStore<ThemeState>(() => ({ choice: 'system' }));

function isChoice(value: unknown): value is ThemeChoice {
  return value === 'system' || value === 'light' || value === 'dark';
}

function apply(choice: ThemeChoice): void {
  if (choice === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = choice;
}

/** Reads the stored choice; call once, in the browser. The stylesheet follows the system without one. */
export function startTheme(): void {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(KEY);
  } catch {
    // Storage is denied: the choice holds for this visit only.
  }
  const choice = isChoice(stored) ? stored : 'system';
  themeStore.setState({ choice });
  apply(choice);
}

/** Sets the theme and keeps the choice in this browser. */
export function chooseTheme(choice: ThemeChoice): void {
  themeStore.setState({ choice });
  apply(choice);
  try {
    if (choice === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // Storage is denied or full: the choice holds for this visit only.
  }
}
