import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readFacts } from '../src/cost/fact.ts';
import { factsAt } from '../src/cost/value-at.ts';
import { resolveRules } from '../src/sim/rules.ts';
import { moduleOf, periodsOf } from './rule-periods.ts';

const facts = readdirSync('content/facts').flatMap((name) =>
  readFacts(JSON.parse(readFileSync(`content/facts/${name}`, 'utf8')), name),
);

test('every day lies in a period whose rules are those resolved for it', () => {
  const periods = periodsOf(facts);
  expect(periods.length).toBeGreaterThan(5);
  for (let year = 2015; year <= 2026; year += 1) {
    for (const rest of ['01-01', '03-17', '06-24', '08-04', '10-08', '11-30', '12-02']) {
      const day = `${year}-${rest}`;
      const period = periods.findLast(({ from }) => from <= day);
      expect({ ...period?.rules, asOf: day }).toEqual(resolveRules(factsAt(facts, day)));
    }
  }
});

test('neighbouring periods differ, and come in order', () => {
  const periods = periodsOf(facts);
  for (const [at, { from, rules }] of periods.slice(1).entries()) {
    const before = periods[at]!;
    expect(from > before.from).toBe(true);
    expect({ ...rules, asOf: '' }).not.toEqual({ ...before.rules, asOf: '' });
  }
});

test('the module says the same, in little room', async () => {
  const periods = periodsOf(facts);
  const code = moduleOf(periods);
  const made = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as { default: unknown };
  expect(made.default).toEqual(periods);
  expect(code.length).toBeLessThan(JSON.stringify(periods).length / 10);
});
