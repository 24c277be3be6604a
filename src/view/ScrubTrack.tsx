import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { formatTime } from '../sim/format-time.ts';
import type { Trace } from '../sim/trace.ts';
import { binned, historiesOf } from './history.ts';
import { round } from './mark.ts';
import { Marks } from './Marks.tsx';
import { moveByKey } from './slider-keys.ts';
import { isShown, momentDigits, stretchMarks, timeFrame, type TimeFrame } from './time-axis.ts';
import { markTitle, shownMarks, signOf, type TimeMark } from './time-marks.ts';
import type { Stretch } from './time-window.ts';
import { useAxisGestures } from './use-axis-gestures.ts';

export interface ScrubTrackProps {
  readonly trace: Trace;
  readonly atUs: number;
  /** px; the track keeps the same margins as the lanes of that width. */
  readonly width: number;
  /** The moment wanted: while dragging, and on Home, End, Shift and arrows, Page Up and Page Down. */
  readonly onSeek: (atUs: number) => void;
  /** Arrow keys: to the next or the previous event. */
  readonly onStep: (direction: 1 | -1) => void;
  /** The gesture has ended: the moment may go into the address. */
  readonly onRest?: (() => void) | undefined;
  readonly label?: string;
  /** The furthest moment the reader has seen, µs: no tick after it. Default: all. */
  readonly seenUs?: number | undefined;
  /** Moments that have a sign over the track, with their names on hover. */
  readonly marks?: readonly TimeMark[] | undefined;
  /** The part of the run that the axis shows; none: all of it. */
  readonly windowUs?: Stretch | null | undefined;
  /** Told of a zoom or a pan by fingers or wheel. */
  readonly onWindow?: ((windowUs: Stretch | null) => void) | undefined;
  /** A stretch that is marked. */
  readonly stretchUs?: Stretch | null | undefined;
  /** Told of a drag with Shift. */
  readonly onStretch?: ((stretchUs: Stretch) => void) | undefined;
  /** What stands over the track at its own moments, laid out by the frame. */
  readonly over?: ((frame: TimeFrame) => ReactNode) | undefined;
}

const NO_MARKS: readonly TimeMark[] = [];

/** Ticks under the track: one path for every kind of event that has a sign of its own. */
function eventTicks(trace: Trace, frame: TimeFrame): { cold: string; failed: string; throttled: string } {
  const { coldUs, failedUs, throttledUs } = historiesOf(trace);
  const bins = Math.max(1, Math.floor((frame.to - frame.from) / 3));
  const ticks = (moments: readonly number[], draw: (x: number) => string) =>
    binned(moments, frame.endUs, bins, frame.startUs)
      .map((count, index) => (count > 0 ? draw(round(frame.from + index * 3)) : ''))
      .join('');
  return {
    cold: ticks(coldUs, (x) => `M${x} 16v5`),
    failed: ticks(failedUs, (x) => `M${x} 16v6`),
    throttled: ticks(throttledUs, (x) => `M${x} 16v6m2.5 0v-6`),
  };
}

/** The moment as a slider: what has passed in ink, a knob, and under it the cold starts, failures and throttles of the run. */
export function ScrubTrack({
  trace,
  atUs,
  width,
  onSeek,
  onStep,
  onRest,
  label = 'Moment',
  seenUs,
  marks = NO_MARKS,
  windowUs = null,
  onWindow,
  stretchUs = null,
  onStretch,
  over,
}: ScrubTrackProps) {
  const root = useRef<SVGSVGElement>(null);
  const pressedUs = useRef<number | null>(null);
  const frame = timeFrame(trace.endUs, width, windowUs);
  const isPinching = useAxisGestures(
    root,
    onWindow ? { frame, width, endUs: trace.endUs, windowUs, onWindow } : null,
  );
  const x = round(frame.x(atUs));
  const ticks = eventTicks(trace, frame);
  const seen = Math.max(seenUs ?? trace.endUs, atUs);
  const here = marks.filter((mark) => mark.atUs === atUs).map((mark) => `, ${markTitle(mark, seen)}`);

  function momentOf(event: PointerEvent): number {
    const box = root.current!.getBoundingClientRect();
    return Math.round(frame.x.invert(((event.clientX - box.left) / box.width) * width));
  }

  function onPointerDown(event: PointerEvent<SVGSVGElement>): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.focus({ preventScroll: true });
    pressedUs.current = event.shiftKey && onStretch ? momentOf(event) : null;
    if (pressedUs.current === null) onSeek(momentOf(event));
  }

  function onPointerMove(event: PointerEvent<SVGSVGElement>): void {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || isPinching.current) return;
    const at = momentOf(event);
    const from = pressedUs.current;
    if (from === null) onSeek(at);
    else if (at !== from) onStretch?.([Math.min(from, at), Math.max(from, at)]);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const twentieth = Math.round((frame.endUs - frame.startUs) / 20);
    const isMoved = moveByKey(event, {
      step: onStep,
      leap(direction) {
        onSeek(Math.min(trace.endUs, Math.max(0, atUs + direction * twentieth)));
      },
      toEnd(direction) {
        onSeek(direction === 1 ? trace.endUs : 0);
      },
    });
    if (isMoved) onRest?.();
  }

  const track = (
    <svg
      ref={root}
      width={width}
      height={28}
      viewBox={`0 0 ${width} 28`}
      className="cursor-pointer touch-pan-y rounded-control select-none"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={Math.round(trace.endUs / 1000)}
      aria-valuenow={Math.round(atUs / 1000)}
      aria-valuetext={`${formatTime(atUs, momentDigits(frame))} of ${formatTime(trace.endUs, 0)}${here.join('')}`}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onRest}
      onPointerCancel={onRest}
      onKeyDown={onKeyDown}
    >
      <rect width={width} height={28} className="fill-transparent" />
      {!frame.narrow && (
        <text x={0} y={16} className="t-note fill-ink2">
          Moment
        </text>
      )}
      <path d={ticks.cold} className="stroke-init-line" strokeWidth={1.75} />
      <path d={ticks.failed} className="stroke-failed-line" strokeWidth={1.5} />
      <path d={ticks.throttled} className="fill-none stroke-throttled-line" strokeWidth={1.25} />
      {seenUs !== undefined && seenUs < trace.endUs && (
        <rect
          x={frame.x(Math.max(seenUs, atUs)) + 1}
          y={14}
          width={frame.to + 4 - frame.x(Math.max(seenUs, atUs))}
          height={14}
          className="fill-page"
        />
      )}
      {stretchUs && <Marks marks={stretchMarks(frame, stretchUs, 3, 24)} />}
      <path
        d={`M${frame.from} 12H${frame.to}`}
        className="stroke-edge"
        strokeWidth={2}
        strokeLinecap="round"
      />
      <path d={`M${frame.from} 12H${x}`} className="stroke-ink" strokeWidth={2} strokeLinecap="round" />
      {shownMarks(marks, trace.endUs, seen)
        .filter((mark) => isShown(frame, mark.atUs))
        .map((mark) => (
          <g key={mark.key}>
            <title>{`${formatTime(mark.atUs, 0)} ${markTitle(mark, seen)}`}</title>
            <Marks marks={[signOf(mark, frame.x(mark.atUs), 9, seen)]} />
          </g>
        ))}
      {/* A moment outside of what is shown waits at the edge, hollow. */}
      <circle
        cx={x}
        cy={12}
        r={isShown(frame, atUs) ? 7 : 4}
        className={isShown(frame, atUs) ? 'fill-ink stroke-page' : 'fill-page stroke-ink'}
        strokeWidth={2}
      />
    </svg>
  );
  if (!over) return track;
  return (
    <div className="track-over">
      {track}
      {over(frame)}
    </div>
  );
}
