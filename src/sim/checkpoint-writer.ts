import type { ActorKind, Checkpoints, TraceColumns } from './trace.ts';
import { WorldReducer } from './world-reducer.ts';

/** Steps between checkpoints at least; more when many actors are alive, so that they stay a small part of the trace. */
const STEPS_BETWEEN = 2048;

/** Makes a run's checkpoints as its steps are recorded. */
export class CheckpointWriter {
  readonly #reducer: WorldReducer;
  readonly #steps: number[] = [];
  readonly #saved: Float64Array[] = [];
  #bytes = 0;
  #nextAt = STEPS_BETWEEN;

  constructor(kinds: readonly ActorKind[], reasons: readonly string[]) {
    this.#reducer = new WorldReducer(kinds, reasons);
  }

  /** Bytes of the checkpoints so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Call after steps were recorded; makes a checkpoint when one is due. */
  advance(trace: TraceColumns, length: number): void {
    if (length < this.#nextAt) return;
    this.#reducer.applyTo(trace, length - 1);
    const saved = this.#reducer.save();
    this.#steps.push(length - 1);
    this.#saved.push(saved);
    this.#bytes += saved.byteLength;
    // At most about eight bytes of checkpoint to a step.
    this.#nextAt = length + Math.max(STEPS_BETWEEN, saved.length);
  }

  checkpoints(): Checkpoints {
    const offsets = new Uint32Array(this.#saved.length + 1);
    this.#saved.forEach((saved, index) => (offsets[index + 1] = offsets[index]! + saved.length));
    const data = new Float64Array(offsets[this.#saved.length]!);
    this.#saved.forEach((saved, index) => data.set(saved, offsets[index]));
    return { steps: Int32Array.from(this.#steps), offsets, data };
  }
}
