import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulate } from '../run.ts';
import { summarize } from '../summary.ts';
import { idealRules } from '../testing/ideal-rules.ts';
import { NONE, type Trace } from '../trace.ts';
import { caseScenario, type CaseSettings } from './case-scenario.ts';
import data from './paths.json';

interface PathCase {
  readonly id: string;
  readonly inputs: {
    readonly requests?: readonly (readonly number[])[];
    readonly periodMs?: number;
    readonly durationMs?: number;
    readonly count?: number;
    readonly idleTimeoutMs: number;
    readonly concurrencyLimit?: number | null;
  };
  readonly expected: {
    readonly outcome: string;
    readonly instance?: readonly number[];
    readonly cold?: number;
    readonly warm?: number;
    readonly throttled?: number;
    readonly peakConcurrency?: number;
    readonly peakPool?: number;
  };
}

const LETTERS: Record<string, string> = { waiting: 'C', running: 'W', throttled: 'T' };

/** A letter and an environment for every request, in order of arrival. */
function outcomesOf(trace: Trace): { outcome: string; instance: number[] } {
  const request = trace.kinds.findIndex(({ name }) => name === 'request');
  let outcome = '';
  const instance: number[] = [];
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== request || trace.from[step] !== NONE) continue;
    outcome += LETTERS[trace.kinds[request]!.states[trace.to[step]!]!] ?? '?';
    instance.push(trace.other[step]!);
  }
  return { outcome, instance };
}

function settingsOf({ id, inputs }: PathCase): CaseSettings {
  const { requests, periodMs, durationMs, count } = inputs;
  const shared = {
    id,
    seed: 1,
    idleMs: inputs.idleTimeoutMs,
    concurrencyLimit: inputs.concurrencyLimit ?? null,
    horizonMs: 1e8,
  };
  if (requests !== undefined) {
    const list = requests.map(([atMs, ms]) => ({ atMs: atMs!, durationMs: ms! }));
    return { ...shared, arrivals: { kind: 'list', requests: list }, handlerMs: 0 };
  }
  return {
    ...shared,
    arrivals: { kind: 'constant', everyMs: periodMs!, count: count! },
    handlerMs: durationMs!,
  };
}

describe(data.title, () => {
  it.each(data.cases as readonly PathCase[])('$id', (each) => {
    const trace = simulate(caseScenario(settingsOf(each)), idealRules);
    const { counts, concurrency, environments } = summarize(trace);
    const found = {
      ...outcomesOf(trace),
      cold: counts.cold,
      warm: counts.warm,
      throttled: counts.throttled,
      peakConcurrency: concurrency.max,
      peakPool: environments.max,
    };
    expect(found).toMatchObject(each.expected);
  });
});

/** The same rules once more, written as briefly as they can be: the cases are a few of its runs. */
function bySimpleRules(requests: readonly (readonly [number, number])[], idleMs: number, limit: number) {
  let busy: { untilMs: number; environment: number }[] = [];
  let idle: { sinceMs: number; environment: number }[] = [];
  let outcome = '';
  let made = 0;
  const instance: number[] = [];
  for (const [atMs, durationMs] of [...requests].sort((a, b) => a[0] - b[0])) {
    const ended = busy.filter(({ untilMs }) => untilMs <= atMs);
    busy = busy.filter(({ untilMs }) => untilMs > atMs);
    idle.push(...ended.map(({ untilMs, environment }) => ({ sinceMs: untilMs, environment })));
    idle = idle
      .filter(({ sinceMs }) => atMs - sinceMs < idleMs)
      .sort((a, b) => a.sinceMs - b.sinceMs || a.environment - b.environment);
    if (busy.length >= limit) {
      outcome += 'T';
      instance.push(-1);
      continue;
    }
    const reused = idle.pop();
    outcome += reused ? 'W' : 'C';
    const environment = reused?.environment ?? made++;
    instance.push(environment);
    busy.push({ untilMs: atMs + durationMs, environment });
  }
  return { outcome, instance };
}

describe('any list of requests', () => {
  it('goes by the same rules', () => {
    // Times in steps of 50 ms, so that ends, arrivals and idle limits meet again and again.
    const steps = (min: number, max: number) => fc.integer({ min, max }).map((count) => count * 50);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(steps(0, 200), steps(0, 20)), { maxLength: 60, size: 'max' }),
        steps(1, 40),
        fc.option(fc.integer({ min: 0, max: 8 })),
        (requests, idleMs, concurrencyLimit) => {
          const list = requests.map(([atMs, durationMs]) => ({ atMs, durationMs }));
          const scenario = caseScenario({
            id: 'any-list',
            seed: 1,
            horizonMs: 1e6,
            arrivals: { kind: 'list', requests: list },
            handlerMs: 0,
            idleMs,
            concurrencyLimit,
          });
          expect(outcomesOf(simulate(scenario, idealRules))).toEqual(
            bySimpleRules(requests, idleMs, concurrencyLimit ?? Infinity),
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});
