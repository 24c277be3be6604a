/**
 * The networks that functions of a scenario are attached to, under the rules of a date: what their
 * interfaces carry, how long one takes, and what each function reaches from each of their subnets.
 */
import { sampler } from './distribution.ts';
import { functionIdOf, functionNamed, functionPath, functionsOf } from './function-named.ts';
import { usFromMs } from './microseconds.ts';
import type { Luck } from './luck.ts';
import { mayAttach } from './permission.ts';
import type { Permission } from './permission.ts';
import { problemAt } from './problem.ts';
import type { Problem } from './problem.ts';
import { isReached, LAMBDA_NETWORK, reachOf } from './reach.ts';
import type { Network, Reach } from './reach.ts';
import type { Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import type { FunctionSettings } from './settings/function-settings.ts';
import type { Vpc } from './settings/network-settings.ts';

/** Region whose day of shared interfaces holds where a scenario names none. */
const REGION = 'us-east-1';
const MB_PER_GB = 1024;

export interface NetworkPlan {
  readonly id: string;
  /** Free addresses of each of its subnets. */
  readonly addresses: readonly number[];
  /** One interface in each subnet, made when the first function is attached, for all environments; else one for so many. */
  readonly isShared: boolean;
  /** Memory of the environments that one interface carries, MB; Infinity: any. */
  readonly roomMb: number;
  readonly limit: number;
  /** How long making and attaching one takes, µs, by draw. */
  readonly interfaceUs: () => number;
  /** One that carries nobody is deleted after so long, µs; Infinity: never. */
  readonly idleUs: number;
  /** Its shared interfaces are there before the run. */
  readonly isReady: boolean;
}

/** A function's part in a network. */
export interface AttachmentPlan {
  /** Position of its network. */
  readonly network: number;
  /** Its role lets Lambda make interfaces. */
  readonly mayMake: Permission;
}

/** Whether functions share interfaces at the date, in the Region of the scenario. */
export function hasSharedInterfaces({ settings }: Scenario, { network, asOf }: Rules): boolean {
  if (network?.model !== 'shared-interfaces') return false;
  const since = network.sharedSince[settings.scaling?.region ?? REGION];
  return since === undefined || since <= asOf;
}

/** Ids of the VPCs that functions are attached to. */
export function usedVpcs({ settings }: Pick<Scenario, 'settings'>): string[] {
  return functionsOf(settings).flatMap(([, { vpc }]) => ((vpc ?? null) === null ? [] : [vpc!]));
}

/** Networks by the ids of their VPCs, in the order of the settings. */
export function networkPlansOf(
  scenario: Scenario,
  rules: Rules,
  luck: Luck,
  used: ReadonlySet<string>,
): NetworkPlan[] {
  const { settings } = scenario;
  const { network } = rules;
  if (network === null) return [];
  const isShared = hasSharedInterfaces(scenario, rules);
  return Object.entries(settings.vpcs ?? {}).flatMap(([id, vpc]) => {
    if (!used.has(id)) return [];
    const at = `settings.vpcs.${id}.interfaceMs`;
    const drawUs =
      vpc.interfaceMs === undefined ? null : sampler(vpc.interfaceMs, luck.stream(`${id}.interface`), at);
    const usualUs = isShared ? network.createUs : ownInterfaceUs(rules);
    return [
      {
        id,
        addresses: vpc.subnets.map(({ freeAddresses }) => freeAddresses),
        isShared,
        roomMb: isShared || network.gbPerInterface === null ? Infinity : network.gbPerInterface * MB_PER_GB,
        limit: vpc.interfaceLimit ?? network.interfacesPerVpc,
        interfaceUs: drawUs ?? (() => usualUs ?? 0),
        idleUs: isShared
          ? (network.reclaimIdleUs ?? Infinity)
          : vpc.interfaceIdleMs === undefined
            ? Infinity
            : usFromMs(vpc.interfaceIdleMs),
        isReady: vpc.unused !== true,
      },
    ];
  });
}

/** By function: what attaches it; null: it runs in Lambda's own network. */
export function attachmentsOf(
  scenario: Scenario,
  rules: Rules,
  functions: readonly { readonly id: string; readonly settings: FunctionSettings }[],
  networks: readonly NetworkPlan[],
): (AttachmentPlan | null)[] {
  return functions.map(({ id, settings }) => {
    const network = networks.findIndex((plan) => plan.id === settings.vpc);
    if (network < 0) return null;
    return { network, mayMake: mayAttach(scenario, rules, functionIdOf(id)) };
  });
}

/** How long a cold start waited for an interface of its own, as measured at the date, µs; null: it did not. */
function ownInterfaceUs({ measured }: Rules): number | null {
  const { newInterface, without } = measured.vpc;
  return newInterface === null ? null : Math.max(0, newInterface.times.medianUs - without.medianUs);
}

/** The networks a function may find itself in: that of each subnet of its VPC, or Lambda's own. */
function networksOf({ settings }: Scenario, { vpc }: FunctionSettings): Network[] {
  if (vpc === undefined || vpc === null) return [LAMBDA_NETWORK];
  const found = settings.vpcs?.[vpc];
  if (found === undefined) return [LAMBDA_NETWORK];
  return found.subnets.map(({ route }) => ({ vpc, route, endpoints: found.endpoints ?? [] }));
}

/** By which way, or why not, a function reaches what it calls: from each subnet of its VPC, or from Lambda's own network. */
export function reachesOf(scenario: Scenario, fn: FunctionSettings, to: string): Reach[] {
  const goal = goalOf(scenario, to);
  return networksOf(scenario, fn).map((network) => reachOf(network, goal));
}

/** By subnet: whether a function reaches what it calls. */
export function hasWays(scenario: Scenario, fn: FunctionSettings, to: string): boolean[] {
  return reachesOf(scenario, fn, to).map(isReached);
}

/** Where something is that functions call: queues, streams, topics and functions are behind public endpoints of AWS. */
function goalOf({ settings }: Scenario, to: string): { at: string | null; service: string } {
  if (functionNamed(settings, to) !== undefined) return { at: 'aws', service: 'lambda' };
  const resource = settings.resources?.[to];
  if (resource === undefined) return { at: null, service: '' };
  if (resource.type === 'downstream') return { at: resource.at ?? null, service: resource.service };
  return { at: 'aws', service: resource.type === 'queue' ? 'sqs' : resource.service };
}

/** Networks that are not there or could not be yet, and interfaces that there is no room for. */
export function networkProblems(scenario: Scenario, rules: Rules): Problem[] {
  const { settings } = scenario;
  const vpcs = settings.vpcs ?? {};
  const known = Object.keys(vpcs);
  const expected = known.length === 0 ? 'a VPC: this scenario has none' : `one of ${known.join(', ')}`;
  const since = rules.notYet['vpc-eni-model'];
  const attached = functionsOf(settings).flatMap(([id, { vpc }]) => {
    if (vpc === undefined || vpc === null) return [];
    const path = `${functionPath(id)}.vpc`;
    if (!Object.hasOwn(vpcs, vpc)) return [problemAt(path, JSON.stringify(vpc), expected)];
    if (since === undefined) return [];
    return [
      problemAt(
        path,
        JSON.stringify(vpc),
        `nothing there at ${rules.asOf}: a function can be attached since ${since}`,
      ),
    ];
  });
  const placed = Object.entries(settings.resources ?? {}).flatMap(([id, resource]) => {
    if (resource.type !== 'downstream' || resource.at === undefined) return [];
    if (resource.at === 'internet' || resource.at === 'aws' || Object.hasOwn(vpcs, resource.at)) return [];
    const places = ['internet', 'aws', ...known].join(', ');
    return [problemAt(`settings.resources.${id}.at`, JSON.stringify(resource.at), `one of ${places}`)];
  });
  const named = known.flatMap((id) =>
    ['internet', 'aws', 'function', 'caller', 'edge'].includes(id) ||
    [settings.resources, settings.functions, settings.mappings].some((things) =>
      Object.hasOwn(things ?? {}, id),
    )
      ? [problemAt(`settings.vpcs.${id}`, JSON.stringify(id), 'a name that nothing else has')]
      : [],
  );
  if (rules.network === null) return [...attached, ...placed, ...named];
  return [
    ...attached,
    ...placed,
    ...named,
    ...Object.entries(vpcs).flatMap(([id, vpc]) => interfaceProblems(scenario, rules, id, vpc)),
  ];
}

/** Interfaces that there must be before the first request, and what their making takes. */
function interfaceProblems(scenario: Scenario, rules: Rules, id: string, vpc: Vpc): Problem[] {
  const { settings } = scenario;
  const { network } = rules;
  const at = `settings.vpcs.${id}`;
  if (hasSharedInterfaces(scenario, rules)) {
    if (vpc.unused !== true) return [];
    const bare = vpc.subnets.flatMap(({ freeAddresses }, index) =>
      freeAddresses < 1
        ? [
            problemAt(
              `${at}.subnets.${index}.freeAddresses`,
              `${freeAddresses}`,
              'at least 1, for its interface',
            ),
          ]
        : [],
    );
    const limit = vpc.interfaceLimit ?? network!.interfacesPerVpc;
    return vpc.subnets.length > limit
      ? [
          ...bare,
          problemAt(`${at}.subnets`, `${vpc.subnets.length}`, `at most ${limit}: each has an interface`),
        ]
      : bare;
  }
  const problems: Problem[] = [];
  if (vpc.interfaceMs === undefined && rules.measured.vpc.newInterface === null)
    problems.push(
      problemAt(
        `${at}.interfaceMs`,
        'nothing',
        `how long an interface takes: nobody measured it at ${rules.asOf}`,
      ),
    );
  if (settings.function.vpc !== id) return problems;
  for (const name of ['readyEnvironments', 'warmEnvironments'] as const) {
    const count = settings[name] ?? 0;
    if (count > 0)
      problems.push(
        problemAt(
          `settings.${name}`,
          `${count}`,
          `0 in a VPC at ${rules.asOf}: each environment waits for an interface of its own`,
        ),
      );
  }
  return problems;
}
