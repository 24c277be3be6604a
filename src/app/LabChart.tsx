/** The statechart of one environment, in the state it is in at the moment. */
import { useRef } from 'react';
import { nameOf } from '../sim/narrate.ts';
import { worldAt } from '../sim/world.ts';
import { StateChart } from '../view/StateChart.tsx';
import { useWidth } from './lesson-figures/use-width.ts';
import type { RunResult } from './run-client.ts';
import { useMoment, type Lab } from './use-lab.ts';
import { words } from './words.ts';

export interface LabChartProps {
  readonly lab: Lab;
  readonly result: RunResult;
  /** Number of the environment, from 0; -1: none yet. */
  readonly environment: number;
}

export function LabChart({ lab, result, environment }: LabChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { trace, charts } = result;
  const chart = charts['environment']!;
  const atUs = useMoment(lab.player);
  const kind = trace.kinds.findIndex(({ name }) => name === 'environment');
  const state = worldAt(trace, atUs).environments.find(({ number }) => number === environment)?.state;
  const name = environment < 0 ? '' : nameOf(trace, kind, environment, words);
  return (
    <section className="chart" aria-labelledby="chart-title">
      <h2 id="chart-title">
        {name === '' ? (
          'An execution environment'
        ) : (
          <>
            {name.charAt(0).toUpperCase() + name.slice(1)} <span className="quiet-text">is</span>{' '}
            <span title={state === undefined ? undefined : words.states['environment']?.[state]}>
              {state ?? 'retired'}
            </span>
          </>
        )}
      </h2>
      <div ref={box} className="chart-box">
        {width !== null && width > 0 && (
          <StateChart chart={chart} trace={trace} environment={environment} atUs={atUs} width={width} />
        )}
      </div>
    </section>
  );
}
