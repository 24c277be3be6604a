import { expect, it } from 'vitest';
import { FIRST_DAY } from '../src/cost/as-of.ts';
import { pricesAt } from '../src/cost/prices.ts';
import { factsAt } from '../src/cost/value-at.ts';
import { factsIn } from './json-folder.ts';
import { pricesOfRuns } from './run-prices.ts';

it('tells the prices of a run of every date as all facts do', () => {
  const facts = factsIn('content/facts');
  const few = pricesOfRuns(facts);
  const days = [FIRST_DAY, ...new Set(few.flatMap(({ history }) => history.map(({ from }) => from)))];
  expect(days.length).toBeGreaterThan(5);
  for (const day of days) expect(pricesAt(factsAt(few, day))).toEqual(pricesAt(factsAt(facts, day)));
  expect(JSON.stringify(few).length).toBeLessThan(JSON.stringify(facts).length / 20);
});
