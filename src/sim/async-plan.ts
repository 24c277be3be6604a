/** How a function's event queue works under the rules of a date, and what of its settings the date does not allow. */
import { backOffAfterThrottle, waitsOf } from './back-off.ts';
import { functionNamed, functionPath, functionsOf, qualifierOf } from './function-named.ts';
import { usFromMs } from './microseconds.ts';
import { problemAt } from './problem.ts';
import type { Problem } from './problem.ts';
import type { TargetKind } from './rules/async-rules.ts';
import type { Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import type { AsyncSettings } from './settings/async-settings.ts';

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

type Named = Pick<Scenario['settings'], 'function' | 'functions'>;

/**
 * How events are treated that are for what has this name: as the version or alias says, else as its function does.
 *
 * Source, read 2026-11-20: AWS Lambda API Reference, PutFunctionEventInvokeConfig (of a function, a version or an
 * alias; retries, age and destinations). That a name without a configuration has that of its function is not
 * written there.
 */
export function asyncSettingsOf(settings: Named, name: string): AsyncSettings {
  const qualifier = qualifierOf(name);
  const { async = {}, versions, aliases } = functionNamed(settings, name)!;
  if (qualifier === null) return async;
  return { ...async, ...(versions?.[qualifier] ?? aliases?.[qualifier])?.async };
}

/** Where something of what holds for a name is set, or would be: a path of the scenario. */
export function asyncSettingPath(settings: Named, name: string, key: keyof AsyncSettings): string {
  const qualifier = qualifierOf(name);
  const at = functionPath(name);
  const { versions, aliases } = functionNamed(settings, name)!;
  for (const [of, named] of Object.entries({ versions, aliases }))
    if (qualifier !== null && key in (named?.[qualifier]?.async ?? {}))
      return `${at}.${of}.${qualifier}.async.${key}`;
  return `${at}.async.${key}`;
}

/** Every name that events can have a queue by. */
function queueNames(settings: Named): string[] {
  return functionsOf(settings).flatMap(([id, { versions = {}, aliases = {} }]) => [
    id,
    ...[...Object.keys(versions), ...Object.keys(aliases)].map((name) => `${id}:${name}`),
  ]);
}

export function asyncPlanOf(settings: AsyncSettings, rules: Rules): AsyncPlan {
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
  const own = queueNames(settings).flatMap((name) => {
    const qualifier = qualifierOf(name);
    const { async, versions, aliases } = functionNamed(settings, name)!;
    const at = functionPath(name);
    const found =
      qualifier === null
        ? { [`${at}.async`]: async }
        : {
            [`${at}.versions.${qualifier}.async`]: versions?.[qualifier]?.async,
            [`${at}.aliases.${qualifier}.async`]: aliases?.[qualifier]?.async,
          };
    return Object.entries(found);
  });
  return [
    ...own.flatMap(([path, found]) =>
      found === undefined ? [] : queueProblems(scenario, rules, found, path),
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
  const names = queueNames(settings);
  const nextOf = (name: string) => {
    // What is no function sends nothing on.
    const { onFailure, onSuccess } = functionNamed(settings, name) ? asyncSettingsOf(settings, name) : {};
    return [onFailure, onSuccess].filter((next) => next !== undefined && next !== null);
  };
  const leadsTo = (from: string, to: string, seen: Set<string>): boolean => {
    if (from === to) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return nextOf(from).some((next) => leadsTo(next, to, seen));
  };
  const paths = new Map<string, string>();
  for (const name of names)
    for (const key of ['onFailure', 'onSuccess'] as const) {
      const target = asyncSettingsOf(settings, name)[key];
      if (target === undefined || target === null || !leadsTo(target, name, new Set())) continue;
      paths.set(asyncSettingPath(settings, name, key), target);
    }
  return [...paths].map(([path, target]) =>
    problemAt(path, JSON.stringify(target), 'a target whose own records do not lead back here'),
  );
}
