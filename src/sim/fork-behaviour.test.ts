/** What changes of settings do at their moment: as AWS does it, and no earlier. */
import { describe, expect, it } from 'vitest';
import { forkAt } from './fork.ts';
import { metricOver } from './metrics.ts';
import { simulate } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { ChangeOf } from './settings/change-settings.ts';
import { bindingRules } from './testing/binding-rules.ts';
import { smallQueue } from './testing/small-queue.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { NONE, type Trace } from './trace.ts';
import { usageOf } from './usage.ts';

type Set = ChangeOf<'change-settings'>['set'];

const run = (scenario: Scenario, atMs: number, set: Set): Trace =>
  simulate(forkAt(scenario, atMs * 1000, set, 'what-if', ''), bindingRules);

/** States of one actor with their times, ms. */
function lifeOf(trace: Trace, kind: string, actor: number): string[] {
  const code = trace.kinds.findIndex(({ name }) => name === kind);
  return Array.from({ length: trace.length }, (_, step) => step)
    .filter((step) => trace.kind[step] === code && trace.actor[step] === actor)
    .map((step) => `${trace.at[step]! / 1000} ${trace.kinds[code]!.states[trace.to[step]!]!}`);
}

const births = (trace: Trace, kind: string) =>
  Array.from({ length: trace.length }, (_, step) => step).filter(
    (step) => trace.from[step] === NONE && trace.kinds[trace.kind[step]!]!.name === kind,
  ).length;

const requests = smallScenario({
  requests: [0, 1000, 2000, 3000],
  horizonMs: 60_000,
  function: { handlerMs: 500, timeoutMs: 800, createMs: 0 },
});

describe('a change of settings', () => {
  it('is an operation that nobody hears of before: it is asked for and done at its moment', () => {
    const trace = run(requests, 1200, { 'settings.function.timeoutMs': 300 });
    expect(lifeOf(trace, 'operation', 0)).toEqual(['1200 asked', '1200 done']);
    expect(trace.operations).toEqual([{ kind: 'change-settings', reservations: [] }]);
  });

  it('of a configuration makes new environments; what runs ends as it began', () => {
    const trace = run(requests, 1200, { 'settings.function.timeoutMs': 300 });
    expect(lifeOf(trace, 'request', 1).at(-1)).toBe('1500 succeeded');
    expect(lifeOf(trace, 'environment', 0).at(-1)).toBe('1500 retired');
    expect(lifeOf(trace, 'request', 2).at(-1)).toBe('2600 failed');
    expect(births(trace, 'environment')).toBe(2);
  });

  it('of what environments know nothing of keeps them', () => {
    const trace = run(requests, 1200, { 'settings.concurrencyLimit': 3 });
    expect(births(trace, 'environment')).toBe(1);
  });

  it('of a reservation holds at once, ends nothing, and is in the metrics', () => {
    const trace = run(requests, 1200, { 'settings.function.reservedConcurrency': 0 });
    expect(lifeOf(trace, 'request', 1).at(-1)).toBe('1500 succeeded');
    expect(lifeOf(trace, 'request', 2).at(-1)).toBe('2000 throttled');
    expect(metricOver(trace, 'Throttles', 0)).toBe(2);
    expect(trace.operations![0]!.reservations).toEqual([{ place: 0, reserved: 0 }]);
  });

  it('of memory is billed from the next environment on', () => {
    const set = { 'settings.function.memoryMb': 1024 };
    const scenario = forkAt(requests, 1_200_000, set, 'what-if', '');
    const { functions } = usageOf(simulate(scenario, bindingRules), scenario, bindingRules);
    expect(functions.map(({ memoryMb, onDemand }) => [memoryMb, onDemand.requests])).toEqual([
      [requests.settings.function.memoryMb, 2],
      [1024, 2],
    ]);
  });

  it('of arrivals brings what the other pattern still brings', () => {
    const steady: Scenario = { ...requests, arrivals: { kind: 'constant', everyMs: 1000, untilMs: 10_000 } };
    const trace = run(steady, 4500, { 'arrivals.everyMs': 250 });
    // At 0 to 4 s one a second, from 4.5 s on four a second.
    expect(births(trace, 'request')).toBe(5 + 22);
  });

  it('of a fault strikes from then on', () => {
    const scenario: Scenario = {
      ...requests,
      faults: [{ id: 'bad', title: '', on: false, kind: 'function-error' }],
    };
    const trace = run(scenario, 1200, { 'faults.bad.on': true });
    expect([0, 1, 2, 3].map((number) => lifeOf(trace, 'request', number).at(-1)!.split(' ')[1])).toEqual([
      'succeeded',
      'succeeded',
      'failed',
      'failed',
    ]);
  });

  it('of a queue holds from the next receive on', () => {
    const queue = smallQueue({
      messages: [0, 5000],
      function: { handlerMs: 200 },
      faults: [{ id: 'bad', title: '', on: true, kind: 'function-error' }],
      horizonMs: 16_000,
    });
    const trace = run(queue, 1000, { 'settings.resources.queue.visibilityTimeoutMs': 3000 });
    expect(lifeOf(trace, 'message', 0)).toEqual([
      '0 visible',
      '0 in flight',
      '10000 visible',
      '10000 in flight',
      '13000 visible',
      '13000 in flight',
      '16000 visible',
      '16000 in flight',
    ]);
  });

  it('that is refused leaves everything as it was', () => {
    const provisioned: Scenario = {
      ...requests,
      settings: {
        ...requests.settings,
        concurrencyLimit: 1000,
        function: {
          ...requests.settings.function,
          reservedConcurrency: 10,
          versions: { 1: { provisioned: { concurrency: 2 } } },
        },
      },
      changes: [
        {
          kind: 'put-provisioned-concurrency',
          id: 'more',
          title: '',
          on: true,
          atMs: 500,
          of: 'function:1',
          concurrency: 5,
        },
      ],
    };
    const trace = run(provisioned, 1200, {
      'settings.function.reservedConcurrency': 3,
      'settings.function.timeoutMs': 300,
    });
    expect(lifeOf(trace, 'operation', 1)).toEqual(['1200 asked', '1200 refused']);
    expect(lifeOf(trace, 'request', 2).at(-1)).toBe('2500 succeeded');
  });
});
