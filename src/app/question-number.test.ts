import { expect, test } from 'vitest';
import { readNumber } from './question-number.ts';

test.each([
  ['450', 450],
  [' 450 ms ', 450],
  ['450ms', 450],
  ['1,200', 1200],
  ['25.5', 25.5],
  ['.5', 0.5],
  ['-3', -3],
])('%s', (text, value) => {
  expect(readNumber(text, 'ms')).toEqual({ value });
});

test.each(['', '   ', 'abc', '1,2', '4.5.6', '450 s', '1e3', '--1', '+'])('"%s" gets a message', (text) => {
  expect(readNumber(text, 'ms')).toHaveProperty('message');
});
