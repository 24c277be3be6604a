/**
 * The pollers of mappings of queues: their machine decides when a batch goes to the function, this hands it
 * over, deletes what was handled, and wakes and stops pollers.
 */
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import type { Taken } from '../chart.ts';
import type { Engine } from '../engine.ts';
import { pollerMachine } from '../machines/poller.ts';
import type { PollerContext, PollerEvent } from '../machines/poller.ts';
import { functionAt } from '../plan.ts';
import type { Plan } from '../plan.ts';
import { queueMappingPlansOf, queuePlansOf } from '../queue-plan.ts';
import type { QueueMappingPlan, QueuePlan } from '../queue-plan.ts';
import { followedDepth, stopsLoop } from '../recursion.ts';
import { NONE } from '../trace.ts';
import { effectNumber } from '../effects.ts';
import { ANSWER, plainAsk } from './invoker.ts';
import type { Answer, Ask, Invoker } from './invoker.ts';
import type { LambdaService } from './lambda-service.ts';
import type { MappingOwner, MappingService } from './mapping-service.ts';
import { PollerBatch } from './poller-batch.ts';
import { PollerCrew } from './poller-crew.ts';
import type { QueueService } from './queue-service.ts';

const WAKE = eventCode('wake');
const RECEIVE = eventCode('receive');
const SUCCEED = eventCode('succeed');
const FAIL = eventCode('fail');
const THROTTLE = eventCode('throttle');
const LOOP = eventCode('loop');
const STOP = eventCode('stop');
const INVOKE = effectNumber('invoke');
const DELETE_BATCH = effectNumber('deleteBatch');

export class PollerService implements Invoker, MappingOwner {
  readonly #plan: Plan;
  readonly #engine: Engine;
  readonly #queues: QueueService;
  readonly #mappings: MappingService;
  readonly #lambda: LambdaService;
  readonly #pollers: Cast<PollerContext, PollerEvent>;
  readonly #crews: PollerCrew[] = [];
  /** By number of a mapping: position of its crew, and back. */
  readonly #crewOf: number[] = [];
  readonly #mappingOf: number[] = [];

  // By slot of a poller.
  readonly #batches: PollerBatch[] = [];
  readonly #crewOfPoller: number[] = [];

  readonly #ask: Ask;
  readonly #units: number[] = [];
  readonly #stopped: number;
  readonly #waiting: number;
  readonly #gathering: number;
  readonly #receiving: number;

  constructor(
    plan: Plan,
    engine: Engine,
    lambda: LambdaService,
    queues: QueueService,
    mappings: MappingService,
  ) {
    this.#plan = plan;
    this.#engine = engine;
    this.#lambda = lambda;
    this.#queues = queues;
    this.#mappings = mappings;
    this.#pollers = engine.cast('poller', pollerMachine, (slot, timer) => this.#timer(slot, timer));
    const { states } = this.#pollers.chart;
    this.#stopped = states.indexOf('stopped');
    this.#waiting = states.indexOf('waiting');
    this.#gathering = states.indexOf('gathering');
    this.#receiving = states.indexOf('receiving');
    this.#ask = plainAsk(this);
    this.#ask.unitKind = queues.messages.kind;
    this.#ask.units = this.#units;
  }

  /** Makes ready to poll for each mapping of a queue. */
  join(queuePlans: readonly QueuePlan[], mappingPlans: readonly QueueMappingPlan[]): void {
    mappingPlans.forEach((mapping, index) => {
      const crew = new PollerCrew(this.#queues, mapping, queuePlans[mapping.queue]!, (cause) =>
        this.#offer(index, cause),
      );
      this.#queues.watch(mapping.queue, crew);
      const number = this.#mappings.open(mapping.id, this, mapping.bounds, crew);
      this.#crewOf[number] = index;
      this.#mappingOf[index] = number;
      this.#crews.push(crew);
    });
  }

  adopt(next: Plan): void {
    const plans = queueMappingPlansOf(next, queuePlansOf(next));
    this.#crews.forEach((crew, index) => {
      const { badItems } = crew.plan;
      badItems.adopt(next.scenario.faults);
      Object.assign(crew.plan, plans[index], { badItems });
      this.#mappings.bound(this.#mappingOf[index]!, crew.plan.bounds);
    });
    for (const [slot, index] of this.#crewOfPoller.entries()) {
      const { plan, queue } = this.#crews[index]!;
      const { batchSize, payloadItems, windowUs, longPollUs, throttleWaitUs } = plan;
      const { visibilityUs } = queue;
      this.#pollers.renew(slot, {
        batchSize,
        payloadItems,
        windowUs,
        longPollUs,
        visibilityUs,
        throttleWaitUs,
      });
    }
  }

  /** Larger batches may take in what waits, other keys may match. */
  followUp(cause: number): void {
    for (const index of this.#crews.keys()) this.#offer(index, cause);
  }

  polling(mapping: number, pollers: number, step: number): void {
    this.#crews[this.#crewOf[mapping]!]!.mayPoll = true;
    this.scaled(mapping, pollers, step);
  }

  stopped(mapping: number): void {
    this.#crews[this.#crewOf[mapping]!]!.mayPoll = false;
  }

  scaled(mapping: number, pollers: number, step: number): void {
    const index = this.#crewOf[mapping]!;
    const crew = this.#crews[index]!;
    crew.surplus = Math.max(0, crew.count - pollers);
    const more = pollers - crew.count;
    // Those with nothing to do go first.
    while (crew.surplus > 0 && crew.idlers.length > 0) {
      const slot = crew.idlers.pop()!;
      this.#pollers.deliver(slot, STOP, MESSAGES[STOP]!, step, NONE, -1, 0);
      this.#leave(slot, crew);
    }
    const fresh: number[] = [];
    for (let count = 0; count < more; count++) fresh.push(this.#begin(index, step));
    // The first of them is woken first.
    for (let at = fresh.length - 1; at >= 0; at--) crew.idlers.push(fresh[at]!);
    this.#offer(index, step);
  }

  /** There is something to receive: it goes to a batch that is being gathered, or wakes who has nothing to do. */
  #offer(index: number, cause: number): void {
    const crew = this.#crews[index]!;
    if (!crew.mayPoll) return;
    while (crew.gatherers.length > 0 && crew.available() > 0) {
      if (!this.#gather(crew.gatherers[0]!, crew, cause)) break;
    }
    let { waiting } = crew;
    while (waiting > 0 && crew.idlers.length > 0) {
      const slot = crew.idlers.pop()!;
      crew.pending++;
      this.#pollers.deliver(slot, WAKE, MESSAGES[WAKE]!, cause, NONE, -1, 0);
      waiting -= crew.plan.batchSize;
    }
    if (waiting > 0) this.#mappings.tellBacklog(this.#mappingOf[index]!, cause);
  }

  answered(slot: number, answer: Answer, cause: number): void {
    const crew = this.#crews[this.#crewOfPoller[slot]!]!;
    const batch = this.#batches[slot]!;
    switch (answer) {
      case ANSWER.succeeded: {
        const taken = this.#tell(slot, SUCCEED, cause);
        crew.pending++;
        if (taken?.effects[0] === DELETE_BATCH) this.#delete(slot, batch, this.#pollers.step);
        batch.empty();
        return;
      }
      case ANSWER.throttled:
      case ANSWER.serviceError:
        batch.throttles++;
        this.#tell(slot, THROTTLE, cause);
        return;
      default:
        this.#tell(slot, FAIL, cause);
    }
    this.#letGo(batch, crew);
  }

  #begin(index: number, cause: number): number {
    const crew = this.#crews[index]!;
    const { plan, queue } = crew;
    const batch = new PollerBatch(this.#queues, this.#pollers.kind);
    const slot = this.#pollers.begin(
      {
        clock: this.#engine.clock,
        batch,
        crew,
        batchSize: plan.batchSize,
        payloadItems: plan.payloadItems,
        windowUs: plan.windowUs,
        longPollUs: plan.longPollUs,
        visibilityUs: queue.visibilityUs,
        throttleWaitUs: plan.throttleWaitUs,
      },
      plan.place,
      cause,
      NONE,
      -1,
      0,
    );
    batch.number = this.#pollers.numberOf(slot);
    this.#batches[slot] = batch;
    this.#crewOfPoller[slot] = index;
    crew.count++;
    return slot;
  }

  #leave(slot: number, crew: PollerCrew): void {
    crew.count--;
    crew.surplus--;
    this.#pollers.end(slot);
  }

  #timer(slot: number, timer: number): void {
    const pollers = this.#pollers;
    const crew = this.#crews[this.#crewOfPoller[slot]!]!;
    const batch = this.#batches[slot]!;
    const from = pollers.stateOf(slot);
    if (from === this.#receiving) {
      crew.pending--;
      if (crew.surplus === 0 && crew.mayPoll) this.#receive(crew, batch, pollers.causeOfNext(timer));
    }
    const taken = pollers.fire(slot, timer, NONE, -1, batch.items);
    if (!taken) return;
    const to = pollers.stateOf(slot);
    if (to === this.#stopped) this.#leave(slot, crew);
    else if (to === this.#waiting) crew.idlers.push(slot);
    else if (to === this.#receiving) this.#letGo(batch, crew);
    else if (to === this.#gathering) crew.gatherers.push(slot);
    else if (taken.effects[0] === INVOKE) this.#invoke(slot, from);
  }

  /** A poller's receive: as many as it may still have. */
  #receive(crew: PollerCrew, batch: PollerBatch, cause: number): void {
    const { batchSize, payloadItems, keys, queue, paceUs } = crew.plan;
    const { nowUs } = this.#engine.clock;
    const before = batch.items;
    const most = Math.min(batchSize, payloadItems) - before;
    if (this.#queues.receive(queue, most, keys, batch, cause) === 0) return;
    if (before === 0) batch.firstUs = nowUs;
    batch.nextPollUs = batch.firstUs + paceUs(batch.items);
  }

  /** Puts what there is into a batch under way. @returns false when it got nothing. */
  #gather(slot: number, crew: PollerCrew, cause: number): boolean {
    const batch = this.#batches[slot]!;
    const before = batch.items;
    this.#receive(crew, batch, cause);
    if (batch.items === before) return false;
    const from = this.#pollers.stateOf(slot);
    const taken = this.#tell(slot, RECEIVE, cause)!;
    if (taken.effects[0] === INVOKE) this.#invoke(slot, from);
    return true;
  }

  #tell(slot: number, event: number, cause: number): Taken | null {
    const { items } = this.#batches[slot]!;
    return this.#pollers.deliver(slot, event, MESSAGES[event]!, cause, NONE, -1, items);
  }

  /** Hands the batch to Lambda. */
  #invoke(slot: number, from: number): void {
    const crew = this.#crews[this.#crewOfPoller[slot]!]!;
    const batch = this.#batches[slot]!;
    const { plan } = crew;
    const { nowUs } = this.#engine.clock;
    const cause = this.#pollers.step;
    const ask = this.#ask;
    ask.token = slot;
    ask.items = batch.items;
    ask.durationUs = -1;
    ask.fault = null;
    ask.depth = 0;
    batch.bad = 0;
    this.#units.length = batch.items;
    if (crew.gatherers.length > 0 && from !== this.#receiving) {
      const at = crew.gatherers.indexOf(slot);
      if (at >= 0) crew.gatherers.splice(at, 1);
    }
    for (let at = 0; at < batch.items; at++) {
      const message = batch.slots[at]!;
      // One that has ended meanwhile is in the batch all the same; its slot may be another's now.
      const isThere = this.#queues.isThere(message, batch.numbers[at]!);
      this.#units[at] = isThere ? this.#queues.originOf(message) : batch.numbers[at]!;
      if (!isThere) continue;
      const durationUs = this.#queues.durationOf(message);
      if (durationUs >= 0) ask.durationUs = Math.max(0, ask.durationUs) + durationUs;
      ask.depth = Math.max(ask.depth, this.#queues.depthOf(message));
      if (!plan.badItems.any) continue;
      const fault = plan.badItems.faultAt(crew.masks[message]!, nowUs);
      // A handler that reports what failed does not fail. In a FIFO queue it reports all from the first on.
      const isBad = fault !== null || (crew.queue.fifo && batch.bad > 0);
      batch.isBad[at] = plan.partial && isBad;
      if (!isBad) continue;
      if (plan.partial) batch.bad++;
      else ask.fault ??= fault;
    }
    ask.depth = followedDepth(this.#plan.rules, 'SQS', ask.depth);
    if (stopsLoop(this.#plan.rules, functionAt(this.#plan, plan.fn).settings, ask.depth)) {
      this.#tell(slot, LOOP, cause);
      this.#letGo(batch, crew);
    } else this.#lambda.invoke(plan.fn, ask, cause);
  }

  #delete(slot: number, batch: PollerBatch, cause: number): void {
    const by = this.#pollers.numberOf(slot);
    const { kind } = this.#pollers;
    for (let at = 0; at < batch.items; at++) {
      if (batch.isBad[at]) continue;
      this.#queues.delete(batch.slots[at]!, batch.numbers[at]!, batch.receipts[at]!, kind, by, cause);
    }
  }

  /** The poller has done with its batch and is about to receive again. */
  #letGo(batch: PollerBatch, crew: PollerCrew): void {
    batch.empty();
    crew.pending++;
  }
}

/** Messages without content, by event code. */
const MESSAGES: Readonly<Record<number, PollerEvent>> = {
  [WAKE]: { type: 'wake' },
  [RECEIVE]: { type: 'receive' },
  [SUCCEED]: { type: 'succeed' },
  [FAIL]: { type: 'fail' },
  [THROTTLE]: { type: 'throttle' },
  [LOOP]: { type: 'loop' },
  [STOP]: { type: 'stop' },
};
