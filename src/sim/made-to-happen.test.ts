/** What a reader makes happen at a moment of any scenario: the run is as it was before, and is struck from then on. */
import { describe, expect, it } from 'vitest';
import today from '../../content/content-date.json';
import { poisonOf } from './poison.ts';
import { simulate } from './run.ts';
import type { Fault, Scenario } from './scenario.ts';
import { contentScenarios } from './testing/content-scenarios.ts';
import { realRules } from './testing/real-rules.ts';
import { sameUntil } from './testing/same-until.ts';
import { smallQueue } from './testing/small-queue.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { smallStream } from './testing/small-stream.ts';
import type { Trace } from './trace.ts';
import { bindingRules } from './testing/binding-rules.ts';
import { worldAt } from './world.ts';

const struck = (scenario: Scenario, fault: Omit<Fault, 'id' | 'title' | 'on'>): Scenario => ({
  ...scenario,
  faults: [...scenario.faults, { id: 'made', title: '', on: true, ...fault }],
});

/** Steps of a kind as `12.3: state (reason)`, ms. */
function lifeOf(trace: Trace, kind: string, actor: number): string[] {
  const code = trace.kinds.findIndex(({ name }) => name === kind);
  return Array.from({ length: trace.length }, (_, step) => step)
    .filter((step) => trace.kind[step] === code && trace.actor[step] === actor)
    .map((step) => {
      const reason = trace.reasons[trace.reason[step]!]!;
      const state = trace.kinds[code]!.states[trace.to[step]!]!;
      return `${trace.at[step]! / 1000}: ${state}${reason === '' ? '' : ` (${reason})`}`;
    });
}

/** Everything that can be made to happen at a moment of a run. */
function eventsAt(scenario: Scenario, trace: Trace, atUs: number): Omit<Fault, 'id' | 'title' | 'on'>[] {
  const fromMs = atUs / 1000;
  const { environments, actors } = worldAt(trace, atUs);
  const environment = environments.find(({ state }) => state !== 'shutdown');
  const units = ['record', 'message', 'event'].flatMap((kind) => {
    const unit = actors[kind]?.[0];
    const poisoned = unit && poisonOf(trace, kind, unit.number);
    return poisoned
      ? [{ kind: 'bad-item' as const, of: poisoned.of, which: [...poisoned.which], fromMs }]
      : [];
  });
  const downstream = Object.entries(scenario.settings.resources ?? {}).find(
    ([, { type }]) => type === 'downstream',
  );
  return [
    ...(environment
      ? [{ kind: 'environment-killed' as const, which: [environment.number + 1], fromMs }]
      : []),
    ...units,
    { kind: 'function-error', fromMs },
    { kind: 'permission-missing', of: 'function', fromMs, untilMs: fromMs + 1000 },
    ...(downstream ? [{ kind: 'call-slow' as const, of: downstream[0], fromMs, afterMs: 500 }] : []),
  ];
}

describe('what is made to happen in a scenario', () => {
  it.each(contentScenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (_, scenario) => {
    const rules = realRules(scenario.asOf ?? today.today);
    const before = simulate(scenario, rules);
    const atUs = Math.floor(before.endUs / 2000) * 1000;
    for (const fault of eventsAt(scenario, before, atUs)) {
      const after = simulate(struck(scenario, fault), rules);
      expect(['horizon', 'drained'], fault.kind).toContain(after.end.kind);
      expect(sameUntil(before, after, atUs), fault.kind).toBe(true);
    }
  });
});

describe('a killed environment', () => {
  const scenario = smallScenario({
    requests: [0, 5000, 10_000],
    horizonMs: 60_000,
    function: { handlerMs: 1000, createMs: 0, init: { extensionsMs: 0, runtimeMs: 500, functionMs: 0 } },
  });
  const killedAt = (fromMs: number, more: Partial<Fault> = {}) =>
    simulate(struck(scenario, { kind: 'environment-killed', which: [1], fromMs, ...more }), bindingRules);

  it('fails the invocation that runs in it, and is gone', () => {
    const trace = killedAt(700);
    expect(lifeOf(trace, 'environment', 0).slice(-2)).toEqual([
      '700: shutdown (killed: by a fault)',
      '700: retired',
    ]);
    expect(lifeOf(trace, 'request', 0).at(-1)).toBe('700: failed (killed: by a fault)');
    expect(lifeOf(trace, 'environment', 1)[0]).toBe('5000: create (created: for a request)');
  });

  it('is gone when it is frozen, and the next request is cold', () => {
    const trace = killedAt(3000);
    expect(lifeOf(trace, 'request', 0).at(-1)).toMatch(/^1500: succeeded/);
    expect(lifeOf(trace, 'environment', 0).at(-1)).toBe('3000: retired');
    expect(lifeOf(trace, 'environment', 1)[0]).toBe('5000: create (created: for a request)');
  });

  it('repeats an Init that is cut off inside the invocation', () => {
    const trace = killedAt(200);
    expect(lifeOf(trace, 'environment', 0).slice(2, 4)).toEqual([
      '200: invoke.init (killed: by a fault)',
      '700: invoke.handler (init: done)',
    ]);
    expect(lifeOf(trace, 'request', 0).at(-1)).toMatch(/^1700: succeeded/);
  });

  it('is nobody where there is none of that number, or it is of another function', () => {
    const plain = simulate(scenario, bindingRules);
    expect(killedAt(700, { which: [2] }).length).toBe(plain.length);
    expect(killedAt(700, { of: 'another' }).length).toBe(plain.length);
  });
});

describe('a unit that is poison from a moment on', () => {
  it('is the message of that number, wherever else messages come in', () => {
    const queue = smallQueue({
      messages: [0, 0, 0],
      queue: { backlog: 2 },
      mapping: { batchSize: 1 },
      horizonMs: 5000,
    });
    const plain = simulate(queue, bindingRules);
    const poisoned = poisonOf(plain, 'message', 3)!;
    expect(poisoned).toEqual({ of: 'queue', which: [4] });
    const trace = simulate(
      struck(queue, { kind: 'bad-item', of: poisoned.of, which: [...poisoned.which], fromMs: 50 }),
      bindingRules,
    );
    expect(lifeOf(trace, 'message', 3).at(-1)).toMatch(/in flight/);
    expect(lifeOf(trace, 'message', 2).at(-1)).toMatch(/deleted/);
  });

  it('is the record as its mapping reads it', () => {
    const stream = smallStream({ records: [0, 100, 200] });
    expect(poisonOf(simulate(stream, bindingRules), 'record', 1)).toEqual({ of: 'reader', which: [2] });
    expect(poisonOf(simulate(stream, bindingRules), 'request', 1)).toBeNull();
  });
});
