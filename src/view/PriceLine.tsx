/** The as-of line of a bill: black dots touch it, hollow ones are yet to come. Inks are in price-dates.css. */
import { PILL, priceLine, type PriceLineInput } from './price-line.ts';

/** @param props.label what the picture shows, in a sentence */
export function PriceLine({ label, ...input }: PriceLineInput & { readonly label: string }) {
  const { width, height, axisY, left, right, dots, labels, now, years } = priceLine(input);
  return (
    <svg
      className="price-dates-line"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={label}
    >
      <path d={`M${left} ${axisY}H${right}`} className="price-dates-axis" />
      <path d={`M${left} ${axisY}H${now.x}`} className="price-dates-passed" />
      <path d={`M${now.x} ${PILL}V${axisY}`} className="price-dates-now" />
      {years.map(({ x, text }) => (
        <text key={text} x={x} y={axisY + 18} textAnchor={x > width - 20 ? 'end' : 'middle'} className="tick">
          {text}
        </text>
      ))}
      {labels.map(({ x, textX, y, bottom, anchor, words, date }) => (
        <g key={date}>
          <path d={`M${x} ${y - 9}V${bottom}`} className="price-dates-stem" />
          <text x={textX} y={y} textAnchor={anchor} className="words">
            {words}
          </text>
          <text x={textX} y={y + 14} textAnchor={anchor} className="tick">
            {date}
          </text>
        </g>
      ))}
      {dots.map(({ x, y, title, day, state }) => (
        <circle key={`${day} ${title}`} cx={x} cy={y} r={2.75} data-state={state} data-day={day}>
          <title>{`${day}: ${title}`}</title>
        </circle>
      ))}
      <circle cx={now.x} cy={axisY} r={8} className="price-dates-here" />
      <rect x={now.left} width={now.wide} height={PILL} rx={PILL / 2} className="price-dates-pill" />
      <text x={now.left + now.wide / 2} y={16} textAnchor="middle" className="price-dates-date">
        {now.text}
      </text>
    </svg>
  );
}
