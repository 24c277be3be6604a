/** How much the reader wants to hear: kept in this browser, the same in every scenario. */
import { createStore } from 'zustand/vanilla';
import { DETAILS, type Detail } from './narration.ts';
import type { Store } from './progress-store.ts';

const KEY = 'lambdarium.narration';
/** Without a choice what is worth a word is said: whoever sees the picture hears nothing of it. */
const PLAIN: Detail = 'notable';

function createNarrationChoice(storage: () => Store) {
  const store = createStore<{ readonly detail: Detail }>(() => ({ detail: PLAIN }));
  return {
    store,
    /** What was chosen before; what cannot be read is no choice. */
    read(): void {
      try {
        const stored = storage().getItem(KEY);
        store.setState({ detail: DETAILS.find((detail) => detail === stored) ?? PLAIN });
      } catch {
        // Storage is denied: it is chosen again.
      }
    },
    choose(detail: Detail): void {
      store.setState({ detail });
      try {
        storage().setItem(KEY, detail);
      } catch {
        // Kept for this visit alone.
      }
    },
  };
}

export const narrationChoice = createNarrationChoice(() => window.localStorage);
