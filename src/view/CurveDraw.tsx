/** An empty chart to draw a curve on: dragged with a pointer, or point by point with the keys. */
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { formatDuration } from '../sim/format-time.ts';
import { axisText, CurveAxes, curveFrame, pathOf } from './CurveChart.tsx';

export interface CurveDrawProps {
  readonly width: number;
  readonly height: number;
  /** The value at the top. */
  readonly most: number;
  readonly untilUs: number;
  readonly inSeconds: boolean;
  readonly points: readonly number[];
  /** Whether anything has been drawn. */
  readonly drawn: boolean;
  readonly onDraw: (points: readonly number[]) => void;
  /** What is drawn. */
  readonly label: string;
}

/** A step of the keys: whole things as long as they are few. */
function stepOf(most: number): number {
  return most <= 40 ? 1 : Math.max(1, Math.round(most / 20));
}

/** Where a point stands, in words. */
export function pointName(index: number, count: number, untilUs: number): string {
  return index === 0 ? 'at the start' : `at ${formatDuration((index / (count - 1)) * untilUs)}`;
}

export function CurveDraw(props: CurveDrawProps) {
  const { width, height, most, untilUs, points, onDraw } = props;
  const root = useRef<SVGSVGElement>(null);
  const last = useRef<number | null>(null);
  const [current, setCurrent] = useState(0);
  const frame = curveFrame(width, height, most);
  const ends = points.length - 1;
  const step = stepOf(most);
  const held = (value: number) => Math.min(most, Math.max(0, Math.round(value)));

  /** The points between the last one the pointer set and this one follow it: a quick drag leaves none out. */
  function drawTo(event: PointerEvent): void {
    const box = root.current?.getBoundingClientRect();
    if (!box) return;
    const index = Math.round(frame.shareAt(((event.clientX - box.left) / box.width) * width) * ends);
    const value = held(frame.valueAt(((event.clientY - box.top) / box.height) * height));
    const from = last.current ?? index;
    const next = [...points];
    const way = Math.abs(index - from);
    for (let nth = 1; nth <= way; nth += 1) {
      const at = from + Math.sign(index - from) * nth;
      next[at] = held(points[from]! + ((value - points[from]!) * nth) / way);
    }
    next[index] = value;
    last.current = index;
    setCurrent(index);
    onDraw(next);
  }

  function onPointerDown(event: PointerEvent<SVGSVGElement>): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    last.current = null;
    drawTo(event);
  }

  function focus(index: number): void {
    setCurrent(index);
    root.current?.querySelector<SVGGElement>(`[data-point="${index}"]`)?.focus();
  }

  function onKeyDown(event: KeyboardEvent, index: number): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const by = event.shiftKey ? step * 5 : step;
    const set = (value: number) => {
      onDraw(points.map((one, at) => (at === index ? held(value) : one)));
    };
    const value = points[index]!;
    switch (event.key) {
      case 'ArrowUp':
        set(value + by);
        break;
      case 'ArrowDown':
        set(value - by);
        break;
      case 'PageUp':
        set(value + step * 5);
        break;
      case 'PageDown':
        set(value - step * 5);
        break;
      case 'Home':
        set(0);
        break;
      case 'End':
        set(most);
        break;
      case 'ArrowRight':
        focus(Math.min(ends, index + 1));
        break;
      case 'ArrowLeft':
        focus(Math.max(0, index - 1));
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <svg
      ref={root}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className="curve-draw"
      role="group"
      aria-label={props.label}
      onPointerDown={onPointerDown}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) drawTo(event);
      }}
    >
      <rect width={width} height={height} className="fill-transparent" />
      <CurveAxes frame={frame} most={most} untilUs={untilUs} inSeconds={props.inSeconds} />
      {props.drawn && <path d={pathOf(points, frame)} className="said" />}
      {points.map((value, index) => (
        <g
          key={index}
          data-point={index}
          className="curve-point"
          role="slider"
          tabIndex={index === current ? 0 : -1}
          aria-label={pointName(index, points.length, untilUs)}
          aria-orientation="vertical"
          aria-valuemin={0}
          aria-valuemax={most}
          aria-valuenow={value}
          aria-valuetext={axisText(value, props.inSeconds)}
          onKeyDown={(event) => {
            onKeyDown(event, index);
          }}
          onFocus={() => {
            setCurrent(index);
          }}
        >
          <circle
            cx={frame.x(index / ends)}
            cy={frame.y(value)}
            r={5}
            className="fill-page stroke-ink2"
            strokeWidth={1.25}
            strokeDasharray="2.5 2"
          />
        </g>
      ))}
    </svg>
  );
}
