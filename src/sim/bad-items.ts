/**
 * Items that a handler fails at whenever one is in its event: bad records, bad messages. Which items are
 * bad is settled when they arrive, with luck drawn for each; whether the handler still fails at them is
 * asked at each attempt, so that a handler can be mended while they wait.
 */
import type { Luck } from './luck.ts';
import { usFromMs } from './microseconds.ts';
import type { Fault } from './scenario.ts';

export interface BadItems {
  /** Whether any can be bad. */
  readonly any: boolean;
  /** From now on the faults are these: who is bad is settled by what they said when it arrived. */
  adopt(faults: readonly Fault[]): void;
  /** The faults that strike the item with this number (from 0), as a mask; to be asked once for each, in order. */
  maskOf(number: number): number;
  /** The fault an attempt now (µs) meets at an item with this mask; null: the handler gets through. */
  faultAt(mask: number, nowUs: number): Fault | null;
}

/**
 * The faults `bad-item` that are on and about one of the ids; one without `of` is about all.
 * Those that name items come first, then those by chance, then those that strike every item.
 * At most 30 are heeded.
 *
 * @param ever ids of those that are on at any time of the run: others strike nobody.
 * @param lot name of the consumer: two that read the same items share no luck.
 */
export function badItemsOf(
  faults: readonly Fault[],
  ever: ReadonlySet<string>,
  luck: Luck,
  ids: readonly string[],
  lot: string,
): BadItems {
  const rank = ({ which, share }: Fault) => (which ? 0 : share === undefined ? 2 : 1);
  const striking = faults
    .filter(
      ({ id, kind, of }) => ever.has(id) && kind === 'bad-item' && (of === undefined || ids.includes(of)),
    )
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, 30)
    .map((fault) => ({
      ...spellOf(fault),
      named: fault.which && new Set(fault.which),
      stream: fault.share === undefined ? null : luck.stream(`fault.${fault.id}.${lot}`),
    }));
  return {
    any: striking.length > 0,
    adopt: (now) => {
      for (const one of striking) Object.assign(one, spellOf(now.find(({ id }) => id === one.fault.id)!));
    },
    maskOf: (number) => {
      let mask = 0;
      for (let index = 0; index < striking.length; index++) {
        const { fault, named, stream } = striking[index]!;
        const isDrawn = stream !== null && stream.uniform() < fault.share!;
        const strikes = named ? named.has(number + 1) || isDrawn : stream === null || isDrawn;
        if (strikes) mask |= 1 << index;
      }
      return mask;
    },
    faultAt: (mask, nowUs) => {
      for (let index = 0; mask >> index > 0; index++) {
        if (((mask >> index) & 1) === 0) continue;
        const { fault, fromUs, untilUs } = striking[index]!;
        if (fault.on && nowUs >= fromUs && nowUs < untilUs) return fault;
      }
      return null;
    },
  };
}

/** A fault, and from when until when it strikes, µs. */
function spellOf(fault: Fault) {
  return {
    fault,
    fromUs: usFromMs(fault.fromMs ?? 0),
    untilUs: fault.untilMs === undefined ? Infinity : usFromMs(fault.untilMs),
  };
}
