/**
 * A repair on its page: the goal on the run on show, and on all seeds once it holds there. It counts only by the
 * settings one may touch, by the rules it is stated for.
 */
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { layOver } from '../sim/lay-over.ts';
import { tunableValue, type SettingValue } from '../sim/overlay.ts';
import type { Repair } from '../sim/repair.ts';
import { BILLED, checkGoal, measureGoal, repairSeeds, type GoalResult } from '../sim/repair-check.ts';
import type { Scenario } from '../sim/scenario.ts';
import { recordRepair } from '../study/progress.ts';
import { progressStore } from './progress-store.ts';
import { createRepairClient } from './repair-client.ts';
import type { Lab } from './use-lab.ts';

/** What the goal comes to on one seed. */
export interface SeedResult {
  readonly seed: number;
  /** Null: the rules refuse the scenario with these settings. */
  readonly results: readonly GoalResult[] | null;
}

/** Figures of runs on the same seed: broken, by the reader's settings and by ours. */
export interface Compared {
  /** What is measured, in few words. */
  readonly figure: string;
  readonly measure: string;
  readonly broken: number | null;
  readonly yours: number | null;
  readonly ours: number | null;
}

export interface RepairStanding {
  /** The goal on the run on show, or the last one; null: there is none yet. */
  readonly shown: readonly GoalResult[] | null;
  readonly holds: boolean;
  /** Why it would not count although it holds; empty: it counts. */
  readonly unfair: string;
  readonly seeds: readonly number[];
  /** The seeds that are through; empty: none is being checked. */
  readonly checked: readonly SeedResult[];
  readonly isChecking: boolean;
  /** It holds on all of them. */
  readonly isSolved: boolean;
  /** Settings and figures beside ours, once it is solved and ours has run. */
  readonly compared: readonly Compared[];
  /** The reader's settings are exactly ours. */
  readonly isOurs: boolean;
  readonly crashed: string;
  readonly again: () => void;
}

/** Values of all controls that one may touch. */
function touched(scenario: Scenario, base: Scenario): Readonly<Record<string, SettingValue>> {
  return Object.fromEntries(
    base.tunable.map((control) => [control.key, tunableValue(scenario, control) as SettingValue]),
  );
}

/** @param oursShown whether the reader has been shown our settings: then the same ones are not the reader's. */
export function useRepair(lab: Lab, repair: Repair, oursShown: boolean): RepairStanding {
  const { base, run } = lab;
  const [client] = useState(() => createRepairClient());
  const state = useStore(client.store);
  useEffect(() => () => client.destroy(), [client]);
  const measures = useMemo(() => [...repair.goal.map(({ measure }) => measure), BILLED], [repair]);
  const seeds = useMemo(() => repairSeeds(base.seed), [base]);
  const ours = useMemo(() => layOver(base, repair.solution), [base, repair]);

  // The last run stays on show until the next one is there, and the goal with it.
  const { result } = run;
  const shown = useMemo(() => {
    if (!result) return null;
    return checkGoal(repair.goal, measureGoal(measures, result.trace, result.scenario, result.rules));
  }, [repair, measures, result]);
  const isCurrent = run.status === 'done' && result?.key === lab.runKey;
  const holds = shown !== null && shown.every((one) => one.holds);

  const keys = base.tunable.map(({ key }) => key);
  const beyond = Object.keys(lab.address.changes).filter((key) => !keys.includes(key));
  const unfair =
    beyond.length > 0
      ? `${beyond.join(', ')} may not be touched here`
      : lab.made.length > 0
        ? 'something was made to happen that the incident does not have'
        : lab.address.asOfChosen
          ? 'the rules are of another date than those it is stated for'
          : '';

  // A control under the hand is no finished setting.
  const isAtRest = lab.scenario === lab.address.scenario;
  const key =
    isCurrent && holds && unfair === '' && isAtRest ? JSON.stringify(touched(lab.scenario, base)) : null;
  const check = useEffectEvent((one: string) => {
    const runs = [...seeds.map((seed) => ({ ...lab.scenario, seed })), ours, base];
    client.check({ key: one, runs, asOf: lab.address.asOf, measures });
  });
  useEffect(() => {
    if (key === null) client.cancel();
    else check(key);
  }, [client, key]);

  const found = key === null || state.ask?.key !== key ? [] : state.found;
  const checked = found.slice(0, seeds.length).map((one, index) => ({
    seed: seeds[index]!,
    results: one && checkGoal(repair.goal, one),
  }));
  const isThrough = checked.length === seeds.length;
  const isSolved =
    isThrough && checked.every(({ results }) => results !== null && results.every((one) => one.holds));
  const isOurs = JSON.stringify(touched(ours, base)) === JSON.stringify(touched(lab.scenario, base));

  const record = useEffectEvent(() => {
    const settings = touched(lab.scenario, base);
    progressStore.update((progress) => recordRepair(progress, base.id, settings));
  });
  const counts = isSolved && !(isOurs && oursShown);
  const mended = counts ? key : null;
  useEffect(() => {
    if (mended !== null) record();
  }, [mended]);

  const [own, [theirs, broken]] = [found[0], found.slice(seeds.length)];
  return {
    shown,
    holds,
    unfair,
    seeds,
    checked,
    isChecking: key !== null && !isThrough && state.crashed === '',
    isSolved,
    compared:
      isSolved && own && theirs && broken
        ? [...new Set(measures)].map((measure) => {
            const at = measures.indexOf(measure);
            const figure = repair.goal[at]?.figure ?? 'billed';
            return {
              figure,
              measure,
              broken: broken[at] ?? null,
              yours: own[at] ?? null,
              ours: theirs[at] ?? null,
            };
          })
        : [],
    isOurs,
    crashed: state.crashed,
    again: client.again,
  };
}
