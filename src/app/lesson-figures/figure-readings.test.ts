import { expect, test } from 'vitest';
import {
  figureReadings,
  forgetReadings,
  meets,
  publishReading,
  publishSeen,
  readingOf,
  wishToPlay,
} from './figure-readings.ts';

const reading = { cold: 2, offered: 10, keep: 10, gap: 12 };

test.each([
  ['cold = 2', true],
  ['cold = 3', false],
  ['cold < offered', true],
  ['keep >= 10, gap > keep', true],
  ['keep >= 10, gap < keep', false],
  ['keep <= 9.5', false],
  ['unknown = 2', false],
  ['cold = unknown', false],
])('%s', (conditions, holds) => {
  expect(meets(reading, conditions)).toBe(holds);
});

test('a text that is no condition is a fault of the lesson', () => {
  expect(() => meets(reading, 'cold equals 2')).toThrow(SyntaxError);
});

test('the first reading is kept as the one at the start', () => {
  forgetReadings();
  publishReading('gaps', { cold: 10 });
  publishReading('gaps', { cold: 2 });
  publishSeen('gaps');
  wishToPlay('gaps');
  expect(readingOf(figureReadings.getState(), 'gaps')).toEqual({
    atStart: { cold: 10 },
    now: { cold: 2 },
    seen: true,
    wishes: 1,
  });
  forgetReadings();
  expect(readingOf(figureReadings.getState(), 'gaps').atStart).toEqual({});
});
