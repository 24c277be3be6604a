/** Plans of functions whose settings change while a scenario runs. */
import { functionPlanOf } from '../function-plan.ts';
import type { FunctionPlan } from '../function-plan.ts';
import type { Plan } from '../plan.ts';
import { versionPlansOf } from '../release-plan.ts';
import type { FunctionSettings } from '../settings/function-settings.ts';

/** A plan that its function does not have from the beginning, by other settings: with the same code and the same luck. */
export function replanned({ id, of, revision, luck }: FunctionPlan, { scenario, rules }: Plan): FunctionPlan {
  const version = versionPlansOf(scenario).find(({ name }) => name === id) ?? null;
  return functionPlanOf({ scenario, rules, luck, problems: [] }, { name: id, of, version }, revision);
}

/** Settings of a function that are not its code and configuration: what the account, its role and its names say. */
const BESIDES: ReadonlySet<string> = new Set<keyof FunctionSettings>([
  'name',
  'reservedConcurrency',
  'async',
  'policies',
  'denied',
  'allowed',
  'trusted',
  'mayPassRole',
  'recursiveLoop',
  'stack',
  'revisions',
  'versions',
  'aliases',
]);

/** Whether environments of the one would be environments of the other. */
export function hasSameCode(one: FunctionSettings, other: FunctionSettings): boolean {
  const told = (settings: FunctionSettings) =>
    JSON.stringify(Object.entries(settings).filter(([key]) => !BESIDES.has(key)));
  return one === other || told(one) === told(other);
}
