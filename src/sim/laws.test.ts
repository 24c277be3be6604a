import { expect, test } from 'vitest';
import { LAWS, Laws } from './laws.ts';
import { Recorder } from './recorder.ts';
import { NONE } from './trace.ts';

const REQUEST = 0;
const ENVIRONMENT = 1;
const [WAITING, RUNNING, SUCCEEDED, THROTTLED] = [0, 1, 2, 3];
const [CREATE, HANDLER, FROZEN] = [0, 1, 2];
const KINDS = [
  {
    states: ['waiting', 'running', 'succeeded', 'throttled'],
    isFinal: [false, false, true, true],
  },
  { states: ['create', 'invoke.handler', 'frozen'], isFinal: [false, false, false] },
];

type Row = readonly [atUs: number, kind: number, actor: number, to: number, other: number];

/** The first law that these steps break, and at which of them. */
function broken(limit: number, rows: readonly Row[]): string | null {
  const laws = new Laws(KINDS, { unreserved: limit, reserved: [null] });
  const last = new Map<string, number>();
  const recorder = new Recorder(1);
  for (const [atUs, kind, actor, to, other] of rows) {
    const from = last.get(`${kind} ${actor}`) ?? NONE;
    const step = recorder.record(atUs, kind, actor, 0, -1, from, to, 0, other, 1 - kind, 0, 0);
    last.set(`${kind} ${actor}`, to);
    const law = laws.check(recorder, step);
    if (law !== null) return `${law} at step ${step}`;
  }
  return null;
}

const sound: Row[] = [
  [0, REQUEST, 0, WAITING, 0],
  [0, ENVIRONMENT, 0, CREATE, 0],
  [5, ENVIRONMENT, 0, HANDLER, 0],
  [5, REQUEST, 0, RUNNING, 0],
  [5, REQUEST, 1, THROTTLED, -1],
  [9, ENVIRONMENT, 0, FROZEN, 0],
  [9, REQUEST, 0, SUCCEEDED, 0],
];

test('a sound run breaks none', () => {
  expect(broken(1, sound)).toBeNull();
});

test('time never falls', () => {
  expect(broken(1, [...sound, [8, REQUEST, 2, RUNNING, 0]])).toBe(`${LAWS.timeNeverFalls} at step 7`);
});

test('a request ends once', () => {
  expect(broken(1, [...sound, [9, REQUEST, 0, SUCCEEDED, 0]])).toBe(`${LAWS.oneEnd} at step 7`);
  expect(broken(1, [...sound, [9, REQUEST, 1, RUNNING, 0]])).toBe(`${LAWS.oneEnd} at step 7`);
});

test('an environment serves one request at a time', () => {
  expect(broken(9, [...sound.slice(0, 3), [6, ENVIRONMENT, 0, HANDLER, 1]])).toBe(
    `${LAWS.oneRequest} at step 3`,
  );
  expect(broken(9, [[0, ENVIRONMENT, 0, HANDLER, -1]])).toBe(`${LAWS.oneRequest} at step 0`);
});

test('no invocation starts in a full pool', () => {
  expect(broken(1, [...sound.slice(0, 4), [6, REQUEST, 2, RUNNING, 1]])).toBe(`${LAWS.fullPool} at step 4`);
  expect(broken(2, [...sound.slice(0, 4), [6, REQUEST, 2, RUNNING, 1]])).toBeNull();
});
