import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LawStates } from './law-states.ts';
import { PROVISION_LAWS, ProvisionLaws } from './provision-laws.ts';
import { Recorder } from './recorder.ts';
import { simulate } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { Change } from './settings/change-settings.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { NONE } from './trace.ts';
import type { Trace } from './trace.ts';
import { kindCode } from './vocabulary.ts';

const MINUTE = 60_000;

const anyChange = fc.record({
  kind: fc.constantFrom('put', 'move', 'split', 'reserve'),
  atMs: fc.integer({ min: 0, max: 10 * MINUTE }),
  of: fc.constantFrom('function:1', 'function:2', 'function:live'),
  concurrency: fc.integer({ min: 0, max: 30 }),
  version: fc.constantFrom('1', '2', '$LATEST'),
  weight: fc.double({ min: 0, max: 1, noNaN: true }),
});

const anyProvisioned = fc.record({
  seed: fc.integer({ min: 0, max: 1000 }),
  before: fc.integer({ min: 0, max: 20 }),
  reserved: fc.option(fc.integer({ min: 20, max: 60 })),
  changes: fc.array(anyChange, { maxLength: 8 }),
  failing: fc.constantFrom(0, 0, 0.05),
  ratePerSec: fc.constantFrom(0.2, 1, 3),
  functionMs: fc.constantFrom(0, 200, 20_000),
  usable: fc.constantFrom('when-all-are-ready', 'one-by-one'),
  scaled: fc.boolean(),
});
type Drawn = typeof anyProvisioned extends fc.Arbitrary<infer T> ? T : never;

function scenarioOf(drawn: Drawn): Scenario {
  const { before, reserved, scaled } = drawn;
  const changes = drawn.changes.map((change, index): Change => {
    const common = { id: `change-${index}`, title: '', on: true, atMs: change.atMs };
    const { concurrency, version, weight, of } = change;
    switch (change.kind) {
      case 'move':
        return { kind: 'update-alias', ...common, alias: 'live', version };
      case 'split':
        return {
          kind: 'update-alias',
          ...common,
          alias: 'live',
          version: '1',
          additional: { version: '2', weight },
        };
      case 'reserve':
        return { kind: 'put-function-concurrency', ...common, reserved: concurrency };
      default:
        return { kind: 'put-provisioned-concurrency', ...common, of, concurrency };
    }
  });
  return {
    ...smallScenario({
      seed: drawn.seed,
      horizonMs: 12 * MINUTE,
      function: {
        handlerMs: { kind: 'exponential', meanMs: 2000 },
        init: { extensionsMs: 0, runtimeMs: 10, functionMs: drawn.functionMs },
        timeoutMs: 30_000,
        versions: { 1: {}, 2: {} },
        aliases: {
          live: {
            version: '1',
            provisioned: {
              concurrency: before,
              ...(scaled ? { autoScaling: { minimum: 0, maximum: 25, target: 0.5 } } : {}),
            },
          },
        },
        ...(reserved === null ? {} : { reservedConcurrency: reserved }),
      },
      settings: {
        concurrencyLimit: 100,
        caller: { invocationType: 'RequestResponse', permitted: true, invokes: 'function:live' },
        provisioning: { usable: drawn.usable, rate: { atOnce: 5, perPeriod: 3, periodMs: 5000 } },
      },
      arrivals: { kind: 'poisson', ratePerSec: drawn.ratePerSec, startMs: 0, untilMs: 11 * MINUTE },
      faults: [{ id: 'init', title: '', on: true, kind: 'init-error', share: drawn.failing }],
    }),
    changes,
  };
}

/** Most requests on demand, and the most of them with what is provisioned, at any moment, counted from the trace alone. */
function peak(trace: Trace): number {
  const request = kindCode('request');
  const environment = kindCode('environment');
  const { states } = trace.kinds[request]!;
  const isIn = states.map((state) => state === 'waiting' || state === 'running');
  const provisioned = new Set<number>();
  let now = 0;
  let most = 0;
  for (let step = 0; step < trace.length; step++) {
    if (trace.kind[step] === environment && trace.reasons[trace.reason[step]!] === 'ready: provisioned')
      provisioned.add(trace.actor[step]!);
    if (trace.kind[step] !== request || provisioned.has(trace.other[step]!)) continue;
    const from = trace.from[step]!;
    now += Number(isIn[trace.to[step]!]!) - Number(from !== 255 && isIn[from]!);
    most = Math.max(most, now);
  }
  return most;
}

test('however it is asked for, moved, lowered, scaled and fails: no law breaks, both interpreters alike', () => {
  fc.assert(
    fc.property(anyProvisioned, (drawn) => {
      const scenario = scenarioOf(drawn);
      const trace = simulate(scenario, idealRules);
      expect(trace.end.kind).not.toBe('law');
      expect(peak(trace)).toBeLessThanOrEqual(100);
      const reference = simulate(scenario, idealRules, { interpreter: 'reference' });
      expect(reference.length).toBe(trace.length);
      for (const column of ['at', 'kind', 'actor', 'to', 'reason', 'cause', 'other', 'amount'] as const)
        expect(reference[column]).toEqual(trace[column]);
    }),
    { numRuns: 15 },
  );
}, 60_000);

const ENVIRONMENT = kindCode('environment');
const ALLOCATION = kindCode('allocation');
const KINDS: LawStates[] = [];
KINDS[ENVIRONMENT] = {
  states: ['create', 'frozen', 'invoke.handler', 'shutdown'],
  isFinal: [false, false, false, true],
};
KINDS[ALLOCATION] = { states: ['in progress.initialising', 'ready'], isFinal: [false, false] };
const [CREATE, FROZEN, HANDLER, SHUTDOWN] = [0, 1, 2, 3];
const [INITIALISING, READY] = [0, 1];

/** The law that steps break: [kind, actor, to, amount]; environments belong to allocation 0. */
function broken(rows: readonly (readonly [kind: number, actor: number, to: number, amount?: number])[]) {
  const laws = new ProvisionLaws(KINDS);
  const recorder = new Recorder(1);
  const last = new Map<string, number>();
  for (const [kind, actor, to, amount = 0] of rows) {
    const from = last.get(`${kind} ${actor}`) ?? NONE;
    last.set(`${kind} ${actor}`, to);
    const otherKind = kind === ALLOCATION ? ENVIRONMENT : ALLOCATION;
    const step = recorder.record(0, kind, actor, 0, -1, from, to, 0, 0, otherKind, 0, amount);
    const law = laws.check(recorder, step);
    if (law !== null) return law;
  }
  return null;
}

test.each([
  [
    'all of it has initialised',
    [
      [ENVIRONMENT, 0, CREATE],
      [ENVIRONMENT, 1, CREATE],
      [ENVIRONMENT, 0, FROZEN],
      [ENVIRONMENT, 1, FROZEN],
      [ALLOCATION, 0, READY, 2],
      [ENVIRONMENT, 0, HANDLER],
      [ENVIRONMENT, 0, SHUTDOWN],
    ],
    null,
  ],
  [
    'all of it is made, and one still initialises',
    [
      [ENVIRONMENT, 0, CREATE],
      [ENVIRONMENT, 1, CREATE],
      [ENVIRONMENT, 0, FROZEN],
      [ALLOCATION, 0, INITIALISING, 2],
    ],
    null,
  ],
  [
    'one is not made',
    [
      [ENVIRONMENT, 0, CREATE],
      [ENVIRONMENT, 1, CREATE],
      [ENVIRONMENT, 1, SHUTDOWN],
      [ALLOCATION, 0, INITIALISING, 2],
    ],
    PROVISION_LAWS.allocated,
  ],
  [
    'one still initialises',
    [
      [ENVIRONMENT, 0, CREATE],
      [ENVIRONMENT, 1, CREATE],
      [ENVIRONMENT, 0, FROZEN],
      [ALLOCATION, 0, READY, 2],
    ],
    PROVISION_LAWS.ready,
  ],
  [
    'one serves before it has initialised',
    [
      [ENVIRONMENT, 0, CREATE],
      [ENVIRONMENT, 0, HANDLER],
    ],
    PROVISION_LAWS.ahead,
  ],
] as const)('%s', (_, rows, law) => {
  expect(broken(rows)).toBe(law);
});
