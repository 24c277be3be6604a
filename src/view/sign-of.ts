/** Which sign of the legend a thing is drawn as, from the state it is in. */
import type { Trace } from '../sim/trace.ts';
import { glyphOfEnd, type Glyph } from './glyph.ts';
import type { Look } from './jar.ts';
import { firstStep } from './ledger.ts';
import type { Sign } from './signs.ts';
import { kindIn } from './stands.ts';
import type { ReaderLook, RecordLook, UnitState } from './unit-marks.ts';

export const SIGN_OF_LOOK: Readonly<Record<Look, Sign>> = {
  init: 'init',
  restore: 'restore',
  invoke: 'invoke',
  frozen: 'frozen',
  shutdown: 'retired',
  crashed: 'crashed',
  free: 'free-place',
};

export const SIGN_OF_READER: Readonly<Record<ReaderLook, Sign>> = {
  stopped: 'polling',
  waiting: 'polling',
  polling: 'polling',
  gathering: 'polling',
  invoking: 'invoking',
  'backing off': 'backing-off',
  throttled: 'throttled',
};

export const SIGN_OF_EVENT: Readonly<Record<UnitState, Sign>> = {
  idle: 'event',
  running: 'event',
  waiting: 'event',
  failed: 'retry',
  throttled: 'throttled',
};

/** Of a call under way, by its state; in others it waits: for a connection, for its turn. */
export const SIGN_OF_CALL: Readonly<Record<string, Sign>> = {
  working: 'call',
  invoking: 'call',
  hanging: 'failed',
};

const OF_GLYPH: Partial<Readonly<Record<Glyph, Sign>>> = {
  request: 'request',
  waiting: 'waiting',
  event: 'event',
  message: 'message',
  record: 'record',
  reader: 'polling',
  caller: 'caller',
  delivery: 'dead-letter',
  succeeded: 'succeeded',
  failed: 'failed',
  throttled: 'throttled',
  denied: 'denied',
  refused: 'denied',
  checked: 'denied',
  struck: 'dropped',
};

/** The sign of what moves or has ended; undefined: the glyph stands for no unit. */
export function signOfGlyph(glyph: Glyph): Sign | undefined {
  return OF_GLYPH[glyph];
}

/** The sign of an end; what a service has handed over goes on as an event. */
export function signOfEnd(kind: string, state: string): Sign | undefined {
  return kind === 'notification' && state === 'delivered' ? 'event' : signOfGlyph(glyphOfEnd(state));
}

export function signOfRecord({ isRead, isBad, inBatch }: RecordLook): Sign {
  if (isBad) return 'bad-record';
  if (inBatch) return 'in-batch';
  return isRead ? 'read' : 'record';
}

/** `receives`: times it was received, the present one included. */
export function signOfMessage(isHidden: boolean, receives: number): Sign {
  if (receives > (isHidden ? 1 : 0)) return 'received-again';
  return isHidden ? 'in-flight' : 'message';
}

/** `after`: what a caller that waits tries again after. */
export function signOfCaller(isCalling: boolean, after: 'throttled' | 'failed'): Sign {
  if (isCalling) return 'caller';
  return after === 'throttled' ? 'throttled' : 'tries-again';
}

const TWICE: ReadonlySet<string> = new Set([
  'accepted: second delivery',
  'notified: second delivery',
  'copy: delivered again',
]);

/** Whether a birth for this reason is one more delivery of a unit that was there before. */
export function isTwice(reason: string): boolean {
  return TWICE.has(reason);
}

/** The unit of which this is one more delivery, by its number; -1: it is the first. */
export function deliveredBefore(trace: Trace, kindName: string, number: number): number {
  const kind = kindIn(trace, kindName);
  const birth = kind < 0 ? -1 : firstStep(trace, kind, number);
  return birth >= 0 && isTwice(trace.reasons[trace.reason[birth]!]!) ? trace.other[birth]! : -1;
}
