import { expect, it } from 'vitest';
import { traceOf } from '../sim/testing/trace-of.ts';
import { byChoices, wantedBy } from './step-by.ts';

const trace = traceOf([
  [0, 'request 0', 'waiting', { reason: 'cold: no environment', other: 0 }],
  [0, 'environment 0', 'create', { cause: 0, other: 0 }],
  [100, 'environment 0', 'invoke.handler', { cause: 1, other: 0 }],
  [100, 'request 0', 'running', { cause: 2, other: 0 }],
  [200, 'request 1', 'throttled', { reason: 'throttled: concurrency' }],
  [300, 'environment 0', 'frozen', { cause: 2, other: 0 }],
  [300, 'request 0', 'succeeded', { cause: 5, other: 0 }],
]);
const steps = [...Array.from({ length: trace.length }).keys()];
const found = (by: string, follow = null as { kind: string; number: number } | null) => {
  const wanted = wantedBy(trace, by, follow);
  return wanted && steps.filter((step) => wanted(step));
};

it('finds the steps of a kind, problems and cold starts', () => {
  expect(found('environment')).toEqual([1, 2, 5]);
  expect(found('problem')).toEqual([4]);
  expect(found('cold')).toEqual([0]);
});

it('finds those of the unit that is followed, whoever takes them', () => {
  expect(found('followed', { kind: 'request', number: 0 })).toEqual([0, 1, 2, 3, 5, 6]);
  expect(found('followed', { kind: 'request', number: 9 })).toBeNull();
  expect(found('followed')).toBeNull();
});

it('goes by anything where nothing else was chosen, or nothing of the kind is there', () => {
  expect(found('')).toBeNull();
  expect(found('poller')).toBeNull();
});

it('offers what is in the run, in words', () => {
  expect(byChoices(trace, null).map(({ text }) => text)).toEqual([
    'anything',
    'problem',
    'cold start',
    'environment',
    'request',
  ]);
  expect(byChoices(trace, { kind: 'request', number: 0 })[3]).toEqual({
    by: 'followed',
    text: 'followed request',
  });
});
