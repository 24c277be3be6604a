/**
 * The readers of all shards: they poll, gather, have functions invoked and hear how it ended. Machines
 * decide when and what; this keeps each reader's part of its shard and does what they ask for.
 */
import type { BadItems } from '../bad-items.ts';
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import type { Taken } from '../chart.ts';
import type { Engine } from '../engine.ts';
import { readerMachine } from '../machines/reader.ts';
import type { ReaderContext, ReaderEvent } from '../machines/reader.ts';
import { usFromMs } from '../microseconds.ts';
import type { Permission } from '../permission.ts';
import type { Stream } from '../random.ts';
import type { ConsumerPlan } from '../stream-plan.ts';
import { NONE } from '../trace.ts';
import { kindCode } from '../vocabulary.ts';
import { effectNumber } from '../effects.ts';
import type { DeliveryAsk, DeliveryService } from './delivery-service.ts';
import { ANSWER, plainAsk } from './invoker.ts';
import type { Answer, Ask, Invoker } from './invoker.ts';
import type { LambdaService } from './lambda-service.ts';
import { ReaderPart, windowEndOf } from './shard-part.ts';
import type { StreamRecords } from './stream-records.ts';

const ARRIVE = eventCode('arrive');
const RESUME = eventCode('resume');
const PAUSE = eventCode('pause');
const SUCCEED = eventCode('succeed');
const FAIL = eventCode('fail');
const REPORT = eventCode('report');
const THROTTLE = eventCode('throttle');

const TAKE_BATCH = effectNumber('takeBatch');
const SEND_BATCH = effectNumber('sendBatch');
const CLOSE_WINDOW = effectNumber('closeWindow');
const CHECKPOINT = effectNumber('checkpoint');
const BISECT = effectNumber('bisect');
const GIVE_UP = effectNumber('giveUp');

const RECORD = kindCode('record');
const READER = kindCode('reader');

/** An attempt that took no time is not repeated in the same moment. */
const LEAST_WAIT_US = 1000;

// Messages without content.
const ARRIVED: ReaderEvent = { type: 'arrive' };
const RESUMED: ReaderEvent = { type: 'resume' };
const PAUSED: ReaderEvent = { type: 'pause' };
const SUCCEEDED: ReaderEvent = { type: 'succeed' };

/** What the readers of one mapping share. */
export interface ReaderTask {
  readonly plan: ConsumerPlan;
  readonly bad: BadItems;
  /** Luck of its waits. */
  readonly luck: Stream;
  /** Whether records may be sent to its on-failure destination. */
  readonly maySend: Permission;
}

export class ShardReaders implements Invoker {
  readonly #engine: Engine;
  readonly #lambda: LambdaService;
  readonly #deliveries: DeliveryService;
  readonly #records: StreamRecords;
  readonly #cast: Cast<ReaderContext, ReaderEvent>;
  readonly #waiting: number;
  readonly #gathering: number;
  /** By state: whether a reader may take a batch when its timer runs out. */
  readonly #takes: readonly boolean[];
  // By slot.
  readonly #parts: ReaderPart[] = [];
  readonly #tasks: ReaderTask[] = [];

  // One object for every message: machines read them and keep none.
  readonly #report = { type: 'report' as const, done: 0, waitUs: 0 };
  readonly #fail = { type: 'fail' as const, waitUs: 0 };
  readonly #throttle = { type: 'throttle' as const, waitUs: 0 };
  readonly #ask: Ask;
  readonly #units: number[] = [];
  readonly #sending: DeliveryAsk = {
    role: 'on failure',
    to: 0,
    ofKind: READER,
    of: 0,
    cause: -1,
    amount: 0,
    // What a stream carries on is not followed by the detection of recursive loops.
    depth: 1,
    permitted: true,
  };

  constructor(engine: Engine, lambda: LambdaService, deliveries: DeliveryService, records: StreamRecords) {
    this.#engine = engine;
    this.#lambda = lambda;
    this.#deliveries = deliveries;
    this.#records = records;
    this.#ask = plainAsk(this);
    this.#ask.unitKind = RECORD;
    this.#ask.units = this.#units;
    this.#cast = engine.cast('reader', readerMachine, (slot, timer) => this.#timer(slot, timer));
    const { states } = this.#cast.chart;
    this.#waiting = states.indexOf('waiting');
    this.#gathering = states.indexOf('gathering.open');
    this.#takes = states.map((state) => state === 'polling' || state.startsWith('gathering'));
  }

  /** A reader for a shard (from 0) or a part of it. @returns its slot; the slots of several follow each other. */
  begin(task: ReaderTask, shard: number): number {
    const { plan } = task;
    const part = new ReaderPart(plan.limit, plan.isLimitedByBytes);
    const context: ReaderContext = {
      clock: this.#engine.clock,
      part,
      pollEveryUs: plan.pollEveryUs,
      onWayUs: plan.onWayUs,
      gatherUs: plan.gatherUs,
      maximumRetries: plan.maximumRetries,
      bisects: plan.bisects,
      polledUs: 0,
      retries: 0,
      waitUs: 0,
    };
    const slot = this.#cast.begin(context, plan.place, -1, NONE, -1, shard + 1);
    this.#parts[slot] = part;
    this.#tasks[slot] = task;
    return slot;
  }

  /** The plans of its tasks are others from now on. */
  adopt(): void {
    this.#tasks.forEach(({ plan }, slot) => {
      const { pollEveryUs, onWayUs, gatherUs, maximumRetries, bisects, keys, limit, isLimitedByBytes } = plan;
      this.#cast.renew(slot, { pollEveryUs, onWayUs, gatherUs, maximumRetries, bisects });
      const part = this.#parts[slot]!;
      Object.assign(part, { limit, isLimitedByBytes, matching: 0 });
      for (let position = 0; position < part.line.length; position++) {
        const record = part.line.at(position);
        const matches = keys === null || keys.has(this.#records.keyOf(record));
        this.#records.matches[record] = matches;
        if (matches) part.matching++;
      }
      if (part.ready > 0) this.#count(slot, part);
    });
  }

  numberOf(slot: number): number {
    return this.#cast.numberOf(slot);
  }

  /** From now on it reads, or does not. */
  tell(slot: number, isReading: boolean, step: number): void {
    this.#parts[slot]!.isReading = isReading;
    if (isReading) this.#cast.deliver(slot, RESUME, RESUMED, step, NONE, -1, 0);
    else this.#cast.deliver(slot, PAUSE, PAUSED, step, NONE, -1, 0);
  }

  /** A record stands in line for it. */
  line(slot: number, record: number): void {
    const part = this.#parts[slot]!;
    part.line.push(record);
    if (this.#records.matches[record]!) part.matching++;
    const state = this.#cast.stateOf(slot);
    if (state !== this.#waiting && state !== this.#gathering) return;
    this.#count(slot, part);
    const { step } = this.#records;
    this.#cast.deliver(slot, ARRIVE, ARRIVED, step, RECORD, this.#records.numberOf(record), part.ready);
  }

  /** The first record in its line leaves the stream. */
  unline(slot: number): void {
    const part = this.#parts[slot]!;
    if (this.#records.matches[part.line.shift()]!) part.matching--;
  }

  #timer(slot: number, timer: number): void {
    const cast = this.#cast;
    const part = this.#parts[slot]!;
    const from = cast.stateOf(slot);
    // Asked now: what follows from records that are dropped may put something else first.
    const event = cast.eventOfNext(timer);
    const cause = cast.causeOfNext(timer);
    if (part.held.length > 0) this.#prune(slot, part, cause);
    if (part.size === 0 && part.isReading && this.#takes[from]!) this.#approach(slot, part, cause);
    const isClosing = part.size === 0 && part.ready === 0 && part.windowEndUs <= this.#engine.clock.nowUs;
    const amount = part.size > 0 ? part.size : isClosing ? part.counted : part.ready;
    const first = this.#first(part);
    const taken = cast.wake(slot, timer);
    if (!taken) return;
    cast.record(slot, event, cause, from, taken, first < 0 ? NONE : RECORD, first, amount);
    this.#follow(slot, part, taken);
  }

  /** Number of the first record of the batch that is or would be under way; -1: none. */
  #first(part: ReaderPart): number {
    if (part.size > 0) return this.#records.numberOf(part.held.first());
    return part.ready > 0 ? this.#records.numberOf(part.line.first()) : -1;
  }

  /** How many records would go into a batch now. */
  #count(reader: number, part: ReaderPart): void {
    part.count(this.#records, this.#tasks[reader]!.plan.tumblingUs);
  }

  /**
   * The reader comes to the first records in line. Those that do not match are passed over. Then it has a
   * batch, and those of it that are too old are dropped; others do not take their places. When none is
   * left it has the next batch.
   */
  #approach(reader: number, part: ReaderPart, cause: number): void {
    const records = this.#records;
    const { line } = part;
    do {
      let tooOld = 0;
      let lastDropped = -1;
      this.#count(reader, part);
      while (line.length > 0) {
        const slot = line.first();
        const matches = records.matches[slot]!;
        if ((matches && part.ready === 0) || !records.look(slot, cause)) break;
        line.shift();
        if (matches) {
          part.matching--;
          part.ready--;
          lastDropped = records.step;
          tooOld++;
        }
        records.end(slot);
      }
      if (tooOld > 0) this.#tellFailure(reader, lastDropped, tooOld);
    } while (part.ready === 0 && part.matching > 0 && !part.isCut);
  }

  /** Before another attempt: records that are too old by now, or have left the stream, are done with. */
  #prune(reader: number, part: ReaderPart, cause: number): void {
    const records = this.#records;
    let tooOld = 0;
    let lastDropped = -1;
    for (part.next(); part.size > 0; part.next()) {
      const slot = part.held.first();
      if (!records.retry(slot, cause)) break;
      part.release();
      if (records.isDiscarded(slot)) {
        lastDropped = records.step;
        tooOld++;
      }
      records.end(slot);
    }
    if (tooOld > 0) this.#tellFailure(reader, lastDropped, tooOld);
  }

  /** Does what a reader's last step asks for. */
  #follow(slot: number, part: ReaderPart, { effects }: Taken): void {
    for (let index = 0; index < effects.length; index++) {
      const asked = effects[index]!;
      if (asked === TAKE_BATCH) this.#takeBatch(slot, part);
      else if (asked === SEND_BATCH) this.#send(slot, part);
      else if (asked === CLOSE_WINDOW) part.isFinal = true;
      else if (asked === CHECKPOINT) this.#checkpoint(part);
      else if (asked === BISECT) part.bisect();
      else if (asked === GIVE_UP) this.#giveUp(slot, part);
    }
  }

  #takeBatch(reader: number, part: ReaderPart): void {
    const { step } = this.#cast;
    const { tumblingUs } = this.#tasks[reader]!.plan;
    while (part.size < part.ready) {
      const slot = part.line.shift();
      if (!this.#records.take(slot, step)) continue;
      part.matching--;
      part.held.push(slot);
      part.size++;
      if (tumblingUs > 0 && part.windowEndUs === Infinity)
        part.windowEndUs = windowEndOf(this.#records.bornUs(slot), tumblingUs);
    }
  }

  /** Has the function invoked with the batch. */
  #send(reader: number, part: ReaderPart): void {
    const records = this.#records;
    const { plan, bad } = this.#tasks[reader]!;
    const { nowUs } = this.#engine.clock;
    const ask = this.#ask;
    ask.token = reader;
    ask.items = part.size;
    ask.durationUs = -1;
    ask.fault = null;
    this.#units.length = part.size;
    part.reported = -1;
    part.sentUs = nowUs;
    for (let position = 0; position < part.size; position++) {
      const slot = part.held.at(position);
      this.#units[position] = records.originals[slot]!;
      const durationUs = records.durationsUs[slot]!;
      if (durationUs >= 0) ask.durationUs = Math.max(0, ask.durationUs) + durationUs;
    }
    for (let position = 0; bad.any && position < part.size; position++) {
      const fault = bad.faultAt(records.masks[part.held.at(position)]!, nowUs);
      if (!fault) continue;
      // A function that names its failures returns: for Lambda it has succeeded.
      if (plan.reports) {
        part.reported = position;
        if (fault.afterMs !== undefined) ask.durationUs = usFromMs(fault.afterMs);
      } else ask.fault = fault;
      break;
    }
    this.#lambda.invoke(plan.fn, ask, this.#cast.step);
  }

  answered(reader: number, answer: Answer, cause: number): void {
    const part = this.#parts[reader]!;
    if (answer === ANSWER.succeeded) {
      part.throttles = 0;
      if (part.reported < 0) this.#hear(reader, part, SUCCEED, SUCCEEDED, cause);
      else {
        this.#report.done = part.reported;
        this.#report.waitUs = this.#waitUs(reader, part);
        this.#hear(reader, part, REPORT, this.#report, cause);
      }
    } else if (answer === ANSWER.failed) {
      part.throttles = 0;
      this.#fail.waitUs = this.#waitUs(reader, part);
      this.#hear(reader, part, FAIL, this.#fail, cause);
    } else {
      part.throttles++;
      this.#throttle.waitUs = this.#waitUs(reader, part);
      this.#hear(reader, part, THROTTLE, this.#throttle, cause);
    }
  }

  #hear(reader: number, part: ReaderPart, event: number, message: ReaderEvent, cause: number): void {
    // Of a function that names its failures, the first record that it names.
    const about = event === REPORT ? this.#records.numberOf(part.held.at(part.reported)) : this.#first(part);
    const amount = part.isFinal ? part.counted : part.size;
    const otherKind = about < 0 ? NONE : RECORD;
    const taken = this.#cast.deliver(reader, event, message, cause, otherKind, about, amount)!;
    this.#follow(reader, part, taken);
  }

  /** The wait before the next attempt, µs. */
  #waitUs(reader: number, part: ReaderPart): number {
    const { plan, luck } = this.#tasks[reader]!;
    const tries = part.throttles > 0 ? part.throttles : this.#cast.contextOf(reader).retries + 1;
    const waitUs = plan.waitUs(tries, luck.uniform());
    return part.sentUs < this.#engine.clock.nowUs ? waitUs : Math.max(waitUs, LEAST_WAIT_US);
  }

  /** The function is done with the first records of the batch, or with all. */
  #checkpoint(part: ReaderPart): void {
    if (part.isFinal) return part.closeWindow();
    const done = part.reported < 0 ? part.size : part.reported;
    part.counted += done;
    this.#finish(part, done, true);
  }

  #giveUp(reader: number, part: ReaderPart): void {
    if (part.isFinal) return part.closeWindow();
    const { size } = part;
    const { step } = this.#cast;
    this.#finish(part, size, false);
    this.#tellFailure(reader, step, size);
  }

  /** The first records of the batch end. */
  #finish(part: ReaderPart, count: number, isProcessed: boolean): void {
    const { step } = this.#cast;
    for (let done = 0; done < count; done++) this.#records.finish(part.release(), isProcessed, step);
    part.next();
  }

  /** Tells the on-failure destination of records that were given up. */
  #tellFailure(reader: number, cause: number, count: number): void {
    const { plan, maySend } = this.#tasks[reader]!;
    if (!plan.onFailure) return;
    const sending = this.#sending;
    sending.to = plan.onFailure.place;
    sending.of = this.#cast.numberOf(reader);
    sending.cause = cause;
    sending.amount = count;
    sending.permitted = maySend(this.#engine.clock.nowUs);
    this.#deliveries.send(sending);
  }
}
