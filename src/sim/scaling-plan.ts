/**
 * How far and how fast functions may grow under the rules of a date: the account's limit, how many
 * environments may be made, how many requests a second, and what of the reservations the date does not allow.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Understanding Lambda function scaling" (limit of the
 * account, ten requests a second for each of it, reserved concurrency, 100 that always stay), "Lambda scaling
 * behavior" (1,000 every 10 s for each function, refilled continuously in practice, nothing saved up);
 * scaling.md of 2018-03-14 (burst by Region, then 500 a minute for the account).
 */
import { functionPath, functionsOf } from './function-named.ts';
import { usFromMs } from './microseconds.ts';
import { problemAt } from './problem.ts';
import type { Problem } from './problem.ts';
import type { GrowthRules, GrowthScope } from './rules/scaling-rules.ts';
import type { Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import type { Scaling } from './settings/scaling-settings.ts';

/** New environments: so many at once, and so many back every period. */
export interface GrowthPlan {
  readonly scope: GrowthScope;
  readonly burst: number;
  readonly perPeriod: number;
  readonly periodUs: number;
  /** They come back a period's worth at a time, or evenly. */
  readonly refill: NonNullable<Scaling['refill']>;
}

export interface ScalingPlan {
  /** Requests in environments at once, over all functions; Infinity: no limit. */
  readonly limit: number;
  /** What reservations must leave of it. */
  readonly unreservedMinimum: number;
  /** null: as fast as requests come. */
  readonly growth: GrowthPlan | null;
  /** Synchronous requests a second for each place of concurrency; Infinity: any number. */
  readonly requestsPerSecondFactor: number;
  /** Requests a second for each provisioned environment; Infinity: any number. */
  readonly provisionedFactor: number;
}

/** The Region of a scenario that names none. */
const REGION = 'us-east-1';

/** Resolves settings.concurrencyLimit and settings.scaling. */
export function scalingPlanOf({ settings }: Pick<Scenario, 'settings'>, rules: Rules): ScalingPlan {
  const { concurrencyLimit, scaling = {} } = settings;
  const factor = scaling.requestsPerSecondFactor;
  const own = (ofRules: number): number => (factor === undefined ? ofRules : (factor ?? Infinity));
  return {
    limit: limitOf({ settings }, rules),
    unreservedMinimum: rules.unreservedMinimum ?? 0,
    growth: growthOf(scaling, rules.scaling.growth, concurrencyLimit === null),
    requestsPerSecondFactor: own(rules.scaling.requestsPerSecondFactor),
    provisionedFactor: own(rules.provisioned?.requestsPerSecondFactor ?? Infinity),
  };
}

function limitOf({ settings }: Pick<Scenario, 'settings'>, rules: Rules): number {
  const { concurrencyLimit } = settings;
  return concurrencyLimit === undefined ? rules.accountConcurrency : (concurrencyLimit ?? Infinity);
}

/** @param isUnbounded the account has no limit: then nothing slows its growth either, unless a rate is set. */
function growthOf(settings: Scaling, own: GrowthRules, isUnbounded: boolean): GrowthPlan | null {
  const { rate, region = REGION } = settings;
  if (rate === null || (rate === undefined && isUnbounded)) return null;
  const scope = settings.scope ?? own.scope;
  return {
    scope,
    burst: rate?.burst ?? own.atOnce.byRegion[region] ?? own.atOnce.other,
    perPeriod: rate?.perPeriod ?? own.perPeriod,
    periodUs: rate === undefined ? own.periodUs : usFromMs(rate.periodMs),
    // AWS describes the old rate in steps of a minute, and of the new one says that it comes back evenly in practice.
    refill: settings.refill ?? (scope === 'account' ? 'step' : 'continuous'),
  };
}

/** Reservations that leave too little, and those made at a date that knew none. */
export function scalingProblems(scenario: Scenario, rules: Rules): Problem[] {
  const { settings, changes = [] } = scenario;
  const problems: Problem[] = [];
  const limit = limitOf(scenario, rules);
  const minimum = rules.unreservedMinimum ?? 0;
  let left = limit;
  for (const [id, { reservedConcurrency: reserved = 0 }] of functionsOf(settings)) {
    const most = Math.max(0, left - minimum);
    left -= Math.min(reserved, most);
    if (reserved <= most) continue;
    problems.push(
      problemAt(
        `${functionPath(id)}.reservedConcurrency`,
        `${reserved}`,
        `at most ${most}: ${minimum >= limit ? 'all' : minimum} of the account's ${limit} stay unreserved at ${rules.asOf}`,
      ),
    );
  }
  const since = rules.notYet['reserved-concurrency'];
  changes.forEach((change, index) => {
    if (change.kind !== 'put-function-concurrency' || since === undefined) return;
    problems.push(
      problemAt(
        `changes.${index}.kind`,
        change.kind,
        `no such change at ${rules.asOf}: concurrency can be reserved since ${since}`,
      ),
    );
  });
  return problems;
}
