import { describe, expect, it } from 'vitest';
import calls from '../../content/scenarios/slow-dependency.json';
import edgeCache from '../../content/scenarios/edge-cache.json';
import coldStart from '../../content/scenarios/cold-start.json';
import poison from '../../content/scenarios/poison-message.json';
import { readScenario } from '../sim/read-scenario.ts';
import { createRun, simulate } from '../sim/run.ts';
import type { Scenario } from '../sim/scenario.ts';
import { summarize } from '../sim/summary.ts';
import type { Trace } from '../sim/trace.ts';
import { hashTrace } from '../sim/trace-hash.ts';
import { traceRow } from '../sim/trace-table.ts';
import { stepAt, worldAt } from '../sim/world.ts';
import { readAsOf } from './as-of-date.ts';
import { withMade, type Made } from './made.ts';
import { rareEvents, withoutEffect } from './rare-events.ts';
import { rulesAt } from './rules.ts';
import { TODAY } from './today.ts';

function scenarioOf(file: unknown): Scenario {
  const read = readScenario(file, 'file');
  if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  return read.scenario;
}

const rules = rulesAt(TODAY);

/** What is offered at a moment, by its button. */
function offered(scenario: Scenario, atUs: number, picked: Parameters<typeof rareEvents>[4] = null) {
  const trace = simulate(scenario, rules);
  const events = rareEvents(scenario, rules, trace, worldAt(trace, atUs), picked);
  return { trace, events, says: events.map(({ says }) => says) };
}

/** What happens before a moment; that something is planned is no part of it. */
function toldUntil(trace: Trace, atUs: number): readonly string[] {
  const rows = Array.from({ length: stepAt(trace, atUs - 1) + 1 }, (_, step) => traceRow(trace, step));
  return rows
    .filter(([, , kind]) => kind !== 'operation')
    .map(([, at, kind, number, , , , to, reason]) => [at, kind, number, to, reason].join(' '));
}

/** The run with it: the same up to its moment, another one after it. */
function happened(scenario: Scenario, says: string, atUs: number, forMs: number | null = null) {
  const { trace, events } = offered(scenario, atUs);
  const event = events.find((one) => one.says === says);
  if (!event) throw new Error(`${says} is not among: ${events.map((one) => one.says).join(', ')}`);
  const laid = withMade(scenario, event.made(atUs / 1000, forMs));
  if (!('scenario' in laid)) throw new Error(laid.problems.join('\n'));
  const after = simulate(laid.scenario, rules);
  expect(after.end.kind).not.toBe('law');
  expect(toldUntil(after, atUs)).toEqual(toldUntil(trace, atUs));
  return { trace, after, summary: summarize(after), was: summarize(trace) };
}

describe('what can be made to happen', () => {
  it('is of functions that are called', () => {
    const { says } = offered(scenarioOf(edgeCache), 3_100_000);
    expect(says).toContain('let look-at-viewer fail');
    expect(says.filter((one) => one.includes('the function'))).toEqual([]);
  });

  it('is only what can strike something', () => {
    const direct = scenarioOf(coldStart);
    expect(offered(direct, 0).says).not.toContain(expect.stringContaining('kill'));
    const { says } = offered(direct, 1_000_000);
    expect(says).toContain('kill environment 1');
    expect(says.some((one) => one.startsWith('poison') || one.startsWith('slow'))).toBe(false);
    const queue = scenarioOf(poison);
    expect(offered(queue, 1_000_000).says.some((one) => one.startsWith('poison message'))).toBe(true);
    expect(offered(scenarioOf(calls), 1_000_000).says.some((one) => one.startsWith('slow '))).toBe(true);
  });

  it('is a role’s permission only where something is done with the role', () => {
    const ofRole = (file: unknown) =>
      offered(scenarioOf(file), 1_000_000).says.filter((one) => one.includes('role'));
    // A caller and a database, which asks no identity of AWS, need none; a queue is read with the role.
    expect(ofRole(coldStart)).toEqual([]);
    expect(ofRole(calls)).toEqual([]);
    expect(ofRole(poison)).toEqual(['drop what the function’s role may do']);
    const settings = { ...coldStart.settings, resources: { table: { type: 'target', service: 's3' } } };
    const sending = {
      ...settings,
      function: { ...settings.function, async: { onFailure: 'table' } },
    };
    const calling = {
      ...settings,
      resources: { table: { type: 'downstream', service: 'dynamodb', latencyMs: 5 } },
    };
    expect(ofRole({ ...coldStart, settings: sending })).toHaveLength(1);
    const called = { ...calling, function: { ...calling.function, calls: [{ to: 'table' }] } };
    expect(ofRole({ ...coldStart, settings: called })).toHaveLength(1);
  });

  it('says where it changes nothing', () => {
    const direct = scenarioOf(coldStart);
    const fault = { id: 'made', title: 'made', on: true, fromMs: 5000 } as const;
    const denied = (of: string): Made => ({ ...fault, kind: 'permission-missing', of });
    expect(withoutEffect(direct, [{ ...fault, kind: 'function-error' }])).toMatch(
      /met it: the run is the same\.$/,
    );
    expect(withoutEffect(direct, [denied('caller')])).toMatch(/needed it: the run is the same\.$/);
    expect(withoutEffect(direct, [denied('function')])).toMatch(
      /is the same, and only its log is not written\.$/,
    );
    const laid = withMade(direct, [denied('function')]);
    if (!('scenario' in laid)) throw new Error(laid.problems.join());
    expect(hashTrace(simulate(laid.scenario, rules))).toBe(hashTrace(simulate(direct, rules)));
  });

  it('strikes whom the reader picked', () => {
    const queue = scenarioOf(poison);
    const { trace } = offered(queue, 1_000_000);
    const living = worldAt(trace, 1_000_000).actors['message']!;
    const last = living.at(-1)!;
    const { says } = offered(queue, 1_000_000, { kind: 'message', number: last.number });
    expect(says).toContain(`poison message ${last.number + 1}`);
  });

  it('strikes from its moment on and changes nothing before it', () => {
    const direct = scenarioOf(coldStart);
    const atUs = 2_000_000;
    const failing = happened(direct, 'let the function fail', atUs);
    expect(failing.summary.counts.failed).toBeGreaterThan(failing.was.counts.failed);
    const throttled = happened(direct, 'throttle the function now', atUs);
    expect(throttled.summary.counts.throttled).toBeGreaterThan(0);
    const killed = happened(direct, 'kill environment 1', atUs);
    expect(toldUntil(killed.after, atUs + 1)).toContainEqual(
      expect.stringMatching(/^2000000 environment 1 .*killed/),
    );
    const denied = happened(direct, 'drop what the caller may do', atUs);
    expect(denied.summary.counts.denied).toBeGreaterThan(denied.was.counts.denied);
  });

  it('ends when it is to end', () => {
    const direct = scenarioOf(coldStart);
    const throttled = happened(direct, 'throttle the function now', 100_000, 100);
    expect(throttled.summary.counts.throttled).toBe(0);
    expect(throttled.after.operations).toHaveLength(2);
  });

  it('can be made in every scenario', { timeout: 120_000 }, () => {
    const files = import.meta.glob<unknown>('../../content/scenarios/*.json', {
      eager: true,
      import: 'default',
    });
    let made = 0;
    for (const file of Object.values(files)) {
      const scenario = scenarioOf(file);
      const ownRules = rulesAt(readAsOf(scenario.asOf).day);
      const trace = simulate(scenario, ownRules);
      const halfUs = Math.floor(trace.endUs / 2000) * 1000;
      for (const event of rareEvents(scenario, ownRules, trace, worldAt(trace, halfUs), null)) {
        const laid = withMade(scenario, event.made(halfUs / 1000, 1000));
        expect('problems' in laid ? laid.problems : [], `${scenario.id}: ${event.says}`).toEqual([]);
        // Planned by the rules of its date: nothing in it is refused.
        if ('scenario' in laid) createRun(laid.scenario, ownRules);
        made += 1;
      }
    }
    expect(made).toBeGreaterThan(500);
  });
});
