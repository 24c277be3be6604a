/** Requests of a run's users: all but those that a function of the run makes, or a deployment for its hook. */
import { spreadOf } from '../sim/spread.ts';
import type { Summary } from '../sim/summary.ts';
import { NONE, type Trace } from '../sim/trace.ts';
import { upTo } from './ledger.ts';
import { kindIn } from './stands.ts';

const COUNTED = ['offered', 'cold', 'warm', 'throttled', 'denied', 'refused', 'checked', 'failed'] as const;
type Counted = (typeof COUNTED)[number];

/** How many there are by what has become of them. */
export type UserCounts = Readonly<Record<Counted, number>>;

interface Users {
  /** When each came to be counted, in order, µs. */
  readonly moments: Readonly<Record<Counted, readonly number[]>>;
  readonly latencies: readonly number[];
  readonly timedOut: number;
}

/** Kinds whose steps make requests within the architecture. */
const MAKERS: readonly string[] = ['environment', 'call', 'deployment'];

const known = new WeakMap<Trace, Users | null>();

/** null: all requests are users'. */
function usersOf(trace: Trace): Users | null {
  const before = known.get(trace);
  if (before !== undefined) return before;
  const users = read(trace);
  known.set(trace, users);
  return users;
}

function read(trace: Trace): Users | null {
  const kind = kindIn(trace, 'request');
  const states = trace.kinds[kind]?.states ?? [];
  const makers = MAKERS.map((name) => kindIn(trace, name));
  const moments: Record<Counted, number[]> = {
    offered: [],
    cold: [],
    warm: [],
    throttled: [],
    denied: [],
    refused: [],
    checked: [],
    failed: [],
  };
  const bornUs = new Map<number, number>();
  const latencies: number[] = [];
  let timedOut = 0;
  let made = 0;
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== kind) continue;
    const number = trace.actor[step]!;
    const at = trace.at[step]!;
    const state = states[trace.to[step]!]!;
    const cause = trace.cause[step]!;
    if (trace.from[step] === NONE) {
      if (cause >= 0 && makers.includes(trace.kind[cause]!)) {
        made += 1;
        continue;
      }
      moments.offered.push(at);
      bornUs.set(number, at);
      if (state === 'waiting') moments.cold.push(at);
      else if (state === 'running') moments.warm.push(at);
    }
    const fromUs = bornUs.get(number);
    if (fromUs === undefined) continue;
    if (state === 'throttled' || state === 'denied' || state === 'refused' || state === 'checked')
      moments[state].push(at);
    else if (state === 'succeeded' || state === 'failed') {
      if (state === 'failed') moments.failed.push(at);
      if (trace.reasons[trace.reason[step]!]!.startsWith('timeout: ')) timedOut += 1;
      latencies.push((at - fromUs) / 1000);
    }
  }
  return made === 0 ? null : { moments, latencies, timedOut };
}

/** The requests of users by a moment; null: all requests are users'. */
export function userCounts(trace: Trace, atUs: number): UserCounts | null {
  const users = usersOf(trace);
  if (!users) return null;
  return Object.fromEntries(
    COUNTED.map((name) => [name, upTo(users.moments[name], atUs)]),
  ) as unknown as UserCounts;
}

/** The summary of a run with the requests of its users alone; how environments fared is that of all. */
export function ofUsers(trace: Trace, summary: Summary): Summary {
  const users = usersOf(trace);
  if (!users) return summary;
  const { latencies, timedOut } = users;
  return {
    ...summary,
    counts: { ...summary.counts, ...userCounts(trace, trace.endUs)!, timedOut },
    latencyMs: spreadOf(
      Float64Array.from(latencies),
      latencies.reduce((sum, one) => sum + one, 0),
    ),
  };
}
