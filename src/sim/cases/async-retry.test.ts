import { describe, expect, it } from 'vitest';
import { simulate } from '../run.ts';
import type { AsyncSettings } from '../settings/async-settings.ts';
import { idealRules } from '../testing/ideal-rules.ts';
import data from './async-retry.json';
import { eventScenario, failing, timesInto } from './event-scenario.ts';

interface AsyncCase {
  readonly id: string;
  readonly inputs: {
    readonly events?: number;
    readonly pFailPerAttempt?: number;
    readonly alwaysFails?: boolean;
    readonly alwaysThrottled?: boolean;
    readonly durationMs?: number;
    readonly maximumRetryAttempts?: number;
    readonly maximumEventAgeMs?: number;
    readonly waitsMs?: number[];
    readonly firstWaitMs?: number;
    readonly factor?: number;
    readonly capMs?: number;
    readonly jitter?: number;
  };
  readonly expected: {
    readonly pDeadLetter?: number;
    readonly meanInvocations?: number;
    readonly dead95?: number[];
    readonly attempts?: number;
    readonly attemptStartsMs?: number[];
    readonly discardedAtMs?: number;
    readonly firstTen?: number[];
    readonly lastAttemptMs?: number;
  };
  readonly tolerance: Readonly<Record<string, string | { readonly abs: number; readonly forEvents: number }>>;
}

function settingsOf({ inputs }: AsyncCase): AsyncSettings {
  const { maximumRetryAttempts, maximumEventAgeMs, waitsMs, firstWaitMs, factor, capMs, jitter } = inputs;
  return {
    ...(maximumRetryAttempts === undefined ? {} : { maximumRetryAttempts }),
    ...(maximumEventAgeMs === undefined ? {} : { maximumEventAgeMs }),
    ...(waitsMs === undefined ? {} : { retryWaitsMs: waitsMs }),
    ...(firstWaitMs === undefined
      ? {}
      : { backOff: { firstMs: firstWaitMs, factor: factor!, capMs: capMs!, jitter: jitter! } }),
  };
}

const cases = data.cases as readonly AsyncCase[];
const exact = cases.filter(({ inputs }) => inputs.events === undefined);
const byChance = cases.filter(({ inputs }) => inputs.events !== undefined);

describe(data.title, () => {
  it.each(exact)('$id', (each) => {
    const { inputs, expected } = each;
    const trace = simulate(
      eventScenario({
        id: each.id,
        horizonMs: 1e9,
        arrivals: { kind: 'list', requests: [{ atMs: 0 }] },
        handlerMs: inputs.durationMs ?? 0,
        async: settingsOf(each),
        faults: inputs.alwaysFails ? [failing()] : [],
        // Always throttled: the account has nothing left for it.
        ...(inputs.alwaysThrottled ? { concurrencyLimit: 0 } : {}),
      }),
      idealRules,
    );
    const starts = timesInto(trace, 'event', 'trying');
    const given = [
      ...timesInto(trace, 'event', 'retries exhausted'),
      ...timesInto(trace, 'event', 'expired'),
    ];
    expect(given).toHaveLength(1);
    const found = {
      attempts: starts.length,
      attemptStartsMs: starts,
      discardedAtMs: given[0],
      firstTen: starts.slice(0, 10),
      lastAttemptMs: starts.at(-1),
    };
    expect(found).toMatchObject(expected);
  });

  it.each(byChance)('$id', { timeout: 60_000 }, (each) => {
    const { inputs, expected, tolerance } = each;
    const trace = simulate(
      eventScenario({
        id: each.id,
        horizonMs: 1e9,
        arrivals: { kind: 'constant', everyMs: 1, count: inputs.events! },
        handlerMs: 1,
        async: { ...settingsOf(each), deadLetterQueue: 'dead' },
        settings: { resources: { dead: { type: 'target', service: 'sqs' } } },
        faults: [failing(inputs.pFailPerAttempt)],
      }),
      idealRules,
    );
    expect(trace.end.kind).toBe('drained');
    const events = inputs.events!;
    const dead = timesInto(trace, 'delivery', 'delivered').length;
    const found: Record<string, number> = {
      pDeadLetter: dead / events,
      meanInvocations: timesInto(trace, 'event', 'trying').length / events,
    };
    for (const [key, allowed] of Object.entries(tolerance)) {
      if (typeof allowed === 'string') throw new Error(`${key} is exact`);
      expect(allowed.forEvents).toBe(events);
      const value = expected[key as 'pDeadLetter' | 'meanInvocations']!;
      expect(
        Math.abs(found[key]! - value),
        `${key}: found ${found[key]}, expected ${value}`,
      ).toBeLessThanOrEqual(allowed.abs);
    }
    expect(dead).toBeGreaterThanOrEqual(expected.dead95![0]!);
    expect(dead).toBeLessThanOrEqual(expected.dead95![1]!);
  });
});
