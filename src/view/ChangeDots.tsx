/** Every change as a dot: filled between the two dates, hollow outside. Inks are in limits-timeline.css. */
import { changeDots, type ChangeDotsInput } from './change-dots.ts';

/** @param props.label what the picture shows, in a sentence */
export function ChangeDots({ label, ...input }: ChangeDotsInput & { readonly label: string }) {
  const { width, height, axisY, radius, dots, ends, years } = changeDots(input);
  return (
    <svg
      className="change-dots"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={label}
    >
      <path d={`M8 ${axisY}H${width - 8}`} className="change-dots-axis" />
      <path d={`M${ends[0]} ${axisY}H${ends[1]}`} className="change-dots-span" />
      {years.map(({ x, text }) => (
        <text
          key={text}
          x={x}
          y={axisY + 17}
          textAnchor={x > width - 24 ? 'end' : x < 24 ? 'start' : 'middle'}
        >
          {text}
        </text>
      ))}
      {dots.map(({ x, y, between }) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r={radius} className={between ? 'between' : undefined} />
      ))}
      {ends.map((x, index) => (
        <path key={index === 0 ? 'from' : 'to'} d={`M${x} 0V${axisY + 5}`} className="change-dots-end" />
      ))}
    </svg>
  );
}
