import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstOrder, partsOf, Question, Quiz } from './question.ts';
import { textParts } from './inline-text.ts';

const part = (id: string, right: boolean) => ({ id, text: id, reason: `because ${id}`, right });
const base = { id: 'q', stem: 'Which?', difficulty: 1, rests: { fact: 'init-limit' }, claims: ['c-042'] };

describe('Question', () => {
  test('one has exactly one right option', () => {
    expect(
      Question.safeParse({ ...base, kind: 'one', options: [part('a', true), part('b', false)] }).success,
    ).toBe(true);
    expect(
      Question.safeParse({ ...base, kind: 'one', options: [part('a', true), part('b', true)] }).success,
    ).toBe(false);
    expect(
      Question.safeParse({ ...base, kind: 'several', options: [part('a', true), part('b', true)] }).success,
    ).toBe(true);
    expect(
      Question.safeParse({ ...base, kind: 'several', options: [part('a', false), part('b', false)] }).success,
    ).toBe(false);
  });

  test('an id stands once', () => {
    expect(
      Question.safeParse({ ...base, kind: 'one', options: [part('a', true), part('a', false)] }).success,
    ).toBe(false);
  });

  test('every option has a reason', () => {
    expect(
      Question.safeParse({
        ...base,
        kind: 'one',
        options: [part('a', true), { ...part('b', false), reason: '' }],
      }).success,
    ).toBe(false);
  });

  test('a prediction stores no answer', () => {
    const predict = {
      ...base,
      kind: 'predict',
      rests: { scenario: 'burst' },
      settings: {},
      measure: 'counts.cold',
      proof: 'Seen.',
      answer: {
        as: 'options',
        options: [
          { id: 'a', text: 'a', reason: 'r', holds: { equal: 1 } },
          { id: 'b', text: 'b', reason: 'r', holds: { atLeast: 2 } },
        ],
      },
    };
    expect(Question.safeParse(predict).success).toBe(true);
    expect(Question.safeParse({ ...predict, rests: { fact: 'init-limit' } }).success).toBe(false);
    expect(Question.safeParse({ ...predict, right: 'a' }).success).toBe(false);
  });
});

describe('firstOrder', () => {
  test('is a shuffle, always the same, never the right order', () => {
    const words = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 3, maxLength: 8 });
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z-]{1,20}$/), words, (id, items) => {
        const question = {
          ...base,
          id,
          kind: 'order' as const,
          difficulty: 1 as const,
          items: items.map((item) => ({ id: item, text: item, reason: item })),
        };
        const shown = firstOrder(question);
        expect(shown).toEqual(firstOrder(question));
        expect(shown.toSorted()).toEqual(items.toSorted());
        expect(shown).not.toEqual(items);
      }),
    );
  });
});

describe('textParts', () => {
  test('finds every mark', () => {
    expect(
      textParts('Wait [[412 ms]], at most {fact:init-limit}; `global` kept, {run:counts.cold} cold.'),
    ).toEqual([
      { kind: 'text', text: 'Wait ' },
      { kind: 'example', text: '412 ms' },
      { kind: 'text', text: ', at most ' },
      { kind: 'fact', fact: 'init-limit' },
      { kind: 'text', text: '; ' },
      { kind: 'code', text: 'global' },
      { kind: 'text', text: ' kept, ' },
      { kind: 'run', measure: 'counts.cold' },
      { kind: 'text', text: ' cold.' },
    ]);
  });

  test('a fact can name its part and its date', () => {
    expect(textParts('{fact:idle.functionIdleMs@2019-08-20} and {fact:idle@2019}')).toEqual([
      { kind: 'fact', fact: 'idle', part: 'functionIdleMs', at: '2019-08-20' },
      { kind: 'text', text: ' and ' },
      { kind: 'fact', fact: 'idle', at: '2019' },
    ]);
  });

  test('loses nothing of a text without marks', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/[[{`]/.test(text));
        expect(
          textParts(text)
            .map((piece) => ('text' in piece ? piece.text : ''))
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

describe('the quizzes in content', () => {
  const folder = new URL('../../content/quizzes/', import.meta.url);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    test(file, () => {
      const quiz = Quiz.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
      expect(`${quiz.id}.json`).toBe(file);
      for (const question of quiz.questions) {
        for (const option of partsOf(question))
          expect(option.reason.length, `${question.id}/${option.id}`).toBeGreaterThan(20);
      }
    });
  }
});
