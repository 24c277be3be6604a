import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IdlePool } from './idle-pool.ts';
import { createStream } from './random.ts';

/** Slot 3 has number 96, and so on: numbers and slots in different orders. */
const numberOf = (slot: number) => 99 - slot;

function poolOf(routing: ConstructorParameters<typeof IdlePool>[0]): IdlePool {
  return new IdlePool(routing, createStream(1, 'routing'), numberOf);
}

describe('IdlePool', () => {
  it('orders by the moment they became idle, at equal moments by number', () => {
    // Times go on by 0 or 1, slots come as they like; sometimes the chosen one leaves.
    const act = fc.record({ wait: fc.nat(1), slot: fc.nat(99), leave: fc.boolean() });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 120 }), (acts) => {
        const recent = poolOf('most-recently-used');
        const waits = poolOf('least-recently-used');
        let model: { slot: number; sinceUs: number }[] = [];
        let nowUs = 0;
        for (const { wait, slot, leave } of acts) {
          nowUs += wait;
          if (model.some((idle) => idle.slot === slot)) continue;
          recent.add(slot, false, nowUs);
          waits.add(slot, false, nowUs);
          model.push({ slot, sinceUs: nowUs });
          model.sort((a, b) => a.sinceUs - b.sinceUs || numberOf(a.slot) - numberOf(b.slot));
          expect(recent.ordinary()).toEqual(model.map((idle) => idle.slot));
          expect(recent.choose()).toBe(model.at(-1)!.slot);
          expect(waits.choose()).toBe(model[0]!.slot);
          if (!leave) continue;
          const gone = model[Math.floor(model.length / 2)]!.slot;
          recent.remove(gone, false);
          waits.remove(gone, false);
          model = model.filter((idle) => idle.slot !== gone);
        }
      }),
    );
  });

  it('chooses by creation where routing says so', () => {
    for (const [routing, slot] of [
      ['newest-created', 2],
      ['oldest-created', 9],
    ] as const) {
      const pool = poolOf(routing);
      for (const idle of [5, 2, 9, 4]) pool.add(idle, false, 0);
      expect(pool.choose(), routing).toBe(slot);
    }
  });

  it('takes those kept ready first, and none when none is idle', () => {
    const pool = poolOf('most-recently-used');
    expect(pool.choose()).toBe(-1);
    pool.add(1, true, 0);
    pool.add(2, false, 5);
    expect(pool.choose()).toBe(1);
    pool.remove(1, true);
    expect(pool.choose()).toBe(2);
  });
});
