import { describe, expect, it } from 'vitest';
import { checkChanged } from './check-changed.ts';
import { forkAt } from './fork.ts';
import { planOf } from './plan.ts';
import { ScenarioError } from './problem.ts';
import type { Scenario } from './scenario.ts';
import { everyService } from './services/every-service.ts';
import type { ChangeOf } from './settings/change-settings.ts';
import { realRules } from './testing/real-rules.ts';
import { smallQueue } from './testing/small-queue.ts';
import { smallStream } from './testing/small-stream.ts';

type Set = ChangeOf<'change-settings'>['set'];

const today = realRules('2026-11-20');
const queue = smallQueue({ mapping: { maximumConcurrency: 5 } });

function plannedWith(scenario: Scenario): string[] {
  try {
    planOf(scenario, today, everyService);
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems.map(({ message }) => message);
    throw error;
  }
}

const planned = (...sets: Set[]) =>
  plannedWith(
    sets.reduce(
      (before, set, index) => forkAt(before, 1e6 * (index + 1), set, `what-if-${index}`, ''),
      queue,
    ),
  );
const checked = (set: Set) => {
  const result = checkChanged(forkAt(queue, 1e6, set, 'what-if', ''));
  return 'problems' in result ? result.problems.map(({ message }) => message) : [];
};

describe('changes of settings', () => {
  it('are refused by the rules of the date, all of them at once and by their paths', () => {
    expect(
      planned({ 'settings.function.timeoutMs': 1_000_000, 'settings.function.memoryMb': 20_000 }),
    ).toEqual([
      'changes.0.set.settings.function.timeoutMs: found 1000000, expected at most 900000, the longest timeout at 2026-11-20.',
      'changes.0.set.settings.function.memoryMb: found 20000, expected 128 to 10240 at 2026-11-20.',
      "changes.0.set.settings.resources.queue.visibilityTimeoutMs: found 10000, expected at least 1000000, the function's timeout, or the mapping is refused.",
    ]);
  });

  it('are laid over each other in the order of time', () => {
    // The visibility timeout may not be below the function's timeout: only both together fit.
    const both = {
      'settings.function.timeoutMs': 30_000,
      'settings.resources.queue.visibilityTimeoutMs': 60_000,
    };
    const first = { 'settings.resources.queue.visibilityTimeoutMs': 60_000 };
    const second = { 'settings.function.timeoutMs': 30_000 };
    expect(planned(both)).toEqual([]);
    expect(planned(first, second)).toEqual([]);
    expect(planned(second, first)).toHaveLength(1);
  });

  it.each<[Set, RegExp]>([
    [{ seed: 2 }, /^changes\.0\.set\.seed: found 2, expected a path that begins with settings/],
    [
      { 'settings.resources.queue.fifo': true },
      /cannot change while the scenario runs, a queue is FIFO or not/,
    ],
    [
      { 'settings.resources.queue.backlog': 5 },
      /cannot change while the scenario runs, it says what stands there/,
    ],
    [{ 'settings.mappings.other.batchSize': 5 }, /expected a setting that is there/],
    [{ 'faults.none.on': true }, /expected a setting that is there/],
  ])('cannot be %j', (set, message) => {
    expect(planned(set)).toEqual([expect.stringMatching(message)]);
  });

  it('may keep messages for another time, records not: when those leave is settled as they come in', () => {
    const shorter = (scenario: Scenario, path: string, ms: number) =>
      plannedWith(forkAt(scenario, 1e6, { [path]: ms }, 'what-if', ''));
    expect(shorter(queue, 'settings.resources.queue.retentionMs', 60_000)).toEqual([]);
    expect(shorter(smallStream({}), 'settings.resources.stream.retentionMs', 172_800_000)).toEqual([
      expect.stringMatching(/retentionMs: .* cannot change while the scenario runs, when a record leaves/),
    ]);
  });

  it('are read like everything else: unknown settings and wrong values are told', () => {
    expect(checked({ 'settings.function.timeoutMs': 5000 })).toEqual([]);
    expect(checked({ 'settings.function.timeoutMs': -5 })).toEqual([
      expect.stringMatching(/^changes\.0\.set\.settings\.function\.timeoutMs: found -5/),
    ]);
    expect(checked({ 'settings.function.timeoutsMs': 5 })).toEqual([
      expect.stringMatching(/^changes\.0\.set\.settings\.function\.timeoutsMs: found an unknown setting/),
    ]);
    expect(checked({ 'settings.resources.queue.deadLetterQueue': 'nowhere' })[0]).toMatch(
      /^changes\.0\.set\.settings\.resources\.queue\.deadLetterQueue: found "nowhere"/,
    );
  });

  it('refuse what has been made by then', () => {
    const stop: Scenario = {
      ...queue,
      changes: [
        { kind: 'put-function-concurrency', id: 'stop', title: '', on: true, atMs: 500, reserved: 0 },
      ],
    };
    const at = (set: Set) => plannedWith(forkAt(stop, 1e6, set, 'what-if', ''));
    expect(at({ 'changes.stop.on': false })).toEqual([
      'changes.1.set.changes.stop.on: found false, expected true: its moment has gone by then.',
    ]);
    expect(at({ 'changes.what-if.on': false })).toEqual([expect.stringMatching(/changes no other one/)]);
  });
});
