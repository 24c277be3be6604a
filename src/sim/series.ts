/** What happened in each minute of a run: the columns of a chart, read off the trace. */
import { NONE, type Trace } from './trace.ts';

const MINUTE_US = 60_000_000;
/** A year of minutes: a longer run's series ends there. */
const MOST_MINUTES = 527_040;

export interface Minute {
  /** From 0: simulated time [minute x 60 s, (minute + 1) x 60 s). */
  readonly minute: number;
  readonly offered: number;
  readonly cold: number;
  readonly throttled: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Most requests in environments at one time within the minute. */
  readonly concurrencyMax: number;
  /** Most environments that existed at one time within the minute. */
  readonly environmentsMax: number;
}

/**
 * A row for every minute from 0 to the end of the run, those without a step too; at most a year of
 * them. A request counts in the minute in which it arrived, was throttled, had an environment made
 * for it, or ended.
 */
export function seriesOf(trace: Trace): readonly Minute[] {
  const lastMinute = Math.max(0, Math.ceil(trace.endUs / MINUTE_US) - 1);
  const minutes = Math.min(MOST_MINUTES, lastMinute + 1);
  const requestKind = trace.kinds.findIndex((kind) => kind.name === 'request');
  const environmentKind = trace.kinds.findIndex((kind) => kind.name === 'environment');
  const requestStates = trace.kinds[requestKind]?.states ?? [];
  const retired = trace.kinds[environmentKind]?.states.indexOf('retired') ?? -1;
  const waiting = requestStates.indexOf('waiting');
  const running = requestStates.indexOf('running');
  const reached = requestStates.map(() => new Float64Array(minutes));
  const offered = new Float64Array(minutes);
  const concurrencyMax = new Float64Array(minutes);
  const environmentsMax = new Float64Array(minutes);
  let minute = 0;
  let concurrency = 0;
  let environments = 0;

  const isInFlight = (state: number) => state === waiting || state === running;
  for (let step = 0; step < trace.length; step += 1) {
    // A step at the very end of a run of whole minutes belongs to its last minute.
    const of = Math.min(Math.floor(trace.at[step]! / MINUTE_US), lastMinute);
    if (of >= minutes) break;
    while (minute < of) {
      minute += 1;
      concurrencyMax[minute] = concurrency;
      environmentsMax[minute] = environments;
    }
    const before = trace.from[step]!;
    const after = trace.to[step]!;
    if (trace.kind[step] === requestKind) {
      if (before === NONE) offered[minute]! += 1;
      reached[after]![minute]! += 1;
      concurrency += Number(isInFlight(after)) - Number(isInFlight(before));
      if (concurrency > concurrencyMax[minute]!) concurrencyMax[minute] = concurrency;
    } else if (trace.kind[step] === environmentKind) {
      environments += Number(after !== retired) - Number(before !== NONE && before !== retired);
      if (environments > environmentsMax[minute]!) environmentsMax[minute] = environments;
    }
  }
  while (minute < minutes - 1) {
    minute += 1;
    concurrencyMax[minute] = concurrency;
    environmentsMax[minute] = environments;
  }

  const countIn = (state: string, of: number) => reached[requestStates.indexOf(state)]?.[of] ?? 0;
  return Array.from({ length: minutes }, (_, of) => ({
    minute: of,
    offered: offered[of]!,
    cold: countIn('waiting', of),
    throttled: countIn('throttled', of),
    succeeded: countIn('succeeded', of),
    failed: countIn('failed', of),
    concurrencyMax: concurrencyMax[of]!,
    environmentsMax: environmentsMax[of]!,
  }));
}
