/**
 * Every repair of the content: broken it does not keep its goal, with our settings it does on every seed, each of
 * them is needed, and other settings do as well.
 */
import { describe, expect, it, vi } from 'vitest';
import today from '../../content/content-date.json';
import { checkRepair } from './check-repair.ts';
import { layOver } from './lay-over.ts';
import { tunableValue, type Changes, type SettingValue } from './overlay.ts';
import { ScenarioError } from './problem.ts';
import type { Repair } from './repair.ts';
import { checkGoal, measureGoal, MORE_SEEDS, repairSeeds } from './repair-check.ts';
import { repairedBase } from './repaired-base.ts';
import { simulate } from './run.ts';
import type { Scenario, Tunable } from './scenario.ts';
import { realRules } from './testing/real-rules.ts';
import { repairs } from './testing/repairs.ts';

// Hundreds of runs a test, on a machine that may have more to do.
vi.setConfig({ testTimeout: 60_000 });

const rulesByDay = new Map<string, ReturnType<typeof realRules>>();

function rulesOf(day: string): ReturnType<typeof realRules> {
  const rules = rulesByDay.get(day) ?? realRules(day);
  rulesByDay.set(day, rules);
  return rules;
}

/** Ids of what does not hold on a seed; all of them where the rules refuse the scenario. */
function failing({ goal }: Repair, scenario: Scenario, seed: number): readonly string[] {
  const seeded = { ...scenario, seed };
  const rules = rulesOf(scenario.asOf ?? today.today);
  try {
    const found = measureGoal(
      goal.map(({ measure }) => measure),
      simulate(seeded, rules),
      seeded,
      rules,
    );
    return checkGoal(goal, found).flatMap(({ id, holds }) => (holds ? [] : [id]));
  } catch (error) {
    if (error instanceof ScenarioError) return goal.map(({ id }) => id);
    throw error;
  }
}

/** A few values of a control: its ends, the broken one, ours and those beside it. */
function someOf(control: Tunable, broken: SettingValue, ours: SettingValue): readonly SettingValue[] {
  if (control.control === 'switch') return [false, true];
  if (control.control === 'choice') return control.options.map(({ value }) => value);
  const { min, max, step } = control;
  const values = [min, max, Number(broken), Number(ours), Number(ours) - step, Number(ours) + step];
  return [...new Set(values)].filter((value) => value >= min && value <= max);
}

function gridOf(base: Scenario, { solution }: Repair): readonly Changes[] {
  let grid: readonly Changes[] = [{}];
  for (const control of base.tunable) {
    const broken = tunableValue(base, control) as SettingValue;
    const values = someOf(control, broken, solution[control.key] ?? broken);
    grid = grid.flatMap((one) => values.map((value) => ({ ...one, [control.key]: value })));
  }
  return grid;
}

/** Of these there is one way only: a role either may, or an order is lost. */
const ONE_WAY = ['missing-call-permission'];

it('there are enough of them, of every model', () => {
  expect(repairs.length).toBeGreaterThanOrEqual(14);
  expect(new Set(repairs.map(({ scenario }) => scenario.model)).size).toBe(5);
});

it('seeds are always the same, and none comes twice', () => {
  expect(repairSeeds(1)).toEqual(repairSeeds(1));
  for (const seed of [0, 1, 4_294_967_295]) {
    const seeds = repairSeeds(seed);
    expect(seeds[0]).toBe(seed);
    expect(new Set(seeds).size).toBe(1 + MORE_SEEDS);
    expect(seeds.every((one) => Number.isInteger(one) && one >= 0 && one <= 4_294_967_295)).toBe(true);
  }
});

describe.each(repairs)('$id', ({ repair, scenario }) => {
  const base = repairedBase(scenario, repair);
  const seeds = repairSeeds(base.seed);
  const ours = layOver(base, repair.solution);
  const heldOn = (one: Scenario) => seeds.filter((seed) => failing(repair, one, seed).length === 0);

  it('fits its scenario', () => {
    expect(checkRepair(repair, scenario)).toEqual([]);
  });

  it('is broken, on every seed', () => {
    expect(heldOn(base)).toEqual([]);
  });

  it('is mended by ours, on every seed', () => {
    expect(heldOn(ours)).toEqual(seeds);
  });

  it.each(Object.keys(repair.solution))('needs %s', (key) => {
    const control = base.tunable.find((one) => one.key === key)!;
    const without = layOver(ours, { [control.path]: tunableValue(base, control) as SettingValue });
    expect(failing(repair, without, base.seed)).not.toEqual([]);
  });

  it('every part of the goal can fail', () => {
    const open = new Set(repair.goal.map(({ id }) => id));
    for (const one of gridOf(base, repair)) {
      for (const id of failing(repair, layOver(base, one), base.seed)) open.delete(id);
      if (open.size === 0) break;
    }
    expect([...open]).toEqual([]);
  });

  it('says truly whether there are other ways', () => {
    let ways = 0;
    for (const one of gridOf(base, repair)) {
      const tried = layOver(base, one);
      if (seeds.every((seed) => failing(repair, tried, seed).length === 0)) ways += 1;
      if (ways > 1) break;
    }
    expect(ways).toBe(ONE_WAY.includes(repair.scenario) ? 1 : 2);
  });
});
