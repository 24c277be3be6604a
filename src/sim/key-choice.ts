/** Which key a unit of a stream or queue carries: its partition key, its message group. */
import type { Luck } from './luck.ts';
import type { Keys } from './settings/resource-settings.ts';

/**
 * Keys by draw, from 1. In turn unless said otherwise; drawn evenly, or the first with its share of all
 * and the others evenly. Luck is drawn for every unit whatever the choice.
 *
 * @param keys undefined: all units have the key 1.
 * @param name of the stream of this luck, and of its turns.
 */
export function keyChoice(keys: Keys | undefined, luck: Luck, name: string): () => number {
  const count = keys?.count ?? 1;
  if (count === 1) return () => 1;
  const stream = luck.stream(name);
  if (keys?.choice !== 'drawn') {
    const turn = luck.turn(name);
    return () => {
      stream.uniform();
      return 1 + (turn.taken++ % count);
    };
  }
  const { hotShare } = keys;
  return () => {
    const lot = stream.uniform();
    if (hotShare === undefined) return 1 + Math.floor(lot * count);
    if (lot < hotShare) return 1;
    return 2 + Math.min(count - 2, Math.floor(((lot - hotShare) / (1 - hotShare)) * (count - 1)));
  };
}
