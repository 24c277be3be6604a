/** How fast environments may be made, and how fast requests may come. */
import { RulesError, shown, type FactReader } from './fact-reader.ts';

/** Reasons the answer to a throttled request gives (TooManyRequestsException). */
export const THROTTLE_REASONS = [
  'ConcurrentInvocationLimitExceeded',
  'FunctionInvocationRateLimitExceeded',
  'ReservedFunctionConcurrentInvocationLimitExceeded',
  'ReservedFunctionInvocationRateLimitExceeded',
  'CallerRateLimitExceeded',
  'ConcurrentSnapshotCreateLimitExceeded',
] as const;
export type ThrottleReason = (typeof THROTTLE_REASONS)[number];

/** Who shares one allowance of new environments: all functions of the account in a Region, or nobody. */
export type GrowthScope = 'account' | 'function';

/** How concurrency may grow: so much at once, then so much every period. */
export interface GrowthRules {
  readonly scope: GrowthScope;
  /** Environments at once, by Region; the same figure everywhere since it counts for each function. */
  readonly atOnce: { readonly other: number; readonly byRegion: Readonly<Record<string, number>> };
  /** Environments that come back every period. AWS does not say whether in one step or evenly. */
  readonly perPeriod: number;
  readonly periodUs: number;
}

export interface ScalingRules {
  /** New environments on demand (fact burst-scaling). What is not used is not saved up beyond `atOnce`. */
  readonly growth: GrowthRules;
  /** Requests a second for each concurrent execution allowed (fact requests-per-second): synchronous ones. */
  readonly requestsPerSecondFactor: number;
  /** The same for asynchronous requests that no service of AWS sends (fact requests-per-second-async); null: no such limit. */
  readonly asyncRequestsPerSecondFactor: number | null;
  /** What the answer to a throttled request says at this date (facts throttle-answer, throttle-reasons). */
  readonly throttle: {
    readonly status: number;
    readonly exception: string;
    readonly reasons: readonly ThrottleReason[];
  };
}

const BURST = 'burst-scaling';
const SCOPES: Readonly<Record<string, GrowthScope>> = {
  'account and Region': 'account',
  'each function': 'function',
};

/** The Regions with a figure of their own, and that of all others. */
function byRegion(id: string, part: string, found: unknown): GrowthRules['atOnce'] {
  const { other, ...rest } = (typeof found === 'object' && found !== null ? found : {}) as Record<
    string,
    unknown
  >;
  const whole = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;
  if (!whole(other) || !Object.values(rest).every(whole))
    throw new RulesError(
      id,
      `${part}: found ${shown(found)}; expected environments by Region, and the part other`,
    );
  return { other, byRegion: rest as Record<string, number> };
}

/** Who a fact about growth counts for. */
export function growthScope(facts: FactReader, id: string): GrowthScope {
  const found = facts.word(id, 'scope');
  const scope = SCOPES[found];
  if (!scope)
    throw new RulesError(
      id,
      `scope: found ${shown(found)}; expected one of ${Object.keys(SCOPES).join(', ')}`,
    );
  return scope;
}

export function resolveGrowth(facts: FactReader): GrowthRules {
  const scope = growthScope(facts, BURST);
  if (scope === 'account')
    return {
      scope,
      atOnce: byRegion(BURST, 'initialBurst', facts.value(BURST, 'initialBurst')),
      perPeriod: facts.figure(BURST, 'thenPerMinute'),
      periodUs: 60_000_000,
    };
  const perPeriod = facts.figure(BURST, 'per10s');
  return { scope, atOnce: { other: perPeriod, byRegion: {} }, perPeriod, periodUs: 10_000_000 };
}

export function resolveScalingRules(facts: FactReader): ScalingRules {
  const outside = facts.value('requests-per-second-async', 'outside');
  return {
    growth: resolveGrowth(facts),
    requestsPerSecondFactor: facts.figure('requests-per-second'),
    asyncRequestsPerSecondFactor:
      outside === null ? null : facts.figure('requests-per-second-async', 'outside'),
    throttle: {
      status: facts.figure('throttle-answer', 'status'),
      exception: facts.word('throttle-answer', 'exception'),
      reasons: facts.wordsOf(THROTTLE_REASONS, 'throttle-reasons'),
    },
  };
}
