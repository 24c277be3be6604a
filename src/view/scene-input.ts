/** What a picture of a run at a moment is made from. */
import type { Rules } from '../sim/rules.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Trace } from '../sim/trace.ts';
import type { Unit } from '../sim/unit-of.ts';
import type { ActorView, World } from '../sim/world.ts';

export interface SceneInput {
  readonly trace: Trace;
  /** The scenario that ran, and the rules it ran by. */
  readonly scenario: Scenario;
  readonly rules: Rules;
  /** `worldAt(trace, atUs)`. */
  readonly world: World;
  readonly atUs: number;
  /** px, from 288 on: the whole stage from 600 on (24 px are kept free), below the picture alone. */
  readonly width: number;
  /** How long a flight takes at the present speed, simulated µs; 0: no flights (reduced motion, stills). */
  readonly flightUs: number;
  /** px the environments of a function may take before they shrink. */
  readonly tallest?: number;
  /** Signs of the legend that are switched off: their marks are pale. */
  readonly hidden?: readonly string[];
  /** The unit that is followed: a ring goes round it wherever it is. */
  readonly followed?: Unit | null;
}

/** The actors of a kind at a place at the moment, by number. */
export function actorsAt({ world }: SceneInput, kind: string, place: number): readonly ActorView[] {
  return (world.actors[kind] ?? []).filter((actor) => actor.place === place);
}

/** The number of a place by its name; -1: there is none. */
export function placeNamed({ places }: Trace, name: string): number {
  return places.findIndex((place) => place.name === name);
}

/** `orders`, or what the scenario says a thing is called. */
export function titleOf(scenario: Pick<Scenario, 'settings'>, id: string): string {
  const { settings } = scenario;
  if (id === 'function') return settings.function.name ?? 'function';
  return (
    settings.functions?.[id]?.name ?? settings.resources?.[id]?.title ?? settings.vpcs?.[id]?.title ?? id
  );
}
