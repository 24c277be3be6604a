/** Random limits of growth, provisioned concurrency with and without scaling, SnapStart, and networks. */
import fc from 'fast-check';
import type { Settings } from '../scenario.ts';
import type { AutoScaling, Provisioned, Provisioning, SnapStart } from '../settings/provision-settings.ts';
import type { Scaling } from '../settings/scaling-settings.ts';
import { duration, given, maybe, ms, rarely } from './any-part.ts';

export const scaling: fc.Arbitrary<Scaling> = fc
  .record({
    region: rarely(fc.constantFrom('us-east-1', 'eu-north-1')),
    refill: maybe(fc.constantFrom('step' as const, 'continuous' as const)),
    rate: maybe(
      fc.option(
        fc.record({
          burst: fc.nat(3),
          perPeriod: fc.integer({ min: 0, max: 2 }),
          periodMs: fc.constantFrom(1000, 10_000),
        }),
      ),
    ),
    scope: maybe(fc.constantFrom('account' as const, 'function' as const)),
    requestsPerSecondFactor: maybe(fc.constantFrom(null, 1, 2, 10)),
  })
  .map((fields) => given(fields));

const autoScaling: fc.Arbitrary<AutoScaling> = fc
  .record({
    minimum: fc.nat(1),
    maximum: fc.integer({ min: 2, max: 5 }),
    target: maybe(fc.constantFrom(0.1, 0.5, 0.7, 0.9)),
    scaleOutCooldownMs: maybe(ms(60_000)),
    scaleInCooldownMs: maybe(ms(60_000)),
    schedule: maybe(
      fc.array(
        fc
          .record({
            atMs: ms(200_000),
            minimum: maybe(fc.nat(2)),
            maximum: maybe(fc.integer({ min: 2, max: 6 })),
          })
          .map((fields): { atMs: number; minimum?: number; maximum?: number } => given(fields)),
        { maxLength: 3 },
      ),
    ),
  })
  .map((fields) => given(fields));

export const provisioned: fc.Arbitrary<Provisioned> = fc
  .record({ concurrency: fc.nat(3), autoScaling: maybe(autoScaling) })
  .map((fields) => given(fields));

export const provisioning: fc.Arbitrary<Provisioning> = fc
  .record({
    startMs: maybe(duration(3000)),
    rate: maybe(
      fc.option(
        fc.record({
          atOnce: fc.integer({ min: 1, max: 2 }),
          perPeriod: fc.integer({ min: 1, max: 2 }),
          periodMs: fc.constantFrom(1000, 10_000),
        }),
      ),
    ),
    scope: maybe(fc.constantFrom('account' as const, 'function' as const)),
    usable: maybe(fc.constantFrom('when-all-are-ready' as const, 'one-by-one' as const)),
  })
  .map((fields) => given(fields));

export const snapStart: fc.Arbitrary<SnapStart> = fc
  .record({
    restoreMs: fc.oneof(
      { weight: 5, arbitrary: duration(300) },
      { weight: 1, arbitrary: fc.constant(11_000) },
    ),
    reconnects: maybe(fc.boolean()),
    runtime: fc.constantFrom('java21', 'python3.13', 'dotnet8'),
  })
  .map((fields) => given(fields));

const route = fc.constantFrom('none' as const, 'nat' as const, 'internet-gateway' as const);

/** One network, `net`. */
export const vpcs: fc.Arbitrary<NonNullable<Settings['vpcs']>> = fc
  .record({
    subnets: fc.array(fc.record({ freeAddresses: fc.integer({ min: 1, max: 3 }), route }), {
      minLength: 1,
      maxLength: 2,
    }),
    endpoints: maybe(fc.subarray(['dynamodb' as const, 's3' as const, 'sqs' as const, 'lambda' as const])),
    interfaceMs: duration(3000),
    interfaceIdleMs: maybe(ms(20_000)),
    interfaceLimit: maybe(fc.integer({ min: 2, max: 4 })),
    unused: maybe(fc.boolean()),
  })
  .map((net) => ({ net: given(net) }));

/** Where something is that functions call. */
export const goal = fc.constantFrom(undefined, 'internet', 'aws', 'net');
