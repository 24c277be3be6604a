/** The statechart of one actor of the run, in the state it is in at the moment, and what can happen to it next. */
import { lazy, Suspense, useId, useMemo, useRef, useState } from 'react';
import { lifeIndexOf } from '../sim/life-index.ts';
import { nameOf } from '../sim/narrate.ts';
import { stepOfActor } from '../view/ledger.ts';
import { StateChart } from '../view/StateChart.tsx';
import { kindName, kindsOf, type Charted } from './charted.ts';
import { useWidth } from './use-width.ts';
import type { RunResult } from './run-client.ts';
import { words } from './words.ts';

/** The words of machines come when they are asked for. */
const Transitions = lazy(async () => {
  const { Transitions: component } = await import('./Transitions.tsx');
  return { default: component };
});
const ChartDialog = lazy(async () => {
  const { ChartDialog: component } = await import('./ChartDialog.tsx');
  return { default: component };
});

export interface LabChartProps {
  readonly atUs: number;
  /** The furthest step the reader has seen. */
  readonly seenStep: number;
  readonly digits: number;
  readonly result: RunResult;
  readonly charted: Charted;
  /** The kind the reader has chosen to look at; empty: whatever the run is about. */
  readonly chosen: string;
  readonly onChoose: (kind: string) => void;
  /** One of the chosen kind, by its number from 0. */
  readonly onNumber: (actor: number) => void;
  readonly onJump: (step: number) => void;
}

export function LabChart(props: LabChartProps) {
  const { atUs, result, charted, chosen, onChoose, onNumber } = props;
  const box = useRef<HTMLDivElement>(null);
  const selectId = useId();
  const width = useWidth(box);
  const [enlarged, setEnlarged] = useState(false);
  const [listed, setListed] = useState(false);
  const { trace, charts } = result;
  const kinds = useMemo(() => kindsOf(trace), [trace]);
  const chart = charts[charted.kind] ?? charts['environment']!;
  const kind = trace.kinds.findIndex(({ name }) => name === charted.kind);
  const step = charted.actor < 0 ? -1 : stepOfActor(trace, kind, charted.actor, atUs);
  const state = step < 0 ? undefined : trace.kinds[kind]!.states[trace.to[step]!];
  const name = charted.actor < 0 ? '' : nameOf(trace, kind, charted.actor, words);
  const count = lifeIndexOf(trace).countOf(kind);
  // Who is not there yet stands at the machine's beginning.
  const standing = state ?? chart.states.find(({ isInitial }) => isInitial)?.name;
  const possible = chart.transitions.filter(({ from }) => from === standing);
  const list = { result, chart, actor: charted.actor, step, seenStep: props.seenStep, digits: props.digits };
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
      <div className="chart-choice">
        {kinds.length > 1 && (
          <>
            <label htmlFor={selectId}>Machine of</label>
            <select
              id={selectId}
              className="value"
              value={chosen}
              onChange={(event) => {
                onChoose(event.currentTarget.value);
              }}
            >
              <option value="">this step</option>
              {kinds.map((one) => (
                <option key={one} value={one}>
                  {kindName(one)}
                </option>
              ))}
            </select>
          </>
        )}
        {count > 1 && charted.actor >= 0 && (
          <ActorNumber kind={charted.kind} actor={charted.actor} count={count} onNumber={onNumber} />
        )}
      </div>
      <div ref={box} className="chart-box">
        {width !== null && width > 0 && (
          <StateChart chart={chart} trace={trace} actor={charted.actor} atUs={atUs} width={width} />
        )}
      </div>
      <div className="chart-more">
        <details
          onToggle={(event) => {
            setListed(event.currentTarget.open);
          }}
        >
          <summary>
            {possible.length === 0
              ? 'Nothing more can happen to it'
              : `What can happen ${state === undefined ? 'first' : 'now'}: ${possible.length}`}
          </summary>
          {listed && (
            <Suspense fallback={null}>
              <Transitions {...list} transitions={possible} onJump={props.onJump} />
            </Suspense>
          )}
        </details>
        <button
          type="button"
          className="link"
          aria-haspopup="dialog"
          onClick={() => {
            setEnlarged(true);
          }}
        >
          enlarge
        </button>
      </div>
      {enlarged && (
        <Suspense fallback={null}>
          <ChartDialog
            onClose={() => {
              setEnlarged(false);
            }}
            title={name === '' ? kindName(charted.kind) : name.charAt(0).toUpperCase() + name.slice(1)}
            atUs={atUs}
            {...list}
            onJump={props.onJump}
          />
        </Suspense>
      )}
    </section>
  );
}

/** Which one of its kind: typed, or the one before or after. */
function ActorNumber(props: {
  readonly kind: string;
  readonly actor: number;
  readonly count: number;
  readonly onNumber: (actor: number) => void;
}) {
  const { kind, actor, count, onNumber } = props;
  const [typed, setTyped] = useState<string | null>(null);
  function finish(): void {
    const number = Math.round(Number(typed));
    setTyped(null);
    if (typed !== null && typed.trim() !== '' && number >= 1 && number <= count) onNumber(number - 1);
  }
  return (
    <span className="chart-number" role="group" aria-label={`${kindName(kind)}, by number`}>
      <button
        type="button"
        aria-label="The one before"
        disabled={actor <= 0}
        onClick={() => {
          onNumber(actor - 1);
        }}
      >
        ‹
      </button>
      <input
        className="value"
        type="text"
        inputMode="numeric"
        size={Math.max(2, String(count).length)}
        aria-label={`Number, 1 to ${count}`}
        value={typed ?? String(actor + 1)}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
        }}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === 'Enter') finish();
          else if (event.key === 'Escape') setTyped(null);
        }}
      />
      <button
        type="button"
        aria-label="The next one"
        disabled={actor >= count - 1}
        onClick={() => {
          onNumber(actor + 1);
        }}
      >
        ›
      </button>
      <span>of {count}</span>
    </span>
  );
}
