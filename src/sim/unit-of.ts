/** Which unit of work a step belongs to: the event, message, record, caller, viewer's request or invocation it is about. */
import { ledTo } from './led-to.ts';
import { lifeIndexOf } from './life-index.ts';
import { NONE, type Trace } from './trace.ts';
import { kindCode } from './vocabulary.ts';

/** One unit of work of a run. */
export interface Unit {
  /** The kind of actor, as in a trace: `event`. */
  readonly kind: string;
  /** From 0. */
  readonly number: number;
}

/** Kinds that are followed from birth to end, what sets off others first. */
export const UNIT_KINDS = ['caller', 'viewer', 'event', 'record', 'message', 'request'] as const;

const [REQUEST, EVENT, RECORD, MESSAGE] = (['request', 'event', 'record', 'message'] as const).map(
  kindCode,
) as [number, number, number, number];
const [CALLER, VIEWER, CALL, READER, POLLER, DELIVERY, NOTIFICATION] = (
  ['caller', 'viewer', 'call', 'reader', 'poller', 'delivery', 'notification'] as const
).map(kindCode) as [number, number, number, number, number, number, number];

/** A batch is sent with its oldest message: the last that this poller received before the step. */
function receivedBy(trace: Trace, poller: number, step: number): number {
  let found = -1;
  for (let one = step; one >= 0; one -= 1) {
    const isReceive =
      trace.kind[one] === MESSAGE && trace.other[one] === poller && trace.otherKind[one] === POLLER;
    if (isReceive) found = one;
    // Messages of one poll are received one after the other.
    else if (found >= 0) break;
    if (trace.kind[one] === POLLER && trace.actor[one] === poller && found >= 0) break;
  }
  return found;
}

/** The actor that an actor's life belongs to; null: it stands for itself. */
function holderOf(trace: Trace, kind: number, actor: number): readonly [kind: number, actor: number] | null {
  const birth = lifeIndexOf(trace).stepsOf(kind, actor)[0];
  if (birth === undefined) return null;
  if (kind === CALL) return trace.other[birth]! < 0 ? null : [REQUEST, trace.other[birth]!];
  const cause = trace.cause[birth]!;
  if (cause < 0) return null;
  const by = trace.kind[cause]!;
  if (kind === DELIVERY) return [by, trace.actor[cause]!];
  if (kind !== REQUEST) return null;
  if (by === READER) {
    return trace.otherKind[cause] === RECORD && trace.other[cause]! >= 0
      ? [RECORD, trace.other[cause]!]
      : null;
  }
  if (by === POLLER) {
    const received = receivedBy(trace, trace.actor[cause]!, birth);
    return received < 0 ? null : [MESSAGE, trace.actor[received]!];
  }
  return [CALLER, VIEWER, EVENT, CALL].includes(by) ? [by, trace.actor[cause]!] : null;
}

/** Who a step is about: of environments the request they serve, of who brings batches their first unit. */
function actorAt(trace: Trace, step: number): readonly [kind: number, actor: number] | null {
  const kind = trace.kind[step]!;
  const actor = trace.actor[step]!;
  const other = trace.other[step]!;
  if (kind === POLLER) {
    const received = receivedBy(trace, actor, step);
    return received < 0 ? null : [MESSAGE, trace.actor[received]!];
  }
  if (kind === NOTIFICATION) {
    for (const born of lifeIndexOf(trace).stepsOf(kind, actor)) {
      const one = ledTo(trace, born).find((by) => trace.from[by] === NONE);
      if (one !== undefined) return [trace.kind[one]!, trace.actor[one]!];
    }
    return null;
  }
  if ([REQUEST, EVENT, RECORD, MESSAGE, CALLER, VIEWER, CALL, DELIVERY].includes(kind)) return [kind, actor];
  const otherKind = trace.otherKind[step];
  return other >= 0 && (otherKind === REQUEST || otherKind === RECORD) ? [otherKind, other] : null;
}

/**
 * The unit a step belongs to: an attempt belongs to its event, a call to the invocation that made it, an invocation to
 * whoever asked for it. What a function sends asynchronously is a unit of its own.
 *
 * @returns null: the step is about no unit (a mapping, an operator's change).
 */
export function unitOf(trace: Trace, step: number): Unit | null {
  if (step < 0 || step >= trace.length) return null;
  let at = actorAt(trace, step);
  if (!at) return null;
  // A chain of calls is as long as a recursive loop may get; beyond that it is none.
  for (let hops = 0; hops < 64; hops += 1) {
    const holder = holderOf(trace, ...at);
    if (!holder) break;
    at = holder;
  }
  const kind = trace.kinds[at[0]]!.name;
  return UNIT_KINDS.some((one) => one === kind) ? { kind, number: at[1] } : null;
}
