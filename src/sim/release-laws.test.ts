import { expect, test } from 'vitest';
import { eventCode } from './chart.ts';
import { Recorder } from './recorder.ts';
import { RELEASE_LAWS, ReleaseLaws } from './release-laws.ts';
import { statecharts } from './statechart.ts';
import { NONE } from './trace.ts';
import { ACTOR_KINDS, kindCode } from './vocabulary.ts';
import type { ActorKindName } from './vocabulary.ts';

const kinds = ACTOR_KINDS.map((name) => {
  const states = statecharts[name]?.states ?? [];
  return { states: states.map((state) => state.name), isFinal: states.map((state) => state.isFinal) };
});

interface Row {
  readonly place?: number;
  readonly actor?: number;
  readonly amount?: number;
  readonly cause?: number;
  readonly event?: 'share' | 'point';
}

/** Steps of kinds to states; places 0 and 1 are a function and its version. @returns the first law they break. */
function broken(...steps: readonly (readonly [ActorKindName, string, Row?])[]): string | null {
  const recorder = new Recorder();
  const laws = new ReleaseLaws(kinds, [0, 0]);
  return steps.reduce<string | null>((found, [name, to, row = {}]) => {
    const kind = kindCode(name);
    const { actor = 0, place = 0, amount = 0, cause = -1, event = 'point' } = row;
    const code = kinds[kind]!.states.indexOf(to);
    const step = recorder.record(
      0,
      kind,
      actor,
      eventCode(event),
      cause,
      NONE,
      code,
      0,
      -1,
      NONE,
      place,
      amount,
    );
    return found ?? laws.check(recorder, step);
  }, null);
}

const share = (amount: number) => ['alias', 'two versions', { event: 'share', amount }] as const;
const first = (amount: number, cause = -1) => ['alias', 'two versions', { amount, cause }] as const;

test('the weights of an alias add up', () => {
  expect(broken(['alias', 'one version', { amount: 10_000 }])).toBeNull();
  expect(broken(['alias', 'one version', { amount: 9000 }])).toBe(RELEASE_LAWS.weights);
  expect(broken(first(9000), share(1000))).toBeNull();
  expect(broken(first(9000), share(999))).toBe(RELEASE_LAWS.weights);
  // One of two versions is told, and then something else happens, or another alias goes on.
  expect(broken(first(9000), ['request', 'throttled'])).toBe(RELEASE_LAWS.weights);
  expect(broken(first(9000), ['alias', 'two versions', { actor: 1, event: 'share', amount: 1000 }])).toBe(
    RELEASE_LAWS.weights,
  );
  expect(broken(share(1000))).toBe(RELEASE_LAWS.weights);
});

test('the traffic of a deployment grows until it is rolled back', () => {
  const shifting = (amount: number) => ['deployment', 'shifting', { amount }] as const;
  expect(broken(shifting(1000), shifting(2000), ['deployment', 'succeeded', { amount: 10_000 }])).toBeNull();
  expect(broken(shifting(1000), ['deployment', 'rolled back', { amount: 0 }])).toBeNull();
  expect(broken(shifting(2000), shifting(1000))).toBe(RELEASE_LAWS.growing);
  expect(broken(shifting(10_001))).toBe(RELEASE_LAWS.growing);
  expect(broken(shifting(1000), ['deployment', 'succeeded', { amount: 1000 }])).toBe(RELEASE_LAWS.growing);
  expect(broken(shifting(1000), ['deployment', 'rolled back', { amount: 1000 }])).toBe(RELEASE_LAWS.growing);
  // Another one has traffic of its own.
  expect(broken(shifting(2000), ['deployment', 'shifting', { actor: 1, amount: 1000 }])).toBeNull();
});

test('an alias follows its deployment', () => {
  const shifting = ['deployment', 'shifting', { amount: 1000 }] as const;
  expect(broken(shifting, first(9000, 0), share(1000))).toBeNull();
  expect(broken(shifting, first(8000, 0), share(2000))).toBe(RELEASE_LAWS.shifted);
  expect(broken(shifting, ['alias', 'one version', { amount: 10_000, cause: 0 }])).toBe(RELEASE_LAWS.shifted);
  const over = ['deployment', 'succeeded', { amount: 10_000 }] as const;
  expect(broken(over, ['alias', 'one version', { amount: 10_000, cause: 0 }])).toBeNull();
});

test('no version runs before it is published', () => {
  const runs = ['request', 'running', { place: 1 }] as const;
  expect(broken(['request', 'running', { place: 0 }])).toBeNull();
  expect(broken(['version', 'active', { place: 1 }], runs)).toBeNull();
  expect(broken(runs)).toBe(RELEASE_LAWS.published);
  expect(broken(['version', 'pending', { place: 1 }], runs)).toBe(RELEASE_LAWS.published);
  expect(broken(['request', 'refused', { place: 1 }])).toBeNull();
});
