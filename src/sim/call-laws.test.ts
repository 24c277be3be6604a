import { expect, test } from 'vitest';
import { CALL_LAWS, CallLaws } from './call-laws.ts';
import { Recorder } from './recorder.ts';
import { statecharts } from './statechart.ts';
import { NONE } from './trace.ts';
import { ACTOR_KINDS, kindCode } from './vocabulary.ts';
import type { ActorKindName } from './vocabulary.ts';

const kinds = ACTOR_KINDS.map((name) => {
  const states = statecharts[name]?.states ?? [];
  return { states: states.map((state) => state.name), isFinal: states.map((state) => state.isFinal) };
});

/** Steps of actors at place 0: kind, number, from, to, other. @returns what the last one breaks. */
function broken(...steps: readonly [ActorKindName, number, string, string, number?][]): string | null {
  const recorder = new Recorder();
  const laws = new CallLaws(kinds, { connections: [1], capacity: [1] });
  return steps.reduce<string | null>((found, [name, actor, from, to, other]) => {
    const kind = kindCode(name);
    const code = (state: string) => (state === '' ? NONE : kinds[kind]!.states.indexOf(state));
    const step = recorder.record(0, kind, actor, 0, -1, code(from), code(to), 0, other ?? -1, 0, 0, 0);
    return found ?? laws.check(recorder, step);
  }, null);
}

const RUNNING = ['request', 0, '', 'running'] as const;
const SECOND = ['request', 1, '', 'running'] as const;
const CALL = ['call', 0, '', 'working', 0] as const;

test('a call begins and ends while its request runs, one at a time', () => {
  expect(broken([...RUNNING], [...CALL], ['call', 0, 'working', 'answered', 0])).toBeNull();
  expect(broken([...CALL])).toBe(CALL_LAWS.insideInvocation);
  expect(broken([...RUNNING], ['call', 0, '', 'waiting', 0], ['call', 1, '', 'waiting', 0])).toBe(
    CALL_LAWS.insideInvocation,
  );
  expect(broken([...RUNNING], [...CALL], ['request', 0, 'running', 'succeeded'])).toBe(
    CALL_LAWS.insideInvocation,
  );
});

test('a resource works on no more than it can', () => {
  expect(broken([...RUNNING], [...SECOND], [...CALL], ['call', 1, '', 'working', 1])).toBe(
    CALL_LAWS.capacity,
  );
  expect(
    broken(
      [...RUNNING],
      [...SECOND],
      [...CALL],
      ['call', 0, 'working', 'failed', 0],
      ['call', 1, '', 'working', 1],
    ),
  ).toBeNull();
});

test('a resource has no more connections than it takes', () => {
  expect(broken(['connection', 0, '', 'open'], ['connection', 1, '', 'refused'])).toBeNull();
  expect(broken(['connection', 0, '', 'open'], ['connection', 1, '', 'opening'])).toBe(
    CALL_LAWS.connectionLimit,
  );
  expect(
    broken(
      ['connection', 0, '', 'open'],
      ['connection', 0, 'open', 'lost'],
      ['connection', 1, '', 'opening'],
    ),
  ).toBeNull();
});
