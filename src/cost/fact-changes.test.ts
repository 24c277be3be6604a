import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIRST_DAY } from './as-of.ts';
import { readFacts, type FactValue } from './fact.ts';
import { changedLines, changesOf, differences, directionOf, opposite } from './fact-changes.ts';
import { listFact, type ListedFact } from './listed-fact.ts';
import { valueAt } from './value-at.ts';

const folder = new URL('../../content/facts/', import.meta.url);
const facts = readdirSync(folder).flatMap((name) =>
  readFacts(JSON.parse(readFileSync(new URL(name, folder), 'utf8')), name).map(listFact),
);

function fact(start: ListedFact['start'], ...values: readonly (readonly [string, FactValue])[]): ListedFact {
  const history = values.map(([from, value]) => ({ from, datePrecision: 'as-sourced' as const, value }));
  return { id: 'one', title: 'One', topic: 'tests', kind: 'quota', unit: 's', start, history, said: 0 };
}

const day = fc.constantFrom(
  FIRST_DAY,
  '2026-11-20',
  ...facts.flatMap(({ history }) => history.map(({ from }) => from)),
);

describe('changes', () => {
  test('a first reading is none, an introduction is one', () => {
    const read = fact('firstRead', ['2015-04-24', 60], ['2015-10-08', 300], ['2018-10', 900]);
    expect(changesOf([read]).map(({ before, after }) => [before?.value, after.value])).toEqual([
      [300, 900],
      [60, 300],
    ]);
    expect(changesOf([fact('introduced', ['2018-11-29', 5])])).toMatchObject([
      { before: null, after: { value: 5 } },
    ]);
  });

  test('what reads as before says so', () => {
    expect(changesOf([fact('firstRead', ['2015', 60], ['2016', 60], ['2017', 61])])).toMatchObject([
      { same: false },
      { same: true },
    ]);
  });

  test('they come latest first, and none is lost', () => {
    const dates = changesOf(facts).map(({ after }) => after.from.padEnd(10, '-01'));
    expect(dates).toEqual(dates.toSorted().toReversed());
    const firstReadings = facts.filter(({ start }) => start === 'firstRead').length;
    expect(dates).toHaveLength(facts.reduce((sum, { history }) => sum + history.length, 0) - firstReadings);
  });
});

describe('differences between two dates', () => {
  const timeout = fact('firstRead', ['2015-04-24', 60], ['2015-10-08', 300], ['2018-10-10', 900]);

  test('then, now, and what came between', () => {
    expect(differences([timeout], '2015-05-01', '2021-01-01')).toMatchObject([
      {
        first: { value: 60 },
        second: { value: 900 },
        direction: 'up',
        changes: [{ value: 300 }, { value: 900 }],
      },
    ]);
    expect(differences([timeout], '2018-10-09', '2018-10-10')).toHaveLength(1);
    expect(differences([timeout], '2018-10-10', '2026-11-20')).toEqual([]);
  });

  test('before its first reading a value is taken to hold, before its introduction it is not there', () => {
    expect(differences([timeout], FIRST_DAY, '2015-04-30')).toEqual([]);
    const layers = fact('introduced', ['2018-11-29', 5]);
    expect(differences([layers], '2018-02-01', '2021')).toMatchObject([
      { first: null, second: { value: 5 }, direction: 'new', changes: [{ value: 5 }] },
    ]);
  });

  test('what came and went reads the same and is no difference', () => {
    expect(differences([fact('firstRead', ['2015', 1], ['2016', 2], ['2017', 1])], '2015', '2018')).toEqual(
      [],
    );
  });

  test('turned round they are the same differences, seen backwards', () => {
    fc.assert(
      fc.property(day, day, (one, other) => {
        const mirrored = differences(facts, other, one).map((difference) => ({
          ...difference,
          first: difference.second,
          second: difference.first,
          direction: opposite(difference.direction),
        }));
        expect(mirrored).toEqual(differences(facts, one, other));
      }),
      { numRuns: 60 },
    );
  });

  test('a fact that is not among them reads the same at both dates', () => {
    fc.assert(
      fc.property(day, day, (one, other) => {
        const differing = new Set(differences(facts, one, other).map((difference) => difference.fact.id));
        for (const each of facts) {
          if (differing.has(each.id)) continue;
          const [then, now] = [valueAt(each, one), valueAt(each, other)];
          expect(then.status === 'beforeIntroduction').toBe(now.status === 'beforeIntroduction');
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('which way a value went', () => {
  const plain = fact('firstRead', ['2015', 1]);
  test.each<[FactValue, FactValue, string]>([
    [60, 300, 'up'],
    [300, 60, 'down'],
    [['a'], ['a', 'b'], 'more'],
    [['a', 'b'], ['b'], 'fewer'],
    [['a'], ['b', 'c'], 'other'],
    [[1, 5], [2, 5], 'up'],
    ['x', 'y', 'other'],
    [{ default: 10, max: 20 }, { default: 10, max: 40 }, 'up'],
    [{ default: 10, max: 20 }, { default: 20, max: 10 }, 'other'],
    [{ max: 20 }, { max: null }, 'up'],
    [{ max: 20 }, { max: 20, min: 1 }, 'more'],
    [{ max: 20 }, { max: 30, min: 1 }, 'other'],
  ])('%j to %j: %s', (then, now, way) => {
    expect(directionOf(plain, then, now)).toBe(way);
    expect(directionOf(plain, now, then)).toBe(opposite(way as 'up'));
  });
});

test('what changed is told part by part', () => {
  const parts = { default: { label: 'unless set', unit: 'MB' }, max: { label: 'at most', unit: 'MB' } };
  const tmp = { ...fact('firstRead', ['2015', 1]), parts };
  expect(changedLines(tmp, { default: 512, max: 512 }, { default: 512, max: 10_240, step: 1 })).toEqual([
    { label: 'at most', before: '512\u202fMB', after: '10,240\u202fMB' },
    { label: 'step', before: null, after: '1' },
  ]);
  expect(changedLines(tmp, 60, 300)).toEqual([{ label: '', before: '60\u202fs', after: '300\u202fs' }]);
});
