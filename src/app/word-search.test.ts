import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldText, stretchesOf, wordsOf } from './word-search.ts';

test('case, diacritics, hyphens and commas between digits do not count', () => {
  expect(foldText('Ünder-way: 10,240\u202fMB, all of it')).toBe('underway: 10240mb, all of it');
  expect(wordsOf('  Re-try   FIFO fifo ')).toEqual(['retry', 'fifo']);
  expect(wordsOf(' \n')).toEqual([]);
});

test('what is found is marked in the text as it is written', () => {
  const marked = (text: string, typed: string) =>
    stretchesOf(text, wordsOf(typed)).map(({ start, end }) => text.slice(start, end));
  expect(marked('Most memory: 10,240\u202fMB', '10240')).toEqual(['10,240']);
  expect(marked('Most memory: 10,240\u202fMB', '10240mb')).toEqual(['10,240\u202fMB']);
  expect(marked('on-demand and on demand', 'ondemand')).toEqual(['on-demand']);
  expect(marked('retries, Retry', 'retr ri')).toEqual(['retri', 'Retr']);
  expect(marked('𝔸lpha é', 'alpha e')).toEqual(['𝔸lpha', 'é']);
});

test('a text holds a word exactly when something is marked', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '-', ' ', 'É', ',', '1', '\u202f') });
  fc.assert(
    fc.property(text, text, (hay, needle) => {
      for (const word of wordsOf(needle))
        expect(stretchesOf(hay, [word]).length > 0).toBe(foldText(hay).includes(word));
    }),
  );
});
