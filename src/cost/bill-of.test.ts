import { describe, expect, it } from 'vitest';
import { formatDay } from './format-day.ts';
import { billOf } from './bill-of.ts';
import { COMPONENTS, type Bill, type ComponentId } from './bill.ts';
import { COMPONENT_INFO } from './component-info.ts';
import { bill, facts, soundUsage, typedFunction } from './testing/bills.ts';
import type { TypedUsage } from './usage.ts';

type TypedFunction = TypedUsage['functions'][number];

const month = (count: number | string) => ({ per: 'month' as const, count: String(count) });
const mean = (ms: number | string) => ({ kind: 'mean' as const, ms: String(ms) });
const of = ({ components }: Bill, id: ComponentId) => components.find((component) => component.id === id);
const amount = (made: Bill, id: ComponentId) => of(made, id)?.amountUsd;
const noTier = (functions: TypedFunction[], more: Partial<TypedUsage> = {}): Bill =>
  bill({ freeTier: false, ...more, functions });

describe('each component', () => {
  it.each<[string, TypedFunction, ComponentId, string, string, string]>([
    [
      '/tmp above 512 MB while it runs: 10,240 MB are 9.5 GB more',
      typedFunction({ requests: month('1M'), duration: mean(120), ephemeralStorageMb: 10_240 }),
      'ephemeral-storage',
      '1140000',
      'GB-s',
      '0.035226',
    ],
    [
      'provisioned concurrency in steps of five minutes: 301 s are 600 s, each time',
      typedFunction({
        provisionedConcurrency: {
          periods: [{ environments: 2, seconds: 301, times: 10 }],
          requests: 0,
          duration: mean(0),
        },
      }),
      'provisioned-x86',
      '12000',
      'GB-s',
      '0.0500004',
    ],
    [
      'snapshots of Python for three hours at least',
      typedFunction({ memoryMb: 2048, snapStart: { runtime: 'python', snapshots: 1, keptHours: '0.5' } }),
      'snapstart-cache',
      '21600',
      'GB-s',
      '0.03249936',
    ],
    [
      'restores by their memory',
      typedFunction({ memoryMb: 2048, snapStart: { runtime: 'dotnet', keptHours: 3, restores: 1000 } }),
      'snapstart-restore',
      '2000',
      'GB',
      '0.2795996',
    ],
    [
      'what is streamed above 6 MB',
      typedFunction({ streaming: [{ requests: 1024, size: 7, unit: 'MB' }] }),
      'streaming',
      '1',
      'GB',
      '0.008',
    ],
    [
      'asynchronous events above 256 KB: 257 KB one request more, 321 KB two',
      typedFunction({
        asynchronous: [
          { events: 10, payloadKb: 256 },
          { events: 10, payloadKb: 257 },
          { events: 10, payloadKb: '320' },
          { events: 10, payloadKb: '320.5' },
        ],
      }),
      'async-payload',
      '40',
      'requests',
      '0.000008',
    ],
    [
      'event pollers of SQS a minute at least',
      typedFunction({ pollers: [{ source: 'sqs', units: 60, hours: '0.001' }] }),
      'pollers-sqs',
      '1',
      'unit-hours',
      '0.00925',
    ],
    [
      'event pollers of Kafka',
      typedFunction({ pollers: [{ source: 'kafka', units: 2, hours: 720 }] }),
      'pollers-kafka',
      '1440',
      'unit-hours',
      '266.4',
    ],
    [
      'durable operations',
      typedFunction({ durable: { operations: 500_000 } }),
      'durable-operations',
      '500000',
      'operations',
      '4',
    ],
    [
      'environments for tenants by their memory',
      typedFunction({ memoryMb: 2048, tenantEnvironments: 1000 }),
      'tenant-environments',
      '2000',
      'GB',
      '0.334',
    ],
    [
      'the management of instances: 15 % of their price',
      typedFunction({
        platform: 'managed-instances',
        requests: month('10M'),
        managedInstances: { hourlyUsd: '0.1', instances: 3, hours: 720 },
      }),
      'managed-fee',
      '216',
      'USD of EC2',
      '32.4',
    ],
    [
      'requests by the second: 2.592 million in 30 days',
      typedFunction({ requests: { per: 'second', count: 1 } }),
      'requests',
      '2592000',
      'requests',
      '0.5184',
    ],
    [
      'a pattern over the day',
      typedFunction({
        requests: { per: 'hour of the day', counts: [...Array<number>(23).fill(0), 1000] },
      }),
      'requests',
      '30000',
      'requests',
      '0.006',
    ],
  ])('%s', (_, fn, id, quantity, unit, amountUsd) => {
    expect(of(noTier([fn]), id)).toMatchObject({ quantity, unit, amountUsd });
  });

  it('of MicroVMs is no function’s', () => {
    const made = noTier([], { microVms: [{ vcpus: 1, memoryGb: 2, hours: 1, snapshotGbMonths: 10 }] });
    expect(made.components.map(({ id, amountUsd }) => [id, amountUsd])).toEqual([
      ['microvm-vcpu', '0.09969984'],
      ['microvm-memory', '0.02640024'],
      ['microvm-snapshots', '0.8'],
    ]);
    expect(made.functions).toMatchObject([{ name: 'MicroVMs', amountUsd: made.totalUsd }]);
  });

  it('of duration has tiers, each a line of its own', () => {
    // 20 billion GB-seconds: 6, 9 and 5 billion.
    const made = noTier([typedFunction({ requests: month('20bn'), duration: mean(1000) })]);
    expect(
      of(made, 'duration-x86')?.lines.map(({ tier, quantity, amountUsd }) => [tier, quantity, amountUsd]),
    ).toEqual([
      ['first 6,000,000,000 GB-s', '6000000000', '100000.2'],
      ['up to 15,000,000,000 GB-s', '9000000000', '135000'],
      ['over 15,000,000,000 GB-s', '5000000000', '66667'],
    ]);
    const arm = noTier([
      typedFunction({ architecture: 'arm64', requests: month('20bn'), duration: mean(1000) }),
    ]);
    expect(of(arm, 'duration-arm')?.lines.map(({ quantity }) => quantity)).toEqual([
      '7500000000',
      '11250000000',
      '1250000000',
    ]);
  });

  it('of SnapStart for Java costs nothing, and says so', () => {
    const made = noTier([typedFunction({ snapStart: { runtime: 'java', restores: '1M' } })]);
    expect([made.totalUsd, made.refused]).toEqual(['0', []]);
    expect(made.notes).toContain('SnapStart costs nothing for Java.');
  });

  it('of a savings plan is a discount on duration and provisioned concurrency', () => {
    const functions = [typedFunction({ requests: month('3M'), duration: mean(1000) })];
    const made = noTier(functions, { savingsPlan: { discountPercent: 17, coveragePercent: 50 } });
    // 3 million GB-seconds are 50.0001 dollars; half of it at 17 % off.
    expect(of(made, 'savings-plan')).toMatchObject({ amountUsd: '-4.2500085', printed: '-$4.25' });
  });

  it('of managed instances is the instances, their management and the requests', () => {
    const managedInstances = { hourlyUsd: '0.1785', instances: 3, hours: 720 };
    const fn = typedFunction({ platform: 'managed-instances', requests: month('100M'), managedInstances });
    const made = bill({ functions: [fn] });
    expect(made.components.map(({ id, quantity, amountUsd }) => [id, quantity, amountUsd])).toEqual([
      ['managed-requests', '100000000', '20'],
      ['managed-instances', '2160', '385.56'],
      ['managed-fee', '385.56', '57.834'],
    ]);
  });

  it('can have a price of one’s own', () => {
    const made = noTier([typedFunction({ requests: month('1M') })], { ownPrices: { requests: '0.15' } });
    expect(of(made, 'requests')).toMatchObject({ amountUsd: '0.15', lines: [{ fact: null }] });
  });
});

describe('the free tier', () => {
  const free = (made: Bill, id: ComponentId) => of(made, id)?.freeQuantity;

  it('is one for both architectures, and for requests of large events', () => {
    const functions = [
      typedFunction({ name: 'arm', architecture: 'arm64', requests: month('300k'), duration: mean(1000) }),
      typedFunction({
        name: 'x86',
        requests: month('600k'),
        duration: mean(500),
        asynchronous: [{ events: '200k', payloadKb: 300 }],
      }),
    ];
    const made = bill({ functions });
    expect([free(made, 'duration-x86'), free(made, 'duration-arm')]).toEqual(['300000', '100000']);
    expect([free(made, 'requests'), free(made, 'async-payload')]).toEqual(['900000', '100000']);
    // 200,000 GB-seconds of arm64 and 100,000 requests are left.
    expect(made.totalUsd).toBe('2.68668');
    expect(made.notes[0]).toMatch(/^AWS does not say which architecture/);
    expect(bill({ functions: functions.toReversed() }).components).toEqual(made.components);
  });

  it('is smaller by what others in the account have used, and has 100 GB of streaming since there is any', () => {
    const functions = [
      typedFunction({
        requests: month('3M'),
        duration: mean(1000),
        streaming: [{ requests: 1, size: '2000.005859375', unit: 'GB' }],
      }),
    ];
    const used = { requests: '999,999', gbSeconds: '500k', streamedGb: '40' };
    const made = bill({ functions, freeTierUsed: used });
    expect([free(made, 'requests'), free(made, 'duration-x86'), free(made, 'streaming')]).toEqual([
      '1',
      '0',
      '60',
    ]);
    expect(of(made, 'streaming')?.lines[0]?.quantity).toBe('1940');
  });
});

describe('Regions', () => {
  const functions = [
    typedFunction({
      requests: month('1M'),
      duration: mean(1000),
      provisionedConcurrency: {
        periods: [{ environments: 1, seconds: 300 }],
        requests: 0,
        duration: mean(0),
      },
    }),
  ];
  it.each([
    ['us-east-1', '0.2', '0.0000166667', '0.0000041667'],
    ['eu-central-1', '0.2', '0.0000166667', '0.0000050147'],
    ['ap-east-1', '0.28', '0.00002292', '0.0000057153'],
    ['eu-south-1', '0.23', '0.0000195172', '0.0000048783'],
  ])('%s has its own prices where they are known', (region, requests, duration, provisioned) => {
    const made = noTier(functions, { region });
    const price = (id: ComponentId) => of(made, id)?.lines[0]?.unitPriceUsd;
    expect([price('requests'), price('duration-x86'), price('provisioned-x86')]).toEqual([
      requests,
      duration,
      provisioned,
    ]);
  });

  it('takes the price of us-east-1 where none is known, and says so', () => {
    const made = noTier(functions, { region: 'mx-central-1' });
    expect(of(made, 'requests')?.notes).toEqual(['The price of us-east-1: none is known for mx-central-1.']);
  });

  it('has its tiers 10 % and 20 % below its own price', () => {
    const large = [typedFunction({ requests: month('20bn'), duration: mean(1000) })];
    const lines = of(noTier(large, { region: 'ap-east-1' }), 'duration-x86')?.lines;
    expect(lines?.map(({ unitPriceUsd }) => unitPriceUsd)).toEqual([
      '0.00002292',
      '0.000020628',
      '0.000018336',
    ]);
  });

  it('had the price of its time where it has that of us-east-1 today', () => {
    const made = noTier(functions, { region: 'eu-west-1', asOf: '2020-01' });
    expect(of(made, 'duration-x86')?.lines[0]?.unitPriceUsd).toBe('0.00001667');
  });
});

describe('what did not exist at the date', () => {
  it.each<[string, Partial<TypedFunction>, ComponentId, string]>([
    [
      '2021-09-28',
      { architecture: 'arm64', requests: month(1), duration: mean(1) },
      'duration-arm',
      '2021-09-29',
    ],
    [
      '2022-03',
      { requests: month(1), duration: mean(1), ephemeralStorageMb: 1024 },
      'ephemeral-storage',
      '2022-03-24',
    ],
    ['2024-11-17', { snapStart: { runtime: 'python' } }, 'snapstart-cache', '2024-11-18'],
    ['2022-11', { snapStart: { runtime: 'java' } }, 'snapstart-cache', '2022-11-28'],
    ['2023-03', { streaming: [{ requests: 1, size: 7, unit: 'MB' }] }, 'streaming', '2023-04'],
    ['2025-09', { asynchronous: [{ events: 1, payloadKb: 300 }] }, 'async-payload', '2025-10'],
    ['2025-11-13', { pollers: [{ source: 'sqs', units: 1, hours: 1 }] }, 'pollers-sqs', '2025-11-14'],
    ['2024-11-21', { pollers: [{ source: 'kafka', units: 1, hours: 1 }] }, 'pollers-kafka', '2024-11-22'],
    ['2025-12-01', { durable: { operations: 1 } }, 'durable-operations', '2025-12-02'],
    ['2025-11-18', { tenantEnvironments: 1 }, 'tenant-environments', '2025-11-19'],
  ])('at %s is refused by name, not taken for nothing', (asOf, changes, id, since) => {
    const made = noTier([typedFunction(changes)], { asOf });
    expect(made.refused).toEqual([expect.objectContaining({ id, since })]);
    expect(made.refused[0]!.message).toContain(
      `did not exist at this date; there it is since ${formatDay(since)}`,
    );
    expect(of(made, id)).toBeUndefined();
    const later = noTier([typedFunction(changes)], { asOf: since });
    expect(later.refused).toEqual([]);
  });

  it('is said of savings plans, with what they would have covered', () => {
    const functions = [typedFunction({ requests: month('1M'), duration: mean(1000) })];
    const made = noTier(functions, { asOf: '2019-12', savingsPlan: { discountPercent: 10 } });
    expect(made.refused).toEqual([expect.objectContaining({ id: 'savings-plan', since: '2020-02' })]);
  });
});

describe('a change of date', () => {
  /** Something of everything that there was in 2020. */
  const functions = [
    typedFunction({
      name: 'old',
      requests: month('8bn'),
      duration: mean('1000.5'),
      init: { coldPercent: 1, ms: '250' },
      provisionedConcurrency: {
        periods: [{ environments: 3, seconds: 86_400 }],
        requests: '1000000',
        duration: { kind: 'billed', totalMs: '123456789' },
      },
    }),
    typedFunction({ name: 'edge', platform: 'edge', requests: month('1M'), duration: mean(10) }),
  ];
  const at = (asOf: string) => bill({ asOf, functions });
  const changed = (before: string, after: string) => {
    const [a, b] = [at(before), at(after)];
    return COMPONENTS.filter((id) => amount(a, id) !== amount(b, id));
  };
  it.each<[string, string, ComponentId[]]>([
    ['2020-11-30', '2020-12-01', ['duration-x86']],
    ['2021-03-31', '2021-04-01', ['edge-duration']],
    ['2022-08-03', '2022-08-04', ['duration-x86']],
    ['2025-07-31', '2025-08-01', ['duration-x86']],
    ['2025-08-01', 'today', []],
  ])('from %s to %s touches only what changed then', (before, after, ids) => {
    expect(changed(before, after)).toEqual(ids);
  });
});

it('every component can come into a bill and has its price from a fact or from the user', () => {
  for (const id of COMPONENTS) {
    const { source } = COMPONENT_INFO[id];
    if (source) expect(facts.some((fact) => fact.id === source.fact)).toBe(true);
  }
  expect(() => billOf(soundUsage({ functions: [typedFunction()] }), [])).toThrow('There is no fact');
});
