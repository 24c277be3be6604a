/** The controls of the content's scenarios: whatever a reader turns them to must run. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applySettings, changedSettings, type SettingValue } from '../sim/overlay.ts';
import { readScenario } from '../sim/read-scenario.ts';
import { simulate } from '../sim/run.ts';
import type { Scenario, Tunable } from '../sim/scenario.ts';
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

/** Everything a control can stand at; of numbers both ends and what lies between on its steps. */
function positions(control: Tunable): fc.Arbitrary<SettingValue> {
  if (control.control === 'switch') return fc.boolean();
  if (control.control === 'choice') return fc.constantFrom(...control.options.map(({ value }) => value));
  const { min, max, step } = control;
  const steps = Math.floor((max - min) / step);
  return fc.oneof(
    fc.constantFrom(min, max),
    fc.integer({ min: 0, max: steps }).map((count) => min + count * step),
  );
}

describe.each(all)('$id', (scenario) => {
  it('is small enough to be watched', () => {
    const trace = simulate(scenario, rulesAt(today));
    expect(trace.length).toBeLessThan(400);
    expect(['horizon', 'drained']).toContain(trace.end.kind);
  });

  it('runs by the rules of every year, or says since when what it needs exists', () => {
    for (let year = 2015; year <= Number(today.slice(0, 4)); year += 1) {
      const rules = rulesAt(String(year));
      if (rules.notYet['provisioned-concurrency'] !== undefined && scenario.settings.readyEnvironments) {
        expect(() => simulate(scenario, rules)).toThrow(
          `settings.readyEnvironments: found 3, expected 0 at ${year}-01-01: provisioned concurrency exists since 2019-12-03.`,
        );
      } else {
        expect(simulate(scenario, rules).end.kind).not.toBe('law');
      }
    }
  });

  it('runs wherever its controls stand, and its address says where', () => {
    const rules = rulesAt(today);
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
      { numRuns: 60 },
    );
  });

  it('has controls that all matter', () => {
    const rules = rulesAt(today);
    const storyOf = (one: Scenario): string => {
      const trace = simulate(one, rules);
      return JSON.stringify([
        ...trace.at.subarray(0, trace.length),
        ...trace.to.subarray(0, trace.length),
        ...trace.other.subarray(0, trace.length),
      ]);
    };
    // A control may matter only once something goes wrong.
    const faulty = { ...scenario, faults: scenario.faults.map((fault) => ({ ...fault, on: true })) };
    for (const control of scenario.tunable) {
      const values =
        control.control === 'switch'
          ? [true, false]
          : control.control === 'choice'
            ? control.options.map(({ value }) => value)
            : [control.min, control.max];
      const differs = [scenario, faulty].some((base) =>
        values.some((value) => storyOf(changed(base, { [control.key]: value })) !== storyOf(base)),
      );
      expect(differs, `${control.key} changes nothing`).toBe(true);
    }
  });
});
