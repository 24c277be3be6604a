import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCount, formatDuration, formatTime } from './format-time.ts';

const spaced = (text: string) => text.replaceAll('\u202f', '_');

describe('formatTime', () => {
  it.each([
    [0, '0:00.00'],
    [2_244_000, '0:02.24'],
    [79_050_000, '1:19.05'],
    [79_059_999, '1:19.05'],
    [3_723_500_000, '1:02:03.50'],
    [3_600_000_000 * 1234, '1,234:00:00.00'],
  ])('%i µs is %s', (us, shown) => {
    expect(formatTime(us)).toBe(shown);
  });

  it('shows as many digits as it is asked for', () => {
    expect(formatTime(2_244_123, 0)).toBe('0:02');
    expect(formatTime(2_244_123, 3)).toBe('0:02.244');
    expect(formatTime(2_244_123, 6)).toBe('0:02.244123');
  });

  it('never goes back when time goes on', () => {
    const key = (text: string) => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
    fc.assert(
      fc.property(fc.nat(3_000_000_000), fc.nat(3_000_000_000), (a, b) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        return key(formatTime(early)) <= key(formatTime(late));
      }),
    );
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0_ms'],
    [40, '40_µs'],
    [999, '999_µs'],
    [1_250, '1.25_ms'],
    [412_000, '412_ms'],
    [412_499, '412_ms'],
    [999_400, '999_ms'],
    [999_600, '1_s'],
    [1_991_000, '1.99_s'],
    [61_100_000, '61.1_s'],
    [119_400_000, '119_s'],
    [119_600_000, '2_min'],
    [150_000_000, '2_min 30_s'],
    [600_000_000, '10_min'],
    [3_599_400_000, '59_min 59_s'],
    [3_599_600_000, '1_h'],
    [7_500_000_000, '2_h 5_min'],
    [86_400_000_000, '1_d'],
    [180_000_000_000, '2_d 2_h'],
  ])('%i µs is %s', (us, shown) => {
    expect(spaced(formatDuration(us))).toBe(shown);
  });
});

describe('formatCount', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [1_000_000, '1,000,000'],
    [-1500, '\u22121,500'],
  ])('%i is %s', (value, shown) => {
    expect(formatCount(value)).toBe(shown);
  });
});
