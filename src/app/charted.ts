/** Whose machine is drawn beside a run, and what the kinds are called. */
import { NONE, type Trace } from '../sim/trace.ts';
import { environmentOf } from './step-kinds.ts';

/** An actor of a run: its kind by name, its number from 0; -1: none yet. */
export interface Charted {
  readonly kind: string;
  readonly actor: number;
}

/** Kinds in the order in which they are offered, with what a list calls them: the word of every sentence on one of them. */
const NAMES: Readonly<Record<string, string>> = {
  environment: 'Environment',
  reader: 'Reader of a shard',
  record: 'Record',
  poller: 'Poller',
  message: 'Message',
  mapping: 'Event source mapping',
  event: 'Event',
  notification: 'Notification',
  delivery: 'Record of an end',
  caller: 'Caller',
  viewer: 'Viewer',
  request: 'Request',
  call: 'Call to a resource',
  connection: 'Connection',
  function: 'Function',
  alias: 'Alias',
  version: 'Version',
  deployment: 'Deployment',
  alarm: 'Alarm',
  allocation: 'Provisioned concurrency',
  scaling: 'Application Auto Scaling',
  creation: 'Creation of a function',
  stack: 'CloudFormation stack',
  interface: 'Network interface',
  operation: 'Change by an operator',
};

/** What a list calls a kind. */
export function kindName(kind: string): string {
  return NAMES[kind] ?? kind;
}

/** The kinds whose machines can be looked at: those that take steps in the run. */
export function kindsOf(trace: Trace): readonly string[] {
  const seen = new Set<number>();
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.from[step] === NONE) seen.add(trace.kind[step]!);
  }
  const names = trace.kinds.flatMap(({ name }, kind) => (seen.has(kind) ? [name] : []));
  return Object.keys(NAMES).filter((name) => names.includes(name));
}

/** The actor a step is about: of requests and functions the environment, of all others themselves. */
export function chartedAt(trace: Trace, step: number): Charted {
  for (let one = step; one >= 0; one -= 1) {
    const environment = environmentOf(trace, one);
    if (environment !== undefined) return { kind: 'environment', actor: environment };
    const kind = trace.kinds[trace.kind[one]!]!.name;
    if (kind !== 'function' && kind !== 'request') return { kind, actor: trace.actor[one]! };
  }
  return { kind: 'environment', actor: -1 };
}

/** The actor of a kind that took the last step up to this one. */
export function lastOfKind(trace: Trace, kindNamed: string, step: number): Charted {
  const kind = trace.kinds.findIndex(({ name }) => name === kindNamed);
  for (let one = step; one >= 0; one -= 1) {
    if (trace.kind[one] === kind) return { kind: kindNamed, actor: trace.actor[one]! };
  }
  return { kind: kindNamed, actor: -1 };
}
