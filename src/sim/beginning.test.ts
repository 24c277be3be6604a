import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import today from '../../content/content-date.json';
import { beginningsOf } from './beginning.ts';
import { forkAt } from './fork.ts';
import { simulate } from './run.ts';
import { Scenario } from './scenario.ts';
import { realRules } from './testing/real-rules.ts';

function read(id: string): Scenario {
  const url = new URL(`../../content/scenarios/${id}.json`, import.meta.url);
  return Scenario.parse(JSON.parse(readFileSync(url, 'utf8')));
}

/** What the first step with a reason began with, a word or two each. */
function began(scenario: Scenario, reason: string, nth = 0): string[] {
  const trace = simulate(scenario, realRules(scenario.asOf ?? today.today));
  const steps = Array.from({ length: trace.length }, (_, step) => step);
  const step = steps.filter((one) => trace.reasons[trace.reason[one]!] === reason)[nth]!;
  return beginningsOf(trace, scenario, step).map((beginning) => {
    switch (beginning.kind) {
      case 'arrival':
        return `arrival ${beginning.nth} at ${beginning.at}, ${beginning.pattern.kind}`;
      case 'setting':
        return `setting ${beginning.path} ${JSON.stringify(beginning.value)}`;
      default:
        return `${beginning.kind} ${beginning.id}`;
    }
  });
}

describe('what a chain of causes began with', () => {
  it('is an arrival, and the fault that struck it', () => {
    const scenario = read('dead-letter-queue');
    const [fault] = scenario.faults;
    expect(began(scenario, 'sent: dead letter')).toEqual([
      'arrival 2 at uploads, list',
      `fault ${fault!.id}`,
    ]);
    expect(began(read('outcomes'), 'handler: crashed').at(-1)).toMatch(/^fault /);
    expect(began(read('outcomes'), 'handler: returned')).toHaveLength(1);
  });

  it('is an arrival, and the setting that decided', () => {
    const scenario = read('reserved-too-low');
    const { reservedConcurrency } = scenario.settings.function;
    const [arrival, setting] = began(scenario, 'throttled: reserved concurrency');
    expect(arrival).toMatch(/^arrival \d+ at caller, /);
    expect(setting).toBe(`setting settings.function.reservedConcurrency ${reservedConcurrency}`);
  });

  it('is what an operator changes, or a mapping that is set', () => {
    expect(began(read('rollback-by-repointing'), 'published: before the run')[0]).toMatch(/^setting /);
    expect(began(read('code-storage-full'), 'refused: code storage full')[0]).toMatch(/^change /);
    expect(began(read('blocked-shard'), 'polling: may read')[0]).toMatch(/^setting settings\.mappings\./);
  });

  it('is the change of a setting where it was changed on the way', () => {
    const scenario = forkAt(
      read('reserved-too-low'),
      1_000_000,
      { 'settings.function.reservedConcurrency': 1 },
      'fewer',
      'Fewer are reserved',
    );
    const trace = simulate(scenario, realRules(scenario.asOf ?? today.today));
    const last = Array.from({ length: trace.length }, (_, step) => step).findLast(
      (step) => trace.reasons[trace.reason[step]!] === 'throttled: reserved concurrency',
    )!;
    expect(trace.at[last]).toBeGreaterThan(1_000_000);
    expect(beginningsOf(trace, scenario, last)).toMatchObject([
      { kind: 'arrival' },
      { kind: 'change', id: 'fewer' },
    ]);
  });
});
