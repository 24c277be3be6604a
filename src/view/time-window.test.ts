import fc from 'fast-check';
import { expect, it } from 'vitest';
import { panned, zoomed } from './time-window.ts';

const END = 1_000_000;

it('shows less around the moment, which stays where it is on the screen', () => {
  expect(zoomed(null, 250_000, END, 2)).toEqual([125_000, 625_000]);
  expect(zoomed([125_000, 625_000], 250_000, END, 2)).toEqual([187_500, 437_500]);
});

it('shows the whole run again', () => {
  expect(zoomed([125_000, 625_000], 250_000, END, 0.5)).toBeNull();
  expect(zoomed(null, 0, END, 0.5)).toBeNull();
});

it('brings a moment that is not seen to the middle', () => {
  expect(zoomed([0, 100_000], 500_000, END, 2)).toEqual([475_000, 525_000]);
});

it('goes no further than the run reaches', () => {
  expect(panned([100_000, 300_000], -200_000, END)).toEqual([0, 200_000]);
  expect(panned([700_000, 900_000], 200_000, END)).toEqual([800_000, END]);
  expect(panned(null, 5, END)).toBeNull();
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e12 }),
      fc.array(
        fc.tuple(fc.double({ min: 0.1, max: 10, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
      ),
      (endUs, gestures) => {
        let window: readonly [number, number] | null = null;
        for (const [factor, share] of gestures) {
          window = zoomed(window, share * endUs, endUs, factor);
          window = panned(window, (share - 0.5) * endUs, endUs);
          if (!window) continue;
          expect(window[0]).toBeGreaterThanOrEqual(0);
          expect(window[1]).toBeLessThanOrEqual(endUs);
          expect(window[1]).toBeGreaterThan(window[0]);
        }
      },
    ),
  );
});
