/** A small queue and its consumers, for tests: no time but the handler's, and pollers that receive at once. */
import type { Arrivals, Scenario, Settings } from '../scenario.ts';
import type { Resource } from '../settings/resource-settings.ts';
import type { QueueMapping, QueueResource } from '../queue-plan.ts';

interface Changes {
  /** When messages arrive, ms; one that takes time of its own as a pair. */
  readonly messages?: readonly (number | readonly [atMs: number, durationMs: number])[];
  readonly arrivals?: Arrivals;
  readonly queue?: Partial<Omit<QueueResource, 'type'>>;
  readonly mapping?: Partial<Omit<QueueMapping, 'type'>>;
  readonly mappings?: NonNullable<Settings['mappings']>;
  readonly function?: Partial<Settings['function']>;
  readonly functions?: NonNullable<Settings['functions']>;
  readonly resources?: Readonly<Record<string, Resource>>;
  readonly concurrencyLimit?: number;
  readonly faults?: Scenario['faults'];
  readonly horizonMs?: number;
  readonly seed?: number;
}

/** A handler of 100 ms, batches of 10, one poller, messages hidden for 10 s. */
export function smallQueue(changes: Changes = {}): Scenario {
  const requests = (changes.messages ?? [0]).map((message) =>
    typeof message === 'number' ? { atMs: message } : { atMs: message[0], durationMs: message[1] },
  );
  return {
    id: 'small-queue',
    title: 'Small queue',
    question: '',
    summary: '',
    model: 'queue',
    family: 'test',
    seed: changes.seed ?? 1,
    horizonMs: changes.horizonMs ?? 1e9,
    settings: {
      function: {
        memoryMb: 128,
        timeoutMs: 3000,
        handlerMs: 100,
        createMs: 0,
        init: { extensionsMs: 0, runtimeMs: 0, functionMs: 0 },
        ...changes.function,
      },
      ...(changes.functions ? { functions: changes.functions } : {}),
      keep: { functionIdleMs: null, environmentIdleMs: null, maxAgeMs: null },
      routing: 'most-recently-used',
      concurrencyLimit: changes.concurrencyLimit ?? 1000,
      resources: {
        queue: { type: 'queue', visibilityTimeoutMs: 10_000, ...changes.queue },
        ...changes.resources,
      },
      mappings: {
        poll: {
          type: 'queue',
          source: 'queue',
          batchSize: 10,
          pollEveryMs: 0,
          scaling: { initial: 1, perMinute: 0, max: 1 },
          ...changes.mapping,
        },
        ...changes.mappings,
      },
    },
    entry: 'queue',
    arrivals: changes.arrivals ?? { kind: 'list', requests },
    faults: changes.faults ?? [],
    tunable: [],
    claims: [],
    simplifications: [],
  };
}
