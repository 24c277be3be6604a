/** The same scenario under several seeds: means and intervals instead of single figures. */
import type { ClaimResult } from '../sim/claims.ts';
import type { Claim, Scenario } from '../sim/scenario.ts';
import type { Summary } from '../sim/summary.ts';
import { estimate, type Estimate } from './interval.ts';
import type { Prepared } from './prepare.ts';
import { claimLines, figure, headLines, simplificationLines } from './report.ts';

/** What is kept of one of several runs. */
export interface SweepRun {
  readonly hash: string;
  readonly summary: Summary;
  readonly claims: readonly ClaimResult[];
}

const GROUPS = ['counts', 'latencyMs', 'concurrency', 'environments'] as const;

type Group = Readonly<Record<string, number | null>>;

function estimatesOf(
  runs: readonly SweepRun[],
  group: (typeof GROUPS)[number],
): Record<string, Estimate | null> {
  const groups = runs.map(({ summary }) => summary[group] as unknown as Group);
  return Object.fromEntries(
    Object.keys(groups[0] ?? {}).map((key) => [key, estimate(groups.map((values) => values[key] ?? null))]),
  );
}

/** A claim over the runs: in how many it holds, and what was found on average. */
interface SweepClaim {
  readonly id: string;
  /** Whether it holds in every run. */
  readonly holds: boolean;
  readonly holdsIn: number;
  readonly expected: Claim['is'];
  readonly found: Estimate | null;
}

function claimsOf(scenario: Scenario, runs: readonly SweepRun[]): SweepClaim[] {
  return scenario.claims.map(({ id, is }, index) => {
    const results = runs.map(({ claims }) => claims[index]!);
    const holdsIn = results.filter(({ holds }) => holds).length;
    return {
      id,
      holds: holdsIn === runs.length,
      holdsIn,
      expected: is,
      found: estimate(results.map(({ found }) => found)),
    };
  });
}

/** The JSON document of several runs: the keys of one run, with estimates in place of numbers. */
export function sweepJson(
  prepared: Prepared,
  engineVersion: string,
  runs: readonly SweepRun[],
): Record<string, unknown> {
  const { scenario, rules } = prepared;
  return {
    scenario: scenario.id,
    asOf: rules.asOf,
    seed: scenario.seed,
    runs: runs.length,
    engineVersion,
    hashes: runs.map(({ hash }) => hash),
    ...Object.fromEntries(GROUPS.map((group) => [group, estimatesOf(runs, group)])),
    claims: claimsOf(scenario, runs),
    simplifications: scenario.simplifications,
  };
}

function estimateText(value: Estimate | null): string {
  if (value === null) return 'nothing to measure';
  const { mean, interval } = value;
  return interval === null || interval[0] === interval[1]
    ? figure(mean)
    : `${figure(mean)} (${figure(interval[0])} to ${figure(interval[1])})`;
}

/** The same for people. */
export function sweepText(
  prepared: Prepared,
  engineVersion: string,
  runs: readonly SweepRun[],
  titles: ReadonlyMap<string, string>,
): string {
  const { scenario } = prepared;
  const origin = `${runs.length} runs, seeds ${scenario.seed} to ${scenario.seed + runs.length - 1}, engine ${engineVersion}`;
  const figures = GROUPS.flatMap((group) =>
    Object.entries(estimatesOf(runs, group)).map(
      ([key, value]) => [`${group}.${key}`, estimateText(value)] as const,
    ),
  );
  const width = Math.max(...figures.map(([name]) => name.length));
  const results = claimsOf(scenario, runs).map(({ holdsIn, found }) => ({
    verdict: `holds in ${holdsIn} of ${runs.length}`,
    found: estimateText(found),
  }));
  return [
    ...headLines(prepared, origin),
    'Means, with the interval that holds the true mean 95 times in 100',
    ...figures.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`),
    '',
    ...claimLines(scenario, results),
    ...simplificationLines(scenario, titles),
  ].join('\n');
}
