/** The run on show: bets, stage, time, causes, log; on a phone one of them at a time. */
import { lazy, Suspense, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Repair } from '../sim/repair.ts';
import { summarize } from '../sim/summary.ts';
import { ScrubTrack } from '../view/ScrubTrack.tsx';
import { timeMarksOf } from '../view/time-marks.ts';
import { Bets, PhoneBet } from './Bets.tsx';
import type { LabView } from './lab-view.ts';
import { focusSetting } from './focus-setting.ts';
import { LabStage } from './LabStage.tsx';
import { LabTimeStack } from './LabTimeStack.tsx';
import { useWidth } from './use-width.ts';
import type { RunResult } from './run-client.ts';
import { isColdStart, isProblem } from './step-kinds.ts';
import { timeActions } from './time-actions.ts';
import { digitsFor, Transport } from './Transport.tsx';
import { useBets } from './use-bets.ts';
import { useAxis, useWindowFollows } from './use-axis.tsx';
import { useLabKeys } from './use-lab-keys.ts';
import { useMoment, type Lab, type Watch } from './use-lab.ts';
import { useMedia } from './use-media.ts';
import { useMounted } from './use-mounted.ts';

/** Empty until there is a run: fetched while the first one is under way. */
const LabSide = lazy(async () => {
  const { LabSide: component } = await import('./LabSide.tsx');
  return { default: component };
});

/** In place of the bets where the scenario is met broken. */
const RepairPanel = lazy(async () => {
  const { RepairPanel: component } = await import('./RepairPanel.tsx');
  return { default: component };
});

/** Below the first screen: fetched when the rest stands. */
const RunClaims = lazy(async () => {
  const { RunClaims: component } = await import('./RunClaims.tsx');
  return { default: component };
});

const LabDesk = lazy(async () => {
  const { LabDesk: component } = await import('./LabDesk.tsx');
  return { default: component };
});

const ThenAndNow = lazy(async () => {
  const { ThenAndNow: component } = await import('./ThenAndNow.tsx');
  return { default: component };
});

const TABS = ['Picture', 'Why', 'Log', 'Settings', 'Bets', 'More'] as const;
type Tab = (typeof TABS)[number];

export interface LabRunProps {
  readonly lab: Lab;
  /** What is to be mended; null: the scenario is as it is. */
  readonly repair: Repair | null;
}

export function LabRun({ lab, repair }: LabRunProps) {
  const { player, view, run, base } = lab;
  const result = run.result;
  const watch = useMemo(() => ({ player, view }), [player, view]);
  const summary = useMemo(() => (result ? summarize(result.trace) : null), [result]);
  // The picture, its moment and its sentence show a new run at once; what is beside and below them with the next frames.
  const later = useDeferredValue(useMemo(() => ({ result, summary }), [result, summary]));
  const trace = later.result?.trace;
  const [tab, setTab] = useState<Tab>('Picture');
  const [pinned, setPinned] = useState<{ readonly result: RunResult; readonly step: number } | null>(null);
  const seenToEnd = useStore(player.store, (state) => state.endUs > 0 && state.seenUs >= state.endUs);
  const bets = useBets(lab);
  const digits = digitsFor(trace?.endUs ?? 0);
  const mounted = useMounted();
  const narrow = useMedia('(width < 600px)');
  const pickedOf = (of: RunResult | null): number =>
    pinned !== null && pinned.result === of ? pinned.step : -1;
  const picked = pickedOf(result);
  const pickedLater = pickedOf(later.result);

  const problems = useMemo(
    () => (trace ? countSteps(trace.length, (step) => isProblem(trace, step)) : 0),
    [trace],
  );
  const colds = useMemo(
    () => (trace ? countSteps(trace.length, (step) => isColdStart(trace, step)) : 0),
    [trace],
  );
  const nextWhat = problems > 0 ? 'problem' : colds > 0 ? 'cold start' : null;

  function jumpIn(of: RunResult | null, step: number): void {
    if (!of || step < 0) return;
    setPinned({ result: of, step });
    player.jump(of.trace.at[step]!);
  }
  const jumpTo = (step: number): void => {
    jumpIn(later.result, step);
  };

  // A step that was picked is let go when the reader moves on from its moment.
  useEffect(() => {
    if (!pinned) return undefined;
    return player.store.subscribe((state, before) => {
      if (state.playing && !before.playing) setPinned(null);
    });
  }, [pinned, player]);

  const [note, setNote] = useState('');
  const actions = timeActions(
    lab,
    (of, step) => {
      setPinned({ result: of, step });
    },
    () => picked,
    setNote,
  );
  useLabKeys(lab, actions);
  useWindowFollows(lab);

  // An instrument that is opened from elsewhere (the log, the keys) is brought on show.
  useEffect(
    () =>
      view.subscribe(({ panel }, before) => {
        if (narrow && panel !== null && panel !== before.panel) setTab('More');
      }),
    [view, narrow],
  );

  // Play repeats the stretch while it is asked to.
  useEffect(() => {
    const tell = ({ looping, stretchUs }: LabView) => {
      player.loop(looping ? stretchUs : null);
    };
    tell(view.getState());
    return view.subscribe(tell);
  }, [player, view]);

  return (
    <div className="lab-run" data-tab={tab} aria-busy={later.result !== result}>
      {repair ? (
        <Suspense fallback={<div className="repair-room" data-goals={repair.goal.length} />}>
          <RepairPanel
            lab={lab}
            repair={repair}
            onGoal={() => {
              setTab('Bets');
            }}
          />
        </Suspense>
      ) : (
        <>
          <Bets
            table={bets}
            runKey={lab.runKey}
            trace={trace ?? null}
            summary={seenToEnd ? later.summary : null}
            horizonMs={base.horizonMs}
            digits={digits}
            onJump={jumpTo}
          />
          <PhoneBet
            table={bets}
            summary={seenToEnd ? later.summary : null}
            onBets={() => {
              setTab('Bets');
            }}
            onWhy={() => {
              setTab('Why');
            }}
          />
        </>
      )}
      <div className="lab-columns">
        <div className="lab-left">
          <LabStage
            lab={lab}
            watch={watch}
            isBroken={repair !== null}
            summary={summary}
            picked={picked}
            onPick={(step) => {
              jumpIn(result, step);
            }}
          />
          <div className="lab-dock">
            <DockedTrack watch={watch} result={later.result} />
            <Transport lab={lab} actions={actions} trace={trace} nextWhat={nextWhat} note={note} />
            <nav className="tabs" aria-label="Views">
              {TABS.map((name) => (
                <button
                  key={name}
                  type="button"
                  data-view={name}
                  aria-pressed={tab === name}
                  onClick={() => {
                    setTab(name);
                  }}
                >
                  {name === 'Bets' && repair ? 'Goal' : name}
                </button>
              ))}
            </nav>
          </div>
          <LabTimeStack
            watch={watch}
            result={later.result}
            picked={pickedLater}
            onPick={jumpTo}
            track={!narrow}
            simplifications={base.simplifications.length}
          />
        </div>
        <aside className="lab-side" aria-label="Causes and log">
          {later.result && (
            <Suspense fallback={null}>
              <LabSide
                watch={watch}
                result={later.result}
                digits={digits}
                picked={pickedLater}
                onJump={jumpTo}
                onFollow={() => {
                  setPinned(null);
                }}
                onSetting={(key) => {
                  // On a phone the settings are another view: it must stand before it can have the focus.
                  if (narrow) setTab('Settings');
                  window.setTimeout(() => {
                    focusSetting(key);
                  });
                }}
              />
            </Suspense>
          )}
        </aside>
      </div>
      {mounted && (
        <Suspense fallback={null}>
          {later.result && <LabDesk lab={lab} result={later.result} digits={digits} onJump={jumpTo} />}
          <RunClaims
            scenario={repair ? { ...base, claims: [] } : base}
            summary={seenToEnd ? later.summary : null}
            result={later.result}
            changed={lab.isChanged}
            day={lab.address.asOf}
          />
          <ThenAndNow lab={lab} seen={seenToEnd} />
        </Suspense>
      )}
    </div>
  );
}

function countSteps(length: number, wanted: (step: number) => boolean): number {
  let count = 0;
  for (let step = 0; step < length; step += 1) if (wanted(step)) count += 1;
  return count;
}

/** On a phone the track stands at the thumb, over the transport. */
function DockedTrack({ watch, result }: { readonly watch: Watch; readonly result: RunResult | null }) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { player } = watch;
  const momentUs = useMoment(player);
  const seenUs = useStore(player.store, (state) => state.seenUs);
  const axis = useAxis(watch);
  const { trace, scenario } = result ?? {};
  return (
    <div ref={box} className="dock-track">
      {trace && scenario && width !== null && width > 0 && (
        <ScrubTrack
          trace={trace}
          marks={timeMarksOf(trace, scenario)}
          atUs={momentUs}
          seenUs={seenUs}
          width={width}
          onSeek={player.seek}
          onStep={player.step}
          onRest={player.rest}
          {...axis}
        />
      )}
    </div>
  );
}
