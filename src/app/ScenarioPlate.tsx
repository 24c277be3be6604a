/** A still picture of a scenario's own run: its environments at a moment that shows much and gives nothing away. */
import { useMemo } from 'react';
import { simulateDirect } from '../sim/direct-run.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Trace } from '../sim/trace.ts';
import { worldAt } from '../sim/world.ts';
import { HomeBench } from '../view/HomeBench.tsx';
import { readAsOf } from './as-of-date.ts';
import { rulesAt } from './rules.ts';

const WIDTH = 384;

/** What is worth seeing: an Init under way first, an empty place last. */
function weigh(states: ReadonlySet<string>): number {
  let weight = 0;
  for (const state of states) weight += state.includes('init') ? 4 : state === 'create' ? 0 : 3;
  return weight;
}

/** The moment of the first half of a run with the most different things to see. */
function tellingMoment(trace: Trace): number {
  let best = 0;
  let bestScore = -1;
  for (let step = 0; step < trace.length && trace.at[step]! <= trace.endUs / 2; step += 1) {
    // Between this step and the next: levels have risen half way.
    const next = trace.at[step + 1] ?? trace.endUs;
    const atUs = (trace.at[step]! + next) / 2;
    const { environments, requests } = worldAt(trace, atUs);
    const states = new Set(environments.map(({ state }) => state));
    const score = weigh(states) + environments.length + requests.length;
    if (score > bestScore) {
      best = atUs;
      bestScore = score;
    }
  }
  return best;
}

export function ScenarioPlate({ scenario }: { readonly scenario: Scenario }) {
  const picture = useMemo(() => {
    const trace = simulateDirect(scenario, rulesAt(readAsOf(scenario.asOf).day));
    return { trace, atUs: tellingMoment(trace) };
  }, [scenario]);
  return (
    <span className="plate-picture">
      <HomeBench
        width={WIDTH}
        margin={2}
        groups={[{ id: scenario.id, name: '', note: '', flightUs: 0, ...picture }]}
      />
    </span>
  );
}
