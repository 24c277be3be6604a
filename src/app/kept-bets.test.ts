import { describe, expect, it } from 'vitest';
import type { Bet } from '../sim/bet.ts';
import { keepBets, readBets, type KeptBets } from './kept-bets.ts';
import type { Store } from './progress-store.ts';

const bets: readonly Bet[] = [
  {
    kind: 'pick',
    ask: 'Which?',
    options: [
      { says: 'a', when: { measure: 'counts.cold', is: { equal: 1 } } },
      { says: 'b', when: { measure: 'counts.cold', is: { equal: 2 } } },
    ],
  },
  { kind: 'number', ask: 'How many?', measure: 'counts.cold', unit: 'count' },
];

function storageOf(texts: Record<string, string> = {}): Store {
  return {
    getItem: (key) => texts[key] ?? null,
    setItem(key, value) {
      texts[key] = value;
    },
    removeItem(key) {
      delete texts[key];
    },
  };
}

const kept: KeptBets = {
  said: {
    0: { answer: { kind: 'pick', option: 1 }, runKey: 'k' },
    1: { answer: { kind: 'number', value: 3 }, runKey: 'k' },
  },
  skipped: false,
};

describe('what was predicted in this tab', () => {
  it('is there again after a reload, of its own scenario', () => {
    const storage = storageOf();
    keepBets('burst', kept, () => storage);
    expect(readBets('burst', bets, () => storage)).toEqual(kept);
    expect(readBets('cold-start', bets, () => storage)).toEqual({ said: {}, skipped: false });
    keepBets('burst', { said: {}, skipped: false }, () => storage);
    expect(readBets('burst', bets, () => storage)).toEqual({ said: {}, skipped: false });
  });

  it('leaves out what fits no question', () => {
    const storage = storageOf();
    keepBets('burst', kept, () => storage);
    const turned = [bets[1]!, bets[0]!];
    expect(readBets('burst', turned, () => storage).said).toEqual({});
    const wrong = {
      said: { 0: { answer: { kind: 'pick', option: 7 }, runKey: 'k' }, 1: null },
      skipped: true,
    };
    const damaged = storageOf({ 'lambdarium.bets.burst': JSON.stringify(wrong) });
    expect(readBets('burst', bets, () => damaged)).toEqual({ said: {}, skipped: true });
  });

  it('is nothing where it cannot be read', () => {
    for (const text of ['{', 'null', '7', '{"said":5}'])
      expect(readBets('burst', bets, () => storageOf({ 'lambdarium.bets.burst': text }))).toEqual({
        said: {},
        skipped: false,
      });
    const denied = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    expect(readBets('burst', bets, denied)).toEqual({ said: {}, skipped: false });
    expect(() => {
      keepBets('burst', kept, denied);
    }).not.toThrow();
  });
});
