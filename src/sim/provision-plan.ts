/** Provisioned concurrency of a scenario under the rules of a date: where it is, how fast it is made, what is refused. */
import { AllocationRate } from './allocation-rate.ts';
import { sampler } from './distribution.ts';
import { functionIdOf, functionNamed, functionPath, functionsOf } from './function-named.ts';
import { usFromMs } from './microseconds.ts';
import type { Luck } from './luck.ts';
import { problemAt } from './problem.ts';
import type { Problem } from './problem.ts';
import { aliasPlansOf, changesInOrder } from './release-plan.ts';
import type { Rules } from './rules.ts';
import { scalingPlanOf } from './scaling-plan.ts';
import type { Scenario } from './scenario.ts';
import type { AutoScaling, Provisioned } from './settings/provision-settings.ts';

/** Provisioned concurrency as it is configured before the run. */
export interface ProvisionPlan {
  /** `orders:2` or `orders:live`. */
  readonly name: string;
  readonly settings: Provisioned;
  /** Where its settings stand. */
  readonly path: string;
}

type Scoped = Pick<Scenario, 'settings' | 'changes'>;

/** Everything that has it before the run, or is scaled while it runs. */
export function provisionPlansOf({ settings }: Pick<Scenario, 'settings'>): readonly ProvisionPlan[] {
  return functionsOf(settings).flatMap(([functionId, { versions = {}, aliases = {} }]) => {
    const path = functionPath(functionId);
    const plans = (
      of: 'versions' | 'aliases',
      named: Record<string, { provisioned?: Provisioned | undefined }>,
    ) =>
      Object.entries(named).flatMap(([name, { provisioned }]) =>
        provisioned
          ? [
              {
                name: `${functionId}:${name}`,
                settings: provisioned,
                path: `${path}.${of}.${name}.provisioned`,
              },
            ]
          : [],
      );
    return [...plans('versions', versions), ...plans('aliases', aliases)];
  });
}

/** Whether anything is provisioned before the run or while it runs. */
export function isProvisioned(scenario: Scoped): boolean {
  return (
    provisionPlansOf(scenario).length > 0 ||
    changesInOrder(scenario).some(({ kind }) => kind === 'put-provisioned-concurrency')
  );
}

/** How what is asked for is made ready. */
export interface ProvisioningPlan {
  /** Preparation before the first environment of one request is made, by draw, µs. */
  readonly startUs: () => number;
  /** One for each function, or the same for all. */
  readonly rateOf: (fn: number) => AllocationRate;
  readonly isUsableOneByOne: boolean;
}

/** @throws RangeError when nothing can be provisioned at the date. */
export function provisioningPlanOf(
  scenario: Pick<Scenario, 'settings'>,
  rules: Rules,
  luck: Luck,
): ProvisioningPlan {
  const { provisioning = {}, scaling = {} } = scenario.settings;
  if (!rules.provisioned) throw new RangeError(`nothing can be provisioned at ${rules.asOf}`);
  const { allocation } = rules.provisioned;
  const [fromUs, toUs] = allocation.startsAfterUs;
  const start = provisioning.startMs ?? { kind: 'uniform', minMs: fromUs / 1000, maxMs: toUs / 1000 };
  const rate = (): AllocationRate => {
    if (provisioning.rate === null) return new AllocationRate(Infinity, 0, 0);
    if (provisioning.rate) {
      const { atOnce, perPeriod, periodMs } = provisioning.rate;
      return new AllocationRate(atOnce, perPeriod, usFromMs(periodMs));
    }
    const { atOnce, perPeriod, periodUs } = allocation;
    return new AllocationRate(atOnce.byRegion[scaling.region ?? ''] ?? atOnce.other, perPeriod, periodUs);
  };
  const shared = rate();
  const own = new Map<number, AllocationRate>();
  const ownRateOf = (fn: number): AllocationRate => {
    const found = own.get(fn) ?? rate();
    own.set(fn, found);
    return found;
  };
  return {
    startUs: sampler(start, luck.stream('provisioning'), 'settings.provisioning.startMs'),
    rateOf: (provisioning.scope ?? allocation.scope) === 'account' ? () => shared : ownRateOf,
    isUsableOneByOne: provisioning.usable
      ? provisioning.usable === 'one-by-one'
      : allocation.usable === 'not said',
  };
}

/** What in it the rules of the date do not allow. */
export function provisionProblems(scenario: Scenario, rules: Rules): Problem[] {
  const plans = provisionPlansOf(scenario);
  const problems: Problem[] = [];
  const since = rules.notYet['provisioned-concurrency'];
  if (since !== undefined) {
    const at = [
      ...plans.map(({ path, settings }) => [path, JSON.stringify(settings)] as const),
      ...(scenario.changes ?? []).flatMap((change, index) =>
        change.on && change.kind === 'put-provisioned-concurrency'
          ? [[`changes.${index}.kind`, JSON.stringify(change.kind)] as const]
          : [],
      ),
    ];
    return at.map(([path, found]) =>
      problemAt(path, found, `nothing there at ${rules.asOf}: provisioned concurrency exists since ${since}`),
    );
  }
  problems.push(...doubleProblems(scenario, plans), ...amountProblems(scenario, rules, plans));
  for (const { path, settings } of plans)
    if (settings.autoScaling) problems.push(...scalingProblems(settings.autoScaling, path, rules));
  return problems;
}

/** A version has one configuration: its own, or that of one alias that points to it. */
function doubleProblems(scenario: Scenario, plans: readonly ProvisionPlan[]): Problem[] {
  const aliases = aliasPlansOf(scenario);
  const holders = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { name, path } of plans) {
    const alias = aliases.find((plan) => plan.name === name);
    if (alias?.settings.version === '$LATEST') {
      problems.push(problemAt(path, 'an alias of $LATEST', 'a published version, or an alias of one'));
      continue;
    }
    const version = alias ? `${alias.functionId}:${alias.settings.version}` : name;
    const holder = holders.get(version);
    if (holder !== undefined)
      problems.push(
        problemAt(path, `${version}, which ${holder} has provisioned already`, 'one configuration a version'),
      );
    holders.set(version, name);
  }
  return problems;
}

/** What is provisioned must fit into the reservation, or into what is unreserved less what always stays so. */
function amountProblems(scenario: Scenario, rules: Rules, plans: readonly ProvisionPlan[]): Problem[] {
  const { settings } = scenario;
  const { limit, unreservedMinimum } = scalingPlanOf(scenario, rules);
  const functions = functionsOf(settings);
  const reserved = functions.reduce((sum, [, { reservedConcurrency = 0 }]) => sum + reservedConcurrency, 0);
  const left = limit - reserved - unreservedMinimum;
  const problems: Problem[] = [];
  let unreserved = 0;
  for (const [id, { reservedConcurrency: cap }] of functions) {
    const own = plans.filter(({ name }) => functionIdOf(name) === id);
    const asked = own.reduce((sum, { settings: { concurrency } }) => sum + concurrency, 0);
    if (cap === undefined) unreserved += asked;
    else if (asked > cap)
      problems.push(
        problemAt(
          `${own[0]!.path}.concurrency`,
          `${asked} for ${id}`,
          `at most ${cap}, what is reserved for it`,
        ),
      );
  }
  const first = plans.find(({ name }) => functionNamed(settings, name)!.reservedConcurrency === undefined);
  if (first && unreserved > left)
    problems.push(
      problemAt(
        `${first.path}.concurrency`,
        `${unreserved} over all functions without a reservation`,
        `at most ${Math.max(0, left)}: what is unreserved less ${unreservedMinimum}`,
      ),
    );
  return problems;
}

function scalingProblems(scaling: AutoScaling, path: string, rules: Rules): Problem[] {
  const at = `${path}.autoScaling`;
  const problems: Problem[] = [];
  const since = rules.notYet['pc-autoscaling'];
  if (since !== undefined)
    return [
      problemAt(at, JSON.stringify(scaling), `nothing there at ${rules.asOf}: it exists since ${since}`),
    ];
  const { targetMin, targetMax } = rules.provisioned!.targetTracking;
  if (scaling.target !== undefined && (scaling.target < targetMin || scaling.target > targetMax))
    problems.push(problemAt(`${at}.target`, `${scaling.target}`, `${targetMin} to ${targetMax}`));
  let { minimum, maximum } = scaling;
  if (minimum > maximum)
    problems.push(problemAt(`${at}.minimum`, `${minimum}`, `at most ${maximum}, the maximum`));
  const actions = (scaling.schedule ?? []).map((action, index) => ({ ...action, index }));
  for (const action of actions.toSorted((a, b) => a.atMs - b.atMs)) {
    minimum = action.minimum ?? minimum;
    maximum = action.maximum ?? maximum;
    if (minimum > maximum)
      problems.push(
        problemAt(
          `${at}.schedule.${action.index}`,
          `${minimum} to ${maximum} from then on`,
          'a minimum that is not above the maximum',
        ),
      );
  }
  return problems;
}
