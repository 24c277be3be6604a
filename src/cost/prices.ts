/** What AWS charges for Lambda at a date: the prices of facts, in pico-dollars. */
import { isComposite } from './composite.ts';
import { picoDollars } from './money.ts';
import type { FactsAt } from './value-at.ts';

export interface Prices {
  /** Of one request. */
  readonly request: bigint;
  /** Of a GB-second of duration on x86_64, the first tier. */
  readonly gbSecond: bigint;
  /** Null: it does not exist at the date. GB-seconds that are allocated, and of duration on them. */
  readonly provisioned: {
    readonly allocated: bigint;
    readonly duration: bigint;
    readonly roundedUpToMinutes: number;
  } | null;
  /** Of a GB-second of /tmp above what is free; null: there is no more of it. */
  readonly tmpGbSecond: bigint | null;
  /** Of runtimes other than Java: a GB-second of a snapshot, a GB restored; null: no such runtime has it. */
  readonly snapStart: {
    readonly cacheGbSecond: bigint;
    readonly restoredGb: bigint;
    readonly minimumHours: number;
  } | null;
  /** Of an event poller unit and an hour, for SQS; null: there are none. */
  readonly poller: { readonly hour: bigint; readonly minimumMinutes: number } | null;
  readonly edge: { readonly request: bigint; readonly gbSecond: bigint };
  /** What a large asynchronous event counts as; null: there are none larger than the first. */
  readonly payload: { readonly firstKb: number; readonly perKb: number; readonly more: number } | null;
}

const MILLION = 1_000_000n;

/** The prices of a date. @throws Error when a fact is missing or is not what a price is made of. */
export function pricesAt(facts: FactsAt): Prices {
  const number = (id: string, part?: string): number | null => {
    const value = facts.valueOf(id);
    if (value === undefined) return null;
    const wanted = part === undefined ? value : isComposite(value) ? value[part] : undefined;
    if (wanted === undefined) return null;
    if (typeof wanted !== 'number') throw new Error(`Fact ${id} is not a number.`);
    return wanted;
  };
  const needed = (id: string, part?: string): number => {
    const value = number(id, part);
    if (value === null) throw new Error(`There is no fact ${id}${part === undefined ? '' : `, ${part}`}.`);
    return value;
  };
  const price = (id: string, part?: string) => picoDollars(needed(id, part));
  const has = (id: string, part?: string) => number(id, part) !== null;
  return {
    request: price('price-requests') / MILLION,
    gbSecond: price('price-gbs-x86'),
    provisioned: has('price-pc-x86', 'provisioned')
      ? {
          allocated: price('price-pc-x86', 'provisioned'),
          duration: price('price-pc-x86', 'duration'),
          roundedUpToMinutes: needed('price-pc-x86', 'roundedUpToMinutes'),
        }
      : null,
    tmpGbSecond: has('price-ephemeral') ? price('price-ephemeral') : null,
    snapStart: has('price-snapstart', 'cachePerGBSecond')
      ? {
          cacheGbSecond: price('price-snapstart', 'cachePerGBSecond'),
          restoredGb: price('price-snapstart', 'restorePerGB'),
          minimumHours: needed('price-snapstart', 'minimumCacheHours'),
        }
      : null,
    poller: has('price-esm-provisioned', 'sqs')
      ? {
          hour: price('price-esm-provisioned', 'sqs'),
          minimumMinutes: needed('price-esm-provisioned', 'minimumMinutes'),
        }
      : null,
    edge: {
      request: price('price-edge', 'perMillionRequests') / MILLION,
      gbSecond: price('price-edge', 'perGBSecond'),
    },
    payload: has('payload-async-billing', 'firstKB')
      ? {
          firstKb: needed('payload-async-billing', 'firstKB'),
          perKb: needed('payload-async-billing', 'perKB'),
          more: needed('payload-async-billing', 'extraRequestsPerChunk'),
        }
      : null,
  };
}
