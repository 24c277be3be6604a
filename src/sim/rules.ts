/**
 * The figures the machines need, as they were in force at one date. The engine holds no such
 * number itself: they are resolved from dated facts and handed in.
 */
import { z } from './zod.ts';

const limitMs = z.nullable(
  z.union([
    z.number().check(z.gte(0)),
    z
      .tuple([z.number().check(z.gte(0)), z.number().check(z.gte(0))])
      .check(z.refine(([least, most]) => least <= most, 'expected the smaller of the two first')),
  ]),
);

/** One dated measurement of how long environments are kept; milliseconds, null: never. */
export const KeepPreset = z.object({
  id: z.string(),
  label: z.string(),
  functionIdleMs: limitMs,
  environmentIdleMs: limitMs,
  maxAgeMs: limitMs,
});
export type KeepPreset = z.infer<typeof KeepPreset>;

export interface Rules {
  /** The date these rules were in force, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Limit of the Init phase on demand, µs (fact init-limit). */
  readonly initLimitUs: number;
  /** Limit of the Init phase of an environment that is kept ready, µs, unless the timeout is longer (fact init-limit-provisioned). */
  readonly initLimitProvisionedUs: number;
  /** Concurrent executions an account has by default (fact account-concurrency). */
  readonly accountConcurrency: number;
  /** Longest timeout of a function, ms (fact timeout-max). */
  readonly timeoutMaxMs: number;
  /** Memory settings, MB (facts memory-min, memory-max). */
  readonly memoryMinMb: number;
  readonly memoryMaxMb: number;
  /** The preset in force at the date, and every preset by id (fact idle-recycle-measured). */
  readonly keep: KeepPreset;
  readonly keepPresets: readonly KeepPreset[];
  /** Features that did not exist at the date, by fact id: when they were introduced. */
  readonly notYet: Readonly<Partial<Record<Feature, string>>>;
}

/** From this day on the rules are these, until the next period begins. */
export interface RulePeriod {
  readonly from: string;
  readonly rules: Rules;
}

/** Features a scenario may use that have not always existed; their facts tell since when. */
const FEATURES = ['provisioned-concurrency', 'extensions'] as const;
export type Feature = (typeof FEATURES)[number];

/** What rules are resolved from: facts seen from a date. `src/cost/value-at.ts` makes one. */
export interface FactValues {
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
  /** The value in force at the date; undefined: no such fact, or its feature did not exist yet. */
  valueOf(id: string): unknown;
  /** Every value the fact has had, oldest first. */
  valuesOf(id: string): readonly unknown[];
  /** When its feature will be introduced, if it did not exist yet at the date. */
  introducedOn(id: string): string | undefined;
}

/** Thrown when a fact the rules rest on is missing or not of the expected form; names the fact. */
export class RulesError extends Error {
  readonly fact: string;

  constructor(fact: string, problem: string) {
    super(`Fact "${fact}": ${problem}.`);
    this.name = 'RulesError';
    this.fact = fact;
  }
}

const KEEP = 'idle-recycle-measured';

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 80);
}

/** Resolves the rules in force at a date. Throws RulesError. */
export function resolveRules(facts: FactValues): Rules {
  /** A fact that is one whole number above zero, in the fact's own unit. */
  const figure = (id: string): number => {
    const value = facts.valueOf(id);
    if (value === undefined) throw new RulesError(id, `no value at ${facts.asOf}, and the rules need one`);
    if (typeof value !== 'number' || !Number.isInteger(value) || value <= 0) {
      throw new RulesError(id, `found ${shown(value)}; expected a whole number above 0`);
    }
    return value;
  };
  const preset = (value: unknown): KeepPreset => {
    const result = KeepPreset.safeParse(value);
    if (result.success) return result.data;
    const issue = result.error.issues[0]!;
    throw new RulesError(
      KEEP,
      `found ${shown(value)}; ${issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''}${issue.message}`,
    );
  };
  const inForce = facts.valueOf(KEEP);
  if (inForce === undefined) throw new RulesError(KEEP, `no value at ${facts.asOf}, and the rules need one`);
  return {
    asOf: facts.asOf,
    initLimitUs: figure('init-limit') * 1_000_000,
    initLimitProvisionedUs: figure('init-limit-provisioned') * 1_000_000,
    accountConcurrency: figure('account-concurrency'),
    timeoutMaxMs: figure('timeout-max') * 1000,
    memoryMinMb: figure('memory-min'),
    memoryMaxMb: figure('memory-max'),
    keep: preset(inForce),
    keepPresets: facts.valuesOf(KEEP).map(preset),
    notYet: Object.fromEntries(
      FEATURES.map((feature) => [feature, facts.introducedOn(feature)] as const).filter(
        ([, since]) => since !== undefined,
      ),
    ),
  };
}
