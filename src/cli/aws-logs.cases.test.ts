/**
 * The model against real AWS: five request logs of 28 hours each, measured on Lambda in 2020
 * (us-east-1, 128 MB, Poisson arrivals; MIT-licensed data of N. Mahmoudi and H. Khazaei). The logs are not
 * part of the project: the check runs where AWS_LOGS names their folder or they lie beside it.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseArrivalsCsv } from '../sim/arrivals-csv.ts';
import { IdlePool } from '../sim/idle-pool.ts';
import { createStream } from '../sim/random.ts';
import { KeepPreset } from '../sim/rules.ts';
import { simulate } from '../sim/run.ts';
import { summarize } from '../sim/summary.ts';
import { coldStart, freeRules } from './bench-scenarios.ts';

const folder = process.env['AWS_LOGS'] ?? '../shared/reference/aws-traces';
const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.csv')) : [];

interface Log {
  readonly name: string;
  readonly requests: { atMs: number; durationMs?: number }[];
  readonly environment: readonly string[];
  readonly cold: readonly boolean[];
}

const logs: Log[] = names.map((name) => {
  const { requests, extra } = parseArrivalsCsv(readFileSync(path.join(folder, name), 'utf8'), name);
  return {
    name,
    requests,
    environment: extra['environment']!,
    cold: extra['cold']!.map((text) => text === '1'),
  };
});

/** The preset fitted on these logs and no others, as the project's facts have it. */
function preset2020(): KeepPreset {
  const facts = JSON.parse(readFileSync('content/facts/measurements.json', 'utf8')) as {
    id: string;
    history: { value: unknown }[];
  }[];
  const values = facts
    .find((fact) => fact.id === 'idle-recycle-measured')!
    .history.map((entry) => entry.value);
  return KeepPreset.parse(values.find((value) => (value as { id: string }).id === '2020'));
}

describe.skipIf(logs.length === 0)('against real logs of 2020', () => {
  test('predicts their cold starts: mean relative error of the count at most 10 %', () => {
    const keep = preset2020();
    const errors = logs.map((log) => {
      const base = coldStart(0);
      const scenario = {
        ...base,
        settings: {
          ...base.settings,
          function: { ...base.settings.function, init: { extensionsMs: 0, runtimeMs: 0, functionMs: 0 } },
          keep: { preset: '2020' },
          warmEnvironments: 1,
        },
        arrivals: { kind: 'list' as const, requests: log.requests },
      };
      const { counts } = summarize(simulate(scenario, { ...freeRules, keepPresets: [keep] }));
      const real = log.cold.filter(Boolean).length;
      return { log: log.name, real, predicted: counts.cold, error: Math.abs(counts.cold - real) / real };
    });
    const mean = errors.reduce((sum, { error }) => sum + error, 0) / errors.length;
    expect(mean, JSON.stringify(errors, null, 1)).toBeLessThanOrEqual(0.1);
  });

  test('takes the environment AWS took, where it can be told, in at least 99 % of reuses', () => {
    let told = 0;
    let agreed = 0;
    for (const log of logs) {
      const lastUse = new Map(log.environment.map((environment, index) => [environment, index]));
      const slots = [...lastUse.keys()];
      const pool = new IdlePool('most-recently-used', createStream(1, 'routing'), (slot) => slot);
      let busy: { untilMs: number; slot: number }[] = [];
      const idle = new Set<number>();
      log.requests.forEach((request, index) => {
        busy.sort((a, b) => a.untilMs - b.untilMs);
        while (busy.length > 0 && busy[0]!.untilMs <= request.atMs) {
          const { slot, untilMs } = busy.shift()!;
          pool.add(slot, false, untilMs * 1000);
          idle.add(slot);
        }
        const slot = slots.indexOf(log.environment[index]!);
        // With one candidate there is no choice. One that is never used again is not in the pool: it
        // may have been retired already, so it cannot be told whether it was a candidate.
        if (idle.size > 1 && idle.has(slot)) {
          told++;
          if (pool.choose() === slot) agreed++;
        }
        if (idle.delete(slot)) pool.remove(slot, false);
        // Durations were measured by the caller: an environment can be used again a moment before the end told there.
        busy = busy.filter((entry) => entry.slot !== slot);
        if (lastUse.get(log.environment[index]!)! > index) {
          busy.push({ untilMs: request.atMs + request.durationMs!, slot });
        }
      });
    }
    expect(told).toBeGreaterThan(1000);
    expect(agreed / told).toBeGreaterThanOrEqual(0.99);
  });
});
