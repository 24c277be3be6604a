import { expect, test } from 'vitest';
import { idealRules } from '../sim/testing/ideal-rules.ts';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import { eventSettings } from './event-settings.ts';

test('the queue of a version or an alias is told by what is set for it, else for its function', () => {
  const scenario = smallScenario({
    function: {
      async: { maximumRetryAttempts: 1, maximumEventAgeMs: 60_000 },
      versions: { 1: {} },
      aliases: { live: { version: '1', async: { maximumRetryAttempts: 0 } } },
    },
  });
  const told = (name: string) => eventSettings({ scenario, rules: idealRules }, name);
  expect(told('function')).toMatchObject({ attempts: 2, ageLimitUs: 60_000_000 });
  expect(told('function:1')).toMatchObject({ attempts: 2, ageLimitUs: 60_000_000 });
  expect(told('function:live')).toMatchObject({ attempts: 1, ageLimitUs: 60_000_000 });
});
