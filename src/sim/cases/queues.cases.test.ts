import { describe, expect, it } from 'vitest';
import { simulate } from '../run.ts';
import { idealRules } from '../testing/ideal-rules.ts';
import type { Trace } from '../trace.ts';
import { queueScenario, type QueueInputs } from './queue-scenario.ts';
import data from './queues.json';

interface QueueCase {
  readonly id: string;
  readonly inputs: QueueInputs;
  readonly expected: Readonly<Record<string, number | readonly number[]>>;
  readonly tolerance: Readonly<Record<string, unknown>>;
}

type Bound = { readonly abs: number; readonly forMessages: number } | { readonly rel: number };

/** What cases expect, measured on a run. */
function measured(trace: Trace, messages: number) {
  const steps = (kind: string, state: string, reason?: string) => {
    const code = trace.kinds.findIndex(({ name }) => name === kind);
    const to = trace.kinds[code]!.states.indexOf(state);
    return Array.from({ length: trace.length }, (_, step) => step).filter(
      (step) =>
        trace.kind[step] === code &&
        trace.to[step] === to &&
        (reason === undefined || trace.reasons[trace.reason[step]!] === reason),
    );
  };
  const atMs = (all: readonly number[]) => all.map((step) => trace.at[step]! / 1000);
  const receives = steps('message', 'in flight').filter(
    (step) => trace.events[trace.event[step]!] === 'receive',
  );
  const moved = atMs(steps('message', 'dead-lettered'));
  const done = steps('message', 'deleted');
  return {
    pDeadLetter: moved.length / messages,
    meanReceives: receives.length / messages,
    receiveStartsMs: atMs(receives),
    movedToDlqAtMs: moved[0]!,
    invocations: steps('request', 'running').length,
    receives: receives.length,
    deletedOk: done.length,
    deadLettered: moved.length,
    dlqAtMs: moved[0]!,
    doneAtMs: atMs(done).at(-1)!,
  };
}

describe(data.title, () => {
  it.each(data.cases as unknown as readonly QueueCase[])(
    '$id',
    { timeout: 60_000 },
    ({ id, inputs, expected, tolerance }) => {
      const trace = simulate(queueScenario(id, inputs), idealRules);
      expect(trace.end.kind).not.toBe('law');
      const messages = inputs.messages ?? 1;
      const found: Readonly<Record<string, unknown>> = measured(trace, messages);
      for (const [key, value] of Object.entries(expected)) {
        const bound = tolerance[key] as Bound | 'exact' | undefined;
        if (bound === undefined || bound === 'exact') expect(found[key], key).toEqual(value);
        else {
          const allowed =
            'rel' in bound
              ? bound.rel * Number(value)
              : bound.abs * Math.max(1, Math.sqrt(bound.forMessages / messages));
          expect(
            Math.abs(Number(found[key]) - Number(value)),
            `${key}: ${String(found[key])}`,
          ).toBeLessThanOrEqual(allowed);
        }
      }
    },
  );
});
