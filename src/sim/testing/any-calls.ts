/** Random scenarios whose functions call: databases, what feeds other places, other functions, themselves. */
import fc from 'fast-check';
import type { Fault, Scenario, Settings } from '../scenario.ts';
import type { FunctionCall, FunctionSettings, NodeHandler } from '../settings/function-settings.ts';
import type { Resource } from '../settings/resource-settings.ts';
import { fitting } from './any-part.ts';
import { anyScenario } from './any-scenario.ts';

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const ms = (max: number) => fc.integer({ min: 0, max: max / 10 }).map((tens) => tens * 10);

/** Leaves out what is undefined. */
function given<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

const database: fc.Arbitrary<Resource> = fc
  .record({
    latencyMs: fc.oneof(
      ms(300),
      ms(300).map((meanMs) => ({ kind: 'exponential' as const, meanMs })),
    ),
    capacity: maybe(fc.integer({ min: 1, max: 4 })),
    connectionLimit: maybe(fc.integer({ min: 1, max: 6 })),
    connectMs: maybe(ms(100)),
    shared: maybe(fc.boolean()),
    feeds: maybe(fc.constantFrom('bucket', 'other')),
  })
  .map((fields): Resource => ({ type: 'downstream', service: 'dynamodb', ...given(fields) }));

const call = (targets: readonly string[]): fc.Arbitrary<FunctionCall> =>
  fc
    .record({
      to: fc.constantFrom(...targets),
      times: maybe(fc.integer({ min: 1, max: 3 })),
      perItem: maybe(fc.boolean()),
      connection: maybe(fc.constantFrom('outside' as const, 'inside' as const)),
      invocationType: maybe(fc.constantFrom('RequestResponse' as const, 'Event' as const)),
      onError: maybe(fc.constantFrom('fail' as const, 'go-on' as const)),
    })
    .map((fields) => given(fields) as FunctionCall);

const node: fc.Arbitrary<NodeHandler> = fc
  .record({
    style: fc.constantFrom('callback' as const, 'async' as const),
    callsBack: maybe(fc.boolean()),
    leftoverMs: maybe(ms(2000)),
    waitsForEmptyEventLoop: maybe(fc.boolean()),
    version: maybe(fc.constantFrom(20, 22, 24)),
  })
  .map((fields) => given(fields) as NodeHandler);

const calling = (targets: readonly string[]) =>
  fc
    .record({
      calls: fc.array(call(targets), { maxLength: 3, size: 'max' }),
      connections: maybe(fc.integer({ min: 0, max: 3 })),
      idempotent: maybe(fc.boolean()),
      node: maybe(node),
      denied: rarely(fc.constant(['dynamodb:PutItem'])),
      reservedConcurrency: rarely(fc.integer({ min: 0, max: 3 })),
    })
    .map((fields) => given(fields) as unknown as Partial<FunctionSettings>);

const fault: fc.Arbitrary<Omit<Fault, 'id' | 'title' | 'on'>> = fc
  .tuple(
    fc.constantFrom(
      'call-error' as const,
      'call-slow' as const,
      'unreachable' as const,
      'permission-missing' as const,
    ),
    fc.constantFrom('table', 'store'),
    fc.integer({ min: 0, max: 4 }),
    ms(5000),
    ms(5000),
  )
  .map(([kind, of, share, fromMs, forMs]) => ({
    kind,
    of,
    ...(share === 0 || kind === 'permission-missing' ? {} : { share: share / 4 }),
    ...(kind === 'call-slow' ? { afterMs: 400 } : {}),
    fromMs,
    untilMs: fromMs + forMs,
  }));

const more: fc.Arbitrary<Omit<Fault, 'id' | 'title' | 'on'>> = fc.record({
  kind: fc.constantFrom('unhandled-exception' as const, 'service-error' as const, 'function-error' as const),
  share: fc.constantFrom(0.1, 0.5),
  of: fc.constantFrom('function', 'other'),
});

const anyOfCalls: fc.Arbitrary<Scenario> = fc
  .record({
    scenario: anyScenario,
    main: calling(['table', 'store', 'other', 'bucket', 'function']),
    other: calling(['table', 'store', 'bucket']),
    table: database,
    store: database,
    faults: fc.array(fc.oneof({ weight: 3, arbitrary: fault }, { weight: 1, arbitrary: more }), {
      maxLength: 3,
    }),
  })
  .map(({ scenario, main, other, table, store, faults }) => {
    const { function: fn } = scenario.settings;
    const [own, called] = fitting(scenario.settings.concurrencyLimit, [
      { ...fn, ...main },
      { ...fn, ...other },
    ]);
    const settings: Settings = {
      ...scenario.settings,
      function: own!,
      functions: { other: called! },
      resources: { table, store, bucket: { type: 'target', service: 's3' } },
    };
    const added = faults.map((fields, index) => ({
      id: `call-fault-${index}`,
      title: fields.kind,
      on: true,
      ...fields,
    }));
    return {
      ...scenario,
      settings,
      faults: [...scenario.faults, ...added],
      horizonMs: Math.min(scenario.horizonMs, 8000),
    };
  });

/** What anyScenario draws, with functions that call; mostly drawn evenly, which makes longer runs. */
export const anyCalls: fc.Arbitrary<Scenario> = fc.oneof(
  { weight: 1, arbitrary: anyOfCalls },
  { weight: 3, arbitrary: fc.noBias(anyOfCalls) },
);
