/** The question behind a measure: what a reader is asked before the run that measures it. */

import { functionIdOf, qualifierOf } from '../sim/function-named.ts';
import type { Scenario } from '../sim/scenario.ts';
import { titleOf } from '../view/scene-input.ts';

export interface Ask {
  readonly unit: 'count' | 'seconds';
  /** In few words: `How many start cold?` */
  readonly ask: string;
}

const FIXED: Readonly<Record<string, Ask>> = {
  'counts.cold': { unit: 'count', ask: 'How many requests start cold?' },
  'counts.warm': { unit: 'count', ask: 'How many requests start warm?' },
  'counts.offered': { unit: 'count', ask: 'How often is the function invoked?' },
  'counts.accepted': { unit: 'count', ask: 'How many requests are let in?' },
  'counts.throttled': { unit: 'count', ask: 'How many are turned away?' },
  'counts.denied': { unit: 'count', ask: 'How many are denied?' },
  'counts.refused': { unit: 'count', ask: 'How many are refused?' },
  'counts.checked': { unit: 'count', ask: 'How many are only checked?' },
  'counts.succeeded': { unit: 'count', ask: 'How many requests succeed?' },
  'counts.failed': { unit: 'count', ask: 'How many requests fail?' },
  'counts.timedOut': { unit: 'count', ask: 'How many run into the timeout?' },
  'counts.initRepeated': { unit: 'count', ask: 'How often is Init repeated?' },
  'counts.initOverLimit': { unit: 'count', ask: 'How often is Init cut off?' },
  'environments.created': { unit: 'count', ask: 'How many environments are made?' },
  'environments.max': { unit: 'count', ask: 'How many environments at once?' },
  'environments.retired': { unit: 'count', ask: 'How many environments are retired?' },
  'concurrency.max': { unit: 'count', ask: 'How many requests run at once?' },
  'latencyMs.max': { unit: 'seconds', ask: 'How long does the slowest take?' },
  'latencyMs.p50': { unit: 'seconds', ask: 'How long does a typical one take?' },
  'latencyMs.mean': { unit: 'seconds', ask: 'How long do they take on average?' },
  'iteratorAgeMs.max': { unit: 'seconds', ask: 'How old does a record get?' },
  drainedMs: { unit: 'seconds', ask: 'When is everything done?' },
  loggedInvocations: { unit: 'count', ask: 'How many invocations are logged?' },
  'amountMax.caller.calling': { unit: 'count', ask: 'How often does one caller try?' },
  'amountMax.message.in flight': { unit: 'count', ask: 'How often is one message received?' },
  'amountMax.reader.invoking': { unit: 'count', ask: 'How large is the largest batch?' },
  'amountMax.poller.invoking': { unit: 'count', ask: 'How large is the largest batch?' },
  'amountMax.mapping.scaling': { unit: 'count', ask: 'How many pollers at most?' },
  'amountMax.notification.sending': { unit: 'count', ask: 'How often is one sent at most?' },
  'times.event.trying': { unit: 'count', ask: 'How many attempts in all?' },
  'amountMax.interface.in use': {
    unit: 'count',
    ask: 'How many environments does one network interface carry?',
  },
  'reached.environment.init.runtime': { unit: 'count', ask: 'How many environments initialise?' },
  'reached.environment.create': { unit: 'count', ask: 'How many environments are made?' },
  'reached.environment.restore': {
    unit: 'count',
    ask: 'How many environments are restored from a snapshot?',
  },
  'reached.interface.creating': { unit: 'count', ask: 'How many network interfaces are made?' },
  'reached.operation.done': { unit: 'count', ask: 'How many changes are made?' },
  'metrics.ConcurrentExecutions': { unit: 'count', ask: 'How many requests run at once?' },
  'times.mapping.problem': { unit: 'count', ask: 'How often does the mapping stop?' },
  'metrics.IteratorAge': { unit: 'seconds', ask: 'How old does a record get?' },
  'metrics.Duration': { unit: 'seconds', ask: 'How long do invocations take on average?' },
  'metrics.AsyncEventAge': { unit: 'seconds', ask: 'How old are events when they are tried?' },
};

/** Metrics that count, by what they count; others by their own names. */
const METRIC_WORDS: Readonly<Record<string, string>> = {
  Errors: 'errors',
  Invocations: 'invocations',
  Throttles: 'throttles',
  DeadLetterErrors: 'lost dead letters',
  DestinationDeliveryFailures: 'lost records of ends',
  AsyncEventsReceived: 'events received',
  AsyncEventsDropped: 'events dropped',
  RecursiveInvocationsDropped: 'stopped loops',
  '5XXError': 'server errors',
  '4XXError': 'client errors',
  HTTPCode_ELB_5XX_Count: 'errors of the load balancer',
  NumberOfMessagesSent: 'messages sent',
  ProvisionedConcurrencyInvocations: 'invocations in provisioned environments',
  ProvisionedConcurrencySpilloverInvocations: 'invocations that spill over',
};

/** One and several of a kind. */
const KINDS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  request: ['invocation', 'invocations'],
  environment: ['environment', 'environments'],
  caller: ['caller', 'callers'],
  viewer: ['viewer', 'viewers'],
  event: ['event', 'events'],
  notification: ['notification', 'notifications'],
  delivery: ['record of an end', 'records of ends'],
  record: ['record', 'records'],
  reader: ['reader', 'readers'],
  message: ['message', 'messages'],
  poller: ['poller', 'pollers'],
  mapping: ['mapping', 'mappings'],
  call: ['call', 'calls'],
  connection: ['connection', 'connections'],
  version: ['version', 'versions'],
  deployment: ['deployment', 'deployments'],
  alarm: ['alarm', 'alarms'],
  interface: ['network interface', 'network interfaces'],
};

/** What those that reach a state do; without an entry: they `are` the state. */
const VERBS: Readonly<Record<string, string>> = {
  succeeded: 'succeed',
  failed: 'fail',
  expired: 'expire',
  'retries exhausted': 'run out of retries',
  'timed out': 'wait too long',
  'function error': 'get an error',
  'service error': 'get a server error',
  'bad answer': 'get no usable answer',
  problem: 'have a problem',
  waiting: 'have to wait',
  delivered: 'arrive',
  running: 'run',
  ALARM: 'go to ALARM',
  active: 'become active',
};

function verb(states: string): string {
  const [first = ''] = states.split('+');
  return VERBS[first] ?? `are ${states.replaceAll('+', ' or ')}`;
}

function when(nth: string, one: string, state: string, place: string): string {
  const own = VERBS[state];
  return own ? `When does the ${nth} ${one} ${own}${place}?` : `When is the ${nth} ${one} ${state}${place}?`;
}

const HOW: Readonly<Record<string, string>> = {
  max: 'the slowest',
  p50: 'a typical',
  mean: 'an average',
  p95: 'a slow',
  p99: 'a very slow',
};

/** Where it is asked about: ` at Orders`, ` on version 2`, ` at the alias live`. */
function placed(scenario: Pick<Scenario, 'settings'>, name: string): string {
  const qualifier = qualifierOf(name);
  if (qualifier === null) return ` at ${titleOf(scenario, name)}`;
  const of = functionIdOf(name) === 'function' ? '' : ` of ${titleOf(scenario, functionIdOf(name))}`;
  return /^\d+$/.test(qualifier) ? ` on version ${qualifier}${of}` : ` at the alias ${qualifier}${of}`;
}

/** The question of a measure; undefined: none that could be asked in few words. */
export function askOf(measure: string, scenario: Pick<Scenario, 'settings'>): Ask | undefined {
  const at = measure.lastIndexOf('@');
  const path = at < 0 ? measure : measure.slice(0, at);
  const place = at < 0 ? '' : placed(scenario, measure.slice(at + 1));
  const fixed = FIXED[path];
  if (fixed) return { ...fixed, ask: `${fixed.ask.slice(0, -1)}${place}?` };
  const [group = '', kind = '', ...rest] = path.split('.');
  if (group === 'metrics')
    return { unit: 'count', ask: `How many ${METRIC_WORDS[kind] ?? kind} does CloudWatch count${place}?` };
  const names = KINDS[kind];
  if (!names || group === 'reasons') return undefined;
  const [one, many] = names;
  const state = rest.join('.');
  switch (group) {
    case 'reached':
      return { unit: 'count', ask: `How many ${many} ${verb(state)}${place}?` };
    case 'times':
      return { unit: 'count', ask: `How often is ${state.replace('invoke.', '')} come to${place}?` };
    case 'firstMs':
      return { unit: 'seconds', ask: when('first', one, state, place) };
    case 'lastMs':
      return { unit: 'seconds', ask: when('last', one, state, place) };
    case 'atOnce':
      return { unit: 'count', ask: `How many ${many} are ${state.replaceAll('+', ' or ')} at once${place}?` };
    case 'ageMs':
      return { unit: 'seconds', ask: `How long does ${HOW[rest[0] ?? ''] ?? 'a'} ${one} take${place}?` };
    case 'stayMs': {
      const figure = rest.at(-1) ?? '';
      const stay = rest.slice(0, -1).join('.').replace('invoke.', '');
      return { unit: 'seconds', ask: `How long is ${HOW[figure] ?? 'a'} ${one} ${stay}${place}?` };
    }
    default:
      return undefined;
  }
}
