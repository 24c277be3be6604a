import { describe, expect, it } from 'vitest';
import { lanesBetween, lanesOf } from './lanes.ts';
import { traceOf } from './testing/trace-of.ts';

const lanes = lanesOf(
  traceOf(
    [
      [0, 'environment 0', 'create', { other: 0 }],
      [0, 'environment 0', 'init.function', { other: 0 }],
      [5, 'environment 1', 'create', { other: 1 }],
      [10, 'environment 0', 'invoke.handler', { other: 0 }],
      [12, 'environment 0', 'frozen', { other: 0 }],
      [15, 'environment 1', 'frozen'],
      [20, 'environment 0', 'shutdown'],
      [22, 'environment 0', 'retired'],
    ],
    30,
  ),
);
const shown = (fromUs: number, toUs: number) =>
  lanesBetween(lanes, fromUs, toUs).map(({ environment, segments }) => [
    environment,
    segments.map((segment) => `${segment.state} ${String(segment.fromUs)}-${String(segment.toUs)}`),
  ]);

describe('lanes', () => {
  it('give each environment its stretches, the last up to its end or the end of the run', () => {
    expect(shown(0, 30)).toEqual([
      [0, ['init.function 0-10', 'invoke.handler 10-12', 'frozen 12-20', 'shutdown 20-22']],
      [1, ['create 5-15', 'frozen 15-30']],
    ]);
  });

  it('know the step and the request of a stretch', () => {
    expect(lanesBetween(lanes, 10, 11)[0]!.segments).toEqual([
      { state: 'invoke.handler', fromUs: 10, toUs: 12, step: 3, request: 0 },
    ]);
    expect(lanesBetween(lanes, 12, 13)[0]!.segments[0]).toMatchObject({ state: 'frozen', request: -1 });
  });

  it('show a window: what ends at its start or starts at its end is not in it', () => {
    expect(shown(10, 12)).toEqual([
      [0, ['invoke.handler 10-12']],
      [1, ['create 5-15']],
    ]);
    expect(shown(22, 30)).toEqual([[1, ['frozen 15-30']]]);
    expect(shown(0, 5)).toEqual([[0, ['init.function 0-10']]]);
    expect(shown(30, 40)).toEqual([]);
  });

  it('of a run without environments are none', () => {
    expect(lanesBetween(lanesOf(traceOf([[0, 'request 0', 'denied']], 9)), 0, 9)).toEqual([]);
  });
});
