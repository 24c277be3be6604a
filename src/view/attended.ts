/** Which invocation somebody waits for: requests by the step of the one who asked for them. */
import type { RequestView } from '../sim/world.ts';
import { firstStep } from './ledger.ts';
import type { SceneInput } from './scene-input.ts';
import { kindIn } from './stands.ts';

/** The requests under way by the step that asked for each: that of a caller, a viewer, an event. */
export function requestsByAsker({ trace, world }: SceneInput): ReadonlyMap<number, RequestView> {
  const kind = kindIn(trace, 'request');
  return new Map(
    world.requests.map((request) => [trace.cause[firstStep(trace, kind, request.number)]!, request]),
  );
}
