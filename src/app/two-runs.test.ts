import { describe, expect, it } from 'vitest';
import burst from '../../content/scenarios/burst.json';
import { readScenario } from '../sim/read-scenario.ts';
import { readConfiguration } from './configuration.ts';
import type { RunColumn } from './run-columns.ts';
import { differenceSentence } from './run-columns.ts';
import { namesOf, whereOf } from './two-runs.ts';

const read = readScenario(burst, 'burst');
if (!('scenario' in read)) throw new Error('burst.json cannot be read');
const base = read.scenario;
const at = (text: string) => readConfiguration(base, text);

/** A run in which so many of twenty were turned away. */
const column = (throttled: number): RunColumn => ({
  outcome: {
    kind: 'ran',
    digest: {
      figures: [
        ['requests', 20, 'counts.offered'],
        ['throttled', throttled, 'counts.throttled'],
      ],
      levels: [],
      cutAfter: null,
    },
  },
});
const said = (one: string, other: string, throttled = 3) =>
  differenceSentence([column(0), column(throttled)], whereOf(base, [at(one), at(other)]));

describe('two runs beside each other', () => {
  it('are told by their places where their rules are the same', () => {
    expect(said('', 'seed=5')).toMatch(/: none turned away on show, three beside it\.$/);
    expect(said('', 'seed=5', 0)).toMatch(/the same in both\.$/);
  });

  it('are told by their dates where nothing else differs', () => {
    expect(said('', 'asof=2018-02')).toMatch(
      /: none turned away today, three by the rules of February 2018\.$/,
    );
    expect(said('asof=2019&seed=5', 'seed=5&asof=2018-02')).toMatch(
      /none turned away by the rules of January 2019, three by those of February 2018\.$/,
    );
    expect(said('', 'asof=2018-02', 0)).toMatch(/the same by the rules of today and February 2018\.$/);
  });

  it('are told by both where settings differ too', () => {
    expect(said('', 'seed=5&asof=2018-02')).toMatch(
      /none turned away on show \(rules of today\), three beside it \(rules of February 2018\)\.$/,
    );
  });

  it('have their date in their name where it is another', () => {
    expect(namesOf(base, [at(''), at('asof=2018-02')])).toEqual([
      'the scenario as it is, rules of today',
      'rules of 1 Feb 2018',
    ]);
    expect(namesOf(base, [at(''), at('seed=5')])).toEqual(['the scenario as it is', 'seed 5']);
  });
});
