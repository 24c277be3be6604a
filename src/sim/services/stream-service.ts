/**
 * Streams: they take in records, keep them until their retention ends, and let each mapping's readers
 * read them, shard by shard. Machines decide; this keeps the lines of records and asks for invocations.
 */
import { badItemsOf } from '../bad-items.ts';
import type { BadItems } from '../bad-items.ts';
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import type { Taken } from '../chart.ts';
import type { Engine } from '../engine.ts';
import { keyChoice } from '../key-choice.ts';
import { readerMachine } from '../machines/reader.ts';
import type { ReaderContext, ReaderEvent } from '../machines/reader.ts';
import { recordMachine } from '../machines/record.ts';
import type { RecordContext, RecordEvent } from '../machines/record.ts';
import { usFromMs } from '../microseconds.ts';
import { maySend } from '../permission.ts';
import type { Permission } from '../permission.ts';
import type { Plan } from '../plan.ts';
import { createStream } from '../random.ts';
import type { Stream } from '../random.ts';
import { partOf, shardOf } from '../stream-keys.ts';
import { streamPlansOf } from '../stream-plan.ts';
import type { ConsumerPlan, StreamPlan } from '../stream-plan.ts';
import { strikesOf } from '../strikes.ts';
import type { Strikes } from '../strikes.ts';
import { NONE } from '../trace.ts';
import { effectNumber, kindCode } from '../vocabulary.ts';
import type { DeliveryAsk, DeliveryService } from './delivery-service.ts';
import { ANSWER, plainAsk } from './invoker.ts';
import type { Answer, Ask, Invoker } from './invoker.ts';
import type { LambdaService } from './lambda-service.ts';
import type { MappingOwner, MappingService } from './mapping-service.ts';
import { ReaderPart } from './shard-part.ts';
import type { Sink, Unit } from './sink.ts';

const ARRIVE = eventCode('arrive');
const LOOK = eventCode('look');
const TAKE = eventCode('take');
const RETRY = eventCode('retry');
const SUCCEED = eventCode('succeed');
const DISCARD = eventCode('discard');
const RESUME = eventCode('resume');
const PAUSE = eventCode('pause');
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

/** A consumer at work. */
interface Consumer {
  readonly plan: ConsumerPlan;
  readonly stream: StreamNow;
  readonly context: RecordContext;
  readonly bad: BadItems;
  /** Slot of its first reader; that of a shard's part follows by shard, then by part. */
  firstReader: number;
  readonly luck: Stream;
  readonly maySend: Permission;
}

interface StreamNow {
  readonly plan: StreamPlan;
  /** Records taken in, copies left out. */
  count: number;
  /** Key of the next record; null: each has one of its own. */
  readonly nextKey: (() => number) | null;
  readonly copies: Strikes;
  readonly consumers: Consumer[];
  /** Of a stream that no mapping reads: its records wait all the same. */
  readonly unread: RecordContext | null;
}

export class StreamService implements Sink, Invoker, MappingOwner {
  readonly #engine: Engine;
  readonly #lambda: LambdaService;
  readonly #deliveries: DeliveryService;
  readonly #consumers: Consumer[] = [];
  /** By mapping's number, and by place. */
  readonly #byMapping: Consumer[] = [];
  readonly #byPlace: (StreamNow | undefined)[] = [];
  readonly #records: Cast<RecordContext, RecordEvent>;
  readonly #readers: Cast<ReaderContext, ReaderEvent>;
  /** By slot of a reader. */
  readonly #parts: ReaderPart[] = [];
  readonly #waiting: number;
  readonly #gathering: number;
  /** By state: whether a reader may take a batch when its timer runs out. */
  readonly #takes: readonly boolean[];
  readonly #inBatch: number;
  readonly #discarded: number;

  // By slot of a record.
  readonly #bornUs: number[] = [];
  readonly #keys: number[] = [];
  readonly #matches: boolean[] = [];
  readonly #masks: number[] = [];
  readonly #durationsUs: number[] = [];
  readonly #depths: number[] = [];
  readonly #originals: number[] = [];
  readonly #readerOf: number[] = [];

  // One object for every message: machines read them and keep none.
  readonly #arrival = { type: 'arrive' as const, isBeforeStart: false };
  readonly #look = { type: 'look' as const, ageUs: 0, matches: true };
  readonly #take = { type: 'take' as const, matches: true };
  readonly #retry = { type: 'retry' as const, ageUs: 0 };
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
    depth: 0,
    permitted: true,
  };

  constructor(
    plan: Plan,
    engine: Engine,
    lambda: LambdaService,
    deliveries: DeliveryService,
    mappings: MappingService | null,
  ) {
    const { scenario, seed } = plan;
    this.#engine = engine;
    this.#lambda = lambda;
    this.#deliveries = deliveries;
    this.#ask = plainAsk(this);
    this.#ask.unitKind = RECORD;
    this.#ask.units = this.#units;
    this.#records = engine.cast('record', recordMachine, (slot, timer) => this.#leave(slot, timer));
    this.#readers = engine.cast('reader', readerMachine, (slot, timer) => this.#readerTimer(slot, timer));
    const states = this.#readers.chart.states;
    this.#waiting = states.indexOf('waiting');
    this.#gathering = states.indexOf('gathering.open');
    this.#takes = states.map((state) => state === 'polling' || state.startsWith('gathering'));
    this.#inBatch = this.#records.chart.states.indexOf('in batch');
    this.#discarded = this.#records.chart.states.indexOf('discarded');
    for (const stream of streamPlansOf(plan)) {
      const { id, place, settings, retentionUs, consumers } = stream;
      const context = (maximumAgeUs: number): RecordContext => ({
        clock: engine.clock,
        retentionUs,
        horizonUs: plan.horizonUs,
        maximumAgeUs,
      });
      const now: StreamNow = {
        plan: stream,
        count: 0,
        nextKey: settings.keys ? keyChoice(settings.keys, createStream(seed, `key.${id}`)) : null,
        copies: strikesOf(scenario.faults, seed, ['duplicate'], id, true),
        consumers: [],
        unread: consumers.length === 0 ? context(Infinity) : null,
      };
      for (const own of consumers) {
        const consumer: Consumer = {
          plan: own,
          stream: now,
          context: context(own.maximumAgeUs),
          bad: badItemsOf(scenario.faults, seed, [own.id, id, own.functionId], own.id),
          firstReader: 0,
          luck: createStream(seed, `back-off.${own.id}`),
          maySend: own.onFailure
            ? maySend(scenario, plan.rules, own.functionId, own.onFailure.id)
            : () => true,
        };
        this.#byMapping[mappings!.open(own.id, this, null)] = consumer;
        now.consumers.push(consumer);
        this.#consumers.push(consumer);
      }
      this.#byPlace[place] = now;
    }
  }

  /** Every shard has its readers from the beginning; whether they read is the mapping's to say. */
  start(): void {
    const { clock } = this.#engine;
    this.#consumers.forEach((consumer, position) => {
      const { plan, stream } = consumer;
      consumer.firstReader = this.#parts.length;
      for (let shard = 0; shard < stream.plan.settings.shards; shard++) {
        for (let count = 0; count < plan.parts; count++) {
          const part = new ReaderPart(position, plan.limit, plan.isLimitedByBytes);
          const context: ReaderContext = {
            clock,
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
          this.#parts[this.#readers.begin(context, plan.place, -1, NONE, -1, shard + 1)] = part;
        }
      }
    });
  }

  polling(mapping: number, _pollers: number, step: number): void {
    this.#tellReaders(this.#byMapping[mapping]!, true, RESUME, RESUMED, step);
  }

  stopped(mapping: number, step: number): void {
    this.#tellReaders(this.#byMapping[mapping]!, false, PAUSE, PAUSED, step);
  }

  scaled(): void {
    // Its readers are as many as the shards and their parts.
  }

  #tellReaders(consumer: Consumer, isReading: boolean, event: number, message: ReaderEvent, step: number) {
    const last = consumer.firstReader + consumer.stream.plan.settings.shards * consumer.plan.parts;
    for (let slot = consumer.firstReader; slot < last; slot++) {
      this.#parts[slot]!.isReading = isReading;
      this.#readers.deliver(slot, event, message, step, NONE, -1, 0);
    }
  }

  put(place: number, unit: Unit, cause: number): void {
    const stream = this.#byPlace[place]!;
    const number = stream.count++;
    const key = stream.nextKey ? stream.nextKey() : number + 1;
    const isCopied = stream.copies(number, this.#engine.clock.nowUs) !== null;
    if (stream.unread) {
      for (let copies = isCopied ? 1 : 0; copies >= 0; copies--) {
        const slot = this.#create(stream.unread, place, cause, false, NONE, -1, key);
        this.#readerOf[slot] = -1;
        this.#keys[slot] = key;
      }
    }
    const { consumers } = stream;
    for (let index = 0; index < consumers.length; index++) {
      const consumer = consumers[index]!;
      const mask = consumer.bad.maskOf(number);
      const first = this.#offer(consumer, unit, cause, key, mask, -1);
      if (isCopied) this.#offer(consumer, unit, cause, key, mask, first);
    }
  }

  /** A record for one consumer. @returns its number. */
  #offer(consumer: Consumer, unit: Unit, cause: number, key: number, mask: number, original: number): number {
    const { plan, stream } = consumer;
    const { nowUs } = this.#engine.clock;
    const records = this.#records;
    const readers = this.#readers;
    const reader =
      consumer.firstReader + shardOf(key, stream.plan.settings.shards) * plan.parts + partOf(key, plan.parts);
    const isCopy = original >= 0;
    const slot = this.#create(
      consumer.context,
      plan.place,
      cause,
      nowUs < plan.startUs,
      isCopy ? RECORD : READER,
      isCopy ? original : readers.numberOf(reader),
      key,
    );
    const number = records.numberOf(slot);
    if (records.chart.isFinal[records.stateOf(slot)]!) {
      records.end(slot);
      return number;
    }
    const matches = plan.keys === null || plan.keys.has(key);
    this.#bornUs[slot] = nowUs;
    this.#keys[slot] = key;
    this.#matches[slot] = matches;
    this.#masks[slot] = mask;
    this.#durationsUs[slot] = unit.durationUs;
    this.#depths[slot] = unit.depth;
    this.#originals[slot] = isCopy ? original : number;
    this.#readerOf[slot] = reader;
    const part = this.#parts[reader]!;
    part.line.push(slot);
    if (matches) part.matching++;
    const state = readers.stateOf(reader);
    if (state === this.#waiting || state === this.#gathering) {
      this.#count(part);
      readers.deliver(reader, ARRIVE, ARRIVED, records.step, RECORD, number, part.ready);
    }
    return number;
  }

  #create(
    context: RecordContext,
    place: number,
    cause: number,
    isBeforeStart: boolean,
    otherKind: number,
    other: number,
    key: number,
  ): number {
    const records = this.#records;
    this.#arrival.isBeforeStart = isBeforeStart;
    const slot = records.create(context, place);
    const taken = records.react(slot, ARRIVE, this.#arrival)!;
    records.record(slot, ARRIVE, cause, NONE, taken, otherKind, other, key);
    return slot;
  }

  /** A record's time in the stream is over; those before it in its line have gone already. */
  #leave(slot: number, timer: number): void {
    const reader = this.#readerOf[slot]!;
    const other = reader < 0 ? -1 : this.#readers.numberOf(reader);
    if (reader >= 0) {
      const part = this.#parts[reader]!;
      part.line.shift();
      if (this.#matches[slot]!) part.matching--;
    }
    this.#records.fire(slot, timer, reader < 0 ? NONE : READER, other, this.#keys[slot]!);
    this.#records.end(slot);
  }

  #readerTimer(slot: number, timer: number): void {
    const readers = this.#readers;
    const part = this.#parts[slot]!;
    const cause = readers.causeOfNext(timer);
    if (part.held.length > 0) this.#prune(part, slot, cause);
    if (part.size === 0 && part.isReading && this.#takes[readers.stateOf(slot)]!)
      this.#approach(part, slot, cause);
    const isClosing = part.size === 0 && part.ready === 0 && part.windowEndUs <= this.#engine.clock.nowUs;
    const amount = part.size > 0 ? part.size : isClosing ? part.counted : part.ready;
    const first = this.#first(part);
    const taken = readers.fire(slot, timer, first < 0 ? NONE : RECORD, first, amount);
    if (taken) this.#follow(slot, part, taken);
  }

  /** Number of the first record of the batch that is or would be under way; -1: none. */
  #first(part: ReaderPart): number {
    if (part.size > 0) return this.#records.numberOf(part.held.first());
    return part.ready > 0 ? this.#records.numberOf(part.line.first()) : -1;
  }

  /** How many records would go into a batch now. */
  #count(part: ReaderPart): void {
    const { tumblingUs } = this.#consumers[part.consumer]!.plan;
    if (tumblingUs === 0) {
      part.ready = part.matching < part.limit ? part.matching : part.limit;
      return;
    }
    const { line, limit } = part;
    part.ready = 0;
    part.isCut = false;
    let endUs = part.windowEndUs;
    for (let position = 0; position < line.length && part.ready < limit; position++) {
      const slot = line.at(position);
      if (!this.#matches[slot]!) continue;
      if (endUs === Infinity) endUs = this.#windowEnd(slot, tumblingUs);
      part.isCut = this.#bornUs[slot]! >= endUs;
      if (part.isCut) return;
      part.ready++;
    }
  }

  /** End of the tumbling window a record belongs to. */
  #windowEnd(slot: number, tumblingUs: number): number {
    return (Math.floor(this.#bornUs[slot]! / tumblingUs) + 1) * tumblingUs;
  }

  /**
   * The reader comes to the first records in line. Those that do not match are passed over. Then it has a
   * batch, and those of it that are too old are dropped; others do not take their places. When none is left
   * it has the next batch.
   */
  #approach(part: ReaderPart, reader: number, cause: number): void {
    const records = this.#records;
    const { line } = part;
    const look = this.#look;
    const other = this.#readers.numberOf(reader);
    do {
      let tooOld = 0;
      let lastDropped = -1;
      this.#count(part);
      while (line.length > 0) {
        const slot = line.first();
        look.ageUs = this.#engine.clock.nowUs - this.#bornUs[slot]!;
        look.matches = this.#matches[slot]!;
        if (look.matches && part.ready === 0) break;
        if (!records.deliver(slot, LOOK, look, cause, READER, other, this.#keys[slot]!)) break;
        line.shift();
        if (look.matches) {
          part.matching--;
          part.ready--;
          part.depth = this.#depths[slot]!;
          lastDropped = records.step;
          tooOld++;
        }
        records.end(slot);
      }
      if (tooOld > 0) this.#tellFailure(reader, lastDropped, tooOld);
    } while (part.ready === 0 && part.matching > 0 && !part.isCut);
  }

  /** Before another attempt: records that are too old by now, or have left the stream, are done with. */
  #prune(part: ReaderPart, reader: number, cause: number): void {
    const records = this.#records;
    const retry = this.#retry;
    let tooOld = 0;
    let lastDropped = -1;
    for (part.next(); part.size > 0; part.next()) {
      const slot = part.held.first();
      retry.ageUs = this.#engine.clock.nowUs - this.#bornUs[slot]!;
      const other = this.#readers.numberOf(reader);
      if (!records.deliver(slot, RETRY, retry, cause, READER, other, this.#keys[slot]!)) break;
      part.release();
      if (records.stateOf(slot) === this.#discarded) {
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
      else if (asked === CHECKPOINT) this.#checkpoint(slot, part);
      else if (asked === BISECT) part.bisect();
      else if (asked === GIVE_UP) this.#giveUp(slot, part);
    }
  }

  #takeBatch(reader: number, part: ReaderPart): void {
    const records = this.#records;
    const cause = this.#readers.step;
    const other = this.#readers.numberOf(reader);
    const { tumblingUs } = this.#consumers[part.consumer]!.plan;
    while (part.size < part.ready) {
      const slot = part.line.shift();
      this.#take.matches = this.#matches[slot]!;
      records.deliver(slot, TAKE, this.#take, cause, READER, other, this.#keys[slot]!);
      if (records.stateOf(slot) !== this.#inBatch) {
        records.end(slot);
        continue;
      }
      part.matching--;
      part.held.push(slot);
      part.size++;
      if (tumblingUs > 0 && part.windowEndUs === Infinity)
        part.windowEndUs = this.#windowEnd(slot, tumblingUs);
    }
  }

  /** Has the function invoked with the batch. */
  #send(reader: number, part: ReaderPart): void {
    const consumer = this.#consumers[part.consumer]!;
    const { plan, bad } = consumer;
    const { nowUs } = this.#engine.clock;
    const ask = this.#ask;
    ask.token = reader;
    ask.items = part.size;
    ask.durationUs = -1;
    ask.fault = null;
    ask.depth = 0;
    this.#units.length = part.size;
    part.reported = -1;
    part.sentUs = nowUs;
    for (let position = 0; position < part.size; position++) {
      const slot = part.held.at(position);
      this.#units[position] = this.#originals[slot]!;
      const durationUs = this.#durationsUs[slot]!;
      if (durationUs >= 0) ask.durationUs = Math.max(0, ask.durationUs) + durationUs;
      if (this.#depths[slot]! > ask.depth) ask.depth = this.#depths[slot]!;
    }
    for (let position = 0; bad.any && position < part.size; position++) {
      const fault = bad.faultAt(this.#masks[part.held.at(position)]!, nowUs);
      if (!fault) continue;
      // A function that names its failures returns: for Lambda it has succeeded.
      if (plan.reports) {
        part.reported = position;
        if (fault.afterMs !== undefined) ask.durationUs = usFromMs(fault.afterMs);
      } else ask.fault = fault;
      break;
    }
    part.depth = ask.depth;
    this.#lambda.invoke(plan.fn, ask, this.#readers.step);
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
    const first = this.#first(part);
    const amount = part.isFinal ? part.counted : part.size;
    const otherKind = first < 0 ? NONE : RECORD;
    const taken = this.#readers.deliver(reader, event, message, cause, otherKind, first, amount)!;
    this.#follow(reader, part, taken);
  }

  /** The wait before the next attempt, µs. */
  #waitUs(reader: number, part: ReaderPart): number {
    const { plan, luck } = this.#consumers[part.consumer]!;
    const tries = part.throttles > 0 ? part.throttles : this.#readers.contextOf(reader).retries + 1;
    const waitUs = plan.waitUs(tries, luck.uniform());
    return part.sentUs < this.#engine.clock.nowUs ? waitUs : Math.max(waitUs, LEAST_WAIT_US);
  }

  /** The function is done with the first records of the batch, or with all. */
  #checkpoint(reader: number, part: ReaderPart): void {
    if (part.isFinal) return closeWindow(part);
    const done = part.reported < 0 ? part.size : part.reported;
    part.counted += done;
    this.#endRecords(reader, part, SUCCEED, PROCESSED, done);
  }

  #giveUp(reader: number, part: ReaderPart): void {
    if (part.isFinal) return closeWindow(part);
    const { size } = part;
    const cause = this.#readers.step;
    this.#endRecords(reader, part, DISCARD, DISCARDED, size);
    this.#tellFailure(reader, cause, size);
  }

  #endRecords(reader: number, part: ReaderPart, event: number, message: RecordEvent, count: number): void {
    const records = this.#records;
    const cause = this.#readers.step;
    const other = this.#readers.numberOf(reader);
    for (let done = 0; done < count; done++) {
      const slot = part.release();
      records.deliver(slot, event, message, cause, READER, other, this.#keys[slot]!);
      records.end(slot);
    }
    part.next();
  }

  /** Tells the on-failure destination of records that were given up. */
  #tellFailure(reader: number, cause: number, count: number): void {
    const { depth, consumer } = this.#parts[reader]!;
    const { plan, maySend } = this.#consumers[consumer]!;
    if (!plan.onFailure) return;
    const sending = this.#sending;
    sending.to = plan.onFailure.place;
    sending.of = this.#readers.numberOf(reader);
    sending.cause = cause;
    sending.amount = count;
    sending.depth = depth + 1;
    sending.permitted = maySend(this.#engine.clock.nowUs);
    this.#deliveries.send(sending);
  }
}

/** The state of a tumbling window is gone. */
function closeWindow(part: ReaderPart): void {
  part.isFinal = false;
  part.counted = 0;
  part.windowEndUs = Infinity;
}

// Messages without content.
const ARRIVED: ReaderEvent = { type: 'arrive' };
const RESUMED: ReaderEvent = { type: 'resume' };
const PAUSED: ReaderEvent = { type: 'pause' };
const SUCCEEDED: ReaderEvent = { type: 'succeed' };
const PROCESSED: RecordEvent = { type: 'succeed' };
const DISCARDED: RecordEvent = { type: 'discard' };
