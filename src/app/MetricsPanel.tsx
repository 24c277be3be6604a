/** CloudWatch's metrics of the run, and what it has no metric of: charts that share the moment and one stretch of time. */
import { useId, useState, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { formatTime } from '../sim/format-time.ts';
import { CLOUDWATCH_PERIOD_US, periodFor, periodsFor } from '../view/bins.ts';
import type { StretchUs } from '../view/ChartPlot.tsx';
import { periodDigits, periodText } from '../view/chart-text.ts';
import { scopesOf } from '../view/run-charts.ts';
import { ChartFigure } from './ChartFigure.tsx';
import type { PanelProps } from './panel-props.ts';
import { RunPrice } from './RunPrice.tsx';
import { StretchTrack } from './StretchTrack.tsx';
import { useRunCharts } from './use-run-charts.ts';
import './charts.css';

/** Digits after the second's point that tell a hundredth of a part. */
function windowDigits([fromUs, untilUs]: StretchUs): number {
  const finest = (untilUs - fromUs) / 100;
  return finest >= 1_000_000 ? 0 : finest >= 10_000 ? 2 : finest >= 1000 ? 3 : 6;
}

export function MetricsPanel({ lab, result, digits, onJump }: PanelProps) {
  const { player, view } = lab;
  const { trace, scenario } = result;
  const id = useId();
  // What was chosen holds as long as the run has it.
  const [chosen, setChosen] = useState<number | null>(null);
  const [scope, setScope] = useState(-1);
  const stretchUs = useStore(view, (state) => state.stretchUs);
  const zoomUs = useStore(view, (state) => state.windowUs);
  // A part beyond the end of this run is none of it.
  const windowUs = zoomUs !== null && zoomUs[0] < trace.endUs ? zoomUs : null;
  const periods = periodsFor(trace.endUs);
  const periodUs = chosen !== null && periods.includes(chosen) ? chosen : periodFor(trace.endUs);
  const made = useRunCharts(result, periodUs, scope < trace.places.length ? scope : -1);
  const scopes = made ? scopesOf({ samples: made.samples, scenario }) : [];

  function setStretch(next: StretchUs | null): void {
    view.setState({ stretchUs: next });
  }

  function setWindow(next: StretchUs | null): void {
    view.setState({ windowUs: next });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || stretchUs === null || event.defaultPrevented) return;
    setStretch(null);
    event.preventDefault();
  }

  return (
    // Escape lets go of the stretch, wherever in the panel the reader is.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className="metrics" onKeyDown={onKeyDown}>
      <div className="metrics-head">
        <div className="metrics-choices">
          <label htmlFor={`${id}-period`}>Period</label>
          <select
            id={`${id}-period`}
            className="value"
            value={periodUs}
            onChange={(event) => {
              setChosen(Number(event.currentTarget.value));
            }}
          >
            {periods.map((period) => (
              <option key={period} value={period}>
                {periodText(period)}
              </option>
            ))}
          </select>
          {scopes.length > 0 && (
            <>
              <label htmlFor={`${id}-scope`}>Invocations of</label>
              <select
                id={`${id}-scope`}
                className="value"
                value={scope}
                onChange={(event) => {
                  setScope(Number(event.currentTarget.value));
                }}
              >
                <option value={-1}>everything</option>
                {scopes.map(({ place, name }) => (
                  <option key={place} value={place}>
                    {name}
                  </option>
                ))}
              </select>
            </>
          )}
        </div>
        <StretchTrack
          endUs={trace.endUs}
          stepUs={Math.min(periodUs, trace.endUs)}
          digits={Math.max(digits, periodDigits(periodUs))}
          stretchUs={stretchUs}
          windowUs={windowUs}
          onStretch={setStretch}
        />
        {windowUs && (
          <p className="stretch-text" role="status">
            <span>
              Like the time axis, the charts show {formatTime(windowUs[0], windowDigits(windowUs))} to{' '}
              {formatTime(Math.min(windowUs[1], trace.endUs), windowDigits(windowUs))} of{' '}
              {formatTime(trace.endUs, digits)}.
            </span>{' '}
            <button
              type="button"
              className="button quiet"
              onClick={() => {
                setWindow(null);
              }}
            >
              Show the whole run
            </button>
          </p>
        )}
      </div>
      {made ? (
        <div className="metrics-charts">
          {made.charts.map((model) => (
            <ChartFigure
              key={model.id}
              model={model}
              samples={made.samples}
              scope={scope}
              name={scenario.id}
              player={player}
              stretchUs={stretchUs}
              onStretch={setStretch}
              windowUs={windowUs}
              onWindow={setWindow}
              onJump={onJump}
            />
          ))}
        </div>
      ) : (
        <p className="empty">The run is being read.</p>
      )}
      {made?.charts.some((model) => model.id === 'spend') && <RunPrice result={result} />}
      <p className="metrics-note">
        {periodUs < CLOUDWATCH_PERIOD_US
          ? `CloudWatch has metrics of Lambda a minute at the finest; these stretches of ${periodText(periodUs)} are finer. `
          : ''}
        Percentiles are nearest-rank: the smallest value that so many of all do not exceed. AWS says what a
        percentile means, not how it is found between two samples.
      </p>
    </div>
  );
}
