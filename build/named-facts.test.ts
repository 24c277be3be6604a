import { expect, test } from 'vitest';
import type { Fact } from '../src/cost/fact.ts';
import { namedOf } from './named-facts.ts';

const fact = (id: string) => ({ id, title: `Title of ${id}`, history: [] }) as unknown as Fact;

test('facts in texts come whole, facts linked to by their titles, others not at all', () => {
  const facts = ['timeout', 'memory', 'payload', 'price'].map(fact);
  const named = namedOf(facts, 'At most {fact:timeout.max@2018-02}; {run:counts.cold}, `{memory}`.', [
    'memory',
    'gone',
  ]);
  expect(named.facts.map(({ id }) => id)).toEqual(['timeout']);
  expect(named.titles).toEqual({ memory: 'Title of memory' });
});

test('a mark in a text of JSON is found', () => {
  const text = JSON.stringify([{ text: 'A "{fact:memory}" and more' }]);
  expect(namedOf([fact('memory')], text, []).facts).toHaveLength(1);
});
