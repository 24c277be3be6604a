/** A drawn curve beside the one that happened, and the same as a list of values. */
import { useRef } from 'react';
import type { CurveBet } from '../sim/bet.ts';
import { turnsOf, valueAt } from '../sim/level-curve.ts';
import { CurveChart } from '../view/CurveChart.tsx';
import { pointName } from '../view/CurveDraw.tsx';
import { METRIC_NAMES } from '../view/metric-levels.ts';
import { curveOutcome, valueText, type SeenRun } from './bet-verdict.ts';
import { useWidth } from './use-width.ts';

/** Where values are told when nothing was drawn. */
const TOLD = 9;

export interface BetCurveOutcomeProps {
  readonly bet: CurveBet;
  readonly points: readonly number[] | null;
  readonly untilUs: number;
  readonly run: SeenRun | null;
}

export function BetCurveOutcome({ bet, points, untilUs, run }: BetCurveOutcomeProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const outcome = run === null ? null : curveOutcome(bet, points, run);
  const turns = run === null ? [] : turnsOf(run.trace, bet.metric, bet.of);
  const most = Math.max(bet.most, ...(outcome?.course.most ?? []));
  const count = points?.length ?? TOLD;
  return (
    <div ref={box} className="bet-curve">
      {width !== null && width > 0 && (
        <CurveChart
          width={width}
          height={width < 420 ? 140 : 104}
          most={most}
          untilUs={untilUs}
          inSeconds={bet.metric === 'iteratorAge'}
          said={points}
          happened={outcome?.course ?? null}
          gap={outcome?.gap ?? null}
          label={`${METRIC_NAMES[bet.metric]}: ${points === null ? '' : 'dashed what you drew'}${points !== null && outcome ? ', ' : ''}${outcome ? 'solid what happened' : ''}`}
        />
      )}
      <ul className="visually-hidden">
        {Array.from({ length: count }, (_, index) => {
          const said = points === null ? '' : `you drew ${valueText(bet, points[index]!)}`;
          const was =
            run === null ? '' : `it was ${valueText(bet, valueAt(turns, (index / (count - 1)) * untilUs))}`;
          return (
            <li key={index}>
              {`${pointName(index, count, untilUs)}: ${[said, was].filter((part) => part !== '').join(', ')}`}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
