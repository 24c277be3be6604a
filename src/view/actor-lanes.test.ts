import { describe, expect, it } from 'vitest';
import { simulate } from '../sim/run.ts';
import type { Scenario } from '../sim/scenario.ts';
import { idealRules } from '../sim/testing/ideal-rules.ts';
import { smallQueue } from '../sim/testing/small-queue.ts';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import { smallStream } from '../sim/testing/small-stream.ts';
import { actorLaneMarks, actorLaneNames, undecidedActors } from './actor-lanes.ts';
import { metricsOf } from './metric-levels.ts';
import { timeFrame } from './time-axis.ts';
import { isTrouble } from './trouble.ts';

const run = (scenario: Scenario) => simulate(scenario, idealRules);
const laneOf = (scenario: Scenario) => {
  const trace = run(scenario);
  const { parts } = actorLaneMarks(trace, [20], { above: 8, below: 4 }, timeFrame(trace.endUs, 958))
    .parts![0]!;
  return Object.fromEntries(parts!.map((mark) => [mark.key, String(mark.attrs['d'])]));
};

describe('lanes of those who bring units', () => {
  it('are named by shard, by poller, and not at all for bare requests', () => {
    expect(actorLaneNames(run(smallStream({ records: [0], stream: { shards: 2 } })))).toEqual([
      'shard 1',
      'shard 2',
    ]);
    expect(actorLaneNames(run(smallQueue()))).toEqual(['poller 1']);
    expect(actorLaneNames(run(smallScenario({ requests: [0] })))).toEqual([]);
  });

  it('have work above the line, what failed below it, and the wait between dotted', () => {
    const sound = laneOf(smallStream({ records: [0, 1000] }));
    expect(sound['work']).not.toBe('');
    expect(sound['failed']).toBe('');
    const blocked = laneOf(
      smallStream({
        records: [0],
        faults: [{ id: 'bad', title: '', on: true, kind: 'bad-item', which: [1] }],
        horizonMs: 1950,
      }),
    );
    expect(blocked['work']).toBe('');
    expect(blocked['failed']).not.toBe('');
    expect(blocked['waits']).not.toBe('');
  });

  it('show what will fail as any work until it has failed', () => {
    const trace = run(
      smallStream({
        records: [0],
        faults: [{ id: 'bad', title: '', on: true, kind: 'bad-item', which: [1] }],
        horizonMs: 1950,
      }),
    );
    const failsUs = trace.at[trace.to.findIndex((_, step) => isTrouble(trace, step))]!;
    const shown = (atUs: number) =>
      undecidedActors(trace, [20], { above: 8, below: 4 }, timeFrame(trace.endUs, 958), atUs).map(
        ({ key }) => key,
      );
    expect(shown(failsUs - 1)).toEqual(['cover actor 0', 'actor tries 0']);
    expect(shown(failsUs)).toEqual([]);
  });
});

describe('figures over time', () => {
  it('fit the model of the run', () => {
    expect(metricsOf(run(smallStream({ records: [0] })))[0]).toBe('iteratorAge');
    expect(metricsOf(run(smallQueue()))[0]).toBe('visible');
    expect(metricsOf(run(smallScenario({ requests: [0] })))).toEqual([
      'concurrency',
      'environments',
      'coldStarts',
    ]);
  });
});
