/** The time stack of the run on show, and what stands at its foot. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { formatCount, formatTime } from '../sim/format-time.ts';
import type { Trace } from '../sim/trace.ts';
import { stepAt } from '../sim/world.ts';
import { metricsOf, type Metric } from '../view/metric-levels.ts';
import { StateKey } from '../view/StateKey.tsx';
import { timeMarksOf } from '../view/time-marks.ts';
import { TimeStack } from '../view/TimeStack.tsx';
import type { RunResult } from './run-client.ts';
import { environmentOf } from './step-kinds.ts';
import { useAxis } from './use-axis.tsx';
import { useMoment, type Watch } from './use-lab.ts';
import { useMedia } from './use-media.ts';
import './state-key.css';

export interface LabTimeProps {
  readonly watch: Watch;
  readonly result: RunResult;
  readonly width: number;
  readonly picked: number;
  readonly onPick: (step: number) => void;
  /** False where the track is docked. */
  readonly track: boolean;
}

/** What the screen has room for: on a low one the number of environments can be read off the lanes. */
function metricsFor(trace: Trace, tall: boolean): readonly Metric[] {
  const all = metricsOf(trace);
  const own = all.filter((metric) => !['concurrency', 'environments', 'coldStarts'].includes(metric));
  if (own.length === 0) return tall ? all : ['concurrency', 'coldStarts'];
  return tall ? [...own.slice(0, 3), 'concurrency'] : [own[0]!, own[1] ?? 'concurrency'];
}

/** The stack of a run that is there. */
export function LabTime({ watch, picked, onPick, track, result, width }: LabTimeProps) {
  const { player, view } = watch;
  const { trace } = result;
  const atUs = useMoment(player);
  const seenUs = useStore(player.store, (state) => state.seenUs);
  const tall = useMedia('(height >= 1050px)');
  const metrics = useMemo(() => metricsFor(trace, tall), [trace, tall]);
  const marks = timeMarksOf(trace, result.scenario);
  const axis = useAxis(watch);
  const bookmarks = useStore(view, (state) => state.bookmarks);
  const bookmarksUs = useMemo(() => bookmarks.map((bookmark) => bookmark.atUs), [bookmarks]);
  return (
    <TimeStack
      trace={trace}
      atUs={atUs}
      seenUs={seenUs}
      width={width}
      onSeek={player.seek}
      onStep={player.step}
      onRest={player.rest}
      {...axis}
      bookmarksUs={bookmarksUs}
      onPick={(pick) => {
        onPick(
          pick.step >= 0 ? pick.step : lastStepOf(result, pick.number, player.store.getState().momentUs),
        );
      }}
      picked={environmentOf(trace, picked)}
      track={track}
      metrics={metrics}
      marks={marks}
      tallest={width < 600 ? 120 : tall ? 190 : 98}
    />
  );
}

/** The last step of an environment at or before the moment. */
function lastStepOf({ trace }: RunResult, environment: number, atUs: number): number {
  const kind = trace.kinds.findIndex((one) => one.name === 'environment');
  for (let step = stepAt(trace, atUs); step >= 0; step -= 1) {
    if (trace.kind[step] === kind && trace.actor[step] === environment) return step;
  }
  return -1;
}

function metBound(bound: string, endUs: number): string {
  return bound === 'moment' ? `it does not get past ${formatTime(endUs)}` : 'a bound was met';
}

/** The key, and what holds of the run. */
export function LabFoot(props: {
  readonly watch: Watch;
  readonly result: RunResult;
  readonly simplifications: number;
}) {
  const { watch, result, simplifications } = props;
  const { player, view } = watch;
  const seenUs = useStore(player.store, (state) => state.seenUs);
  const seen = useStore(player.store, (state) => state.seenUs >= state.endUs);
  const hidden = useStore(view, (state) => state.hidden);
  const { trace, scenario } = result;
  return (
    <div className="lab-foot">
      <StateKey
        trace={trace}
        scenario={scenario}
        seenUs={seenUs}
        hidden={hidden}
        onHide={(next) => {
          view.setState({ hidden: next });
        }}
      />
      <span>
        {trace.end.kind === 'law'
          ? `A law broke at step ${formatCount(trace.end.step)}: ${trace.end.law}. Seed ${trace.end.seed}.`
          : trace.end.kind === 'bound'
            ? `The run was cut after ${formatCount(trace.length)} steps: ${metBound(trace.end.bound, trace.endUs)}.`
            : seen
              ? `Every law holds in ${formatCount(trace.length)} steps.`
              : 'Laws are checked at every step.'}
      </span>{' '}
      <a href="#simplifications">
        {simplifications} {simplifications === 1 ? 'simplification' : 'simplifications'} in force
      </a>
    </div>
  );
}
