import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFacts } from './fact.ts';
import { divideHalfUp, formatUsd, picoDollars, plainUsd } from './money.ts';
import { pricesAt, type Prices } from './prices.ts';
import { requestsOfEvent, spendOver, type Standing, type Use } from './spend.ts';
import { factsAt } from './value-at.ts';

const file = 'content/facts/pricing.json';
const facts = readFacts(JSON.parse(readFileSync(file, 'utf8')), file);
const at = (date: string): Prices => pricesAt(factsAt(facts, date));
const today = at('2026-11-20');

const MONTH_US = 30 * 86_400_000_000;
const spent = (
  uses: readonly Use[],
  standing: readonly Standing[] = [],
  prices = today,
  endUs = MONTH_US,
) => {
  const { parts, total } = spendOver(uses, standing, prices, [endUs]);
  return {
    ...Object.fromEntries(parts.map(({ part, nanoUsd }) => [part, nanoUsd[0]])),
    total: total[0],
  };
};
const use = (what: Use['what'], quantity: number): Use => ({ what, atUs: [0], quantities: [quantity] });
const usd = (text: string) => picoDollars(Number(text)) / 1000n;

describe('money', () => {
  it('takes prices by their digits', () => {
    expect(picoDollars(0.2)).toBe(200_000_000_000n);
    expect(picoDollars(1.66667e-5)).toBe(16_666_700n);
    expect(picoDollars(3.09e-8)).toBe(30_900n);
    expect(picoDollars(0.0001397998)).toBe(139_799_800n);
    expect(() => picoDollars(1e-13)).toThrow('Finer than a pico-dollar');
    expect(() => picoDollars(-1)).toThrow('Not a price');
  });

  it('rounds half up', () => {
    expect([divideHalfUp(4n, 10n), divideHalfUp(5n, 10n), divideHalfUp(15n, 10n)]).toEqual([0n, 1n, 2n]);
  });

  it('is told by the cent, and below a dollar by three digits that count', () => {
    expect(
      [0n, 1n, 417_350n, 999_999_999n, 1_000_000_000n, 12_345_000_000n, 1_234_567_000_000_000n].map(
        formatUsd,
      ),
    ).toEqual(['$0', '$0.000000001', '$0.000417', '$1.00', '$1.00', '$12.35', '$1,234,567.00']);
    expect(formatUsd(20_000_000n)).toBe('$0.02');
    expect(plainUsd(417_350n)).toBe('0.000417350');
    expect(plainUsd(12_000_000_001n)).toBe('12.000000001');
  });
});

describe('what AWS printed', () => {
  it('60 million requests of 28 ms at 1 GB, rounded up to 100 ms: 100 and 12 dollars', () => {
    // AWS News Blog, 2020-12-01: 60 million × 100 ms × 1 GB × 0.0000166667 = 100; 60 × 0.20 = 12.
    const sums = spent([use('requests', 60_000_000), use('duration', 60_000_000 * 100_000 * 1024)]);
    expect(sums).toEqual({
      requests: usd('12'),
      // 6 million GB-seconds × 0.0000166667.
      duration: usd('100.0002'),
      total: usd('112.0002'),
    });
  });

  it('provisioned concurrency of 100 for eight hours at 1,536 MB: 18 and 0.73 dollars', () => {
    // AWS Lambda pricing, example of a launch day: 4.32M GB-s × 0.0000041667; 75,000 GB-s × 0.0000097222.
    const standing: Standing = {
      what: 'provisioned',
      fromUs: 0,
      toUs: 28_800_000_000,
      quantity: 100 * 1536,
    };
    const sums = spent([use('provisioned duration', 500_000 * 100_000 * 1536)], [standing]);
    expect(sums).toEqual({
      provisioned: usd('18.000144'),
      'provisioned duration': usd('0.729165'),
      total: usd('18.729309'),
    });
  });

  it('8,000 hours of event poller units: 74 dollars', () => {
    const standing: Standing = {
      what: 'poller',
      fromUs: 0,
      toUs: null,
      quantity: 20,
      perUnit: 10,
    };
    // 2 units for 4,000 hours.
    expect(spent([], [standing], today, 4000 * 3_600_000_000)).toEqual({
      pollers: usd('74'),
      total: usd('74'),
    });
  });
});

describe('spend over time', () => {
  it('counts what was used up to and with each moment', () => {
    const uses: Use[] = [
      // Out of order, and one after the last moment that is asked for.
      { what: 'requests', atUs: [20, 10, 31], quantities: [1, 1, 1] },
      // 1 GB for 1 s.
      { what: 'duration', atUs: [30], quantities: [1024 * 1_000_000] },
    ];
    const { parts, total } = spendOver(uses, [], today, [9, 10, 29, 30]);
    expect(parts).toEqual([
      { part: 'requests', nanoUsd: [0n, 200n, 400n, 400n] },
      // 16,666.7 nano-dollars, rounded once.
      { part: 'duration', nanoUsd: [0n, 0n, 0n, 16_667n] },
    ]);
    expect(total).toEqual([0n, 200n, 400n, 17_067n]);
  });

  it('is exact beyond what a float can hold', () => {
    // 3,000 times 2^52 - 1 MB × µs, and one more.
    const large: Use = {
      what: 'duration',
      atUs: Array.from({ length: 3001 }, () => 0),
      quantities: [...Array.from({ length: 3000 }, () => 2 ** 52 - 1), 1],
    };
    const quantity = 3000n * (2n ** 52n - 1n) + 1n;
    expect(spent([large]).total).toBe(divideHalfUp(quantity * today.gbSecond, 1_024_000_000n * 1000n));
  });

  it('charges what stands by its time, and rounds up to five minutes once it is given back', () => {
    const standing: Standing = { what: 'provisioned', fromUs: 0, toUs: 60_000_000, quantity: 1024 };
    const { total } = spendOver([], [standing], today, [0, 30_000_000, 60_000_000, 900_000_000]);
    // 30 GB-s × 4,166.7 nano-dollars; then 300 of them.
    expect(total).toEqual([0n, 125_001n, 1_250_010n, 1_250_010n]);
    const open = spendOver([], [{ ...standing, toUs: null }], today, [60_000_000]);
    expect(open.total).toEqual([250_002n]);
  });

  it('keeps a snapshot for three hours at least', () => {
    const snapshot: Standing = { what: 'snapshot', fromUs: 0, toUs: 1_000_000, quantity: 1024 };
    // 10,800 GB-s × 1,504.6 nano-dollars.
    expect(spent([], [snapshot]).total).toBe(16_249_680n);
    // A GB restored: 139,799.8 nano-dollars.
    expect(spent([use('restores', 1024)]).total).toBe(139_800n);
  });

  it('charges nothing that did not exist at the date', () => {
    const old = at('2018-06-01');
    expect(old.provisioned).toBeNull();
    expect(old.snapStart).toBeNull();
    expect(old.poller).toBeNull();
    expect(spent([use('tmp', 1e12), use('restores', 1024)], [], old).total).toBe(0n);
    // 1 GB-s as it was printed then.
    expect(spent([use('duration', 1_024_000_000)], [], old).total).toBe(16_670n);
    expect(at('2023-01-01').snapStart).toBeNull();
  });

  it('counts large asynchronous events as several requests', () => {
    const kb = (size: number) => requestsOfEvent(size * 1024, today);
    expect([kb(1), kb(256), kb(257), kb(320), kb(321), kb(1024)]).toEqual([1, 1, 2, 2, 3, 13]);
    expect(requestsOfEvent(null, today)).toBe(1);
    expect(requestsOfEvent(1024 * 1024, at('2024-01-01'))).toBe(1);
  });
});
