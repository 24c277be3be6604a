import { describe, expect, test } from 'vitest';
import { simulate } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { AutoScaling, Provisioned } from './settings/provision-settings.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { told } from './testing/told.ts';

const MINUTE = 60_000;

/** As many requests at once as given, each a second long, in turn, over the minutes given. */
function steady(busy: number, fromMinute: number, toMinute: number): [number, number][] {
  const requests: [number, number][] = [];
  for (let atMs = fromMinute * MINUTE; atMs < toMinute * MINUTE; atMs += 1000 / busy)
    requests.push([atMs, 1000]);
  return requests;
}

interface Parts {
  readonly autoScaling: AutoScaling;
  readonly concurrency: number;
  readonly requests?: readonly [number, number][];
  readonly minutes: number;
  readonly settings?: Partial<Omit<Scenario['settings'], 'function'>>;
}

/** Version 1 with provisioned concurrency that is scaled; what is asked for is ready a minute and 350 ms later. */
function scaledScenario({ autoScaling, concurrency, requests = [], minutes, settings }: Parts): Scenario {
  const provisioned: Provisioned = { concurrency, autoScaling };
  return smallScenario({
    requests,
    horizonMs: minutes * MINUTE,
    function: { versions: { 1: { provisioned } } },
    settings: {
      caller: { invocationType: 'RequestResponse', permitted: true, invokes: 'function:1' },
      provisioning: { startMs: MINUTE },
      ...settings,
    },
  });
}

const lines = (parts: Parts, kinds = ['scaling', 'allocation']) =>
  told(simulate(scaledScenario(parts), idealRules), kinds);

/** What a target asked for, and when, s. */
function asked(parts: Parts): string[] {
  const trace = simulate(scaledScenario(parts), idealRules);
  const scaling = trace.kinds.findIndex(({ name }) => name === 'scaling');
  return Array.from({ length: trace.length }, (_, step) => step)
    .filter(
      (step) =>
        trace.kind[step] === scaling &&
        trace.reasons[trace.reason[step]!]!.startsWith('scaling: ') &&
        trace.reasons[trace.reason[step]!] !== 'scaling: bounds set',
    )
    .map((step) => `${trace.at[step]! / 1e6} ${trace.amount[step]}`);
}

describe('target tracking', () => {
  test('above the target in three minutes one after the other it asks for more, in proportion', () => {
    // 8 of 10 in use, target 50 %: 10 × 0.8 / 0.5 = 16. In the minute in which they are ready the first requests
    // still find 8 of 10 in use, so its average is a little above the target.
    const parts = {
      concurrency: 10,
      autoScaling: { minimum: 1, maximum: 100, target: 0.5 },
      requests: steady(8, 0, 6),
      minutes: 6,
    };
    expect(lines(parts).map((line) => line.replace(/(allocation|scaling) 1/, '$1'))).toEqual([
      '0 allocation -> ready (ready: before the run)',
      '0 scaling -> tracking.insufficient data',
      '60000 scaling tracking.insufficient data -> tracking.above target',
      '120000 scaling tracking.above target -> tracking.above target',
      '180000 scaling tracking.above target -> scaling (scaling: above target)',
      '180000 allocation ready -> in progress.starting (provisioned: requested)',
      '240000 allocation in progress.starting -> in progress.allocating',
      '240000 allocation in progress.allocating -> in progress.initialising',
      '240000 scaling scaling -> scaling',
      '240350 allocation in progress.initialising -> ready',
      '240350 scaling scaling -> tracking.on target',
      '300000 scaling tracking.on target -> tracking.above target',
      '360000 scaling tracking.above target -> tracking.on target',
    ]);
    expect(asked(parts)).toEqual(['180 16']);
  });

  test('two minutes above the target are none', () => {
    expect(
      asked({
        concurrency: 10,
        autoScaling: { minimum: 10, maximum: 100, target: 0.5 },
        requests: [...steady(8, 0, 2), ...steady(4, 2, 4)],
        minutes: 5,
      }),
    ).toEqual([]);
  });

  test('no further than the maximum, and at the maximum no more', () => {
    expect(
      asked({
        concurrency: 10,
        autoScaling: { minimum: 1, maximum: 12, target: 0.5 },
        requests: steady(8, 0, 12),
        minutes: 12,
      }),
    ).toEqual(['180 12']);
  });

  test('below nine tenths of the target in fifteen minutes it asks for less', () => {
    // 2 of 10 in use, target 50 %: 10 × 0.2 / 0.5 = 4. The first minute has one request that finds none in use.
    expect(
      asked({
        concurrency: 10,
        autoScaling: { minimum: 1, maximum: 100, target: 0.5 },
        requests: steady(2, 0, 17),
        minutes: 17,
      }),
    ).toEqual(['900 4']);
  });

  test('between the two marks it asks for nothing', () => {
    // 46 % in use: below the target, and not below 45 %.
    expect(
      asked({
        concurrency: 50,
        autoScaling: { minimum: 1, maximum: 100, target: 0.5 },
        requests: steady(23, 0, 17),
        minutes: 17,
      }),
    ).toEqual([]);
  });

  test('a minute without invocations is no measurement, and begins the count anew', () => {
    const requests = [...steady(2, 0, 14), ...steady(2, 15, 25)];
    expect(
      asked({
        concurrency: 10,
        autoScaling: { minimum: 1, maximum: 100, target: 0.5 },
        requests,
        minutes: 25,
      }),
    ).toEqual([]);
  });

  test('less only once the pause after the last time is over', () => {
    const parts = {
      concurrency: 10,
      autoScaling: { minimum: 1, maximum: 100, target: 0.5, scaleInCooldownMs: 20 * MINUTE },
      // 1 of 10 in use, then 1 of 2: nothing to do; then 1 of 2 at every tenth second.
      requests: [...steady(1, 0, 16), ...steady(0.1, 16, 40)],
      minutes: 40,
    };
    // From 15 min on a pause of 20 min.
    expect(asked(parts)).toEqual(['900 2', ...asked(parts).slice(1)]);
    expect(
      asked(parts)
        .slice(1)
        .every((line) => Number(line.split(' ')[0]) >= 35 * 60),
    ).toBe(true);
  });
});

describe('scheduled actions', () => {
  test('move what is provisioned to the nearest bound, each at its moment', () => {
    const parts = {
      concurrency: 2,
      autoScaling: {
        minimum: 2,
        maximum: 2,
        schedule: [
          { atMs: 5 * MINUTE, minimum: 8, maximum: 10 },
          { atMs: 8 * MINUTE, maximum: 9 },
          { atMs: 9 * MINUTE, minimum: 0, maximum: 3 },
        ],
      },
      minutes: 12,
    };
    expect(asked(parts)).toEqual(['300 8', '540 3']);
    expect(lines(parts, ['scaling'])).toEqual([
      '0 scaling 1 -> scheduled',
      '300000 scaling 1 scheduled -> scaling (scaling: scheduled)',
      '360350 scaling 1 scaling -> scheduled',
      '480000 scaling 1 scheduled -> scheduled (scaling: bounds set)',
      '540000 scaling 1 scheduled -> scaling (scaling: scheduled)',
      '540000 scaling 1 scaling -> scheduled',
    ]);
  });

  test('an activity whose request is refused has failed', () => {
    const parts = {
      concurrency: 2,
      autoScaling: { minimum: 2, maximum: 2, schedule: [{ atMs: MINUTE, minimum: 8, maximum: 8 }] },
      settings: { concurrencyLimit: 5 },
      minutes: 3,
    };
    expect(lines(parts, ['scaling'])).toEqual([
      '0 scaling 1 -> scheduled',
      '60000 scaling 1 scheduled -> scaling (scaling: scheduled)',
      '60000 scaling 1 scaling -> scheduled (scaling: not successful)',
    ]);
  });
});
