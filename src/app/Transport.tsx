/** Play, step and jump; the moment; the pace; the seed; and a quieter row for the rest. */
import { lazy, Suspense, useId, useState } from 'react';
import { useStore } from 'zustand';
import { formatTime } from '../sim/format-time.ts';
import type { Trace } from '../sim/trace.ts';
import { Icon } from './Icon.tsx';
import { PaceControl } from './PaceControl.tsx';
import { SeedButton } from './SeedButton.tsx';
import type { TimeActions } from './time-actions.ts';
import { TimeButton } from './TimeButton.tsx';
import type { Player } from './player.ts';
import type { Lab } from './use-lab.ts';

/** They come when the run is there, or are asked for. */
const StepBy = lazy(async () => {
  const { StepBy: component } = await import('./StepBy.tsx');
  return { default: component };
});
const TransportMore = lazy(async () => {
  const { TransportMore: component } = await import('./TransportMore.tsx');
  return { default: component };
});

export interface TransportProps {
  readonly lab: Lab;
  readonly actions: TimeActions;
  /** The run whose steps are gone through. */
  readonly trace: Trace | undefined;
  /** What the jump goes to: `problem`, `cold start`; null: the run has none. */
  readonly nextWhat: string | null;
  /** What there is to say of the last jump: that nothing was there to go to. */
  readonly note: string;
}

/** Digits after the second's point that mean something in a run of this length. */
export function digitsFor(endUs: number): number {
  return endUs <= 60_000_000 ? 2 : endUs <= 600_000_000 ? 1 : 0;
}

/** The same at a pace: where a second of screen shows a millisecond, the clock must show its parts. */
function digitsAt(endUs: number, speed: number): number {
  const finest = speed >= 200_000 ? 2 : speed >= 10_000 ? 3 : speed >= 1000 ? 4 : 6;
  return Math.max(digitsFor(endUs), finest > 2 ? finest : 0);
}

export function Transport({ lab, actions, trace, nextWhat, note }: TransportProps) {
  const { player, view } = lab;
  const playing = useStore(player.store, (state) => state.playing);
  const digits = useStore(player.store, (state) => digitsFor(state.endUs));
  const [isOpen, setOpen] = useState(false);
  const more = useId();
  const marked = useStore(
    view,
    (state) => state.bookmarks.length + Number(state.stretchUs !== null) + Number(state.windowUs !== null),
  );
  const ready = lab.run.result !== null;
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
            actions.step(-1);
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
            actions.step(1);
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
        {trace && (
          <Suspense fallback={null}>
            <StepBy lab={lab} trace={trace} />
          </Suspense>
        )}
      </div>
      <MomentText player={player} />
      <span className="grow" />
      {nextWhat !== null && (
        <button
          type="button"
          className="button quiet next-problem"
          disabled={!ready}
          onClick={() => {
            actions.toNext(1);
          }}
        >
          <Icon name="problem" size={14} />
          Next {nextWhat}
        </button>
      )}
      <PaceControl player={player} ready={ready} />
      <SeedButton lab={lab} />
      <button
        type="button"
        className="icon-button more-button"
        aria-label="Loop, zoom and bookmarks"
        aria-expanded={isOpen}
        aria-controls={more}
        disabled={!ready}
        data-marked={marked > 0}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        <Icon name="more" />
      </button>
      <span className="time-note" aria-live="polite">
        {note}
      </span>
      <div id={more} className="transport-more" hidden={!isOpen}>
        {isOpen && (
          <Suspense fallback={null}>
            <TransportMore lab={lab} actions={actions} digits={digits} nextWhat={nextWhat} />
          </Suspense>
        )}
      </div>
    </div>
  );
}

function MomentText({ player }: { readonly player: Player }) {
  const { momentUs, endUs, seenUs, speed } = useStore(player.store);
  return (
    <output className="moment" aria-live="off">
      <b>{formatTime(momentUs, digitsAt(endUs, speed))}</b>
      <span>
        {' '}
        of {formatTime(endUs, 0)}
        {seenUs >= endUs && endUs > 0 && (
          <>
            , seen<span className="visually-hidden"> to the end</span>
          </>
        )}
      </span>
    </output>
  );
}
