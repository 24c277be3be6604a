/** Deployments of a run: what was asked for, and every step that each has taken. */
import { presetNamed } from '../sim/release-plan.ts';
import type { Rules } from '../sim/rules.ts';
import type { DeploymentPreset } from '../sim/rules/release-rules.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { ChangeOf } from '../sim/settings/change-settings.ts';
import type { Trace } from '../sim/trace.ts';
import { changesOf, type MadeChange } from './change-story.ts';
import { firstStep, nextStep } from './ledger.ts';
import { kindIn } from './stands.ts';

export interface DeploymentStep {
  readonly atUs: number;
  readonly step: number;
  readonly state: string;
  readonly reason: string;
  /** Share of the new version from then on, 0 to 1. */
  readonly share: number;
  /** The alarm that stopped it: its number; -1: none did. */
  readonly alarm: number;
}

export interface Deployment {
  readonly change: ChangeOf<'create-deployment'>;
  readonly made: MadeChange;
  /** Number of its actor; -1: there is none, it was refused or never came to be. */
  readonly number: number;
  readonly steps: readonly DeploymentStep[];
  /** null: there is no such configuration. */
  readonly preset: DeploymentPreset | null;
}

const known = new WeakMap<Trace, readonly Deployment[]>();

/** The deployments of a run, in the order in which they are created; read once and kept with the trace. */
export function deploymentsOf(
  trace: Trace,
  scenario: Pick<Scenario, 'changes'>,
  rules: Rules,
): readonly Deployment[] {
  const before = known.get(trace);
  if (before) return before;
  const kind = kindIn(trace, 'deployment');
  const alarmKind = kindIn(trace, 'alarm');
  const byOperation = new Map<number, number>();
  for (let number = 0, first = firstStep(trace, kind, 0); first >= 0;) {
    byOperation.set(trace.other[first]!, number);
    number += 1;
    first = firstStep(trace, kind, number);
  }
  const deployments = changesOf(trace, scenario).flatMap((made): Deployment[] => {
    const { change } = made;
    if (change.kind !== 'create-deployment') return [];
    const number = byOperation.get(made.number) ?? -1;
    const steps: DeploymentStep[] = [];
    const { states } = trace.kinds[kind] ?? { states: [] };
    for (let step = firstStep(trace, kind, number); step >= 0; step = nextStep(trace, step)) {
      steps.push({
        atUs: trace.at[step]!,
        step,
        state: states[trace.to[step]!]!,
        reason: trace.reasons[trace.reason[step]!]!,
        share: trace.amount[step]! / 10_000,
        alarm: trace.otherKind[step] === alarmKind ? trace.other[step]! : -1,
      });
    }
    return [
      {
        change,
        made,
        number,
        steps,
        preset: presetNamed(change.configuration, { releases: rules.releases }) ?? null,
      },
    ];
  });
  known.set(trace, deployments);
  return deployments;
}

/** The shares of the new version, one increment after the other, 0 to 1. */
export function sharesOf({ preset }: Deployment): number[] {
  if (!preset || preset.kind === 'all-at-once' || preset.percent >= 100) return [1];
  if (preset.kind === 'canary') return [preset.percent / 100, 1];
  const increments = Math.ceil(100 / preset.percent);
  return Array.from({ length: increments }, (_, index) => Math.min(1, ((index + 1) * preset.percent) / 100));
}
