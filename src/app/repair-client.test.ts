import { describe, expect, it } from 'vitest';
import coldStart from '../../content/scenarios/cold-start.json';
import { readScenario } from '../sim/read-scenario.ts';
import { createRepairClient, type RepairAsk } from './repair-client.ts';
import { handWorkers, type HandWorker } from './testing/hand-worker.ts';

const read = readScenario(coldStart, 'cold-start');
if (!('scenario' in read)) throw new Error('cold-start.json cannot be read');
const { scenario } = read;

const ask = (key: string, seeds: readonly number[]): RepairAsk => ({
  key,
  runs: seeds.map((seed) => ({ ...scenario, seed })),
  asOf: '2026-11-20',
  measures: ['counts.cold'],
});

function answer(worker: HandWorker, found: number): void {
  worker.say({ kind: 'goal', id: worker.heard.at(-1)!.id, found: [found] });
}

describe('the client of repairs', () => {
  it('runs one seed after the other, and keeps what each comes to', () => {
    const { workers, make } = handWorkers();
    const client = createRepairClient(make);
    client.check(ask('a', [1, 2, 3]));
    const worker = workers[0]!;
    expect(worker.heard).toMatchObject([{ kind: 'goal', measures: ['counts.cold'], scenario: { seed: 1 } }]);
    answer(worker, 5);
    expect(worker.heard.at(-1)).toMatchObject({ scenario: { seed: 2 } });
    worker.say({ kind: 'problems', id: worker.heard.at(-1)!.id, problems: [], allowedDay: null });
    answer(worker, 7);
    expect(client.store.getState().found).toEqual([[5], null, [7]]);
    expect(worker.heard).toHaveLength(3);
  });

  it('asks nothing twice, and gives up what is no longer wanted', () => {
    const { workers, make } = handWorkers();
    const client = createRepairClient(make);
    client.check(ask('a', [1, 2]));
    client.check(ask('a', [1, 2]));
    const worker = workers[0]!;
    expect(worker.heard).toHaveLength(1);
    const given = worker.heard[0]!.id;
    client.check(ask('b', [1, 2]));
    expect(worker.heard.slice(1)).toMatchObject([{ kind: 'cancel', id: given }, { kind: 'goal' }]);
    worker.say({ kind: 'goal', id: given, found: [9] });
    expect(client.store.getState()).toMatchObject({ ask: { key: 'b' }, found: [] });
    client.cancel();
    expect(client.store.getState()).toMatchObject({ ask: null, found: [] });
  });

  it('says that its worker died, and goes on with another where it stopped', () => {
    const { workers, make } = handWorkers();
    const client = createRepairClient(make);
    client.check(ask('a', [1, 2]));
    answer(workers[0]!, 5);
    workers[0]!.die('out of memory');
    expect(client.store.getState()).toMatchObject({ crashed: 'out of memory', found: [[5]] });
    client.again();
    expect(workers[1]!.heard).toMatchObject([{ kind: 'goal', scenario: { seed: 2 } }]);
    answer(workers[1]!, 6);
    expect(client.store.getState()).toMatchObject({ crashed: '', found: [[5], [6]] });
    client.destroy();
    expect(workers[1]!.terminated).toBe(true);
  });
});
