/** Writes a trace: columns that grow, a row a step. */
import { grown } from './agenda.ts';
import { NONE } from './trace.ts';
import type { TraceColumns } from './trace.ts';

/** Bytes of one step over all columns. */
export const BYTES_PER_STEP = 8 + 1 + 4 + 1 + 4 + 1 + 1 + 1 + 4 + 1 + 1 + 4;

export class Recorder implements TraceColumns {
  at: Float64Array;
  kind: Uint8Array;
  actor: Uint32Array;
  event: Uint8Array;
  cause: Int32Array;
  from: Uint8Array;
  to: Uint8Array;
  reason: Uint8Array;
  other: Int32Array;
  otherKind: Uint8Array;
  place: Uint8Array;
  amount: Int32Array;
  length = 0;

  constructor(capacity = 4096) {
    this.at = new Float64Array(capacity);
    this.kind = new Uint8Array(capacity);
    this.actor = new Uint32Array(capacity);
    this.event = new Uint8Array(capacity);
    this.cause = new Int32Array(capacity);
    this.from = new Uint8Array(capacity);
    this.to = new Uint8Array(capacity);
    this.reason = new Uint8Array(capacity);
    this.other = new Int32Array(capacity);
    this.otherKind = new Uint8Array(capacity);
    this.place = new Uint8Array(capacity);
    this.amount = new Int32Array(capacity);
  }

  /** Records a step. @returns its number. */
  record(
    at: number,
    kind: number,
    actor: number,
    event: number,
    cause: number,
    from: number,
    to: number,
    reason: number,
    other: number,
    otherKind: number,
    place: number,
    amount: number,
  ): number {
    const step = this.length;
    if (step === this.at.length) this.#grow(2 * step);
    this.at[step] = at;
    this.kind[step] = kind;
    this.actor[step] = actor;
    this.event[step] = event;
    this.cause[step] = cause;
    this.from[step] = from;
    this.to[step] = to;
    this.reason[step] = reason;
    this.other[step] = other;
    this.otherKind[step] = other < 0 ? NONE : otherKind;
    this.place[step] = place;
    this.amount[step] = amount;
    this.length = step + 1;
    return step;
  }

  /** The columns cut to their length: views, not copies. */
  columns(): TraceColumns {
    const { length } = this;
    return {
      at: this.at.subarray(0, length),
      kind: this.kind.subarray(0, length),
      actor: this.actor.subarray(0, length),
      event: this.event.subarray(0, length),
      cause: this.cause.subarray(0, length),
      from: this.from.subarray(0, length),
      to: this.to.subarray(0, length),
      reason: this.reason.subarray(0, length),
      other: this.other.subarray(0, length),
      otherKind: this.otherKind.subarray(0, length),
      place: this.place.subarray(0, length),
      amount: this.amount.subarray(0, length),
    };
  }

  #grow(capacity: number): void {
    this.at = grown(this.at, new Float64Array(capacity));
    this.kind = grown(this.kind, new Uint8Array(capacity));
    this.actor = grown(this.actor, new Uint32Array(capacity));
    this.event = grown(this.event, new Uint8Array(capacity));
    this.cause = grown(this.cause, new Int32Array(capacity));
    this.from = grown(this.from, new Uint8Array(capacity));
    this.to = grown(this.to, new Uint8Array(capacity));
    this.reason = grown(this.reason, new Uint8Array(capacity));
    this.other = grown(this.other, new Int32Array(capacity));
    this.otherKind = grown(this.otherKind, new Uint8Array(capacity));
    this.place = grown(this.place, new Uint8Array(capacity));
    this.amount = grown(this.amount, new Int32Array(capacity));
  }
}
