/** The scenario of a repair, as it is met: broken, and with no other controls than those one may touch. */
import { layOver } from './lay-over.ts';
import type { Changes, SettingValue } from './overlay.ts';
import type { Repair } from './repair.ts';
import type { Scenario } from './scenario.ts';

/** Lists and objects as `layOver` takes them. */
function asChanges(values: Readonly<Record<string, unknown>>): Changes {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      typeof value === 'object' && value !== null ? JSON.stringify(value) : (value as SettingValue),
    ]),
  );
}

/**
 * A scenario in its own right, in place of the one it is made of: what breaks it is laid over, its controls are those
 * that one may touch, and its claims are the goal.
 */
export function repairedBase(scenario: Scenario, repair: Repair): Scenario {
  // A whole part, such as all its faults, stands in place of the scenario's; `layOver` goes into parts.
  const isPart = ([key]: readonly [string, unknown]) => Object.hasOwn(scenario, key);
  const entries = Object.entries(repair.broken);
  const parts = Object.fromEntries(entries.filter(isPart)) as Partial<Scenario>;
  const within = Object.fromEntries(entries.filter((entry) => !isPart(entry)));
  const { loadBearing: _, bets: __, ...rest } = layOver({ ...scenario, ...parts }, asChanges(within));
  return {
    ...rest,
    title: repair.title,
    question: repair.says,
    summary: repair.says,
    tunable: repair.may.flatMap((control) =>
      typeof control === 'string' ? scenario.tunable.filter(({ key }) => key === control) : [control],
    ),
    claims: repair.goal.map(({ figure: ___, ...goal }) => ({
      ...goal,
      from: { kind: 'derivation', text: '' },
    })),
  };
}
