/** Which key a unit of a stream or queue carries: its partition key, its message group. */
import type { Stream } from './random.ts';
import type { Keys } from './settings/resource-settings.ts';

/**
 * Keys by draw, from 1. In turn unless said otherwise; drawn evenly, or the first with its share of all
 * and the others evenly. Luck is drawn for every unit whatever the choice.
 *
 * @param keys undefined: all units have the key 1.
 */
export function keyChoice(keys: Keys | undefined, luck: Stream): () => number {
  const count = keys?.count ?? 1;
  if (count === 1) return () => 1;
  if (keys?.choice !== 'drawn') {
    let last = 0;
    return () => {
      luck.uniform();
      last = last >= count ? 1 : last + 1;
      return last;
    };
  }
  const { hotShare } = keys;
  return () => {
    const lot = luck.uniform();
    if (hotShare === undefined) return 1 + Math.floor(lot * count);
    if (lot < hotShare) return 1;
    return 2 + Math.min(count - 2, Math.floor(((lot - hotShare) / (1 - hotShare)) * (count - 1)));
  };
}
