/** Creations of a run: whose code is handed in, how far its checks have come, and which code runs since when. */
import { withRevision } from '../sim/revision.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { FunctionSettings } from '../sim/settings/function-settings.ts';
import type { TemplateCode } from '../sim/settings/package-settings.ts';
import { functionIdOf, functionNamed } from '../sim/function-named.ts';
import type { Trace } from '../sim/trace.ts';
import { changeBehind, changesOf } from './change-story.ts';
import { firstStep, nextStep } from './ledger.ts';
import { kindIn } from './stands.ts';

export interface CreationStep {
  readonly atUs: number;
  readonly step: number;
  readonly from: string;
  readonly state: string;
  readonly reason: string;
  readonly amount: number;
}

export interface Creation {
  readonly number: number;
  /** Id of the function. */
  readonly fn: string;
  /** The revision that is handed in; `function`: the function's own settings. */
  readonly revision: string;
  /** What the function is with it. */
  readonly settings: FunctionSettings;
  /** It is the first of its function: it creates it. */
  readonly isFirst: boolean;
  readonly steps: readonly CreationStep[];
}

type Scoped = Pick<Scenario, 'settings' | 'changes'>;

const known = new WeakMap<Trace, readonly Creation[]>();

/** Bucket and key of an object, and its version where the bucket keeps them. */
export function objectName({
  bucket,
  key,
  objectVersion,
}: Exclude<TemplateCode, { zipFile: string }>): string {
  return objectVersion === undefined ? `${bucket}/${key}` : `${bucket}/${key}, version ${objectVersion}`;
}

/** What lies in S3 at a moment: revisions by the name of the object, without and with its version. */
export function objectsAt(
  trace: Trace,
  scenario: Scoped,
  fn: string,
  atUs: number,
): ReadonlyMap<string, string> {
  const objects = new Map<string, string>();
  const own = functionNamed(scenario.settings, fn)?.stack?.code;
  const put = (code: Exclude<TemplateCode, { zipFile: string }>, revision: string) => {
    objects.set(objectName({ bucket: code.bucket, key: code.key }), revision);
    if (code.objectVersion !== undefined) objects.set(objectName(code), revision);
  };
  if (own && 'bucket' in own) put(own, 'function');
  for (const { change, atUs: madeUs, isRefused, step } of changesOf(trace, scenario)) {
    if (change.kind === 'put-object' && !isRefused && step >= 0 && madeUs <= atUs)
      put(change, change.revision);
  }
  return objects;
}

function revisionOf(trace: Trace, scenario: Scoped, fn: string, first: number): string {
  const change = changeBehind(trace, scenario, first)?.change;
  if (change?.kind === 'update-function-code') return change.revision;
  if (change?.kind === 'update-stack') {
    const { code } = change;
    if ('zipFile' in code) return code.zipFile;
    return objectsAt(trace, scenario, fn, trace.at[first]!).get(objectName(code)) ?? 'function';
  }
  return 'function';
}

/** The creations of a run, in the order in which they begin; read once and kept with the trace. */
export function creationsOf(trace: Trace, scenario: Scoped): readonly Creation[] {
  const before = known.get(trace);
  if (before) return before;
  const kind = kindIn(trace, 'creation');
  const states = trace.kinds[kind]?.states ?? [];
  const creations: Creation[] = [];
  const seen = new Set<string>();
  for (let number = 0, first = firstStep(trace, kind, 0); first >= 0;) {
    const fn = functionIdOf(trace.places[trace.place[first]!]!.name);
    const revision = revisionOf(trace, scenario, fn, first);
    const steps: CreationStep[] = [];
    for (let step = first; step >= 0; step = nextStep(trace, step)) {
      steps.push({
        atUs: trace.at[step]!,
        step,
        from: states[trace.from[step]!] ?? '',
        state: states[trace.to[step]!]!,
        reason: trace.reasons[trace.reason[step]!]!,
        amount: trace.amount[step]!,
      });
    }
    const own = functionNamed(scenario.settings, fn)!;
    creations.push({
      number,
      fn,
      revision,
      settings: withRevision(own, revision === 'function' ? null : revision),
      isFirst: !seen.has(fn),
      steps,
    });
    seen.add(fn);
    number += 1;
    first = firstStep(trace, kind, number);
  }
  known.set(trace, creations);
  return creations;
}

/** The steps that a creation has taken by a moment. */
export function stepsBy({ steps }: Creation, atUs: number): readonly CreationStep[] {
  return steps.filter((step) => step.atUs <= atUs);
}

/** The revision that a function runs at a moment: that of the last creation that became active; null: there is no function. */
export function runsAt(trace: Trace, scenario: Scoped, fn: string, atUs: number): string | null {
  const active = creationsOf(trace, scenario).findLast(
    (creation) => creation.fn === fn && stepsBy(creation, atUs).at(-1)?.state === 'active',
  );
  return active?.revision ?? null;
}
