/** What the reader has set on the track: the ends of a stretch, to be dragged or moved by keys, and bookmarks. */
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { formatTime } from '../sim/format-time.ts';
import { moveByKey } from './slider-keys.ts';
import { isShown, momentDigits, type TimeFrame } from './time-axis.ts';
import type { Stretch } from './time-window.ts';

export interface TrackBookmark {
  readonly atUs: number;
  readonly name: string;
}

export interface TrackMarksProps {
  readonly frame: TimeFrame;
  /** The end of the run, µs. */
  readonly endUs: number;
  readonly stretchUs: Stretch | null;
  readonly onStretch: (stretchUs: Stretch | null) => void;
  readonly bookmarks: readonly TrackBookmark[];
  readonly onBookmark: (atUs: number) => void;
}

/** px that a key moves an end by. */
const STEP_PX = 4;
const LEAP_PX = 50;

const ENDS = ['Stretch begins', 'Stretch ends'] as const;

export function TrackMarks(props: TrackMarksProps) {
  const { frame, bookmarks, onBookmark, stretchUs } = props;
  return (
    <>
      {bookmarks
        .filter(({ atUs }) => isShown(frame, atUs))
        .map(({ atUs, name }) => (
          <button
            key={atUs}
            type="button"
            className="track-bookmark"
            style={{ left: frame.x(atUs) }}
            title={name}
            aria-label={`Bookmark ${name === '' ? formatTime(atUs, momentDigits(frame)) : name}`}
            onClick={() => {
              onBookmark(atUs);
            }}
          />
        ))}
      {stretchUs &&
        ENDS.map((_, which) => (
          <StretchEnd key={ENDS[which]} {...props} stretchUs={stretchUs} which={which} />
        ))}
    </>
  );
}

function StretchEnd({
  frame,
  endUs,
  stretchUs,
  onStretch,
  which,
}: TrackMarksProps & { readonly stretchUs: Stretch; readonly which: number }) {
  const dragged = useRef<{ readonly x: number; readonly us: number } | null>(null);
  const at = stretchUs[which]!;
  if (!isShown(frame, at)) return null;
  const perPx = (frame.endUs - frame.startUs) / Math.max(1, frame.to - frame.from);

  function put(us: number): void {
    // The ends never meet: a stretch has a length.
    const least = Math.max(1, Math.round(perPx));
    const [fromUs, untilUs] = stretchUs;
    const rounded = Math.round(us);
    onStretch(
      which === 0
        ? [Math.max(0, Math.min(rounded, untilUs - least)), untilUs]
        : [fromUs, Math.min(endUs, Math.max(rounded, fromUs + least))],
    );
  }

  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    dragged.current = { x: event.clientX, us: at };
    event.stopPropagation();
  }

  function onPointerMove(event: PointerEvent): void {
    const from = dragged.current;
    if (from) put(from.us + (event.clientX - from.x) * perPx);
  }

  function onKeyDown(event: KeyboardEvent): void {
    moveByKey(event, {
      step(direction) {
        put(at + direction * STEP_PX * perPx);
      },
      leap(direction) {
        put(at + direction * LEAP_PX * perPx);
      },
      toEnd(direction) {
        const [first, last] = which === 0 ? [0, stretchUs[1]] : [stretchUs[0], endUs];
        put(direction === 1 ? last : first);
      },
      remove() {
        onStretch(null);
      },
    });
  }

  return (
    <div
      className="stretch-end"
      data-which={which}
      style={{ left: frame.x(at) }}
      role="slider"
      tabIndex={0}
      aria-label={ENDS[which]}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={Math.round(endUs / 1000)}
      aria-valuenow={Math.round(at / 1000)}
      aria-valuetext={formatTime(at, momentDigits(frame))}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => (dragged.current = null)}
      onPointerCancel={() => (dragged.current = null)}
      onKeyDown={onKeyDown}
    />
  );
}
