/** The history of a fact: an ink step line or bands of words, a filled dot at what is in force. */
import { factChart, type BandsRow, type FactChartInput, type StepsRow } from './fact-chart.ts';

/** Nothing for a value that has never changed. Sizes and inks are in limits.css. */
export function FactChart(props: FactChartInput) {
  const chart = factChart(props);
  if (chart === null) return null;
  const { width, height, axisY, asOf } = chart;
  return (
    <svg
      className="fact-chart"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={chart.label}
    >
      {chart.rows.map((row) => (
        <g key={row.name}>
          {row.name !== '' && (
            <text x="0" y={row.top - 5} className="fact-chart-name">
              {row.name}
            </text>
          )}
          {row.kind === 'steps' ? <Steps row={row} /> : <Bands row={row} />}
        </g>
      ))}
      <path d={`M0 ${axisY}H${width}`} className="fact-chart-axis" />
      {chart.years.map(({ x, text }) => (
        <g key={text}>
          <path d={`M${x} ${axisY}v4`} className="fact-chart-axis" />
          <text x={x} y={axisY + 17} textAnchor={x > width - 16 ? 'end' : x < 16 ? 'start' : 'middle'}>
            {text}
          </text>
        </g>
      ))}
      <path d={`M${asOf.x} 0V${axisY + 6}`} className="fact-chart-moment" />
      <text x={asOf.x} y={height - 3} textAnchor={asOf.anchor} className="fact-chart-asof">
        {asOf.text}
      </text>
    </svg>
  );
}

function Steps({ row }: { readonly row: StepsRow }) {
  return (
    <>
      {row.holds.map(({ x1, x2, y, assumed, inForce, text, textX, anchor }) => (
        <g key={x1}>
          <path d={`M${x1} ${y}H${x2}`} className={assumed ? 'fact-chart-line assumed' : 'fact-chart-line'} />
          {text !== '' && (
            <text
              x={textX}
              y={y - 6}
              textAnchor={anchor}
              className={inForce ? 'fact-chart-value in-force' : 'fact-chart-value'}
            >
              {text}
            </text>
          )}
        </g>
      ))}
      {row.rises.map(({ x, y1, y2, about }) => (
        <path
          key={x}
          d={`M${x} ${y1}V${y2}`}
          className={about ? 'fact-chart-line assumed' : 'fact-chart-line'}
        />
      ))}
      {row.dot && <circle cx={row.dot.x} cy={row.dot.y} r="4" className="fact-chart-dot" />}
    </>
  );
}

function Bands({ row }: { readonly row: BandsRow }) {
  const tall = row.bottom - row.top;
  return (
    <>
      {row.bands.map(({ x, width, text, inForce, assumed, about }) => (
        <g key={x} className={inForce ? 'fact-chart-band in-force' : 'fact-chart-band'}>
          <rect
            x={x + 0.5}
            y={row.top + 0.5}
            width={width}
            height={tall - 1}
            rx="2"
            className={assumed || about ? 'assumed' : undefined}
          />
          {text !== '' && (
            <text x={x + 7} y={row.top + tall / 2 + 4}>
              {text}
            </text>
          )}
        </g>
      ))}
    </>
  );
}
