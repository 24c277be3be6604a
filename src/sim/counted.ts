/** What every run is counted by, read off its trace in one pass: for pages that need no other figure and load none. */
import { isInFlight } from './phase.ts';
import { spreadOf, spreadOfLevel, type Spread } from './spread.ts';
import { NONE, type Trace } from './trace.ts';

export interface SummaryCounts {
  /** Requests that arrived: throttled + denied + refused + serviceError + checked + accepted. */
  readonly offered: number;
  /** Requests that were given an environment: cold + warm, and succeeded + failed + inFlight. */
  readonly accepted: number;
  readonly throttled: number;
  readonly denied: number;
  readonly refused: number;
  /** Requests that Lambda itself answered with an error: nothing ran. */
  readonly serviceError: number;
  /** DryRun requests that passed: nothing ran. */
  readonly checked: number;
  /** Requests whose environment was created for them: they passed the state `waiting`. */
  readonly cold: number;
  /** Requests given an environment that existed. One that must first initialise again is among them and counts in `initRepeated` too. */
  readonly warm: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Accepted requests that had not ended when the run did. */
  readonly inFlight: number;
  /** Initialisations repeated inside an invocation: after a failed or overlong init, a crash or a timeout. */
  readonly initRepeated: number;
  /** Initialisations that failed, the repeated ones included. */
  readonly initFailed: number;
  /** Initialisations cut off at the limit of the Init phase. */
  readonly initOverLimit: number;
  /** Requests ended by the function timeout. */
  readonly timedOut: number;
}

export interface EnvironmentFigures {
  /** Environments that exist, mean over time. */
  readonly mean: number | null;
  readonly max: number;
  /** Environments that exist and are idle (`frozen`), mean over time. */
  readonly meanIdle: number | null;
  readonly created: number;
  readonly retired: number;
  /**
   * Creation to retirement, mean of the retired ones; null when none was. Those alive at the end are
   * left out, so in a run hardly longer than a life it is too short; then `mean` x time / `created`
   * (Little's law) is the better figure.
   */
  readonly meanLifespanMs: number | null;
}

export interface Counted {
  readonly counts: SummaryCounts;
  /** From arrival to end, of requests that were accepted and have ended. */
  readonly latencyMs: Spread;
  /** Requests in an environment at a time (its initialisation included), weighted by time. */
  readonly concurrency: Spread;
  readonly environments: EnvironmentFigures;
}

/** How many of a state's actors stand in it: 1 for the named states, 0 for the others and before the first. */
function membership(states: readonly string[], isMember: (state: string) => boolean): Int8Array {
  const members = new Int8Array(NONE + 1);
  states.forEach((state, code) => {
    members[code] = isMember(state) ? 1 : 0;
  });
  return members;
}

function grown(array: Float64Array<ArrayBuffer>, needed: number): Float64Array<ArrayBuffer> {
  if (needed <= array.length) return array;
  const larger = new Float64Array(Math.max(needed, array.length * 2));
  larger.set(array);
  return larger;
}

/** How often each event and state came up, by the names the trace gives its codes. */
function codes(names: readonly string[], ...wanted: readonly string[]): Int8Array {
  return membership(names, (name) => wanted.includes(name));
}

/** Counts a run, from a moment on: only requests and environments that begin then or later. */
export function countRun(trace: Trace, fromUs = 0): Counted {
  const { at, kind, actor, from, to, reason, length } = trace;
  const requestKind = trace.kinds.findIndex((candidate) => candidate.name === 'request');
  const environmentKind = trace.kinds.findIndex((candidate) => candidate.name === 'environment');
  const requestStates = trace.kinds[requestKind]?.states ?? [];
  const environmentStates = trace.kinds[environmentKind]?.states ?? [];

  const inFlight = membership(requestStates, isInFlight);
  const waiting = requestStates.indexOf('waiting');
  const alive = membership(environmentStates, (state) => state !== 'retired');
  const idle = codes(environmentStates, 'frozen');
  const retiredState = environmentStates.indexOf('retired');
  const repeatedInit = environmentStates.indexOf('invoke.init');
  const failedInit = codes(trace.reasons, 'init: failed', 'init: failed again');
  const overLimit = codes(trace.reasons, 'init: over the limit');
  const timeout = codes(trace.reasons, 'timeout: function', 'timeout: init');

  const reached = new Float64Array(NONE + 1);
  let offered = 0;
  let accepted = 0;
  let warm = 0;
  let timedOut = 0;
  let initRepeated = 0;
  let initFailed = 0;
  let initOverLimit = 0;
  let created = 0;
  let retired = 0;
  let lifespanSum = 0;
  let latencySum = 0;
  let latencyCount = 0;
  let firstRequest = -1;
  let firstEnvironment = -1;
  let arrivedAt = new Float64Array(1024);
  let createdAt = new Float64Array(64);
  let latencies = new Float64Array(1024);
  let timeAt = new Float64Array(64);
  let concurrency = 0;
  let concurrencyMax = 0;
  let environments = 0;
  let environmentsMax = 0;
  let frozen = 0;
  let environmentArea = 0;
  let idleArea = 0;
  let clock = fromUs;

  for (let step = 0; step < length; step += 1) {
    const now = at[step]!;
    const who = actor[step]!;
    const before = from[step]!;
    const after = to[step]!;
    if (now > clock) {
      const span = now - clock;
      timeAt[concurrency]! += span;
      environmentArea += environments * span;
      idleArea += frozen * span;
      if (clock === fromUs) {
        concurrencyMax = Math.max(concurrencyMax, concurrency);
        environmentsMax = Math.max(environmentsMax, environments);
      }
      clock = now;
    }
    if (kind[step] === requestKind) {
      if (before === NONE) {
        arrivedAt = grown(arrivedAt, who + 1);
        arrivedAt[who] = now;
        if (firstRequest < 0 && now >= fromUs) firstRequest = who;
      }
      const change = inFlight[after]! - inFlight[before]!;
      concurrency += change;
      if (concurrency >= timeAt.length) timeAt = grown(timeAt, concurrency + 1);
      if (concurrency > concurrencyMax && now >= fromUs) concurrencyMax = concurrency;
      if (firstRequest >= 0 && who >= firstRequest) {
        if (before === NONE) offered += 1;
        reached[after]! += 1;
        if (change > 0) {
          accepted += 1;
          if (after !== waiting) warm += 1;
        } else if (change < 0) {
          const latency = (now - arrivedAt[who]!) / 1000;
          latencies = grown(latencies, latencyCount + 1);
          latencies[latencyCount] = latency;
          latencyCount += 1;
          latencySum += now - arrivedAt[who]!;
          timedOut += timeout[reason[step]!]!;
        }
      }
    } else if (kind[step] === environmentKind) {
      if (before === NONE) {
        createdAt = grown(createdAt, who + 1);
        createdAt[who] = now;
        if (now >= fromUs) {
          if (firstEnvironment < 0) firstEnvironment = who;
          created += 1;
        }
      }
      environments += alive[after]! - alive[before]!;
      frozen += idle[after]! - idle[before]!;
      if (environments > environmentsMax && now >= fromUs) environmentsMax = environments;
      if (now < fromUs) continue;
      if (after === repeatedInit && before !== repeatedInit) initRepeated += 1;
      initFailed += failedInit[reason[step]!]!;
      initOverLimit += overLimit[reason[step]!]!;
      if (after === retiredState && firstEnvironment >= 0 && who >= firstEnvironment) {
        retired += 1;
        lifespanSum += now - createdAt[who]!;
      }
    }
  }
  const rest = Math.max(0, trace.endUs - clock);
  timeAt[concurrency]! += rest;
  environmentArea += environments * rest;
  idleArea += frozen * rest;
  if (clock === fromUs) {
    concurrencyMax = Math.max(concurrencyMax, concurrency);
    environmentsMax = Math.max(environmentsMax, environments);
  }
  const spanUs = trace.endUs - fromUs;
  const reachedOf = (state: string) => {
    const code = requestStates.indexOf(state);
    return code < 0 ? 0 : reached[code]!;
  };
  return {
    counts: {
      offered,
      accepted,
      throttled: reachedOf('throttled'),
      denied: reachedOf('denied'),
      refused: reachedOf('refused'),
      serviceError: reachedOf('service error'),
      checked: reachedOf('checked'),
      cold: reachedOf('waiting'),
      warm,
      succeeded: reachedOf('succeeded'),
      failed: reachedOf('failed'),
      inFlight: accepted - latencyCount,
      initRepeated,
      initFailed,
      initOverLimit,
      timedOut,
    },
    latencyMs: spreadOf(latencies.slice(0, latencyCount), latencySum / 1000),
    concurrency: spreadOfLevel(timeAt, concurrencyMax),
    environments: {
      mean: spanUs > 0 ? environmentArea / spanUs : null,
      max: environmentsMax,
      meanIdle: spanUs > 0 ? idleArea / spanUs : null,
      created,
      retired,
      meanLifespanMs: retired > 0 ? lifespanSum / retired / 1000 : null,
    },
  };
}
