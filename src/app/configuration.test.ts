import { describe, expect, it } from 'vitest';
import coldStart from '../../content/scenarios/cold-start.json';
import { readScenario } from '../sim/read-scenario.ts';
import {
  configurationOf,
  configurationWords,
  printConfiguration,
  readConfiguration,
} from './configuration.ts';
import { readLab } from './route.ts';

const read = readScenario(coldStart, 'cold-start');
if (!('scenario' in read)) throw new Error('cold-start.json cannot be read');
const base = read.scenario;
const made = [
  { id: 'x', title: 'fails from 5 s on', on: true, kind: 'function-error' as const, fromMs: 5000 },
];

describe('a configuration', () => {
  it('is what makes the run, without where the reader stands', () => {
    const address = readLab(base, {
      idle: '12',
      seed: '5',
      asof: '2021-01-01',
      t: '3',
      panel: 'logs',
      made: JSON.stringify(made),
    });
    const text = printConfiguration(base, configurationOf(address));
    expect(text).not.toMatch(/panel|t=/);
    expect(configurationOf(readConfiguration(base, text))).toEqual(configurationOf(address));
    expect(readConfiguration(base, text).scenario).toEqual(address.scenario);
  });

  it('of the scenario as it is is empty', () => {
    expect(printConfiguration(base, configurationOf(readLab(base, { t: '3' })))).toBe('');
    expect(configurationWords(base, '')).toBe('');
  });

  it('is told in the words of its controls', () => {
    const control = base.tunable.find(({ key }) => key === 'idle')!;
    const text = printConfiguration(base, {
      changes: { idle: '12', permitted: 'off' },
      seed: 5,
      asOf: '2018-02-01',
      made,
    });
    expect(configurationWords(base, text)).toMatch(
      new RegExp(
        `^${control.label} 12\\u202f${'unit' in control ? control.unit : ''}, .* off, fails from 5 s on, seed 5, rules of 1 Feb 2018$`,
      ),
    );
  });
});
