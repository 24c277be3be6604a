import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readFacts } from './fact.ts';
import { priceChanges } from './price-changes.ts';
import { readUsage, type TypedUsage } from './usage.ts';

const TODAY = '2026-11-20';
const file = 'content/facts/pricing.json';
const other = 'content/facts/configuration.json';
const facts = [
  ...readFacts(JSON.parse(readFileSync(file, 'utf8')), file),
  ...readFacts(JSON.parse(readFileSync(other, 'utf8')), other).filter(({ id }) => id === 'tmp-size'),
];

function touching(change: Partial<TypedUsage['functions'][number]>): string[] {
  const read = readUsage(
    {
      functions: [
        {
          name: 'orders',
          memoryMb: '512',
          requests: { per: 'month', count: '10M' },
          duration: { kind: 'mean', ms: '120' },
          ...change,
        },
      ],
    },
    TODAY,
  );
  if (!('usage' in read)) throw new Error(JSON.stringify(read.problems));
  return priceChanges(read.usage, facts, TODAY).flatMap(({ day, changes }) =>
    changes.filter(({ touches }) => touches).map(({ id }) => `${day} ${id}`),
  );
}

test('a change touches a bill that would be another without it', () => {
  expect(touching({})).toEqual(['2020-12-01 billing-granularity', '2020-12-01 price-gbs-x86']);
  expect(touching({ init: { coldPercent: '0.5', ms: '400' } })).toContain('2025-08-01 init-billing');
});

test('what a function does not use touches nothing; what it uses does from its first day', () => {
  expect(touching({ architecture: 'arm64' })).toContain('2021-09-29 price-gbs-arm');
  const tmp = touching({ ephemeralStorageMb: '1024' });
  expect(tmp.filter((one) => one.endsWith('price-ephemeral'))).toHaveLength(1);
  expect(touching({ requests: { per: 'month', count: '0' } })).toEqual([]);
});

test('days stand in their order, what touches the bill last in its day; no day is the first reading of a price', () => {
  const read = readUsage({ functions: [] }, TODAY);
  if (!('usage' in read)) throw new Error('not read');
  const days = priceChanges(read.usage, facts, TODAY).map(({ day }) => day);
  expect(days).toEqual(days.toSorted());
  expect(new Set(days).size).toBe(days.length);
  expect(days).not.toContain('2018-02-01');
  expect(days.at(-1)! <= TODAY).toBe(true);
});
