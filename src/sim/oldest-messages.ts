/**
 * Which message of each queue is the oldest, told to a store whenever it is another.
 *
 * Source, read 2026-11-20: Amazon SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS",
 * ApproximateAgeOfOldestMessage: a message of a standard queue that was received more than three times
 * without being deleted does not count any more; in a dead-letter queue the time in that queue counts.
 */
import type { MetricStore } from './metric-store.ts';
import type { Trace } from './trace.ts';

/** Receives up to which a message of a standard queue counts. */
const RECEIVES = 3;

interface Queue {
  /** Messages in the order in which they came, and the first that may still count. */
  readonly messages: number[];
  readonly bornUs: number[];
  first: number;
}

export class OldestMessages {
  readonly #trace: Trace;
  readonly #store: Pick<MetricStore, 'oldest'>;
  readonly #queues: (Queue | undefined)[] = [];
  /** By message: it counts no more. */
  readonly #isOut: boolean[] = [];
  readonly #receives: number[] = [];
  readonly #isKeyed: boolean[] = [];
  readonly #kind: number;

  constructor(trace: Trace, store: Pick<MetricStore, 'oldest'>) {
    this.#trace = trace;
    this.#store = store;
    this.#kind = trace.kinds.findIndex(({ name }) => name === 'message');
  }

  /** A message has come to a state. */
  step(step: number, state: string): void {
    const { at, place, actor, amount, kinds } = this.#trace;
    const message = actor[step]!;
    const queue = (this.#queues[place[step]!] ??= { messages: [], bornUs: [], first: 0 });
    const atUs = at[step]!;
    if (this.#receives[message] === undefined) {
      this.#receives[message] = 0;
      this.#isKeyed[message] = amount[step]! > 0;
      queue.messages.push(message);
      queue.bornUs.push(atUs);
      if (queue.first === queue.messages.length - 1) this.#store.oldest(place[step]!, atUs, atUs, step);
    }
    if (state === 'in flight') this.#receives[message] += 1;
    const isOver = kinds[this.#kind]!.isFinal[this.#trace.to[step]!] === true;
    const isTired = this.#isKeyed[message] === false && this.#receives[message] > RECEIVES;
    if (!isOver && !isTired) return;
    this.#isOut[message] = true;
    const { first } = queue;
    while (queue.first < queue.messages.length && this.#isOut[queue.messages[queue.first]!] === true)
      queue.first += 1;
    if (queue.first > first) this.#store.oldest(place[step]!, atUs, queue.bornUs[queue.first] ?? null, step);
  }
}
