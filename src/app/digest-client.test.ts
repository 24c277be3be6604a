import { describe, expect, it } from 'vitest';
import coldStart from '../../content/scenarios/cold-start.json';
import { readScenario } from '../sim/read-scenario.ts';
import { createDigestClient, type DigestAsk } from './digest-client.ts';
import { handWorkers, type HandWorker } from './testing/hand-worker.ts';

const read = readScenario(coldStart, 'cold-start');
if (!('scenario' in read)) throw new Error('cold-start.json cannot be read');
const { scenario } = read;

/** Answers the last question with no figures. */
function done(worker: HandWorker): void {
  const digest = { figures: [], levels: [], cutAfter: null };
  worker.say({ kind: 'digest', id: worker.heard.at(-1)!.id, digest });
}

function withWorkers() {
  const { workers, make } = handWorkers();
  const client = createDigestClient(make);
  const kinds = () => [...client.store.getState().outcomes.values()].map(({ kind }) => kind);
  return { client, workers, kinds };
}

const asks = (...keys: readonly string[]): DigestAsk[] =>
  keys.map((key) => ({ key, scenario, asOf: '2018-02-01' }));

describe('the client of runs set side by side', () => {
  it('runs one after the other in one worker, and shows them when all are there', () => {
    const { client, workers } = withWorkers();
    const both = asks('a', 'b');
    client.ask(both);
    const worker = workers[0]!;
    expect(worker.heard).toHaveLength(1);
    expect(worker.heard[0]).toMatchObject({ kind: 'digest', asOf: '2018-02-01' });
    worker.say({ kind: 'progress', id: worker.heard[0]!.id, share: 0.5, atUs: 1, steps: 1 });
    expect(client.store.getState()).toMatchObject({ running: { key: 'a' }, share: 0.5, shown: [] });
    done(worker);
    expect(client.store.getState()).toMatchObject({ running: { key: 'b' }, share: 0, shown: [] });
    worker.say({ kind: 'problems', id: worker.heard[1]!.id, problems: [], allowedDay: '2019-12-03' });
    expect(client.store.getState()).toMatchObject({ running: null, shown: both });
    expect(client.store.getState().outcomes.get('b')).toMatchObject({ allowedDay: '2019-12-03' });
    expect(workers).toHaveLength(1);
  });

  it('gives up what is no longer wanted, hears nothing more of it, and keeps the last set on show', () => {
    const { client, workers } = withWorkers();
    const first = asks('a');
    client.ask(first);
    const worker = workers[0]!;
    done(worker);
    client.ask(asks('b', 'c'));
    const given = worker.heard.at(-1)!.id;
    client.ask(asks('d'));
    expect(worker.heard.slice(-2)).toMatchObject([{ kind: 'cancel', id: given }, { kind: 'digest' }]);
    worker.say({ kind: 'digest', id: given, digest: { figures: [], levels: [], cutAfter: null } });
    expect([...client.store.getState().outcomes.keys()]).toEqual(['a']);
    expect(client.store.getState().shown).toBe(first);
    client.cancel();
    expect(client.store.getState().running).toBeNull();
    expect(worker.heard.at(-1)).toMatchObject({ kind: 'cancel' });
  });

  it('does not run again what it has run', () => {
    const { client, workers } = withWorkers();
    client.ask(asks('a', 'b'));
    const worker = workers[0]!;
    done(worker);
    done(worker);
    client.ask(asks('b', 'c'));
    expect(worker.heard).toHaveLength(3);
    done(worker);
    expect(client.store.getState().shown.map(({ key }) => key)).toEqual(['b', 'c']);
    client.ask(asks('a', 'b'));
    expect(worker.heard).toHaveLength(3);
    expect(client.store.getState().shown.map(({ key }) => key)).toEqual(['a', 'b']);
  });

  it('goes on with another worker when one dies, and runs again what crashed', () => {
    const { client, workers, kinds } = withWorkers();
    client.ask(asks('a', 'b'));
    workers[0]!.die('out of memory');
    expect(workers[0]!.terminated).toBe(true);
    done(workers[1]!);
    expect(kinds()).toEqual(['crashed', 'ran']);
    client.again();
    done(workers[1]!);
    expect(kinds()).toEqual(['ran', 'ran']);
    expect(client.store.getState().running).toBeNull();
  });
});
