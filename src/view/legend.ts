/** Which signs a run's pictures have shown by a moment: the entries of its legend. */
import type { Scenario } from '../sim/scenario.ts';
import { NONE, type Trace } from '../sim/trace.ts';
import { lookOfEvent } from './event-rows.ts';
import { lookOf } from './jar.ts';
import { isTwice, SIGN_OF_CALL, SIGN_OF_EVENT, SIGN_OF_LOOK, SIGN_OF_READER, signOfEnd } from './sign-of.ts';
import { ALL_SIGNS, type Sign } from './signs.ts';
import { readerLook } from './unit-marks.ts';

const known = new WeakMap<Trace, ReadonlyMap<Sign, number>>();

/** What a kind is drawn as while it is there, whatever its state. */
const BORN: Readonly<Record<string, readonly Sign[]>> = {
  caller: ['caller'],
  viewer: ['caller'],
  request: ['request'],
  event: ['event', 'fuse'],
  notification: ['event'],
  record: ['record', 'fuse'],
  delivery: ['dead-letter'],
  // On its way it is hollow: nobody works for it yet.
  call: ['waiting'],
  interface: ['interface'],
  // Set aside: its bench is drawn.
  allocation: ['free-place'],
  operation: ['change'],
  alias: ['said'],
  deployment: ['said'],
};

/** Kinds whose ends are drawn: on their way back, or counted. */
const ENDING: ReadonlySet<string> = new Set([
  'request',
  'event',
  'notification',
  'message',
  'record',
  'call',
  'caller',
  'viewer',
  'delivery',
]);

/** What is drawn for a state of a kind, besides. */
const IN_STATE: Readonly<Record<string, Readonly<Record<string, readonly Sign[]>>>> = {
  request: { waiting: ['waiting'] },
  notification: { 'backing off': ['retry'] },
  record: { 'in batch': ['in-batch'] },
  reader: { 'backing off': ['blocked'] },
  caller: { 'timed out': ['dropped'] },
  delivery: { failed: ['dropped'] },
};

/** Whether a message is the record of another unit's end: it lies in a tray. */
function isSentOn(trace: Trace, step: number): boolean {
  const cause = trace.cause[step]!;
  const by = cause < 0 ? '' : trace.kinds[trace.kind[cause]!]!.name;
  return by === 'delivery' || trace.reasons[trace.reason[step]!] === 'moved: from another queue';
}

/** The signs of one step. */
function signsAt(trace: Trace, step: number): readonly (Sign | undefined)[] {
  const kind = trace.kinds[trace.kind[step]!]!;
  const code = trace.to[step]!;
  const state = kind.states[code]!;
  const isBirth = trace.from[step] === NONE;
  const reason = trace.reasons[trace.reason[step]!]!;
  const amount = trace.amount[step]!;
  const signs: (Sign | undefined)[] = [...(IN_STATE[kind.name]?.[state] ?? [])];
  if (isBirth) signs.push(...(BORN[kind.name] ?? []), isTwice(reason) ? 'duplicate' : undefined);
  if (kind.isFinal[code] === true) {
    // Pollers, readers, environments just go: no sign is left of them.
    if (ENDING.has(kind.name)) signs.push(signOfEnd(kind.name, state));
    if (kind.name === 'record') signs.push('read');
    return signs;
  }
  switch (kind.name) {
    case 'environment':
      signs.push(SIGN_OF_LOOK[lookOf(state)]);
      if (reason === 'ready: kept ready' || reason === 'ready: provisioned') signs.push('kept-ready');
      break;
    case 'request':
      if (isBirth && amount > 1) signs.push('batch');
      break;
    case 'call':
      signs.push(SIGN_OF_CALL[state] ?? 'waiting');
      break;
    case 'caller':
      // Where it stood a struck ring stays while its function goes on.
      if (reason === 'retry: no answer in time') signs.push('dropped');
      if (state === 'waiting') signs.push(reason === 'retry: throttled' ? 'throttled' : 'tries-again');
      break;
    case 'event':
      signs.push(SIGN_OF_EVENT[lookOfEvent(state)]);
      break;
    case 'reader':
    case 'poller':
      signs.push(SIGN_OF_READER[readerLook(state)], reason === 'failed: bisected' ? 'bisected' : undefined);
      break;
    case 'message':
      if (isBirth) signs.push(isSentOn(trace, step) ? 'dead-letter' : 'message');
      else if (state === 'in flight') signs.push(amount > 1 ? 'received-again' : 'in-flight');
      else if (amount > 0) signs.push('received-again');
      break;
  }
  return signs;
}

/** By sign: when it is seen for the first time, µs; read once a trace. */
function firstSeen(trace: Trace): ReadonlyMap<Sign, number> {
  const before = known.get(trace);
  if (before) return before;
  const first = new Map<Sign, number>();
  // Few kinds of steps occur: each is looked at once.
  const met = new Set<number>();
  for (let step = 0; step < trace.length; step += 1) {
    const cause = trace.cause[step]!;
    const by = cause < 0 ? 0 : trace.kind[cause]! + 1;
    const likeness =
      (((by * 64 + trace.kind[step]!) * 256 + trace.from[step]!) * 256 + trace.to[step]!) * 65_536 +
      trace.reason[step]! * 4 +
      Math.min(2, trace.amount[step]!);
    if (met.has(likeness)) continue;
    met.add(likeness);
    for (const sign of signsAt(trace, step)) {
      if (sign !== undefined && !first.has(sign)) first.set(sign, trace.at[step]!);
    }
  }
  known.set(trace, first);
  return first;
}

/** What pictures are about, and counts that begin with nothing, are explained before they are met. */
const ALWAYS: ReadonlySet<Sign> = new Set(['init', 'invoke', 'frozen', 'succeeded']);

/** A limit of the account is worth a bench up to so many places. */
const MOST_PLACES = 60;
const MOST_SHARED = Number.MAX_SAFE_INTEGER;

/** Signs that a scenario's settings bring with them, whatever happens. */
function standing({ settings, faults, changes = [] }: Scenario, first: ReadonlyMap<Sign, number>): Sign[] {
  const { resources = {}, functions = {}, edge, vpcs } = settings;
  const all = [settings.function, ...Object.values(functions)];
  const isBounded =
    first.has('free-place') ||
    // Several functions share it out: it is drawn whatever it is.
    (settings.concurrencyLimit ?? Infinity) <= (all.length > 1 ? MOST_SHARED : MOST_PLACES) ||
    vpcs !== undefined ||
    changes.some(
      ({ kind }) => kind === 'put-function-concurrency' || kind === 'put-provisioned-concurrency',
    ) ||
    all.some(({ reservedConcurrency }) => reservedConcurrency !== undefined) ||
    Object.values(resources).some((one) => one.type === 'downstream' && one.connectionLimit !== undefined);
  const isBad = faults.some(({ kind, on }) => kind === 'bad-item' && on);
  const isFifo = Object.values(resources).some((one) => one.type === 'queue' && one.fifo === true);
  return [
    // Under a shard it stands before anything burns.
    ...(first.has('record') ? (['fuse'] as const) : []),
    ...(isBounded ? (['free-place'] as const) : []),
    ...(edge === undefined ? [] : (['cached-object'] as const)),
    ...(isBad && first.has('record') ? (['bad-record'] as const) : []),
    ...(isFifo && first.has('received-again') ? (['blocked'] as const) : []),
  ];
}

/** The entries of the legend when a run has been seen up to a moment, in the legend's order. */
export function legendOf(trace: Trace, scenario: Scenario, seenUs: number): readonly Sign[] {
  const first = firstSeen(trace);
  const always = standing(scenario, first);
  return ALL_SIGNS.filter(
    (sign) => (first.get(sign) ?? Infinity) <= seenUs || always.includes(sign) || ALWAYS.has(sign),
  );
}

/** Whether a sign is of the time axis alone: there is nothing of it in the picture to be pale. */
export function isFixed(sign: Sign): boolean {
  return sign === 'change';
}

/** What is hidden when one sign is switched. */
export function switched(hidden: readonly string[], sign: Sign): string[] {
  return hidden.includes(sign) ? hidden.filter((one) => one !== sign) : [...hidden, sign];
}

/** What is hidden when only one of the legend's signs is left; all of them again where that is so already. */
export function onlyThis(hidden: readonly string[], sign: Sign, signs: readonly Sign[]): string[] {
  const others = signs.filter((one) => one !== sign && !isFixed(one));
  const isOnly = !hidden.includes(sign) && others.every((one) => hidden.includes(one));
  return isOnly ? hidden.filter((one) => !signs.includes(one as Sign)) : others;
}
