import { formatTime } from '../../sim/format-time.ts';
import type { Player } from '../player.ts';

export interface ScrubProps {
  readonly player: Player;
  readonly momentUs: number;
  readonly endUs: number;
  /** Where the time axis lies over the picture, px. */
  readonly left: number;
  readonly width: number;
  readonly top: number;
  readonly height: number;
}

/** The range that moves the moment: unseen, over the picture's own line; its focus ring goes round the track. */
export function Scrub({ player, momentUs, endUs, left, width, top, height }: ScrubProps) {
  return (
    <div className="track absolute" style={{ left: left - 8, width: width + 16, top, height }}>
      <input
        type="range"
        className="absolute inset-0 h-full! w-full cursor-ew-resize opacity-0"
        aria-label="Moment"
        min={0}
        max={endUs}
        step={Math.max(1, Math.round(endUs / 250))}
        value={Math.round(momentUs)}
        aria-valuetext={formatTime(momentUs, 0)}
        onChange={(event) => {
          player.seek(Number(event.currentTarget.value));
        }}
        onPointerUp={() => {
          player.rest();
        }}
      />
    </div>
  );
}
