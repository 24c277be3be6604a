import { describe, expect, it } from 'vitest';
import type { Scenario } from '../sim/scenario.ts';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import { eventStoryOf } from './event-story.ts';
import { loopDial, turnsOf } from './loop-dial.ts';
import { lookAt } from './testing/look.ts';

/** A function that writes into the bucket that invokes it. */
const round: Scenario = {
  ...smallScenario({
    function: { createMs: 0, calls: [{ to: 'pictures' }] },
    settings: { resources: { pictures: { type: 'push-service', service: 's3', targets: ['function'] } } },
    requests: [0],
    horizonMs: 10_000,
  }),
  entry: 'pictures',
};

describe('a chain that leads to itself', () => {
  const { trace, at } = lookAt(round);

  it('has a turn for every event, numbered along its causes', () => {
    expect(eventStoryOf(trace).turn).toEqual(Array.from({ length: 17 }, (_, index) => index + 1));
  });

  it('turns the dial stroke by stroke until it is stopped after 16', () => {
    expect(turnsOf(at(0), 0)).toEqual({ turns: 1, stopped: 0, stoppedAfter: 16 });
    const over = turnsOf(at(9000), 0)!;
    expect(over).toEqual({ turns: 17, stopped: 1, stoppedAfter: 16 });
    expect(loopDial(at(9000), 0)!.says).toBe('a loop of 16 turns, stopped here');
    expect(loopDial(at(0), 0)!.says).toBe('a loop of 1 turn, 16 at most');
  });

  it('has no end where nothing stops it', () => {
    const open = lookAt(round, '2022-06-01');
    expect(loopDial(open.at(9000), 0)!.says).toMatch(/^a loop of \d+ turns, nothing stops it$/);
  });

  it('has no dial where nothing comes round', () => {
    const straight = lookAt({
      ...round,
      settings: { ...round.settings, function: smallScenario().settings.function },
    });
    expect(loopDial(straight.at(9000), 0)).toBeNull();
  });
});
