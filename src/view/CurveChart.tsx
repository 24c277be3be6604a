/** A curve that was said, dashed, and the one that happened, solid, over the same time. */
import type { ReactNode } from 'react';
import { formatCount, formatDuration } from '../sim/format-time.ts';
import type { Course } from '../sim/level-curve.ts';
import { round } from './mark.ts';

export interface CurveFrame {
  readonly width: number;
  readonly height: number;
  readonly x: (share: number) => number;
  readonly y: (value: number) => number;
  /** The value at a height, px, within the chart. */
  readonly valueAt: (y: number) => number;
  /** The share of the time at a place, px, 0 to 1. */
  readonly shareAt: (x: number) => number;
}

/** Room for the values at the left and the times below, px. */
const LEFT = 44;
const RIGHT = 10;
const TOP = 8;
const BELOW = 20;

/** @param most the value at the top. */
export function curveFrame(width: number, height: number, most: number): CurveFrame {
  const wide = width - LEFT - RIGHT;
  const tall = height - TOP - BELOW;
  const within = (share: number) => Math.min(1, Math.max(0, share));
  return {
    width,
    height,
    x: (share) => round(LEFT + share * wide),
    y: (value) => round(TOP + (1 - within(most === 0 ? 0 : value / most)) * tall),
    valueAt: (y) => within(1 - (y - TOP) / tall) * most,
    shareAt: (x) => within((x - LEFT) / wide),
  };
}

/** The drawn line through its points. */
export function pathOf(points: readonly number[], frame: CurveFrame): string {
  return points
    .map(
      (value, index) => `${index === 0 ? 'M' : 'L'}${frame.x(index / (points.length - 1))} ${frame.y(value)}`,
    )
    .join('');
}

/** A course as one line: in each stretch as high as it came, and down where it fell. */
function courseLine(course: Course, frame: CurveFrame): string {
  const bins = course.most.length;
  return course.most
    .map((most, bin) => {
      const [from, to] = [frame.x(bin / bins), frame.x((bin + 1) / bins)];
      const rises = (course.most[bin + 1] ?? most) >= most;
      const [first, last] = rises ? [course.least[bin]!, most] : [most, course.least[bin]!];
      return `${bin === 0 ? 'M' : 'L'}${from} ${frame.y(first)}L${to} ${frame.y(last)}`;
    })
    .join('');
}

/** A value with the unit of the axis. */
export function axisText(value: number, inSeconds: boolean): string {
  return inSeconds ? formatDuration(value * 1_000_000) : formatCount(value);
}

/** Ground, top and times of the chart: all that stands there before anything is drawn. */
export function CurveAxes(props: {
  readonly frame: CurveFrame;
  readonly most: number;
  readonly untilUs: number;
  readonly inSeconds: boolean;
}) {
  const { frame, most } = props;
  const times = [0, 0.25, 0.5, 0.75, 1];
  return (
    <g aria-hidden="true">
      {[0, 0.5, 1].map((share) => (
        <path
          key={share}
          d={`M${frame.x(0)} ${frame.y(share * most)}H${frame.x(1)}`}
          className={share === 0 ? 'stroke-edge' : 'stroke-rule'}
        />
      ))}
      {[0, most].map((value) => (
        <text
          key={value}
          x={LEFT - 6}
          y={frame.y(value) + 4}
          textAnchor="end"
          className="t-note t-num fill-ink2"
        >
          {value === 0 ? '0' : axisText(value, props.inSeconds)}
        </text>
      ))}
      {times.map((share) => (
        <g key={share}>
          <path d={`M${frame.x(share)} ${frame.y(0)}v4`} className="stroke-edge" />
          {(frame.width >= 420 || share % 0.5 === 0) && (
            <text
              x={frame.x(share)}
              y={frame.height - 4}
              textAnchor={share === 0 ? 'start' : share === 1 ? 'end' : 'middle'}
              className="t-note t-num fill-ink2"
            >
              {share === 0 ? '0' : formatDuration(share * props.untilUs)}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}

export interface CurveChartProps {
  readonly width: number;
  readonly height: number;
  /** The value at the top. */
  readonly most: number;
  readonly untilUs: number;
  readonly inSeconds: boolean;
  /** Values at equal distances of time; null: nothing was said. */
  readonly said: readonly number[] | null;
  /** null: nobody has seen it yet. */
  readonly happened: Course | null;
  /** Where the two are furthest apart. */
  readonly gap: { readonly atUs: number; readonly said: number; readonly happened: number } | null;
  readonly label: string;
  readonly children?: ReactNode;
}

export function CurveChart(props: CurveChartProps) {
  const { width, height, most, untilUs, said, happened, gap } = props;
  const frame = curveFrame(width, height, most);
  const gapX = gap === null ? 0 : frame.x(gap.atUs / untilUs);
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={props.label}>
      <CurveAxes frame={frame} most={most} untilUs={untilUs} inSeconds={props.inSeconds} />
      {happened !== null && (
        <path
          d={courseLine(happened, frame)}
          className="fill-none stroke-ink"
          strokeWidth={1.75}
          strokeLinejoin="round"
        />
      )}
      {said !== null && <path d={pathOf(said, frame)} className="said" />}
      {gap !== null && (
        <g>
          <path
            d={`M${gapX} ${frame.y(gap.said)}V${frame.y(gap.happened)}`}
            className="stroke-ink"
            strokeWidth={1.25}
          />
          <circle cx={gapX} cy={frame.y(gap.said)} r={3.5} className="fill-page stroke-ink2" />
          <circle cx={gapX} cy={frame.y(gap.happened)} r={3.5} className="fill-ink" />
        </g>
      )}
      {props.children}
    </svg>
  );
}
