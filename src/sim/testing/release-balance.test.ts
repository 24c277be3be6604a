import { expect, test } from 'vitest';
import { simulate } from '../run.ts';
import type { Scenario } from '../scenario.ts';
import type { Trace } from '../trace.ts';
import { idealRules } from './ideal-rules.ts';
import { releaseImbalances } from './release-balance.ts';
import { smallScenario } from './small-scenario.ts';

/** Requests to an alias that is pointed from version 1 to version 2, and a change that is refused. */
const scenario: Scenario = {
  ...smallScenario({
    requests: [0, 1000, 3000],
    function: {
      revisions: { next: {} },
      versions: { 1: {}, 2: { revision: 'next' } },
      aliases: { live: { version: '1' } },
    },
    settings: { caller: { invocationType: 'RequestResponse', permitted: true, invokes: 'function:live' } },
  }),
  changes: [
    { kind: 'update-alias', id: 'to-2', title: '', on: true, atMs: 2000, alias: 'live', version: '2' },
    { kind: 'update-alias', id: 'to-9', title: '', on: true, atMs: 2500, alias: 'live', version: '9' },
  ],
};
const trace = simulate(scenario, idealRules);

const kind = (name: string) => trace.kinds.findIndex((one) => one.name === name);
const state = (name: string, of: string) => trace.kinds[kind(name)]!.states.indexOf(of);

/** The trace with some of its steps told otherwise. */
function tampered(tamper: (columns: Trace, step: number) => void): Trace {
  const copy = {
    ...trace,
    to: trace.to.slice(),
    place: trace.place.slice(),
    amount: trace.amount.slice(),
    cause: trace.cause.slice(),
  };
  for (let step = 0; step < trace.length; step += 1) tamper(copy, step);
  return copy;
}

test('a sound run adds up', () => {
  expect(releaseImbalances(trace)).toEqual([]);
});

test('a request that goes where its alias does not point is found', () => {
  const found = tampered((columns, step) => {
    if (columns.kind[step] === kind('request') && columns.at[step]! >= 3_000_000) columns.place[step] = 1;
  });
  expect(releaseImbalances(found)).toEqual([
    'a request to function:live went to function:1, not a version of its',
  ]);
});

test('a version that changes is found', () => {
  const found = tampered((columns, step) => {
    // The environment of version 2 is said to be one of version 1, which had none of that revision.
    if (columns.kind[step] === kind('environment')) columns.place[step] = 1;
  });
  expect(releaseImbalances(found)).toEqual(['function:1 has changed its code']);
});

test('an operation without an end is found, and one that is refused and does something', () => {
  const endless = tampered((columns, step) => {
    if (columns.kind[step] === kind('operation') && columns.to[step] === state('operation', 'refused'))
      columns.to[step] = state('operation', 'asked');
  });
  expect(releaseImbalances(endless)).toEqual(['operation 2 was neither done nor refused']);
  const refused = tampered((columns, step) => {
    if (columns.kind[step] === kind('operation') && columns.to[step] === state('operation', 'done'))
      columns.to[step] = state('operation', 'refused');
  });
  expect(releaseImbalances(refused)).toEqual(['operation 1 was refused, and changed something']);
});
