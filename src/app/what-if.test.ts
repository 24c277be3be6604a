import { describe, expect, it } from 'vitest';
import coldStart from '../../content/scenarios/cold-start.json';
import { erasOf } from '../sim/eras.ts';
import { forkAt } from '../sim/fork.ts';
import { tunableValue } from '../sim/overlay.ts';
import { readScenario } from '../sim/read-scenario.ts';
import { createRun } from '../sim/run.ts';
import type { Scenario, Tunable } from '../sim/scenario.ts';
import { readAsOf } from './as-of-date.ts';
import { firstForkable, forkable, forkOf, otherText, otherTextAt } from './what-if.ts';
import { rulesAt } from './rules.ts';

function scenarioOf(file: unknown): Scenario {
  const read = readScenario(file, 'file');
  if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  return read.scenario;
}

const base = scenarioOf(coldStart);

/** A control of a number at the timeout of the function, with a value there. */
function timeout(ms: number, range: object): [Scenario, Tunable] {
  const control = { control: 'number', key: 'timeout', path: 'settings.function.timeoutMs' } as const;
  const scenario = {
    ...base,
    settings: { ...base.settings, function: { ...base.settings.function, timeoutMs: ms } },
  };
  return [
    scenario,
    { ...control, label: 'timeout', unit: 's', at: 'function', per: 1000, min: 0, max: 0, step: 1, ...range },
  ];
}

describe('another value', () => {
  it('of a number is twice as much, or what else there is', () => {
    const range = { min: 1000, max: 60_000, step: 1000 };
    expect(otherText(...timeout(3000, range))).toBe('6');
    expect(otherText(...timeout(40_000, range))).toBe('60');
    expect(otherText(...timeout(60_000, range))).toBe('30');
    expect(otherText(...timeout(0, { min: 0, max: 50_000, step: 1000 }))).toBe('5');
    expect(otherText(...timeout(0, { min: 0, max: 2000, step: 1000 }))).toBe('1');
  });

  it('of a path is another one too, where one can be guessed', () => {
    expect(otherTextAt(base, 'settings.function.timeoutMs')).toBe(
      String(2 * base.settings.function.timeoutMs),
    );
    expect(otherTextAt(base, 'settings.nowhere')).toBe('');
  });

  it('of every control of every scenario is another one, and can stand there', { timeout: 60_000 }, () => {
    const files = import.meta.glob<unknown>('../../content/scenarios/*.json', {
      eager: true,
      import: 'default',
    });
    const fixed: string[] = [];
    for (const file of Object.values(files)) {
      const scenario = scenarioOf(file);
      const rules = rulesAt(readAsOf(scenario.asOf).day);
      for (const [at, control] of forkable(scenario).entries()) {
        const text = otherText(scenario, control);
        const [name, called] = [control.key, control.label];
        const fork = forkOf(scenario, scenario, { name, called, text, atUs: 1000 });
        if ('why' in fork) fixed.push(`${scenario.id} ${fork.why}`);
        else if ('problems' in fork) expect(fork.problems, `${scenario.id} ${name}`).toEqual([]);
        else {
          expect(fork.to).not.toEqual(tunableValue(scenario, control));
          // Planned by the rules of its date: nothing in it is refused.
          if (at < 2)
            createRun(forkAt(scenario, 1000, { [fork.path]: fork.to }, 'what-if', 'what if'), rules);
        }
      }
    }
    expect(firstForkable(base, base)).toBe(forkable(base)[0]!.key);
    // What cannot change in between says why.
    expect(fixed.filter((said) => !said.includes('it cannot change while the scenario runs, '))).toEqual([]);
    expect(fixed.length).toBeLessThan(20);
  });

  it('is told from the one in force, which a fork before may have set', () => {
    const set = { 'settings.function.timeoutMs': 4000 };
    const forked = forkAt(base, 1_000_000, set, 'what-if', 'timeout');
    const inForce = erasOf(forked).at(-1)!.scenario;
    const fork = (text: string) =>
      forkOf(forked, inForce, { name: 'function.timeoutMs', called: 'timeout', text, atUs: 2_000_000 });
    expect(fork('4000')).toEqual({ why: expect.stringContaining('would change nothing') });
    expect(fork('')).toEqual({ why: 'Say what timeout is to be.' });
    expect(fork('soon')).toEqual({ problems: [expect.stringContaining('found "soon"')] });
    expect(fork(String(base.settings.function.timeoutMs))).toMatchObject({
      to: base.settings.function.timeoutMs,
    });
  });
});
