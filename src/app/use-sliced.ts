/** Works through something long in slices, so that the page never waits for it. */
import { useEffect, useState } from 'react';

/** A slice lasts about so long; between two of them the page answers. */
const SLICE_MS = 8;
/** The clock is looked at only now and then. */
const STEPS = 500;

export interface Sliced<T> {
  /** What has been found so far; it grows in place. */
  readonly found: readonly T[];
  readonly count: number;
  readonly done: boolean;
}

const NOTHING: Sliced<never> = { found: [], count: 0, done: false };

/**
 * What an iterator gives, with the nulls left out: they only say that time has passed.
 *
 * @param begin makes the iterator; another function begins anew. null: nothing is looked for, and nothing is found.
 */
export function useSliced<T>(begin: (() => Iterator<T | null>) | null): Sliced<T> {
  const [sliced, setSliced] = useState<Sliced<T>>(NOTHING);
  useEffect(() => {
    if (begin === null) return undefined;
    const steps = begin();
    const found: T[] = [];
    const gate = new MessageChannel();
    const slice = () => {
      const until = performance.now() + SLICE_MS;
      let done = false;
      do {
        for (let step = 0; step < STEPS && !done; step += 1) {
          const next = steps.next();
          done = next.done === true;
          if (!done && next.value !== null) found.push(next.value as T);
        }
      } while (!done && performance.now() < until);
      setSliced({ found, count: found.length, done });
      if (!done) gate.port2.postMessage(null);
    };
    gate.port1.addEventListener('message', slice);
    gate.port1.start();
    slice();
    return () => {
      gate.port1.removeEventListener('message', slice);
      gate.port1.close();
      gate.port2.close();
    };
  }, [begin]);
  return begin === null ? NOTHING : sliced;
}
