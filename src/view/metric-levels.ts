/** The numbers of a run that are followed over its time, and the levels behind them. */
import type { Trace } from '../sim/trace.ts';
import { historiesOf, levelHistory, type History } from './history.ts';
import { bornUs } from './ledger.ts';

export type Metric =
  | 'concurrency'
  | 'environments'
  | 'coldStarts'
  | 'iteratorAge'
  | 'records'
  | 'visible'
  | 'inFlightMessages'
  | 'events'
  | 'callers'
  | 'connections';

/** What a metric's row is called. */
export const METRIC_NAMES: Readonly<Record<Metric, string>> = {
  concurrency: 'Concurrency',
  environments: 'Environments',
  coldStarts: 'Cold starts',
  iteratorAge: 'Oldest record',
  records: 'Records waiting',
  visible: 'Messages visible',
  inFlightMessages: 'Messages in flight',
  events: 'Events queued',
  callers: 'Callers waiting',
  connections: 'Connections',
};

/** The levels that are read off the states of actors: a kind, and the states in which it counts. */
const LEVELS: Partial<Readonly<Record<Metric, readonly [kind: string, states: readonly string[]]>>> = {
  records: ['record', ['waiting', 'in batch']],
  visible: ['message', ['visible']],
  inFlightMessages: ['message', ['in flight']],
  events: ['event', ['queued', 'waiting', 'backing off']],
  callers: ['caller', ['calling', 'waiting']],
  connections: ['connection', ['opening', 'open']],
};

/** What is worth a row in a run, in order of weight. */
export function metricsOf(trace: Trace): readonly Metric[] {
  const has = (kind: string) => bornAnywhere(trace, kind);
  return [
    ...(has('record') ? (['iteratorAge', 'records'] as const) : []),
    // Of a queue that nobody reads there is nothing to follow.
    ...(has('poller') ? (['visible', 'inFlightMessages'] as const) : []),
    ...(has('event') ? (['events'] as const) : []),
    ...(has('caller') ? (['callers'] as const) : []),
    ...(has('connection') ? (['connections'] as const) : []),
    'concurrency',
    'environments',
    'coldStarts',
  ];
}

function bornAnywhere(trace: Trace, kind: string): boolean {
  return trace.places.some((_, place) => bornUs(trace, kind, place).length > 0);
}

/** The history behind a metric that is a level: not of cold starts, which are moments, nor of an age. */
export function levelOf(trace: Trace, metric: Metric): History {
  const { inFlight, environments } = historiesOf(trace);
  if (metric === 'environments') return environments;
  const level = LEVELS[metric];
  return level ? levelHistory(trace, level[0], level[1]) : inFlight;
}
