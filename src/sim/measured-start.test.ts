import { expect, test } from 'vitest';
import { simulate } from './run.ts';
import type { MeasuredStart } from './settings/provision-settings.ts';
import { summarize } from './summary.ts';
import { realRules } from './testing/real-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';

const first = (coldStart: MeasuredStart, day: string) =>
  summarize(simulate(smallScenario({ function: { coldStart, handlerMs: 0 } }), realRules(day))).latencyMs.max;

test.each([
  ['zip-1-kb', '2019-03-01', 292],
  ['zip-1-kb', '2021-02-01', 264],
  ['zip-14-mb', '2021-02-01', 1695],
  ['zip-35-mb', '2026-11-20', 3875],
  ['image', '2021-01-05', 795],
  ['image-and-100-mb', '2026-11-20', 868],
  ['image-and-5-gb', '2026-11-20', 818],
] as const)('%s at %s: %d ms, whatever creation and Init are set to', (start, day, ms) => {
  expect(first(start, day)).toBe(ms);
});

test('nobody had measured images before there were any', () => {
  expect(() => first('image', '2020-06-01')).toThrow(
    'settings.function.coldStart: found "image", expected what had been measured at 2020-06-01: zip-1-kb, zip-14-mb, zip-35-mb',
  );
});
