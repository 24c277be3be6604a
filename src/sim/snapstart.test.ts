import { describe, expect, test } from 'vitest';
import { simulate } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { Change } from './settings/change-settings.ts';
import type { SnapStart } from './settings/provision-settings.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { realRules } from './testing/real-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { told } from './testing/told.ts';

const publish: Change = {
  kind: 'publish-version',
  id: 'publish',
  title: '',
  on: true,
  atMs: 1000,
  version: '1',
};

interface Parts {
  readonly snapStart?: Partial<SnapStart>;
  readonly requests?: readonly (number | readonly [number, number])[];
  readonly function?: Partial<Scenario['settings']['function']>;
  readonly settings?: Partial<Omit<Scenario['settings'], 'function'>>;
  readonly changes?: readonly Change[];
  readonly faults?: Scenario['faults'];
}

/** Version 1 with SnapStart, called by its number; published before the run unless a change publishes it. */
function snapScenario({ snapStart, requests, changes = [], faults = [], ...more }: Parts): Scenario {
  return {
    ...smallScenario({
      requests: requests ?? [0],
      faults,
      function: {
        snapStart: { restoreMs: 30, runtime: 'java21', ...snapStart },
        ...(changes.length === 0 ? { versions: { 1: {} } } : {}),
        ...more.function,
      },
      settings: {
        caller: { invocationType: 'RequestResponse', permitted: true, invokes: 'function:1' },
        ...more.settings,
      },
    }),
    changes: [...changes],
  };
}

const lines = (parts: Parts, kinds = ['environment', 'request']) =>
  told(simulate(snapScenario(parts), idealRules), kinds);

describe('SnapStart', () => {
  test('an environment is restored and goes through no Init', () => {
    expect(lines({}).slice(0, 6)).toEqual([
      '0 request 1 -> waiting (cold: no environment)',
      '0 environment 1 -> create (created: for a request)',
      '50 environment 1 create -> restore',
      '80 environment 1 restore -> invoke.handler (restored)',
      '80 request 1 waiting -> running (began)',
      '120 environment 1 invoke.handler -> frozen (handler: returned)',
    ]);
  });

  test('$LATEST has no snapshot', () => {
    const found = lines({
      settings: { caller: { invocationType: 'RequestResponse', permitted: true } },
    });
    expect(found.filter((line) => line.includes('restore'))).toEqual([]);
  });

  test('a restore of exactly the limit is in time; a longer one fails and its environment ends', () => {
    expect(lines({ snapStart: { restoreMs: 10_000 } })).toContain(
      '10090 request 1 running -> succeeded (handler: returned)',
    );
    expect(lines({ snapStart: { restoreMs: 10_001 } }).slice(2)).toEqual([
      '50 environment 1 create -> restore',
      '10050 environment 1 restore -> shutdown (restore: over the limit)',
      '10050 request 1 waiting -> running (began)',
      '10050 request 1 running -> failed (restore: over the limit)',
      '10050 environment 1 shutdown -> retired',
    ]);
  });

  test('a version is there once the snapshot is taken', () => {
    const found = lines({ changes: [publish], requests: [1100, 2000] }, [
      'environment',
      'request',
      'version',
    ]);
    expect(found).toEqual([
      '1000 version 1 -> pending',
      '1000 environment 1 -> create (created: for a snapshot)',
      '1050 environment 1 create -> init.runtime',
      '1100 request 1 -> refused (refused: function not active)',
      '1150 environment 1 init.runtime -> init.function',
      '1350 environment 1 init.function -> shutdown (snapshot: taken)',
      '1350 version 1 pending -> active (snapshot: taken)',
      '1350 environment 1 shutdown -> retired',
      '2000 request 2 -> waiting (cold: no environment)',
      '2000 environment 2 -> create (created: for a request)',
      '2050 environment 2 create -> restore',
      '2080 environment 2 restore -> invoke.handler (restored)',
      '2080 request 2 waiting -> running (began)',
      '2120 environment 2 invoke.handler -> frozen (handler: returned)',
      '2120 request 2 running -> succeeded (handler: returned)',
      '12120 environment 2 frozen -> shutdown (retired: environment idle)',
      '12120 environment 2 shutdown -> retired',
    ]);
  });

  test.each([
    [
      'Init fails',
      {
        faults: [{ id: 'f', title: '', on: true, kind: 'init-error' as const, which: [1], of: 'function:1' }],
      },
    ],
    [
      'Init takes longer than it may',
      { function: { init: { extensionsMs: 0, runtimeMs: 0, functionMs: 131_000 } } },
    ],
  ])('a version has failed when %s for its snapshot', (_, parts) => {
    const found = lines({ changes: [publish], requests: [200_000], ...parts }, ['request', 'version']);
    expect(found.slice(1).map((line) => line.replace(/^\d+ /, ''))).toEqual([
      'version 1 pending -> failed (snapshot: failed)',
      'request 1 -> refused (refused: function not active)',
    ]);
  });

  test.each([
    {
      reconnects: false,
      calls: ['80 call 1 -> failed (call: connection stale)', '1000 call 2 -> connecting'],
      first: '80 request 1 running -> failed (handler: call failed)',
    },
    { reconnects: true, calls: ['100 call 1 -> working', '1000 call 2 -> working'], first: undefined },
  ])('connections of the snapshot are dead: with reconnects $reconnects', ({ reconnects, calls, first }) => {
    const found = lines(
      {
        snapStart: { reconnects },
        requests: [0, 1000],
        function: { handlerMs: 0, calls: [{ to: 'database', connection: 'outside' }] },
        settings: {
          resources: { database: { type: 'downstream', service: 'database', latencyMs: 10, connectMs: 20 } },
        },
      },
      ['call', 'request'],
    );
    expect(found.filter((line) => / call \d ->/.test(line))).toEqual(calls);
    if (first) expect(found).toContain(first);
  });

  test.each<[string, Parts, string, string]>([
    [
      'before there was any',
      { snapStart: { runtime: 'java11' } },
      '2022-11-01',
      'settings.function.snapStart: found {"restoreMs":30,"runtime":"java11"}, expected nothing there at 2022-11-01: SnapStart exists since 2022-11-28',
    ],
    [
      'a runtime that has none',
      { snapStart: { runtime: 'nodejs22.x' } },
      '2026-11-20',
      'settings.function.snapStart.runtime: found "nodejs22.x", expected one of these at 2026-11-20: java11 and later, python3.12 and later, dotnet8 and later',
    ],
    [
      'a runtime that had none yet',
      { snapStart: { runtime: 'python3.12' } },
      '2023-01-01',
      'settings.function.snapStart.runtime: found "python3.12", expected one of these at 2023-01-01: java11',
    ],
    [
      'a version of a runtime that is too old',
      { snapStart: { runtime: 'python3.9' } },
      '2026-11-20',
      'settings.function.snapStart.runtime: found "python3.9"',
    ],
    [
      'provisioned concurrency',
      { function: { versions: { 1: { provisioned: { concurrency: 1 } } } } },
      '2026-11-20',
      'settings.function.versions.1.provisioned: found provisioned concurrency, expected none: the version has SnapStart',
    ],
    [
      'much /tmp',
      { function: { package: { sizeMb: 1, tmpMb: 513 } } },
      '2026-11-20',
      'settings.function.package.tmpMb: found 513, expected at most 512 with SnapStart',
    ],
    [
      'an image, before these could have it',
      { function: { package: { type: 'image', sizeMb: 1 } } },
      '2024-12-01',
      'settings.function.package.type: found "image", expected "zip" with SnapStart at 2024-12-01',
    ],
  ])('cannot be set up: %s', (_, parts, day, problem) => {
    expect(() => simulate(snapScenario(parts), realRules(day))).toThrow(problem);
  });
});

describe('memory brings CPU', () => {
  const duration = (memoryMb: number, cpuBound: number) => {
    const scenario = smallScenario({ function: { memoryMb, cpuBound, handlerMs: 100 } });
    return times(scenario).at(-1)!;
  };
  const times = (scenario: Scenario) =>
    told(simulate({ ...scenario, horizonMs: 9000 }, idealRules), ['request']).map(
      (line) => line.split(' ')[0]!,
    );

  test.each([
    // 50 ms creation; (100 + 200) ms Init and 100 ms handler, stretched by 1,769 / memory where they wait for the CPU.
    [1769, 1, 50 + 400],
    [3538, 1, 50 + 400],
    [884.5, 1, 50 + 800],
    [128, 0, 50 + 400],
    [884.5, 0.5, 50 + 600],
  ])('%d MB with %d of the work on the CPU: %d ms', (memoryMb, cpuBound, ms) => {
    expect(duration(memoryMb, cpuBound)).toBe(`${ms}`);
  });
});
