/** What functions call, under the rules of a date: the calls of each function, and the resources that answer them. */
import { sampler } from './distribution.ts';
import { functionNamed, functionPath, functionsOf } from './function-named.ts';
import type { Luck } from './luck.ts';
import { hasWays } from './network-plan.ts';
import { mayCall } from './permission.ts';
import type { Permission } from './permission.ts';
import { problemAt } from './problem.ts';
import type { Problem } from './problem.ts';
import type { Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import type { FunctionSettings } from './settings/function-settings.ts';
import type { Resource } from './settings/resource-settings.ts';
import { strikesOf } from './strikes.ts';
import type { Strikes } from './strikes.ts';

/** One kind of call in a function's handler. */
export interface CallPlan {
  /** Id of the resource or function. */
  readonly to: string;
  /** It waits for what a resource does, for the answer of a function, or only hands a unit over. */
  readonly way: 'resource' | 'invoke' | 'put';
  readonly times: number;
  readonly perItem: boolean;
  /** Who opens its connection; null: it needs none. */
  readonly connection: 'outside' | 'inside' | null;
  /** The handler goes on after one that fails. */
  readonly goesOn: boolean;
  /** The handler knows a unit that it meets a second time. */
  readonly idempotent: boolean;
  readonly may: Permission;
  /** Whether it is reached from each subnet of the function's VPC, or from Lambda's own network. */
  readonly reached: readonly boolean[];
}

/** A resource that functions call. */
export interface ResourcePlan {
  readonly id: string;
  /** By draw, µs. */
  readonly latencyUs: () => number;
  /** Time to open a connection: of code outside the handler, once for each environment; and of a call that opens one. */
  readonly connectUs: () => number;
  readonly reconnectUs: () => number;
  /** Calls at once; Infinity: any number. */
  readonly capacity: number;
  readonly connectionLimit: number;
  readonly isUnreachable: boolean;
  /** Id of the place into which a call to it puts a unit. */
  readonly feeds: string | null;
  readonly isShared: boolean;
  /** By number of the call to it. */
  readonly strikes: Strikes;
  /** It cannot be reached at this moment (µs), whoever calls. */
  readonly isCutOff: (nowUs: number) => boolean;
}

type Downstream = Extract<Resource, { type: 'downstream' }>;

/**
 * The calls of a function, in the order of its settings.
 *
 * @param functionId its name, with or without a qualifier.
 * @param fn the settings in force there.
 */
export function callPlansOf(
  scenario: Scenario,
  functionId: string,
  fn: FunctionSettings,
  rules: Rules,
): CallPlan[] {
  const { settings } = scenario;
  return (fn.calls ?? []).map((call) => {
    const resource = settings.resources?.[call.to];
    const isFunction = functionNamed(settings, call.to) !== undefined;
    return {
      to: call.to,
      way: isFunction
        ? call.invocationType === 'Event'
          ? 'put'
          : 'invoke'
        : resource?.type === 'downstream'
          ? 'resource'
          : 'put',
      times: call.times ?? 1,
      perItem: call.perItem ?? false,
      connection: resource?.type === 'downstream' ? connectionOf(call.connection, resource) : null,
      idempotent: fn.idempotent ?? false,
      goesOn: call.onError === 'go-on',
      may: mayCall(scenario, rules, functionId, call),
      reached: hasWays(scenario, fn, call.to),
    };
  });
}

/** Without a word of it, a connection is opened outside if the resource speaks of connections at all. */
function connectionOf(set: 'outside' | 'inside' | undefined, resource: Downstream): CallPlan['connection'] {
  if (set !== undefined) return set;
  return resource.connectionLimit === undefined && resource.connectMs === undefined ? null : 'outside';
}

/** Every resource that functions call, in the order of the settings. @param run their luck. */
export function resourcePlansOf({ settings, faults }: Scenario, run: Luck): ResourcePlan[] {
  return Object.entries(settings.resources ?? {}).flatMap(([id, resource]) => {
    if (resource.type !== 'downstream') return [];
    const at = `settings.resources.${id}`;
    const luck = run.of(`resource ${id}`);
    const connectMs = resource.connectMs ?? 0;
    const always = faults.filter(({ which, share }) => which === undefined && share === undefined);
    const cuts = strikesOf(always, luck, ['unreachable'], id, false);
    return [
      {
        id,
        latencyUs: sampler(resource.latencyMs, luck.stream(`${id}.latency`), `${at}.latencyMs`),
        connectUs: sampler(connectMs, luck.stream(`${id}.connect`), `${at}.connectMs`),
        reconnectUs: sampler(connectMs, luck.stream(`${id}.reconnect`), `${at}.connectMs`),
        capacity: resource.capacity ?? Infinity,
        connectionLimit: resource.connectionLimit ?? Infinity,
        isUnreachable: resource.unreachable ?? false,
        feeds: resource.feeds ?? null,
        isShared: resource.shared ?? false,
        strikes: strikesOf(faults, luck, ['call-error', 'call-slow', 'unreachable'], id, false),
        isCutOff: (nowUs: number) => (resource.unreachable ?? false) || cuts(0, nowUs) !== null,
      },
    ];
  });
}

/** Calls that lead nowhere, file systems before there were any, and faults that say too little. */
export function downstreamProblems(scenario: Scenario, rules: Rules): Problem[] {
  const { settings, faults } = scenario;
  const resources = settings.resources ?? {};
  const callProblems = functionsOf(settings).flatMap(([id, fn]) =>
    (fn.calls ?? []).flatMap(({ to }, index) => {
      if (functionNamed(settings, to) || Object.hasOwn(resources, to)) return [];
      const path = `${functionPath(id)}.calls.${index}.to`;
      return [problemAt(path, JSON.stringify(to), 'the id of a resource or a function')];
    }),
  );
  const since = rules.notYet.efs;
  const resourceProblems = Object.entries(resources).flatMap(([id, resource]) => {
    if (resource.type !== 'downstream' || resource.service !== 'file-system' || since === undefined)
      return [];
    const path = `settings.resources.${id}.service`;
    return [problemAt(path, '"file-system"', `another at ${rules.asOf}: functions mount one since ${since}`)];
  });
  const faultProblems = faults.flatMap(({ kind, afterMs }, index) =>
    kind === 'call-slow' && afterMs === undefined
      ? [problemAt(`faults.${index}.afterMs`, 'nothing', 'how much longer a call takes')]
      : [],
  );
  return [...callProblems, ...resourceProblems, ...faultProblems];
}
