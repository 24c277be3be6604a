import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FASTEST, SLOWEST } from './player.ts';
import { defaultSpeed, nearestStop, readSpeed, SPEEDS, speedSays, speedText, stopBeside } from './speed.ts';

it('stops from a microsecond to a day in a second, each faster than the last', () => {
  expect(SPEEDS[0]).toBe(SLOWEST);
  expect(SPEEDS.at(-1)).toBe(FASTEST);
  expect(SPEEDS).toEqual(SPEEDS.toSorted((a, b) => a - b));
  // Evenly enough for a slider on a logarithmic scale.
  SPEEDS.slice(1).forEach((speed, place) => {
    expect(speed / SPEEDS[place]!).toBeLessThanOrEqual(2.5);
    expect(speed / SPEEDS[place]!).toBeGreaterThanOrEqual(1.5);
  });
});

it('shows a run in about fifteen seconds', () => {
  expect(defaultSpeed(20_000_000)).toBe(1_000_000);
  expect(defaultSpeed(3_600_000_000)).toBe(300_000_000);
  expect(defaultSpeed(0)).toBe(SLOWEST);
});

it('goes to the next stop from anywhere, and stays at the ends', () => {
  expect(stopBeside(1_000_000, 1)).toBe(2_000_000);
  expect(stopBeside(1_500_000, -1)).toBe(1_000_000);
  expect(stopBeside(1_500_000, 1)).toBe(2_000_000);
  expect(stopBeside(FASTEST, 1)).toBe(FASTEST);
  expect(stopBeside(SLOWEST, -1)).toBe(SLOWEST);
});

it('says the pace in the unit people would use', () => {
  expect(speedText(1)).toBe('1\u202fµs/s');
  expect(speedText(250_000)).toBe('250\u202fms/s');
  expect(speedText(90_000_000)).toBe('90\u202fs/s');
  expect(speedText(3_600_000_000)).toBe('1\u202fh/s');
  expect(speedSays(30_000_000)).toBe('a second shows 30\u202fs');
});

it.each([
  ['250 ms/s', 250_000],
  ['1 h/s', 3_600_000_000],
  ['1h', 3_600_000_000],
  ['1 s = 30 s', 30_000_000],
  ['30', 30_000_000],
  ['2x', 2_000_000],
  ['0,5 s', 500_000],
  ['5 µs/s', 5],
  ['10 min/s', 600_000_000],
  ['1000 h', FASTEST],
  ['0.2 us', SLOWEST],
])('reads %s', (text, speed) => {
  expect(readSpeed(text)).toBe(speed);
});

it.each(['', 'fast', '-1 s', '0 s', '1 fortnight', '1 s/h', 's'])('does not read %j', (text) => {
  expect(readSpeed(text)).toBeNull();
});

it('reads what it says, and finds each stop again', () => {
  SPEEDS.forEach((speed, place) => {
    expect(readSpeed(speedText(speed))).toBe(speed);
    expect(nearestStop(speed)).toBe(place);
  });
  fc.assert(
    fc.property(fc.integer({ min: SLOWEST, max: FASTEST }), (speed) => {
      const read = readSpeed(speedText(speed))!;
      expect(Math.abs(read - speed) / speed).toBeLessThan(0.001);
    }),
  );
});
