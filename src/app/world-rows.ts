/** The world at a moment as rows: everything that is there, what it is in, since when, and whom it is about. */
import { nameOf } from '../sim/narrate.ts';
import type { Trace } from '../sim/trace.ts';
import type { World } from '../sim/world.ts';
import { words } from './words.ts';

export interface WorldRow {
  /** `environment 3 of orders`. */
  readonly name: string;
  readonly state: string;
  /** What that state means, in one line; empty where there is no such line. */
  readonly means: string;
  readonly sinceUs: number;
  /** `request 5`; empty: nobody. */
  readonly about: string;
  /** The step that brought it there; -1: none did. */
  readonly step: number;
}

export interface WorldKind {
  readonly kind: string;
  readonly rows: readonly WorldRow[];
  /** How many are in each state, the most first. */
  readonly states: readonly (readonly [state: string, count: number])[];
}

function kindOf(kind: string, rows: readonly WorldRow[]): WorldKind {
  const counts = new Map<string, number>();
  for (const { state } of rows) counts.set(state, (counts.get(state) ?? 0) + 1);
  return { kind, rows, states: [...counts].toSorted((a, b) => b[1] - a[1]) };
}

/** Every kind that has anybody there, environments first. */
export function worldRows(trace: Trace, world: World): readonly WorldKind[] {
  const numberOf = (kind: string) => trace.kinds.findIndex(({ name }) => name === kind);
  const called = (kind: string, number: number) =>
    number < 0 ? '' : nameOf(trace, numberOf(kind), number, words);
  const meaning = (kind: string, state: string) => words.states[kind]?.[state] ?? '';
  const environments = world.environments.map(({ number, state, sinceUs, step, request }): WorldRow => ({
    name: called('environment', number),
    state,
    means: meaning('environment', state),
    sinceUs,
    about: called('request', request),
    step,
  }));
  const requests = world.requests.map(({ number, state, sinceUs, step, environment }): WorldRow => ({
    name: called('request', number),
    state,
    means: meaning('request', state),
    sinceUs,
    about: called('environment', environment),
    step,
  }));
  const others = Object.entries(world.actors).map(([kind, actors]) =>
    kindOf(
      kind,
      actors.map(({ number, state, sinceUs, step, other, otherKind }) => ({
        name: called(kind, number),
        state,
        means: meaning(kind, state),
        sinceUs,
        about: otherKind === '' ? '' : called(otherKind, other),
        step,
      })),
    ),
  );
  return [kindOf('environment', environments), kindOf('request', requests), ...others].filter(
    ({ rows }) => rows.length > 0,
  );
}
