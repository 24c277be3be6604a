import { describe, expect, it } from 'vitest';
import type { Day } from '../cost/as-of.ts';
import { applySettings, type Changes } from '../sim/overlay.ts';
import { ScenarioError } from '../sim/problem.ts';
import { createRun } from '../sim/run.ts';
import type { Scenario } from '../sim/scenario.ts';
import { allowedDay } from './allowed-day.ts';
import { scenarios } from './scenario-cards.ts';
import { ruleDays, rulesAt } from './rules.ts';
import { loadedScenario, loadScenario } from './scenario-files.ts';

async function scenarioOf(id: string, changes: Changes = {}): Promise<Scenario> {
  await loadScenario(id);
  const read = applySettings(loadedScenario(id)!, changes);
  if ('problems' in read) throw new ScenarioError(read.problems);
  return read.scenario;
}

function isRefused(scenario: Scenario, day: Day): boolean {
  try {
    createRun(scenario, rulesAt(day));
    return false;
  } catch (error) {
    if (error instanceof ScenarioError) return true;
    throw error;
  }
}

describe('the day to turn to', () => {
  it.each([
    ['firehose-transformation', '2018-10-10'],
    ['outcomes', '2018-04-02'],
    ['blocked-shard-names', '2020-12-15'],
  ])('%s is allowed from %s, whatever refused it before', async (id, day) => {
    const scenario = await scenarioOf(id);
    expect(allowedDay(scenario, '2018-02-01')).toBe(day);
  });

  it('is found for every scenario that a date refuses, and is the first after it', async () => {
    for (const { id } of scenarios) {
      const scenario = await scenarioOf(id);
      if (!isRefused(scenario, '2018-02-01')) continue;
      const day = allowedDay(scenario, '2018-02-01');
      expect(day, id).not.toBeNull();
      const between = ruleDays.filter((one) => one > '2018-02-01' && one < day!);
      expect(isRefused(scenario, day!), id).toBe(false);
      expect(
        between.filter((one) => !isRefused(scenario, one)),
        id,
      ).toEqual([]);
    }
  });

  it('is none where no rules ever allowed the settings', async () => {
    const scenario = await scenarioOf('cold-start', { 'settings.function.timeoutMs': 86_400_000 });
    expect(allowedDay(scenario, '2018-02-01')).toBeNull();
  });
});
