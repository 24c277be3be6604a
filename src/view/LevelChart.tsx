/** A level of a run, small: on the scale it shares with others beside it. */
import { levelMarks } from './level-marks.ts';
import { Marks } from './Marks.tsx';
import { path } from './mark.ts';

export interface LevelChartProps {
  /** The level in each of equal stretches from the start to `endUs`, simulated µs. */
  readonly values: readonly number[];
  readonly endUs: number;
  /** The level from then on. */
  readonly last: number;
  /** The ends of the shared scale. */
  readonly most: number;
  readonly lastUs: number;
  /** What it shows, in a sentence. */
  readonly label: string;
}

/** Units of the drawing, which is stretched to the width of its place: lines keep theirs. */
const WIDE = 320;
const TALL = 48;

export function LevelChart({ values, endUs, last, most, lastUs, label }: LevelChartProps) {
  const base = TALL - 1;
  const unscaled = { 'vector-effect': 'non-scaling-stroke' };
  const share = lastUs === 0 ? 0 : endUs / lastUs;
  return (
    <svg
      className="level-chart"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDE} ${TALL}`}
      preserveAspectRatio="none"
    >
      <Marks
        marks={[
          ...levelMarks(
            [...values, last],
            (index) => (index > values.length ? 1 : (index / Math.max(1, values.length)) * share) * WIDE,
            (value) => base - (most === 0 ? 0 : (value / most) * (base - 2)),
            base,
            unscaled,
          ),
          path('ground', `M0 ${base}H${WIDE}`, { class: 'stroke-edge', ...unscaled }),
        ]}
      />
    </svg>
  );
}
