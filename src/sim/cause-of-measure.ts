/** The steps behind a figure of a run: those that count into it, or the one that decides it. */
import { WORK } from './figures.ts';
import { iteratorAges } from './iterator-ages.ts';
import { parseMeasure, type Measure } from './measure.ts';
import { isInFlight } from './phase.ts';
import type { Spread } from './spread.ts';
import { NONE, type Trace } from './trace.ts';
import { REASONS } from './vocabulary.ts';

/** `counted`: each step adds to the figure; `decided`: this one step makes it what it is. */
export interface Behind {
  readonly how: 'counted' | 'decided';
  /** In order of time. */
  readonly steps: readonly number[];
}

const NOTHING: Behind = { how: 'decided', steps: [] };

/** The fixed measures of the summary as members of families. */
const AS_FAMILY: Readonly<Record<string, string>> = {
  'counts.accepted': 'times.request.waiting+running',
  'counts.cold': 'times.request.waiting',
  'counts.throttled': 'times.request.throttled',
  'counts.denied': 'times.request.denied',
  'counts.refused': 'times.request.refused',
  'counts.serviceError': 'times.request.service error',
  'counts.checked': 'times.request.checked',
  'counts.succeeded': 'times.request.succeeded',
  'counts.failed': 'times.request.failed',
  'counts.timedOut': 'reasons.request.timeout: function+timeout: init',
  'counts.initRepeated': 'times.environment.invoke.init',
  'counts.initFailed': 'reasons.environment.init: failed+init: failed again',
  'counts.initOverLimit': 'reasons.environment.init: over the limit',
  'environments.retired': 'times.environment.retired',
  'concurrency.max': 'atOnce.request.waiting+running',
};

/** CloudWatch's metrics by the steps that count into them; @ comes behind. */
const OF_METRIC: Readonly<Record<string, string>> = {
  Invocations: 'times.request.waiting+running',
  Errors: 'times.request.failed',
  Throttles: 'times.request.throttled',
  ConcurrentExecutions: 'atOnce.request.waiting+running',
  Duration: 'ageMs.request.max',
  AsyncEventAge: 'ageMs.event.max',
  AsyncEventsDropped: 'times.event.retries exhausted+expired+dropped+stopped',
  NumberOfMessagesSent: 'times.message.visible',
  DeadLetterErrors: 'reasons.delivery.lost: dead letter not permitted',
  DestinationDeliveryFailures: 'reasons.delivery.lost: destination not permitted',
  '5XXError': 'times.caller.function error+service error+timed out+throttled+denied+bad answer',
  HTTPCode_ELB_5XX_Count: 'times.caller.function error+service error+timed out+throttled+denied+bad answer',
};

/** What is behind a measure; no steps where the run has none, or nothing could be said. */
export function behindMeasure(trace: Trace, path: string): Behind {
  const at = path.lastIndexOf('@');
  const [bare, place] = at < 0 ? [path, ''] : [path.slice(0, at), path.slice(at)];
  const [group, figure = ''] = bare.split('.');
  if (bare === 'counts.offered') return { how: 'counted', steps: born(trace, 'request') };
  if (bare === 'counts.warm') return { how: 'counted', steps: bornAs(trace, 'request', 'running') };
  if (bare === 'environments.created') return { how: 'counted', steps: born(trace, 'environment') };
  if (bare === 'environments.max') return mostEnvironments(trace);
  if (group === 'latencyMs') return behindMeasure(trace, `ageMs.request.${figure}`);
  const family = AS_FAMILY[bare];
  if (family !== undefined) return behindMeasure(trace, family);
  const parsed = parseMeasure(path, { kinds: trace.kinds, reasons: REASONS });
  if (!('measure' in parsed)) return NOTHING;
  const { measure } = parsed;
  if (measure.group === 'metrics') {
    if (measure.metric === 'IteratorAge') return oldestBatch(trace, measure.place);
    if (measure.metric === 'RecursiveInvocationsDropped') return stoppedLoops(trace, place);
    const counted = OF_METRIC[measure.metric];
    return counted === undefined ? NOTHING : behindMeasure(trace, `${counted}${rootOf(trace, place)}`);
  }
  return behindFamily(trace, measure);
}

/** Loops are stopped as events, as requests that are refused, or before a batch is sent. */
function stoppedLoops(trace: Trace, place: string): Behind {
  const events = behindMeasure(trace, `times.event.stopped${place}`).steps;
  const requests = behindMeasure(trace, `reasons.request.refused: recursive loop${place}`).steps;
  const batches = stepsWhere(
    trace,
    (step) =>
      trace.reasons[trace.reason[step]!] === 'batch: loop stopped' &&
      (place === '' || targetIs(trace, trace.place[step]!, place.slice(1))),
  );
  return { how: 'counted', steps: [...events, ...requests, ...batches].toSorted((a, b) => a - b) };
}

/** Requests stand where they run; an alias has none, so its function's are meant. */
function rootOf(trace: Trace, place: string): string {
  const found = trace.places.find(({ name }) => `@${name}` === place);
  if (found?.type !== 'alias') return place;
  return '';
}

function isHere(trace: Trace, step: number, kind: number, place: number): boolean {
  return trace.kind[step] === kind && (place < 0 || trace.place[step] === place);
}

function stepsWhere(trace: Trace, wanted: (step: number) => boolean): number[] {
  const steps: number[] = [];
  for (let step = 0; step < trace.length; step += 1) if (wanted(step)) steps.push(step);
  return steps;
}

function kindNamed(trace: Trace, name: string): number {
  return trace.kinds.findIndex((kind) => kind.name === name);
}

function born(trace: Trace, name: string): number[] {
  const kind = kindNamed(trace, name);
  return stepsWhere(trace, (step) => trace.kind[step] === kind && trace.from[step] === NONE);
}

function bornAs(trace: Trace, name: string, state: string): number[] {
  const kind = kindNamed(trace, name);
  const code = trace.kinds[kind]?.states.indexOf(state) ?? -1;
  return born(trace, name).filter((step) => trace.to[step] === code);
}

function mostEnvironments(trace: Trace): Behind {
  const kind = kindNamed(trace, 'environment');
  const states = (trace.kinds[kind]?.states ?? []).filter((state) => state !== 'retired');
  return mostAtOnce(trace, kind, states, -1);
}

/** The step with which the most stood there at once, the first of several such. */
function mostAtOnce(trace: Trace, kind: number, names: readonly string[], place: number): Behind {
  const isMeant = (trace.kinds[kind]?.states ?? []).map((state) => names.includes(state));
  const inside = (code: number) => code !== NONE && isMeant[code] === true;
  let present = 0;
  let most = 0;
  let found = -1;
  for (let step = 0; step < trace.length; step += 1) {
    if (!isHere(trace, step, kind, place)) continue;
    present += Number(inside(trace.to[step]!)) - Number(inside(trace.from[step]!));
    if (present <= most) continue;
    most = present;
    found = step;
  }
  return { how: 'decided', steps: found < 0 ? [] : [found] };
}

function behindFamily(trace: Trace, measure: Exclude<Measure, { group: 'metrics' }>): Behind {
  const place =
    measure.place === undefined ? -1 : trace.places.findIndex(({ name }) => name === measure.place);
  if (measure.place !== undefined && place < 0) return NOTHING;
  switch (measure.group) {
    case 'drainedMs': {
      const isWork = trace.kinds.map(({ name }) => WORK.includes(name));
      return lastOf(
        stepsWhere(trace, (step) => isWork[trace.kind[step]!]! && (place < 0 || trace.place[step] === place)),
      );
    }
    case 'loggedInvocations':
    case 'share': {
      const kind = kindNamed(trace, 'request');
      const state = measure.group === 'share' ? isInFlight : (name: string) => name === 'running';
      const isMeant = trace.kinds[kind]!.states.map(state);
      const steps = stepsWhere(
        trace,
        (step) =>
          isHere(trace, step, kind, place) &&
          isMeant[trace.to[step]!] === true &&
          (trace.from[step] === NONE || isMeant[trace.from[step]!] !== true) &&
          (measure.group === 'share' || !isSilent(trace, step)),
      );
      return { how: 'counted', steps };
    }
    case 'reasons': {
      const kind = kindNamed(trace, measure.kind);
      const isMeant = trace.reasons.map((reason) => measure.reasons.includes(reason));
      const seen = new Set<number>();
      const steps = stepsWhere(trace, (step) => {
        if (!isHere(trace, step, kind, place) || !isMeant[trace.reason[step]!]!) return false;
        if (seen.has(trace.actor[step]!)) return false;
        seen.add(trace.actor[step]!);
        return true;
      });
      return { how: 'counted', steps };
    }
    case 'ageMs':
      return longestLife(trace, kindNamed(trace, measure.kind), measure.figure, place);
    case 'stayMs':
      return longestStay(trace, kindNamed(trace, measure.kind), measure.states, measure.figure, place);
    case 'atOnce':
      return mostAtOnce(trace, kindNamed(trace, measure.kind), measure.states, place);
    default:
      return behindState(trace, measure, place);
  }
}

/** The role of its function may not write logs just then. */
function isSilent(trace: Trace, step: number): boolean {
  const atUs = trace.at[step]!;
  const silentUs = trace.places[trace.place[step]!]!.silentUs ?? [];
  return silentUs.some(([fromUs, untilUs]) => atUs >= fromUs && atUs < untilUs);
}

function behindState(
  trace: Trace,
  measure: Extract<Measure, { readonly states: readonly string[] }>,
  place: number,
): Behind {
  const kind = kindNamed(trace, measure.kind);
  const isMeant = (trace.kinds[kind]?.states ?? []).map((state) => measure.states.includes(state));
  const comesTo = (step: number) =>
    isHere(trace, step, kind, place) &&
    isMeant[trace.to[step]!] === true &&
    (trace.from[step] === NONE || isMeant[trace.from[step]!] !== true);
  const steps = stepsWhere(trace, comesTo);
  switch (measure.group) {
    case 'firstMs':
      return { how: 'decided', steps: steps.slice(0, 1) };
    case 'lastMs':
      return lastOf(steps);
    case 'amountMax': {
      let found = -1;
      for (let step = 0; step < trace.length; step += 1) {
        if (!isHere(trace, step, kind, place) || isMeant[trace.to[step]!] !== true) continue;
        if (found < 0 || trace.amount[step]! > trace.amount[found]!) found = step;
      }
      return { how: 'decided', steps: found < 0 ? [] : [found] };
    }
    case 'reached': {
      const seen = new Set<number>();
      return {
        how: 'counted',
        steps: steps.filter((step) => {
          const isFirst = !seen.has(trace.actor[step]!);
          seen.add(trace.actor[step]!);
          return isFirst;
        }),
      };
    }
    default:
      return { how: 'counted', steps };
  }
}

function lastOf(steps: readonly number[]): Behind {
  return { how: 'decided', steps: steps.slice(-1) };
}

/** Of the ends of stays with their lengths: the one that is the figure, or for a mean the longest. */
function atFigure(ends: readonly { step: number; us: number }[], figure: keyof Spread): Behind {
  if (ends.length === 0) return NOTHING;
  const sorted = ends.toSorted((a, b) => a.us - b.us || b.step - a.step);
  const share = { mean: 1, p50: 0.5, p95: 0.95, p99: 0.99, max: 1 }[figure];
  const place = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1));
  return { how: 'decided', steps: [sorted[place]!.step] };
}

function longestLife(trace: Trace, kind: number, figure: keyof Spread, place: number): Behind {
  const isEnd = trace.kinds[kind]?.isFinal ?? [];
  const bornUs: number[] = [];
  const ends: { step: number; us: number }[] = [];
  for (let step = 0; step < trace.length; step += 1) {
    if (!isHere(trace, step, kind, place)) continue;
    const actor = trace.actor[step]!;
    if (trace.from[step] === NONE) bornUs[actor] = trace.at[step]!;
    if (isEnd[trace.to[step]!] === true)
      ends.push({ step, us: trace.at[step]! - (bornUs[actor] ?? trace.at[step]!) });
  }
  return atFigure(ends, figure);
}

function longestStay(
  trace: Trace,
  kind: number,
  names: readonly string[],
  figure: keyof Spread,
  place: number,
): Behind {
  const isMeant = (trace.kinds[kind]?.states ?? []).map((state) => names.includes(state));
  const sinceUs: number[] = [];
  const ends: { step: number; us: number }[] = [];
  for (let step = 0; step < trace.length; step += 1) {
    if (!isHere(trace, step, kind, place)) continue;
    const actor = trace.actor[step]!;
    const was = trace.from[step] !== NONE && isMeant[trace.from[step]!] === true;
    const is = isMeant[trace.to[step]!] === true;
    if (is && !was) sinceUs[actor] = trace.at[step]!;
    else if (was && !is) ends.push({ step, us: trace.at[step]! - (sinceUs[actor] ?? 0) });
  }
  return atFigure(ends, figure);
}

function oldestBatch(trace: Trace, name: string | undefined): Behind {
  const ages = iteratorAges(trace).filter(
    ({ place }) => name === undefined || trace.places[place]!.name === name || targetIs(trace, place, name),
  );
  if (ages.length === 0) return NOTHING;
  const oldest = ages.reduce((most, age) => (age.ageUs > most.ageUs ? age : most));
  return { how: 'decided', steps: [oldest.step] };
}

function targetIs(trace: Trace, mapping: number, name: string): boolean {
  const { target } = trace.places[mapping]!;
  return target !== undefined && trace.places[target]?.name === name;
}
