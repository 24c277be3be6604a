/** What a reader has before it and under way: its part of a shard, as its service keeps it. */
import { Fifo } from '../fifo.ts';
import type { ShardPart } from '../machines/reader.ts';
import type { StreamRecords } from './stream-records.ts';

export class ReaderPart implements ShardPart {
  isReading = false;
  ready = 0;
  readonly limit: number;
  readonly isLimitedByBytes: boolean;
  isCut = false;
  size = 0;
  isFinal = false;
  windowEndUs = Infinity;
  /** Slots of the records that wait in the stream, in order; and how many of them match the filter. */
  readonly line = new Fifo();
  matching = 0;
  /** Slots of the records that are taken: those of the batch first, then what a split has put back. */
  readonly held = new Fifo();
  /** Sizes of the batches that a split has put back, in order. */
  readonly pieces: number[] = [];
  /** Of the attempt under way: records before the first that the function will name as failed; -1: it names none. */
  reported = -1;
  /** When it was made. */
  sentUs = 0;
  /** Throttles one after the other. */
  throttles = 0;
  /** Records that the state of the open tumbling window counts. */
  counted = 0;

  constructor(limit: number, isLimitedByBytes: boolean) {
    this.limit = limit;
    this.isLimitedByBytes = isLimitedByBytes;
  }

  /**
   * How many records would go into a batch now: those in line that match, up to the limit and to the end of the
   * tumbling window.
   *
   * @param tumblingUs length of such a window, µs; 0: none.
   */
  count(records: StreamRecords, tumblingUs: number): void {
    if (tumblingUs === 0) {
      this.ready = this.matching < this.limit ? this.matching : this.limit;
      return;
    }
    const { line, limit } = this;
    this.ready = 0;
    this.isCut = false;
    let endUs = this.windowEndUs;
    for (let position = 0; position < line.length && this.ready < limit; position++) {
      const slot = line.at(position);
      if (!records.matches[slot]!) continue;
      if (endUs === Infinity) endUs = windowEndOf(records.bornUs(slot), tumblingUs);
      this.isCut = records.bornUs(slot) >= endUs;
      if (this.isCut) return;
      this.ready++;
    }
  }

  /** What is left of the batch is put in two: the first half is next. */
  bisect(): void {
    const first = Math.floor(this.size / 2);
    this.pieces.unshift(this.size - first);
    this.size = first;
  }

  /** One of the batch is done with. @returns its slot. */
  release(): number {
    this.size--;
    return this.held.shift();
  }

  /** When nothing of the batch is left, what a split has put back becomes the batch. */
  next(): void {
    if (this.size === 0 && this.pieces.length > 0) this.size = this.pieces.shift()!;
  }

  /** The state of its tumbling window is gone. */
  closeWindow(): void {
    this.isFinal = false;
    this.counted = 0;
    this.windowEndUs = Infinity;
  }
}

/** End of the tumbling window that a record belongs to which came at that time, µs. */
export function windowEndOf(bornUs: number, tumblingUs: number): number {
  return (Math.floor(bornUs / tumblingUs) + 1) * tumblingUs;
}
