/** A chart of cost: the line in question in ink, what it is set beside in grey. */
import { costChart, type CostChartInput } from './cost-chart.ts';

export interface CostChartProps extends CostChartInput {
  /** What it shows, for those who do not see it: the figures stand in a table. */
  readonly label: string;
}

/** Sizes and inks are in pricing.css. */
export function CostChart(props: CostChartProps) {
  const chart = costChart(props);
  if (!chart) return null;
  const { width, height, plot } = chart;
  const isNamedBeside = plot.right + 40 < width;
  return (
    <svg
      className="cost-chart"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={props.label}
    >
      {chart.yTicks.map(({ y, text }) => (
        <g key={text}>
          <line x1={plot.left} x2={plot.right} y1={y} y2={y} className="cost-grid" />
          <text x={plot.left - 8} y={y + 4} textAnchor="end" className="cost-tick">
            {text}
          </text>
        </g>
      ))}
      {chart.edges.map(({ x, text, anchor, textY }, index) => (
        <g key={`${index}-${text}`}>
          <line x1={x} x2={x} y1={textY + 4} y2={plot.bottom} className="cost-edge" />
          <text x={anchor === 'start' ? x + 4 : x - 4} y={textY} textAnchor={anchor} className="cost-tick">
            {text}
          </text>
        </g>
      ))}
      <line x1={plot.left} x2={plot.right} y1={plot.bottom} y2={plot.bottom} className="cost-axis" />
      {chart.xTicks.map(({ x, text, under }) => (
        <g key={text}>
          <line x1={x} x2={x} y1={plot.bottom} y2={plot.bottom + 5} className="cost-axis" />
          <text x={x} y={plot.bottom + 20} textAnchor="middle" className="cost-tick">
            {text}
          </text>
          {under !== '' && (
            <text x={x} y={plot.bottom + 35} textAnchor="middle" className="cost-tick">
              {under}
            </text>
          )}
        </g>
      ))}
      {chart.axisLabel.map((text, index) => (
        <text key={text} x={plot.left} y={plot.bottom + 56 + index * 15} className="cost-tick">
          {text}
        </text>
      ))}
      {chart.lines.map(({ name, role, path, endX, nameY }) => (
        <g key={name} className={role === 'main' ? 'cost-main' : 'cost-beside'}>
          <path d={path} />
          <text
            x={isNamedBeside ? endX + 8 : endX}
            y={isNamedBeside ? nameY : nameY - 10}
            textAnchor={isNamedBeside ? 'start' : 'end'}
          >
            {name}
          </text>
        </g>
      ))}
      {chart.marks.map(({ x, y, text, note, textX, textY, anchor }) => (
        <g key={text} className="cost-mark">
          <circle cx={x} cy={y} r={5} />
          <text x={textX} y={textY} textAnchor={anchor} className="cost-words">
            {text}
          </text>
          {note !== '' && (
            <text x={textX} y={textY + 15} textAnchor={anchor} className="cost-tick">
              {note}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
