/** The stretch of the run that charts are about: two sliders on a track, dragged or moved by keys. */
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { formatDuration, formatTime } from '../sim/format-time.ts';
import { moveByKey } from '../view/slider-keys.ts';

type StretchUs = readonly [fromUs: number, untilUs: number];

export interface StretchTrackProps {
  readonly endUs: number;
  /** What an arrow key moves by, µs; with Shift ten of them. */
  readonly stepUs: number;
  readonly digits: number;
  readonly stretchUs: StretchUs | null;
  /** The part of the run that is in sight: without a stretch figures are of that; null: all of it. */
  readonly windowUs: StretchUs | null;
  readonly onStretch: (stretchUs: StretchUs | null) => void;
}

/** Steps that a page is. */
const MANY = 10;

export function StretchTrack({ endUs, stepUs, digits, stretchUs, windowUs, onStretch }: StretchTrackProps) {
  const root = useRef<HTMLDivElement>(null);
  const drag = useRef<{ readonly end: 0 | 1 } | null>(null);
  const ends: StretchUs = stretchUs ?? [0, endUs];
  // Charts count by whole periods: those that the stretch touches.
  const whole: StretchUs = [
    Math.floor(ends[0] / stepUs) * stepUs,
    Math.min(endUs, Math.ceil(ends[1] / stepUs) * stepUs),
  ];
  const share = (us: number) => (endUs === 0 ? 0 : us / endUs);

  function put(end: 0 | 1, us: number): void {
    const least = Math.min(stepUs, endUs);
    const at = Math.round(Math.min(endUs, Math.max(0, us)));
    const next: StretchUs =
      end === 0 ? [Math.min(at, ends[1] - least), ends[1]] : [ends[0], Math.max(at, ends[0] + least)];
    const within: StretchUs = [Math.max(0, next[0]), Math.min(endUs, next[1])];
    onStretch(within[0] <= 0 && within[1] >= endUs ? null : within);
  }

  function pointed(event: PointerEvent): number {
    const box = root.current!.getBoundingClientRect();
    return ((event.clientX - box.left) / box.width) * endUs;
  }

  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0) return;
    const us = pointed(event);
    const end = Math.abs(us - ends[0]) <= Math.abs(us - ends[1]) ? 0 : 1;
    drag.current = { end };
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.querySelectorAll<HTMLElement>('[role="slider"]')[end]?.focus({ preventScroll: true });
    put(end, us);
  }

  function onKeyDown(event: KeyboardEvent, end: 0 | 1): void {
    moveByKey(event, {
      step(direction) {
        put(end, ends[end] + direction * stepUs);
      },
      leap(direction) {
        put(end, ends[end] + direction * stepUs * MANY);
      },
      toEnd(direction) {
        put(end, direction === 1 ? endUs : 0);
      },
    });
  }

  const thumb = (end: 0 | 1, name: string) => (
    <div
      className="stretch-thumb"
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-orientation="horizontal"
      aria-valuemin={end === 0 ? 0 : Math.round(ends[0] / 1000)}
      aria-valuemax={Math.round((end === 0 ? ends[1] : endUs) / 1000)}
      aria-valuenow={Math.round(ends[end] / 1000)}
      aria-valuetext={formatTime(ends[end], digits)}
      style={{ left: `${share(ends[end]) * 100}%` }}
      onKeyDown={(event) => {
        onKeyDown(event, end);
      }}
    />
  );

  return (
    <div className="stretch">
      <div
        ref={root}
        className="stretch-track"
        onPointerDown={onPointerDown}
        onPointerMove={(event) => {
          if (drag.current) put(drag.current.end, pointed(event));
        }}
        onPointerUp={() => (drag.current = null)}
        onPointerCancel={() => (drag.current = null)}
      >
        <div
          className="stretch-band"
          style={{ left: `${share(ends[0]) * 100}%`, width: `${share(ends[1] - ends[0]) * 100}%` }}
        />
        {thumb(0, 'Start of the stretch')}
        {thumb(1, 'End of the stretch')}
      </div>
      <p className="stretch-text">
        {stretchUs ? (
          <>
            <span>
              {formatDuration(ends[1] - ends[0])} from {formatTime(ends[0], digits)} to{' '}
              {formatTime(ends[1], digits)}. Figures are of the periods it touches,{' '}
              {formatTime(whole[0], digits)} to {formatTime(whole[1], digits)}.
            </span>{' '}
            <button
              type="button"
              className="button quiet"
              onClick={() => {
                onStretch(null);
              }}
            >
              Whole run
            </button>
          </>
        ) : (
          <span>
            Figures are of {windowUs ? 'the periods in sight' : 'the whole run'}. Drag over a chart, or move
            an end here, to look at a stretch.
          </span>
        )}
      </p>
    </div>
  );
}
