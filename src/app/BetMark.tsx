/** A number that was said beside the one that happened. */
import type { NumberBet } from '../sim/bet.ts';

/** More than these are a bar to scale. */
const MOST_UNITS = 12;
const WIDTH = 112;

/** Counts as boxes, other figures as a bar: dashed what was said, solid what happened. */
export function BetMark({
  bet,
  said,
  happened,
}: {
  readonly bet: NumberBet;
  readonly said: number | null;
  readonly happened: number | null;
}) {
  const top = Math.max(said ?? 0, happened ?? 0);
  if (bet.unit === 'count' && top <= MOST_UNITS && Number.isInteger(said ?? 0)) {
    const count = Math.max(1, top);
    const pitch = Math.min(24, WIDTH / count);
    return (
      <svg
        width={Math.max(24, pitch * count)}
        height="36"
        viewBox={`0 0 ${Math.max(24, pitch * count)} 36`}
        aria-hidden="true"
      >
        {Array.from({ length: count }, (_, index) => (
          <g key={index}>
            {index < (said ?? 0) && (
              <rect x={index * pitch + 1} y="5" width={pitch - 3} height="14" rx="2" className="said" />
            )}
            {index < (happened ?? 0) && (
              <rect x={index * pitch + 4} y="8" width={pitch - 9} height="8" rx="1" className="fill-ink" />
            )}
          </g>
        ))}
        {said !== null && said > 0 && (
          <text x={(said - 0.5) * pitch} y="32" textAnchor="middle" className="t-note t-num fill-ink2">
            {said === happened ? '' : said}
          </text>
        )}
        {happened !== null && happened > 0 && (
          <text
            x={(happened - 0.5) * pitch}
            y="32"
            textAnchor="middle"
            className="t-note t-num font-semibold"
          >
            {happened}
          </text>
        )}
      </svg>
    );
  }
  const scale = (value: number) => 2 + (top > 0 ? (value / top) * (WIDTH - 4) : 0);
  return (
    <svg width={WIDTH} height="36" viewBox={`0 0 ${WIDTH} 36`} aria-hidden="true">
      <path d={`M2 12H${WIDTH - 2}`} className="stroke-rule" strokeWidth="1" />
      {happened !== null && <path d={`M2 12H${scale(happened)}`} className="stroke-ink" strokeWidth="8" />}
      {said !== null && (
        <>
          <path d={`M${scale(said)} 3V21`} className="stroke-page" strokeWidth="5" />
          <path d={`M${scale(said)} 3V21`} className="stroke-ink" strokeWidth="1.5" strokeDasharray="2.5 2" />
          <text
            x={Math.min(WIDTH - 8, Math.max(8, scale(said)))}
            y="32"
            textAnchor="middle"
            className="t-note t-num fill-ink2"
          >
            {said}
          </text>
        </>
      )}
    </svg>
  );
}
