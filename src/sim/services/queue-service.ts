/**
 * SQS: queues and their messages. The machine decides what becomes of a message; this keeps the order in
 * which they are received, moves dead letters, and looks once a queue for what has grown too old.
 */
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import type { Engine } from '../engine.ts';
import { messageMachine } from '../machines/message.ts';
import type { MessageContext, MessageEvent } from '../machines/message.ts';
import type { Plan } from '../plan.ts';
import { queuePlansOf } from '../queue-plan.ts';
import type { QueuePlan } from '../queue-plan.ts';
import { NONE } from '../trace.ts';
import { effectNumber } from '../effects.ts';
import { AgeLine } from './age-line.ts';
import { FifoLine, StandardLine } from './message-line.ts';
import type { MessageLine } from './message-line.ts';
import type { Sink, Unit } from './sink.ts';

const ARRIVE = eventCode('arrive');
const RECEIVE = eventCode('receive');
const DELETE = eventCode('delete');
const EXPIRE = eventCode('expire');
const MOVE = effectNumber('moveToDeadLetterQueue');

/** After everything else of the same time: what is exactly as old as it may be can still be received. */
const AFTER_POLLS = 4;

/** Who is told of a queue's messages. */
export interface QueueReader {
  /** A new message, by slot and by its number in the queue (from 0). */
  arrived(slot: number, number: number): void;
  /** There is something to receive. */
  offered(cause: number): void;
}

/** Takes the messages of a receive. */
export interface Receiver {
  /** Kind and number of who receives. */
  readonly kind: number;
  readonly number: number;
  took(slot: number): void;
}

interface Queue {
  readonly plan: QueuePlan;
  readonly line: MessageLine;
  readonly ages: AgeLine;
  /** Its number in the agenda, and what it is set to; µs, Infinity: not. */
  readonly alarm: number;
  alarmUs: number;
  readonly readers: QueueReader[];
  /** Messages that have come, that are there, and that are in flight. */
  count: number;
  present: number;
  inFlight: number;
}

export class QueueService implements Sink {
  readonly messages: Cast<MessageContext, MessageEvent>;
  readonly #engine: Engine;
  readonly #queues: readonly Queue[];
  /** Position of a queue by its place. */
  readonly #at: number[] = [];
  readonly #inFlightState: number;

  // By slot of a message.
  readonly #queueOf: number[] = [];
  readonly #keys: number[] = [];
  readonly #depths: number[] = [];
  readonly #durations: number[] = [];
  readonly #origins: number[] = [];
  readonly #bornUs: number[] = [];
  readonly #isCopied: boolean[] = [];
  readonly #arrivedAt: number[] = [];

  readonly #arrival: Extract<MessageEvent, { type: 'arrive' }> = { type: 'arrive', origin: 'sender' };
  readonly #receive: Extract<MessageEvent, { type: 'receive' }> = { type: 'receive', matches: true };
  readonly #delete: Extract<MessageEvent, { type: 'delete' }> = { type: 'delete', receipt: 0 };
  readonly #expire: MessageEvent = { type: 'expire' };

  constructor(engine: Engine, plans: readonly QueuePlan[]) {
    this.#engine = engine;
    const messages = engine.cast<MessageContext, MessageEvent>('message', messageMachine, (slot, timer) =>
      slot < 0 ? this.#retire(this.#queues[-1 - slot]!) : this.#visibleAgain(slot, timer),
    );
    this.messages = messages;
    this.#inFlightState = messages.chart.states.indexOf('in flight');
    this.#queues = plans.map((plan, index) => {
      this.#at[plan.place] = index;
      return {
        plan,
        line: plan.fifo ? new FifoLine() : new StandardLine(),
        ages: new AgeLine(
          (slot, number) => this.#queueOf[slot] === index && messages.numberOf(slot) === number,
        ),
        alarm: engine.agenda.open(messages.kind, -1 - index),
        alarmUs: Infinity,
        readers: [],
        count: 0,
        present: 0,
        inFlight: 0,
      };
    });
  }

  watch(queue: number, reader: QueueReader): void {
    this.#queues[queue]!.readers.push(reader);
  }

  /** What stands in the queues before the run. */
  start(): void {
    this.#queues.forEach((queue) => {
      for (let count = 0; count < queue.plan.backlog; count++) {
        this.#arrival.origin = 'backlog';
        this.#add(queue, -1, -1);
      }
    });
  }

  adopt(next: Plan): void {
    const plans = queuePlansOf(next);
    this.#queues.forEach((queue, index) => {
      const keepsFor = queue.plan.retentionUs;
      Object.assign(queue.plan, plans[index]);
      const { visibilityUs, maxReceives, lateDeleteWorks, retentionUs } = queue.plan;
      const slots = [...this.#queueOf.keys()].filter((slot) => this.#queueOf[slot] === index);
      for (const slot of slots) this.messages.renew(slot, { visibilityUs, maxReceives, lateDeleteWorks });
      if (retentionUs === keepsFor) return;
      queue.ages.clear();
      for (const slot of slots)
        queue.ages.add(slot, this.messages.numberOf(slot), this.#expiresUs(slot, queue));
      this.#setAlarm(queue, queue.ages.nextUs());
    });
  }

  /** When the retention of a message is over, µs; at once if it is already. */
  #expiresUs(slot: number, { plan }: Queue): number {
    return Math.max(this.#engine.clock.nowUs, this.#bornUs[slot]! + plan.retentionUs);
  }

  put(place: number, unit: Unit, cause: number): void {
    this.#arrival.origin = 'sender';
    this.#add(this.#queues[this.#at[place]!]!, -1, cause, unit);
  }

  /** Messages that a receive could get now. */
  available(queue: number): number {
    return this.isOverLimit(queue) ? 0 : this.#queues[queue]!.line.available;
  }

  /** As many messages are in flight as may be: a receive gets none. */
  isOverLimit(queue: number): boolean {
    const { inFlight, plan } = this.#queues[queue]!;
    return inFlight >= plan.inFlightMax;
  }

  /**
   * A receive: hands over messages until there are `most`, or no more to get. Those without a receive
   * left are moved, and those whose key is not among `keys` are taken out.
   *
   * @param keys null: all are wanted.
   * @returns how many it got.
   */
  receive(
    queue: number,
    most: number,
    keys: ReadonlySet<number> | null,
    receiver: Receiver,
    cause: number,
  ): number {
    const own = this.#queues[queue]!;
    const { messages } = this;
    own.line.begin();
    let got = 0;
    while (got < most && own.inFlight < own.plan.inFlightMax) {
      const slot = own.line.take();
      if (slot < 0) break;
      const { receives, maxReceives } = messages.contextOf(slot);
      const matches = keys === null || keys.has(this.#keys[slot]!);
      this.#receive.matches = matches;
      const amount = receives < maxReceives ? receives + 1 : receives;
      const { kind, number } = receiver;
      const taken = messages.deliver(slot, RECEIVE, this.#receive, cause, kind, number, amount)!;
      if (messages.stateOf(slot) === this.#inFlightState) {
        own.inFlight++;
        got++;
        receiver.took(slot);
        continue;
      }
      const step = messages.step;
      this.#leave(slot, own, false);
      if (taken.effects[0] === MOVE) {
        this.#arrival.origin = 'other queue';
        this.#add(this.#queues[this.#at[own.plan.deadLetterPlace]!]!, slot, step);
      }
    }
    return got;
  }

  /**
   * A delete with the receipt of a receive.
   *
   * @param number of the message; it may have ended since.
   * @param receipt which of its receives, from 1.
   */
  delete(slot: number, number: number, receipt: number, kind: number, by: number, cause: number): void {
    const { messages } = this;
    if (!this.isThere(slot, number)) return;
    const own = this.#queues[this.#queueOf[slot]!]!;
    const wasInFlight = messages.stateOf(slot) === this.#inFlightState;
    this.#delete.receipt = receipt;
    const amount = messages.contextOf(slot).receives;
    messages.deliver(slot, DELETE, this.#delete, cause, kind, by, amount);
    if (!messages.chart.isFinal[messages.stateOf(slot)]!) return;
    const step = messages.step;
    const isCopied = this.#isCopied[slot]!;
    this.#leave(slot, own, wasInFlight);
    // The copy that the delete did not reach; it is as old as the message.
    if (isCopied) {
      this.#arrival.origin = 'copy';
      this.#add(own, slot, step);
    }
    if (wasInFlight) this.#tell(own, step);
  }

  /** Whether the message in this slot is still the one with this number, and has not ended. */
  isThere(slot: number, number: number): boolean {
    return this.#queueOf[slot] !== -1 && this.messages.numberOf(slot) === number;
  }

  /** Invocations that led to the message one after the other. */
  depthOf(slot: number): number {
    return this.#depths[slot]!;
  }

  /** How long the handler runs for it, µs; -1: the function's own duration. */
  durationOf(slot: number): number {
    return this.#durations[slot]!;
  }

  /** Number of the message that it once was, or is a copy of; its own number without. */
  originOf(slot: number): number {
    return this.#origins[slot]!;
  }

  receivesOf(slot: number): number {
    return this.messages.contextOf(slot).receives;
  }

  /**
   * A message comes into a queue.
   *
   * @param before slot of the message that it was until now, or is a copy of, and whose nature it has; -1: none.
   */
  #add(queue: Queue, before: number, cause: number, unit: Unit | null = null): void {
    const { plan } = queue;
    const { messages } = this;
    const { clock } = this.#engine;
    const number = queue.count++;
    // Luck is drawn for every message, whatever becomes of it.
    const copied = plan.copies(number, clock.nowUs) !== null;
    const drawn = plan.nextKey();
    const other = before < 0 ? -1 : messages.numberOf(before);
    const key = before < 0 ? drawn : this.#keys[before]!;
    const durationUs = unit?.durationUs ?? (before < 0 ? -1 : this.#durations[before]!);
    const depth = unit?.depth ?? (before < 0 ? 0 : this.#depths[before]!);
    const origin = before < 0 ? -1 : this.#origins[before]!;
    // A standard queue goes by the time a message was first sent, a FIFO queue by when it came here.
    const bornUs = before < 0 || plan.fifo ? clock.nowUs : this.#bornUs[before]!;
    const slot = messages.create(
      {
        clock,
        visibilityUs: plan.visibilityUs,
        maxReceives: plan.maxReceives,
        lateDeleteWorks: plan.lateDeleteWorks,
        receives: 0,
        hiddenUntilUs: 0,
      },
      plan.place,
    );
    this.#queueOf[slot] = this.#queues.indexOf(queue);
    this.#keys[slot] = key;
    this.#durations[slot] = durationUs;
    this.#depths[slot] = depth;
    this.#origins[slot] = origin < 0 ? messages.numberOf(slot) : origin;
    this.#bornUs[slot] = bornUs;
    this.#isCopied[slot] = copied && !plan.fifo && this.#arrival.origin !== 'copy';
    const taken = messages.react(slot, ARRIVE, this.#arrival)!;
    const group = plan.fifo ? key : 0;
    const kind = other < 0 ? NONE : messages.kind;
    const step = messages.record(slot, ARRIVE, cause, NONE, taken, kind, other, group);
    this.#arrivedAt[slot] = step;
    queue.present++;
    queue.line.add(slot, key);
    const expiresUs = this.#expiresUs(slot, queue);
    queue.ages.add(slot, messages.numberOf(slot), expiresUs);
    if (expiresUs < queue.alarmUs) this.#setAlarm(queue, expiresUs);
    for (let index = 0; index < queue.readers.length; index++) queue.readers[index]!.arrived(slot, number);
    this.#tell(queue, step);
  }

  /** The visibility timeout of a message is over. */
  #visibleAgain(slot: number, timer: number): void {
    const { messages } = this;
    const queue = this.#queues[this.#queueOf[slot]!]!;
    if (!messages.fire(slot, timer, NONE, -1, messages.contextOf(slot).receives)) return;
    queue.inFlight--;
    queue.line.giveBack(slot);
    this.#tell(queue, messages.step);
  }

  /** The retention of a queue's oldest message is over. */
  #retire(queue: Queue): void {
    const { messages } = this;
    const { nowUs } = this.#engine.clock;
    while (queue.ages.nextUs() <= nowUs) {
      const slot = queue.ages.take();
      const wasInFlight = messages.stateOf(slot) === this.#inFlightState;
      const amount = messages.contextOf(slot).receives;
      messages.deliver(slot, EXPIRE, this.#expire, this.#arrivedAt[slot]!, NONE, -1, amount);
      this.#leave(slot, queue, wasInFlight);
      if (wasInFlight) this.#tell(queue, messages.step);
    }
    this.#setAlarm(queue, queue.ages.nextUs());
  }

  /** A message has ended: its slot may be used again. */
  #leave(slot: number, queue: Queue, wasInFlight: boolean): void {
    if (wasInFlight) queue.inFlight--;
    queue.line.remove(slot);
    this.#queueOf[slot] = -1;
    this.messages.end(slot);
    if (--queue.present > 0) return;
    queue.ages.clear();
    this.#setAlarm(queue, Infinity);
  }

  #setAlarm(queue: Queue, atUs: number): void {
    const { agenda } = this.#engine;
    queue.alarmUs = atUs;
    if (atUs === Infinity) agenda.clear(queue.alarm, 0);
    else agenda.set(queue.alarm, 0, atUs, AFTER_POLLS, EXPIRE, -1);
    agenda.settle(queue.alarm);
  }

  #tell(queue: Queue, cause: number): void {
    for (let index = 0; index < queue.readers.length; index++) queue.readers[index]!.offered(cause);
  }
}
