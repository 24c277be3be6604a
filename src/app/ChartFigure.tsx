/** One chart: its name, what it shows in a sentence, the plot or its table, and what can be taken away of it. */
import { memo, useDeferredValue, useId, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { shownBins } from '../view/bins.ts';
import type { ChartFrame } from '../view/chart-frame.ts';
import { rangeOf, type ChartModel } from '../view/chart-model.ts';
import { ChartOverlay, ChartPlot, type StretchUs } from '../view/ChartPlot.tsx';
import { chartCsv } from '../view/chart-text.ts';
import type { RunSamples } from '../view/run-samples.ts';
import { chartConclusion } from './chart-conclusion.ts';
import { exportedChart, paintedChart } from './chart-export.ts';
import { ChartTable } from './ChartTable.tsx';
import { download } from './download.ts';
import { useWidth } from './use-width.ts';
import type { Player } from './player.ts';
import { useMoment } from './use-lab.ts';

export interface ChartFigureProps {
  readonly model: ChartModel;
  readonly samples: RunSamples;
  readonly scope: number;
  /** Id of the scenario: what files are named after. */
  readonly name: string;
  readonly player: Player;
  readonly stretchUs: StretchUs | null;
  readonly onStretch: (stretchUs: StretchUs | null) => void;
  /** The part of the run that the time axis shows; null: all of it. */
  readonly windowUs: StretchUs | null;
  readonly onWindow: (windowUs: StretchUs | null) => void;
  readonly onJump: (step: number) => void;
}

export const ChartFigure = memo(function Figure(props: ChartFigureProps) {
  const { model, samples, scope, name, player, stretchUs, onStretch, windowUs, onWindow, onJump } = props;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [isTable, setIsTable] = useState(false);
  const [problem, setProblem] = useState('');
  const shown = useStore(player.store, ({ seenUs }) => shownBins(model.knownUs, seenUs));
  // A stretch under the pointer moves often; sentences may come after it.
  const range = rangeOf(model.bins, shown, useDeferredValue(stretchUs ?? windowUs));
  const [first, end] = range;
  const { text, step } = chartConclusion({ model, samples, scope, range: [first, end] });
  const file = `${name}-${model.id}`;

  function exported() {
    const picture = box.current?.querySelector<SVGSVGElement>(
      '.picture > svg, .chart-plot > svg:not(.chart-overlay)',
    );
    return picture ? exportedChart(picture, model.title, text) : null;
  }

  async function savePicture(kind: 'svg' | 'png'): Promise<void> {
    try {
      const chart = exported();
      if (!chart) return;
      if (kind === 'svg') download(`${file}.svg`, 'image/svg+xml', [chart.svg]);
      else download(`${file}.png`, 'image/png', [await paintedChart(chart)]);
      setProblem('');
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  }

  return (
    <section className="chart-figure" aria-labelledby={id}>
      <header>
        <h3 id={id}>{model.title}</h3>
        {model.metrics.length > 0 && <p className="chart-metrics">{model.metrics.join(' · ')}</p>}
      </header>
      <p className="chart-says">
        {text}
        {step >= 0 && (
          <>
            {' '}
            <button
              type="button"
              className="cell-link"
              onClick={() => {
                onJump(step);
              }}
            >
              Why?<span className="visually-hidden"> {model.title}</span>
            </button>
          </>
        )}
      </p>
      <div ref={box} className="chart-body">
        {/* The picture stays while the table is on show: it is what is saved as a picture. */}
        <div hidden={isTable}>
          {width !== null && width > 0 && (
            <ChartPlot
              model={model}
              shown={shown}
              width={width}
              windowUs={windowUs}
              onWindow={onWindow}
              label={`${model.title}. ${text}`}
              onPoint={(atUs, of) => {
                if (of >= 0) onJump(of);
                else player.seek(atUs);
              }}
              onStretch={onStretch}
              onRest={player.rest}
            >
              {(frame) => <Moment player={player} frame={frame} stretchUs={stretchUs} />}
            </ChartPlot>
          )}
        </div>
        {isTable && (
          <ChartTable
            model={model}
            range={range}
            caption={`${model.title}: values`}
            onSeek={player.jump}
            onJump={onJump}
          />
        )}
      </div>
      <div className="chart-foot">
        <p className="chart-note">{model.note}</p>
        <div className="chart-actions">
          <button
            type="button"
            className="button quiet"
            aria-pressed={isTable}
            onClick={() => {
              setIsTable(!isTable);
            }}
          >
            Table<span className="visually-hidden"> of {model.title}</span>
          </button>
          <details>
            <summary className="button quiet">
              Save<span className="visually-hidden"> {model.title}</span>
            </summary>
            <div className="chart-save">
              <button
                type="button"
                onClick={() => {
                  download(`${file}.csv`, 'text/csv', [chartCsv(model, shown)]);
                }}
              >
                Values (CSV)
              </button>
              <button type="button" onClick={() => void savePicture('svg')}>
                Picture (SVG)
              </button>
              <button type="button" onClick={() => void savePicture('png')}>
                Picture (PNG)
              </button>
            </div>
          </details>
        </div>
        {problem !== '' && <p role="alert">{problem}</p>}
      </div>
    </section>
  );
});

interface MomentProps {
  readonly player: Player;
  readonly frame: ChartFrame;
  readonly stretchUs: StretchUs | null;
}

function Moment({ player, frame, stretchUs }: MomentProps) {
  const atUs = useMoment(player);
  const seenUs = useStore(player.store, (state) => state.seenUs);
  return <ChartOverlay frame={frame} atUs={atUs} seenUs={seenUs} stretchUs={stretchUs} />;
}
