/** The statechart of one actor of the run, in the state it is in at the moment. */
import { useId, useMemo, useRef } from 'react';
import { nameOf } from '../sim/narrate.ts';
import { stepOfActor } from '../view/ledger.ts';
import { StateChart } from '../view/StateChart.tsx';
import { kindName, kindsOf, type Charted } from './charted.ts';
import { useWidth } from './lesson-figures/use-width.ts';
import type { RunResult } from './run-client.ts';
import { words } from './words.ts';

export interface LabChartProps {
  readonly atUs: number;
  readonly result: RunResult;
  readonly charted: Charted;
  /** The kind the reader has chosen to look at; empty: whatever the run is about. */
  readonly chosen: string;
  readonly onChoose: (kind: string) => void;
}

export function LabChart({ atUs, result, charted, chosen, onChoose }: LabChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const selectId = useId();
  const width = useWidth(box);
  const { trace, charts } = result;
  const kinds = useMemo(() => kindsOf(trace), [trace]);
  const chart = charts[charted.kind] ?? charts['environment']!;
  const kind = trace.kinds.findIndex(({ name }) => name === charted.kind);
  const step = charted.actor < 0 ? -1 : stepOfActor(trace, kind, charted.actor, atUs);
  const state = step < 0 ? undefined : trace.kinds[kind]!.states[trace.to[step]!];
  const name = charted.actor < 0 ? '' : nameOf(trace, kind, charted.actor, words);
  return (
    <section className="chart" aria-labelledby="chart-title">
      <h2 id="chart-title">
        {name === '' ? (
          charted.kind === 'environment' ? (
            'An execution environment'
          ) : (
            kindName(charted.kind)
          )
        ) : (
          <>
            {name.charAt(0).toUpperCase() + name.slice(1)} <span className="quiet-text">is</span>{' '}
            <span title={state === undefined ? undefined : words.states[charted.kind]?.[state]}>
              {state ?? 'not there yet'}
            </span>
          </>
        )}
      </h2>
      {kinds.length > 2 && (
        <p className="chart-choice">
          <label htmlFor={selectId}>Machine of</label>
          <select
            id={selectId}
            className="value"
            value={chosen}
            onChange={(event) => {
              onChoose(event.currentTarget.value);
            }}
          >
            <option value="">whatever the step is about</option>
            {kinds.map((one) => (
              <option key={one} value={one}>
                {kindName(one)}
              </option>
            ))}
          </select>
        </p>
      )}
      <div ref={box} className="chart-box">
        {width !== null && width > 0 && (
          <StateChart chart={chart} trace={trace} actor={charted.actor} atUs={atUs} width={width} />
        )}
      </div>
    </section>
  );
}
