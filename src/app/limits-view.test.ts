import fc from 'fast-check';
import listed from 'virtual:listed-facts';
import notes from 'virtual:fact-notes';
import { describe, expect, test } from 'vitest';
import { FIRST_DAY } from '../cost/as-of.ts';
import { foundFacts } from './fact-search.ts';
import {
  ALL,
  countWith,
  FLAGS,
  isNarrowed,
  KINDS,
  passes,
  printLimitsView,
  readLimitsView,
  toggled,
  type LimitsView,
} from './limits-view.ts';
import { TODAY } from './today.ts';
import { wordsOf } from './word-search.ts';

const dates = { day: TODAY, today: TODAY };
const found = (typed: string, day = TODAY, more = {}) =>
  foundFacts(listed, wordsOf(typed), day, more).map(({ fact }) => fact.id);

describe('search', () => {
  test('words in any order, in title, topic and value', () => {
    expect(found('timeout longest function')).toContain('timeout-max');
    expect(found('900 configuration')).toContain('timeout-max');
    expect(found('10240')).toContain('memory-max');
    expect(found('no such words at all')).toEqual([]);
    expect(found(' ')).toHaveLength(listed.length);
  });

  test('by id and by an earlier value, and it says where', () => {
    const [first] = foundFacts(listed, wordsOf('timeout-max'), TODAY, {});
    expect(first).toMatchObject({ fact: { id: 'timeout-max' }, where: { of: 'id', text: 'timeout-max' } });
    const earlier = foundFacts(listed, wordsOf('longest timeout function 300s'), TODAY, {});
    expect(earlier.find(({ fact }) => fact.id === 'timeout-max')?.where).toEqual({
      of: '2015-10-08',
      text: '300\u202fs',
    });
    expect(foundFacts(listed, wordsOf('longest timeout 300s'), '2018-02-01', {})[0]?.where).toBeNull();
  });

  test('in the texts of notes once they are there', () => {
    expect(found('1.15 GB')).not.toContain('memory-max');
    expect(found('1.15 GB', TODAY, notes)).toContain('memory-max');
  });
});

describe('filters', () => {
  const view = fc.record({
    q: fc.string(),
    kinds: fc.subarray([...KINDS]).map((kinds) => new Set(kinds)),
    flags: fc.subarray([...FLAGS]).map((flags) => new Set(flags)),
    changed: fc.constantFrom('', '2018-02', '2021', '2024-05-06'),
  });
  const shown = (one: LimitsView, day = TODAY) =>
    listed.filter((fact) => passes(fact, one, { day, today: TODAY }));

  test('they go through the address and come back', () => {
    fc.assert(
      fc.property(view, (one) => {
        const printed = printLimitsView(one);
        const search = Object.fromEntries(
          Object.entries(printed).flatMap(([key, text]) => (text === undefined ? [] : [[key, text]])),
        );
        expect(readLimitsView(search)).toEqual(one);
      }),
    );
    expect(readLimitsView({ kind: 'money', adjustable: 'yes', changed: 'soon' })).toEqual(ALL);
    expect(isNarrowed(ALL)).toBe(false);
  });

  test('one more filter never shows more, one more kind never less', () => {
    fc.assert(
      fc.property(view, fc.constantFrom(...FLAGS), (one, flag) => {
        const fewer = { ...one, flags: new Set([...one.flags, flag]) };
        expect(shown(one)).toEqual(expect.arrayContaining(shown(fewer)));
        expect(shown({ ...one, kinds: new Set() }).length).toBeGreaterThanOrEqual(shown(one).length);
      }),
      { numRuns: 40 },
    );
  });

  test('a count is what one gets', () => {
    for (const what of [...KINDS, ...FLAGS])
      expect(countWith(listed, ALL, what, dates)).toBe(shown(toggled(ALL, what)).length);
    expect(KINDS.reduce((sum, kind) => sum + countWith(listed, ALL, kind, dates), 0)).toBe(listed.length);
  });

  test('today nothing differs from today; before the preview much does', () => {
    const differing = toggled(ALL, 'differs');
    expect(shown(differing)).toEqual([]);
    const early = shown(differing, FIRST_DAY).map(({ id }) => id);
    expect(early).toEqual(expect.arrayContaining(['timeout-max', 'layers-per-function']));
  });

  test('changed since a date', () => {
    const since = (changed: string) => shown({ ...ALL, changed }).map(({ id }) => id);
    expect(since('2018-02')).toContain('timeout-max');
    expect(since('2018-10-10')).not.toContain('timeout-max');
  });
});
