import { describe, expect, it } from 'vitest';
import { checkGoal } from '../sim/repair-check.ts';
import type { Goal } from '../sim/repair.ts';
import { goalFigure, missText } from './repair-text.ts';

const plain = (text: string) => text.replaceAll('\u202f', ' ');

function miss(measure: string, is: Goal['is'], found: number | null): string {
  const goal: Goal = { id: 'one', says: 'It holds', figure: 'one', measure, is };
  return plain(missText(goal, checkGoal([goal], [found])[0]!));
}

describe('figures of a repair in words', () => {
  it('have the unit of their measure, wherever it is told of', () => {
    expect(plain(goalFigure('drainedMs@orders', 420_000))).toBe('7 min');
    expect(plain(goalFigure('billedGbSeconds', 6499.6))).toBe('6,500 GB-seconds');
    expect(plain(goalFigure('billedGbSeconds', 12.345))).toBe('12.3 GB-seconds');
    expect(goalFigure('counts.cold', null)).toBe('nothing to measure');
  });

  it('say by how much a goal is missed, and on which side', () => {
    expect(miss('counts.cold', { atMost: 3 }, 5)).toBe('5, 2 too many');
    expect(miss('reached.message.deleted@orders', { equal: 50 }, 21)).toBe('21, 29 too few');
    expect(miss('latencyMs.max', { atMost: 2000 }, 2500)).toBe('2.5 s, 500 ms too much');
    expect(miss('lastMs.event.succeeded', { atLeast: 57_000 }, 20_000)).toBe('20 s, 37 s too little');
    expect(miss('latencyMs.p50', { about: 100, within: 10 }, 130)).toBe('130 ms, 20 ms too much');
    expect(miss('firstMs.deployment.rolled back', { atMost: 300_000 }, null)).toBe('it never came to it');
  });
});
