import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { journeyOf, type Journey } from './journey.ts';
import { spentIn } from './journey-spent.ts';
import { lifeIndexOf } from './life-index.ts';
import { simulate } from './run.ts';
import type { Scenario } from './scenario.ts';
import { anyTopology } from './testing/any-topology.ts';
import { bindingRules } from './testing/binding-rules.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { isSound } from './testing/is-sound.ts';
import { realRules } from './testing/real-rules.ts';
import { smallQueue } from './testing/small-queue.ts';
import { smallStream } from './testing/small-stream.ts';
import type { Trace } from './trace.ts';
import { UNIT_KINDS, unitOf } from './unit-of.ts';

const SECOND = 1_000_000;

function runOf(id: string): Trace {
  const scenario = JSON.parse(readFileSync(`content/scenarios/${id}.json`, 'utf8')) as Scenario;
  return simulate(scenario, realRules(scenario.asOf ?? '2026-11-20'));
}

/** The rows with how deep they hang: `-- request 2: running 0.6`. */
function outline({ rows }: Journey): string[] {
  return rows.map(
    ({ kind, number, depth, bars }) =>
      `${'-'.repeat(depth)} ${kind} ${number + 1}: ${bars.map(({ state, fromUs, toUs }) => `${state} ${(toUs - fromUs) / SECOND}`).join(', ')}`,
  );
}

const bad = (which: number): Scenario['faults'] => [
  { id: 'bad', title: '', on: true, kind: 'bad-item', which: [which] },
];

describe('the life of an event', () => {
  const trace = runOf('dead-letter-queue');
  const journey = journeyOf(trace, { kind: 'event', number: 1 })!;

  it('goes through its attempts and waits to the dead letter', () => {
    expect(outline(journey)).toEqual([
      ' event 2: queued 0, trying 0.6, waiting 60, queued 0, trying 0.6, waiting 120, queued 0, trying 0.6',
      '- request 2: running 0.6',
      '-- environment 1: invoke.handler 0.6',
      '- request 4: running 0.6',
      '-- environment 1: invoke.handler 0.6',
      '- request 5: running 0.6',
      '-- environment 1: invoke.handler 0.6',
      '- delivery 1: ',
      '-- message 1: visible 0',
    ]);
    expect(journey.toUs - journey.fromUs).toBe(181.8 * SECOND);
    // The dead letter lies there for good: that is no part of the life.
    expect(journey.isOpen).toBe(false);
  });

  it('tells where the time went, and of what was seen alone', () => {
    expect(spentIn(journey, Infinity)).toEqual([
      { kind: 'event', state: 'waiting', attempt: 3, us: 120 * SECOND },
      { kind: 'event', state: 'waiting', attempt: 2, us: 60 * SECOND },
      { kind: 'environment', state: 'invoke.handler', attempt: 0, us: 1.8 * SECOND },
    ]);
    expect(spentIn(journey, journey.fromUs + 30 * SECOND)).toEqual([
      { kind: 'event', state: 'waiting', attempt: 2, us: 29.4 * SECOND },
      { kind: 'environment', state: 'invoke.handler', attempt: 0, us: 0.6 * SECOND },
    ]);
  });

  it('is found from every step of it', () => {
    const units = new Set(journey.steps.map((step) => JSON.stringify(unitOf(trace, step))));
    expect([...units]).toEqual(expect.arrayContaining([JSON.stringify({ kind: 'event', number: 1 })]));
    const attempt = journey.rows.find(({ kind }) => kind === 'environment')!;
    expect(unitOf(trace, attempt.step)).toEqual({ kind: 'event', number: 1 });
  });
});

describe('the life of a record', () => {
  it('has the reader that keeps it through its attempts', () => {
    const trace = simulate(
      smallStream({ records: [0, 0], mapping: { maximumRetryAttempts: 1 }, faults: bad(1) }),
      idealRules,
    );
    const journey = journeyOf(trace, { kind: 'record', number: 0 })!;
    expect(outline(journey).filter((row) => !row.includes('environment'))).toEqual([
      ' record 1: waiting 0, in batch 0.3',
      '- reader 1: invoking 0.1, backing off 0.1, invoking 0.1',
      '-- request 1: waiting 0, running 0.1',
      '-- request 2: running 0.1',
    ]);
    expect(journey.rows[1]!.bars.map(({ attempt }) => attempt)).toEqual([1, 2, 2]);
  });

  it('waits for the part of a bisected batch that it is not in', () => {
    const trace = simulate(
      smallStream({
        records: [0, 1, 1, 1, 1],
        mapping: { bisect: true, maximumRetryAttempts: 5 },
        faults: bad(2),
      }),
      idealRules,
    );
    const last = journeyOf(trace, { kind: 'record', number: 4 })!;
    const reader = last.rows.find(({ kind }) => kind === 'reader')!;
    expect(reader.bars.some(({ state }) => state === 'behind')).toBe(true);
    const sent = reader.bars.filter(({ state }) => state === 'invoking').length;
    expect(last.rows.filter(({ kind }) => kind === 'request')).toHaveLength(sent);
    const poisoned = journeyOf(trace, { kind: 'record', number: 1 })!;
    expect(poisoned.rows.filter(({ kind }) => kind === 'request').length).toBeGreaterThan(sent);
  });
});

it('a batch that is tried again and again is read in time: what is too much is counted', () => {
  const trace = simulate(smallStream({ records: [0], faults: bad(1), horizonMs: 3_600_000 }), idealRules);
  const journey = journeyOf(trace, { kind: 'record', number: 0 })!;
  expect(journey.rows.length + journey.more).toBeGreaterThan(18_000);
  expect(journey.rows.length).toBeLessThan(200);
  expect(spentIn(journey, Infinity).find(({ state }) => state === 'backing off')).toMatchObject({
    attempt: 0,
  });
});

it('a message has a poller for each receive, and goes on in the dead-letter queue', () => {
  const trace = simulate(
    smallQueue({
      messages: [0],
      queue: { maxReceiveCount: 2, deadLetterQueue: 'dead' },
      resources: { dead: { type: 'queue' } },
      faults: bad(1),
    }),
    idealRules,
  );
  const journey = journeyOf(trace, { kind: 'message', number: 0 })!;
  expect(outline(journey).filter((row) => !row.includes('environment'))).toEqual([
    ' message 1: visible 0, in flight 10, visible 0, in flight 10, visible 0',
    '- poller 1: invoking 0.1',
    '-- request 1: waiting 0, running 0.1',
    '- poller 1: invoking 0.1',
    '-- request 2: running 0.1',
    '- message 2: visible 0',
  ]);
});

it('an invocation has what it calls under it, and what that runs in', () => {
  const trace = runOf('function-waits');
  const journey = journeyOf(trace, { kind: 'request', number: 0 })!;
  expect(journey.rows.map(({ kind, depth }) => `${depth} ${kind}`)).toEqual([
    '0 request',
    '1 environment',
    '2 call',
    '3 request',
    '4 environment',
  ]);
  const inner = journey.rows[3]!;
  expect(unitOf(trace, inner.step)).toEqual({ kind: 'request', number: 0 });
});

it('there is no life of what is not there', () => {
  const trace = runOf('function-waits');
  expect(journeyOf(trace, { kind: 'request', number: 1e6 })).toBeNull();
  expect(journeyOf(trace, { kind: 'nothing', number: 0 })).toBeNull();
});

it('whatever the architecture, a life is whole: nested, in order, no time counted twice', () => {
  const topology = anyTopology(false).filter((scenario) => isSound(scenario, bindingRules));
  fc.assert(
    fc.property(topology, fc.nat(), (scenario, which) => {
      const trace = simulate(scenario, bindingRules, { bounds: { maxSteps: 1500 } });
      for (const kind of UNIT_KINDS) {
        const count = lifeIndexOf(trace).countOf(trace.kinds.findIndex(({ name }) => name === kind));
        if (count === 0) continue;
        const journey = journeyOf(trace, { kind, number: which % count })!;
        const { rows, fromUs, toUs, steps } = journey;
        rows.forEach((row, index) => {
          expect(row.parent).toBeLessThan(index);
          if (row.parent >= 0) expect(row.depth).toBe(rows[row.parent]!.depth + 1);
          expect(row.fromUs).toBeGreaterThanOrEqual(fromUs);
          expect(row.toUs).toBeLessThanOrEqual(toUs);
          let lastUs = row.fromUs;
          for (const bar of row.bars) {
            expect(bar.fromUs).toBeGreaterThanOrEqual(lastUs);
            expect(bar.toUs).toBeGreaterThanOrEqual(bar.fromUs);
            expect(bar.toUs).toBeLessThanOrEqual(toUs);
            lastUs = bar.toUs;
          }
        });
        const spent = spentIn(journey, Infinity).reduce((sum, { us }) => sum + us, 0);
        expect(spent).toBeLessThanOrEqual(toUs - fromUs);
        expect(steps).toEqual(steps.toSorted((a, b) => a - b));
        expect(unitOf(trace, steps[0]!)).not.toBeNull();
      }
    }),
    { numRuns: 20, seed: 20_261_120 },
  );
}, 30_000);
