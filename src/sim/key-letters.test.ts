import { describe, expect, it } from 'vitest';
import content from '../../content/words.json';
import { keyLetters } from './key-letters.ts';
import { narrate } from './narrate.ts';
import { simulate } from './run.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallStream } from './testing/small-stream.ts';
import { Words } from './words.ts';

describe('the letters of a key', () => {
  it('go from a to z, then on with two', () => {
    const keys = [0, 1, 26, 27, 52, 53, 702, 703];
    expect(keys.map(keyLetters)).toEqual(['', 'a', 'z', 'aa', 'az', 'ba', 'zz', 'aaa']);
  });

  it('are what a sentence calls the key of a record by, as its picture does', () => {
    const trace = simulate(smallStream({ records: [0] }), idealRules);
    const words = Words.parse(content);
    const texts = Array.from({ length: trace.length }, (_, step) => narrate(trace, step, words));
    expect(texts.filter((text) => text.includes('with key'))).toEqual([
      'Record 1 stands in the stream, with key a.',
    ]);
  });
});
