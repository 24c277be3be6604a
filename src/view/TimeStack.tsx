import { useRef, type PointerEvent, type ReactNode } from 'react';
import type { Trace } from '../sim/trace.ts';
import { environmentAt, lanesScene, type LanesInput } from './lanes-scene.ts';
import type { Pick } from './mark.ts';
import { PlainPicture } from './PlainPicture.tsx';
import type { Metric } from './metric-levels.ts';
import { ScrubTrack } from './ScrubTrack.tsx';
import { timeFrame, type TimeFrame } from './time-axis.ts';
import type { TimeMark } from './time-marks.ts';
import { panned, type Stretch } from './time-window.ts';
import { useAxisGestures } from './use-axis-gestures.ts';

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
  /** The part of the run that is shown; none: all of it. */
  readonly windowUs?: Stretch | null | undefined;
  /** Told of a zoom or a pan: two fingers, the wheel with Ctrl or Shift, a drag of the axis. */
  readonly onWindow?: ((windowUs: Stretch | null) => void) | undefined;
  readonly stretchUs?: Stretch | null | undefined;
  /** Told of a drag with Shift. */
  readonly onStretch?: ((stretchUs: Stretch) => void) | undefined;
  /** Moments that the reader has marked. */
  readonly bookmarksUs?: readonly number[] | undefined;
  /** What stands over the track. */
  readonly over?: ((frame: TimeFrame) => ReactNode) | undefined;
}

const METRICS: readonly Metric[] = ['concurrency', 'environments', 'coldStarts'];

const NO_MARKS: readonly TimeMark[] = [];

/** A press that moves less than this is a click. */
const STILL_PX = 4;
/** px at the foot of the lanes: the axis with its figures. */
const AXIS = 24;

/** A press on the lanes: where it began, and what moving it does. */
interface Press {
  readonly x: number;
  readonly atUs: number;
  readonly does: 'seek' | 'stretch' | 'pan';
  readonly windowUs: Stretch | null;
  moved: boolean;
}

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
    windowUs = null,
    onWindow,
    stretchUs = null,
    onStretch,
    bookmarksUs,
    over,
  } = props;
  const root = useRef<HTMLDivElement>(null);
  const pressed = useRef<Press | null>(null);
  const frame = timeFrame(trace.endUs, width, windowUs);
  const isPinching = useAxisGestures(
    root,
    onWindow ? { frame, width, endUs: trace.endUs, windowUs, onWindow } : null,
  );
  const input: LanesInput = {
    trace,
    atUs,
    width,
    requests: true,
    metrics,
    marks,
    picked,
    seenUs,
    windowUs,
    stretchUs,
    bookmarksUs,
    reach: track ? 16 : 0,
    ...(tallest === undefined ? {} : { tallest }),
  };

  function place(event: PointerEvent): readonly [number, number] {
    const box = root.current!.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * width, event.clientY - box.top];
  }

  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0) return;
    const [x, y] = place(event);
    const isAxis = y > root.current!.getBoundingClientRect().height - AXIS;
    const isTouch = event.pointerType === 'touch';
    pressed.current = {
      x: event.clientX,
      atUs: Math.round(frame.x.invert(x)),
      // A part of the run is moved by its axis, on touch anywhere; the whole has nowhere to go.
      does:
        event.shiftKey && onStretch
          ? 'stretch'
          : windowUs && onWindow && (isAxis || isTouch)
            ? 'pan'
            : 'seek',
      windowUs,
      moved: false,
    };
    event.currentTarget.setPointerCapture(event.pointerId);
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>): void {
    const press = pressed.current;
    if (!press || isPinching.current) return;
    if (Math.abs(event.clientX - press.x) >= STILL_PX) press.moved = true;
    if (!press.moved) return;
    const hereUs = Math.round(frame.x.invert(place(event)[0]));
    if (press.does === 'seek') onSeek(hereUs);
    else if (press.does === 'stretch') {
      if (hereUs !== press.atUs) onStretch?.([Math.min(hereUs, press.atUs), Math.max(hereUs, press.atUs)]);
    } else {
      const perPx = (frame.endUs - frame.startUs) / (frame.to - frame.from);
      onWindow?.(panned(press.windowUs, (press.x - event.clientX) * perPx, trace.endUs));
    }
  }

  function onPointerUp(event: PointerEvent<HTMLDivElement>): void {
    const press = pressed.current;
    pressed.current = null;
    if (press && !press.moved && press.does !== 'stretch' && !isPinching.current) {
      const [x, y] = place(event);
      onSeek(Math.round(frame.x.invert(x)));
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
          windowUs={windowUs}
          onWindow={onWindow}
          stretchUs={stretchUs}
          onStretch={onStretch}
          over={over}
        />
      )}
      {/* The pointer's shortcut for what the track does by keyboard too. */}
      <div
        ref={root}
        className="cursor-crosshair touch-pan-y select-none"
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => (pressed.current = null)}
      >
        <PlainPicture scene={lanesScene(input)} />
      </div>
    </div>
  );
}
