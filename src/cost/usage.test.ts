import { describe, expect, it } from 'vitest';
import { billedMsOfAll, NO_COLD_STARTS } from './billed-time.ts';
import { Decimal, plain, printedUsd } from './decimal.ts';
import { logNormal } from './log-normal.ts';
import { soundUsage, TODAY, typedFunction } from './testing/bills.ts';
import { readUsage, type TypedUsage } from './usage.ts';

const problemsOf = (input: unknown) => {
  const result = readUsage(input, TODAY);
  return 'problems' in result ? result.problems : [];
};

describe('a usage', () => {
  it('has AWS’s usual settings where nothing is said', () => {
    const { functions, ...account } = soundUsage({ functions: [typedFunction()] });
    expect(account).toMatchObject({ region: 'us-east-1', asOf: TODAY, freeTier: true });
    expect(plain(account.daysInMonth)).toBe('30');
    expect(functions[0]).toMatchObject({ platform: 'lambda', architecture: 'x86_64', package: 'zip' });
  });

  it('keeps what was typed: reading changes nothing', () => {
    const typed: TypedUsage = Object.freeze({
      functions: [typedFunction({ requests: { per: 'month', count: '1.000,50' } })],
    });
    const before = JSON.stringify(typed);
    expect(problemsOf(typed)).toHaveLength(1);
    expect(JSON.stringify(typed)).toBe(before);
  });

  it('tells every problem at its field', () => {
    const problems = problemsOf({
      region: 'Frankfurt',
      asOf: '2031',
      functions: [
        typedFunction({ memoryMb: '1.000,50', requests: { per: 'month', count: '-5' } }),
        typedFunction({ duration: { kind: 'list', ms: '12, 13, x' } }),
      ],
    });
    expect(problems.map(({ path }) => path)).toEqual([
      'region',
      'functions.0.memoryMb',
      'functions.0.requests.count',
      'functions.1.duration.ms',
    ]);
    expect(problems[3]!.message).toBe(
      'Duration 3 of the list: "x" is no number; type a number from 0 to 31,622,400,000.',
    );
  });

  it.each<[string, unknown, string]>([
    ['a date to come', { asOf: '2031', functions: [] }, 'asOf'],
    ['no object', 'x', ''],
    ['null', null, ''],
    ['no functions', {}, 'functions'],
    ['an unknown key', { functions: [], regions: 'x' }, ''],
    ['a price nobody asks', { functions: [], ownPrices: { tea: 1 } }, 'ownPrices'],
    [
      'more on provisioned concurrency than there are',
      {
        functions: [
          typedFunction({
            requests: { per: 'month', count: 5 },
            provisionedConcurrency: { periods: [], requests: 6, duration: { kind: 'mean', ms: 1 } },
          }),
        ],
      },
      'functions.0.provisionedConcurrency.requests',
    ],
    [
      'arm64 at the edge',
      { functions: [typedFunction({ platform: 'edge', architecture: 'arm64' })] },
      'functions.0.architecture',
    ],
    [
      'managed instances without any',
      { functions: [typedFunction({ platform: 'managed-instances' })] },
      'functions.0.managedInstances',
    ],
    [
      'a median above the 95th percentile',
      { functions: [typedFunction({ duration: { kind: 'percentiles', p50Ms: 200, p95Ms: 100 } })] },
      'functions.0.duration.p95Ms',
    ],
    [
      'a boolean for a number',
      { functions: [{ ...typedFunction(), memoryMb: true }] },
      'functions.0.memoryMb',
    ],
  ])('%s is refused there', (_, input, path) => {
    expect(problemsOf(input).map((problem) => problem.path)).toContain(path);
  });
});

describe('what is left out or misspelt', () => {
  it.each<[unknown, string, string]>([
    [{}, 'functions', 'Functions: nothing is given; expected a list.'],
    ['x', '', 'The usage: expected its parts in braces.'],
    [{ functions: [{}] }, 'functions.0.name', 'Name: nothing is given; expected a text.'],
    [{ functions: [{}] }, 'functions.0.memoryMb', 'Memory: nothing is given; type a number.'],
    [
      { functions: [{}] },
      'functions.0.requests',
      'Requests: nothing is given; expected its parts in braces.',
    ],
    [
      { functions: [{}] },
      'functions.0.duration',
      'Duration: nothing is given; expected its parts in braces.',
    ],
    [{ functions: [typedFunction({ name: '' })] }, 'functions.0.name', 'Name: nothing is given; type one.'],
    [{ functions: [], regions: 1 }, '', 'The usage: there is no field called "regions"; leave it out.'],
    [{ functions: [], freeTier: 'yes' }, 'freeTier', 'Free tier: expected true or false.'],
    [
      { functions: [{ ...typedFunction(), architecture: 'arm' }] },
      'functions.0.architecture',
      'Architecture: expected one of x86_64, arm64.',
    ],
    [
      { functions: [{ ...typedFunction(), requests: { per: 'week', count: 1 } }] },
      'functions.0.requests.per',
      'Requests per: expected one of month, day, second, hour of the day.',
    ],
    [
      { functions: [{ ...typedFunction(), requests: { per: 'month' } }] },
      'functions.0.requests.count',
      'Requests a month: nothing is given; type a number.',
    ],
    [
      { functions: [{ ...typedFunction(), requests: { per: 'hour of the day', counts: [1] } }] },
      'functions.0.requests.counts',
      'Requests by the hour of the day: expected at least 24.',
    ],
    [
      { functions: [], ownPrices: { tea: 1 } },
      'ownPrices',
      'Own prices: there is no field called "tea"; leave it out.',
    ],
  ])('%j is told in words: %s', (input, path, message) => {
    expect(problemsOf(input)).toContainEqual({ path, message });
  });
});

describe('billed time', () => {
  const step = (ms: number) => new Decimal(ms);
  const durationOf = (duration: TypedUsage['functions'][number]['duration']) =>
    soundUsage({ functions: [typedFunction({ duration })] }).functions[0]!.duration;
  const billed = (
    duration: TypedUsage['functions'][number]['duration'],
    requests: number,
    stepMs: number,
    cold = NO_COLD_STARTS,
  ) => plain(billedMsOfAll(durationOf(duration), new Decimal(requests), step(stepMs), cold));

  it('of a list is rounded up one by one', () => {
    // 100 + 100 + 200, thirty times a third of them.
    expect(billed({ kind: 'list', ms: '12 99.9\n100.1' }, 30, 100)).toBe('4000');
    expect(billed({ kind: 'list', ms: [12, '99.9', 100.1] }, 30, 1)).toBe(String((12 + 100 + 101) * 10));
  });

  it('is read off REPORT lines', () => {
    const log =
      'REPORT RequestId: a\tDuration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: 128 MB\t\n' +
      'REPORT RequestId: b\tDuration: 27.50 ms\tBilled Duration: 28 ms\tMemory Size: 128 MB\tInit Duration: 100.00 ms\t';
    expect(billed({ kind: 'list', ms: log }, 2, 1)).toBe('41');
  });

  it('of cold requests has Init in it before it is rounded', () => {
    const cold = { share: new Decimal('0.5'), initMs: new Decimal('0.6') };
    // 10.6 ms are 11, 11.2 are 12.
    expect(billed({ kind: 'mean', ms: '10.6' }, 10, 1, cold)).toBe('115');
  });

  it('of a median and a 95th percentile is that of a log-normal distribution', () => {
    // sigma = ln 3 / 1.644854 = 0.667909; mean = 100 exp(sigma² / 2) = 124.988.
    const { mean, quantiles } = logNormal(100, 300);
    expect(mean).toBeCloseTo(124.988, 2);
    expect(quantiles).toHaveLength(40);
    // Rounding up by the millisecond adds half of one, by 100 ms more.
    const ofOne = Number(billed({ kind: 'percentiles', p50Ms: 100, p95Ms: 300 }, 1, 1));
    expect(ofOne - mean).toBeGreaterThan(0.3);
    expect(ofOne - mean).toBeLessThan(0.7);
    expect(Number(billed({ kind: 'percentiles', p50Ms: 100, p95Ms: 300 }, 1, 100))).toBeGreaterThan(
      mean + 40,
    );
    expect(billed({ kind: 'percentiles', p50Ms: 100, p95Ms: 100 }, 7, 1)).toBe('700');
  });
});

describe('an amount as printed', () => {
  it.each([
    ['0', '$0.00'],
    ['0.004999', '$0.00'],
    ['0.005', '$0.01'],
    ['0.625125', '$0.63'],
    ['18.337', '$18.34'],
    ['1234567.895', '$1,234,567.90'],
    ['-4.2500085', '-$4.25'],
    ['-0.001', '$0.00'],
  ])('%s is %s', (usd, printed) => {
    expect(printedUsd(new Decimal(usd))).toBe(printed);
  });
});
