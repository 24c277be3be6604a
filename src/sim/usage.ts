/**
 * What a run has used of the things AWS bills, as plain numbers to be priced elsewhere: by function, version and
 * state of the code. No money here, and no rule that is a price's: no free tier, and none of the rounding up to
 * five minutes of what is provisioned, for which the spells are told.
 *
 * Sources, read 2026-11-20: facts billing-granularity, init-billing; AWS Lambda pricing (requests and duration by
 * memory; provisioned concurrency for as long as it is allocated, and duration on it at another price; /tmp above
 * 512 MB while the function runs; snapshots cached and restored by memory; asynchronous events by their size;
 * Lambda@Edge at prices of its own; event poller units by time).
 */
import { billedDurationMs, billedMs } from './billed-duration.ts';
import { functionIdOf, functionNamed, qualifierOf } from './function-named.ts';
import { FunctionRow, type FunctionUsage } from './function-usage.ts';
import { isInFlight, isInit, isInvoke } from './phase.ts';
import { revisionAt, revisionNumber, withRevision } from './revision.ts';
import type { Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import { scenarioIn } from './settings-in-run.ts';
import type { FunctionSettings } from './settings/function-settings.ts';
import { NONE, type Trace } from './trace.ts';
import { asyncEventsOf, pollersOf, type AsyncEvents, type PollerUnits } from './usage-of-models.ts';

export interface Usage {
  /** Day whose rules it is by. */
  readonly asOf: string;
  /** Length of the run. */
  readonly endMs: number;
  /** Those that have used anything, in the order of places. */
  readonly functions: readonly FunctionUsage[];
  /** Events taken in for asynchronous invocation. */
  readonly asyncEvents: readonly AsyncEvents[];
  /** Pollers of mappings in provisioned mode. */
  readonly pollers: readonly PollerUnits[];
}

/** What is used at one step. */
export interface UsedAt {
  readonly step: number;
  readonly atUs: number;
  /** A request that is taken in; time that is billed (of a request, or of an Init that is billed apart); a restore. */
  readonly what: 'request' | 'billed' | 'restore';
  readonly on: 'onDemand' | 'provisioned' | 'edge';
  /** Id of the function. */
  readonly function: string;
  /** Of what is billed: ms. */
  readonly billedMs: number;
  readonly memoryMb: number;
  /** /tmp above what is free. */
  readonly tmpMb: number;
}

/** Everything that a run has used. @param onUse told of each use in the order of the steps */
export function usageOf(
  trace: Trace,
  scenario: Scenario,
  rules: Rules,
  onUse: (use: UsedAt) => void = () => {},
): Usage {
  const meter = meterOf(trace, scenario, rules, onUse);
  meter.advance(trace.length);
  return meter.usage();
}

/**
 * The same in slices, so that a page can breathe between them: `advance` goes on by at most so many steps, and is true
 * once all are done; then `usage` has the sums.
 */
export function meterOf(
  trace: Trace,
  scenario: Scenario,
  rules: Rules,
  onUse: (use: UsedAt) => void,
): { readonly advance: (steps: number) => boolean; readonly usage: () => Usage } {
  const meter = new Meter(trace, scenario, rules, onUse);
  return { advance: (steps) => meter.advance(steps), usage: () => meter.usage() };
}

type Origin = 'request' | 'kept' | 'provisioned' | 'snapshot';

const ORIGINS: Readonly<Record<string, Origin>> = {
  'ready: provisioned': 'provisioned',
  'ready: kept ready': 'kept',
  'ready: before the run': 'kept',
  'created: for a snapshot': 'snapshot',
};

/** An environment on its way. */
interface Life {
  readonly row: FunctionRow;
  readonly origin: Origin;
  isAllocated: boolean;
  phaseFromUs: number;
  initUs: number;
  restoreUs: number;
  invokeFromUs: number;
}

class Meter {
  readonly #trace: Trace;
  readonly #scenario: Scenario;
  /** As it was at a step: settings may change while it runs. */
  readonly #scenarioAt: (step: number) => Scenario;
  readonly #rules: Rules;
  readonly #rows = new Map<string, FunctionRow>();
  readonly #lives: (Life | undefined)[] = [];
  /** By request: it is CloudFront's. */
  readonly #isEdge: boolean[] = [];

  readonly #onUse: (use: UsedAt) => void;

  constructor(trace: Trace, scenario: Scenario, rules: Rules, onUse: (use: UsedAt) => void) {
    this.#trace = trace;
    this.#scenario = scenario;
    this.#scenarioAt = scenarioIn(trace, scenario);
    this.#rules = rules;
    this.#onUse = onUse;
  }

  #next = 0;

  advance(steps: number): boolean {
    const { length, kind, kinds } = this.#trace;
    const kindOf = (name: string) => kinds.findIndex((one) => one.name === name);
    const [request, environment, version] = [kindOf('request'), kindOf('environment'), kindOf('version')];
    const until = Math.min(length, this.#next + steps);
    for (; this.#next < until; this.#next += 1) {
      const step = this.#next;
      const of = kind[step]!;
      if (of === environment) this.#environment(step);
      else if (of === request) this.#request(step);
      else if (of === version) this.#version(step);
    }
    return this.#next >= length;
  }

  usage(): Usage {
    const { endUs } = this.#trace;
    return {
      asOf: this.#rules.asOf,
      endMs: endUs / 1000,
      functions: [...this.#rows.values()]
        .toSorted((a, b) => a.place - b.place || a.revision - b.revision)
        .map((row) => row.told(this.#trace.places[row.place]!.name, endUs)),
      asyncEvents: asyncEventsOf(this.#trace, this.#scenario),
      pollers: pollersOf(this.#trace, this.#scenario, this.#rules),
    };
  }

  #state(step: number, column: 'from' | 'to' = 'to'): string {
    const { kind, kinds } = this.#trace;
    const code = this.#trace[column][step]!;
    return code === NONE ? '' : kinds[kind[step]!]!.states[code]!;
  }

  #reason(step: number): string {
    return this.#trace.reasons[this.#trace.reason[step]!]!;
  }

  /** What runs at a place by one of its function's revisions. */
  #settings(place: number, revision: number, step: number): FunctionSettings {
    const own = functionNamed(this.#scenarioAt(step).settings, this.#trace.places[place]!.name)!;
    return withRevision(own, revisionAt(own, revision));
  }

  /** @param revision position of the revision among those of the function, from 1; 0: the function's own settings. */
  #row(place: number, revision: number, step: number): FunctionRow {
    const settings = this.#settings(place, revision, step);
    // Settings may have changed while it ran: what is billed otherwise is a row of its own.
    const key = `${place} ${revision} ${settings.memoryMb} ${settings.package?.tmpMb}`;
    const known = this.#rows.get(key);
    if (known) return known;
    const row = new FunctionRow(place, revision, settings, this.#rules.packages.tmp.defaultMb);
    this.#rows.set(key, row);
    return row;
  }

  #on({ origin }: Life, request: number): UsedAt['on'] {
    if (this.#isEdge[request] === true) return 'edge';
    return origin === 'provisioned' ? 'provisioned' : 'onDemand';
  }

  #tell(row: FunctionRow, step: number, what: UsedAt['what'], on: UsedAt['on'], ms = 0, tmpMb = 0): void {
    this.#onUse({
      step,
      atUs: this.#trace.at[step]!,
      what,
      on,
      function: functionIdOf(this.#trace.places[row.place]!.name),
      billedMs: ms,
      memoryMb: row.settings.memoryMb,
      tmpMb,
    });
  }

  #begins(life: Life, request: number, step: number): void {
    const on = this.#on(life, request);
    life.row[on].requests += 1;
    this.#tell(life.row, step, 'request', on);
  }

  #request(step: number): void {
    const { from, actor, cause, kind, kinds, other } = this.#trace;
    if (from[step] !== NONE) return;
    const request = actor[step]!;
    this.#isEdge[request] = cause[step]! >= 0 && kinds[kind[cause[step]!]!]!.name === 'viewer';
    const state = this.#state(step);
    const life = this.#lives[other[step]!];
    // One that an environment is made for is counted when that begins.
    if (life && isInFlight(state)) this.#begins(life, request, step);
  }

  #environment(step: number): void {
    const { from, actor, at, place, amount, other, otherKind, kinds } = this.#trace;
    const environment = actor[step]!;
    const atUs = at[step]!;
    const state = this.#state(step);
    if (from[step] === NONE) {
      const origin = ORIGINS[this.#reason(step)] ?? 'request';
      const life: Life = {
        row: this.#row(place[step]!, amount[step]!, step),
        origin,
        isAllocated: origin === 'provisioned',
        phaseFromUs: atUs,
        initUs: -1,
        restoreUs: -1,
        invokeFromUs: -1,
      };
      this.#lives[environment] = life;
      if (life.isAllocated) life.row.allocated.change(atUs, 1);
      if (other[step]! >= 0 && kinds[otherKind[step]!]!.name === 'request')
        this.#begins(life, other[step]!, step);
      return;
    }
    const life = this.#lives[environment]!;
    const was = this.#state(step, 'from');
    const [wasInit, isInInit] = [isInit(was), isInit(state)];
    const [wasInvoked, isInvoked] = [isInvoke(was), isInvoke(state)];
    if (wasInit && !isInInit) this.#initialised(life, step, atUs);
    else if (was === 'restore') life.restoreUs = isInvoked ? atUs - life.phaseFromUs : -1;
    if ((isInInit && !wasInit) || state === 'restore') life.phaseFromUs = atUs;
    if (state === 'restore' && was !== state) {
      life.row.restores += 1;
      this.#tell(life.row, step, 'restore', 'onDemand');
    }
    if (isInvoked && !wasInvoked) life.invokeFromUs = atUs;
    if (wasInvoked && !isInvoked) this.#served(life, other[step]!, step);
    if (life.isAllocated && (state === 'shutdown' || state === 'retired')) {
      life.isAllocated = false;
      life.row.allocated.change(atUs, -1);
    }
  }

  /** The Init phase is over. */
  #initialised(life: Life, step: number, atUs: number): void {
    const { logs } = this.#rules;
    const us = atUs - life.phaseFromUs;
    const isGood = this.#reason(step) === 'init: done' || this.#reason(step) === 'snapshot: taken';
    if (life.origin === 'provisioned') {
      if (logs.provisionedInitBilled) {
        life.row.allocatedInitMs += billedMs(us, logs);
        this.#tell(life.row, step, 'billed', 'provisioned', billedMs(us, logs));
      }
    } else if (life.origin === 'snapshot') {
      life.row.snapshotInitMs += billedMs(us, logs);
      this.#tell(life.row, step, 'billed', 'onDemand', billedMs(us, logs));
      if (isGood) life.row.snapshots += 1;
    }
    life.initUs = isGood ? us : -1;
  }

  /** An invocation has ended. */
  #served(life: Life, request: number, step: number): void {
    const { row, origin, initUs, restoreUs } = life;
    const durationUs = this.#trace.at[step]! - life.invokeFromUs;
    const isImage = row.settings.package?.type === 'image';
    const served = { durationUs, initUs, restoreUs, isKept: origin !== 'request', isImage };
    const on = this.#on(life, request);
    const work = row[on];
    const ms = billedDurationMs(served, this.#rules.logs);
    // Whole microseconds until they are told.
    work.durationMs += durationUs;
    work.billedMs += ms;
    this.#tell(row, step, 'billed', on, ms, row.extraTmpMb);
    life.initUs = -1;
    life.restoreUs = -1;
  }

  /** A version whose environments are restored keeps its snapshot from when it is active. */
  #version(step: number): void {
    const { place, at, endUs } = this.#trace;
    if (this.#state(step) !== 'active' || this.#state(step, 'from') === 'active') return;
    const fn = place[step]!;
    const revision = this.#revisionOf(fn);
    if (this.#settings(fn, revision, step).snapStart)
      this.#row(fn, revision, step).cachedMs += (endUs - at[step]!) / 1000;
  }

  /** The revision of a version: its environments tell it, or if there are none, what it was published from before the run. */
  #revisionOf(fn: number): number {
    const { length, place, places, kinds, kind, from, amount } = this.#trace;
    for (let step = 0; step < length; step += 1)
      if (from[step] === NONE && place[step] === fn && kinds[kind[step]!]!.name === 'environment')
        return amount[step]!;
    const { name } = places[fn]!;
    const own = functionNamed(this.#scenario.settings, name)!;
    return revisionNumber(own, own.versions?.[qualifierOf(name)!]?.revision ?? null);
  }
}
