/** The sentence under the picture of a run: what has come so far, then what it all comes to. */
import type { Scenario } from '../sim/scenario.ts';
import type { Summary } from '../sim/summary.ts';
import type { Trace } from '../sim/trace.ts';
import { worldAt } from '../sim/world.ts';
import { ofUsers, userCounts } from '../view/user-requests.ts';
import { conclusionOf, soFar } from './conclusion.ts';
import { releaseConclusion } from './release-conclusion.ts';
import { unitConclusion, unitsSoFar } from './unit-conclusion.ts';

/** What decides, and the first sentence of the rest where there is room for it. */
function withFirst(said: string, rest: string): string {
  if (rest === '' || /\. \S/.test(said)) return said;
  const end = rest.indexOf('. ');
  return `${said} ${end < 0 ? rest : rest.slice(0, end + 1)}`;
}

/** @param atUs the moment; null: the reader has seen it all */
export function runConclusion(
  trace: Trace,
  scenario: Scenario,
  summary: Summary,
  atUs: number | null,
): string {
  const released = releaseConclusion(trace, scenario, atUs ?? trace.endUs) ?? '';
  const plain =
    atUs === null
      ? (unitConclusion(trace, scenario, summary) ?? conclusionOf(ofUsers(trace, summary)))
      : (unitsSoFar(trace, scenario, atUs) ??
        soFar(
          userCounts(trace, atUs) ?? worldAt(trace, atUs).counts,
          ofUsers(trace, summary).counts.offered,
        ));
  // Two sentences are read, four are not.
  return released === '' ? plain : withFirst(released, plain);
}
