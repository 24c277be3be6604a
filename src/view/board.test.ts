import { describe, expect, it } from 'vitest';
import type { Scenario } from '../sim/scenario.ts';
import { simulate } from '../sim/run.ts';
import { idealRules } from '../sim/testing/ideal-rules.ts';
import { smallQueue } from '../sim/testing/small-queue.ts';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import { smallStream } from '../sim/testing/small-stream.ts';
import { worldAt } from '../sim/world.ts';
import { boardScene } from './board.ts';
import type { Mark } from './mark.ts';

const SECOND = 1_000_000;

function pictureOf(scenario: Scenario) {
  const trace = simulate(scenario, idealRules);
  return (atUs: number, { width = 958, flightUs = 0 } = {}) =>
    boardScene({ trace, scenario, rules: idealRules, world: worldAt(trace, atUs), atUs, width, flightUs });
}

/** All marks whose key fits, wherever they stand. */
function marksOf(marks: readonly Mark[], key: RegExp): Mark[] {
  return marks.flatMap((mark) => [...(key.test(mark.key) ? [mark] : []), ...marksOf(mark.parts ?? [], key)]);
}
const labels = (marks: readonly Mark[]) => marks.map(({ label }) => label);
const bad = (which: number): Scenario['faults'] => [
  { id: 'bad', title: '', on: true, kind: 'bad-item', which: [which] },
];

describe('the board of a queue', () => {
  const picture = pictureOf(
    smallQueue({
      messages: [0, 0, 0],
      queue: { title: 'Orders', maxReceiveCount: 1, deadLetterQueue: 'dead' },
      resources: { dead: { type: 'queue' } },
      mapping: { batchSize: 1 },
      function: { handlerMs: 2000 },
      faults: bad(1),
    }),
  );

  it('draws every message once, hidden ones with how long they stay hidden', () => {
    const found = labels(marksOf(picture(SECOND).marks, /^message \d+$/));
    expect(found).toHaveLength(3);
    expect(found.filter((label) => label!.includes('in flight'))).toEqual([
      'Message 1: in flight, visible again in 9\u202fs',
    ]);
    expect(found.filter((label) => label!.includes('visible 1'))).toHaveLength(2);
  });

  it('says what stands where, from source to dead letters', () => {
    expect(picture(SECOND).label).toMatch(
      /^At 0:01\.00: queue Orders: 2 visible, 1 in flight; mapping: 1 poller, 1 invoking; function: 1 environment, 1 invoke; dead-letter queue dead: empty\.$/,
    );
    expect(picture(600 * SECOND).label).toContain(
      'messages: 2 deleted, 1 dead-lettered; dead-letter queue dead: 1 in it',
    );
  });

  it('lights the way of what is under way, and dashes one that nothing has gone', () => {
    const tone = (key: RegExp, atUs: number) => marksOf(picture(atUs).marks, key)[0]!.parts![0]!.attrs;
    expect(tone(/^wire mapping poll function/, SECOND)['class']).toContain('stroke-invoke-line');
    expect(tone(/^wire source queue behind dead/, SECOND)['stroke-dasharray']).toBeDefined();
    expect(tone(/^wire source queue behind dead/, 600 * SECOND)['stroke-dasharray']).toBeUndefined();
  });

  it('stands one below the other where there is no room beside', () => {
    const { marks, width, height } = picture(SECOND, { width: 360 });
    const tops = ['source queue', 'mapping poll', 'function function'].map((key) => {
      const part = marksOf(marks, new RegExp(`^${key}$`))[0]!;
      return Number(/translate\(0 ([\d.]+)\)/.exec(String(part.attrs['transform']))![1]);
    });
    expect(tops).toEqual(tops.toSorted((a, b) => a - b));
    expect(width).toBe(360);
    expect(height).toBeGreaterThan(tops.at(-1)!);
  });
});

describe('a FIFO queue', () => {
  it('has a rail for each group, and says which is blocked', () => {
    const picture = pictureOf(
      smallQueue({
        messages: [0, 0, 0, 0],
        queue: { fifo: true, keys: { count: 2, choice: 'in-turn' } },
        mapping: { batchSize: 1, scaling: { initial: 2, perMinute: 0, max: 2 } },
        faults: bad(1),
      }),
    );
    const scene = picture(15 * SECOND);
    expect(marksOf(scene.marks, /^group \d+$/)).toHaveLength(2);
    expect(scene.label).toContain('group 1 blocked');
    expect(scene.label).not.toContain('group 2 blocked');
  });
});

describe('the board of a stream', () => {
  const picture = pictureOf(
    smallStream({
      records: [0, 0, 0, 200, 300, 400],
      stream: { keys: { count: 3, choice: 'in-turn' } },
      mapping: { batchSize: 3 },
      faults: bad(2),
    }),
  );

  it('keeps records in order from the reader backwards, with their keys', () => {
    const records = marksOf(picture(SECOND).marks, /^record \d+$/);
    const x = records.map((mark) => Number(marksOf(mark.parts!, /^square$/)[0]!.attrs['x']));
    expect(x).toEqual(x.toSorted((a, b) => b - a));
    expect(labels(records)[0]).toMatch(/^Record 1, key a: in batch/);
    expect(labels(records)[3]).toMatch(/^Record 4, key a: waiting/);
  });

  it('shows a bad record failed only once it has', () => {
    const squareOf = (atUs: number) =>
      marksOf(marksOf(picture(atUs).marks, /^record 1$/)[0]!.parts!, /^square$/)[0]!.attrs;
    expect(squareOf(50_000)['class']).not.toContain('fill-failed');
    expect(squareOf(50_000)['transform']).toContain('rotate(45');
    expect(squareOf(SECOND)['class']).toContain('fill-failed');
  });

  it('says that the shard is blocked, and how often its batch was tried', () => {
    const scene = picture(SECOND);
    expect(scene.label).toContain('shard 1 blocked');
    expect(labels(marksOf(scene.marks, /^reader \d+$/))[0]).toMatch(/attempt \d+/);
  });
});

describe('units in flight', () => {
  const picture = pictureOf(
    smallScenario({
      requests: [1000],
      function: { calls: [{ to: 'table' }] },
      settings: { resources: { table: { type: 'downstream', service: 'dynamodb', latencyMs: 10 } } },
    }),
  );
  const flights = (atUs: number) =>
    labels(marksOf(picture(atUs, { flightUs: 100_000 }).marks, / (out|back)$/));

  it('are on their way before the model says that they are there, and not sooner', () => {
    expect(flights(850_000)).toEqual([]);
    expect(flights(950_000)).toEqual(['Request 1: on its way']);
    expect(flights(1_000_000)).not.toContain('Request 1: on its way');
  });

  it('cross from a function to what stands beside it on a phone', () => {
    const { marks } = picture(1_350_000, { width: 360, flightUs: 100_000 });
    const placeOf = (key: RegExp) => {
      const at = String(marksOf(marks, key).at(-1)!.attrs['transform']);
      const [, x, y] = /translate\(([\d.]+) ([\d.]+)\)/.exec(at)!;
      return { x: Number(x), y: Number(y) };
    };
    const [fn, table] = [placeOf(/^function function$/), placeOf(/^behind table$/)];
    expect(table.y).toBe(fn.y);
    expect(table.x).toBeGreaterThan(fn.x + 150);
    const calls = marksOf(marks, /^call \d+ (out|back)$/);
    expect(calls).not.toEqual([]);
    for (const { parts } of calls) {
      const unit = /translate\(([\d.]+) ([\d.]+)\)/.exec(String(parts!.at(-1)!.attrs['transform']))!;
      expect(Number(unit[1])).toBeGreaterThan(fn.x + 150);
      expect(Number(unit[1])).toBeLessThan(table.x);
    }
  });

  it('do not fly where motion is reduced', () => {
    expect(marksOf(picture(950_000).marks, / (out|back)$/)).toEqual([]);
  });
});
