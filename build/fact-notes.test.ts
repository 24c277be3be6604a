import { expect, test } from 'vitest';
import { factsIn } from './json-folder.ts';
import { notesOf } from './fact-notes.ts';
import { listFact } from '../src/cost/listed-fact.ts';
import type { Fact } from '../src/cost/fact.ts';

const source = { title: 'A page', url: 'https://example.com/', read: '2026-11-20', says: 'so' };
const fact: Fact = {
  id: 'one',
  title: 'One',
  topic: 'tests',
  kind: 'quota',
  unit: 's',
  start: 'firstRead',
  history: [
    { from: '2015', datePrecision: 'unknown-start', value: 60, sources: [source] },
    {
      from: '2018-10-10',
      datePrecision: 'as-sourced',
      value: 900,
      note: 'noted',
      doubt: 'doubted',
      sources: [source],
    },
  ],
  noteClaims: [{ note: 3, claim: 'claimed', verdict: 'current', comment: 'commented' }],
};

test('what was noted and said, with whose words they are', () => {
  expect(notesOf([fact, { ...fact, id: 'bare', history: [fact.history[0]!], noteClaims: [] }])).toEqual({
    one: [
      { of: 'note 3', text: 'claimed' },
      { of: 'note 3', text: 'commented' },
      { of: '2018-10-10', text: 'noted' },
      { of: '2018-10-10', text: 'doubted' },
    ],
  });
});

test('a list carries no sources and no notes', () => {
  expect(JSON.stringify(listFact(fact))).not.toMatch(/example\.com|noted|doubted|claimed/);
  const lists = factsIn('content/facts').map(listFact);
  expect(JSON.stringify(lists)).not.toContain('https:');
  expect(lists.every(({ history }) => history.length > 0)).toBe(true);
});
