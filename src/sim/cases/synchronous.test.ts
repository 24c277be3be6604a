/** What AWS says about synchronous invocation, as scenarios under the rules of that date. */
import { expect, test } from 'vitest';
import { answerSeen } from '../answer-seen.ts';
import { simulate } from '../run.ts';
import type { Caller } from '../settings/caller-settings.ts';
import { realRules } from '../testing/real-rules.ts';
import { smallScenario } from '../testing/small-scenario.ts';
import data from './synchronous.json';

const { since, inputs, expected } = data.cases.find(({ id }) => id === 'sync-error-2018')!;

/** Statuses the caller was told, and the invocations Lambda saw, of one throttled call. */
function throttled(caller: Partial<Caller>): { statuses: (number | null)[]; invocations: number } {
  const rules = realRules(since);
  const settings = {
    concurrencyLimit: 0,
    caller: { invocationType: inputs.invocation as 'RequestResponse', permitted: true, ...caller },
  };
  const trace = simulate(smallScenario({ settings }), rules);
  const statuses: (number | null)[] = [];
  let invocations = 0;
  for (let step = 0; step < trace.length; step++) {
    const { name } = trace.kinds[trace.kind[step]!]!;
    if (name === 'request') invocations++;
    const seen = name === 'caller' ? answerSeen(trace, step, settings.caller, rules) : null;
    if (seen) statuses.push(seen.status);
  }
  return { statuses, invocations };
}

test('sync-error-2018: 429, and Lambda does not try again', () => {
  expect(throttled({ service: 'invoke-api' })).toEqual({ statuses: [expected.status], invocations: 1 });
});

test('sync-error-2018: who tries again is the caller', () => {
  expect(expected.retries).toBe('caller');
  const backOff = { firstMs: 1000, factor: 2, capMs: 20_000 };
  expect(throttled({ service: 'invoke-api', retries: { maximum: 3, backOff } })).toEqual({
    statuses: [expected.status],
    invocations: 4,
  });
  // The SDK of that time tries four times more by itself.
  expect(throttled({ service: 'sdk' })).toEqual({ statuses: [expected.status], invocations: 5 });
});
