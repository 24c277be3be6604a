import { describe, expect, test } from 'vitest';
import type { Fact } from './fact.ts';
import { limitRow } from './limit-row.ts';
import { sourcesOf } from './sources.ts';

const page = { title: 'A page', url: 'https://example.com/', read: '2026-11-20', says: 'so' };
const other = {
  title: 'Another',
  url: 'https://example.com/b',
  textDate: '2019',
  read: '2026-11-19',
  says: 'thus',
};

function fact(start: Fact['start'], id = 'some-limit'): Fact {
  return {
    id,
    title: 'Some limit',
    topic: 'tests',
    kind: 'quota',
    unit: 'MB',
    start,
    adjustable: true,
    history: [
      { from: '2017-11-30', datePrecision: 'as-sourced', value: 100, sources: [page] },
      { from: '2019-06', datePrecision: 'approximate', value: 200, note: 'near it', sources: [other, page] },
      { from: '2020-12-01', datePrecision: 'as-sourced', value: 300, sources: [page] },
    ],
    noteClaims: [],
  };
}

describe('limitRow', () => {
  test('a value in force', () => {
    expect(limitRow(fact('introduced'), '2020-01-01')).toMatchObject({
      status: 'inForce',
      text: '200\u202fMB',
      since: { meaning: 'about', date: '2019-06' },
      next: { from: '2020-12-01', text: '300\u202fMB' },
      earlier: 1,
      later: 1,
      adjustable: true,
      settable: false,
    });
  });

  test('the last value has no change to come', () => {
    const row = limitRow(fact('introduced'), '2026-11-20');
    expect(row).toMatchObject({ since: { meaning: 'since' }, next: null, earlier: 2, later: 0 });
  });

  test('before the introduction it shows what is to come', () => {
    expect(limitRow(fact('introduced'), '2015-01-01')).toMatchObject({
      status: 'beforeIntroduction',
      since: { meaning: 'notBefore', date: '2017-11-30' },
      next: { from: '2017-11-30' },
      later: 3,
    });
  });

  test('a value first read later holds, and the next change is a real one', () => {
    expect(limitRow(fact('firstRead'), '2015-01-01')).toMatchObject({
      status: 'beforeFirstRead',
      text: '100\u202fMB',
      since: { meaning: 'firstRead', date: '2017-11-30' },
      next: { from: '2019-06' },
      earlier: 0,
      later: 2,
    });
    expect(limitRow(fact('firstRead'), '2018-01-01')).toMatchObject({ since: { meaning: 'firstRead' } });
  });
});

describe('sourcesOf', () => {
  test('names each source once, with every fact that cites it, once', () => {
    const sources = sourcesOf([fact('introduced'), fact('introduced', 'second')]);
    expect(sources.map((source) => source.title)).toEqual(['A page', 'Another']);
    expect(sources[0]!.facts.map(({ id }) => id)).toEqual(['some-limit', 'second']);
    expect(sources[1]).toMatchObject({ textDate: '2019', read: '2026-11-19' });
    expect(sources[0]!.textDate).toBeNull();
  });

  test('keeps the last day a source was read', () => {
    const later = fact('introduced', 'second');
    later.history[1]!.sources[0] = { ...other, read: '2026-11-20' };
    const [, another] = sourcesOf([fact('introduced'), later]);
    expect(another).toMatchObject({ read: '2026-11-20' });
    expect(another!.facts).toHaveLength(2);
  });
});
