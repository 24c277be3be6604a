import { describe, expect, test } from 'vitest';
import { factReader, RulesError } from './fact-reader.ts';

const values: Record<string, unknown> = {
  plain: 3,
  wait: 1.5,
  zero: 0,
  words: ['SQS', 'SNS'],
  parts: {
    seconds: 0.5,
    none: null,
    span: [2, 200],
    turned: [200, 2],
    long: [1, 2, 3],
    list: [1, 0],
    word: 'a',
  },
};

const reader = factReader({
  asOf: '2026-11-20',
  valueOf: (id) => values[id],
  historyOf: () => [],
  introducedOn: (id) => (id === 'later' ? '2027-01-01' : undefined),
});

describe('factReader', () => {
  test('reads figures, times and words in the units of the engine', () => {
    expect(reader.figure('plain')).toBe(3);
    expect(reader.count('zero')).toBe(0);
    expect(reader.secondsUs('wait')).toBe(1_500_000);
    expect(reader.secondsUs('parts', 'seconds')).toBe(500_000);
    expect(reader.waitsUs('parts', 'list')).toEqual([1_000_000, 0]);
    expect(reader.counts('parts', 'list')).toEqual([1, 0]);
    expect(reader.span('parts', 'span')).toEqual([2, 200]);
    expect(reader.word('parts', 'word')).toBe('a');
    expect(reader.wordsOf(['SNS', 'SQS', 'S3'], 'words')).toEqual(['SQS', 'SNS']);
  });

  test('a part that is null is as good as absent', () => {
    expect(reader.has('parts', 'none')).toBe(false);
    expect(reader.has('parts', 'other')).toBe(false);
    expect(reader.has('parts', 'word')).toBe(true);
    expect(reader.has('plain', 'word')).toBe(false);
  });

  test('a feature that comes later does not exist; a fact nobody wrote is an error', () => {
    expect(reader.exists('later')).toBe(false);
    expect(reader.exists('plain')).toBe(true);
    expect(() => reader.exists('nowhere')).toThrow('Fact "nowhere": no value at 2026-11-20');
    expect(() => reader.has('nowhere', 'part')).toThrow(RulesError);
  });

  test.each<[string, () => unknown]>([
    ['Fact "zero": found 0; expected a whole number above 0.', () => reader.figure('zero')],
    ['found 1.5; expected a whole number above 0', () => reader.figure('wait')],
    ['word: found "a"; expected a whole number from 0', () => reader.count('parts', 'word')],
    ['expected the part other', () => reader.figure('parts', 'other')],
    ['expected seconds from 0', () => reader.secondsUs('words')],
    ['word: found "a"; expected a list', () => reader.waitsUs('parts', 'word')],
    ['turned: found [200,2]; expected two whole numbers', () => reader.span('parts', 'turned')],
    ['long: found [1,2,3]', () => reader.span('parts', 'long')],
    ['expected whole numbers from 0', () => reader.counts('words')],
    ['expected words', () => reader.words('parts', 'list')],
    ['found 3; expected a word', () => reader.word('plain')],
    ['found "SQS"; expected one of S3', () => reader.wordsOf(['S3'], 'words')],
  ])('says what is wrong: %s', (message, read) => {
    expect(read).toThrow(RulesError);
    expect(read).toThrow(message);
  });
});
