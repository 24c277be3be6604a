import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMPONENTS, type Bill, type ComponentId } from './bill.ts';
import { Decimal, plain, sum } from './decimal.ts';
import { bill, typedFunction } from './testing/bills.ts';
import type { TypedUsage } from './usage.ts';

type TypedFunction = TypedUsage['functions'][number];

const month = (count: number | string) => ({ per: 'month' as const, count: String(count) });
const mean = (ms: number | string) => ({ kind: 'mean' as const, ms: String(ms) });
const of = ({ components }: Bill, id: ComponentId) => components.find((component) => component.id === id);
const amount = (made: Bill, id: ComponentId) => of(made, id)?.amountUsd;

const anyFunction = fc.record({
  architecture: fc.constantFrom('x86_64' as const, 'arm64' as const),
  memoryMb: fc.integer({ min: 128, max: 10_240 }),
  requests: fc.bigInt({ min: 0n, max: 1_000_000_000_000_000n }),
  ms: fc.integer({ min: 0, max: 900_000 }),
  coldPercent: fc.integer({ min: 0, max: 100 }),
  initMs: fc.integer({ min: 0, max: 10_000 }),
  tmpMb: fc.integer({ min: 512, max: 10_240 }),
  environments: fc.integer({ min: 0, max: 3000 }),
  seconds: fc.integer({ min: 0, max: 2_678_400 }),
  restores: fc.integer({ min: 0, max: 1_000_000_000 }),
  events: fc.integer({ min: 0, max: 1_000_000_000 }),
  payloadKb: fc.integer({ min: 0, max: 1024 }),
  streamed: fc.integer({ min: 0, max: 1_000_000_000 }),
  streamedMb: fc.integer({ min: 0, max: 200 }),
  hours: fc.integer({ min: 0, max: 744 }),
  gbWritten: fc.integer({ min: 0, max: 1_000_000 }),
  tenants: fc.integer({ min: 0, max: 1_000_000 }),
});
type AnyFunction = typeof anyFunction extends fc.Arbitrary<infer T> ? T : never;

function typed(name: string, fn: AnyFunction): TypedFunction {
  return {
    name,
    architecture: fn.architecture,
    memoryMb: fn.memoryMb,
    requests: month(String(fn.requests)),
    duration: mean(fn.ms),
    init: { coldPercent: fn.coldPercent, ms: fn.initMs },
    ephemeralStorageMb: fn.tmpMb,
    provisionedConcurrency: {
      periods: [{ environments: fn.environments, seconds: fn.seconds }],
      requests: 0,
      duration: mean(fn.ms),
    },
    snapStart: { runtime: 'python', snapshots: fn.environments, keptHours: fn.hours, restores: fn.restores },
    streaming: [{ requests: fn.streamed, size: fn.streamedMb, unit: 'MB' }],
    asynchronous: [{ events: fn.events, payloadKb: fn.payloadKb }],
    pollers: [{ source: 'sqs', units: fn.environments, hours: fn.hours }],
    durable: { operations: fn.restores, gbWritten: fn.gbWritten, gbMonths: fn.gbWritten },
    tenantEnvironments: fn.tenants,
  };
}

const anyDate = fc.constantFrom('2018-02', '2020-11', '2020-12', '2022-09', '2024-12', 'today');
const total = (made: Bill) => new Decimal(made.totalUsd);

describe('any bill', () => {
  it('never falls when usage grows', () => {
    const growable = [
      'memoryMb',
      'ms',
      'coldPercent',
      'initMs',
      'tmpMb',
      'environments',
      'seconds',
      'restores',
      'events',
      'payloadKb',
      'streamed',
      'streamedMb',
      'hours',
      'gbWritten',
      'tenants',
    ] as const;
    const most: Partial<Record<(typeof growable)[number], number>> = {
      memoryMb: 10_240,
      tmpMb: 10_240,
      coldPercent: 100,
      payloadKb: 1024,
    };
    fc.assert(
      fc.property(
        anyFunction,
        fc.constantFrom(...growable),
        fc.integer({ min: 0, max: 5000 }),
        fc.bigInt({ min: 0n, max: 10_000_000_000n }),
        anyDate,
        fc.integer({ min: 0, max: 100 }),
        (fn, key, by, moreRequests, asOf, discountPercent) => {
          const grown = {
            ...fn,
            [key]: Math.min(fn[key] + by, most[key] ?? Infinity),
            requests: fn.requests + moreRequests > 10n ** 15n ? fn.requests : fn.requests + moreRequests,
          };
          const plan = { savingsPlan: { discountPercent } };
          const before = total(bill({ asOf, ...plan, functions: [typed('a', fn)] }));
          const after = total(bill({ asOf, ...plan, functions: [typed('a', grown)] }));
          expect(after.gte(before)).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is the same however a month is split over functions', () => {
    fc.assert(
      fc.property(anyFunction, fc.integer({ min: 2, max: 6 }), anyDate, (fn, parts, asOf) => {
        const part = fn.requests / BigInt(parts);
        const rest = fn.requests - part * BigInt(parts - 1);
        const one = (requests: bigint) => ({
          name: 'a',
          architecture: fn.architecture,
          memoryMb: fn.memoryMb,
          requests: month(String(requests)),
          duration: mean(fn.ms),
        });
        const whole = bill({ asOf, functions: [one(fn.requests)] });
        const split = bill({
          asOf,
          functions: [one(rest), ...Array.from({ length: parts - 1 }, () => one(part))],
        });
        expect(split.components).toEqual(whole.components);
        expect([split.totalUsd, split.printedTotal]).toEqual([whole.totalUsd, whole.printedTotal]);
      }),
      { numRuns: 100 },
    );
  });

  it('is shared out to its functions to the last digit', () => {
    fc.assert(
      fc.property(fc.array(anyFunction, { maxLength: 4 }), anyDate, (all, asOf) => {
        const functions = all.map((fn, index) => typed(`f${index}`, fn));
        const made = bill({ asOf, savingsPlan: { discountPercent: 12 }, functions });
        expect(plain(sum(made.functions.map(({ amountUsd }) => new Decimal(amountUsd))))).toBe(made.totalUsd);
        const lines = made.components.flatMap(({ lines: own }) =>
          own.map(({ amountUsd }) => new Decimal(amountUsd)),
        );
        expect(plain(sum(lines))).toBe(made.totalUsd);
      }),
      { numRuns: 60 },
    );
  });

  it('of another architecture differs only in what has one', () => {
    const withOne = COMPONENTS.filter((id) => /x86|arm|savings/.test(id));
    fc.assert(
      fc.property(anyFunction, (fn) => {
        const [x86, arm] = (['x86_64', 'arm64'] as const).map((architecture) =>
          bill({ functions: [typed('a', { ...fn, architecture })] }),
        );
        for (const id of COMPONENTS) if (!withOne.includes(id)) expect(of(arm!, id)).toEqual(of(x86!, id));
        expect(total(arm!).lte(total(x86!))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('of no usage is nothing', () => {
    for (const asOf of ['2014-11', '2018-02', '2021', 'today']) {
      expect(bill({ asOf, functions: [] })).toMatchObject({ totalUsd: '0', printedTotal: '$0.00' });
      const idle = bill({ asOf, functions: [typedFunction({ init: { coldPercent: 100, ms: 500 } })] });
      expect(idle).toMatchObject({ components: [], refused: [], totalUsd: '0' });
    }
  });

  it('of 10¹⁵ requests loses nothing', () => {
    const of15 = (count: string) =>
      bill({
        functions: [typedFunction({ memoryMb: 10_240, requests: month(count), duration: mean(900_000) })],
      });
    const most = of15('1000000000000000');
    // (10¹⁵ − 10⁶) × 0.2 / 10⁶.
    expect(amount(most, 'requests')).toBe('199999999.8');
    // 9 × 10¹⁸ GB-seconds, 400,000 free: 100,000.2 for 6 billion, 135,000 for 9 billion, the rest at the third price.
    expect(amount(most, 'duration-x86')).toBe('120000600034993.86664');
    // One more of the smallest: the price of one request and nothing else.
    const fewer = of15('999999999999999');
    const apart = new Decimal(amount(most, 'requests')!).minus(amount(fewer, 'requests')!);
    expect(plain(apart)).toBe('0.0000002');
  });
});
