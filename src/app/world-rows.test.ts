import { describe, expect, it } from 'vitest';
import coldStart from '../../content/scenarios/cold-start.json';
import poison from '../../content/scenarios/poison-message.json';
import { readScenario } from '../sim/read-scenario.ts';
import { simulate } from '../sim/run.ts';
import { worldAt } from '../sim/world.ts';
import { rulesAt } from './rules.ts';
import { TODAY } from './today.ts';
import { worldRows } from './world-rows.ts';

function at(file: unknown, atUs: number) {
  const read = readScenario(file, 'file');
  if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  const trace = simulate(read.scenario, rulesAt(TODAY));
  return { trace, world: worldAt(trace, atUs), kinds: worldRows(trace, worldAt(trace, atUs)) };
}

describe('the world at a moment as rows', () => {
  it('is nothing before anything happened', () => {
    expect(at(coldStart, 0).kinds).toEqual([]);
  });

  it('names everything that is there, its state and what that means', () => {
    const { kinds } = at(coldStart, 2_000_000);
    expect(kinds.map(({ kind }) => kind)).toEqual(['environment', 'request', 'function']);
    const [environment] = kinds[0]!.rows;
    expect(environment).toMatchObject({ name: 'environment 1', state: 'init.function', about: 'request 1' });
    expect(environment!.means).not.toBe('');
    expect(kinds[1]!.rows[0]).toMatchObject({ name: 'request 1', state: 'waiting', about: 'environment 1' });
  });

  it('has a row for each actor, and says how many are in each state', () => {
    const { world, kinds } = at(poison, 20_000_000);
    const messages = kinds.find(({ kind }) => kind === 'message')!;
    expect(messages.rows).toHaveLength(world.actors['message']!.length);
    expect(messages.states.reduce((sum, [, count]) => sum + count, 0)).toBe(messages.rows.length);
    expect(new Set(messages.rows.map(({ name }) => name)).size).toBe(messages.rows.length);
  });
});
