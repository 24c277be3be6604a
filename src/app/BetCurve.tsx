/** A curve drawn on an empty chart before the run. */
import { useRef, useState } from 'react';
import type { CurveBet } from '../sim/bet.ts';
import { CurveDraw } from '../view/CurveDraw.tsx';
import { METRIC_NAMES } from '../view/metric-levels.ts';
import { useWidth } from './use-width.ts';
import './curve-draw.css';

export interface BetCurveProps {
  readonly bet: CurveBet;
  readonly untilUs: number;
  readonly onSay: (points: readonly number[]) => void;
}

/** Points of a curve: enough for a shape, few enough to set by hand. */
const POINTS = 9;
const EMPTY: readonly number[] = Array.from({ length: POINTS }, () => 0);

export function BetCurve({ bet, untilUs, onSay }: BetCurveProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [points, setPoints] = useState<readonly number[] | null>(null);
  const [missed, setMissed] = useState(false);
  return (
    <form
      className="bet-editor"
      aria-label={bet.ask}
      onSubmit={(event) => {
        event.preventDefault();
        setMissed(points === null);
        if (points !== null) onSay(points);
      }}
    >
      <div ref={box} className="bet-curve">
        {width !== null && width > 0 && (
          <CurveDraw
            width={width}
            height={width < 420 ? 168 : 112}
            most={bet.most}
            untilUs={untilUs}
            inSeconds={bet.metric === 'iteratorAge'}
            points={points ?? EMPTY}
            drawn={points !== null}
            onDraw={(next) => {
              setPoints(next);
              setMissed(false);
            }}
            label={`${METRIC_NAMES[bet.metric]}: draw how it goes on`}
          />
        )}
      </div>
      <span className="bet-field">
        <button type="submit" className="button">
          Say it
        </button>
        {points !== null && (
          <button
            type="button"
            className="button quiet"
            onClick={() => {
              setPoints(null);
            }}
          >
            Clear
          </button>
        )}
        <span className={missed ? 'problem' : 'quiet-text'} aria-live="polite">
          {missed ? 'Draw it first.' : 'Draw on the chart, or move its points with the arrow keys.'}
        </span>
      </span>
    </form>
  );
}
