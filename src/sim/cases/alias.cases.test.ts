import { describe, expect, it } from 'vitest';
import { simulate } from '../run.ts';
import type { Rules } from '../rules.ts';
import type { Arrivals, Scenario } from '../scenario.ts';
import { measureOf, summarize } from '../summary.ts';
import { binomialBounds } from '../testing/binomial.ts';
import { idealRules } from '../testing/ideal-rules.ts';
import { realRules } from '../testing/real-rules.ts';
import type { Trace } from '../trace.ts';
import data from './alias.json';
import { caseScenario } from './case-scenario.ts';

/** Two-sided error of the case file's intervals. */
const ERROR = 1e-6;
const MINUTE_MS = 60_000;

interface Inputs {
  readonly requests?: number;
  readonly canaryWeight?: number;
  readonly ratePerSec?: number;
  readonly schedule?: string;
  readonly toMs?: number;
  readonly version?: string;
  readonly additional?: Readonly<Record<string, number>>;
  readonly update?: { readonly functionVersion: string };
  readonly preset?: string;
}

interface Expected {
  readonly interval?: readonly [number, number];
  readonly newVersionShareInWindow?: number;
  readonly meanNew?: number;
  readonly share?: Readonly<Record<string, number>>;
  readonly timeline?: readonly { readonly minute: number; readonly newVersionPercent: number }[];
  readonly stepPercent?: number;
  readonly everyMinutes?: number;
  readonly derivedMinutesTo100?: number;
}

interface Case {
  readonly id: string;
  readonly group: string;
  readonly regime?: string;
  readonly inputs: Inputs;
  readonly expected: Expected;
  readonly tolerance?: { readonly newVersionShareInWindow?: { readonly abs: number } };
}

const cases = data.cases as unknown as readonly Case[];
const group = (name: string) => cases.filter((each) => each.group === name);

/** An alias `live` of two versions that do the same. */
function aliased(
  id: string,
  seed: number,
  arrivals: Arrivals,
  weight: number | null,
  changes: NonNullable<Scenario['changes']> = [],
): Scenario {
  const scenario = caseScenario({ id, seed, horizonMs: 1e9, arrivals, handlerMs: 10, idleMs: null });
  return {
    ...scenario,
    settings: {
      ...scenario.settings,
      function: {
        ...scenario.settings.function,
        timeoutMs: 3000,
        revisions: { next: {} },
        versions: { '1': {}, '2': { revision: 'next' } },
        aliases: {
          live: { version: '1', ...(weight === null ? {} : { additional: { version: '2', weight } }) },
        },
      },
      caller: { invocationType: 'RequestResponse', permitted: true, invokes: 'function:live' },
    },
    changes: [...changes],
  };
}

const each = (count: number): Arrivals => ({ kind: 'constant', everyMs: 100, count });
const met = (trace: Trace, version: string) =>
  measureOf(summarize(trace), `reached.request.succeeded@function:${version}`)!;

/** What the alias says of its versions from its last pointing on, as shares. */
function expectedShares(trace: Trace): Record<string, number> {
  const alias = trace.kinds.findIndex(({ name }) => name === 'alias');
  const shares: Record<string, number> = {};
  for (let step = 0; step < trace.length; step++) {
    if (trace.kind[step] !== alias) continue;
    const isShare = trace.events[trace.event[step]!] === 'share';
    if (!isShare) for (const version of Object.keys(shares)) delete shares[version];
    shares[String(trace.other[step]! + 1)] = trace.amount[step]! / 10_000;
  }
  return shares;
}

describe(data.title, () => {
  it.each(group('alias').filter(({ inputs }) => inputs.requests !== undefined))(
    '$id',
    { timeout: 30_000 },
    ({ id, inputs, expected }) => {
      const { requests, canaryWeight } = inputs;
      expect(binomialBounds(requests!, canaryWeight!, ERROR)).toEqual(expected.interval);
      const seeds = requests! <= 1000 ? 200 : 1;
      let together = 0;
      for (let seed = 1; seed <= seeds; seed++) {
        const count = met(simulate(aliased(id, seed, each(requests!), canaryWeight!), idealRules), '2');
        expect(count).toBeGreaterThanOrEqual(expected.interval![0]);
        expect(count).toBeLessThanOrEqual(expected.interval![1]);
        together += count;
      }
      // All seeds together are one long row of draws.
      const [least, most] = binomialBounds(seeds * requests!, canaryWeight!, ERROR);
      expect(together).toBeGreaterThanOrEqual(least);
      expect(together).toBeLessThanOrEqual(most);
    },
  );

  it.each(group('alias').filter(({ inputs }) => inputs.schedule !== undefined))(
    '$id',
    ({ id, inputs, expected, tolerance }) => {
      const arrivals: Arrivals = { kind: 'poisson', ratePerSec: inputs.ratePerSec!, untilMs: inputs.toMs! };
      const trace = simulate(
        aliased(id, 1, arrivals, null, [deployment(`Lambda${inputs.schedule}`)]),
        idealRules,
      );
      const found = met(trace, '2');
      const offered = found + met(trace, '1');
      const allowed = tolerance!.newVersionShareInWindow!.abs;
      expect(Math.abs(found / offered - expected.newVersionShareInWindow!)).toBeLessThanOrEqual(allowed);
      // As many as a share within that tolerance is of the requests that are expected.
      const all = (inputs.ratePerSec! * inputs.toMs!) / 1000;
      expect(Math.abs(found - expected.meanNew!)).toBeLessThanOrEqual(2 * allowed * all);
    },
  );

  it.each(group('alias-routing'))('$id: $title', ({ id, regime, inputs, expected }) => {
    const change: NonNullable<Scenario['changes']>[number] = {
      id: 'update',
      title: '',
      on: true,
      atMs: 0,
      kind: 'update-alias',
      alias: 'live',
      version: inputs.update?.functionVersion ?? inputs.version!,
      ...(inputs.additional
        ? {
            additional: {
              version: Object.keys(inputs.additional)[0]!,
              weight: Object.values(inputs.additional)[0]!,
            },
          }
        : {}),
    };
    const requests = 5000;
    const arrivals: Arrivals = { kind: 'constant', everyMs: 100, startMs: 100, count: requests };
    const trace = simulate(aliased(id, 1, arrivals, null, [change]), rulesOf(regime));
    expect(expectedShares(trace)).toEqual(expected.share);
    for (const [version, share] of Object.entries(expected.share!)) {
      if (share === 1) expect(met(trace, version)).toBe(requests);
      else {
        const [least, most] = binomialBounds(requests, share, ERROR);
        expect(met(trace, version)).toBeGreaterThanOrEqual(least);
        expect(met(trace, version)).toBeLessThanOrEqual(most);
      }
    }
  });

  it.each(group('codedeploy'))('$id: $title', ({ id, regime, inputs, expected }) => {
    const none: Arrivals = { kind: 'list', requests: [] };
    const trace = simulate(
      aliased(id, 1, none, null, [deployment(`Lambda${inputs.preset}`)]),
      rulesOf(regime),
    );
    const kind = trace.kinds.findIndex(({ name }) => name === 'deployment');
    const timeline = Array.from({ length: trace.length }, (_, step) => step)
      .filter((step) => trace.kind[step] === kind)
      .map((step) => ({
        minute: trace.at[step]! / 1000 / MINUTE_MS,
        newVersionPercent: trace.amount[step]! / 100,
      }));
    if (expected.timeline) expect(timeline).toEqual(expected.timeline);
    else {
      const increments = 100 / expected.stepPercent!;
      expect(timeline).toEqual(
        Array.from({ length: increments }, (_, increment) => ({
          minute: increment * expected.everyMinutes!,
          newVersionPercent: (increment + 1) * expected.stepPercent!,
        })),
      );
      expect(timeline.at(-1)!.minute).toBe(expected.derivedMinutesTo100);
    }
  });
});

function deployment(configuration: string): NonNullable<Scenario['changes']>[number] {
  return {
    id: 'deploy',
    title: '',
    on: true,
    atMs: 0,
    kind: 'create-deployment',
    alias: 'live',
    version: '2',
    configuration,
  };
}

/** `today`, `2018-02`, `since 2017-11-28`. */
function rulesOf(regime: string | undefined): Rules {
  return realRules(regime === undefined || regime === 'today' ? '2026-11-20' : regime.replace('since ', ''));
}
