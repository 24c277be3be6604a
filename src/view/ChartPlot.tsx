import { useMemo, useRef, useState, type PointerEvent, type ReactNode } from 'react';
import { chartFrame, type ChartFrame } from './chart-frame.ts';
import type { ChartModel } from './chart-model.ts';
import { binUnder, pointUnder } from './chart-point.ts';
import { readout } from './chart-text.ts';
import { PlainPicture } from './PlainPicture.tsx';
import { Marks } from './Marks.tsx';
import { path, rect } from './mark.ts';
import { chartScene } from './metric-chart.ts';
import { isShown } from './time-axis.ts';
import { useAxisGestures } from './use-axis-gestures.ts';

export type StretchUs = readonly [fromUs: number, untilUs: number];

export interface ChartPlotProps {
  readonly model: ChartModel;
  /** Stretches that have been seen, from the first. */
  readonly shown: number;
  readonly width: number;
  /** The part of the run that is shown; null: all of it. */
  readonly windowUs: StretchUs | null;
  /** Told of a zoom or a pan by wheel or fingers. */
  readonly onWindow: (windowUs: StretchUs | null) => void;
  /** The sentence it is read as. */
  readonly label: string;
  /** Told of a press on the plot; `step` is that behind the value pressed, -1 where there is none. */
  readonly onPoint: (atUs: number, step: number) => void;
  /** A stretch that is being drawn over the plot. */
  readonly onStretch: (stretchUs: StretchUs) => void;
  /** The gesture has ended. */
  readonly onRest: () => void;
  /** What moves over it: the moment. */
  readonly children?: (frame: ChartFrame) => ReactNode;
}

/** A press that moves less than this is a click. */
const STILL_PX = 5;

/** The plot of a chart: a press goes to a moment or to what is behind a value, a drag marks a stretch. */
export function ChartPlot(props: ChartPlotProps) {
  const { model, shown, width, windowUs, onWindow, label, onPoint, onStretch, onRest, children } = props;
  const root = useRef<HTMLDivElement>(null);
  const pressed = useRef<{ readonly x: number; moved: boolean } | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const frame = useMemo(() => chartFrame(model, width, windowUs), [model, width, windowUs]);
  const scene = useMemo(() => chartScene(model, frame, shown, label), [model, frame, shown, label]);
  const isPinching = useAxisGestures(root, {
    frame: frame.time,
    width,
    endUs: model.bins.endUs,
    windowUs,
    onWindow,
  });

  function place(event: PointerEvent): readonly [number, number] {
    const box = root.current!.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0) return;
    pressed.current = { x: place(event)[0], moved: false };
    event.currentTarget.setPointerCapture(event.pointerId);
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>): void {
    const [x] = place(event);
    setOver(binUnder(model, frame, shown, x));
    const press = pressed.current;
    if (!press || isPinching.current) return;
    if (Math.abs(x - press.x) >= STILL_PX) press.moved = true;
    if (!press.moved) return;
    const ends = [frame.time.x.invert(press.x), frame.time.x.invert(x)].map(Math.round);
    const [fromUs, untilUs] = [Math.min(...ends), Math.max(...ends)];
    if (untilUs > fromUs) onStretch([fromUs, untilUs]);
  }

  function onPointerUp(event: PointerEvent<HTMLDivElement>): void {
    const press = pressed.current;
    pressed.current = null;
    if (!press) return;
    const [x, y] = place(event);
    if (!press.moved && !isPinching.current && x >= frame.time.from - STILL_PX) {
      const point = pointUnder(model, frame, shown, x, y);
      onPoint(Math.round(frame.time.x.invert(x)), point?.step ?? -1);
    }
    onRest();
  }

  return (
    <>
      {/* The pointer's shortcut for what the stretch's sliders and the table do by keyboard too. */}
      <div
        ref={root}
        className="chart-plot"
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerLeave={() => {
          setOver(null);
        }}
        onPointerCancel={() => {
          pressed.current = null;
          setOver(null);
        }}
      >
        <PlainPicture scene={scene} />
        {children?.(frame)}
      </div>
      <p className="chart-readout" aria-hidden="true">
        {over === null || over >= shown ? '' : readout(model, over)}
      </p>
    </>
  );
}

export interface ChartOverlayProps {
  readonly frame: ChartFrame;
  readonly atUs: number;
  /** The furthest moment that has been seen. */
  readonly seenUs: number;
  readonly stretchUs: StretchUs | null;
}

/** The moment through a plot, the veil over what was seen but lies ahead, and the band of the stretch. */
export function ChartOverlay({ frame, atUs, seenUs, stretchUs }: ChartOverlayProps) {
  const { time, top, axisY, width, height } = frame;
  const x = (us: number) => time.x(Math.min(time.endUs, Math.max(time.startUs, us)));
  const tall = axisY - top;
  const at = Math.round(x(atUs) * 2) / 2;
  const isHere = isShown(time, atUs);
  const band = stretchUs && isShown(time, ...stretchUs) ? [x(stretchUs[0]), x(stretchUs[1])] : null;
  const ends = (stretchUs ?? []).filter((us) => isShown(time, us));
  return (
    <svg
      className="chart-overlay"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      <Marks
        marks={[
          rect('veil', at, top, seenUs > atUs ? x(seenUs) - at + 1 : 0, tall, {
            class: 'fill-page opacity-veil',
          }),
          ...(band
            ? [
                rect('band', band[0]!, top, band[1]! - band[0]!, tall, {
                  class: 'fill-ink',
                  'fill-opacity': 0.08,
                }),
                path('ends', ends.map((us) => `M${x(us)} ${top}v${tall}`).join(''), { class: 'stroke-ink' }),
              ]
            : []),
          path('moment', isHere ? `M${at} ${top}V${axisY + 4}` : '', {
            class: 'stroke-ink',
            'stroke-width': 1.5,
          }),
        ]}
      />
    </svg>
  );
}
