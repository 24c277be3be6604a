import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdlePool } from './idle-pool.ts';
import { createStream } from './random.ts';
import type { Routing } from './scenario.ts';

/** Slots 0 to 4 hold the environments 40, 30, 20, 10, 0: slots are used again, numbers are not. */
const poolOf = (routing: Routing) =>
  new IdlePool(routing, createStream(1, 'routing'), (slot) => 40 - 10 * slot);

test.each([
  ['most-recently-used', 1],
  ['least-recently-used', 2],
  ['newest-created', 0],
  ['oldest-created', 4],
] as const)('%s takes slot %i of those that became idle as 2, 4, 0, 1', (routing, chosen) => {
  const pool = poolOf(routing);
  expect(pool.choose()).toBe(-1);
  [2, 3, 4, 0, 1].forEach((slot, atUs) => pool.add(slot, false, atUs));
  pool.remove(3, false);
  expect(pool.choose()).toBe(chosen);
});

test('random takes each of the idle ones, and draws only then', () => {
  const pool = poolOf('random');
  for (const slot of [0, 1, 2]) pool.add(slot, false, slot);
  expect(new Set(Array.from({ length: 60 }, () => pool.choose()))).toEqual(new Set([0, 1, 2]));
});

test('those kept ready come first, under every policy', () => {
  for (const routing of [
    'most-recently-used',
    'least-recently-used',
    'newest-created',
    'oldest-created',
    'random',
  ] as const) {
    const pool = poolOf(routing);
    pool.add(1, false, 0);
    pool.add(3, true, 1);
    pool.add(0, false, 2);
    expect(pool.choose()).toBe(3);
    pool.remove(3, true);
    expect([0, 1]).toContain(pool.choose());
  }
});

test('keeps the order of becoming idle through any adding and removing; at equal moments that of creation', () => {
  // Time goes on by 0 or 1; slots have numbers in the other direction; sometimes one of the last leaves.
  const act = fc.record({ wait: fc.nat(1), slot: fc.nat(99), leaves: fc.option(fc.nat(9)) });
  const numberOf = (slot: number) => 99 - slot;
  fc.assert(
    fc.property(fc.array(act, { maxLength: 120 }), (acts) => {
      const pool = new IdlePool('most-recently-used', createStream(1, 'routing'), numberOf);
      let order: { slot: number; sinceUs: number }[] = [];
      let nowUs = 0;
      for (const { wait, slot, leaves } of acts) {
        nowUs += wait;
        if (order.some((idle) => idle.slot === slot)) continue;
        pool.add(slot, false, nowUs);
        order.push({ slot, sinceUs: nowUs });
        order.sort((a, b) => a.sinceUs - b.sinceUs || numberOf(a.slot) - numberOf(b.slot));
        expect(pool.choose()).toBe(order.at(-1)!.slot);
        if (leaves !== null) {
          const gone = order[Math.max(0, order.length - 1 - leaves)]!.slot;
          pool.remove(gone, false);
          order = order.filter((idle) => idle.slot !== gone);
        }
        expect(pool.ordinary()).toEqual(order.map((idle) => idle.slot));
      }
    }),
  );
});
