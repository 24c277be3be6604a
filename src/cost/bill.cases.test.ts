/**
 * AWS's own worked examples, component by component and total, to the cent as it prints them. The total is the sum of
 * the printed amounts: AWS rounds each component and adds what it has rounded (39.04 where the exact sum is 39.045895).
 *
 * Sources, read 2026-11-20: AWS Lambda pricing, https://aws.amazon.com/lambda/pricing/, as it stood between November 2017
 * and November 2020 and as it stands in 2026; AWS News Blog, 1 ms billing granularity (2020-12-01); AWS Compute Blog on
 * billing of the INIT phase (2025-04-29); What’s New on Lambda@Edge (2021-03-31); Lambda Developer Guide,
 * execution environment lifecycle (2026).
 */
import { describe, expect, it } from 'vitest';
import type { ComponentId } from './bill.ts';
import { billedMsOfAll } from './billed-time.ts';
import { Decimal, plain } from './decimal.ts';
import { bill, facts, typedFunction } from './testing/bills.ts';
import { PriceList } from './price-list.ts';
import type { TypedUsage } from './usage.ts';

type TypedFunction = TypedUsage['functions'][number];

interface Example {
  readonly title: string;
  readonly asOf: readonly string[];
  readonly usage: Omit<TypedUsage, 'functions' | 'asOf'>;
  readonly fn: Partial<TypedFunction>;
  /** By component: what it charges for, before what is free, where AWS prints it; and the amount. */
  readonly components: Partial<Record<ComponentId, { readonly quantity?: string; readonly printed: string }>>;
  readonly total: string;
}

const month = (count: string) => ({ per: 'month' as const, count });
const mean = (ms: string) => ({ kind: 'mean' as const, ms });

const EXAMPLES: readonly Example[] = [
  {
    title: '512 MB, 3 million requests of 1 s, with the price of 2018',
    asOf: ['2018-02', '2019-06', '2020-11'],
    usage: {},
    fn: { memoryMb: 512, requests: month('3,000,000'), duration: mean('1000') },
    components: {
      'duration-x86': { quantity: '1500000', printed: '$18.34' },
      requests: { quantity: '3000000', printed: '$0.40' },
    },
    total: '$18.74',
  },
  {
    title: 'a mobile backend: 1.5 GB, 3 million requests of 120 ms',
    asOf: ['2020-12', '2022-01', '2023-05', 'today'],
    usage: {},
    fn: { memoryMb: 1536, requests: month('3M'), duration: mean('120') },
    components: {
      'duration-x86': { quantity: '540000', printed: '$2.33' },
      requests: { printed: '$0.40' },
    },
    total: '$2.73',
  },
  {
    title: 'provisioned concurrency of 100 for the 8 hours of a launch',
    asOf: ['today', '2021-01'],
    usage: {},
    fn: {
      memoryMb: 1536,
      requests: month('3M'),
      duration: mean('120'),
      provisionedConcurrency: {
        periods: [{ environments: 100, seconds: '28,800' }],
        requests: '500,000',
        duration: mean('100'),
      },
    },
    components: {
      'provisioned-x86': { quantity: '4320000', printed: '$18.00' },
      requests: { printed: '$0.40' },
      'provisioned-duration-x86': { quantity: '75000', printed: '$0.73' },
      'duration-x86': { quantity: '450000', printed: '$0.83' },
    },
    total: '$19.96',
  },
  {
    // The page rounds 976.5625 GB to 976.56 before it multiplies; both give 7.81. The free 100 GB are used up there.
    title: 'streamed pages: 2 million of 100 KB, a million of 7 MB',
    asOf: ['2023-04', 'today'],
    usage: { freeTierUsed: { streamedGb: '100' } },
    fn: {
      memoryMb: 1536,
      requests: month('3M'),
      duration: mean('500'),
      streaming: [
        { requests: '2M', size: 100, unit: 'KB' },
        { requests: '1M', size: 7, unit: 'MB' },
      ],
    },
    components: {
      'duration-x86': { quantity: '2250000', printed: '$30.83' },
      requests: { printed: '$0.40' },
      streaming: { quantity: '976.5625', printed: '$7.81' },
    },
    total: '$39.04',
  },
  {
    title: 'SQS in provisioned mode, a million messages a day',
    asOf: ['2025-11-14', 'today'],
    usage: { freeTier: false },
    fn: {
      memoryMb: 1024,
      requests: { per: 'day', count: '1M' },
      duration: mean('1000'),
      pollers: [{ source: 'sqs', units: 1, hours: '8000' }],
    },
    components: {
      'duration-x86': { quantity: '30000000', printed: '$500.00' },
      requests: { quantity: '30000000', printed: '$6.00' },
      'pollers-sqs': { quantity: '8000', printed: '$74.00' },
    },
    total: '$580.00',
  },
  {
    // 0.625125 goes up to 0.63. There is no free tier at the edge, whether it is on or not.
    title: 'Lambda@Edge: 10 million requests of 10 ms',
    asOf: ['2021-04-01', 'today'],
    usage: {},
    fn: { platform: 'edge', memoryMb: 128, requests: month('10M'), duration: mean('10') },
    components: {
      'edge-duration': { quantity: '12500', printed: '$0.63' },
      'edge-requests': { printed: '$6.00' },
    },
    total: '$6.63',
  },
  {
    // Retained: 104 GB for 7 and for 14 of 30 days; AWS prints 24.27 + 48.53 GB-months, which is 72.8.
    title: 'a million durable executions on arm64',
    asOf: ['2025-12-02', 'today'],
    usage: {},
    fn: {
      architecture: 'arm64',
      memoryMb: 1024,
      requests: month('2M'),
      duration: mean('16000'),
      durable: {
        operations: '4M',
        gbWritten: '104',
        retained: [
          { gb: 104, days: 7 },
          { gb: 104, days: 14 },
        ],
      },
    },
    components: {
      'duration-arm': { quantity: '32000000', printed: '$421.34' },
      requests: { printed: '$0.20' },
      'durable-operations': { quantity: '4000000', printed: '$32.00' },
      'durable-written': { quantity: '104', printed: '$26.00' },
      'durable-retained': { quantity: '72.8', printed: '$10.92' },
    },
    total: '$490.46',
  },
  {
    title: 'telemetry: a GB, 7.44 million requests of 2 s, nothing free',
    asOf: ['2020-12', 'today'],
    usage: { freeTier: false, daysInMonth: 31 },
    fn: { memoryMb: 1024, requests: { per: 'day', count: '240,000' }, duration: mean('2000') },
    components: {
      requests: { quantity: '7440000', printed: '$1.49' },
      'duration-x86': { quantity: '14880000', printed: '$248.00' },
    },
    total: '$249.49',
  },
  {
    title: 'a language model with 2 GB of /tmp',
    asOf: ['2022-04', 'today'],
    usage: {},
    fn: { memoryMb: 4096, requests: month('6M'), duration: mean('280'), ephemeralStorageMb: '2048' },
    components: {
      'duration-x86': { quantity: '6720000', printed: '$105.33' },
      requests: { printed: '$1.00' },
      'ephemeral-storage': { quantity: '2520000', printed: '$0.08' },
    },
    total: '$106.41',
  },
  {
    // The free tier does not apply to requests on provisioned concurrency alone; AWS takes none off here.
    title: 'provisioned concurrency of 7 for a day of sale',
    asOf: ['2021-01', 'today'],
    usage: { freeTier: false },
    fn: {
      memoryMb: 4096,
      requests: month('2M'),
      duration: mean('280'),
      provisionedConcurrency: {
        periods: [{ environments: 7, seconds: 86_400 }],
        requests: '2M',
        duration: mean('280'),
      },
    },
    components: {
      'provisioned-x86': { quantity: '2419200', printed: '$10.08' },
      'provisioned-duration-x86': { quantity: '2240000', printed: '$21.78' },
      requests: { printed: '$0.40' },
    },
    total: '$32.26',
  },
  {
    title: 'the telemetry with SnapStart, one version for 31 days, 1 % restored',
    asOf: ['2024-12', 'today'],
    usage: { freeTier: false, daysInMonth: '31' },
    fn: {
      memoryMb: 1024,
      requests: month('7.44M'),
      duration: mean('2000'),
      snapStart: { runtime: 'python', snapshots: 1, restores: '74,400' },
    },
    components: {
      requests: { printed: '$1.49' },
      'duration-x86': { printed: '$248.00' },
      'snapstart-cache': { quantity: '2678400', printed: '$4.03' },
      'snapstart-restore': { quantity: '74400', printed: '$10.40' },
    },
    total: '$263.92',
  },
  {
    // The page prints one digit (993.3, 1,153.3), and counts 60 million requests where a million a day are 30.
    title: 'Kafka in provisioned mode, 800 unit-hours',
    asOf: ['2024-12', 'today'],
    usage: { freeTierUsed: { requests: '1M' } },
    fn: {
      memoryMb: 1024,
      requests: month('60M'),
      duration: mean('1000'),
      pollers: [{ source: 'kafka', units: 1, hours: 800 }],
    },
    components: {
      'duration-x86': { quantity: '60000000', printed: '$993.34' },
      requests: { printed: '$12.00' },
      'pollers-kafka': { quantity: '800', printed: '$148.00' },
    },
    total: '$1,153.34',
  },
  {
    title: 'ten mappings of Kafka that share a unit',
    asOf: ['2024-12', 'today'],
    usage: { freeTier: false },
    fn: {
      memoryMb: 1024,
      requests: { per: 'day', count: '10M' },
      duration: mean('200'),
      pollers: [{ source: 'kafka', units: 1, hours: '720' }],
    },
    components: {
      'duration-x86': { quantity: '60000000', printed: '$1,000.00' },
      requests: { quantity: '300000000', printed: '$60.00' },
      'pollers-kafka': { printed: '$133.20' },
    },
    total: '$1,193.20',
  },
  {
    // 333.334 is printed as 333.34 there, rounded up, and so 368.74.
    title: 'environments for a thousand tenants',
    asOf: ['2025-11-19', 'today'],
    usage: { freeTier: false },
    fn: { memoryMb: 1024, requests: month('10M'), duration: mean('2000'), tenantEnvironments: '200k' },
    components: {
      requests: { printed: '$2.00' },
      'duration-x86': { quantity: '20000000', printed: '$333.33' },
      'tenant-environments': { quantity: '200000', printed: '$33.40' },
    },
    total: '$368.73',
  },
  {
    title: 'managed instances, with a savings plan for EC2',
    asOf: ['2025-12', 'today'],
    usage: {},
    fn: {
      platform: 'managed-instances',
      requests: month('100M'),
      duration: mean('200'),
      managedInstances: { hourlyUsd: '0.1632', paidHourlyUsd: '0.0457', instances: 1, hours: '2,000' },
    },
    components: {
      'managed-requests': { printed: '$20.00' },
      'managed-instances': { quantity: '2000', printed: '$91.40' },
      'managed-fee': { quantity: '326.4', printed: '$48.96' },
    },
    total: '$160.36',
  },
];

describe.each(EXAMPLES)('$title', ({ asOf, usage, fn, components, total }) => {
  it.each(asOf)('is what AWS prints, by the prices of %s', (date) => {
    const made = bill({ ...usage, asOf: date, functions: [typedFunction(fn)] });
    const expected = Object.entries(components).map(([id, is]) => ({ id, ...is }));
    expect(made.refused).toEqual([]);
    expect(made.components).toHaveLength(expected.length);
    expect(made.components).toEqual(
      expect.arrayContaining(expected.map((one) => expect.objectContaining(one) as unknown)),
    );
    expect(made.printedTotal).toBe(total);
  });
});

describe('MicroVMs', () => {
  it('of coding assistants: a baseline of 1 vCPU and 2 GB, four times that for a quarter of the time', () => {
    const made = bill({
      functions: [],
      microVms: [
        { vcpus: 1, memoryGb: 2, hours: '3750', snapshotGbRead: '28,000', snapshotGbWritten: '24,000' },
        // 5 images of 2 GB, and 100 environments of 2 GB suspended for 110 of 720 hours.
        { vcpus: 4, memoryGb: 8, hours: '1250', snapshotGbMonths: '40.5555555555' },
      ],
    });
    // vCPUs 498.50 + 373.87, memory 132.00 + 99.00, reads 37.20 + 6.20, kept 0.80 + 2.44.
    expect(made.components.map(({ id, printed }) => [id, printed])).toEqual([
      ['microvm-vcpu', '$872.37'],
      ['microvm-memory', '$231.00'],
      ['microvm-snapshots', '$3.24'],
      ['microvm-snapshots-read', '$43.40'],
      ['microvm-snapshots-written', '$91.20'],
    ]);
    // The page adds 373.8744 and 99.0009 before it rounds, to 472.88, and has 1,241.22: as is the exact sum.
    expect([made.printedTotal, Number(made.totalUsd).toFixed(2)]).toEqual(['$1,241.21', '1241.22']);
  });

  it('of 10,000 jobs of ten minutes', () => {
    const made = bill({
      functions: [],
      microVms: [
        { vcpus: 4, memoryGb: 8, hours: 1500, snapshotGbMonths: 2, snapshotGbRead: '20,000' },
        { vcpus: 16, memoryGb: 32, hours: '166.66666666666666' },
      ],
    });
    // 598.20 + 265.87, 158.40 + 70.40, 0.16, 31.
    expect(made.components.map(({ printed }) => printed)).toEqual(['$864.07', '$228.80', '$0.16', '$31.00']);
    expect(made.printedTotal).toBe('$1,124.03');
  });
});

describe('60 million requests of 28 ms with 1 GB, in steps of 100 ms', () => {
  const functions = [typedFunction({ memoryMb: 1024, requests: month('60M'), duration: mean('28') })];

  it('cost 112 dollars with the digits that AWS prints since December 2020', () => {
    // The article reckons November 2020 with the longer digits of the new price, and rounds to whole dollars.
    const made = bill({
      asOf: '2020-11',
      freeTier: false,
      ownPrices: { 'duration-x86': '0.0000166667' },
      functions,
    });
    expect(made.components.map(({ id, amountUsd }) => [id, amountUsd])).toEqual([
      ['requests', '12'],
      ['duration-x86', '100.0002'],
    ]);
    expect(made.printedTotal).toBe('$112.00');
  });

  it('cost two cents more with the digits that the page had then: 112 dollars all the same, rounded as there', () => {
    const made = bill({ asOf: '2020-11', freeTier: false, functions });
    expect(made.components.find(({ id }) => id === 'duration-x86')?.amountUsd).toBe('100.02');
    expect(Math.round(Number(made.totalUsd))).toBe(112);
  });

  it('cost 28 % of that by the millisecond', () => {
    const made = bill({ asOf: '2020-12', freeTier: false, functions });
    expect(made.components.find(({ id }) => id === 'duration-x86')?.amountUsd).toBe('28.000056');
  });
});

describe('Billed Duration as AWS prints it', () => {
  const NO_INIT = '0';
  it.each([
    ['27.4 ms in November 2020', '2020-11', 'billing-granularity', undefined, '27.4', NO_INIT, '100'],
    ['30 ms since December 2020', '2020-12-01', 'billing-granularity', undefined, '30', NO_INIT, '30'],
    [
      'with Init since August 2025',
      '2025-08-01',
      'billing-granularity',
      undefined,
      '250.06',
      '100.77',
      '351',
    ],
    [
      'a timeout, as logs had it',
      '2026-11-20',
      'billing-granularity',
      undefined,
      '3004.92',
      '111.23',
      '3117',
    ],
    ['a timeout, as logs have it', '2026-11-20', 'billing-granularity', undefined, '3016.78', '84.0', '3101'],
    ['10 ms at the edge', '2021-04-01', 'price-edge', 'granularityMs', '10', NO_INIT, '10'],
    ['10 ms at the edge the day before', '2021-03-31', 'price-edge', 'granularityMs', '10', NO_INIT, '50'],
  ])('%s', (_, date, fact, part, ms, initMs, billed) => {
    const step = new PriceList(facts, date, 'us-east-1').figure(fact, part)!.value;
    const one = new Decimal(1);
    const cold = { share: new Decimal(initMs === NO_INIT ? 0 : 1), initMs: new Decimal(initMs) };
    const found = billedMsOfAll({ kind: 'mean', ms: new Decimal(ms) }, one, step, cold);
    expect(plain(found)).toBe(billed);
  });

  it('has Init in a bill by the date and the kind of package', () => {
    const functions = [
      typedFunction({
        memoryMb: 1024,
        requests: month('1000'),
        duration: mean('250.06'),
        init: { coldPercent: 100, ms: '100.77' },
      }),
    ];
    const image = [{ ...functions[0]!, package: 'image' as const }];
    const quantity = (asOf: string, fns: TypedFunction[]) =>
      bill({ asOf, functions: fns }).components.find(({ id }) => id === 'duration-x86')?.quantity;
    // 351 ms of a GB a thousand times, or 251 ms.
    expect(quantity('2025-08-01', functions)).toBe('351');
    expect(quantity('2025-07-31', functions)).toBe('251');
    expect(quantity('2025-07-31', image)).toBe('351');
    expect(bill({ asOf: '2019-06', functions }).notes[0]).toMatch(
      /not billed at this date; it is since 1 Aug 2025\.$/,
    );
  });
});
