import { jarPath } from './jar.ts';
import { lambdaPath } from './lambda-path.ts';

export interface JarProgressProps {
  /** How much of the lesson is done, 0 to 1. */
  readonly share: number;
  /** A question of it is due today: a ring on its shoulder. */
  readonly due?: boolean;
  /** Width of the jar, px: 26 on the path, 12 in an outline. */
  readonly size?: number;
}

/** A lesson's jar in ink: hollow before, filled from the ground on the way, solid with its letter when done. */
export function JarProgress({ share, due = false, size = 26 }: JarProgressProps) {
  const height = size * 1.27;
  const shape = { x: 1, ground: height + 1, width: size, height };
  const d = jarPath(shape);
  const done = share >= 1;
  const begun = share > 0;
  const room = due ? 6 : 1;
  const level = height * Math.min(0.85, Math.max(0.15, share)) * 0.9;
  return (
    <svg
      width={size + 1 + room}
      height={height + 2}
      viewBox={`0 0 ${size + 1 + room} ${height + 2}`}
      aria-hidden="true"
    >
      <path
        d={d}
        className={done ? 'fill-ink stroke-ink' : begun ? 'fill-page stroke-ink' : 'fill-page stroke-edge'}
        strokeWidth={begun ? 1.5 : 1.25}
      />
      {begun && !done && (
        <rect x={1} y={height + 1 - level} width={size} height={level} className="fill-ink" />
      )}
      {done && size >= 20 && (
        <path
          d={lambdaPath(1 + size / 2, height * 0.58, size * 0.5)}
          className="stroke-page"
          fill="none"
          strokeWidth={2}
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      )}
      {due && (
        <>
          <circle cx={size} cy={5} r={6} className="fill-page" />
          <circle cx={size} cy={5} r={4} className="fill-page stroke-ink" strokeWidth={1.75} />
        </>
      )}
    </svg>
  );
}
