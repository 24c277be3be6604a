/** Random scenarios about asynchronous events: services that push, event queues, records of their ends, rounds. */
import fc from 'fast-check';
import type { Rules } from '../rules.ts';
import type { Fault, Scenario, Settings } from '../scenario.ts';
import type { AsyncSettings } from '../settings/async-settings.ts';
import type { FunctionSettings } from '../settings/function-settings.ts';
import type { Caller } from '../settings/caller-settings.ts';
import { PushService, type Resource } from '../settings/resource-settings.ts';
import { fitting, rarely } from './any-part.ts';
import { idealRules } from './ideal-rules.ts';

/** Limits low enough to be met: small events, short chains, services that soon give up. */
export const eventRules: Rules = {
  ...idealRules,
  async: {
    ...idealRules.async,
    payloadBytes: 1000,
    recursion: { chain: 3, services: ['Lambda', 'SQS', 'SNS', 'S3'], canBeAllowed: true },
  },
  delivery: {
    sns: [
      { attempts: 2, fromUs: 0, toUs: 0 },
      { attempts: 2, fromUs: 1e6, toUs: 4e6 },
    ],
    eventBridge: { retries: 3, forUs: 60e6 },
    cloudWatchLogs: { retries: 2 },
  },
  // Environments need an interface each, of one address.
  network: { ...idealRules.network!, model: 'environment-interfaces', gbPerInterface: 0.125 },
};

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const ms = (max: number) => fc.integer({ min: 0, max: max / 100 }).map((hundreds) => hundreds * 100);

/** Leaves out what is undefined. */
function given(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

const async = (records: readonly string[]): fc.Arbitrary<AsyncSettings> =>
  fc
    .record({
      maximumRetryAttempts: maybe(fc.nat(2)),
      maximumEventAgeMs: maybe(fc.constantFrom(3000, 60_000, 21_600_000)),
      retryWaitsMs: maybe(fc.array(ms(3000), { minLength: 1, maxLength: 2 })),
      whenThrottled: maybe(fc.constantFrom('back-off' as const, 'wait' as const)),
      backOff: maybe(
        fc.record({
          firstMs: fc.constantFrom(100, 1000),
          factor: fc.constantFrom(1, 2),
          capMs: fc.constantFrom(1000, 8000),
          jitter: fc.constantFrom(0, 0.5),
        }),
      ),
      deadLetterQueue: maybe(fc.constantFrom('letters', null)),
      onFailure: maybe(fc.constantFrom(...records)),
      onSuccess: maybe(fc.constantFrom(...records)),
    })
    .map((fields) => given(fields) as AsyncSettings);

const fn = (records: readonly string[], calls: boolean): fc.Arbitrary<FunctionSettings> =>
  fc
    .record({
      memoryMb: fc.constant(128),
      timeoutMs: fc.constantFrom(2000, 60_000),
      handlerMs: ms(3000),
      createMs: ms(200),
      init: fc.record({ extensionsMs: fc.constant(0), runtimeMs: fc.constant(0), functionMs: ms(500) }),
      reservedConcurrency: maybe(fc.nat(2)),
      async: maybe(async(records)),
      recursiveLoop: maybe(fc.constantFrom('Terminate' as const, 'Allow' as const)),
      calls: calls
        ? maybe(fc.constantFrom([{ to: 'service' }], [{ to: 'letters' }]))
        : fc.constant(undefined),
      // The other one may not exist.
      mayPassRole: calls ? fc.constant(undefined) : maybe(fc.constantFrom(true, true, false)),
      // Or not be active yet.
      package: calls ? fc.constant(undefined) : maybe(fc.constantFrom({ sizeMb: 1, activationMs: 5000 })),
    })
    .map((fields) => given(fields) as FunctionSettings);

const fault = fc
  .record({
    kind: fc.constantFrom(
      'function-error' as const,
      'crash' as const,
      'invalid-request' as const,
      'bad-item' as const,
      'duplicate' as const,
      'service-error' as const,
      'permission-missing' as const,
    ),
    of: fc.constantFrom('function', 'second', 'service', 'letters', 'bus', 'caller'),
    share: maybe(fc.constantFrom(0.3, 0.8)),
    which: maybe(fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 3 })),
    fromMs: maybe(ms(10_000)),
    forMs: maybe(ms(20_000)),
  })
  .map(
    ({ fromMs, forMs, which, share, ...rest }) =>
      given({
        ...rest,
        // By number or by chance, and sometimes: what always strikes would leave little else to be met.
        ...(which === undefined ? { share: share ?? 0.5 } : { which }),
        fromMs,
        untilMs: forMs === undefined ? undefined : (fromMs ?? 0) + forMs,
      }) as Fault,
  );

/** A scenario that is sound under `eventRules`. */
export const anyEvent: fc.Arbitrary<Scenario> = fc
  .record({
    seed: fc.nat(1000),
    main: fn(['bus', 'letters', 'second'], true),
    second: fn(['bus', 'letters'], false),
    service: fc.constantFrom(...PushService.options),
    targets: fc.uniqueArray(fc.constantFrom('function', 'second', 'letters', 'bus'), { minLength: 1 }),
    notPermitted: maybe(fc.constantFrom(['function'], ['second'], ['letters'], ['function', 'second'])),
    payloadBytes: maybe(fc.constantFrom(10, 1000, 1001)),
    limit: maybe(fc.nat(3)),
    permitted: fc.boolean(),
    entry: fc.constantFrom('service', 'service', 'function', 'caller', 'bus'),
    atMs: fc.array(ms(20_000), { minLength: 1, maxLength: 15 }),
    faults: fc.array(fault, { maxLength: 4 }),
    growth: rarely(fc.constant(true)),
    isAttached: rarely(fc.constant(true)),
  })
  .map(
    ({
      seed,
      main,
      second,
      service,
      targets,
      notPermitted,
      payloadBytes,
      limit,
      growth,
      isAttached,
      permitted,
      entry,
      atMs,
      faults,
    }) => {
      const [own, other] = fitting(limit, [isAttached ? { ...main, vpc: 'net' } : main, second]);
      const settings: Settings = {
        function: own!,
        functions: { second: other! },
        keep: { functionIdleMs: null, environmentIdleMs: 5000, maxAgeMs: null },
        routing: 'most-recently-used',
        ...(limit === undefined ? {} : { concurrencyLimit: limit }),
        ...(growth ? { scaling: { rate: { burst: 1, perPeriod: 1, periodMs: 10_000 } } } : {}),
        ...(isAttached
          ? { vpcs: { net: { subnets: [{ freeAddresses: 1, route: 'nat' }], interfaceMs: 100 } } }
          : {}),
        caller: given({ invocationType: 'Event', permitted, payloadBytes }) as Caller,
        resources: {
          // Only targets can be closed to it.
          service: given({
            type: 'push-service',
            service,
            targets,
            notPermitted: notPermitted?.filter((id) => targets.includes(id)),
            payloadBytes,
          }) as Resource,
          letters: { type: 'target', service: 'sqs' },
          bus: { type: 'target', service: 'eventbridge' },
        },
      };
      return {
        id: 'any-event',
        title: 'Any event',
        question: '',
        summary: '',
        model: 'push-asynchronous',
        family: 'test',
        seed,
        horizonMs: 1e6,
        settings,
        arrivals: { kind: 'list', requests: atMs.map((at) => ({ atMs: at })) },
        entry,
        faults: faults.map((each, index) => ({ ...each, id: `fault-${index}`, title: 'Fault', on: true })),
        tunable: [],
        claims: [],
        simplifications: [],
      };
    },
  );
