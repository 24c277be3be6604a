/**
 * Iterator age, read off a trace: when an invocation of a stream's batch begins, the age of the last
 * record of the batch. CloudWatch's metric IteratorAge says the same in milliseconds.
 */
import { isInFlight } from './phase.ts';
import { NONE } from './trace.ts';
import type { Trace } from './trace.ts';

export interface IteratorAge {
  /** Step at which the invocation was accepted, its time (µs), and the place of the mapping. */
  readonly step: number;
  readonly atUs: number;
  readonly place: number;
  /** Number of the reader that sent the batch, and records in it. */
  readonly reader: number;
  readonly size: number;
  readonly ageUs: number;
}

/**
 * The iterator age of every invocation that a stream's batch had, in their order. Those that were turned
 * away and final invocations of tumbling windows, which carry no records, have none.
 */
export function iteratorAges(trace: Trace): IteratorAge[] {
  const kindOf = (name: string) => trace.kinds.findIndex((kind) => kind.name === name);
  const [request, record, reader] = [kindOf('request'), kindOf('record'), kindOf('reader')];
  if (trace.kinds[reader]!.states.length === 0) return [];
  const stateOf = (kind: number, state: string) => trace.kinds[kind]!.states.indexOf(state);
  const inBatch = stateOf(record, 'in batch');
  const isAccepted = trace.kinds[request]!.states.map(isInFlight);
  const final = trace.reasons.indexOf('window: final');
  const bornUs: number[] = [];
  /** By reader: records it holds, in order, and where they begin. */
  const held: number[][] = [];
  const begins: number[] = [];
  const isFinal: boolean[] = [];
  const ages: IteratorAge[] = [];
  for (let step = 0; step < trace.length; step++) {
    const kind = trace.kind[step]!;
    const actor = trace.actor[step]!;
    if (kind === record) {
      if (trace.from[step] === NONE) bornUs[actor] = trace.at[step]!;
      else if (trace.to[step] === inBatch) (held[trace.other[step]!] ??= []).push(actor);
      // Records leave a batch in the order in which they came to it.
      else if (trace.from[step] === inBatch)
        begins[trace.other[step]!] = (begins[trace.other[step]!] ?? 0) + 1;
    } else if (kind === reader) {
      if (trace.reason[step] === final) isFinal[actor] = true;
      else if (trace.amount[step]! > 0 && trace.other[step]! >= 0) isFinal[actor] = false;
    } else if (kind === request && trace.from[step] === NONE && isAccepted[trace.to[step]!]!) {
      const cause = trace.cause[step]!;
      if (cause < 0 || trace.kind[cause] !== reader) continue;
      const by = trace.actor[cause]!;
      if (isFinal[by]) continue;
      const size = trace.amount[cause]!;
      const last = held[by]![(begins[by] ?? 0) + size - 1]!;
      const atUs = trace.at[step]!;
      ages.push({ step, atUs, place: trace.place[cause]!, reader: by, size, ageUs: atUs - bornUs[last]! });
    }
  }
  return ages;
}
