import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from './grade.ts';
import {
  emptyProgress,
  latestAnswers,
  recordAnswer,
  recordBet,
  recordLesson,
  recordRepair,
  reopenRepair,
  standing,
} from './progress.ts';
import type { Progress } from './progress-schema.ts';
import { migrate } from './stored-progress.ts';

const word = fc.constantFrom('cold-two', 'cold-burst', 'constructor', '__proto__', 'toString');
const instant = fc.integer({ min: 0, max: 2_000_000_000_000 });
const answer: fc.Arbitrary<Answer> = fc.oneof(
  fc.record({ option: word }),
  fc.record({ options: fc.array(word) }),
  fc.record({ order: fc.array(word) }),
  fc.record({ value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0) }),
);
const change = fc.oneof(
  fc.tuple(word, answer, fc.boolean(), instant).map(
    ([question, said, correct, now]) =>
      (progress: Progress) =>
        recordAnswer(
          progress,
          { question, answer: said, correct, asOf: '2026-11-20', engineVersion: '1' },
          now,
        ),
  ),
  fc.tuple(word, word, instant).map(
    ([lesson, task, now]) =>
      (progress: Progress) =>
        recordLesson(progress, lesson, { kind: 'tried', task }, now),
  ),
  fc.tuple(word, instant).map(
    ([lesson, now]) =>
      (progress: Progress) =>
        recordLesson(progress, lesson, { kind: 'finished' }, now),
  ),
  fc.tuple(word, word, instant).map(
    ([bet, option, now]) =>
      (progress: Progress) =>
        recordBet(progress, bet, option, now),
  ),
  // Keys of controls: lower-case letters, digits and hyphens.
  fc
    .tuple(
      word,
      fc.constantFrom('retries', 'max-age', 'constructor'),
      fc.oneof(fc.integer(), fc.boolean(), fc.string(), fc.constant(null)),
    )
    .map(
      ([scenario, key, value]) =>
        (progress: Progress) =>
          recordRepair(progress, scenario, { [key]: value }),
    ),
);
const progresses = fc
  .array(change, { maxLength: 12 })
  .map((changes) => changes.reduce((progress, step) => step(progress), emptyProgress()));

/** As a store keeps it: text. */
const stored = (progress: Progress): unknown => JSON.parse(JSON.stringify(progress)) as unknown;

describe('progress', () => {
  test('comes back whole from storage', () => {
    fc.assert(
      fc.property(progresses, (progress) => {
        const back = migrate(stored(progress));
        expect(back.problems).toEqual([]);
        expect('keptAside' in back).toBe(false);
        expect(back.progress).toEqual(progress);
        for (const part of ['lessons', 'bets', 'repairs'] as const) {
          expect(Object.keys(back.progress[part])).toEqual(Object.keys(progress[part]));
        }
      }),
    );
  });

  test('an answer is only ever added', () => {
    fc.assert(
      fc.property(progresses, change, (progress, step) => {
        const before = JSON.stringify(progress);
        const after = step(progress);
        expect(JSON.stringify(progress)).toBe(before);
        expect(after.answers.slice(0, progress.answers.length)).toEqual(progress.answers);
        expect(Object.keys(after.lessons)).toEqual(expect.arrayContaining(Object.keys(progress.lessons)));
      }),
    );
  });

  test('the latest answer counts', () => {
    const said = { question: 'q', answer: { option: 'a' }, asOf: '2026-11-20', engineVersion: '1' };
    let progress = recordAnswer(emptyProgress(), { ...said, correct: true }, 1);
    progress = recordAnswer(progress, { ...said, correct: false }, 2);
    expect(standing(progress, ['q', 'r'])).toEqual({ total: 2, answered: 1, right: 0 });
    expect(latestAnswers(progress, ['q']).get('q')?.at).toBe(2);
  });

  test('the first bet and the first finish stand', () => {
    let progress = recordBet(recordBet(emptyProgress(), 'b', 'one', 1), 'b', 'two', 2);
    progress = recordLesson(
      recordLesson(progress, 'l', { kind: 'finished' }, 3),
      'l',
      { kind: 'finished' },
      4,
    );
    expect(progress.bets['b']).toEqual({ option: 'one', at: 1 });
    expect(progress.lessons['l']).toEqual({ openedAt: 3, finishedAt: 3, tries: [] });
  });
});

describe('repairs', () => {
  test('the latest settings stand, and a repair can be opened again', () => {
    const solved = recordRepair(recordRepair(emptyProgress(), 's', { a: 1 }), 's', { a: 2, b: null });
    expect(solved.repairs).toEqual({ s: { solved: true, settings: { a: 2, b: null } } });
    expect(recordRepair(solved, 's', { a: 2, b: null })).toBe(solved);
    expect(reopenRepair(solved, 's').repairs).toEqual({});
    expect(reopenRepair(solved, 'other')).toBe(solved);
  });
});

describe('migrate', () => {
  test('what the first version kept is kept on, without repairs', () => {
    const { version: _, repairs: __, ...first } = recordBet(emptyProgress(), 'b', 'one', 1);
    const back = migrate(stored({ ...first, version: 1 } as unknown as Progress));
    expect(back).toEqual({ progress: recordBet(emptyProgress(), 'b', 'one', 1), problems: [] });
  });

  test('a repair nobody can read costs that repair only', () => {
    const solved = recordRepair(emptyProgress(), 'good', { retries: 3 });
    const back = migrate({ ...solved, repairs: { ...solved.repairs, bad: { solved: 'yes' } } });
    expect(back.progress).toEqual(solved);
    expect(back.problems).toEqual(['The entry bad of the repairs in the stored progress cannot be read.']);
  });

  test('nothing stored is no problem', () => {
    expect(migrate(null)).toEqual({ progress: emptyProgress(), problems: [] });
  });

  test('anything at all is read, reported and kept aside, never thrown at', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.record({ version: fc.constant(1), answers: fc.anything(), lessons: fc.anything() }),
        ),
        (value) => {
          fc.pre(value !== null && value !== undefined);
          const { progress, problems, ...rest } = migrate(value);
          expect(progress.version).toBe(2);
          if (problems.length > 0) expect(rest.keptAside).toBe(value);
        },
      ),
    );
  });

  test('one broken answer costs that answer only', () => {
    fc.assert(
      fc.property(
        progresses,
        fc.nat(),
        fc.constantFrom(null, 7, 'x', {}, { question: 'q' }),
        (progress, place, broken) => {
          const value = {
            ...progress,
            answers: progress.answers.toSpliced(place % (progress.answers.length + 1), 0, broken as never),
          };
          const back = migrate(value);
          expect(back.progress.answers).toEqual(progress.answers);
          expect(back.problems).toHaveLength(1);
          expect(back.keptAside).toBe(value);
        },
      ),
    );
  });

  test('a newer version is kept aside and named', () => {
    const newer = { version: 3, answers: [] };
    expect(migrate(newer)).toEqual({
      progress: emptyProgress(),
      problems: ['The stored progress was written by a newer version of this page (3).'],
      keptAside: newer,
    });
  });
});
