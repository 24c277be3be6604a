import { describe, expect, it } from 'vitest';
import { NONE } from './trace.ts';
import { ACTOR_KINDS, EVENTS, REASONS } from './vocabulary.ts';
import { EFFECTS } from './effects.ts';

describe('the words of a trace', () => {
  it.each([
    ['kinds of actors', ACTOR_KINDS],
    ['events', EVENTS],
    ['reasons', REASONS],
    ['effects', EFFECTS],
  ])('%s fit the byte that a trace keeps of each, and each is there once', (_, words: readonly string[]) => {
    expect(words.length).toBeLessThanOrEqual(NONE);
    expect(new Set(words).size).toBe(words.length);
  });
});
