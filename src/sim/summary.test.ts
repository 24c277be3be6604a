import { describe, expect, it } from 'vitest';
import { measureOf, measures, summarize } from './summary.ts';
import { traceOf, type Line } from './testing/trace-of.ts';

const SECOND = 1_000_000;

/** One cold request (0 to 4 s), one warm (6 to 7 s), one throttled while the second runs, one still running at 20 s. */
const lines: Line[] = [
  [0, 'environment 0', 'create'],
  [0, 'request 0', 'waiting', { other: 0 }],
  [1 * SECOND, 'environment 0', 'init.function'],
  [3 * SECOND, 'environment 0', 'invoke.handler'],
  [3 * SECOND, 'request 0', 'running', { other: 0 }],
  [4 * SECOND, 'environment 0', 'frozen'],
  [4 * SECOND, 'request 0', 'succeeded'],
  [6 * SECOND, 'environment 0', 'invoke.handler'],
  [6 * SECOND, 'request 1', 'running', { other: 0 }],
  [6.5 * SECOND, 'request 2', 'throttled'],
  [7 * SECOND, 'environment 0', 'frozen'],
  [7 * SECOND, 'request 1', 'failed', { reason: 'timeout: function' }],
  [10 * SECOND, 'environment 0', 'retired'],
  [16 * SECOND, 'environment 1', 'create'],
  [16 * SECOND, 'request 3', 'waiting', { other: 1 }],
];

describe('summarize', () => {
  const summary = summarize(traceOf(lines, 20 * SECOND));

  it('counts what became of the requests', () => {
    expect(summary.counts).toEqual({
      offered: 4,
      accepted: 3,
      throttled: 1,
      denied: 0,
      refused: 0,
      serviceError: 0,
      checked: 0,
      cold: 2,
      warm: 1,
      succeeded: 1,
      failed: 1,
      inFlight: 1,
      initRepeated: 0,
      initFailed: 0,
      initOverLimit: 0,
      timedOut: 1,
    });
  });

  it('measures latency from arrival to end', () => {
    expect(summary.latencyMs).toEqual({ mean: 2500, p50: 1000, p95: 4000, p99: 4000, max: 4000 });
  });

  it('weights concurrency by time', () => {
    // 4 s cold + 1 s warm + 4 s in flight of 20 s stand at 1.
    expect(summary.concurrency).toEqual({ mean: 9 / 20, p50: 0, p95: 1, p99: 1, max: 1 });
  });

  it('takes the nearest rank of time: the lowest level that stands for the share or longer', () => {
    const half: Line[] = [
      [10 * SECOND, 'request 0', 'running'],
      [19 * SECOND, 'request 1', 'running'],
      [20 * SECOND, 'request 0', 'failed'],
    ];
    // 10 s at 0, 9 s at 1, 1 s at 2.
    expect(summarize(traceOf(half)).concurrency).toEqual({ mean: 11 / 20, p50: 0, p95: 1, p99: 2, max: 2 });
  });

  it('measures environments', () => {
    expect(summary.environments).toEqual({
      mean: 14 / 20,
      max: 1,
      meanIdle: 5 / 20,
      created: 2,
      retired: 1,
      meanLifespanMs: 10_000,
    });
  });

  it('leaves out a warm-up', () => {
    const later = summarize(traceOf(lines, 20 * SECOND), { fromUs: 5 * SECOND });
    expect(later.counts).toMatchObject({ offered: 3, accepted: 2, cold: 1, warm: 1, failed: 1, inFlight: 1 });
    expect(later.latencyMs.mean).toBe(1000);
    expect(later.concurrency.mean).toBeCloseTo(5 / 15, 12);
    // The environment made before is alive, but neither created nor retired within the time measured.
    expect(later.environments).toMatchObject({ mean: 9 / 15, created: 1, retired: 0, meanLifespanMs: null });
  });

  it('counts what stands already when the measuring begins', () => {
    const within = summarize(traceOf(lines.slice(0, 7), 4 * SECOND), { fromUs: 3.5 * SECOND });
    expect(within.concurrency).toMatchObject({ mean: 1, max: 1 });
    expect(within.environments.max).toBe(1);
  });

  it('has no figures where nothing happened', () => {
    const empty = summarize(traceOf([], 0));
    expect(empty.latencyMs).toEqual({ mean: null, p50: null, p95: null, p99: null, max: null });
    expect(empty.concurrency.mean).toBeNull();
    expect(empty.environments.meanLifespanMs).toBeNull();
    expect(empty.counts.offered).toBe(0);
  });

  it('takes the nearest rank', () => {
    const many: Line[] = Array.from({ length: 100 }, (_, n): Line[] => [
      [n * SECOND, `request ${String(n)}`, 'running'],
      [n * SECOND + (n + 1) * 1000, `request ${String(n)}`, 'succeeded'],
    ]).flat();
    expect(summarize(traceOf(many)).latencyMs).toEqual({ mean: 50.5, p50: 50, p95: 95, p99: 99, max: 100 });
  });

  it('counts initialisations repeated, failed and cut off', () => {
    const { counts } = summarize(
      traceOf([
        [0, 'environment 0', 'create'],
        [1, 'environment 0', 'invoke.init', { reason: 'init: over the limit' }],
        [2, 'environment 0', 'reset', { reason: 'init: failed again' }],
        [3, 'environment 0', 'invoke.init'],
      ]),
    );
    expect(counts).toMatchObject({ initRepeated: 2, initFailed: 1, initOverLimit: 1 });
  });

  it('offers every figure as a measure, and no other', () => {
    for (const measure of measures) {
      const [group, key] = measure.split('.');
      expect(summary[group as 'counts'], measure).toHaveProperty(key!);
    }
    const keys = (['counts', 'latencyMs', 'concurrency', 'environments'] as const).flatMap((group) =>
      Object.keys(summary[group]).map((key) => `${group}.${key}`),
    );
    expect([...measures].sort()).toEqual(keys.sort());
    expect(measureOf(summary, 'counts.cold')).toBe(2);
    expect(measureOf(summary, 'counts.lukewarm')).toBeNull();
    expect(measureOf(summary, 'series.0')).toBeNull();
  });
});

describe('the series', () => {
  it('has a row for every minute', () => {
    const { series } = summarize(
      traceOf(
        [
          [0, 'environment 0', 'create'],
          [0, 'request 0', 'waiting'],
          [61 * SECOND, 'request 0', 'running'],
          [62 * SECOND, 'request 0', 'succeeded'],
          [62 * SECOND, 'environment 0', 'frozen'],
          [125 * SECOND, 'request 1', 'throttled'],
          [240 * SECOND, 'environment 0', 'retired'],
        ],
        240 * SECOND,
      ),
      { series: true },
    );
    const row = { offered: 0, cold: 0, throttled: 0, succeeded: 0, failed: 0, environmentsMax: 1 };
    expect(series).toEqual([
      { ...row, minute: 0, offered: 1, cold: 1, concurrencyMax: 1 },
      { ...row, minute: 1, succeeded: 1, concurrencyMax: 1 },
      { ...row, minute: 2, offered: 1, throttled: 1, concurrencyMax: 0 },
      { ...row, minute: 3, concurrencyMax: 0 },
    ]);
  });

  it('is one minute long for a run without time', () => {
    expect(summarize(traceOf([[0, 'request 0', 'denied']]), { series: true }).series).toHaveLength(1);
  });
});
