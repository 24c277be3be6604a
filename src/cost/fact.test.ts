import { describe, expect, test } from 'vitest';
import { readFacts } from './fact.ts';

const source = { title: 'A page', url: 'https://example.com/', read: '2026-11-20', says: 'so' };
const entry = { from: '2017-11-30', datePrecision: 'as-sourced', value: 100, sources: [source] };
const good = {
  id: 'some-limit',
  title: 'Some limit',
  topic: 'tests',
  kind: 'quota',
  unit: 'MB',
  start: 'introduced',
  history: [entry],
  noteClaims: [{ note: 1, claim: '90 MB', verdict: 'was true', until: '2017-11' }],
};

describe('readFacts', () => {
  test('accepts a whole fact', () => {
    expect(readFacts([good], 'tests.json')).toEqual([good]);
  });

  test.each([
    ['an entry out of order', { history: [entry, { ...entry, from: '2017-11' }] }, 'history.1.from'],
    ['two entries of one day', { history: [entry, entry] }, 'history.1.from'],
    ['a day that does not exist', { history: [{ ...entry, from: '2017-02-30' }] }, 'history.0.from'],
    ['no source', { history: [{ ...entry, sources: [] }] }, 'history.0.sources'],
    [
      'a source without the day it was read',
      { history: [{ ...entry, sources: [{ ...source, read: undefined }] }] },
      'sources.0.read',
    ],
    [
      'a source read in a month',
      { history: [{ ...entry, sources: [{ ...source, read: '2026-11' }] }] },
      'sources.0.read',
    ],
    [
      'an address without https',
      { history: [{ ...entry, sources: [{ ...source, url: 'http://example.com/' }] }] },
      'sources.0.url',
    ],
    [
      'an unknown start of what was introduced',
      { history: [{ ...entry, datePrecision: 'unknown-start' }] },
      'history.0.datePrecision',
    ],
    [
      'a part without a name',
      { parts: { most: { label: 'at most' } }, history: [{ ...entry, value: { least: 1 } }] },
      'history.0.value.least',
    ],
    [
      '"until" of what is current',
      { noteClaims: [{ note: 1, claim: 'x', verdict: 'current', until: '2017' }] },
      'noteClaims.0.until',
    ],
    [
      '"was true" without "until"',
      { noteClaims: [{ note: 1, claim: 'x', verdict: 'was true' }] },
      'noteClaims.0.until',
    ],
    ['a unit nobody knows', { unit: 'Mb' }, 'unit: expected a unit'],
    [
      'an unknown unit of a part',
      { parts: { most: { label: 'at most', unit: 'secs' } }, history: [{ ...entry, value: { most: 1 } }] },
      'parts.most.unit',
    ],
    [
      'a part that no value has',
      {
        parts: { most: { label: 'at most' }, least: { label: 'at least' } },
        history: [{ ...entry, value: { most: 1 } }],
      },
      'parts.least',
    ],
    [
      'named parts without names to show',
      { history: [{ ...entry, value: { most: 1 } }] },
      'history.0.value.most',
    ],
    [
      'a text read before it was written',
      { history: [{ ...entry, sources: [{ ...source, textDate: '2026-12' }] }] },
      'sources.0.read',
    ],
    ['an empty doubt', { history: [{ ...entry, doubt: '' }] }, 'history.0.doubt'],
    ['an unknown key', { colour: 'blue' }, 'fact some-limit'],
  ])('reports %s', (_, change, where) => {
    const read = () => readFacts([{ ...good, ...change }], 'tests.json');
    expect(read).toThrow('tests.json: fact some-limit');
    expect(read).toThrow(where);
  });
});
