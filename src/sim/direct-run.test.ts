import { describe, expect, test } from 'vitest';
import { simulateDirect } from './direct-run.ts';
import { ScenarioError } from './problem.ts';
import { simulate } from './run.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { hashTrace } from './trace-hash.ts';

describe('runs of direct invocations alone', () => {
  const scenario = smallScenario({ arrivals: { kind: 'poisson', ratePerSec: 5, count: 200 } });

  test('give the same trace', () => {
    expect(hashTrace(simulateDirect(scenario, idealRules))).toBe(hashTrace(simulate(scenario, idealRules)));
  });

  test('refuse what needs more, by name', () => {
    const resources = { jobs: { type: 'queue' as const } };
    const withQueue = { ...scenario, settings: { ...scenario.settings, resources } };
    expect(() => simulateDirect(withQueue, idealRules)).toThrow(ScenarioError);
    expect(() => simulateDirect(withQueue, idealRules)).toThrow('settings.resources');
  });
});
