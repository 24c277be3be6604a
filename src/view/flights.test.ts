import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulate } from '../sim/run.ts';
import { idealRules } from '../sim/testing/ideal-rules.ts';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import { traceOf } from '../sim/testing/trace-of.ts';
import { flightsAt } from './flights.ts';
import { storyOf } from './story.ts';

const trace = traceOf(
  [
    [1000, 'request 0', 'waiting', { other: 0 }],
    [1000, 'environment 0', 'create', { other: 0 }],
    [1500, 'request 0', 'running', { other: 0 }],
    [2000, 'request 0', 'succeeded', { other: 0 }],
    [2100, 'request 1', 'throttled'],
  ],
  4000,
);
const at = (us: number, flightUs = 400) =>
  flightsAt(trace, storyOf(trace), us, flightUs).map((one) => [one.request, one.way, one.share, one.state]);

describe('flights', () => {
  it('end when the model says that the request arrived', () => {
    expect(at(599)).toEqual([]);
    expect(at(800)).toEqual([[0, 'out', 0.5, 'waiting']]);
    expect(at(1000)).toEqual([]);
  });

  it('begin, on the way back, when the model says that it ended', () => {
    expect(at(2000)).toEqual([
      [0, 'back', 0, 'succeeded'],
      [1, 'out', 0.75, 'throttled'],
    ]);
    expect(at(2200)).toEqual([
      [0, 'back', 0.5, 'succeeded'],
      [1, 'back', 0.25, 'throttled'],
    ]);
    expect(at(2400)).toEqual([[1, 'back', 0.75, 'throttled']]);
  });

  it('are not shown where motion is reduced', () => {
    expect(at(800, 0)).toEqual([]);
  });

  it('never show an answer before the request has come, nor a request twice at once', () => {
    const run = simulate(
      smallScenario({
        arrivals: { kind: 'poisson', ratePerSec: 8 },
        horizonMs: 5000,
        settings: { concurrencyLimit: 2 },
      }),
      idealRules,
    );
    const story = storyOf(run);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: run.endUs }),
        fc.integer({ min: 1, max: 60_000 }),
        (us, flightUs) => {
          const flights = flightsAt(run, story, us, flightUs);
          for (const flight of flights) {
            expect(flight.share).toBeGreaterThanOrEqual(0);
            expect(flight.share).toBeLessThanOrEqual(1);
            const ended = run.at[flight.step]! <= us;
            expect(flight.way).toBe(ended ? 'back' : 'out');
          }
          expect(new Set(flights.map((flight) => flight.request)).size).toBe(flights.length);
        },
      ),
    );
  });
});
