/** Scenarios that take every way through provisioned concurrency, its scaling, and SnapStart. */
import type { Arrivals, Scenario, Settings } from '../scenario.ts';
import type { Call } from '../settings/change-settings.ts';
import type { AutoScaling } from '../settings/provision-settings.ts';
import { smallScenario } from './small-scenario.ts';

const MINUTE = 60_000;

interface Parts {
  readonly function?: Partial<Settings['function']>;
  readonly settings?: Partial<Omit<Settings, 'function'>>;
  readonly invokes?: string;
  readonly arrivals?: Arrivals;
  readonly changes?: readonly Call[];
  readonly faults?: Scenario['faults'];
  readonly minutes: number;
}

export function provisionTour(id: string, parts: Parts): Scenario {
  return {
    ...smallScenario({
      horizonMs: parts.minutes * MINUTE,
      arrivals: parts.arrivals ?? { kind: 'list', requests: [] },
      faults: parts.faults ?? [],
      function: parts.function ?? {},
      settings: {
        concurrencyLimit: 1000,
        caller: {
          invocationType: 'RequestResponse',
          permitted: true,
          invokes: parts.invokes ?? 'function:1',
        },
        ...parts.settings,
      },
    }),
    id,
    asOf: '2026-11-20',
    changes: [...(parts.changes ?? [])],
  };
}

const put = (id: string, atMs: number, concurrency: number, of = 'function:1'): Call => ({
  kind: 'put-provisioned-concurrency',
  id,
  title: '',
  on: true,
  atMs,
  of,
  concurrency,
});
const point = (id: string, atMs: number, version: string, second?: string): Call => ({
  kind: 'update-alias',
  id,
  title: '',
  on: true,
  atMs,
  alias: 'live',
  version,
  ...(second === undefined ? {} : { additional: { version: second, weight: 0.5 } }),
});

/** Asked for, asked for otherwise and deleted in every state; slow enough that each state lasts. */
const allocations: Scenario = provisionTour('allocations', {
  minutes: 30,
  function: {
    init: { extensionsMs: 0, runtimeMs: 0, functionMs: 10_000 },
    versions: { 1: {}, 2: {}, 3: {}, 4: {}, 5: {} },
  },
  settings: { provisioning: { startMs: 20_000, rate: { atOnce: 2, perPeriod: 2, periodMs: 10_000 } } },
  changes: [
    // Starting: more, fewer, none.
    put('a', 0, 4),
    put('b', 1000, 6),
    put('c', 25_000, 5),
    put('d', 26_000, 2),
    put('e', 200_000, 1),
    put('f', 210_000, 0),
    put('g', 220_000, 3),
    put('h', 225_000, 0),
    // Initialising: as many as are made; then deleted.
    put('i', 300_000, 2, 'function:2'),
    put('j', 325_000, 1, 'function:2'),
    put('k', 326_000, 0, 'function:2'),
    put('l', 400_000, 4, 'function:3'),
    put('m', 425_000, 0, 'function:3'),
    // Ready while one that is let go of still initialises, then more.
    put('n', 500_000, 2, 'function:4'),
    put('o', 600_000, 4, 'function:4'),
    put('p', 625_000, 3, 'function:4'),
    put('q', 700_000, 0, 'function:4'),
    // Nothing is asked for, and taken back.
    put('r', 800_000, 0, 'function:5'),
  ],
});

/** The alias is pointed elsewhere, back and to two versions in every state. */
const moved: Scenario = provisionTour('moved-allocations', {
  minutes: 30,
  invokes: 'function:live',
  function: {
    init: { extensionsMs: 0, runtimeMs: 0, functionMs: 10_000 },
    versions: { 1: {}, 2: {} },
    aliases: { live: { version: '1', provisioned: { concurrency: 4 } } },
  },
  settings: { provisioning: { startMs: 20_000, rate: { atOnce: 2, perPeriod: 2, periodMs: 10_000 } } },
  arrivals: { kind: 'constant', everyMs: 1000, startMs: 0, untilMs: 600_000 },
  changes: [
    point('a', 10_000, '1'),
    point('b', 20_000, '2'),
    point('c', 30_000, '1'),
    point('d', 52_000, '2'),
    point('e', 84_000, '2'),
    point('f', 200_000, '1', '2'),
    point('g', 222_000, '1', '2'),
    put('refused', 230_000, 5, 'function:live'),
    point('h', 300_000, '$LATEST'),
  ],
});

/** Init fails while environments are made, and again once others are asked for. */
const failing = (id: string, which: number, rate: number): Scenario =>
  provisionTour(id, {
    minutes: 20,
    function: { versions: { 1: {}, 2: {} }, aliases: { live: { version: '1' } } },
    settings: {
      provisioning: { startMs: 20_000, rate: { atOnce: rate, perPeriod: rate, periodMs: 10_000 } },
    },
    faults: [{ id: 'init', title: '', on: true, kind: 'init-error', which: [which], of: 'function:1' }],
    changes: [
      put('a', 0, 4, 'function:live'),
      put('b', 100_000, 3, 'function:live'),
      point('move', 400_000, '2'),
      put('c', 500_000, 0, 'function:live'),
    ],
  });

/** An allocation that has failed is asked for less, moved, or deleted. */
const failed = (id: string, then: Call): Scenario =>
  provisionTour(id, {
    minutes: 20,
    function: {
      versions: { 1: {}, 2: {} },
      aliases: { live: { version: '1', provisioned: { concurrency: 1 } } },
    },
    settings: { provisioning: { startMs: 1000 } },
    faults: [{ id: 'init', title: '', on: true, kind: 'init-error', which: [2], of: 'function:1' }],
    changes: [put('a', 0, 3, 'function:live'), then],
  });

/** What AWS refuses. */
const refusals: Scenario = provisionTour('provisioned-refusals', {
  minutes: 5,
  function: {
    reservedConcurrency: 10,
    revisions: { snap: { snapStart: { restoreMs: 10, runtime: 'java21' } } },
    versions: { 1: {}, 2: { revision: 'snap' } },
    aliases: {
      live: { version: '1', provisioned: { concurrency: 2 } },
      both: { version: '1', additional: { version: '2', weight: 0.5 } },
    },
  },
  settings: {
    functions: {
      other: { ...smallScenario().settings.function, versions: { 1: {} } },
    },
  },
  changes: [
    put('latest', 1000, 1, 'function'),
    put('weights', 1000, 1, 'function:both'),
    put('twice', 1000, 1, 'function:1'),
    put('snapshot', 1000, 1, 'function:2'),
    put('reserved', 1000, 11, 'function:live'),
    { ...put('unreserved', 1000, 900, 'other:1'), function: 'other' },
    { kind: 'put-function-concurrency', id: 'too-few', title: '', on: true, atMs: 1000, reserved: 1 },
  ],
});

/** More requests a second than what is provisioned takes. */
const frequent: Scenario = provisionTour('provisioned-requests-per-second', {
  minutes: 5,
  function: { handlerMs: 10, versions: { 1: { provisioned: { concurrency: 1 } } } },
  arrivals: { kind: 'constant', everyMs: 40, startMs: 0, untilMs: 3000 },
});

/** Requests that keep so many environments at work. */
const load = (
  parts: readonly (readonly [busy: number, fromMinute: number, toMinute: number])[],
): Arrivals => ({
  kind: 'schedule',
  parts: parts.map(([busy, from, to]) => ({
    kind: 'constant',
    everyMs: Math.round(2000 / busy),
    startMs: from * MINUTE,
    untilMs: to * MINUTE,
  })),
});

const scaled = (
  id: string,
  concurrency: number,
  autoScaling: AutoScaling,
  parts: Omit<Parts, 'function'> & { readonly function?: Partial<Settings['function']> },
): Scenario =>
  provisionTour(id, {
    ...parts,
    function: {
      handlerMs: 2000,
      versions: { 1: { provisioned: { concurrency, autoScaling } } },
      ...parts.function,
    },
  });

/** Out, in and out again; scheduled actions in every state; a pause; minutes without a request. */
const tracked: readonly Scenario[] = [
  scaled(
    'target-tracking-out-and-in',
    4,
    {
      minimum: 2,
      maximum: 12,
      target: 0.5,
      schedule: [
        { atMs: 20_000, minimum: 2 },
        { atMs: 90_000, minimum: 2 },
        { atMs: 5 * MINUTE + 10_000, minimum: 2 },
        { atMs: 14 * MINUTE + 10_000, minimum: 2 },
        { atMs: 40 * MINUTE + 10_000, minimum: 8, maximum: 12 },
        { atMs: 42 * MINUTE + 10_000, maximum: 9 },
        { atMs: 50 * MINUTE + 10_000, minimum: 1, maximum: 3 },
      ],
    },
    {
      minutes: 60,
      settings: { provisioning: { startMs: 90_000 } },
      arrivals: load([
        [4, 0, 12],
        [1, 12, 36],
        [2, 38, 44],
        [5, 44, 50],
      ]),
    },
  ),
  // Init is slow: measurements of every kind, and actions, come while more is made ready.
  scaled(
    'scaled-while-scaling',
    4,
    {
      minimum: 2,
      maximum: 30,
      target: 0.5,
      schedule: [
        { atMs: 3 * MINUTE + 30_000, minimum: 2 },
        { atMs: 4 * MINUTE + 30_000, minimum: 28 },
        { atMs: 5 * MINUTE + 30_000, minimum: 1, maximum: 3 },
        { atMs: 20 * MINUTE + 30_000, minimum: 6, maximum: 9 },
        { atMs: 21 * MINUTE, minimum: 6, maximum: 9 },
      ],
    },
    {
      minutes: 40,
      settings: { provisioning: { startMs: 300_000 } },
      arrivals: load([
        [4, 0, 4],
        [0.5, 22, 23],
        [1, 23.5, 25],
        [3, 25, 40],
      ]),
    },
  ),
  // What is asked for is refused, or fails.
  scaled(
    'scaling-fails',
    2,
    {
      minimum: 2,
      maximum: 50,
      target: 0.5,
      schedule: [
        { atMs: 3 * MINUTE + 30_000, minimum: 40 },
        { atMs: 6 * MINUTE + 30_000, minimum: 2 },
        { atMs: 7 * MINUTE + 30_000, minimum: 3, maximum: 50 },
        { atMs: 12 * MINUTE, minimum: 1, maximum: 2 },
      ],
    },
    {
      minutes: 20,
      function: { reservedConcurrency: 10 },
      settings: { provisioning: { startMs: 1000 } },
      arrivals: load([[1, 4, 5]]),
      faults: [{ id: 'init', title: '', on: true, kind: 'init-error', which: [3], of: 'function:1' }],
    },
  ),
  scaled(
    'scheduled-only',
    2,
    {
      minimum: 2,
      maximum: 4,
      schedule: [
        { atMs: MINUTE, minimum: 3 },
        { atMs: 4 * MINUTE, maximum: 6 },
        { atMs: 5 * MINUTE, minimum: 0, maximum: 0 },
      ],
    },
    { minutes: 10 },
  ),
  scaled(
    'scheduled-and-refused',
    2,
    { minimum: 2, maximum: 4, schedule: [{ atMs: MINUTE, minimum: 40, maximum: 40 }] },
    { minutes: 5, function: { reservedConcurrency: 10 } },
  ),
];

/** Snapshots that are taken and that fail, restores that are too slow, connections that are dead and opened again. */
const snapshots: readonly Scenario[] = [false, true].map((reconnects) =>
  provisionTour(`snapshot-reconnects-${reconnects}`, {
    minutes: 10,
    invokes: 'function:1',
    function: {
      calls: [{ to: 'database', connection: 'outside' }],
      revisions: {
        snap: {
          snapStart: {
            restoreMs: { kind: 'uniform', minMs: 0, maxMs: 12_000 },
            runtime: 'java21',
            reconnects,
          },
        },
        slow: {
          init: { extensionsMs: 0, runtimeMs: 0, functionMs: 200_000 },
          snapStart: { restoreMs: 10, runtime: 'java21' },
        },
        bad: { handlerMs: 1, snapStart: { restoreMs: 10, runtime: 'java21' } },
      },
    },
    settings: {
      resources: { database: { type: 'downstream', service: 'database', latencyMs: 10, connectMs: 30 } },
      keep: { functionIdleMs: null, environmentIdleMs: 5000, maxAgeMs: null },
    },
    arrivals: { kind: 'burst', atMs: 20_000, count: 4, withinMs: 0, repeatEveryMs: 30_000, repeats: 12 },
    faults: [{ id: 'init', title: '', on: true, kind: 'init-error', which: [1], of: 'function:3' }],
    changes: [
      { kind: 'update-function-code', id: 'a', title: '', on: true, atMs: 0, revision: 'snap' },
      { kind: 'publish-version', id: 'b', title: '', on: true, atMs: 1000, version: '1' },
      { kind: 'update-function-code', id: 'c', title: '', on: true, atMs: 30_000, revision: 'slow' },
      { kind: 'publish-version', id: 'd', title: '', on: true, atMs: 40_000, version: '2' },
      { kind: 'update-function-code', id: 'e', title: '', on: true, atMs: 50_000, revision: 'bad' },
      { kind: 'publish-version', id: 'f', title: '', on: true, atMs: 60_000, version: '3' },
    ],
  }),
);

export const provisionTours: readonly Scenario[] = [
  allocations,
  moved,
  failing('one-of-few-fails', 3, 4),
  failing('one-of-many-fails', 1, 2),
  failed('failed-then-fewer', put('fewer', 60_000, 1, 'function:live')),
  failed('failed-then-more', put('more', 60_000, 2, 'function:live')),
  failed('failed-then-moved', point('moved', 60_000, '2')),
  failed('failed-then-deleted', put('deleted', 60_000, 0, 'function:live')),
  refusals,
  frequent,
  ...tracked,
  ...snapshots,
];
