/** Records as actors, and what the service keeps of each beside: its time, its key, what it does to a handler. */
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import type { Engine } from '../engine.ts';
import { recordMachine } from '../machines/record.ts';
import type { RecordContext, RecordEvent } from '../machines/record.ts';
import { NONE } from '../trace.ts';
import { kindCode } from '../vocabulary.ts';

const ARRIVE = eventCode('arrive');
const LOOK = eventCode('look');
const TAKE = eventCode('take');
const RETRY = eventCode('retry');
const SUCCEED = eventCode('succeed');
const DISCARD = eventCode('discard');
const READER = kindCode('reader');

const PROCESSED: RecordEvent = { type: 'succeed' };
const GIVEN_UP: RecordEvent = { type: 'discard' };

export class StreamRecords {
  readonly #engine: Engine;
  readonly #cast: Cast<RecordContext, RecordEvent>;
  readonly #inBatch: number;
  readonly #discarded: number;

  // By slot.
  readonly #bornUs: number[] = [];
  readonly #keys: number[] = [];
  /** Number of its reader; -1: nobody reads it. */
  readonly #readers: number[] = [];
  /** Slot of its reader. */
  readonly readerSlots: number[] = [];
  /** It matches the filter. */
  readonly matches: boolean[] = [];
  /** Which bad-item faults strike it. */
  readonly masks: number[] = [];
  /** How long the handler works on it, µs; -1: as the function does. */
  readonly durationsUs: number[] = [];
  /** Number of the record that it is, or is a copy of. */
  readonly originals: number[] = [];

  // One object for every message: machines read them and keep none.
  readonly #arrival = { type: 'arrive' as const, isBeforeStart: false };
  readonly #look = { type: 'look' as const, ageUs: 0, matches: true };
  readonly #take = { type: 'take' as const, matches: true };
  readonly #retry = { type: 'retry' as const, ageUs: 0 };

  /** @param onLeave told of a record whose time in the stream is over, before it ends. */
  constructor(engine: Engine, onLeave: (slot: number) => void) {
    this.#engine = engine;
    this.#cast = engine.cast('record', recordMachine, (slot, timer) => {
      onLeave(slot);
      const reader = this.#readers[slot]!;
      this.#cast.fire(slot, timer, reader < 0 ? NONE : READER, reader, this.#keys[slot]!);
      this.#cast.end(slot);
    });
    this.#inBatch = this.#cast.chart.states.indexOf('in batch');
    this.#discarded = this.#cast.chart.states.indexOf('discarded');
  }

  /** The last recorded step of any record. */
  get step(): number {
    return this.#cast.step;
  }

  numberOf(slot: number): number {
    return this.#cast.numberOf(slot);
  }

  keyOf(slot: number): number {
    return this.#keys[slot]!;
  }

  bornUs(slot: number): number {
    return this.#bornUs[slot]!;
  }

  /** Makes a record. @returns its slot. */
  begin(
    context: RecordContext,
    place: number,
    cause: number,
    isBeforeStart: boolean,
    key: number,
    reader: number,
    original: number,
  ): number {
    const cast = this.#cast;
    this.#arrival.isBeforeStart = isBeforeStart;
    const slot = cast.create(context, place);
    const taken = cast.react(slot, ARRIVE, this.#arrival)!;
    const isCopy = original >= 0;
    const otherKind = isCopy ? cast.kind : reader < 0 ? NONE : READER;
    cast.record(slot, ARRIVE, cause, NONE, taken, otherKind, isCopy ? original : reader, key);
    this.#bornUs[slot] = this.#engine.clock.nowUs;
    this.#keys[slot] = key;
    this.#readers[slot] = reader;
    this.originals[slot] = isCopy ? original : cast.numberOf(slot);
    return slot;
  }

  /** Whether it has ended; then it may be asked nothing more once `end` was called. */
  hasEnded(slot: number): boolean {
    return this.#cast.chart.isFinal[this.#cast.stateOf(slot)]!;
  }

  end(slot: number): void {
    this.#cast.end(slot);
  }

  /** Its reader has come to it. @returns whether it has ended by that. */
  look(slot: number, cause: number): boolean {
    this.#look.ageUs = this.#age(slot);
    this.#look.matches = this.matches[slot]!;
    return this.#deliver(slot, LOOK, this.#look, cause);
  }

  /** Its reader takes it. @returns whether it is in the batch now; else it has ended. */
  take(slot: number, cause: number): boolean {
    this.#take.matches = this.matches[slot]!;
    this.#deliver(slot, TAKE, this.#take, cause);
    if (this.#cast.stateOf(slot) === this.#inBatch) return true;
    this.#cast.end(slot);
    return false;
  }

  /** Its batch is about to be tried again. @returns whether it has ended by that. */
  retry(slot: number, cause: number): boolean {
    this.#retry.ageUs = this.#age(slot);
    return this.#deliver(slot, RETRY, this.#retry, cause);
  }

  /** Whether it was given up. */
  isDiscarded(slot: number): boolean {
    return this.#cast.stateOf(slot) === this.#discarded;
  }

  /** It was processed, or given up with its batch, and ends. */
  finish(slot: number, isProcessed: boolean, cause: number): void {
    if (isProcessed) this.#deliver(slot, SUCCEED, PROCESSED, cause);
    else this.#deliver(slot, DISCARD, GIVEN_UP, cause);
    this.#cast.end(slot);
  }

  #age(slot: number): number {
    return this.#engine.clock.nowUs - this.#bornUs[slot]!;
  }

  #deliver(slot: number, event: number, message: RecordEvent, cause: number): boolean {
    const reader = this.#readers[slot]!;
    return this.#cast.deliver(slot, event, message, cause, READER, reader, this.#keys[slot]!) !== null;
  }
}
