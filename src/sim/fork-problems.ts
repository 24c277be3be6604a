/**
 * What changes of settings cannot be: settings that stand for what was there before the run or for the
 * architecture itself, what lies in the past, and whatever the rules of the date do not allow of the settings
 * that they make. All problems are told before the run, by the paths of the change.
 */
import { erasOf, isFork, keysOf } from './eras.ts';
import type { Era } from './eras.ts';
import { usFromMs } from './microseconds.ts';
import { problemAt } from './problem.ts';
import type { Problem } from './problem.ts';
import type { Scenario } from './scenario.ts';
import { below } from './value-below.ts';

/** Settings that cannot change while a scenario runs, and why; where one is of a resource, perhaps only of this type. */
const FIXED: readonly (readonly [path: RegExp, why: string, of?: string])[] = [
  [/^settings\.warmEnvironments$/, 'it says what stands there before the run'],
  [/^settings\.resources\.[^.]+\.backlog$/, 'it says what stands there before the run'],
  [/^settings\.vpcs\.[^.]+\.unused$/, 'it says what stands there before the run'],
  [/^settings\.alarms\.[^.]+\.(metric|periodMs|evaluationPeriods)$/, 'it looks back by it'],
  [/^settings\.scaling\.region$/, 'the account stays in its Region'],
  [/^settings\.resources\.[^.]+\.(targets|notPermitted)\b.*$/, 'who is set up for its events stays so'],
  [/^settings\.codeStorageUsedMb$/, 'it says what stands there before the run'],
  [/^settings\.mappings\.[^.]+\.(startingPosition|startingAtMs|createdAtMs)$/, 'a mapping is created once'],
  [/^settings\.mappings\.[^.]+\.(source|type)$/, 'a mapping keeps its source'],
  [/^settings\.mappings\.[^.]+\.parallelizationFactor$/, 'its records are with its readers by their keys'],
  [/^settings\.resources\.[^.]+\.type$/, 'it is another thing then'],
  [/^settings\.resources\.[^.]+\.fifo$/, 'a queue is FIFO or not from its creation on'],
  [/^settings\.resources\.[^.]+\.shards$/, 'its records are in its shards by their keys'],
  [/^settings\.resources\.[^.]+\.retentionMs$/, 'when a record leaves is settled as it comes in', 'stream'],
  [/^settings\.functions?\b.*\.versions\.\d+\.revision$/, 'a version keeps what it was published from'],
  [/^settings\.functions?\b.*\.(mayPassRole|stack\b.*)$/, 'it is asked for when the function is created'],
  [/^changes\.[^.]+\.(kind|id|set\b.*)$/, 'it is another change then'],
];

/** Parts of a scenario that may change while it runs. */
const PARTS = ['settings', 'arrivals', 'faults', 'changes'];

/**
 * Every problem of the changes of settings of a scenario.
 *
 * @param problemsOf what is wrong with a scenario, all of it, apart from such changes; and the names and types of its places.
 */
export type ForkProblems = (
  scenario: Scenario,
  problemsOf: (scenario: Scenario) => readonly Problem[],
  placesOf: (scenario: Scenario) => readonly { readonly name: string; readonly type: string }[],
) => Problem[];

export const forkProblems: ForkProblems = (scenario, problemsOf, placesOf) => {
  const eras = erasOf(scenario);
  return eras.flatMap((era, number) => {
    if (number === 0) return [];
    const before = eras[number - 1]!.scenario;
    const at = `changes.${scenario.changes!.findIndex(({ id }) => id === era.change!.id)}.set`;
    const own = Object.keys(era.change!.set).flatMap((path) => {
      const why = whyNot(before, era, path);
      if (why === null) return [];
      return [problemAt(`${at}.${path}`, JSON.stringify(era.change!.set[path]), why)];
    });
    if (own.length > 0) return own;
    const nameOf = (path: string) =>
      Object.keys(era.change!.set).find((one) => {
        const keys = keysOf(era.scenario, one).join('.');
        return path === keys || path.startsWith(`${keys}.`);
      }) ?? path;
    const resolved = problemsOf(era.scenario).map(({ path, found, expected }) =>
      problemAt(`${at}.${nameOf(path)}`, found, expected),
    );
    if (resolved.length > 0) return resolved;
    const told = (one: Scenario) => JSON.stringify(placesOf(one).map(({ name, type }) => [name, type]));
    return told(before) === told(era.scenario)
      ? []
      : [problemAt(at, 'other parts', 'the parts it has: they cannot change while the scenario runs')];
  });
};

/** Why a value cannot be set by then; null: it can. */
function whyNot(before: Scenario, { atUs, change, scenario: after }: Era, path: string): string | null {
  if (!PARTS.includes(path.split('.')[0]!))
    return `a path that begins with ${PARTS.join(', ')}: the rest cannot change while the scenario runs`;
  const keys = keysOf(before, path);
  let value: unknown = before;
  for (const [depth, key] of keys.entries()) {
    const isLast = depth === keys.length - 1;
    if (typeof value !== 'object' || value === null) return 'a setting that is there';
    // What is optional may be set; a list has what it has.
    if (!Object.hasOwn(value, key) && (!isLast || Array.isArray(value))) return 'a setting that is there';
    value = below(value, key);
  }
  if (value === change!.set[path]) return null;
  const isOf = (type: string | undefined) =>
    type === undefined || before.settings.resources?.[keys[2]!]?.type === type;
  const fixed = FIXED.find(([pattern, , type]) => pattern.test(path) && isOf(type));
  if (fixed) return `${JSON.stringify(value)}: it cannot change while the scenario runs, ${fixed[1]}`;
  if (keys[0] !== 'changes') return null;
  const [was, is] = [before, after].map(({ changes }) => changes?.[Number(keys[1])]);
  if (was === undefined || is === undefined || isFork(was))
    return 'a call of an API: a change of settings changes no other one';
  const isPast = (atMs: number) => usFromMs(atMs) < atUs;
  if (isPast(was.atMs) && (was.on || isPast(is.atMs)))
    return `${JSON.stringify(value)}: its moment has gone by then`;
  return isPast(is.atMs) ? `at least ${atUs / 1000}, the moment of the change` : null;
}
