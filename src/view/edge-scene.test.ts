import { describe, expect, it } from 'vitest';
import type { Settings } from '../sim/scenario.ts';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import { edgeLayout } from './edge-layout.ts';
import { edgeScene } from './edge-scene.ts';
import { edgeStoryOf, keptSince, meanUs } from './edge-story.ts';
import { lookAt, marksNamed, namesIn, wordsIn } from './testing/look.ts';

const fn = (handlerMs: number): Settings['function'] => ({
  memoryMb: 128,
  timeoutMs: 3000,
  handlerMs,
  createMs: 0,
  init: { extensionsMs: 0, runtimeMs: 0, functionMs: 0 },
});

function edge(requests: readonly number[], changes: object = {}) {
  const base = smallScenario({ requests, horizonMs: 60_000 });
  const { caller: _, ...settings } = base.settings;
  return lookAt({
    ...base,
    entry: 'edge',
    settings: {
      ...settings,
      functions: { ask: fn(100), go: fn(100), come: fn(100), tell: fn(100) },
      edge: {
        viewerRequest: 'ask',
        originRequest: 'go',
        originResponse: 'come',
        viewerResponse: 'tell',
        originMs: 400,
        cacheMs: 10_000,
        objects: 2,
        ...changes,
      },
    },
  });
}

describe('the edge', () => {
  // Object 1 at 0 and 5000 (a hit), object 2 at 2000.
  const { trace, at } = edge([0, 2000, 5000]);

  it('has a viewer wait at each stop on the way of a miss', () => {
    const where = (ms: number) =>
      namesIn(edgeScene(at(ms)).marks).find((name) => name.startsWith('Viewer 1'));
    expect(where(50)).toContain('waits for the function at viewer request');
    expect(where(150)).toContain('waits for the function at origin request');
    expect(where(400)).toContain('waits for the origin');
    expect(where(650)).toContain('waits for the function at origin response');
    expect(where(750)).toContain('waits for the function at viewer response');
    expect(where(850)).toBeUndefined();
  });

  it('never shows a hit beyond the cache', () => {
    const ways = [5050, 5150].map((ms) =>
      namesIn(edgeScene(at(ms)).marks).find((name) => name.startsWith('Viewer 3')),
    );
    expect(ways[0]).toContain('viewer request');
    expect(ways[1]).toContain('viewer response');
    const story = edgeStoryOf(trace);
    expect(meanUs(story, 'cache', 6_000_000)).toBe(200_000);
    expect(meanUs(story, 'origin', 6_000_000)).toBe(800_000);
  });

  it('counts hits and misses, says what was seen, and how long each way takes', () => {
    const { marks, label } = edgeScene(at(6000));
    expect(wordsIn(marks)).toEqual(
      expect.arrayContaining(['1 hit', '2 miss', 'hit 200 ms on average', 'miss 800 ms on average', '200']),
    );
    expect(label.replaceAll('\u202f', ' ')).toBe(
      'At 0:06.00: 3 viewers asked; cache: 1 hit, 2 miss; 3 saw 200.',
    );
  });

  it('empties an object as its answer grows old, and dashes it when it has expired', () => {
    const left = (ms: number) => {
      const [square] = marksNamed(edgeScene(at(ms)).marks, 'object 1');
      return square!.parts!.find(({ key }) => key === 'left')?.attrs['height'];
    };
    expect(keptSince(edgeStoryOf(trace), 1, 6_000_000)).toBe(700_000);
    expect(Number(left(800))).toBeGreaterThan(Number(left(9000)));
    expect(left(11_000)).toBeUndefined();
    const [stale] = marksNamed(edgeScene(at(11_000)).marks, 'object 1');
    expect(stale!.parts!.find(({ key }) => key === 'square')?.attrs['stroke-dasharray']).toBeDefined();
  });

  it('shows an event without a function as one, and keeps nothing in a cache of no time', () => {
    const bare = edge([0, 2000], { viewerRequest: undefined, viewerResponse: undefined, cacheMs: 0 });
    const { marks } = edgeScene(bare.at(3000));
    expect(wordsIn(marks).filter((text) => text === 'no function')).toHaveLength(2);
    expect(wordsIn(marks)).toEqual(expect.arrayContaining(['keeps nothing', '2 miss', '0 hit']));
  });

  it('draws a flight only after its cause, and the answer only after the end', () => {
    const flying = edgeScene(at(750, { flightUs: 200_000 }));
    expect(marksNamed(flying.marks, 'viewer 0').map(({ key }) => key)).toEqual(['viewer 0']);
    expect(marksNamed(flying.marks, 'viewer 0 back')).toHaveLength(0);
    expect(marksNamed(edgeScene(at(850, { flightUs: 200_000 })).marks, 'viewer 0 back')).toHaveLength(1);
  });

  it('keeps what a viewer sends off the words in the box, on a phone', () => {
    const lowest = edgeLayout(358).viewer.y + edgeLayout(358).viewer.height;
    for (const ms of [1, 60, 2001, 2060]) {
      const { marks } = edgeScene(at(ms, { flightUs: 200_000, width: 358 }));
      const units = marksNamed(marks, 'dot').filter(({ tag }) => tag === 'g');
      expect(units).toHaveLength(1);
      const [, y] = String(units[0]!.attrs['transform'])
        .match(/-?[\d.]+/g)!
        .map(Number);
      expect(y! - 6).toBeGreaterThan(lowest);
    }
  });

  it('tells how many go along a stretch where they cannot be told apart', () => {
    const many = edge(Array.from({ length: 200 }, (_, index) => index * 50));
    const { marks } = edgeScene(many.at(6000, { flightUs: 3_000_000 }));
    const rates = marksNamed(marks, 'rate ').map(({ label }) => label);
    expect(rates).toContain('Viewers: 20/s answered');
    expect(marksNamed(marks, 'viewer ').filter(({ key }) => key.endsWith(' back'))).toEqual([]);
    // At a pace at which they can, each is drawn.
    const slowly = edgeScene(many.at(6000, { flightUs: 150_000 }));
    expect(marksNamed(slowly.marks, 'rate ')).toEqual([]);
    expect(namesIn(slowly.marks).filter((name) => name.includes('its answer'))).toHaveLength(3);
  });
});
