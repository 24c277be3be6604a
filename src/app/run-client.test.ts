import { describe, expect, it } from 'vitest';
import coldStart from '../../content/scenarios/cold-start.json';
import { readScenario } from '../sim/read-scenario.ts';
import { simulate } from '../sim/run.ts';
import type { Scenario } from '../sim/scenario.ts';
import { statecharts } from '../sim/statechart.ts';
import { handWorkers } from './testing/hand-worker.ts';
import { rulesAt } from './rules.ts';
import { createRunClient } from './run-client.ts';
import type { FromWorker } from './run-messages.ts';
import { TODAY } from './today.ts';

const read = readScenario(coldStart, 'cold-start');
if (!('scenario' in read)) throw new Error('cold-start.json cannot be read');
const scenario: Scenario = read.scenario;
const trace = simulate(scenario, rulesAt(TODAY));

function withWorkers() {
  const { workers, make } = handWorkers();
  const client = createRunClient(make);
  return { client, workers };
}

function done(id: number, hash = 'h'): FromWorker {
  return { kind: 'done', id, rules: rulesAt(TODAY), charts: statecharts, trace, hash };
}

describe('the run client', () => {
  it('starts no worker before the first run', () => {
    const { client, workers } = withWorkers();
    expect(workers).toHaveLength(0);
    client.run('a', scenario, TODAY);
    expect(workers).toHaveLength(1);
    expect(client.store.getState().status).toBe('running');
  });

  it('keeps only the latest wish', () => {
    const { client, workers } = withWorkers();
    client.run('a', scenario, TODAY);
    client.run('b', scenario, TODAY);
    const [worker] = workers;
    worker!.say(done(1, 'first'));
    expect(client.store.getState().status).toBe('running');
    worker!.say(done(2, 'second'));
    expect(client.store.getState()).toMatchObject({ status: 'done', result: { key: 'b', hash: 'second' } });
  });

  it('keeps the last result while the next run is under way, and says how far that is', () => {
    const { client, workers } = withWorkers();
    client.run('a', scenario, TODAY);
    workers[0]!.say(done(1));
    client.run('b', scenario, TODAY);
    workers[0]!.say({ kind: 'progress', id: 2, share: 0.5, atUs: 1, steps: 10 });
    expect(client.store.getState()).toMatchObject({ status: 'running', share: 0.5, result: { key: 'a' } });
  });

  it('says that a worker died, keeps the result and runs again in a new one', () => {
    const { client, workers } = withWorkers();
    client.run('a', scenario, TODAY);
    workers[0]!.say(done(1));
    client.run('b', scenario, TODAY);
    workers[0]!.die('out of memory');
    expect(workers[0]!.terminated).toBe(true);
    expect(client.store.getState()).toMatchObject({
      status: 'crashed',
      message: 'out of memory',
      result: { key: 'a' },
    });
    client.again();
    expect(workers).toHaveLength(2);
    workers[1]!.say(done(3));
    expect(client.store.getState()).toMatchObject({ status: 'done', result: { key: 'b' } });
  });

  it('says it when no worker can be made', () => {
    const client = createRunClient(() => {
      throw new Error('denied');
    });
    client.run('a', scenario, TODAY);
    expect(client.store.getState()).toMatchObject({ status: 'crashed', message: 'denied' });
  });

  it('can be cancelled, and hears nothing of that run any more', () => {
    const { client, workers } = withWorkers();
    client.run('a', scenario, TODAY);
    client.cancel();
    workers[0]!.say(done(1));
    expect(client.store.getState()).toMatchObject({ status: 'cancelled', result: null });
    expect(workers[0]!.heard.at(-1)).toEqual({ kind: 'cancel', id: 1 });
  });

  it('hands on what the rules do not allow', () => {
    const { client, workers } = withWorkers();
    client.run('a', scenario, TODAY);
    const problem = { path: 'x', found: '1', expected: '2', message: 'x: found 1, expected 2' };
    workers[0]!.say({ kind: 'problems', id: 1, problems: [problem], allowedDay: '2020-01-01' });
    expect(client.store.getState()).toMatchObject({
      status: 'problems',
      problems: [problem],
      allowedDay: '2020-01-01',
    });
    client.run('b', scenario, TODAY);
    expect(client.store.getState()).toMatchObject({ problems: [], allowedDay: null });
  });
});
