/** The pace: how much simulated time a second of screen shows, on a logarithmic slider or typed. */
import { useState, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { formatDuration } from '../sim/format-time.ts';
import type { Player } from './player.ts';
import { nearestStop, readSpeed, SPEEDS, speedSays, speedText, stopBeside } from './speed.ts';

export function PaceControl({ player, ready }: { readonly player: Player; readonly ready: boolean }) {
  const speed = useStore(player.store, (state) => state.speed);
  const endUs = useStore(player.store, (state) => state.endUs);
  function onKeyDown(event: KeyboardEvent): void {
    const way = { '+': 1, '=': 1, '-': -1, '−': -1 }[event.key];
    if (way === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    player.setSpeed(stopBeside(speed, way as 1 | -1));
  }
  return (
    <span
      className="pace"
      title={`The whole run takes ${formatDuration((endUs / speed) * 1_000_000)} on screen`}
    >
      <input
        type="range"
        className="pace-range"
        aria-label="Pace"
        aria-valuetext={speedSays(speed)}
        min={0}
        max={SPEEDS.length - 1}
        step={1}
        disabled={!ready}
        value={nearestStop(speed)}
        onChange={(event) => {
          player.setSpeed(SPEEDS[Number(event.currentTarget.value)]!);
        }}
        onKeyDown={onKeyDown}
      />
      {/* Another pace, another field: what was typed and not taken is gone. */}
      <PaceField key={speed} player={player} speed={speed} ready={ready} />
    </span>
  );
}

function PaceField({
  player,
  speed,
  ready,
}: {
  readonly player: Player;
  readonly speed: number;
  readonly ready: boolean;
}) {
  const [text, setText] = useState(speedText(speed));
  const read = readSpeed(text);
  function take(): void {
    if (read === null) setText(speedText(speed));
    else if (read !== speed) player.setSpeed(read);
    else setText(speedText(speed));
  }
  return (
    <input
      type="text"
      className="pace-field"
      aria-label="Simulated time in a second"
      autoComplete="off"
      spellCheck={false}
      disabled={!ready}
      value={text}
      aria-invalid={read === null}
      onFocus={(event) => {
        event.currentTarget.select();
      }}
      onChange={(event) => {
        setText(event.currentTarget.value);
      }}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
        if (event.key === 'Escape') setText(speedText(speed));
      }}
    />
  );
}
