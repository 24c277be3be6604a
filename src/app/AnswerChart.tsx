/** An answer to a question about a bill: the sentence, the chart, its figures as a table, what is taken for granted. */
import { useRef, type ReactNode } from 'react';
import type { Answer } from '../cost/answer.ts';
import { CostChart } from '../view/CostChart.tsx';
import { axisUsd, type CostChartInput } from '../view/cost-chart.ts';
import { useWidth } from './use-width.ts';

export interface AnswerChartProps {
  readonly answer: Answer;
  readonly x: CostChartInput['x'];
  readonly isLogUsd?: boolean;
  /** What an x is in the table, and how it is written there if not as on the axis. */
  readonly column: string;
  readonly named?: (x: number) => string;
  /** What may be set, below the chart. */
  readonly children?: ReactNode;
}

export function AnswerChart({
  answer,
  x,
  isLogUsd = false,
  column,
  named = x.format,
  children,
}: AnswerChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { lines, marks, edges, conclusion, assumptions } = answer;
  const columns = lines[0]?.points ?? [];
  return (
    <>
      <p className="price-conclusion" role="status">
        {conclusion}
      </p>
      <div ref={box} className="price-chart" data-empty={lines.length === 0}>
        {width !== null && (
          <CostChart
            width={width}
            lines={lines}
            marks={marks}
            edges={edges}
            x={x}
            isLogUsd={isLogUsd}
            label={`${conclusion} The figures stand in the table below.`}
          />
        )}
      </div>
      {children}
      {assumptions.length > 0 && (
        <ul className="price-notes">
          {assumptions.map((assumption) => (
            <li key={assumption}>{assumption}</li>
          ))}
        </ul>
      )}
      {columns.length > 0 && (
        <details className="price-figures">
          <summary>The figures as a table</summary>
          <table>
            <thead>
              <tr>
                <th scope="col">{column}</th>
                {lines.map(({ name }) => (
                  <th scope="col" key={name}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {columns.map((point, at) => (
                <tr key={`${at} ${point.x}`}>
                  <th scope="row">{named(point.x)}</th>
                  {lines.map(({ name, points }) => (
                    <td key={name}>{axisUsd(points[at]?.usd ?? 0)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </>
  );
}
