import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readFacts } from '../src/cost/fact.ts';
import { factsAt } from '../src/cost/value-at.ts';
import { resolveRules } from '../src/sim/rules.ts';

const folder = new URL('../content/facts/', import.meta.url);
const facts = readdirSync(folder).flatMap((file) =>
  readFacts(JSON.parse(readFileSync(new URL(file, folder), 'utf8')), file),
);
const rulesAt = (date: string) => resolveRules(factsAt(facts, date));

describe('the facts of the content', () => {
  test('the rules of today', () => {
    expect(rulesAt('2026-11-20')).toMatchObject({
      initLimitUs: 10_000_000,
      accountConcurrency: 1000,
      timeoutMaxMs: 900_000,
      memoryMinMb: 128,
      memoryMaxMb: 10_240,
      keep: { id: '2021-01-05', functionIdleMs: [300_000, 420_000] },
    });
    expect(rulesAt('2026-11-20').keepPresets.map((preset) => preset.id)).toEqual([
      '2019-01',
      '2019-08-04',
      '2019-08-20',
      '2020',
      '2021-01-05',
    ]);
  });

  test.each([
    ['2014-11', '2019-01', 60_000, 1024],
    ['2015-10-08', '2019-01', 300_000, 1536],
    ['2018-10-09', '2019-01', 300_000, 3008],
    ['2019-08-10', '2019-08-04', 900_000, 3008],
    ['2020-05-16', '2019-08-20', 900_000, 3008],
    ['2020-12', '2020', 900_000, 10_240],
    ['2021', '2020', 900_000, 10_240],
    ['2021-01-05', '2021-01-05', 900_000, 10_240],
  ])('the rules of %s', (date, keep, timeoutMaxMs, memoryMaxMb) => {
    expect(rulesAt(date)).toMatchObject({ keep: { id: keep }, timeoutMaxMs, memoryMaxMb });
  });
});
