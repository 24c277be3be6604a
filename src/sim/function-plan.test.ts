import { describe, expect, it } from 'vitest';
import { functionPlanOf } from './function-plan.ts';
import { Luck } from './luck.ts';
import type { Problem } from './problem.ts';
import type { FunctionSettings } from './settings/function-settings.ts';
import { realRules } from './testing/real-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';

function messagesOf(settings: Partial<FunctionSettings>, day: string): string[] {
  const problems: Problem[] = [];
  const scenario = smallScenario({ requests: [0], function: settings });
  const site = { scenario, rules: realRules(day), luck: new Luck(scenario.seed), problems };
  functionPlanOf(site, { name: 'function', of: 0, version: null });
  return problems.map(({ message }) => message);
}

describe('the settings of a function at a date', () => {
  it('refuses reserved concurrency before there was any, with the date since which there is', () => {
    expect(messagesOf({ reservedConcurrency: 2 }, '2017-11-29')).toEqual([
      'settings.function.reservedConcurrency: found 2, expected nothing there at 2017-11-29: it can be set since 2017-11-30.',
    ]);
    expect(messagesOf({ reservedConcurrency: 0 }, '2017-11-29')).toHaveLength(1);
    expect(messagesOf({ reservedConcurrency: 2 }, '2017-11-30')).toEqual([]);
    expect(messagesOf({}, '2017-11-29')).toEqual([]);
  });
});
