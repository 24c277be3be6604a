import { expect, it } from 'vitest';
import { backOffAfterThrottle, waitsOf } from './back-off.ts';
import { realRules } from './testing/real-rules.ts';

it('grows by its factor up to its cap and stays there', () => {
  const wait = waitsOf({ firstMs: 1000, factor: 2, capMs: 300_000 });
  expect([1, 2, 3, 9, 10, 11, 1000].map((tries) => wait(tries, 0.7) / 1e6)).toEqual([
    1, 2, 4, 256, 300, 300, 300,
  ]);
});

it('leaves to luck the share it is told', () => {
  const half = waitsOf({ firstMs: 1000, factor: 2, capMs: 8000, jitter: 0.5 });
  expect([0, 0.5, 1].map((luck) => half(2, luck) / 1e6)).toEqual([2, 1.5, 1]);
  const all = waitsOf({ firstMs: 1000, factor: 1, capMs: 8000, jitter: 1 });
  expect([all(1, 0), all(500, 1)]).toEqual([1_000_000, 0]);
});

it('keeps a first wait that is longer than the cap at the cap', () => {
  expect(waitsOf({ firstMs: 5000, factor: 2, capMs: 1000 })(1, 0)).toBe(1_000_000);
});

it('after a throttle grows between the bounds of the fact', () => {
  const rules = realRules('2026-11-20');
  const wait = waitsOf(backOffAfterThrottle(rules));
  const { fromUs, toUs } = rules.async.throttleBackoff;
  expect([wait(1, 0), wait(2, 0), wait(100, 0)]).toEqual([fromUs, 2 * fromUs, toUs]);
});
