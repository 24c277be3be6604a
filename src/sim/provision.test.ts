import { describe, expect, test } from 'vitest';
import { simulate } from './run.ts';
import { ScenarioError } from './problem.ts';
import type { Change } from './settings/change-settings.ts';
import type { Provisioned } from './settings/provision-settings.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { realRules } from './testing/real-rules.ts';
import { put } from './testing/changes.ts';
import { provisionedScenario } from './testing/provisioned-scenario.ts';
import type { ProvisionedParts as Parts } from './testing/provisioned-scenario.ts';
import { told } from './testing/told.ts';
import { lanesOf } from './lanes.ts';
import { worldAt } from './world.ts';

/** Where an alias is pointed. */
type Pointed = Pick<Extract<Change, { kind: 'update-alias' }>, 'version' | 'additional'>;

const KINDS = ['allocation', 'environment', 'request', 'operation'];

const lines = (parts: Parts, kinds = KINDS) => told(simulate(provisionedScenario(parts), idealRules), kinds);

describe('provisioned concurrency', () => {
  test('allocated before the run it serves the first request warm, and stays however long it idles', () => {
    expect(lines({ provisioned: { concurrency: 1 }, requests: [5, 100_000] })).toEqual([
      '0 allocation 1 -> ready (ready: before the run)',
      '0 environment 1 -> frozen (ready: provisioned)',
      '5 request 1 -> running (routed: most recently used)',
      '5 environment 1 frozen -> invoke.handler (thawed)',
      '45 environment 1 invoke.handler -> frozen (handler: returned)',
      '45 request 1 running -> succeeded (handler: returned)',
      '100000 request 2 -> running (routed: most recently used)',
      '100000 environment 1 frozen -> invoke.handler (thawed)',
      '100040 environment 1 invoke.handler -> frozen (handler: returned)',
      '100040 request 2 running -> succeeded (handler: returned)',
    ]);
  });

  test('asked for while it runs: a minute of preparation, Init, and only then READY', () => {
    expect(lines({ changes: [put(1000, 2)] })).toEqual([
      '0 operation 1 -> planned',
      '1000 operation 1 planned -> asked',
      '1000 allocation 1 -> in progress.starting (provisioned: requested)',
      '1000 operation 1 asked -> done',
      '61000 allocation 1 in progress.starting -> in progress.allocating',
      '61000 environment 1 -> create (ready: provisioned)',
      '61000 environment 2 -> create (ready: provisioned)',
      '61000 allocation 1 in progress.allocating -> in progress.initialising',
      '61050 environment 1 create -> init.runtime',
      '61050 environment 2 create -> init.runtime',
      '61150 environment 1 init.runtime -> init.function',
      '61150 environment 2 init.runtime -> init.function',
      '61350 environment 1 init.function -> frozen (init: done)',
      '61350 environment 2 init.function -> frozen (init: done)',
      '61350 allocation 1 in progress.initialising -> ready',
    ]);
  });

  test('a request that comes when all of it is busy spills over to an environment on demand', () => {
    const found = lines({ provisioned: { concurrency: 1 }, requests: [[0, 500], 10] }, [
      'request',
      'environment',
    ]);
    expect(found).toContain('10 request 2 -> waiting (cold: all busy)');
    expect(found).toContain('10 environment 2 -> create (created: for a request)');
  });

  test.each([
    { usable: 'when-all-are-ready', cold: '61600 request 1 -> waiting (cold: all busy)' },
    { usable: 'one-by-one', cold: '61600 request 1 -> running (routed: most recently used)' },
  ] as const)('environments that wait for the last one serve $usable', ({ usable, cold }) => {
    const found = lines(
      {
        changes: [put(0, 2)],
        requests: [61_600],
        settings: {
          provisioning: { startMs: 60_000, usable, rate: { atOnce: 1, perPeriod: 1, periodMs: 2000 } },
        },
      },
      ['request'],
    );
    expect(found[0]).toBe(cold);
  });

  test('made as fast as the rate allows', () => {
    const found = lines(
      {
        changes: [put(0, 5)],
        settings: { provisioning: { startMs: 0, rate: { atOnce: 2, perPeriod: 1, periodMs: 1000 } } },
      },
      ['environment'],
    );
    expect(found.filter((line) => line.includes('-> create'))).toEqual([
      '0 environment 1 -> create (ready: provisioned)',
      '0 environment 2 -> create (ready: provisioned)',
      '1000 environment 3 -> create (ready: provisioned)',
      '2000 environment 4 -> create (ready: provisioned)',
      '3000 environment 5 -> create (ready: provisioned)',
    ]);
  });

  test('an Init that fails makes the allocation fail; what served before stays', () => {
    const found = lines(
      {
        provisioned: { concurrency: 1 },
        changes: [put(0, 3)],
        faults: [{ id: 'init', title: '', on: true, kind: 'init-error', which: [2], of: 'function:1' }],
        requests: [400_000],
      },
      ['allocation', 'environment', 'request'],
    );
    expect(found.filter((line) => /allocation|retired|request/.test(line))).toEqual([
      '0 allocation 1 -> ready (ready: before the run)',
      '0 allocation 1 ready -> in progress.starting (provisioned: requested)',
      '60000 allocation 1 in progress.starting -> in progress.allocating',
      '60000 allocation 1 in progress.allocating -> in progress.initialising',
      '60350 allocation 1 in progress.initialising -> failed (init: failed)',
      '60350 environment 2 reset -> shutdown (retired: released)',
      '60350 environment 3 frozen -> shutdown (retired: released)',
      '60350 environment 2 shutdown -> retired',
      '60350 environment 3 shutdown -> retired',
      '400000 request 1 -> running (routed: most recently used)',
      '400040 request 1 running -> succeeded (handler: returned)',
    ]);
  });

  test('lowered: idle ones go at once, a busy one when its request is over; deleted: all go', () => {
    const found = lines(
      {
        provisioned: { concurrency: 3 },
        requests: [
          [0, 2500],
          [0, 2500],
        ],
        changes: [put(1000, 1), put(9000, 0)],
      },
      ['allocation', 'environment'],
    );
    expect(found.filter((line) => /allocation|released/.test(line))).toEqual([
      '0 allocation 1 -> ready (ready: before the run)',
      '1000 allocation 1 ready -> ready (provisioned: requested)',
      '1000 environment 1 frozen -> shutdown (retired: released)',
      '2500 environment 3 frozen -> shutdown (retired: released)',
      '9000 allocation 1 ready -> removed',
      '9000 environment 2 frozen -> shutdown (retired: released)',
    ]);
  });

  test('an alias that is pointed elsewhere takes its provisioned environments along', () => {
    const found = lines(
      {
        invokes: 'function:live',
        function: {
          versions: { 1: {}, 2: {} },
          aliases: { live: { version: '1', provisioned: { concurrency: 2 } } },
        },
        changes: [
          { kind: 'update-alias', id: 'move', title: '', on: true, atMs: 1000, alias: 'live', version: '2' },
        ],
        requests: [500, 2000, 100_000],
      },
      ['allocation', 'request', 'environment'],
    );
    expect(found.filter((line) => /allocation|released|request \d ->/.test(line))).toEqual([
      '0 allocation 1 -> ready (ready: before the run)',
      '500 request 1 -> running (routed: most recently used)',
      '1000 allocation 1 ready -> in progress.starting (provisioned: alias moved)',
      '1000 environment 1 frozen -> shutdown (retired: released)',
      '1000 environment 2 frozen -> shutdown (retired: released)',
      '2000 request 2 -> waiting (cold: no environment)',
      '61000 allocation 1 in progress.starting -> in progress.allocating',
      '61000 allocation 1 in progress.allocating -> in progress.initialising',
      '61350 allocation 1 in progress.initialising -> ready',
      '100000 request 3 -> running (routed: most recently used)',
    ]);
  });

  test.each<[string, Pointed, string]>([
    ['a version that has some of its own', { version: '2' }, 'refused: version provisioned already'],
    [
      'such a version as its second',
      { version: '1', additional: { version: '2', weight: 0.5 } },
      'refused: version provisioned already',
    ],
    ['a version that another alias has some of', { version: '3' }, 'refused: version provisioned already'],
    ['a version with SnapStart', { version: '4' }, 'refused: SnapStart is on'],
    ['a version with SnapStart that is published in the run', { version: '5' }, 'refused: SnapStart is on'],
  ])('an alias that has some is not pointed to %s', (_, to, reason) => {
    const at = (atMs: number, id: string) => ({ id, title: '', on: true, atMs });
    const scenario = (concurrency: number) =>
      provisionedScenario({
        function: {
          revisions: {
            snap: { snapStart: { restoreMs: 100, runtime: 'java21' } },
            late: { handlerMs: 1, snapStart: { restoreMs: 100, runtime: 'java21' } },
          },
          versions: { 1: {}, 2: { provisioned: { concurrency: 1 } }, 3: {}, 4: { revision: 'snap' } },
          aliases: {
            live: { version: '1', provisioned: { concurrency } },
            other: { version: '3', provisioned: { concurrency: 1 } },
          },
        },
        changes: [
          { ...at(0, 'code'), kind: 'update-function-code', revision: 'late' },
          { ...at(1000, 'publish'), kind: 'publish-version', version: '5' },
          { ...at(60_000, 'move'), kind: 'update-alias', alias: 'live', ...to },
          {
            ...at(61_000, 'deploy'),
            kind: 'create-deployment',
            alias: 'live',
            version: to.additional?.version ?? to.version,
            configuration: 'LambdaAllAtOnce',
          },
        ],
      });
    const made = (concurrency: number) =>
      told(simulate(scenario(concurrency), idealRules), ['operation']).filter((line) =>
        /operation [34] asked/.test(line),
      );
    expect(made(1)).toEqual([
      `60000 operation 3 asked -> refused (${reason})`,
      `61000 operation 4 asked -> refused (${reason})`,
    ]);
    // One that has none may go anywhere.
    expect(made(0)[0]).toBe('60000 operation 3 asked -> done');
  });

  test('while an alias has two versions, each has its share', () => {
    const trace = simulate(
      provisionedScenario({
        function: {
          versions: { 1: {}, 2: {} },
          aliases: { live: { version: '1', provisioned: { concurrency: 10 } } },
        },
        changes: [
          {
            kind: 'update-alias',
            id: 'split',
            title: '',
            on: true,
            atMs: 1000,
            alias: 'live',
            version: '1',
            additional: { version: '2', weight: 0.3 },
          },
        ],
      }),
      idealRules,
    );
    const environments = trace.kinds.findIndex(({ name }) => name === 'environment');
    const made = [0, 0, 0];
    for (let step = 0; step < trace.length; step++)
      if (trace.kind[step] === environments && trace.from[step] === 255) made[trace.place[step]!]!++;
    expect(made).toEqual([0, 10, 3]);
  });

  test('an environment that is made ahead works on no request', () => {
    const trace = simulate(
      provisionedScenario({ requests: [[0, 90_000], 100, 200], changes: [put(0, 2)] }),
      idealRules,
    );
    const provisioned = worldAt(trace, 60_100_000).environments.filter(({ state }) => state !== 'frozen');
    expect(provisioned.map(({ request }) => request)).toEqual([-1, -1]);
    const lanes = lanesOf(trace);
    const made = Array.from(lanes.state, (state, segment) => [lanes.states[state], lanes.request[segment]]);
    expect(made.filter(([state]) => state === 'create').map(([, request]) => request)).toEqual([
      0, 1, 2, -1, -1,
    ]);
  });

  test.each([
    ['of $LATEST', put(0, 1, 'function'), {}, 'refused: not on $LATEST'],
    ['of an alias with two versions', put(0, 1, 'function:both'), {}, 'refused: alias with weights'],
    [
      'of a version that has some by its alias',
      put(0, 1, 'function:1'),
      { provisioned: { concurrency: 1 } },
      'refused: version provisioned already',
    ],
    ['of more than is reserved', put(0, 6, 'function:1'), { reserved: 5 }, 'refused: more than reserved'],
    [
      'as less is to be reserved',
      {
        kind: 'put-function-concurrency',
        id: 'put-0',
        title: '',
        on: true,
        atMs: 0,
        reserved: 1,
      },
      { provisioned: { concurrency: 2 } },
      'refused: less than provisioned',
    ],
    ['of more than leaves 100', put(0, 901, 'function:1'), {}, 'refused: too little left unreserved'],
    ['of a version with SnapStart', put(0, 1, 'function:2'), {}, 'refused: SnapStart is on'],
  ] as const)(
    'is refused %s',
    (_, change, { provisioned, reserved }: { provisioned?: Provisioned; reserved?: number }, reason) => {
      const scenario = provisionedScenario({
        function: {
          revisions: { snap: { snapStart: { restoreMs: 100, runtime: 'java21' } } },
          versions: { 1: {}, 2: { revision: 'snap' } },
          aliases: {
            live: { version: '1', ...(provisioned && { provisioned }) },
            both: { version: '1', additional: { version: '2', weight: 0.5 } },
          },
          ...(reserved !== undefined && { reservedConcurrency: reserved }),
        },
        changes: [change],
      });
      expect(told(simulate(scenario, { ...idealRules, unreservedMinimum: 100 }), ['operation'])).toContain(
        `0 operation 1 asked -> refused (${reason})`,
      );
    },
  );

  test('900 of 1,000 can be provisioned', () => {
    const found = told(
      simulate(provisionedScenario({ changes: [put(0, 900)] }), { ...idealRules, unreservedMinimum: 100 }),
      ['operation'],
    );
    expect(found).toContain('0 operation 1 asked -> done');
  });

  test.each<[string, Parts, string, string]>([
    [
      'before there was any',
      { provisioned: { concurrency: 1 } },
      '2019-11-01',
      'settings.function.versions.1.provisioned: found {"concurrency":1}, expected nothing there at 2019-11-01: provisioned concurrency exists since 2019-12-03',
    ],
    [
      'more than is unreserved less 100',
      { provisioned: { concurrency: 901 } },
      '2026-11-20',
      'settings.function.versions.1.provisioned.concurrency: found 901 over all functions without a reservation, expected at most 900: what is unreserved less 100',
    ],
    [
      'more than is reserved',
      {
        provisioned: { concurrency: 6 },
        function: { reservedConcurrency: 5, versions: { 1: { provisioned: { concurrency: 6 } } } },
      },
      '2026-11-20',
      'settings.function.versions.1.provisioned.concurrency: found 6 for function, expected at most 5, what is reserved for it',
    ],
    [
      'a version by itself and by its alias',
      {
        function: {
          versions: { 1: { provisioned: { concurrency: 1 } } },
          aliases: { live: { version: '1', provisioned: { concurrency: 1 } } },
        },
      },
      '2026-11-20',
      'settings.function.aliases.live.provisioned: found function:1, which function:1 has provisioned already, expected one configuration a version',
    ],
    [
      'a target out of bounds',
      { provisioned: { concurrency: 1, autoScaling: { minimum: 1, maximum: 2, target: 0.95 } } },
      '2026-11-20',
      'settings.function.versions.1.provisioned.autoScaling.target: found 0.95, expected 0.1 to 0.9',
    ],
    [
      'a minimum above the maximum',
      {
        provisioned: {
          concurrency: 1,
          autoScaling: { minimum: 1, maximum: 2, schedule: [{ atMs: 5, minimum: 3 }] },
        },
      },
      '2026-11-20',
      'settings.function.versions.1.provisioned.autoScaling.schedule.0: found 3 to 2 from then on, expected a minimum that is not above the maximum',
    ],
  ])('cannot be set up: %s', (_, parts, day, problem) => {
    expect(() => simulate(provisionedScenario(parts), realRules(day))).toThrow(ScenarioError);
    expect(() => simulate(provisionedScenario(parts), realRules(day))).toThrow(problem);
  });
});
