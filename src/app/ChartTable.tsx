/** The values of a chart as a table: each stretch a row, each value with a step behind it a way to its cause. */
import { binEndUs } from '../view/bins.ts';
import type { BinRange, ChartModel } from '../view/chart-model.ts';
import { binText, cellsOf, columnsOf } from '../view/chart-text.ts';

export interface ChartTableProps {
  readonly model: ChartModel;
  readonly range: BinRange;
  readonly caption: string;
  readonly onSeek: (atUs: number) => void;
  readonly onJump: (step: number) => void;
}

export function ChartTable({ model, range, caption, onSeek, onJump }: ChartTableProps) {
  const columns = columnsOf(model);
  // Of a heat map the first column counts its cells.
  const lines = model.heat ? [undefined, ...model.lines] : model.lines;
  const bins = Array.from({ length: range[1] - range[0] }, (_, at) => range[0] + at);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
    <div className="chart-table" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bins.map((bin) => (
            <tr key={bin}>
              <th scope="row">
                <button
                  type="button"
                  className="cell-link"
                  title="Go to its end"
                  onClick={() => {
                    onSeek(binEndUs(model.bins, bin));
                  }}
                >
                  {binText(model.bins, bin)}
                </button>
              </th>
              {cellsOf(model, bin).map((cell, at) => {
                const step = lines[at]?.steps[bin] ?? -1;
                return (
                  <td key={columns[at]}>
                    {step < 0 ? (
                      cell
                    ) : (
                      <button
                        type="button"
                        className="cell-link"
                        title="Show its cause"
                        onClick={() => {
                          onJump(step);
                        }}
                      >
                        {cell}
                      </button>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
