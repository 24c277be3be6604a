/** The controls of the content's scenarios: whatever a reader turns them to must run. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applySettings, changedSettings, type SettingValue } from '../sim/overlay.ts';
import { readScenario } from '../sim/read-scenario.ts';
import { answerSeen } from '../sim/answer-seen.ts';
import { ScenarioError } from '../sim/problem.ts';
import { simulate } from '../sim/run.ts';
import type { Scenario, Tunable } from '../sim/scenario.ts';
import { hashTrace } from '../sim/trace-hash.ts';
import { rulesAt, scenarios, today } from './library.ts';

const all: readonly Scenario[] = [...scenarios].map(([id, content]) => {
  const result = readScenario(content, id);
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join('\n'));
  return result.scenario;
});

function changed(scenario: Scenario, changes: Readonly<Record<string, SettingValue>>): Scenario {
  const result = applySettings(scenario, changes);
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join('\n'));
  return result.scenario;
}

/**
 * Controls that are there to show that they change nothing: throttles are no retries, every managed policy may
 * write logs, and shared interfaces do not count memory.
 */
const IDLE: readonly string[] = [
  'throttled-shards retries',
  'missing-log-permission policy',
  'vpc-cold-start memory',
];

/** Everything a control can stand at; of numbers both ends and what lies between on its steps. */
function positions(control: Tunable): fc.Arbitrary<SettingValue> {
  if (control.control === 'switch') return fc.boolean();
  if (control.control === 'choice') return fc.constantFrom(...control.options.map(({ value }) => value));
  const { min, max, step } = control;
  const steps = Math.floor((max - min) / step);
  return fc.oneof(
    fc.constantFrom(min, max),
    // As a control says it: 0.15, not 3 × 0.05.
    fc.integer({ min: 0, max: steps }).map((count) => Number((min + count * step).toPrecision(12))),
  );
}

describe.each(all)('$id', (scenario) => {
  it('is small enough to be run anew while a control moves', () => {
    const trace = simulate(scenario, rulesAt(today));
    expect(trace.length).toBeLessThan(20_000);
    expect(['horizon', 'drained']).toContain(trace.end.kind);
  });

  it('runs by the rules of every year, or says what was not so then', () => {
    for (let year = 2015; year <= Number(today.slice(0, 4)); year += 1) {
      try {
        expect(simulate(scenario, rulesAt(String(year))).end.kind).not.toBe('law');
      } catch (error) {
        if (!(error instanceof ScenarioError)) throw error;
        for (const { message } of error.problems) expect(message).toMatch(/ at \d{4}-| since \d{4}/);
      }
    }
  });

  it('runs wherever its controls stand, and its address says where', () => {
    const rules = rulesAt(scenario.asOf ?? today);
    const arbitrary = fc
      .tuple(
        ...scenario.tunable.map((control) =>
          fc.option(positions(control).map((value) => [control.key, value] as const)),
        ),
      )
      .map((moved) => Object.fromEntries(moved.filter((move) => move !== null)));
    fc.assert(
      fc.property(arbitrary, (changes) => {
        const other = changed(scenario, changes);
        expect(['horizon', 'drained']).toContain(simulate(other, rules).end.kind);
        expect(changed(scenario, changedSettings(scenario, other))).toEqual(other);
      }),
      { numRuns: 25 },
    );
  });

  it('has controls that all matter', () => {
    const rules = rulesAt(scenario.asOf ?? today);
    const storyOf = (one: Scenario): string => {
      const trace = simulate(one, rules);
      const { caller } = one.settings;
      const seen = Array.from({ length: trace.length }, (_, step) => answerSeen(trace, step, caller, rules));
      return JSON.stringify([hashTrace(trace), trace.places, seen.filter((answer) => answer !== null)]);
    };
    const valuesOf = (control: Tunable): readonly SettingValue[] =>
      control.control === 'switch'
        ? [true, false]
        : control.control === 'choice'
          ? control.options.map(({ value }) => value)
          : [control.min, control.max];
    const matters = (control: Tunable, base: Scenario): boolean => {
      const story = storyOf(base);
      return valuesOf(control).some((value) => storyOf(changed(base, { [control.key]: value })) !== story);
    };
    // A control may matter only once something goes wrong, or beside another one.
    const faulty = { ...scenario, faults: scenario.faults.map((fault) => ({ ...fault, on: true })) };
    for (const control of scenario.tunable) {
      const isHeard =
        [scenario, faulty].some((base) => matters(control, base)) ||
        scenario.tunable.some(
          (other) =>
            other !== control &&
            valuesOf(other).some((value) => matters(control, changed(scenario, { [other.key]: value }))),
        );
      expect(isHeard, `${control.key} changes nothing`).toBe(!IDLE.includes(`${scenario.id} ${control.key}`));
    }
  });
});
