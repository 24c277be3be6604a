/** What became of the units of a run, kind by kind: how many came, and how many came to which end. */
import { NONE, type Trace } from '../sim/trace.ts';

/** Kinds of units in the order in which they are told; requests have a line of their own. */
const UNITS = [
  'caller',
  'viewer',
  'notification',
  'event',
  'record',
  'message',
  'delivery',
  'call',
  'connection',
] as const;

export interface UnitEnds {
  readonly kind: string;
  readonly born: number;
  /** By final state, those that any came to. */
  readonly ends: Readonly<Record<string, number>>;
  /** Not ended when the run did. */
  readonly open: number;
}

/** Kinds without a unit in the run are left out. */
export function endsOf(trace: Trace): UnitEnds[] {
  const counts = trace.kinds.map(({ states }) => new Float64Array(states.length));
  const born = trace.kinds.map(() => 0);
  for (let step = 0; step < trace.length; step += 1) {
    const kind = trace.kind[step]!;
    const to = trace.to[step]!;
    if (trace.from[step] === NONE) born[kind]! += 1;
    if (trace.kinds[kind]!.isFinal[to] === true && trace.from[step] !== to) counts[kind]![to]! += 1;
  }
  return UNITS.flatMap((name) => {
    const kind = trace.kinds.findIndex((candidate) => candidate.name === name);
    if (kind < 0 || born[kind] === 0) return [];
    const ends = trace.kinds[kind]!.states.map(
      (state, code) => [state, counts[kind]![code]!] as const,
    ).filter(([, count]) => count > 0);
    const ended = ends.reduce((sum, [, count]) => sum + count, 0);
    return [{ kind: name, born: born[kind]!, ends: Object.fromEntries(ends), open: born[kind]! - ended }];
  });
}
