/** The rules in force at a date, resolved from the facts once and kept. */
import { factsAt } from '../cost/value-at.ts';
import { resolveRules, type Rules } from '../sim/rules.ts';
import { facts } from './facts.ts';

const resolved = new Map<string, Rules>();

/** @throws RulesError when a fact the rules rest on is missing at that date. */
export function rulesAt(day: string): Rules {
  let rules = resolved.get(day);
  if (!rules) {
    rules = resolveRules(factsAt(facts, day));
    resolved.set(day, rules);
  }
  return rules;
}
