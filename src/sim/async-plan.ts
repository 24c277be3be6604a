/** How a function's event queue works under the rules of a date, and what of its settings the date does not allow. */
import { backOffAfterThrottle, waitsOf } from './back-off.ts';
import { functionIds, functionNamed, functionPath } from './function-named.ts';
import { usFromMs } from './microseconds.ts';
import { problemAt } from './problem.ts';
import type { Problem } from './problem.ts';
import type { TargetKind } from './rules/async-rules.ts';
import type { Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import type { AsyncSettings, FunctionSettings } from './settings/function-settings.ts';

export interface AsyncPlan {
  /** Largest event, bytes. */
  readonly payloadBytes: number;
  readonly ageLimitUs: number;
  /** Further attempts after errors of the function. */
  readonly retries: number;
  readonly retryWaitsUs: readonly number[];
  readonly waitsForPlace: boolean;
  readonly backOffUs: (tries: number, luck: number) => number;
}

export function asyncPlanOf(fn: FunctionSettings, rules: Rules): AsyncPlan {
  const settings = fn.async ?? {};
  const own = rules.async;
  return {
    payloadBytes: own.payloadBytes,
    ageLimitUs:
      settings.maximumEventAgeMs === undefined ? own.eventAgeDefaultUs : usFromMs(settings.maximumEventAgeMs),
    retries: settings.maximumRetryAttempts ?? own.retriesDefault,
    retryWaitsUs: settings.retryWaitsMs?.map(usFromMs) ?? own.retryWaitsUs,
    waitsForPlace: settings.whenThrottled === 'wait',
    backOffUs: waitsOf(settings.backOff ?? backOffAfterThrottle(rules)),
  };
}

/** What a place is to Lambda that sends a record there; null: nothing that takes records. */
export function targetKindOf({ settings }: Scenario, id: string): TargetKind | null {
  if (functionNamed(settings, id)) return 'Lambda';
  const resource = settings.resources?.[id];
  if (resource?.type === 'queue') return 'SQS';
  if (resource?.type !== 'target' && resource?.type !== 'push-service') return null;
  const kinds: Readonly<Record<string, TargetKind>> = {
    sqs: 'SQS',
    sns: 'SNS',
    eventbridge: 'EventBridge',
    s3: 'S3',
  };
  return kinds[resource.service] ?? null;
}

function isFifo({ settings }: Scenario, id: string): boolean {
  const resource = settings.resources?.[id];
  return (resource?.type === 'queue' || resource?.type === 'target') && resource.fifo === true;
}

/** The places where a function's records go, with the kinds that may stand there at the date; null: none may yet. */
function targetsOf(settings: AsyncSettings, rules: Rules) {
  const { deadLetterTargets, destinations } = rules.async;
  return [
    { key: 'deadLetterQueue', id: settings.deadLetterQueue, kinds: deadLetterTargets, feature: 'dlq' },
    {
      key: 'onFailure',
      id: settings.onFailure,
      kinds: destinations?.onFailure ?? null,
      feature: 'destinations',
    },
    {
      key: 'onSuccess',
      id: settings.onSuccess,
      kinds: destinations?.onSuccess ?? null,
      feature: 'destinations',
    },
  ] as const;
}

/** Everything in the settings of event queues that the date does not allow. */
export function asyncProblems(scenario: Scenario, rules: Rules): Problem[] {
  const { settings } = scenario;
  const functions = { function: settings.function, ...settings.functions };
  return [
    ...Object.entries(functions).flatMap(([id, fn]) =>
      fn.async === undefined ? [] : queueProblems(scenario, rules, fn.async, `${functionPath(id)}.async`),
    ),
    ...circleProblems(scenario),
  ];
}

function queueProblems(scenario: Scenario, rules: Rules, settings: AsyncSettings, at: string): Problem[] {
  const own = rules.async;
  const problems: Problem[] = [];
  const within = (key: string, value: number | undefined, least: number, most: number) => {
    if (value === undefined || (value >= least && value <= most)) return;
    const since = rules.notYet['async-settings'];
    const range = least === most ? `${least}` : `${least} to ${most}`;
    const expected =
      since === undefined
        ? `${range} at ${rules.asOf}`
        : `${range} at ${rules.asOf}: it can be set since ${since}`;
    problems.push(problemAt(`${at}.${key}`, `${value}`, expected));
  };
  within('maximumRetryAttempts', settings.maximumRetryAttempts, own.retriesMin, own.retriesMax);
  within('maximumEventAgeMs', settings.maximumEventAgeMs, own.eventAgeMinUs / 1000, own.eventAgeMaxUs / 1000);
  // Without a wait a throttled event would be tried for ever, in no time.
  for (const key of ['firstMs', 'capMs'] as const) {
    const waitMs = settings.backOff?.[key] ?? Infinity;
    if (waitMs < 1) problems.push(problemAt(`${at}.backOff.${key}`, `${waitMs}`, 'at least 1'));
  }
  for (const { key, id, kinds, feature } of targetsOf(settings, rules)) {
    if (id === undefined || id === null) continue;
    const path = `${at}.${key}`;
    const found = JSON.stringify(id);
    const kind = targetKindOf(scenario, id);
    if (kinds === null) {
      const since = rules.notYet[feature];
      problems.push(
        problemAt(path, found, `nothing at ${rules.asOf}: it exists since ${since ?? 'a later date'}`),
      );
    } else if (kind === null || !kinds.includes(kind)) {
      const since = kind === 'S3' && key === 'onFailure' ? rules.notYet['destination-s3'] : undefined;
      const more = since === undefined ? '' : `; S3 takes records of failures since ${since}`;
      problems.push(
        problemAt(
          path,
          `${found}${kind === null ? '' : ` (${kind})`}`,
          `${kinds.join(', ')} at ${rules.asOf}${more}`,
        ),
      );
    } else if (isFifo(scenario, id)) {
      problems.push(problemAt(path, `${found} (FIFO)`, 'a standard queue or topic'));
    }
  }
  return problems;
}

/** Records that go from function to function in a circle would go round for ever, in no time. */
function circleProblems({ settings }: Scenario): Problem[] {
  const asyncOf = (id: string) => functionNamed(settings, id)?.async;
  const nextOf = (id: string) =>
    [asyncOf(id)?.onFailure, asyncOf(id)?.onSuccess].filter((next) => next !== undefined && next !== null);
  const leadsTo = (from: string, to: string, seen: Set<string>): boolean => {
    if (from === to) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return nextOf(from).some((next) => leadsTo(next, to, seen));
  };
  return functionIds(settings).flatMap((id) =>
    (['onFailure', 'onSuccess'] as const).flatMap((key) => {
      const target = asyncOf(id)?.[key];
      if (target === undefined || target === null || !leadsTo(target, id, new Set())) return [];
      const at = functionPath(id);
      return [
        problemAt(
          `${at}.async.${key}`,
          JSON.stringify(target),
          'a target whose own records do not lead back here',
        ),
      ];
    }),
  );
}
