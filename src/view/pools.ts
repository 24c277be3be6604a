/** The pools that an account's concurrency is parted into at a moment: what is reserved, provisioned, and what is left. */
import { functionIdOf, functionNamed } from '../sim/function-named.ts';
import type { Trace } from '../sim/trace.ts';
import type { EnvironmentView } from '../sim/world.ts';
import { changesOf } from './change-story.ts';
import { historiesOf } from './history.ts';
import { bornUs, firstStep } from './ledger.ts';
import { titleOf, type SceneInput } from './scene-input.ts';
import { kindIn } from './stands.ts';
import { throttledBy } from './turned-away.ts';

/** What one function has of a pool. */
export interface PoolUse {
  /** Number of the function's place. */
  readonly fn: number;
  readonly name: string;
  /** Requests that run, and that wait for an Init. */
  readonly running: number;
  readonly starting: number;
}

export interface Pool {
  readonly key: string;
  readonly kind: 'reserved' | 'provisioned' | 'unreserved';
  /** `orders`; empty: the account's own. */
  readonly name: string;
  readonly places: number;
  readonly uses: readonly PoolUse[];
  /** Of provisioned places: environments that are ready, those that initialise, and the rest that is still to be made. */
  readonly ready: number;
  readonly initialising: number;
  /** Places of functions, with their versions, whose requests may be turned away here. */
  readonly owners: readonly number[];
}

/** What may run at once in the account; null: there is no limit. */
export function accountLimit({ scenario, rules }: SceneInput): number | null {
  const { concurrencyLimit } = scenario.settings;
  return concurrencyLimit === undefined ? rules.accountConcurrency : concurrencyLimit;
}

/** Places of functions: not of versions and aliases. */
export function functionPlaces(trace: Trace): number[] {
  return trace.places.flatMap(({ type }, place) => (type === 'function' ? [place] : []));
}

/** A function with its versions. */
export function withVersions(trace: Trace, fn: number): number[] {
  return trace.places.flatMap(({ of, type }, place) =>
    place === fn || (of === fn && type === 'version') ? [place] : [],
  );
}

/** What is reserved for a function at a moment; null: nothing is. */
function reservedAt(input: SceneInput, fn: number): number | null {
  const { trace, scenario, atUs } = input;
  const { settings } = scenario;
  const id = trace.places[fn]!.name;
  let reserved = functionNamed(settings, id)?.reservedConcurrency ?? null;
  for (const { change, atUs: madeUs, isRefused } of changesOf(trace, scenario)) {
    if (change.kind !== 'put-function-concurrency' || isRefused || madeUs > atUs) continue;
    if (functionIdOf(change.function ?? 'function') === id) ({ reserved } = change);
  }
  return reserved;
}

/** What is requested for a function and its aliases and versions to be provisioned at a moment. */
function requestedFor(input: SceneInput, fn: number): number {
  const { trace, world } = input;
  const own = (place: number) => place === fn || trace.places[place]!.of === fn;
  return (world.actors['allocation'] ?? [])
    .filter(({ place, state }) => own(place) && state !== 'failed' && state !== 'removed')
    .reduce((sum, { amount }) => sum + amount, 0);
}

const READY: ReadonlySet<string> = new Set(['frozen', 'invoke.handler', 'invoke.calling', 'invoke.leftover']);

/** Whether an environment is one of provisioned concurrency: it takes no place that others could have. */
function isProvisioned(trace: Trace, { number, ready }: EnvironmentView): boolean {
  const birth = ready ? firstStep(trace, kindIn(trace, 'environment'), number) : -1;
  return birth >= 0 && trace.reasons[trace.reason[birth]!] === 'ready: provisioned';
}

/** The pools of the account; those of functions first. */
export function poolsAt(input: SceneInput): Pool[] {
  const { trace, world, scenario } = input;
  const limit = accountLimit(input);
  if (limit === null) return [];
  const provisioned = new Set(
    world.environments.filter((one) => isProvisioned(trace, one)).map(({ number }) => number),
  );
  const pools: Pool[] = [];
  const shared: PoolUse[] = [];
  let left = limit;
  for (const fn of functionPlaces(trace)) {
    const places = withVersions(trace, fn);
    const name = titleOf(scenario, trace.places[fn]!.name);
    const requests = world.requests.filter(({ place }) => places.includes(place));
    const useOf = (wanted: boolean): PoolUse => {
      const own = requests.filter(({ environment }) => provisioned.has(environment) === wanted);
      const running = own.filter(({ state }) => state === 'running').length;
      return { fn, name, running, starting: own.length - running };
    };
    const reserved = reservedAt(input, fn);
    const kept = world.environments.filter(
      ({ number, place }) => provisioned.has(number) && places.includes(place),
    );
    const ready = kept.filter(({ state }) => READY.has(state)).length;
    const requested = Math.max(kept.length, requestedFor(input, fn));
    if (requested > 0) {
      pools.push({
        key: `provisioned ${fn}`,
        kind: 'provisioned',
        name,
        places: requested,
        uses: [useOf(true)],
        ready,
        initialising: kept.length - ready,
        owners: [],
      });
    }
    if (reserved !== null) {
      pools.push({
        key: `reserved ${fn}`,
        kind: 'reserved',
        name,
        places: Math.max(0, reserved - requested),
        uses: [useOf(false)],
        ready: 0,
        initialising: 0,
        owners: places,
      });
    } else if (bornUs(trace, 'request', fn).length > 0 || places.length > 1) shared.push(useOf(false));
    left -= reserved ?? requested;
  }
  return [
    ...pools,
    {
      key: 'unreserved',
      kind: 'unreserved',
      name: '',
      places: Math.max(0, left),
      uses: shared,
      ready: 0,
      initialising: 0,
      owners: shared.flatMap(({ fn }) => withVersions(trace, fn)),
    },
  ];
}

const shown = new WeakMap<Trace, boolean>();

/** Whether the account's pools are worth a picture: several functions meet in one, or something is set aside. */
export function hasPools(input: SceneInput): boolean {
  const before = shown.get(input.trace);
  if (before !== undefined) return before;
  const answer = worthShowing(input);
  shown.set(input.trace, answer);
  return answer;
}

function worthShowing(input: SceneInput): boolean {
  const { trace, scenario } = input;
  const limit = accountLimit(input);
  if (limit === null) return false;
  const functions = functionPlaces(trace);
  const everywhere = trace.places.map((_, place) => place);
  const isAllocated = everywhere.some((place) => bornUs(trace, 'allocation', place).length > 0);
  const isChanged = (scenario.changes ?? []).some(
    ({ kind, on }) => on && (kind === 'put-function-concurrency' || kind === 'put-provisioned-concurrency'),
  );
  if (isAllocated || isChanged) return true;
  // A single function that is called and nothing else: what it has reserved, beside all that it has not.
  const { reservedConcurrency } = scenario.settings.function;
  if (functions.length === 1 && reservedConcurrency !== undefined && kindIn(trace, 'caller') < 0) return true;
  const used = functions.filter((fn) =>
    withVersions(trace, fn).some((place) => bornUs(trace, 'request', place).length > 0),
  );
  if (used.length < 2) return false;
  const isReserved = used.some(
    (fn) => functionNamed(scenario.settings, trace.places[fn]!.name)?.reservedConcurrency !== undefined,
  );
  return (
    isReserved ||
    throttledBy(trace, everywhere, trace.endUs).length > 0 ||
    historiesOf(trace).inFlight.max * 4 >= limit
  );
}
