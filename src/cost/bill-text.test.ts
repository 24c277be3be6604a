import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { billOf } from './bill-of.ts';
import { billRows, billSummary, changePercent, freeUses, shownPrice, shownQuantity } from './bill-text.ts';
import { readFacts } from './fact.ts';
import { readUsage } from './usage.ts';

const file = 'content/facts/pricing.json';
const facts = readFacts(JSON.parse(readFileSync(file, 'utf8')), file);
const TODAY = '2026-11-20';

function billFor(memoryMb: string, count: string, name = 'Function 1') {
  const read = readUsage(
    {
      functions: [
        { name, memoryMb, requests: { per: 'month', count }, duration: { kind: 'mean', ms: '1000' } },
      ],
    },
    TODAY,
  );
  if (!('usage' in read)) throw new Error(JSON.stringify(read.problems));
  return billOf(read.usage, facts);
}

describe('a bill that leaves the page', () => {
  it('is a table that adds up, to the last digit', () => {
    const [columns, ...rows] = billRows(billFor('512', '3M'));
    expect(columns?.join(' ')).toBe(
      'component tier quantity unit free billed price_usd per amount_usd fact fact_from as_of region',
    );
    expect(rows.map((row) => row.join('|'))).toEqual([
      'Requests||3000000|requests|1000000|2000000|0.2|1000000|0.4|price-requests|2018-02|2026-11-20|us-east-1',
      'Duration, x86_64|first 6,000,000,000 GB-s|1500000|GB-s|400000|1100000|0.0000166667|1|18.33337|price-gbs-x86|2020-12-01|2026-11-20|us-east-1',
      'Total||||||||18.73337|||2026-11-20|us-east-1',
    ]);
    expect(rows.every(({ length }) => length === columns?.length)).toBe(true);
  });

  it('is text with each line reckoned and where to open it', () => {
    expect(billSummary(billFor('512', '3M'), 'https://lambdarium.example/pricing')).toBe(
      [
        'AWS Lambda, a month, us-east-1, by the prices of 20 Nov 2026: $18.73',
        '',
        'Requests: 2,000,000 requests × $0.20 a million = $0.40, after 1,000,000 free',
        'Duration, x86_64: 1,100,000 GB-s × $0.0000166667 = $18.33, after 400,000 free',
        '',
        'https://lambdarium.example/pricing',
        '',
      ].join('\n'),
    );
  });

  it('tells each tier with its amount', () => {
    expect(billSummary(billFor('1024', '1e10'), '')).toContain(
      [
        '  first 6,000,000,000 GB-s: 6,000,000,000 GB-s × $0.0000166667 = $100,000.20',
        '  up to 15,000,000,000 GB-s: 3,999,600,000 GB-s × $0.000015 = $59,994.00',
      ].join('\n'),
    );
  });

  it('says what was free of what was used', () => {
    expect(freeUses(billFor('512', '3M'))).toEqual([
      { title: 'Requests', unit: 'requests', used: '3,000,000', free: '1,000,000', share: 0.3333 },
      { title: 'Duration', unit: 'GB-s', used: '1,500,000', free: '400,000', share: 0.2667 },
    ]);
    expect(freeUses(billFor('512', '0'))).toEqual([]);
  });

  it('writes quantities and prices as they are read', () => {
    expect(shownQuantity('1234567.891251')).toBe('1,234,567.8913');
    expect(shownQuantity('0')).toBe('0');
    expect(shownPrice({ unitPriceUsd: '0.2', per: '1000000' })).toBe('$0.20 a million');
    expect(shownPrice({ unitPriceUsd: '0.0000166667', per: '1' })).toBe('$0.0000166667');
    expect(changePercent('11.80', '5.30')).toBe(-55);
    expect(changePercent('0', '5.30')).toBeNull();
  });
});
