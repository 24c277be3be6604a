/** A small stream and its consumers, for tests: no time but the handler's, and readers that poll without a pause. */
import type { Arrivals, Scenario, Settings } from '../scenario.ts';
import type { StreamMapping } from '../settings/mapping-settings.ts';
import type { Resource, StreamResource } from '../settings/resource-settings.ts';

type Consumer = Partial<Omit<StreamMapping, 'type' | 'source'>>;

interface Changes {
  /** When records arrive, ms; one that takes time of its own as a pair. */
  readonly records?: readonly (number | readonly [atMs: number, durationMs: number])[];
  readonly arrivals?: Arrivals;
  readonly stream?: Partial<Omit<StreamResource, 'type'>>;
  /** The first is called `reader`, further ones by their own names. */
  readonly mapping?: Consumer;
  readonly mappings?: Readonly<Record<string, Consumer>>;
  readonly function?: Partial<Settings['function']>;
  readonly functions?: NonNullable<Settings['functions']>;
  readonly resources?: Readonly<Record<string, Resource>>;
  readonly concurrencyLimit?: number;
  readonly faults?: Scenario['faults'];
  readonly horizonMs?: number;
  readonly seed?: number;
}

/** A handler of 100 ms, one shard, batches of 10, tried again 100 ms after an error. */
export function smallStream(changes: Changes = {}): Scenario {
  const requests = (changes.records ?? [0]).map((record) =>
    typeof record === 'number' ? { atMs: record } : { atMs: record[0], durationMs: record[1] },
  );
  const mapping = (own: Consumer = {}): StreamMapping => ({
    type: 'stream',
    source: 'stream',
    batchSize: 10,
    pollEveryMs: 0,
    retryBackOff: { firstMs: 100, factor: 1, capMs: 100 },
    ...own,
  });
  return {
    id: 'small-stream',
    title: 'Small stream',
    question: '',
    summary: '',
    model: 'stream',
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
        stream: { type: 'stream', service: 'kinesis', shards: 1, ...changes.stream },
        ...changes.resources,
      },
      mappings: {
        reader: mapping(changes.mapping),
        ...Object.fromEntries(Object.entries(changes.mappings ?? {}).map(([id, own]) => [id, mapping(own)])),
      },
    },
    entry: 'stream',
    arrivals: changes.arrivals ?? { kind: 'list', requests },
    faults: changes.faults ?? [],
    tunable: [],
    claims: [],
    simplifications: [],
  };
}
