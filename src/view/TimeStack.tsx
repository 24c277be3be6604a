import { useRef, type PointerEvent } from 'react';
import type { Trace } from '../sim/trace.ts';
import { environmentAt, lanesScene, type LanesInput } from './lanes-scene.ts';
import type { Pick } from './mark.ts';
import { MarkedPicture } from './MarkedPicture.tsx';
import type { Metric } from './metric-levels.ts';
import { ScrubTrack } from './ScrubTrack.tsx';
import { timeFrame } from './time-axis.ts';
import type { TimeMark } from './time-marks.ts';

export interface TimeStackProps {
  readonly trace: Trace;
  readonly atUs: number;
  /** px, from 288 on. From 600 on, columns at both ends hold names and values; below, they stand above their rows. */
  readonly width: number;
  readonly onSeek: (atUs: number) => void;
  readonly onStep: (direction: 1 | -1) => void;
  readonly onRest?: () => void;
  /** Told of a click on an environment's lane; a drag moves the moment instead. */
  readonly onPick?: (pick: Pick) => void;
  readonly picked?: number | undefined;
  /** The furthest moment the reader has seen, µs: what lies after it is not drawn. Default: all. */
  readonly seenUs?: number | undefined;
  readonly metrics?: readonly Metric[];
  /** Moments that stand by name on the axis. */
  readonly marks?: readonly TimeMark[];
  /** px for all lanes together. */
  readonly tallest?: number;
  /** False where the track is docked elsewhere (phone). */
  readonly track?: boolean;
}

const METRICS: readonly Metric[] = ['concurrency', 'environments', 'coldStarts'];

const NO_MARKS: readonly TimeMark[] = [];

/** A press that moves less than this is a click. */
const STILL_PX = 4;

/** Scrub track, requests, lanes and metrics on one time axis, cut through by the moment. */
export function TimeStack(props: TimeStackProps) {
  const {
    trace,
    atUs,
    width,
    onSeek,
    onStep,
    onRest,
    onPick,
    picked,
    seenUs,
    metrics = METRICS,
    marks = NO_MARKS,
    tallest,
    track = true,
  } = props;
  const root = useRef<HTMLDivElement>(null);
  const pressed = useRef<{ x: number; moved: boolean } | null>(null);
  const input: LanesInput = {
    trace,
    atUs,
    width,
    requests: true,
    metrics,
    marks,
    picked,
    seenUs,
    reach: track ? 16 : 0,
    ...(tallest === undefined ? {} : { tallest }),
  };

  function place(event: PointerEvent): readonly [number, number] {
    const box = root.current!.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * width, event.clientY - box.top];
  }

  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    pressed.current = { x: event.clientX, moved: false };
    event.currentTarget.setPointerCapture(event.pointerId);
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>): void {
    const press = pressed.current;
    if (!press) return;
    if (Math.abs(event.clientX - press.x) >= STILL_PX) press.moved = true;
    if (press.moved) onSeek(Math.round(timeFrame(trace.endUs, width).x.invert(place(event)[0])));
  }

  function onPointerUp(event: PointerEvent<HTMLDivElement>): void {
    const press = pressed.current;
    pressed.current = null;
    if (press && !press.moved) {
      const [x, y] = place(event);
      onSeek(Math.round(timeFrame(trace.endUs, width).x.invert(x)));
      const environment = environmentAt(input, x, y);
      if (environment >= 0) onPick?.({ kind: 'environment', number: environment, step: -1 });
    }
    if (press) onRest?.();
  }

  return (
    <div>
      {track && (
        <ScrubTrack
          trace={trace}
          atUs={atUs}
          width={width}
          onSeek={onSeek}
          onStep={onStep}
          onRest={onRest}
          seenUs={seenUs}
          marks={marks}
        />
      )}
      {/* The pointer's shortcut for what the track does by keyboard too. */}
      <div
        ref={root}
        className="cursor-crosshair select-none"
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => (pressed.current = null)}
      >
        <MarkedPicture scene={lanesScene(input)} />
      </div>
    </div>
  );
}
