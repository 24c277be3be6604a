/**
 * What holds of releases whatever happens: an alias's shares are a whole at every moment, a request meets a
 * version that its alias points to when it arrives and ends on it, and no release loses a request.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulate } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { Change } from './settings/change-settings.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { realRules } from './testing/real-rules.ts';
import { releaseTours } from './testing/release-tours.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { hashTrace } from './trace-hash.ts';
import { NONE, type Trace } from './trace.ts';
import { TransitionCoverage, transitionName } from './transition-coverage.ts';

const MINUTE = 60_000;
const WHOLE = 10_000;

const at = fc.integer({ min: 0, max: 15 * 60 }).map((seconds) => seconds * 1000);
const version = fc.constantFrom('1', '2', '3', '4', '$LATEST', 'live');
const hook = fc.option(fc.constantFrom('good', 'bad', 'mute'), { nil: undefined });
const given = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

const anyChange: fc.Arbitrary<Omit<Change, 'id'>> = fc.oneof(
  fc
    .record({
      atMs: at,
      version,
      additional: fc.option(fc.record({ version, weight: fc.constantFrom(0, 0.001, 0.03, 0.1, 0.5, 1) }), {
        nil: undefined,
      }),
    })
    .map((fields) => ({
      ...given(fields),
      kind: 'update-alias' as const,
      title: '',
      on: true,
      alias: 'live',
    })),
  fc
    .record({
      atMs: at,
      version: fc.constantFrom('1', '2', '3'),
      configuration: fc.constantFrom(
        'LambdaAllAtOnce',
        'LambdaCanary10Percent5Minutes',
        'LambdaLinear10PercentEvery1Minute',
      ),
      beforeAllowTraffic: hook,
      afterAllowTraffic: hook,
      alarms: fc.option(fc.constant(['errors']), { nil: undefined }),
      rollback: fc.option(fc.boolean(), { nil: undefined }),
    })
    .map((fields) => ({
      ...given(fields),
      kind: 'create-deployment' as const,
      title: '',
      on: true,
      alias: 'live',
    })),
  at.map((atMs) => ({ kind: 'update-function-code' as const, title: '', on: true, atMs, revision: 'next' })),
);

const code = {
  memoryMb: 128,
  timeoutMs: 3000,
  createMs: 20,
  init: { extensionsMs: 0, runtimeMs: 0, functionMs: 30 },
};

const anyRelease: fc.Arbitrary<Scenario> = fc
  .record({
    seed: fc.nat(1000),
    changes: fc.array(anyChange, { minLength: 1, maxLength: 8 }),
    publishAtMs: at,
    errorShare: fc.constantFrom(0, 0.2, 1),
    handlerMs: fc.constantFrom(10, 900, 5000),
    ratePerSec: fc.constantFrom(0.2, 1, 3),
    of: fc.constantFrom('function', 'function:live', 'function:2'),
  })
  .map(({ seed, changes, publishAtMs, errorShare, handlerMs, ratePerSec, of }) => {
    const small = smallScenario({
      seed,
      arrivals: { kind: 'poisson', ratePerSec, untilMs: 16 * MINUTE },
      function: {
        ...code,
        handlerMs,
        revisions: { next: { errorShare, handlerMs: 40 } },
        versions: { '1': {}, '2': { revision: 'next' } },
        aliases: { live: { version: '1' } },
      },
    });
    const publish: Change = {
      id: 'publish',
      title: '',
      on: true,
      kind: 'publish-version',
      atMs: publishAtMs,
      version: '3',
    };
    return {
      ...small,
      settings: {
        ...small.settings,
        functions: {
          good: { ...code, handlerMs: 10 },
          bad: { ...code, handlerMs: 10, errorShare: 1 },
          mute: { ...code, handlerMs: 9000 },
        },
        alarms: { errors: { metric: 'Errors', of, above: 0, evaluationPeriods: 2, datapoints: 1 } },
        caller: { invocationType: 'RequestResponse', permitted: true, invokes: 'function:live' },
      },
      changes: [publish, ...changes.map((change, index) => ({ ...change, id: `change-${index}` }) as Change)],
    };
  });

const kindIn = (trace: Trace, name: string) => trace.kinds.findIndex((kind) => kind.name === name);

/** What is wrong with where requests went, told by the steps of the alias alone. */
function misdirected(trace: Trace): string[] {
  const wrong: string[] = [];
  const [alias, request, versions] = ['alias', 'request', 'version'].map((name) => kindIn(trace, name));
  const placeOfVersion: number[] = [];
  const live = trace.places.findIndex(({ name }) => name === 'function:live');
  /** By place of the version: its share now. */
  let shares = new Map<number, number>();
  const homes: number[] = [];
  for (let step = 0; step < trace.length; step++) {
    const kind = trace.kind[step];
    const actor = trace.actor[step]!;
    const where = `step ${step} at ${trace.at[step]}`;
    if (kind === versions && trace.from[step] === NONE) placeOfVersion[actor] = trace.place[step]!;
    if (kind === alias && trace.place[step] === live) {
      const isShare = trace.events[trace.event[step]!] === 'share';
      if (!isShare) shares = new Map();
      const isLatest = trace.otherKind[step] === NONE;
      shares.set(isLatest ? 0 : placeOfVersion[trace.other[step]!]!, trace.amount[step]!);
    }
    if (kind !== request) continue;
    if (trace.from[step] === NONE) {
      homes[actor] = trace.place[step]!;
      const sum = [...shares.values()].reduce((all, share) => all + share, 0);
      if (sum !== WHOLE) wrong.push(`${where}: shares of ${sum}`);
      if (shares.size > 1 && shares.has(0)) wrong.push(`${where}: $LATEST has a weight`);
      // Hooks are requests of their own.
      const isOfAlias = trace.cause[step] === -1;
      if (isOfAlias && !((shares.get(trace.place[step]!) ?? 0) > 0))
        wrong.push(`${where}: a version without a share`);
    } else if (homes[actor] !== trace.place[step]) wrong.push(`${where}: another version`);
  }
  return wrong;
}

/** Requests that have no end; at the end of a drained run there is none. */
function unended(trace: Trace): number {
  const request = kindIn(trace, 'request');
  const { isFinal } = trace.kinds[request]!;
  const open = new Set<number>();
  for (let step = 0; step < trace.length; step++) {
    if (trace.kind[step] !== request) continue;
    if (isFinal[trace.to[step]!]!) open.delete(trace.actor[step]!);
    else open.add(trace.actor[step]!);
  }
  return open.size;
}

describe('a release', () => {
  it('shares all traffic at every moment, and each request ends where it began', () => {
    fc.assert(
      fc.property(anyRelease, (scenario) => {
        const trace = simulate(scenario, idealRules);
        expect(trace.end.kind).toBe('drained');
        expect(misdirected(trace)).toEqual([]);
        expect(unended(trace)).toBe(0);
      }),
      { numRuns: 60 },
    );
  }, 30_000);

  it('goes the same compiled and by XState', () => {
    fc.assert(
      fc.property(anyRelease, (scenario) => {
        const bounds = { maxSteps: 1500 };
        const trace = simulate(scenario, idealRules, { bounds });
        expect(hashTrace(trace)).toBe(
          hashTrace(simulate(scenario, idealRules, { bounds, interpreter: 'reference' })),
        );
      }),
      { numRuns: 15 },
    );
  }, 30_000);
});

it('takes every way there is', () => {
  const coverage = new TransitionCoverage();
  for (const scenario of releaseTours) {
    const trace = simulate(scenario, realRules(scenario.asOf!), { coverage });
    expect(['horizon', 'drained'], scenario.id).toContain(trace.end.kind);
  }
  const kinds = ['version', 'alias', 'deployment', 'alarm'];
  const never = coverage.report().filter(({ kind, count }) => kinds.includes(kind) && count === 0);
  expect(never.map(transitionName)).toEqual([]);
});
