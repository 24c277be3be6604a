import { expect, it } from 'vitest';
import { shortCount } from './short-count.ts';

it.each([
  [0, '0'],
  [333_300, '333,300'],
  [999_999.4, '999,999'],
  [1_000_000, '1 million'],
  [1_580_000, '1.58 million'],
  [26_666_667, '26.7 million'],
  [6_310_000_000, '6.31 billion'],
  [1e15, '1,000 trillion'],
])('%d is %s', (count, text) => {
  expect(shortCount(count)).toBe(text);
});
