/** Play, step and jump; the moment; the pace; the seed. */
import { useStore } from 'zustand';
import { formatDuration, formatTime } from '../sim/format-time.ts';
import { Icon } from './Icon.tsx';
import { TimeButton } from './TimeButton.tsx';
import type { Player } from './player.ts';
import { speedLabel, speedsFor } from './speed.ts';

export interface TransportProps {
  readonly player: Player;
  readonly seed: number;
  readonly onSeed: (seed: number) => void;
  /** What the jump goes to: `problem`, `cold start`; null: the run has none. */
  readonly nextWhat: string | null;
  readonly onNext: () => void;
  readonly ready: boolean;
}

/** Another seed than the present one; any will do. */
export function rollSeed(seed: number): number {
  const rolled = 1 + Math.floor(Math.random() * 9999);
  return rolled === seed ? rolled + 1 : rolled;
}

/** Digits after the second's point that mean something at this pace. */
export function digitsFor(endUs: number): number {
  return endUs <= 60_000_000 ? 2 : endUs <= 600_000_000 ? 1 : 0;
}

export function Transport({ player, seed, onSeed, nextWhat, onNext, ready }: TransportProps) {
  const playing = useStore(player.store, (state) => state.playing);
  return (
    <div className="transport" role="group" aria-label="Time">
      <div className="transport-main">
        <TimeButton
          icon="start"
          label="To the start"
          disabled={!ready}
          onPress={() => {
            player.jump(0);
          }}
          className="icon-button at-start"
        />
        <TimeButton
          icon="back"
          label="Step back"
          disabled={!ready}
          onPress={() => {
            player.step(-1);
          }}
        />
        <TimeButton
          icon={playing ? 'pause' : 'play'}
          label={playing ? 'Pause' : 'Play'}
          disabled={!ready}
          onPress={() => {
            player.toggle();
          }}
          className="button primary play"
        >
          <span className="play-word">{playing ? 'Pause' : 'Play'}</span>
        </TimeButton>
        <TimeButton
          icon="step"
          label="Step"
          disabled={!ready}
          onPress={() => {
            player.step(1);
          }}
        />
        <TimeButton
          icon="end"
          label="To the end"
          disabled={!ready}
          onPress={() => {
            player.jump(player.store.getState().endUs);
          }}
          className="icon-button at-end"
        />
      </div>
      <MomentText player={player} />
      <span className="grow" />
      {nextWhat !== null && (
        <button type="button" className="button quiet next-problem" disabled={!ready} onClick={onNext}>
          <Icon name="problem" size={14} />
          Next {nextWhat}
        </button>
      )}
      <SpeedChoice player={player} ready={ready} />
      <button
        type="button"
        className="button quiet seed"
        aria-label={`Seed ${seed}, roll a new one`}
        onClick={() => {
          onSeed(rollSeed(seed));
        }}
      >
        <Icon name="seed" size={14} />
        Seed {seed}
      </button>
    </div>
  );
}

function MomentText({ player }: { readonly player: Player }) {
  const { momentUs, endUs, seenUs } = useStore(player.store);
  const digits = digitsFor(endUs);
  return (
    <output className="moment" aria-live="off">
      <b>{formatTime(momentUs, digits)}</b>
      <span>
        {' '}
        of {formatTime(endUs, 0)}
        {seenUs >= endUs && endUs > 0 && ', seen to the end'}
      </span>
    </output>
  );
}

function SpeedChoice({ player, ready }: { readonly player: Player; readonly ready: boolean }) {
  const speed = useStore(player.store, (state) => state.speed);
  const endUs = useStore(player.store, (state) => state.endUs);
  const offered = speedsFor(endUs);
  const choices = offered.includes(speed) ? offered : [...offered, speed].sort((a, b) => a - b);
  return (
    <select
      className="speed"
      aria-label="Pace: how much simulated time a second of screen shows"
      title={`The whole run takes ${formatDuration((endUs / speed) * 1_000_000)} on screen`}
      disabled={!ready}
      value={speed}
      onChange={(event) => {
        player.setSpeed(Number(event.currentTarget.value));
      }}
    >
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {speedLabel(choice)}
        </option>
      ))}
    </select>
  );
}
