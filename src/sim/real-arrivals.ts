/** Real requests in place of a scenario's own. */
import { withoutLostControls } from './overlay.ts';
import type { Scenario } from './scenario.ts';

/** The latest horizon a scenario may have, ms. */
const LONGEST_MS = 1e12;
/** What the last request may still have before it besides its timeout, ms: an environment to be made, an answer. */
const AFTER_MS = 60_000;

/** The scenario with these requests, in order of time; its run lasts long enough for all of them to end. */
export function withRequests(
  scenario: Scenario,
  requests: readonly { readonly atMs: number; readonly durationMs?: number }[],
): Scenario {
  const lastMs = requests.at(-1)?.atMs ?? 0;
  const neededMs = Math.min(LONGEST_MS, lastMs + scenario.settings.function.timeoutMs + AFTER_MS);
  const horizonMs = lastMs < scenario.horizonMs ? scenario.horizonMs : neededMs;
  return withoutLostControls({ ...scenario, horizonMs, arrivals: { kind: 'list', requests: [...requests] } });
}
