import { describe, expect, it } from 'vitest';
import { simulate } from '../run.ts';
import type { Scenario } from '../scenario.ts';
import { summarize } from '../summary.ts';
import { idealRules } from '../testing/ideal-rules.ts';
import type { Trace } from '../trace.ts';
import { worldAt } from '../world.ts';
import { caseScenario } from './case-scenario.ts';
import data from './lifecycle.json';

const caseOf = (id: string) => data.cases.find((each) => each.id === id)!;

function scenarioWith(
  atMs: readonly number[],
  handlerMs: number,
  settings: Partial<Scenario['settings']>,
  fn: Partial<Scenario['settings']['function']>,
  faults: Scenario['faults'] = [],
): Scenario {
  const scenario = caseScenario({
    id: 'lifecycle',
    seed: 1,
    horizonMs: 1e7,
    arrivals: { kind: 'list', requests: atMs.map((at) => ({ atMs: at })) },
    handlerMs,
    idleMs: 600_000,
  });
  return {
    ...scenario,
    settings: { ...scenario.settings, ...settings, function: { ...scenario.settings.function, ...fn } },
    faults,
  };
}

/** Milliseconds the actor's steps into a state are apart, from the first to the last named one. */
function timesOf(trace: Trace, kind: string, actor: number, state: string): number[] {
  const times: number[] = [];
  for (let step = 0; step < trace.length; step += 1) {
    const { name, states } = trace.kinds[trace.kind[step]!]!;
    if (name === kind && trace.actor[step] === actor && states[trace.to[step]!] === state) {
      times.push(trace.at[step]! / 1000);
    }
  }
  return times;
}

describe(data.title, () => {
  it('reserved-vs-provisioned-lifecycle: an environment made for a request is lost in the gap, a provisioned one is not', () => {
    // Request 1 at 10 s, nothing for an hour, request 2.
    const timeline = (concurrency: number) => {
      const init = { extensionsMs: 0, runtimeMs: 100, functionMs: 400 };
      const caller = { invocationType: 'RequestResponse' as const, permitted: true, invokes: 'function:1' };
      const kept = concurrency === 0 ? { reservedConcurrency: 1 } : {};
      const versions = { 1: { provisioned: { concurrency } } };
      const trace = simulate(
        scenarioWith([10_000, 3_610_000], 200, { caller }, { init, versions, ...kept }),
        idealRules,
      );
      const before = worldAt(trace, 9_999_999).environments;
      const after = worldAt(trace, 3_609_999_999).environments;
      const cold = (request: number) => {
        const waited = timesOf(trace, 'request', request, 'waiting').length > 0;
        return waited ? 'cold start' : 'warm';
      };
      return [
        before.length === 0
          ? 'nothing'
          : before[0]!.state === 'frozen'
            ? 'environment initialised'
            : 'not ready',
        cold(0),
        after.length === 0 ? 'environment ended after inactivity' : 'nothing',
        cold(1),
      ];
    };
    const { expected } = caseOf('reserved-vs-provisioned-lifecycle');
    expect({ reserved: timeline(0), provisioned: timeline(1) }).toEqual(expected);
  });

  it('init-10s: Init over its limit is repeated at the first invocation, within the function timeout', () => {
    const init = { extensionsMs: 0, runtimeMs: 2000, functionMs: 10_000 };
    const run = (timeoutMs: number) =>
      simulate(scenarioWith([0], 500, {}, { init, createMs: 300, timeoutMs }), idealRules);
    const enough = run(15_000);
    // Cut off at 10 s of Init, begun again with the invocation: 12 s of Init and the handler.
    expect(timesOf(enough, 'environment', 0, 'invoke.init')).toEqual([10_300]);
    expect(timesOf(enough, 'environment', 0, 'invoke.handler')).toEqual([22_300]);
    expect(timesOf(enough, 'request', 0, 'succeeded')).toEqual([22_800]);
    expect(summarize(enough).counts).toMatchObject({ initOverLimit: 1, initRepeated: 1, succeeded: 1 });
    const tooShort = run(11_000);
    expect(timesOf(tooShort, 'request', 0, 'failed')).toEqual([21_300]);
    expect(summarize(tooShort).counts).toMatchObject({ initRepeated: 1, timedOut: 1, succeeded: 0 });
  });

  it('suppressed-init: after a crash the reported duration holds the repeated Init', () => {
    const { startToReportSec, reportedDurationMs } = caseOf('suppressed-init').inputs as {
      startToReportSec: number;
      reportedDurationMs: number;
    };
    const handlerMs = startToReportSec * 1000;
    const initMs = reportedDurationMs - handlerMs;
    const init = { extensionsMs: 0, runtimeMs: 0, functionMs: initMs };
    const crash = { id: 'crash', title: 'crash', on: true, kind: 'crash' as const, which: [1] };
    const trace = simulate(scenarioWith([0, 60_000], handlerMs, {}, { init }, [crash]), idealRules);
    expect(summarize(trace).counts).toMatchObject({
      cold: 1,
      warm: 1,
      failed: 1,
      succeeded: 1,
      initRepeated: 1,
    });
    const [start] = timesOf(trace, 'request', 1, 'running');
    const [report] = timesOf(trace, 'request', 1, 'succeeded');
    expect(report! - start!).toBeCloseTo(reportedDurationMs, 3);
    // What a log line says less the repeated Init is the time in the handler.
    const handler = timesOf(trace, 'environment', 0, 'invoke.handler').at(-1)!;
    expect(report! - handler).toBeCloseTo(handlerMs, 3);
  });

  it('restore-10s: a restore of 10 s is in time, a longer one fails after 10 s', () => {
    const { limitSec } = caseOf('restore-10s').expected as { limitSec: number };
    const run = (restoreMs: number) => {
      const caller = { invocationType: 'RequestResponse' as const, permitted: true, invokes: 'function:1' };
      const snapStart = { restoreMs, runtime: 'java21' };
      const trace = simulate(
        scenarioWith([0], 500, { caller }, { createMs: 300, snapStart, versions: { 1: {} } }),
        idealRules,
      );
      return [summarize(trace).counts.succeeded, timesOf(trace, 'request', 0, 'failed')];
    };
    expect(run(1000 * limitSec)).toEqual([1, []]);
    expect(run(1000 * limitSec + 1)).toEqual([0, [300 + 1000 * limitSec]]);
  });
});
