import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AlarmWindow } from './alarm-window.ts';

const PERIOD = 60;
const above = (value: number) => value > 5;

/** A window of as many periods as values: null is a missing one. */
function windowOf(values: readonly (number | null)[]): AlarmWindow {
  const window = new AlarmWindow(PERIOD, values.length);
  values.forEach((value, period) => {
    if (value !== null) window.add(period * PERIOD, value, values.length * PERIOD);
  });
  return window;
}

const look = (values: readonly (number | null)[], toAlarm: number) =>
  windowOf(values).look(values.length * PERIOD, 'Sum', above, toAlarm);

describe('a window', () => {
  it('counts what breaches, what does not and what is missing', () => {
    expect(look([9, null, 5, 6], 2)).toEqual({ breaching: 2, good: 1, missing: 1, isPremature: false });
  });

  it('makes a datapoint by its statistic', () => {
    const window = new AlarmWindow(PERIOD, 1);
    for (const value of [1, 2, 6]) window.add(10, value, 10);
    expect(window.datapoint(0, 'Sum')).toBe(9);
    expect(window.datapoint(0, 'Average')).toBe(3);
    expect(window.datapoint(0, 'Maximum')).toBe(6);
    expect(window.datapoint(1, 'Sum')).toBeNull();
  });

  // What AWS's page says of a premature alarm, with three datapoints to alarm.
  it.each<readonly [readonly (number | null)[], boolean]>([
    [[9, null, null], true],
    [[9, 9, null], true],
    [[null, 9, 9], false],
    [[null, null, 9], false],
    [[9, 1, null], false],
    [[9, null, 1], false],
  ])('%j is premature: %j', (values, isPremature) => {
    expect(look(values, 3).isPremature).toBe(isPremature);
  });

  it('takes a value of a period that is over, and none of one that it does not look at any more', () => {
    const window = new AlarmWindow(PERIOD, 2);
    window.add(0, 9, 2 * PERIOD);
    expect(window.look(2 * PERIOD, 'Sum', above, 1).breaching).toBe(1);
    window.add(0, 9, 3 * PERIOD);
    expect(window.look(3 * PERIOD, 'Sum', above, 1)).toEqual({
      breaching: 0,
      good: 0,
      missing: 2,
      isPremature: false,
    });
    expect(window.hasValues(3 * PERIOD)).toBe(false);
  });

  it('sees what a list of all values sees', () => {
    const values = fc.array(fc.record({ atUs: fc.nat(40 * PERIOD), value: fc.nat(10) }), { maxLength: 60 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 5 }), (drawn, periods) => {
        const inOrder = drawn.toSorted((a, b) => a.atUs - b.atUs);
        const window = new AlarmWindow(PERIOD, periods);
        for (const { atUs, value } of inOrder) window.add(atUs, value, atUs);
        const nowUs = Math.ceil(((inOrder.at(-1)?.atUs ?? 0) + 1) / PERIOD) * PERIOD;
        const sums = Array.from({ length: periods }, (_, age) => {
          const from = nowUs - (periods - age) * PERIOD;
          const own = inOrder.filter(({ atUs }) => atUs >= from && atUs < from + PERIOD);
          return from < 0 || own.length === 0 ? null : own.reduce((sum, { value }) => sum + value, 0);
        });
        const seen = window.look(nowUs, 'Sum', above, 1);
        expect(seen.breaching).toBe(sums.filter((sum) => sum !== null && above(sum)).length);
        expect(seen.missing).toBe(sums.filter((sum) => sum === null).length);
      }),
    );
  });
});
