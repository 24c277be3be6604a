import { expect, test } from 'vitest';
import { reasonCode } from './chart.ts';
import type { LawStates } from './law-states.ts';
import { LAWS, Laws } from './laws.ts';
import type { PoolLimits } from './laws.ts';
import { Recorder } from './recorder.ts';
import { NONE } from './trace.ts';
import { kindCode } from './vocabulary.ts';

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

/** One function without a reservation, in an account with this limit. */
const poolsOf = (unreserved: number): PoolLimits => ({
  of: [0, 0],
  changes: 0,
  unreserved,
  onDemandOf: () => null,
});

/** The first law that these steps break, and at which of them. */
function broken(limit: number, rows: readonly Row[]): string | null {
  const laws = new Laws(KINDS, { pools: poolsOf(limit) });
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

/** A unit's life as `[number, to, key]` lines; key only on its first. */
function orderBroken(
  kindName: 'record' | 'message',
  rows: readonly (readonly [number, string, number?, number?])[],
) {
  const kind = kindCode(kindName);
  const states = ['there', 'taken', 'done', 'given up', 'expired'];
  const kinds: LawStates[] = [];
  kinds[kind] = { states, isFinal: [false, false, true, true, true] };
  const laws = new Laws(
    Array.from({ length: kind + 1 }, (_, index) => kinds[index]),
    { pools: poolsOf(Infinity) },
  );
  const recorder = new Recorder(1);
  const last = new Map<number, number>();
  for (const [actor, to, key = 0, copyOf = -1] of rows) {
    const code = states.indexOf(to);
    const from = last.get(actor) ?? NONE;
    last.set(actor, code);
    const otherKind = copyOf < 0 ? NONE : kind;
    const step = recorder.record(0, kind, actor, 0, -1, from, code, 0, copyOf, otherKind, 1, key);
    const law = laws.check(recorder, step);
    if (law !== null) return `${law} at step ${step}`;
  }
  return null;
}

test.each(['record', 'message'] as const)('no %s passes another of the same key', (kind) => {
  const both = [
    [0, 'there', 7],
    [1, 'there', 7],
  ] as const;
  expect(orderBroken(kind, [...both, [0, 'given up'], [1, 'done']])).toBeNull();
  expect(orderBroken(kind, [...both, [1, 'done'], [0, 'given up']])).toBe(`${LAWS.order} at step 3`);
  // Keys apart, units without a key and second deliveries pass as they like.
  expect(orderBroken(kind, [both[0], [1, 'there', 8], [1, 'done'], [0, 'done']])).toBeNull();
  expect(
    orderBroken(kind, [
      [0, 'there'],
      [1, 'there'],
      [1, 'done'],
      [0, 'done'],
    ]),
  ).toBeNull();
  expect(orderBroken(kind, [...both, [2, 'there', 7, 0], [1, 'taken'], [2, 'done'], [0, 'done']])).toBeNull();
  // A key beyond what is kept at first.
  expect(
    orderBroken(kind, [
      [0, 'there', 900],
      [1, 'there', 900],
      [1, 'done'],
      [0, 'done'],
    ]),
  ).toBe(`${LAWS.order} at step 3`);
});

test('a record that leaves the stream unread may do so before an earlier one of its key has ended', () => {
  const rows = [
    [0, 'there', 7],
    [1, 'there', 7],
    [1, 'expired'],
    [0, 'done'],
  ] as const;
  expect(orderBroken('record', rows)).toBeNull();
  expect(orderBroken('message', rows)).toBe(`${LAWS.order} at step 3`);
});

test('a dead letter or destination record is sent because of an end', () => {
  const event = kindCode('event');
  const delivery = kindCode('delivery');
  const reader = kindCode('reader');
  const kinds: LawStates[] = [];
  kinds[event] = { states: ['waiting', 'expired'], isFinal: [false, true] };
  kinds[reader] = { states: ['invoking'], isFinal: [false] };
  kinds[delivery] = { states: ['delivered'], isFinal: [true] };
  const sent = reasonCode('sent: dead letter');
  const put = reasonCode('put: by a call');
  const brokenBy = (causeKind: number, causeTo: number, reason: number, cause = 0) => {
    const laws = new Laws(
      Array.from({ length: 14 }, (_, index) => kinds[index]),
      { pools: poolsOf(1) },
    );
    const recorder = new Recorder(1);
    laws.check(recorder, recorder.record(0, causeKind, 0, 0, -1, NONE, causeTo, 0, -1, NONE, 0, 0));
    return laws.check(recorder, recorder.record(0, delivery, 0, 0, cause, NONE, 0, reason, 0, event, 1, 1));
  };
  expect(brokenBy(event, 1, sent)).toBeNull();
  expect(brokenBy(reader, 0, sent)).toBeNull();
  expect(brokenBy(event, 0, sent)).toBe(LAWS.becauseOfEnd);
  expect(brokenBy(event, 1, sent, -1)).toBe(LAWS.becauseOfEnd);
  expect(brokenBy(event, 0, put, -1)).toBeNull();
});
