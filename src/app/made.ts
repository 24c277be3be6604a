/**
 * What the reader made happen in a run: faults and operators' changes laid over its scenario, each beginning at the
 * moment it was made. In an address they are one JSON list, in the scenario's own words; a fault and a change are told
 * apart by their `kind`.
 */
import { checkChanged } from '../sim/check-changed.ts';
import { parseJson } from '../sim/json-text.ts';
import { Fault, type Scenario } from '../sim/scenario.ts';
import type { Change } from '../sim/settings/change-settings.ts';

export type Made = Fault | Change;

/** As many as a picture has room for. */
const MOST_MADE = 50;

const FAULTS: readonly string[] = Fault.shape.kind.options;

/** Whether it is a fault; else it is an operator's change. */
export function isFault(made: Made): made is Fault {
  return FAULTS.includes(made.kind);
}

/** The scenario with what was made laid over it, or why that cannot be: a sentence each. */
export function withMade(
  scenario: Scenario,
  made: readonly Made[],
): { readonly scenario: Scenario } | { readonly problems: readonly string[] } {
  if (made.length === 0) return { scenario };
  const changes = made.filter((one) => !isFault(one));
  const checked = checkChanged({
    ...scenario,
    faults: [...scenario.faults, ...made.filter(isFault)],
    ...(changes.length > 0 && { changes: [...(scenario.changes ?? []), ...changes] }),
  });
  return 'problems' in checked
    ? { problems: checked.problems.map(({ message }) => `made: ${message}`) }
    : checked;
}

/** Things that are made with ids that the scenario does not have: `what-if-2`. */
export function withNewIds(scenario: Scenario, things: readonly Made[]): readonly Made[] {
  const ids = new Set([...scenario.faults, ...(scenario.changes ?? [])].map(({ id }) => id));
  return things.map((thing) => {
    let { id } = thing;
    for (let again = 2; ids.has(id); again += 1) id = `${thing.id}-${again}`;
    ids.add(id);
    return { ...thing, id };
  });
}

/** What the `made` of an address says of a scenario; what cannot be used is left out and told in `problems`. */
export function readMade(
  scenario: Scenario,
  text: string | undefined,
  problems: string[],
): { readonly made: readonly Made[]; readonly scenario: Scenario } {
  if (text === undefined) return { made: [], scenario };
  const parsed = parseJson(text);
  const list = 'value' in parsed ? parsed.value : null;
  if (!Array.isArray(list) || list.length > MOST_MADE || !list.every((one) => isKinded(one))) {
    problems.push(
      `made: found "${text.slice(0, 40)}", expected a list of at most ${MOST_MADE} faults and changes, as JSON`,
    );
    return { made: [], scenario };
  }
  const made: readonly Made[] = list;
  const laid = withMade(scenario, made);
  if ('scenario' in laid) return { made, scenario: laid.scenario };
  problems.push(...laid.problems);
  return { made: [], scenario };
}

/** Enough of a shape to be laid over; the schema checks the rest. */
function isKinded(one: unknown): one is Made {
  return typeof one === 'object' && one !== null && 'kind' in one && typeof one.kind === 'string';
}
