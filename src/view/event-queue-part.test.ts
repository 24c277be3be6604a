import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../sim/scenario.ts';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import { eventQueuePart } from './event-queue-part.ts';
import type { Mark } from './mark.ts';
import { retryTrack, trackX } from './retry-track.ts';
import type { SceneInput } from './scene-input.ts';
import { lookAt, marksNamed, namesIn, wordsIn } from './testing/look.ts';

function queue(count: number, fn: Partial<Scenario['settings']['function']>, share: number): Scenario {
  return {
    ...smallScenario({
      function: { handlerMs: 1000, createMs: 0, ...fn },
      arrivals: { kind: 'burst', atMs: 0, count },
      horizonMs: 1_000_000,
      faults: [{ id: 'bad', title: 'bad', on: true, kind: 'function-error', share }],
    }),
    entry: 'function',
  };
}

const part = (input: SceneInput, width = 320) => eventQueuePart(input, 0)(width);

describe('the track of attempts', () => {
  it('has its waits to scale', () => {
    const { stations, waitsUs } = retryTrack(320, 3, [60e6, 120e6], 20);
    const [first, second] = [stations[1]! - stations[0]!, stations[2]! - stations[1]!];
    expect(waitsUs).toEqual([60e6, 120e6]);
    expect(second / first).toBeGreaterThan(1.7);
    expect(second / first).toBeLessThan(2);
    expect(stations.at(-1)!).toBeLessThan(320);
  });

  it('moves a waiting event evenly from the failed attempt to the next', () => {
    const track = retryTrack(320, 3, [60e6, 120e6], 20);
    expect(trackX(track, 1, 'waiting', 0).x).toBe(track.stations[0]);
    expect(trackX(track, 1, 'waiting', 1).x).toBe(track.stations[1]);
    expect(trackX(track, 2, 'waiting', 0.5).x).toBeCloseTo((track.stations[1]! + track.stations[2]!) / 2);
    expect(trackX(track, 2, 'trying', 0)).toEqual({ x: track.stations[2], at: 'station' });
  });

  it('has one station where nothing is tried again, and keeps stations apart that nothing parts', () => {
    expect(retryTrack(320, 1, [], 20).stations).toHaveLength(1);
    const { stations } = retryTrack(320, 3, [0, 0], 20);
    expect(stations[2]! - stations[1]!).toBeCloseTo(stations[1]! - stations[0]!);
  });
});

/** The names of events alone: lines and fuses have names too. */
const eventsIn = (marks: readonly Mark[]) => namesIn(marks).filter((name) => name.startsWith('Event '));

describe('an event that always fails', () => {
  // Init 300 ms, handler 1 s: fails at 1.3 s, then every attempt one second after its wait.
  const { at } = lookAt(queue(1, {}, 1));

  it('says which attempt it is at and when the next one comes, from the next step of the run', () => {
    expect(wordsIn(part(at(500)).marks)).toContain('1: running 500 ms');
    expect(eventsIn(part(at(31_300)).marks)).toEqual(['Event 1: attempt 1 of 3 failed, again in 30 s']);
    expect(eventsIn(part(at(122_300)).marks)).toEqual(['Event 1: attempt 2 of 3 failed, again in 60 s']);
  });

  it('has a cross at each attempt that failed', () => {
    expect(marksNamed(part(at(500)).marks, 'failed 0')).toHaveLength(0);
    expect(marksNamed(part(at(31_300)).marks, 'failed 0')).toHaveLength(1);
    expect(marksNamed(part(at(122_300)).marks, 'failed 0')).toHaveLength(2);
  });

  it('is seen for a while after it was given up, then the queue is empty', () => {
    expect(wordsIn(part(at(184_000, { flightUs: 1e6 })).marks)).toContain('1: given up, no attempts left');
    expect(wordsIn(part(at(300_000, { flightUs: 1e6 })).marks)).toContain('empty');
  });
});

describe('events that are turned away', () => {
  it('wait before their station with a clock of their own', () => {
    const { at } = lookAt(queue(2, { reservedConcurrency: 1, handlerMs: 2000 }, 0));
    const names = eventsIn(part(at(300)).marks);
    expect(names[1]).toMatch(/^Event 2: attempt 1 of 3 turned away, again in \d+ ms$/);
  });
});

/** Events in the picture: singly, as dots of one shape, and as piles and bars with their number. */
function drawnIn(marks: readonly Mark[]): Record<'singly' | 'dots' | 'piles' | 'bars', number> {
  const numberIn = (text: string | undefined) => Number((text ?? '').replaceAll(',', ''));
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  return {
    singly: marksNamed(marks, 'event ').filter(({ pick }) => pick !== undefined).length,
    dots: sum(marksNamed(marks, 'crowd ').map(({ attrs }) => String(attrs['d']).match(/Z/g)?.length ?? 0)),
    piles: sum(marksNamed(marks, 'pile ').map(({ parts }) => numberIn(parts!.at(-1)!.text))),
    bars: sum(marksNamed(marks, 'total ').map(({ text }) => numberIn(text))),
  };
}

describe('a crowd of events', () => {
  it.each([
    ['that are turned away', 30, 'piles'],
    ['of which many fail', 900, 'bars'],
  ] as const)('%s is counted whole at any moment and width', (_, reservedConcurrency, seenAs) => {
    const { at } = lookAt(queue(1500, { reservedConcurrency }, 0.5));
    const seen = new Set<string>();
    const look = fc.tuple(fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 160, max: 420 }));
    fc.assert(
      fc.property(look, ([ms, width]) => {
        const input = at(ms);
        const drawn = drawnIn(part(input, width).marks);
        for (const [way, count] of Object.entries(drawn)) if (count > 0) seen.add(way);
        expect(drawn.singly + drawn.dots + drawn.piles + drawn.bars).toBe(
          input.world.actors['event']?.length ?? 0,
        );
      }),
      { numRuns: 30, examples: [[[10_000, 320]]] },
    );
    expect(seen).toContain(seenAs);
  });
});
