import { expect, it } from 'vitest';
import { chanceDigest } from './chance-digest.ts';

it('is the same in every engine: the browsers’ end-to-end test compares with this value', () => {
  expect(chanceDigest()).toBe('8f09716edb3c1216');
  expect(chanceDigest()).toBe(chanceDigest());
});
