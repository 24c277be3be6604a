/** The configuration check: every rule that has to do with a configuration, with its verdict at a date. */
import { CONCURRENCY_RULES } from './check-concurrency.ts';
import { EDGE_RULES } from './check-edge.ts';
import type { Configuration } from './check-fields.ts';
import { FUNCTION_RULES } from './check-function.ts';
import { INVOCATION_RULES } from './check-invocation.ts';
import { MAPPING_RULES } from './check-mapping.ts';
import { NETWORK_RULES } from './check-network.ts';
import { PACKAGE_RULES } from './check-package.ts';
import { Reading, type Finding, type Rule, type Verdict } from './check-rule.ts';
import { STREAM_RULES } from './check-stream.ts';
import type { FactsAt } from './value-at.ts';

export const RULES: readonly Rule[] = [
  ...FUNCTION_RULES,
  ...PACKAGE_RULES,
  ...CONCURRENCY_RULES,
  ...INVOCATION_RULES,
  ...MAPPING_RULES,
  ...STREAM_RULES,
  ...NETWORK_RULES,
  ...EDGE_RULES,
];

/** What a rule says of a configuration. */
export interface Checked extends Finding {
  readonly rule: Rule;
  /** Ids of the facts it asked for that exist, in that order. */
  readonly facts: readonly string[];
}

/**
 * Judges a configuration by the facts of a date. Rules that have nothing to do with it are left out: a function
 * without a mapping is told nothing of batches.
 */
export function checkConfiguration(configuration: Configuration, at: FactsAt): Checked[] {
  const checked: Checked[] = [];
  for (const rule of RULES) {
    const read = new Reading(at);
    const finding = rule.check(configuration, read);
    if (finding === null) continue;
    const facts = [...read.cited].filter((id) => at.historyOf(id).length > 0);
    checked.push({ ...finding, rule, facts });
  }
  return checked;
}

/** In the order they matter. */
export const VERDICTS: readonly Verdict[] = [
  'refused',
  'did-not-exist',
  'warning',
  'unknown',
  'ok',
  'not-given',
];

/** How many rules came to each verdict. */
export function countVerdicts(checked: readonly Checked[]): Readonly<Record<Verdict, number>> {
  const counts: Record<Verdict, number> = {
    refused: 0,
    'did-not-exist': 0,
    warning: 0,
    unknown: 0,
    ok: 0,
    'not-given': 0,
  };
  for (const { verdict } of checked) counts[verdict] += 1;
  return counts;
}
