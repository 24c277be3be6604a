/**
 * The age of the oldest message of each queue, minute by minute: how old it was when it went, or at the
 * end of the minute.
 *
 * Source, read 2026-11-20: Amazon SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS",
 * ApproximateAgeOfOldestMessage: a message of a standard queue that was received more than three times
 * without being deleted does not count any more; in a dead-letter queue the time in that queue counts.
 */
import type { Trace } from './trace.ts';

const MINUTE_US = 60_000_000;
/** Receives up to which a message of a standard queue counts. */
const RECEIVES = 3;

interface Queue {
  /** Messages in the order in which they came, and the first that may still count. */
  readonly messages: number[];
  readonly bornUs: number[];
  first: number;
  /** Greatest age seen in the minute, µs; -1: none yet. */
  mostUs: number;
  minute: number;
  /** By minute, µs; -1: the queue was empty. */
  readonly ages: Float64Array;
}

export class OldestMessages {
  readonly #trace: Trace;
  readonly #minutes: number;
  readonly #queues: (Queue | undefined)[] = [];
  /** By message: it counts no more. */
  readonly #isOut: boolean[] = [];
  readonly #receives: number[] = [];
  readonly #isKeyed: boolean[] = [];
  readonly #kind: number;

  constructor(trace: Trace, minutes: number) {
    this.#trace = trace;
    this.#minutes = minutes;
    this.#kind = trace.kinds.findIndex(({ name }) => name === 'message');
  }

  /** A message has come to a state. */
  step(step: number, state: string): void {
    const { at, place, actor, amount, kinds } = this.#trace;
    const message = actor[step]!;
    const queue = this.#queueOf(place[step]!);
    const atUs = at[step]!;
    this.#closeUntil(queue, Math.min(this.#minutes - 1, Math.floor(atUs / MINUTE_US)));
    if (this.#receives[message] === undefined) {
      this.#receives[message] = 0;
      this.#isKeyed[message] = amount[step]! > 0;
      queue.messages.push(message);
      queue.bornUs.push(atUs);
    }
    if (state === 'in flight') this.#receives[message] += 1;
    const isOver = kinds[this.#kind]!.isFinal[this.#trace.to[step]!] === true;
    const isTired = this.#isKeyed[message] === false && this.#receives[message] > RECEIVES;
    if (!isOver && !isTired) return;
    this.#look(queue, atUs);
    this.#isOut[message] = true;
    this.#skip(queue);
  }

  /** Tells the age (s) of every minute in which a queue had a message that counts. */
  end(tell: (queue: number, minute: number, seconds: number) => void): void {
    this.#queues.forEach((queue, place) => {
      if (!queue) return;
      this.#closeUntil(queue, this.#minutes - 1);
      this.#look(queue, this.#trace.endUs);
      queue.ages[queue.minute] = queue.mostUs;
      queue.ages.forEach((us, minute) => {
        if (us >= 0) tell(place, minute, us / 1_000_000);
      });
    });
  }

  #queueOf(place: number): Queue {
    return (this.#queues[place] ??= {
      messages: [],
      bornUs: [],
      first: 0,
      mostUs: -1,
      minute: 0,
      ages: new Float64Array(this.#minutes).fill(-1),
    });
  }

  /** How old the oldest is now. */
  #look(queue: Queue, atUs: number): void {
    const bornUs = queue.bornUs[queue.first];
    if (bornUs !== undefined) queue.mostUs = Math.max(queue.mostUs, atUs - bornUs);
  }

  #closeUntil(queue: Queue, minute: number): void {
    while (queue.minute < minute) {
      this.#look(queue, (queue.minute + 1) * MINUTE_US);
      queue.ages[queue.minute] = queue.mostUs;
      queue.mostUs = -1;
      queue.minute += 1;
    }
  }

  #skip(queue: Queue): void {
    while (queue.first < queue.messages.length && this.#isOut[queue.messages[queue.first]!] === true)
      queue.first += 1;
  }
}
