/** One function of a scenario under the rules of a date, ready to run: whole microseconds, and its own luck. */
import { sampler } from './distribution.ts';
import { callPlansOf } from './downstream-plan.ts';
import type { CallPlan } from './downstream-plan.ts';
import type { Luck } from './luck.ts';
import { measuredStartProblems, measuredStartUs } from './measured-start.ts';
import { usFromMs, wholeUs } from './microseconds.ts';
import { nodeContract, nodeProblems } from './node-contract.ts';
import type { NodeContract } from './node-contract.ts';
import { creationOf, mayAssume, mayAttach } from './permission.ts';
import type { Permission } from './permission.ts';
import { problemAt } from './problem.ts';
import type { Problem } from './problem.ts';
import type { Stream } from './random.ts';
import { revisionNumber, withRevision } from './revision.ts';
import type { KeepPreset, Rules } from './rules.ts';
import type { Fault, Routing, Scenario } from './scenario.ts';
import { functionIdOf, functionNamed, functionPath } from './function-named.ts';
import type { VersionPlan } from './release-plan.ts';
import type { FunctionSettings } from './settings/function-settings.ts';
import { strikesOf } from './strikes.ts';
import type { Strikes } from './strikes.ts';

export interface FunctionPlan {
  /** Of this plan: what is resolved anew from it goes on with it. */
  readonly luck: Luck;
  /** Its name: `function`, its id among the others, or that of a version, `orders:2`. */
  readonly id: string;
  /** Number of the function it belongs to: its own, unless it is a version. They share what is reserved. */
  readonly of: number;
  /** Number of the version; null: it is $LATEST. */
  readonly version: string | null;
  /** The state of its code and configuration; null: the function's own settings. */
  readonly revision: string | null;
  /** Its position among the function's revisions, from 1; 0: its own settings. */
  readonly revisionNumber: number;
  /** Those of the function, with what its revision has otherwise. */
  readonly settings: FunctionSettings;
  /** It could be created: its role was passed to Lambda, trusts it, and may make interfaces if it is for a VPC. */
  readonly exists: boolean;
  /** Lambda may assume its role. */
  readonly mayAssume: Permission;
  readonly timeoutUs: number;
  readonly shutdownUs: number;
  /** Concurrency reserved for it; null: none is. */
  readonly reserved: number | null;
  readonly routing: Routing;
  readonly routingStream: Stream;
  readonly readyEnvironments: number;
  readonly warmEnvironments: number;
  /** Durations by draw, µs. */
  readonly handlerUs: () => number;
  readonly perItemUs: number;
  readonly creationUs: () => number;
  readonly extensionsUs: () => number;
  readonly runtimeUs: () => number;
  readonly functionUs: () => number;
  /** SnapStart: resuming from the snapshot, by draw, µs; null: it has none. */
  readonly restoreUs: (() => number) | null;
  readonly restoreLimitUs: number;
  readonly reopens: boolean;
  /** Limit of the Init phase of an environment made for a request, and of one kept ready. */
  readonly initLimitUs: number;
  readonly initLimitKeptUs: number;
  /** How long environments are kept: by draw, µs; Infinity: for ever. */
  readonly environmentIdleUs: () => number;
  readonly maxAgeUs: () => number;
  /** null: the rule is off, and nobody watches the function. */
  readonly functionIdleUs: (() => number) | null;
  /** By number of the invocation of this function. */
  readonly invocationStrikes: Strikes;
  readonly invalidStrikes: Strikes;
  /** Lambda itself fails; by number of the invocation. */
  readonly serviceStrikes: Strikes;
  /** By number of the environment of this function. */
  readonly initStrikes: Strikes;
  /** What its handler calls, in order. */
  readonly calls: readonly CallPlan[];
  readonly node: NodeContract;
}

/** Where a function is resolved, and what is wrong with it told. */
export interface Site {
  readonly scenario: Scenario;
  readonly rules: Rules;
  /** Of what is to be resolved. */
  readonly luck: Luck;
  /** Takes every limit that the rules do not allow. */
  readonly problems: Problem[];
}

/** What is to be resolved: a function's $LATEST, or one of its versions. */
export interface Runnable {
  /** `orders`, or `orders:2`. */
  readonly name: string;
  /** Number of its function. */
  readonly of: number;
  readonly version: VersionPlan | null;
}

/**
 * Resolves what runs under one name.
 *
 * @param revision the state of $LATEST that it has; null: the function's own settings. A version has that of its plan.
 */
export function functionPlanOf(
  { scenario, rules, luck, problems }: Site,
  { name: functionId, of, version }: Runnable,
  revision: string | null = version?.revision ?? null,
): FunctionPlan {
  const isMain = functionId === 'function';
  const isDefault = functionIdOf(functionId) === 'function';
  const { settings } = scenario;
  const own = functionNamed(settings, functionId)!;
  const root = functionPath(functionId);
  const fn = withRevision(own, revision);
  const at = revision === null ? root : `${root}.revisions.${revision}`;
  // Each version has luck of its own for what its code does.
  const faults = fn.errorShare ? [...scenario.faults, errorsOf(functionId, fn.errorShare)] : scenario.faults;
  // Luck of the function in the middle has plain names, so that more functions leave it as it was.
  const lot = (name: string) => luck.stream(isMain ? name : `${functionId}.${name}`);
  const draw = (name: string, path: string, distribution: Parameters<typeof sampler>[0]) =>
    sampler(distribution, lot(name), `${at}.${path}`);
  const stretch = cpuStretch(fn, rules);
  const onCpu = (drawUs: () => number) => (stretch === 1 ? drawUs : () => wholeUs(drawUs() * stretch));
  const measuredUs = fn.coldStart && measuredStartUs(fn.coldStart, rules);
  /** What a measured cold start has in it already. */
  const within = (drawUs: () => number) => (measuredUs === undefined ? drawUs : () => 0);
  const keep = keepOf(scenario, rules, problems);
  if (version === null && revision === null) problems.push(...reservationProblems(fn, at, rules));
  // What a version keeps of the function is told of the function.
  if (version === null || revision !== null) problems.push(...codeProblems(fn, at, rules));
  return {
    luck,
    id: functionId,
    of,
    version: version?.version ?? null,
    revision,
    revisionNumber: revisionNumber(own, revision),
    settings: fn,
    exists:
      creationOf(scenario, functionIdOf(functionId)) === 'created' &&
      mayAttach(scenario, rules, functionIdOf(functionId))(0) &&
      version?.isPublished !== false,
    mayAssume: mayAssume(scenario, functionIdOf(functionId)),
    timeoutUs: usFromMs(fn.timeoutMs),
    shutdownUs: usFromMs(fn.shutdownMs ?? 0),
    reserved: fn.reservedConcurrency ?? null,
    routing: settings.routing,
    routingStream: lot('routing'),
    readyEnvironments: isMain ? (settings.readyEnvironments ?? 0) : 0,
    warmEnvironments: isMain ? (settings.warmEnvironments ?? 0) : 0,
    handlerUs: onCpu(draw('handler', 'handlerMs', fn.handlerMs)),
    perItemUs: wholeUs(usFromMs(fn.perItemMs ?? 0) * stretch),
    creationUs: within(draw('create', 'createMs', fn.createMs)),
    extensionsUs: within(onCpu(draw('init.extensions', 'init.extensionsMs', fn.init.extensionsMs))),
    runtimeUs: within(onCpu(draw('init.runtime', 'init.runtimeMs', fn.init.runtimeMs))),
    functionUs:
      measuredUs === undefined
        ? onCpu(draw('init.function', 'init.functionMs', fn.init.functionMs))
        : () => measuredUs ?? 0,
    restoreUs:
      version !== null && fn.snapStart
        ? draw('restore', 'snapStart.restoreMs', fn.snapStart.restoreMs)
        : null,
    restoreLimitUs: rules.snapStart?.restoreLimitUs ?? Infinity,
    reopens: fn.snapStart?.reconnects ?? false,
    initLimitUs: rules.initLimitUs,
    initLimitKeptUs: Math.max(rules.initLimitProvisionedUs, usFromMs(fn.timeoutMs)),
    environmentIdleUs: limitSampler(keep.environmentIdleMs, lot('keep.environment')),
    maxAgeUs: limitSampler(keep.maxAgeMs, lot('keep.age')),
    functionIdleUs:
      keep.functionIdleMs === null ? null : limitSampler(keep.functionIdleMs, lot('keep.function')),
    invocationStrikes: strikesOf(
      faults,
      luck,
      ['function-error', 'unhandled-exception', 'timeout', 'out-of-memory', 'crash'],
      functionId,
      isDefault,
    ),
    invalidStrikes: strikesOf(faults, luck, ['invalid-request'], functionId, isDefault),
    serviceStrikes: strikesOf(faults, luck, ['service-error'], functionId, isDefault),
    calls: callPlansOf(scenario, functionId, fn, rules),
    node: nodeContract(fn.node, rules),
    initStrikes: strikesOf(faults, luck, ['init-error'], functionId, isDefault),
  };
}

/**
 * How much longer the function's own work takes than with one whole vCPU: memory brings CPU in proportion, and
 * one thread gains nothing beyond one vCPU.
 *
 * Source, read 2026-11-20: AWS Lambda Developer Guide, "Configure Lambda function memory".
 */
function cpuStretch({ cpuBound = 0, memoryMb }: FunctionSettings, { cpu }: Rules): number {
  return 1 - cpuBound + cpuBound * Math.max(1, cpu.vcpuMemoryMb / memoryMb);
}

/** A reservation before there were any. */
function reservationProblems(fn: FunctionSettings, at: string, rules: Rules): Problem[] {
  const reservedSince = rules.notYet['reserved-concurrency'];
  if (fn.reservedConcurrency !== undefined && reservedSince !== undefined) {
    return [
      problemAt(
        `${at}.reservedConcurrency`,
        `${fn.reservedConcurrency}`,
        `nothing there at ${rules.asOf}: it can be set since ${reservedSince}`,
      ),
    ];
  }
  return [];
}

/** Limits of code and configuration that the rules do not allow. */
function codeProblems(fn: FunctionSettings, at: string, rules: Rules): Problem[] {
  const problems = [...nodeProblems(fn.node, at, rules), ...measuredStartProblems(fn.coldStart, at, rules)];
  if (fn.timeoutMs > rules.timeoutMaxMs) {
    problems.push(
      problemAt(
        `${at}.timeoutMs`,
        `${fn.timeoutMs}`,
        `at most ${rules.timeoutMaxMs}, the longest timeout at ${rules.asOf}`,
      ),
    );
  }
  if (fn.memoryMb < rules.memoryMinMb || fn.memoryMb > rules.memoryMaxMb) {
    problems.push(
      problemAt(
        `${at}.memoryMb`,
        `${fn.memoryMb}`,
        `${rules.memoryMinMb} to ${rules.memoryMaxMb} at ${rules.asOf}`,
      ),
    );
  }
  return problems;
}

/** The errors that the code itself makes, as a fault that is always on. */
function errorsOf(name: string, errors: number): Fault {
  return { id: `errors.${name}`, title: '', on: true, kind: 'function-error', of: name, share: errors };
}

function keepOf(scenario: Scenario, rules: Rules, problems: Problem[]): Omit<KeepPreset, 'id' | 'label'> {
  const { keep } = scenario.settings;
  if (!('preset' in keep)) return keep;
  if (keep.preset === 'as-of') return rules.keep;
  const found = rules.keepPresets.find((preset) => preset.id === keep.preset);
  if (found) return found;
  const known = ['as-of', ...rules.keepPresets.map((preset) => preset.id)].join(', ');
  if (!problems.some(({ path }) => path === 'settings.keep.preset')) {
    problems.push(problemAt('settings.keep.preset', JSON.stringify(keep.preset), `one of ${known}`));
  }
  return rules.keep;
}

function limitSampler(limit: KeepPreset['maxAgeMs'], stream: Stream): () => number {
  if (limit === null) return () => Infinity;
  if (typeof limit === 'number') return sampler(limit, stream);
  return sampler({ kind: 'uniform', minMs: limit[0], maxMs: limit[1] }, stream);
}
