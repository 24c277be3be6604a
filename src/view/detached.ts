/** Invocations that go on although whoever asked for them waits no more. */
import type { RequestView } from '../sim/world.ts';
import { firstStep, nextStep } from './ledger.ts';
import type { SceneInput } from './scene-input.ts';
import { kindIn } from './stands.ts';

/** The step of a caller that asked for a request; -1: no caller did. */
export function askOf({ trace }: Pick<SceneInput, 'trace'>, request: number): number {
  const birth = firstStep(trace, kindIn(trace, 'request'), request);
  const cause = birth < 0 ? -1 : trace.cause[birth]!;
  return cause >= 0 && trace.kind[cause] === kindIn(trace, 'caller') ? cause : -1;
}

/** The requests under way at a place that a caller asked for and has stopped waiting for. */
export function detachedRequests(input: SceneInput, place: number): readonly RequestView[] {
  const { trace, world, atUs } = input;
  return world.requests.filter((request) => {
    if (request.place !== place) return false;
    const ask = askOf(input, request.number);
    const next = nextStep(trace, ask);
    return ask >= 0 && next >= 0 && trace.at[next]! <= atUs;
  });
}
