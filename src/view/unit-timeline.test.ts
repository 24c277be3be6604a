import { describe, expect, it } from 'vitest';
import content from '../../content/words.json';
import { journeyOf } from '../sim/journey.ts';
import { spentIn } from '../sim/journey-spent.ts';
import { traceOf } from '../sim/testing/trace-of.ts';
import type { Mark } from './mark.ts';
import type { Scene } from './scene.ts';
import { barText, spentText } from './unit-words.ts';
import { unitTimeline } from './unit-timeline.ts';

const SECOND = 1_000_000;

/** A request that waits for its environment and then fails. */
const trace = traceOf(
  [
    [1 * SECOND, 'request 0', 'waiting', { reason: 'cold: no environment', other: 0 }],
    [1 * SECOND, 'environment 0', 'create', { cause: 0, other: 0 }],
    [2 * SECOND, 'environment 0', 'init.runtime', { cause: 1, other: 0 }],
    [3 * SECOND, 'environment 0', 'invoke.handler', { cause: 2, other: 0 }],
    [3 * SECOND, 'request 0', 'running', { cause: 3, other: 0 }],
    [9 * SECOND, 'environment 0', 'frozen', { cause: 3, other: 0, reason: 'handler: error' }],
    [9 * SECOND, 'request 0', 'failed', { cause: 5, other: 0, reason: 'handler: error' }],
  ],
  20 * SECOND,
);
const journey = journeyOf(trace, { kind: 'request', number: 0 })!;

function sceneAt(seconds: number, seenS = seconds, width = 900): Scene {
  return unitTimeline({
    trace,
    journey,
    words: content,
    atUs: seconds * SECOND,
    seenUs: seenS * SECOND,
    width,
  });
}

function bars(marks: readonly Mark[]): Mark[] {
  return marks.flatMap((mark) => [...(mark.pick ? [mark] : []), ...bars(mark.parts ?? [])]);
}
const named = (scene: Scene) => bars(scene.marks).map(({ label }) => label);
const part = (mark: Mark, key: string) => mark.parts!.find((one) => one.key === key)!;

describe('the waterfall of a life', () => {
  it('names every bar with its length, and leads to its step', () => {
    expect(named(sceneAt(20))).toEqual([
      'waits for its environment: 2\u202fs from 0:01.00',
      'runs: 6\u202fs from 0:03.00, ends badly',
      'gets place and code: 1\u202fs from 0:01.00',
      'Init: runtime: 1\u202fs from 0:02.00',
      'handler: 6\u202fs from 0:03.00, ends badly',
    ]);
    expect(bars(sceneAt(20).marks).map(({ pick }) => pick!.step)).toEqual([0, 4, 1, 2, 3]);
  });

  it('draws nothing that has not been seen, and no failure before it happens', () => {
    const early = sceneAt(5);
    expect(named(early)).toContain('handler: 2\u202fs so far from 0:03.00');
    expect(early.label).toContain('4\u202fs so far');
    const shapes = bars(early.marks).map((mark) => part(mark, 'bar').attrs['class']);
    expect(shapes.join(' ')).not.toContain('failed');
    expect(named(sceneAt(1.5))).toEqual([
      'waits for its environment: 500\u202fms so far from 0:01.00',
      'gets place and code: 500\u202fms so far from 0:01.00',
    ]);
  });

  it('keeps what was seen, under the veil, when the moment goes back, and takes the failure back', () => {
    const back = sceneAt(5, 20);
    expect(named(back)).toHaveLength(5);
    expect(named(back).join(' ')).not.toContain('badly');
    const veil = back.marks.find(({ key }) => key === 'veil')!;
    expect(veil.attrs['width']).toBeGreaterThan(0);
  });

  it('is to scale, and fits the width it is given', () => {
    for (const width of [320, 900, 1286]) {
      const scene = sceneAt(20, 20, width);
      const drawn = bars(scene.marks);
      const widthOf = (index: number) => Number(part(drawn[index]!, 'bar').attrs['width']);
      expect(widthOf(1) / widthOf(0)).toBeCloseTo(3, 1);
      for (const mark of drawn) {
        const { x, width: wide } = part(mark, 'bar').attrs;
        expect(Number(x) + Number(wide)).toBeLessThanOrEqual(width);
      }
    }
  });
});

it('has words for every stretch it met', () => {
  for (const { kind, bars: own } of journey.rows) {
    for (const { state, attempt } of own) expect(barText(kind, state, attempt)).not.toBe(state);
  }
  for (const { kind, state, attempt } of spentIn(journey, Infinity)) {
    expect(spentText(kind, state, attempt)).not.toContain(':');
  }
  expect(spentText('event', 'waiting', 2)).toBe('it waits for its second attempt');
  expect(spentText('event', 'waiting', 0)).toBe('it waits for its next attempt');
  expect(spentText('caller', 'waiting', 12)).toBe('its caller waits before its 12th try');
});
