import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grade, isClose } from './grade.ts';
import type { Question } from './question.ts';

const base = { id: 'q', stem: 'Which?', difficulty: 1 as const, rests: { fact: 'init-limit' }, claims: [] };
const item = (id: string) => ({ id, text: id, reason: `because ${id}` });

const several: Question = {
  ...base,
  kind: 'several',
  options: [
    { ...item('a'), right: true },
    { ...item('b'), right: false },
    { ...item('c'), right: true },
  ],
};
const order: Question = { ...base, kind: 'order', items: ['create', 'init', 'invoke', 'freeze'].map(item) };
const number: Question = {
  ...base,
  kind: 'number',
  expected: 450,
  unit: 'ms',
  tolerance: { abs: 1 },
  reason: 'init and handler',
  slips: [{ value: 38, reason: 'the old rule' }],
  otherwise: 'neither',
};
const predict: Question = {
  ...base,
  kind: 'predict',
  rests: { scenario: 'burst' },
  settings: {},
  measure: 'counts.cold',
  proof: 'Seen.',
  answer: {
    as: 'options',
    options: [
      { ...item('none'), holds: { equal: 0 } },
      { ...item('few'), holds: { between: [1, 3] } },
      { ...item('many'), holds: { atLeast: 4 } },
    ],
  },
};

describe('grade', () => {
  test('one: right only for the right option, with a reason for each', () => {
    const one: Question = {
      ...base,
      kind: 'one',
      options: [
        { ...item('a'), right: false },
        { ...item('b'), right: true },
      ],
    };
    expect(grade(one, { option: 'b' })).toMatchObject({ correct: true, expected: { option: 'b' } });
    expect(grade(one, { option: 'a' }).verdicts).toEqual([
      { id: 'a', said: true, right: false, reason: 'because a' },
      { id: 'b', said: false, right: true, reason: 'because b' },
    ]);
  });

  test('several: exactly the right set, in any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['a', 'b', 'c']), (options) => {
        expect(grade(several, { options }).correct).toBe(options.toSorted().join('') === 'ac');
      }),
    );
  });

  test('order: names each wrong place and where its item belongs', () => {
    expect(grade(order, { order: ['create', 'invoke', 'init', 'freeze'] })).toMatchObject({
      correct: false,
      places: [
        { id: 'create', belongs: 0 },
        { id: 'invoke', belongs: 2 },
        { id: 'init', belongs: 1 },
        { id: 'freeze', belongs: 3 },
      ],
      verdicts: [{ right: true }, { right: false }, { right: false }, { right: true }],
    });
    fc.assert(
      fc.property(fc.shuffledSubarray(['create', 'init', 'invoke', 'freeze'], { minLength: 4 }), (answer) => {
        const graded = grade(order, { order: answer });
        expect(graded.correct).toBe(graded.places!.every((place, at) => place.belongs === at));
        expect(graded.verdicts.filter((verdict) => !verdict.right)).not.toHaveLength(1);
      }),
    );
  });

  test('number: within the tolerance, and a reason for the slip', () => {
    expect(grade(number, { value: 450.5 }).correct).toBe(true);
    expect(grade(number, { value: 452 }).verdicts.map((verdict) => verdict.reason)).toEqual([
      'neither',
      'init and handler',
    ]);
    expect(grade(number, { value: 38 }).verdicts[0]).toEqual({
      id: 'answer',
      said: true,
      right: false,
      reason: 'the old rule',
    });
  });

  test('predict: the run decides', () => {
    expect(grade(predict, { option: 'few' }, { value: 2 }).correct).toBe(true);
    expect(grade(predict, { option: 'few' }, { value: 4 })).toMatchObject({
      correct: false,
      expected: { option: 'many' },
    });
    expect(() => grade(predict, { option: 'few' })).toThrow('graded by its run');
    expect(() => grade(predict, { option: 'few' }, { value: 0.5 })).toThrow('0 options hold');
  });

  test('refuses an answer of another kind or with a stranger in it', () => {
    expect(() => grade(number, { option: 'a' })).toThrow(TypeError);
    expect(() => grade(several, { options: ['z'] })).toThrow('has no option z');
    expect(() => grade(order, { order: ['create', 'create', 'init', 'freeze'] })).toThrow('each once');
  });
});

describe('isClose', () => {
  test('takes the edge of the tolerance in, with decimal fractions too', () => {
    expect(isClose(0.3, 0.2, { abs: 0.1 })).toBe(true);
    expect(isClose(110, 100, { share: 0.1 })).toBe(true);
    expect(isClose(110.01, 100, { share: 0.1 })).toBe(false);
    expect(isClose(7, 7, { abs: 0 })).toBe(true);
  });

  test('is the plain rule for whole numbers', () => {
    const whole = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(whole, whole, fc.integer({ min: 0, max: 1000 }), (value, expected, abs) => {
        expect(isClose(value, expected, { abs })).toBe(Math.abs(value - expected) <= abs);
      }),
    );
  });
});
