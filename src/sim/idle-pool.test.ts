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
  for (const slot of [2, 3, 4, 0, 1]) pool.add(slot, false);
  pool.remove(3, false);
  expect(pool.choose()).toBe(chosen);
});

test('random takes each of the idle ones, and draws only then', () => {
  const pool = poolOf('random');
  for (const slot of [0, 1, 2]) pool.add(slot, false);
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
    pool.add(1, false);
    pool.add(3, true);
    pool.add(0, false);
    expect(pool.choose()).toBe(3);
    pool.remove(3, true);
    expect([0, 1]).toContain(pool.choose());
  }
});

test('keeps the order of becoming idle through any adding and removing', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(200), { maxLength: 300 }), (slots) => {
      const pool = new IdlePool('most-recently-used', createStream(1, 'routing'), (slot) => slot);
      const order: number[] = [];
      for (const slot of slots) {
        const at = order.indexOf(slot);
        if (at < 0) {
          order.push(slot);
          pool.add(slot, false);
        } else {
          order.splice(at, 1);
          pool.remove(slot, false);
        }
        expect(pool.choose()).toBe(order.at(-1) ?? -1);
      }
      expect(pool.ordinary()).toEqual(order);
    }),
  );
});
