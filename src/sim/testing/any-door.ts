/** Random callers, and a random edge. */
import fc from 'fast-check';
import { RETRY_MODES } from '../rules/sync-rules.ts';
import { CallerService, RETRIED_FAILURES, type Caller, type Edge } from '../settings/caller-settings.ts';
import { backOff, duration, given, maybe, rarely } from './any-part.ts';

export const caller: fc.Arbitrary<Caller> = fc
  .record({
    service: maybe(fc.constantFrom(...CallerService.options)),
    invocationType: fc.constantFrom(
      'RequestResponse' as const,
      'RequestResponse' as const,
      'DryRun' as const,
      'Event' as const,
    ),
    permitted: fc.constantFrom(true, true, true, true, true, true, false),
    payloadBytes: rarely(fc.constantFrom(1000, 7_000_000)),
    responseBytes: rarely(fc.constantFrom(1000, 7_000_000)),
    timeoutMs: maybe(fc.constantFrom(200, 1000, 5000)),
    backup: maybe(fc.constantFrom('orders', 'bus')),
    retryMode: maybe(fc.constantFrom(...RETRY_MODES)),
    retries: maybe(
      fc
        .record({ maximum: fc.nat(3), backOff, after: maybe(fc.subarray([...RETRIED_FAILURES])) })
        .map((fields) => given(fields)),
    ),
  })
  .map(({ retryMode, invocationType, retries, ...fields }) => {
    const { service } = fields;
    const isDirect = service === undefined || ['sdk', 'cli', 'invoke-api'].includes(service);
    return given({
      ...fields,
      invocationType: isDirect ? invocationType : 'RequestResponse',
      ...(retryMode && service === 'sdk' ? { retryMode } : {}),
      retries: retries ?? { maximum: 0 },
    });
  });

export const edge: fc.Arbitrary<Edge> = fc
  .record({
    viewerRequest: maybe(fc.constantFrom('second', 'third')),
    originRequest: maybe(fc.constantFrom('second', 'third')),
    originResponse: maybe(fc.constantFrom('second', 'third')),
    viewerResponse: maybe(fc.constantFrom('second', 'third')),
    originMs: duration(100),
    cacheMs: fc.constantFrom(0, 500, 5000),
    objects: fc.integer({ min: 1, max: 3 }),
    choice: maybe(fc.constantFrom('in-turn' as const, 'drawn' as const)),
  })
  .map((fields) => given(fields));
