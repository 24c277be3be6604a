/** What a poller has received: it goes to the function as one batch. */
import type { Batch } from '../machines/poller.ts';
import type { QueueService, Receiver } from './queue-service.ts';

export class PollerBatch implements Batch, Receiver {
  items = 0;
  bad = 0;
  firstUs = 0;
  throttles = 0;
  nextPollUs = 0;
  readonly kind: number;
  number = -1;
  /** Slots of its messages, their numbers, and which receive of each it was. */
  readonly slots: number[] = [];
  readonly numbers: number[] = [];
  readonly receipts: number[] = [];
  /** It has to come again although the function succeeds. */
  readonly isBad: boolean[] = [];
  readonly #queues: QueueService;

  constructor(queues: QueueService, kind: number) {
    this.#queues = queues;
    this.kind = kind;
  }

  took(slot: number): void {
    const at = this.items++;
    this.slots[at] = slot;
    this.numbers[at] = this.#queues.messages.numberOf(slot);
    this.receipts[at] = this.#queues.receivesOf(slot);
    this.isBad[at] = false;
  }

  empty(): void {
    this.items = this.bad = this.throttles = 0;
  }
}
