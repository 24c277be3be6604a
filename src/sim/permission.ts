/**
 * Who may do what: pure answers for services and machines, which fail where and how AWS fails.
 *
 * | path | what decides | missing |
 * |---|---|---|
 * | push | the function's resource policy | nothing is invoked: the service is turned away (403) |
 * | pull | the execution role, for the source | the mapping reads nothing and reports a problem |
 * | direct | the caller's identity | 403, nothing is invoked |
 * | what the function calls or sends | the execution role | the function runs, and its call is denied |
 * | logs | the execution role | the function runs, and nothing is written |
 * | creation | iam:PassRole of its creator, the role's trust policy; in a VPC the role, for interfaces | there is no function |
 * | each invocation | the role's trust policy | 403: Lambda cannot assume the role |
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Managing permissions in AWS Lambda",
 * "Defining Lambda function permissions with an execution role", "Viewing resource-based IAM
 * policies in Lambda"; IAM User Guide, "Grant a user permissions to pass a role to an AWS service".
 */
import { functionIdOf, functionNamed, functionPath, functionsOf } from './function-named.ts';
import { usFromMs } from './microseconds.ts';
import { nearestWord } from './nearest-word.ts';
import { problemAt } from './problem.ts';
import type { Problem } from './problem.ts';
import { MANAGED_POLICIES } from './rules/permission-rules.ts';
import type { ManagedPolicy, RolePath } from './rules/permission-rules.ts';
import type { Rules } from './rules.ts';
import type { Fault, Scenario } from './scenario.ts';
import type { FunctionCall, FunctionSettings } from './settings/function-settings.ts';
import type { Resource } from './settings/resource-settings.ts';

/** Whether something may be done at a moment (µs): a fault may take a permission away for a while. */
export type Permission = (nowUs: number) => boolean;

/** Assuming the role: what its trust policy must let Lambda do. */
const ASSUME_ROLE = 'sts:AssumeRole';
/** Handing the role over: what its creator must be allowed. */
const PASS_ROLE = 'iam:PassRole';

/** The path that a mapping of a source, or a record to a target, takes through the execution role. */
type Target = Resource | 'function' | undefined;

/** Actions of a function that reads or writes what it calls, by service; none where AWS checks no identity. */
const CALL_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  dynamodb: ['dynamodb:PutItem'],
  s3: ['s3:PutObject'],
  sqs: ['sqs:SendMessage'],
  sns: ['sns:Publish'],
  iot: ['iot:Publish'],
  eventbridge: ['events:PutEvents'],
  kinesis: ['kinesis:PutRecord'],
  'file-system': ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
};

/** Whether a statement's action, which may end with a wildcard (`logs:*`), is about this action. */
function covers(statement: string, action: string): boolean {
  return statement.endsWith('*')
    ? action.toLowerCase().startsWith(statement.slice(0, -1).toLowerCase())
    : statement.toLowerCase() === action.toLowerCase();
}

/**
 * Whether the policies of a function's execution role allow an action, faults left out: its managed
 * policies and `allowed`, less `denied`. A function that names no policies may do everything else.
 */
export function roleAllows(fn: FunctionSettings, rules: Rules, action: string): boolean {
  if (fn.denied?.some((denied) => covers(denied, action))) return false;
  if (fn.policies === undefined) return true;
  if (fn.allowed?.some((allowed) => covers(allowed, action))) return true;
  return fn.policies.some((policy) =>
    rules.permissions.managedPolicies[policy as ManagedPolicy]?.some((allowed) => covers(allowed, action)),
  );
}

/** A time in which something may not be done, µs. */
type Spell = readonly [fromUs: number, untilUs: number];

/** When something may not be done: always, or in the spells in which a fault takes it away. */
function spellsWithout(
  isPermitted: boolean,
  faults: readonly Fault[],
  takes: (fault: Fault) => boolean,
): readonly Spell[] {
  if (!isPermitted) return [[0, Infinity]];
  return faults
    .filter((fault) => fault.on && fault.kind === 'permission-missing' && takes(fault))
    .map(({ fromMs, untilMs }) => [
      usFromMs(fromMs ?? 0),
      untilMs === undefined ? Infinity : usFromMs(untilMs),
    ]);
}

function outside(spells: readonly Spell[]): Permission {
  if (spells.length === 0) return () => true;
  return (nowUs) => !spells.some(([fromUs, untilUs]) => nowUs >= fromUs && nowUs < untilUs);
}

function permission(...args: Parameters<typeof spellsWithout>): Permission {
  return outside(spellsWithout(...args));
}

/**
 * Whether a function's execution role may do all these actions. A fault `permission-missing` takes
 * them away if it is about the function or one of the others named, and about one of the actions.
 *
 * @param about ids of the mapping or resource that the actions are about.
 */
function roleMay(
  scenario: Scenario,
  rules: Rules,
  functionId: string,
  actions: readonly string[],
  about: readonly string[] = [],
): Permission {
  return outside(roleSpells(scenario, rules, functionId, actions, about));
}

function roleSpells(
  scenario: Scenario,
  rules: Rules,
  functionId: string,
  actions: readonly string[],
  about: readonly string[],
): readonly Spell[] {
  if (actions.length === 0) return [];
  const fn = functionNamed(scenario.settings, functionId);
  return spellsWithout(
    fn !== undefined && actions.every((action) => roleAllows(fn, rules, action)),
    scenario.faults,
    ({ of, action }) =>
      of !== undefined &&
      (of === functionIdOf(functionId) || about.includes(of)) &&
      (action === undefined || actions.some((needed) => covers(action, needed))),
  );
}

/** Actions that the role of a mapping's function needs to read its source. @returns [] when the source is none. */
function readActions(scenario: Scenario, rules: Rules, mappingId: string): readonly string[] {
  const mapping = scenario.settings.mappings?.[mappingId];
  const source = mapping && scenario.settings.resources?.[mapping.source];
  const { role } = rules.permissions;
  if (mapping === undefined || source === undefined) return [];
  if (source.type === 'queue') return role.sqs;
  if (source.type !== 'stream') return [];
  if (source.service === 'dynamodb') return role.dynamodb;
  return mapping.type === 'stream' && mapping.enhancedFanOut
    ? [...role.kinesis, ...role.kinesisFanOut]
    : role.kinesis;
}

/**
 * Pull: whether the role of the mapping's function may read its source. While it may not, the mapping
 * reads nothing, and its last result says so.
 */
export function mayRead(scenario: Scenario, rules: Rules, mappingId: string): Permission {
  const mapping = scenario.settings.mappings?.[mappingId];
  if (mapping === undefined) return () => false;
  return roleMay(scenario, rules, mapping.function ?? 'function', readActions(scenario, rules, mappingId), [
    mappingId,
    mapping.source,
  ]);
}

function targetOf({ settings }: Scenario, id: string): Target {
  if (functionNamed(settings, id) !== undefined) return 'function';
  return settings.resources?.[id];
}

/** Which path of the role leads to a target of records: dead-letter queues and destinations. */
function pathTo(target: Target): RolePath | null {
  if (target === 'function') return 'toLambda';
  const service =
    target?.type === 'queue' ? 'sqs' : target && 'service' in target ? target.service : undefined;
  switch (service) {
    case 'sqs':
      return 'toSqs';
    case 'sns':
      return 'toSns';
    case 'eventbridge':
      return 'toEventBridge';
    case 's3':
      return 'toS3';
    default:
      return null;
  }
}

/**
 * Whether Lambda may send a record of the function to a target (dead-letter queue or destination):
 * it does so with the function's role.
 */
export function maySend(scenario: Scenario, rules: Rules, functionId: string, targetId: string): Permission {
  const target = targetOf(scenario, targetId);
  if (target !== 'function' && target?.type === 'target' && target.notPermitted) return () => false;
  const path = pathTo(target);
  const actions = path === null ? [] : rules.permissions.role[path];
  return roleMay(scenario, rules, functionId, actions, [targetId]);
}

/** Actions of a call that a function makes itself. */
export function callActions(scenario: Scenario, rules: Rules, call: FunctionCall): readonly string[] {
  if (call.action !== undefined) return [call.action];
  const target = targetOf(scenario, call.to);
  if (target === 'function') return [rules.permissions.invoke];
  if (target === undefined) return [];
  if (target.type === 'queue') return rules.permissions.role.toSqs;
  return CALL_ACTIONS[target.service] ?? [];
}

/** Whether a function's own call is allowed by its role; where it is not, the function runs and the call is denied. */
export function mayCall(
  scenario: Scenario,
  rules: Rules,
  functionId: string,
  call: FunctionCall,
): Permission {
  const target = targetOf(scenario, call.to);
  if (target !== 'function' && target?.type === 'target' && target.notPermitted) return () => false;
  return roleMay(scenario, rules, functionId, callActions(scenario, rules, call), [call.to]);
}

/** Whether the role may write logs: where it may not, the function runs and leaves no log. */
export function mayLog(scenario: Scenario, rules: Rules, functionId: string): Permission {
  return outside(silentSpells(scenario, rules, functionId));
}

/** When the function's role may not write logs, µs. */
export function silentSpells(scenario: Scenario, rules: Rules, functionId: string): readonly Spell[] {
  return roleSpells(scenario, rules, functionId, rules.permissions.role.logs, []);
}

/**
 * Who waits for the answer may invoke the function: by its identity (SDK, CLI, any program), or by the
 * function's resource policy (a service).
 */
export function callerMayInvoke(scenario: Scenario): Permission {
  return permission(
    scenario.settings.caller?.permitted ?? true,
    scenario.faults,
    ({ of }) => of === 'caller',
  );
}

/** Push: the function's resource policy lets the service in. */
export function mayPush(scenario: Scenario, serviceId: string, targetId: string): Permission {
  const service = scenario.settings.resources?.[serviceId];
  const isPermitted = service?.type !== 'push-service' || !service.notPermitted?.includes(targetId);
  return permission(isPermitted, scenario.faults, ({ of }) => of === serviceId);
}

/** What stands behind a function: it was created, or why not. */
export type Creation = 'created' | 'role not passed' | 'role not assumable';

function takesAction(action: string, functionId: string): (fault: Fault) => boolean {
  return (fault) => fault.of === functionId && fault.action !== undefined && covers(fault.action, action);
}

/**
 * Whether the function could be created at the start of the run. Without iam:PassRole its creator is
 * denied; with a role that does not trust Lambda the creation is refused. Either way there is no function.
 */
export function creationOf(scenario: Scenario, functionId: string): Creation {
  const fn = functionNamed(scenario.settings, functionId);
  const mayPass = permission(fn?.mayPassRole ?? true, scenario.faults, takesAction(PASS_ROLE, functionId));
  if (!mayPass(0)) return 'role not passed';
  return mayAssume(scenario, functionId)(0) ? 'created' : 'role not assumable';
}

/** Whether Lambda may assume the role: asked again at each invocation, since a trust policy can be changed later. */
export function mayAssume(scenario: Scenario, functionId: string): Permission {
  const fn = functionNamed(scenario.settings, functionId);
  return permission(fn?.trusted ?? true, scenario.faults, takesAction(ASSUME_ROLE, functionId));
}

/**
 * Whether a function may be attached to its VPC: Lambda makes network interfaces with the function's role.
 * At its creation, and at each interface that is made for one of its environments.
 */
export function mayAttach(scenario: Scenario, rules: Rules, functionId: string): Permission {
  const isAttached = (functionNamed(scenario.settings, functionId)?.vpc ?? null) !== null;
  const actions = isAttached ? rules.permissions.role.vpc : [];
  return roleMay(scenario, rules, functionId, actions);
}

/** Managed policies that are none of AWS's, or that did not exist at the date. */
export function permissionProblems(scenario: Scenario, rules: Rules): Problem[] {
  const known = Object.keys(MANAGED_POLICIES);
  return functionsOf(scenario.settings).flatMap(([id, fn]) => {
    const at = functionPath(id);
    return (fn.policies ?? []).flatMap((policy, index) => {
      const path = `${at}.policies.${index}`;
      const actions = rules.permissions.managedPolicies[policy as ManagedPolicy];
      if (actions === undefined) {
        const near = nearestWord(policy, known) ?? known.find((name) => name.endsWith(policy));
        const expected =
          near === undefined ? `one of ${known.join(', ')}` : `a policy of AWS; did you mean "${near}"?`;
        return [problemAt(path, JSON.stringify(policy), expected)];
      }
      if (actions === null) {
        const since = rules.notYet[MANAGED_POLICIES[policy as ManagedPolicy]] ?? 'a later date';
        return [
          problemAt(
            path,
            JSON.stringify(policy),
            `a policy that existed at ${rules.asOf}: this one does since ${since}`,
          ),
        ];
      }
      return [];
    });
  });
}
