/**
 * The cold-start scenario as one would write it by hand: no machines, no trace, no laws. The benchmark
 * measures how far the engine is from it, and a test that both count the same cold starts.
 */
import { createArrivals } from '../sim/arrivals.ts';
import { sampler } from '../sim/distribution.ts';
import { usFromMs } from '../sim/microseconds.ts';
import { createStream } from '../sim/random.ts';
import type { Scenario } from '../sim/scenario.ts';

/**
 * Serves the scenario's requests with environments of one idle limit, most recently used first.
 *
 * @param scenario constant init, unlimited concurrency, `keep` with an idle limit of the environment alone.
 * @returns how many requests were cold.
 */
export function plainLoop(scenario: Scenario): number {
  const { function: fn, keep } = scenario.settings;
  const idleUs = 'environmentIdleMs' in keep ? usFromMs(keep.environmentIdleMs as number) : Infinity;
  const initUs = usFromMs(fn.init.functionMs as number);
  const arrivals = createArrivals(scenario.arrivals, scenario.seed);
  const handlerUs = sampler(fn.handlerMs, createStream(scenario.seed, 'handler'));
  // Completions, a binary heap of times; idle environments, by the time they became idle.
  const busy: number[] = [];
  const idle: number[] = [];
  let oldestIdle = 0;
  let cold = 0;
  while (arrivals.next()) {
    const nowUs = arrivals.atUs;
    while (busy.length > 0 && busy[0]! <= nowUs) idle.push(pop(busy));
    while (oldestIdle < idle.length && idle[oldestIdle]! + idleUs <= nowUs) oldestIdle++;
    const durationUs = handlerUs();
    if (oldestIdle < idle.length) {
      idle.pop();
      push(busy, nowUs + durationUs);
    } else {
      cold++;
      idle.length = 0;
      oldestIdle = 0;
      push(busy, nowUs + initUs + durationUs);
    }
  }
  return cold;
}

function push(heap: number[], value: number): void {
  let place = heap.length;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (heap[parent]! <= value) break;
    heap[place] = heap[parent]!;
    place = parent;
  }
  heap[place] = value;
}

function pop(heap: number[]): number {
  const first = heap[0]!;
  const value = heap.pop()!;
  const size = heap.length;
  if (size === 0) return first;
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= size) break;
    if (child + 1 < size && heap[child + 1]! < heap[child]!) child++;
    if (heap[child]! >= value) break;
    heap[place] = heap[child]!;
    place = child;
  }
  heap[place] = value;
  return first;
}
