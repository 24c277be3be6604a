/** Random functions: what they do, what they call, and what becomes of events that are queued for them. */
import fc from 'fast-check';
import type { AsyncSettings } from '../settings/async-settings.ts';
import type { FunctionCall, FunctionSettings, NodeHandler } from '../settings/function-settings.ts';
import { backOff, duration, FUNCTIONS, given, maybe, ms, rarely, SINKS } from './any-part.ts';

/** @param later functions that its records may go to: none leads back. */
const asyncSettings = (later: readonly string[]): fc.Arbitrary<AsyncSettings> =>
  fc
    .record({
      maximumRetryAttempts: maybe(fc.nat(2)),
      maximumEventAgeMs: maybe(fc.constantFrom(60_000, 90_000, 21_600_000)),
      retryWaitsMs: maybe(fc.array(ms(3000), { minLength: 1, maxLength: 2 })),
      whenThrottled: maybe(fc.constantFrom('back-off' as const, 'wait' as const)),
      backOff: maybe(backOff),
      deadLetterQueue: maybe(fc.constantFrom(null, 'letters', 'topic')),
      onFailure: maybe(fc.constantFrom(null, 'letters', 'bus', ...later)),
      onSuccess: maybe(fc.constantFrom(null, 'letters', 'bus', ...later)),
    })
    .map((fields) => given(fields));

const node: fc.Arbitrary<NodeHandler> = fc
  .record({
    style: fc.constantFrom('callback' as const, 'async' as const),
    callsBack: maybe(fc.boolean()),
    leftoverMs: maybe(ms(3000)),
    waitsForEmptyEventLoop: maybe(fc.boolean()),
    version: maybe(fc.constantFrom(20, 22)),
  })
  .map((fields) => given(fields));

export const call: fc.Arbitrary<FunctionCall> = fc
  .record({
    to: fc.constantFrom('table', 'store', 'disk', ...FUNCTIONS, ...SINKS),
    times: maybe(fc.integer({ min: 1, max: 2 })),
    perItem: maybe(fc.boolean()),
    connection: maybe(fc.constantFrom('outside' as const, 'inside' as const)),
    invocationType: maybe(fc.constantFrom('RequestResponse' as const, 'Event' as const)),
    onError: maybe(fc.constantFrom('fail' as const, 'go-on' as const)),
  })
  .map((fields) => given(fields));

export const fn = (later: readonly string[]): fc.Arbitrary<FunctionSettings> =>
  fc
    .record({
      memoryMb: fc.constant(128),
      timeoutMs: fc.constantFrom(300, 1000, 3000),
      handlerMs: duration(400),
      perItemMs: maybe(ms(50)),
      createMs: duration(100),
      init: fc.record({
        extensionsMs: fc.constantFrom(0, 0, 20),
        runtimeMs: ms(50),
        functionMs: fc.oneof(
          { weight: 4, arbitrary: duration(200) },
          { weight: 1, arbitrary: fc.constant(10_000) },
        ),
      }),
      connections: maybe(fc.nat(2)),
      shutdownMs: maybe(ms(100)),
      reservedConcurrency: rarely(fc.nat(3)),
      calls: fc.oneof(
        { weight: 2, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.array(call, { minLength: 1, maxLength: 2 }) },
      ),
      async: maybe(asyncSettings(later)),
      node: maybe(node),
      idempotent: maybe(fc.boolean()),
      policies: rarely(
        fc.constantFrom(
          ['AWSLambdaBasicExecutionRole'],
          ['AWSLambdaKinesisExecutionRole'],
          ['AWSLambdaSQSQueueExecutionRole'],
        ),
      ),
      denied: rarely(fc.constantFrom(['sqs:SendMessage'], ['dynamodb:PutItem'], ['logs:PutLogEvents'])),
      trusted: rarely(fc.constant(false)),
      mayPassRole: rarely(fc.constant(false)),
      recursiveLoop: rarely(fc.constantFrom('Terminate' as const, 'Allow' as const)),
    })
    .map((fields) => given(fields));
