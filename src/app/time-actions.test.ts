import { describe, expect, it } from 'vitest';
import { traceOf } from '../sim/testing/trace-of.ts';
import { createLabView } from './lab-view.ts';
import { createPlayer } from './player.ts';
import type { RunResult } from './run-client.ts';
import { timeActions } from './time-actions.ts';
import type { Lab } from './use-lab.ts';

const SECOND = 1_000_000;
const RUN = traceOf(
  [
    [1 * SECOND, 'request 0', 'waiting', { reason: 'cold: no environment' }],
    [3 * SECOND, 'request 1', 'throttled', { reason: 'throttled: concurrency' }],
    [6 * SECOND, 'request 2', 'throttled', { reason: 'throttled: concurrency' }],
    [8 * SECOND, 'request 0', 'succeeded'],
  ],
  10 * SECOND,
);

/** The actions on a run, at a player that jumps in a cut. */
function at(momentS: number, trace = RUN) {
  const player = createPlayer({
    request: () => 1,
    cancel: () => undefined,
    reducedMotion: () => true,
    later: () => 1,
    cancelLater: () => undefined,
  });
  player.load(trace, { momentUs: momentS * SECOND });
  const view = createLabView();
  const pinned: number[] = [];
  const notes: string[] = [];
  const lab = { player, view, run: { result: { trace } as RunResult } } as Lab;
  const actions = timeActions(
    lab,
    (_, step) => pinned.push(step),
    () => pinned.at(-1) ?? -1,
    (text) => notes.push(text),
  );
  return { actions, view, pinned, notes, player, moment: () => player.store.getState().momentUs / SECOND };
}

describe('to the next problem', () => {
  it('goes on, round at the end, and back', () => {
    const { actions, moment, pinned } = at(0);
    actions.toNext(1);
    expect(moment()).toBe(3);
    actions.toNext(1);
    expect(moment()).toBe(6);
    actions.toNext(1);
    expect(moment()).toBe(3);
    actions.toNext(-1);
    expect(moment()).toBe(6);
    expect(pinned).toEqual([1, 2, 1, 2]);
  });

  it('goes to cold starts where there is no problem, and nowhere where there is neither', () => {
    const calm = traceOf(
      [[1 * SECOND, 'request 0', 'waiting', { reason: 'cold: no environment' }]],
      5 * SECOND,
    );
    const cold = at(4, calm);
    cold.actions.toNext(1);
    expect(cold.moment()).toBe(1);
    const none = at(4, traceOf([[1 * SECOND, 'request 0', 'running']], 5 * SECOND));
    none.actions.toNext(1);
    expect(none.moment()).toBe(4);
    expect(none.pinned).toEqual([]);
  });
});

describe('a stretch', () => {
  it('is marked around the moment when there is none to repeat', () => {
    const { actions, view } = at(4);
    actions.toggleLoop();
    expect(view.getState()).toMatchObject({ stretchUs: [3.5 * SECOND, 4.5 * SECOND], looping: true });
    actions.toggleLoop();
    expect(view.getState()).toMatchObject({ stretchUs: [3.5 * SECOND, 4.5 * SECOND], looping: false });
    actions.clearStretch();
    expect(view.getState().stretchUs).toBeNull();
  });

  it('begins and ends at the moment, and never ends before it begins', () => {
    const { actions, view, player } = at(4);
    actions.setEnd(0);
    expect(view.getState().stretchUs).toEqual([4 * SECOND, 10 * SECOND]);
    player.seek(7 * SECOND);
    actions.setEnd(1);
    expect(view.getState().stretchUs).toEqual([4 * SECOND, 7 * SECOND]);
    player.seek(2 * SECOND);
    actions.setEnd(1);
    expect(view.getState().stretchUs).toEqual([0, 2 * SECOND]);
    player.seek(10 * SECOND);
    actions.setEnd(0);
    expect(view.getState().stretchUs).toEqual([0, 2 * SECOND]);
  });
});

it('bookmarks a moment once, in order, and says so', () => {
  const { actions, view, notes, player } = at(4);
  actions.addBookmark();
  actions.addBookmark();
  player.seek(2 * SECOND);
  actions.addBookmark();
  expect(view.getState().bookmarks.map(({ atUs }) => atUs)).toEqual([2 * SECOND, 4 * SECOND]);
  expect(notes.at(-1)).toBe('Bookmarked 0:02.00.');
});

it('changes the pace stop by stop, and what the axis shows', () => {
  const { actions, player, view } = at(5);
  actions.changePace(1);
  expect(player.store.getState().speed).toBe(2 * SECOND);
  actions.changePace(-1);
  actions.changePace(-1);
  expect(player.store.getState().speed).toBe(SECOND / 2);
  actions.zoom(2);
  expect(view.getState().windowUs).toEqual([2.5 * SECOND, 7.5 * SECOND]);
  actions.zoom(0.5);
  expect(view.getState().windowUs).toBeNull();
});
