/** The smallest scenario: one request, constants everywhere; tests change what they are about. */
import type { Arrivals, Scenario, Settings } from '../scenario.ts';

interface Changes {
  readonly requests?: readonly (number | readonly [atMs: number, durationMs: number])[];
  readonly function?: Partial<Settings['function']>;
  readonly settings?: Partial<Omit<Settings, 'function'>>;
  readonly faults?: Scenario['faults'];
  readonly arrivals?: Arrivals;
  readonly horizonMs?: number;
  readonly seed?: number;
}

/** Requests at the given milliseconds (with their own durations, if given); creation 50 ms, runtime 100 ms, code 200 ms, handler 40 ms. */
export function smallScenario(changes: Changes = {}): Scenario {
  const requests = (changes.requests ?? [0]).map((request) =>
    typeof request === 'number' ? { atMs: request } : { atMs: request[0], durationMs: request[1] },
  );
  return {
    id: 'small',
    title: 'Small',
    question: '',
    summary: '',
    model: 'direct',
    family: 'test',
    seed: changes.seed ?? 1,
    horizonMs: changes.horizonMs ?? 1e9,
    settings: {
      function: {
        memoryMb: 128,
        timeoutMs: 3000,
        handlerMs: 40,
        createMs: 50,
        init: { extensionsMs: 0, runtimeMs: 100, functionMs: 200 },
        ...changes.function,
      },
      keep: { functionIdleMs: null, environmentIdleMs: 10_000, maxAgeMs: null },
      routing: 'most-recently-used',
      caller: { invocationType: 'RequestResponse', permitted: true },
      ...changes.settings,
    },
    arrivals: changes.arrivals ?? { kind: 'list', requests },
    faults: changes.faults ?? [],
    tunable: [],
    claims: [],
    simplifications: [],
  };
}
