/**
 * A scenario under the rules of a date, ready to run: whole microseconds, resolved limits, and one
 * source of luck per component, so that turning one knob leaves all other luck unchanged.
 */
import { createArrivals } from './arrivals.ts';
import type { ArrivalSource } from './arrivals.ts';
import { sampler } from './distribution.ts';
import { usFromMs } from './microseconds.ts';
import { ScenarioError } from './problem.ts';
import type { Problem } from './problem.ts';
import { createStream } from './random.ts';
import type { Stream } from './random.ts';
import type { Feature, KeepPreset, Rules } from './rules.ts';
import type { Call } from './machines/call.ts';
import type { Fault, Routing, Scenario } from './scenario.ts';

/** How the handler of a request ends, or that it never does. */
type Outcome = Call['outcome'] | 'never returns';

export interface Plan {
  readonly seed: number;
  readonly horizonUs: number;
  readonly timeoutUs: number;
  readonly shutdownUs: number;
  /** Requests in environments at once; Infinity: no limit. */
  readonly concurrencyLimit: number;
  readonly routing: Routing;
  readonly routingStream: Stream;
  readonly permitted: boolean;
  readonly dryRun: boolean;
  readonly readyEnvironments: number;
  readonly warmEnvironments: number;
  readonly arrivals: ArrivalSource;
  /** Durations by draw, µs. */
  readonly handlerUs: () => number;
  readonly creationUs: () => number;
  readonly extensionsUs: () => number;
  readonly runtimeUs: () => number;
  readonly functionUs: () => number;
  /** Limit of the Init phase of an environment made for a request, and of one kept ready. */
  readonly initLimitUs: number;
  readonly initLimitKeptUs: number;
  /** How long environments are kept: by draw, µs; Infinity: for ever. */
  readonly environmentIdleUs: () => number;
  readonly maxAgeUs: () => number;
  /** null: the rule is off, and nobody watches the function. */
  readonly functionIdleUs: (() => number) | null;
  /** By number of the request, from 0, called once for each in order. */
  readonly outcomeOf: (request: number) => Outcome;
  readonly isInvalid: (request: number) => boolean;
  /** By number of the environment, from 0, called once for each in order. */
  readonly initFails: (environment: number) => boolean;
}

/**
 * Resolves a scenario.
 *
 * @throws ScenarioError with every reference or limit the rules do not allow.
 */
export function planOf(scenario: Scenario, rules: Rules): Plan {
  const { settings, seed } = scenario;
  const { function: fn, caller } = settings;
  const problems: Problem[] = [];
  const keep = keepOf(scenario, rules, problems);
  if (fn.timeoutMs > rules.timeoutMaxMs) {
    problems.push(
      problem(
        'settings.function.timeoutMs',
        `${fn.timeoutMs}`,
        `at most ${rules.timeoutMaxMs}, the longest timeout at ${rules.asOf}`,
      ),
    );
  }
  if (fn.memoryMb < rules.memoryMinMb || fn.memoryMb > rules.memoryMaxMb) {
    problems.push(
      problem(
        'settings.function.memoryMb',
        `${fn.memoryMb}`,
        `${rules.memoryMinMb} to ${rules.memoryMaxMb} at ${rules.asOf}`,
      ),
    );
  }
  const uses: Record<Feature, readonly [path: string, found: unknown, isUsed: boolean]> = {
    'provisioned-concurrency': [
      'settings.readyEnvironments',
      settings.readyEnvironments,
      (settings.readyEnvironments ?? 0) > 0,
    ],
    extensions: ['settings.function.init.extensionsMs', fn.init.extensionsMs, fn.init.extensionsMs !== 0],
  };
  for (const [feature, [path, found, isUsed]] of Object.entries(uses)) {
    const since = rules.notYet[feature as Feature];
    if (isUsed && since !== undefined) {
      const words = feature.replaceAll('-', ' ');
      problems.push(
        problem(
          path,
          JSON.stringify(found),
          `0 at ${rules.asOf}: ${words} ${feature === 'extensions' ? 'exist' : 'exists'} since ${since}`,
        ),
      );
    }
  }
  if (problems.length > 0) throw new ScenarioError(problems);

  const draw = (name: string, path: string, distribution: Parameters<typeof sampler>[0]) =>
    sampler(distribution, createStream(seed, name), `settings.function.${path}`);
  const strikes = (kinds: readonly Fault['kind'][]) =>
    strikesOf(
      scenario.faults.filter((fault) => fault.on && kinds.includes(fault.kind)),
      seed,
    );
  const handlerStrikes = strikes(['function-error', 'timeout', 'out-of-memory', 'crash']);
  const invalidStrikes = strikes(['invalid-request']);
  const initStrikes = strikes(['init-error']);
  const limit = settings.concurrencyLimit;
  return {
    seed,
    horizonUs: usFromMs(scenario.horizonMs),
    timeoutUs: usFromMs(fn.timeoutMs),
    shutdownUs: usFromMs(fn.shutdownMs ?? 0),
    concurrencyLimit: limit === undefined ? rules.accountConcurrency : (limit ?? Infinity),
    routing: settings.routing,
    routingStream: createStream(seed, 'routing'),
    permitted: caller.permitted,
    dryRun: caller.invocationType === 'DryRun',
    readyEnvironments: settings.readyEnvironments ?? 0,
    warmEnvironments: settings.warmEnvironments ?? 0,
    arrivals: createArrivals(scenario.arrivals, seed),
    handlerUs: draw('handler', 'handlerMs', fn.handlerMs),
    creationUs: draw('create', 'createMs', fn.createMs),
    extensionsUs: draw('init.extensions', 'init.extensionsMs', fn.init.extensionsMs),
    runtimeUs: draw('init.runtime', 'init.runtimeMs', fn.init.runtimeMs),
    functionUs: draw('init.function', 'init.functionMs', fn.init.functionMs),
    initLimitUs: rules.initLimitUs,
    initLimitKeptUs: Math.max(rules.initLimitProvisionedUs, usFromMs(fn.timeoutMs)),
    environmentIdleUs: limitSampler(keep.environmentIdleMs, createStream(seed, 'keep.environment')),
    maxAgeUs: limitSampler(keep.maxAgeMs, createStream(seed, 'keep.age')),
    functionIdleUs:
      keep.functionIdleMs === null
        ? null
        : limitSampler(keep.functionIdleMs, createStream(seed, 'keep.function')),
    outcomeOf: (request) => {
      const struck = handlerStrikes(request);
      return struck === null ? 'success' : OUTCOMES[struck]!;
    },
    isInvalid: (request) => invalidStrikes(request) !== null,
    initFails: (environment) => initStrikes(environment) !== null,
  };
}

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  'function-error': 'error',
  timeout: 'never returns',
  'out-of-memory': 'out of memory',
  crash: 'crash',
};

function problem(path: string, found: string, expected: string): Problem {
  return { path, found, expected, message: `${path}: found ${found}, expected ${expected}.` };
}

function keepOf(scenario: Scenario, rules: Rules, problems: Problem[]): Omit<KeepPreset, 'id' | 'label'> {
  const { keep } = scenario.settings;
  if (!('preset' in keep)) return keep;
  if (keep.preset === 'as-of') return rules.keep;
  const found = rules.keepPresets.find((preset) => preset.id === keep.preset);
  if (found) return found;
  const known = ['as-of', ...rules.keepPresets.map((preset) => preset.id)].join(', ');
  problems.push(problem('settings.keep.preset', JSON.stringify(keep.preset), `one of ${known}`));
  return rules.keep;
}

function limitSampler(limit: KeepPreset['maxAgeMs'], stream: Stream): () => number {
  if (limit === null) return () => Infinity;
  if (typeof limit === 'number') return sampler(limit, stream);
  return sampler({ kind: 'uniform', minMs: limit[0], maxMs: limit[1] }, stream);
}

/**
 * Which fault strikes an actor: those that name it by number (from 1) before those that strike by
 * chance, and among equals the first in the list. Each fault by chance has its own stream and draws
 * once for every actor, so that switching another one on or off does not move its luck.
 */
function strikesOf(faults: readonly Fault[], seed: number): (number: number) => Fault['kind'] | null {
  if (faults.length === 0) return () => null;
  const named = new Map<number, Fault['kind']>();
  for (const fault of faults) {
    for (const number of fault.which ?? []) if (!named.has(number - 1)) named.set(number - 1, fault.kind);
  }
  const chances = faults.flatMap((fault) =>
    fault.share === undefined
      ? []
      : [{ kind: fault.kind, share: fault.share, stream: createStream(seed, `fault.${fault.id}`) }],
  );
  // A fault that names nobody and has no chance strikes everybody.
  const everybody =
    faults.find((fault) => fault.which === undefined && fault.share === undefined)?.kind ?? null;
  return (number) => {
    let struck: Fault['kind'] | null = null;
    for (const chance of chances) if (chance.stream.uniform() < chance.share) struck ??= chance.kind;
    return named.get(number) ?? struck ?? everybody;
  };
}
