import { describe, expect, it } from 'vitest';
import { simulate } from '../sim/run.ts';
import type { Scenario } from '../sim/scenario.ts';
import { idealRules } from '../sim/testing/ideal-rules.ts';
import { smallQueue } from '../sim/testing/small-queue.ts';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import { smallStream } from '../sim/testing/small-stream.ts';
import type { Unit } from '../sim/unit-of.ts';
import { worldAt } from '../sim/world.ts';
import type { Mark } from './mark.ts';
import { sceneOf } from './scenes.ts';

const MS = 1000;

function followIn(scenario: Scenario) {
  const trace = simulate(scenario, idealRules);
  const draw = (atMs: number, followed: Unit | null, flightMs = 0) => {
    const atUs = atMs * MS;
    const world = worldAt(trace, atUs);
    return sceneOf({
      trace,
      scenario,
      rules: idealRules,
      world,
      atUs,
      width: 958,
      flightUs: flightMs * MS,
      followed,
    });
  };
  return { trace, draw, ringed: (...args: Parameters<typeof draw>) => ringsIn(draw(...args).marks) };
}

/** The keys of the marks that have a ring, or beside which a ring of a crowd's unit stands. */
function ringsIn(marks: readonly Mark[]): string[] {
  return marks.flatMap((mark) => [
    ...(mark.parts?.some(({ key }) => key === 'followed') ? [mark.key] : []),
    ...(mark.key.startsWith('followed ') ? [mark.key] : []),
    ...ringsIn(mark.parts ?? []),
  ]);
}

describe('a message that is followed', () => {
  const { draw, ringed, trace } = followIn(
    smallQueue({
      messages: [0, 5000],
      mapping: { batchSize: 1 },
      function: { handlerMs: 2000, createMs: 100 },
    }),
  );
  const first = { kind: 'message', number: 0 };

  it('has a ring, and so have the poller that has it and the environment that serves it', () => {
    expect(ringed(1000, first).toSorted()).toEqual(['environment 0', 'message 0', 'poller 0']);
  });

  it('has one on its way to the function', () => {
    const births = Array.from(trace.kind.keys()).filter(
      (step) => trace.kinds[trace.kind[step]!]!.name === 'request' && trace.from[step] === 255,
    );
    const atMs = trace.at[births[1]!]! / MS - 100;
    expect(ringed(atMs, { kind: 'message', number: 1 }, 400)).toContain('request 1 out');
  });

  it('lets go of those who work for it when they are done with it', () => {
    expect(ringed(6000, first)).toEqual([]);
    expect(ringed(6000, { kind: 'message', number: 1 })).toContain('environment 0');
  });

  it('moves nothing: with rings the picture is the same but for them', () => {
    const bare = (marks: readonly Mark[]): unknown =>
      marks
        .filter(({ key }) => !key.startsWith('followed'))
        .map(({ key, attrs, parts }) => [key, attrs, bare(parts ?? [])]);
    expect(bare(draw(1000, first).marks)).toEqual(bare(draw(1000, null).marks));
    expect(ringed(1000, null)).toEqual([]);
    expect(ringed(1000, { kind: 'message', number: 99 })).toEqual([]);
  });
});

describe('other units', () => {
  it('are ringed too: an event while it waits, a record with its reader, a request on the jar it waits for', () => {
    const event = followIn({
      ...smallScenario({
        function: { handlerMs: 1000, createMs: 0 },
        faults: [{ id: 'bad', title: '', on: true, kind: 'function-error', share: 1 }],
      }),
      entry: 'function',
    });
    expect(event.ringed(30_000, { kind: 'event', number: 0 })).toEqual(['event 0']);
    const stream = followIn(smallStream({}));
    const inBatch = Array.from(stream.trace.kind.keys()).find((step) => {
      const kind = stream.trace.kinds[stream.trace.kind[step]!]!;
      return kind.name === 'record' && kind.states[stream.trace.to[step]!] === 'in batch';
    })!;
    const record = { kind: 'record', number: stream.trace.actor[inBatch]! };
    const rings = stream.ringed(stream.trace.at[inBatch]! / MS + 1, record);
    expect(rings).toContain(`record ${record.number}`);
    expect(rings).toContain('reader 0');

    const direct = followIn(smallScenario({ function: { createMs: 1000, handlerMs: 1000 } }));
    const born = direct.trace.at[0]! / MS;
    expect(direct.ringed(born + 200, { kind: 'request', number: 0 })).toEqual(
      expect.arrayContaining(['environment 0', 'followed request 0']),
    );
  });
});
