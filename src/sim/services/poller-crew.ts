/** The pollers of one mapping of a queue: who of them has nothing to do, and what there is to receive. */
import type { Demand } from '../machines/mapping.ts';
import type { Crew } from '../machines/poller.ts';
import type { QueueMappingPlan, QueuePlan } from '../queue-plan.ts';
import type { QueueReader, QueueService } from './queue-service.ts';

export class PollerCrew implements Crew, Demand, QueueReader {
  mayPoll = false;
  surplus = 0;
  readonly plan: QueueMappingPlan;
  readonly queue: QueuePlan;
  /** Slots of pollers that wait for a message, and of those that gather a batch. */
  readonly idlers: number[] = [];
  readonly gatherers: number[] = [];
  /** Pollers that are about to receive. */
  pending = 0;
  /** Pollers there are, those that are too many included. */
  count = 0;
  /** By slot of a message: the faults that strike it. */
  readonly masks: number[] = [];
  readonly #queues: QueueService;
  readonly #offer: (cause: number) => void;

  /** @param offer is called when there is something to receive. */
  constructor(
    queues: QueueService,
    plan: QueueMappingPlan,
    queue: QueuePlan,
    offer: (cause: number) => void,
  ) {
    this.#queues = queues;
    this.plan = plan;
    this.queue = queue;
    this.#offer = offer;
  }

  get waiting(): number {
    return Math.max(0, this.available() - this.pending * this.plan.batchSize);
  }

  get isOverLimit(): boolean {
    return this.#queues.isOverLimit(this.plan.queue);
  }

  get idle(): number {
    return this.idlers.length;
  }

  available(): number {
    return this.#queues.available(this.plan.queue);
  }

  arrived(slot: number, number: number): void {
    if (this.plan.badItems.any) this.masks[slot] = this.plan.badItems.maskOf(number);
  }

  offered(cause: number): void {
    this.#offer(cause);
  }
}
