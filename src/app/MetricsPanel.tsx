/** CloudWatch's metrics of the run, and what it has no metric of: charts that share the moment and one stretch of time. */
import { useId, useState, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { CLOUDWATCH_PERIOD_US, periodFor, periodsFor } from '../view/bins.ts';
import type { StretchUs } from '../view/ChartPlot.tsx';
import { periodDigits, periodText } from '../view/chart-text.ts';
import { scopesOf } from '../view/run-charts.ts';
import { ChartFigure } from './ChartFigure.tsx';
import type { PanelProps } from './panel-props.ts';
import { StretchTrack } from './StretchTrack.tsx';
import { useRunCharts } from './use-run-charts.ts';
import './charts.css';

export function MetricsPanel({ lab, result, digits, onJump }: PanelProps) {
  const { player, view } = lab;
  const { trace, scenario } = result;
  const id = useId();
  // What was chosen holds as long as the run has it.
  const [chosen, setChosen] = useState<number | null>(null);
  const [scope, setScope] = useState(-1);
  const stretchUs = useStore(view, (state) => state.stretchUs);
  const periods = periodsFor(trace.endUs);
  const periodUs = chosen !== null && periods.includes(chosen) ? chosen : periodFor(trace.endUs);
  const made = useRunCharts(result, periodUs, scope < trace.places.length ? scope : -1);
  const scopes = made ? scopesOf({ samples: made.samples, scenario }) : [];

  function setStretch(next: StretchUs | null): void {
    view.setState({ stretchUs: next });
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
          onStretch={setStretch}
        />
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
              onJump={onJump}
            />
          ))}
        </div>
      ) : (
        <p className="empty">The run is being read.</p>
      )}
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
