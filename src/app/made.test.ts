import { describe, expect, it } from 'vitest';
import coldStart from '../../content/scenarios/cold-start.json';
import { readScenario } from '../sim/read-scenario.ts';
import { isFault, readMade, withMade, withNewIds, type Made } from './made.ts';
import { printLab, readLab } from './route.ts';

const read = readScenario(coldStart, 'cold-start');
if (!('scenario' in read)) throw new Error('cold-start.json cannot be read');
const base = read.scenario;

const error: Made = {
  id: 'made-error',
  title: 'the function fails',
  on: true,
  kind: 'function-error',
  fromMs: 5000,
};
const off: Made = {
  id: 'made-off',
  title: 'concurrency 0',
  on: true,
  kind: 'put-function-concurrency',
  atMs: 8000,
  reserved: 0,
};

describe('what the reader made happen', () => {
  it('is laid over the scenario after its own faults and changes', () => {
    const laid = withMade(base, [error, off]);
    if (!('scenario' in laid)) throw new Error(laid.problems.join());
    expect(laid.scenario.faults).toEqual([...base.faults, error]);
    expect(laid.scenario.changes).toEqual([off]);
    expect([isFault(error), isFault(off)]).toEqual([true, false]);
  });

  it('goes through an address', () => {
    const search = printLab(base, { made: [error, off] });
    const address = readLab(base, search);
    expect(address.problems).toEqual([]);
    expect(address.made).toEqual([error, off]);
    expect(address.scenario.faults.at(-1)).toEqual(error);
    expect(address.scenario.changes).toEqual([off]);
  });

  it('is named and left out where it is not what the schema says', () => {
    for (const text of ['soon', '{}', '[1]', '[{"kind":"earthquake","id":"x"}]', '[{"kind":"timeout"}]']) {
      const problems: string[] = [];
      expect(readMade(base, text, problems)).toEqual({ made: [], scenario: base });
      expect(problems[0]).toMatch(/^made: /);
    }
  });

  it('has ids that nothing has yet', () => {
    const laid = withMade(base, [error]);
    if (!('scenario' in laid)) throw new Error(laid.problems.join());
    expect(withNewIds(laid.scenario, [error, error, off]).map(({ id }) => id)).toEqual([
      'made-error-2',
      'made-error-3',
      'made-off',
    ]);
  });

  it('has no id a second time', () => {
    const problems: string[] = [];
    expect(readMade(base, JSON.stringify([error, error]), problems).made).toEqual([]);
    expect(problems[0]).toContain('a second time');
  });
});
