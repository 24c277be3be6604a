/**
 * Streams: they take in records, and each mapping that reads a stream meets every record of it on its
 * own. Which shard and which reader a record belongs to is settled here, by its key.
 */
import { badItemsOf } from '../bad-items.ts';
import type { Engine } from '../engine.ts';
import { keyChoice } from '../key-choice.ts';
import type { RecordContext } from '../machines/record.ts';
import { maySend } from '../permission.ts';
import type { Plan } from '../plan.ts';
import { partOf, shardOf } from '../stream-keys.ts';
import { streamPlansOf } from '../stream-plan.ts';
import type { ConsumerPlan } from '../stream-plan.ts';
import { strikesOf } from '../strikes.ts';
import type { Strikes } from '../strikes.ts';
import type { DeliveryService } from './delivery-service.ts';
import type { LambdaService } from './lambda-service.ts';
import type { MappingOwner, MappingService } from './mapping-service.ts';
import { ShardReaders } from './shard-readers.ts';
import type { ReaderTask } from './shard-readers.ts';
import type { Sink, Unit } from './sink.ts';
import { StreamRecords } from './stream-records.ts';

/** A mapping that reads a stream. */
interface Consumer extends ReaderTask {
  readonly shards: number;
  /** Shared by its records. */
  readonly context: RecordContext;
  /** Slot of its first reader; the others follow by shard, then by part. */
  firstReader: number;
}

interface StreamNow {
  /** Records taken in, copies left out. */
  count: number;
  /** Key of the next record; null: each has one of its own. */
  readonly nextKey: (() => number) | null;
  readonly copies: Strikes;
  readonly consumers: readonly Consumer[];
  /** Of a stream that no mapping reads: its records wait all the same. */
  readonly unread: RecordContext | null;
}

export class StreamService implements Sink, MappingOwner {
  readonly #engine: Engine;
  readonly #records: StreamRecords;
  readonly #readers: ShardReaders;
  /** By number of the mapping, and by place. */
  readonly #consumers: (Consumer | undefined)[] = [];
  readonly #streams: (StreamNow | undefined)[] = [];

  constructor(
    plan: Plan,
    engine: Engine,
    lambda: LambdaService,
    deliveries: DeliveryService,
    mappings: MappingService | null,
  ) {
    const { scenario } = plan;
    this.#engine = engine;
    this.#records = new StreamRecords(engine, (slot) => {
      const reader = this.#records.readerSlots[slot]!;
      if (reader >= 0) this.#readers.unline(reader);
    });
    this.#readers = new ShardReaders(engine, lambda, deliveries, this.#records);
    for (const stream of streamPlansOf(plan)) {
      const { id, place, settings, retentionUs } = stream;
      const context = (maximumAgeUs: number): RecordContext => ({
        clock: engine.clock,
        retentionUs,
        horizonUs: plan.horizonUs,
        maximumAgeUs,
      });
      const consumerOf = (own: ConsumerPlan): Consumer => ({
        plan: own,
        shards: settings.shards,
        context: context(own.maximumAgeUs),
        bad: badItemsOf(
          scenario.faults,
          plan.everOn,
          plan.luck.of(`mapping ${own.id}`),
          [own.id, id, own.functionId],
          own.id,
        ),
        luck: plan.luck.stream(`back-off.${own.id}`),
        maySend: own.onFailure ? maySend(scenario, plan.rules, own.functionId, own.onFailure.id) : () => true,
        firstReader: 0,
      });
      const consumers = stream.consumers.map(consumerOf);
      for (const consumer of consumers) {
        this.#consumers[mappings!.open(consumer.plan.id, this, null)] = consumer;
      }
      this.#streams[place] = {
        count: 0,
        nextKey: settings.keys ? keyChoice(settings.keys, plan.luck, `key.${id}`) : null,
        copies: strikesOf(scenario.faults, plan.luck.of(`stream ${id}`), ['duplicate'], id, true),
        consumers,
        unread: consumers.length === 0 ? context(Infinity) : null,
      };
    }
  }

  adopt(next: Plan): void {
    const { scenario, rules, luck } = next;
    for (const { id, place, settings, consumers } of streamPlansOf(next)) {
      const stream = this.#streams[place]!;
      Object.assign(stream, {
        nextKey: settings.keys ? keyChoice(settings.keys, luck, `key.${id}`) : null,
        copies: strikesOf(scenario.faults, luck.of(`stream ${id}`), ['duplicate'], id, true),
      });
      consumers.forEach((plan, index) => {
        const consumer = stream.consumers[index]!;
        Object.assign(consumer.plan, plan);
        Object.assign(consumer.context, { maximumAgeUs: plan.maximumAgeUs });
        consumer.bad.adopt(scenario.faults);
        const { onFailure, functionId } = plan;
        Object.assign(consumer, {
          maySend: onFailure ? maySend(scenario, rules, functionId, onFailure.id) : () => true,
        });
      });
    }
    this.#readers.adopt();
  }

  /** Every shard has its readers from the beginning; whether they read is the mapping's to say. */
  start(): void {
    for (const consumer of this.#consumers) {
      if (!consumer) continue; // A mapping of a queue.
      for (let shard = 0; shard < consumer.shards; shard++) {
        for (let part = 0; part < consumer.plan.parts; part++) {
          const slot = this.#readers.begin(consumer, shard);
          if (shard === 0 && part === 0) consumer.firstReader = slot;
        }
      }
    }
  }

  polling(mapping: number, _pollers: number, step: number): void {
    this.#tellReaders(mapping, true, step);
  }

  stopped(mapping: number, step: number): void {
    this.#tellReaders(mapping, false, step);
  }

  scaled(): void {
    // Its readers are as many as the shards and their parts.
  }

  #tellReaders(mapping: number, isReading: boolean, step: number): void {
    const { firstReader, shards, plan } = this.#consumers[mapping]!;
    const last = firstReader + shards * plan.parts;
    for (let slot = firstReader; slot < last; slot++) this.#readers.tell(slot, isReading, step);
  }

  put(place: number, unit: Unit, cause: number): void {
    const stream = this.#streams[place]!;
    const number = stream.count++;
    const key = stream.nextKey ? stream.nextKey() : number + 1;
    const isCopied = stream.copies(number, this.#engine.clock.nowUs) !== null;
    const { consumers, unread } = stream;
    if (unread) {
      const first = this.#keep(unread, place, cause, key, -1);
      if (isCopied) this.#keep(unread, place, cause, key, first);
    }
    for (let index = 0; index < consumers.length; index++) {
      const consumer = consumers[index]!;
      const mask = consumer.bad.maskOf(number);
      const first = this.#offer(consumer, unit, cause, key, mask, -1);
      if (isCopied) this.#offer(consumer, unit, cause, key, mask, first);
    }
  }

  /** A record that nobody reads. @returns its number. */
  #keep(context: RecordContext, place: number, cause: number, key: number, original: number): number {
    const slot = this.#records.begin(context, place, cause, false, key, -1, original);
    this.#records.readerSlots[slot] = -1;
    return this.#records.numberOf(slot);
  }

  /** A record for one consumer. @returns its number. */
  #offer(consumer: Consumer, unit: Unit, cause: number, key: number, mask: number, original: number): number {
    const { plan, shards, context, firstReader } = consumer;
    const records = this.#records;
    const isBeforeStart = this.#engine.clock.nowUs < plan.startUs;
    const reader = firstReader + shardOf(key, shards) * plan.parts + partOf(key, plan.parts);
    const by = this.#readers.numberOf(reader);
    const slot = records.begin(context, plan.place, cause, isBeforeStart, key, by, original);
    const number = records.numberOf(slot);
    if (records.hasEnded(slot)) {
      records.end(slot);
      return number;
    }
    records.readerSlots[slot] = reader;
    records.matches[slot] = plan.keys === null || plan.keys.has(key);
    records.masks[slot] = mask;
    records.durationsUs[slot] = unit.durationUs;
    this.#readers.line(reader, slot);
    return number;
  }
}
