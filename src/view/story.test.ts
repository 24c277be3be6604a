import { describe, expect, it } from 'vitest';
import { traceOf } from '../sim/testing/trace-of.ts';
import { startShare, storyOf } from './story.ts';

describe('places', () => {
  it('are kept for life, and the lowest free one is taken next', () => {
    const trace = traceOf([
      [0, 'environment 0', 'create'],
      [0, 'environment 1', 'create'],
      [0, 'environment 2', 'create'],
      [5, 'environment 1', 'retired'],
      [6, 'environment 0', 'retired'],
      [7, 'environment 3', 'create'],
      [8, 'environment 4', 'create'],
      [9, 'environment 5', 'create'],
    ]);
    const story = storyOf(trace);
    expect([...story.placeOf]).toEqual([0, 1, 2, 0, 1, 3]);
    expect(story.places).toBe(4);
  });

  it('are read once for a trace', () => {
    const trace = traceOf([[0, 'environment 0', 'create']]);
    expect(storyOf(trace)).toBe(storyOf(trace));
  });
});

describe('the share of a start', () => {
  const trace = traceOf(
    [
      [100, 'environment 0', 'create'],
      [150, 'environment 0', 'init.runtime'],
      [200, 'environment 0', 'init.function'],
      [300, 'environment 0', 'frozen'],
      [400, 'environment 0', 'invoke.init'],
      [500, 'environment 0', 'invoke.handler'],
    ],
    600,
  );
  const story = storyOf(trace);

  it('rises evenly from the creation to the moment it can serve, across the phases', () => {
    expect(startShare(story, 0, 0, 100)).toBe(0);
    expect(startShare(story, 0, 0, 150)).toBe(0.25);
    expect(startShare(story, 0, 1, 150)).toBe(0.25);
    expect(startShare(story, 0, 2, 250)).toBe(0.75);
  });

  it('begins anew when Init is repeated', () => {
    expect(startShare(story, 0, 4, 425)).toBe(0.25);
  });
});

describe('failures', () => {
  it('are known by request, with those that did not fail told apart', () => {
    const trace = traceOf([
      [0, 'request 0', 'running'],
      [0, 'request 2', 'running'],
      [1, 'request 0', 'succeeded'],
      [2, 'request 2', 'failed'],
    ]);
    expect([...storyOf(trace).failed]).toEqual([0, 0, 1]);
  });
});

describe('the end of an environment', () => {
  it('is told from the end of the run, also when both are at one moment', () => {
    const trace = traceOf(
      [
        [0, 'environment 0', 'frozen'],
        [0, 'environment 1', 'frozen'],
        [9, 'environment 0', 'shutdown'],
        [9, 'environment 0', 'retired'],
      ],
      9,
    );
    expect([...storyOf(trace).gone]).toEqual([1, 0]);
  });
});
