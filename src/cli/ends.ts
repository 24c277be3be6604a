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

/** What became of the units of one kind, or of those of them at one place. */
interface Ends {
  readonly born: number;
  /** By final state, those that any came to. */
  readonly ends: Readonly<Record<string, number>>;
  /** Not ended when the run did. */
  readonly open: number;
}

export interface UnitEnds extends Ends {
  readonly kind: string;
  /** The same by place, in the order of the places. */
  readonly places: readonly (Ends & { readonly name: string; readonly isRead: boolean })[];
}

/** Kinds without a unit in the run are left out. */
export function endsOf(trace: Trace): UnitEnds[] {
  const places = trace.places.length;
  // By kind, and then by place and state.
  const counts = trace.kinds.map(({ states }) => new Float64Array(places * states.length));
  const born = trace.kinds.map(() => new Float64Array(places));
  for (let step = 0; step < trace.length; step += 1) {
    const kind = trace.kind[step]!;
    const place = trace.place[step]!;
    const to = trace.to[step]!;
    const { isFinal, states } = trace.kinds[kind]!;
    if (trace.from[step] === NONE) born[kind]![place]! += 1;
    if (isFinal[to] === true && trace.from[step] !== to) counts[kind]![place * states.length + to]! += 1;
  }
  return UNITS.flatMap((name) => {
    const kind = trace.kinds.findIndex((candidate) => candidate.name === name);
    if (kind < 0) return [];
    const { states } = trace.kinds[kind]!;
    const at = (some: readonly number[]): Ends => {
      const sum = (of: (place: number) => number) => some.reduce((total, place) => total + of(place), 0);
      const ends = states
        .map((state, code) => [state, sum((place) => counts[kind]![place * states.length + code]!)] as const)
        .filter(([, count]) => count > 0);
      const all = sum((place) => born[kind]![place]!);
      const ended = ends.reduce((total, [, count]) => total + count, 0);
      return { born: all, ends: Object.fromEntries(ends), open: all - ended };
    };
    const used = trace.places.map((_, place) => place).filter((place) => born[kind]![place]! > 0);
    if (used.length === 0) return [];
    return [
      {
        kind: name,
        ...at(used),
        places: used.map((place) => ({
          name: trace.places[place]!.name,
          isRead: trace.places.some(({ source }) => source === place),
          ...at([place]),
        })),
      },
    ];
  });
}
