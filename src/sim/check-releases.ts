/** References within releases: what versions and aliases point to, and what the changes of a scenario are about. */
import type { Report } from './problem.ts';
import { shorten } from './explain.ts';
import { functionNamed, functionPath, functionsOf } from './function-named.ts';
import { changedFunction, changesInOrder } from './release-plan.ts';
import type { Scenario } from './scenario.ts';
import type { Change } from './settings/change-settings.ts';
import type { FunctionSettings } from './settings/function-settings.ts';

/** Reports a name that leads to no function, or to one without such a qualifier. */
type ReferToFunction = (name: string | undefined, path: string, what: string) => void;

/** Reports every reference of versions, aliases, changes and alarms that leads nowhere. */
export function checkReleases(
  scenario: Pick<Scenario, 'settings' | 'changes'>,
  report: Report,
  refer: ReferToFunction,
): void {
  const { settings } = scenario;
  for (const [id, fn] of functionsOf(settings)) checkFunction(fn, functionPath(id), report);
  for (const [id, alarm] of Object.entries(settings.alarms ?? {}))
    refer(alarm.of, `settings.alarms.${id}.of`, 'what it watches: a function, version or alias');
  for (const [index, change] of (scenario.changes ?? []).entries())
    checkChange(scenario, change, `changes.${index}`, report, refer);
  checkNumbers(scenario, report);
}

const among = (what: string, known: object | undefined) => {
  const names = Object.keys(known ?? {});
  return names.length === 0 ? `${what}: this function has none` : `${what}: ${names.join(', ')}`;
};

function checkFunction(fn: FunctionSettings, at: string, report: Report): void {
  for (const [version, { revision }] of Object.entries(fn.versions ?? {}))
    if (revision !== undefined && !Object.hasOwn(fn.revisions ?? {}, revision))
      report(`${at}.versions.${version}.revision`, shorten(revision), among('a revision', fn.revisions));
  for (const [alias, { version, additional }] of Object.entries(fn.aliases ?? {})) {
    const own = `${at}.aliases.${alias}`;
    const check = (to: string, path: string) => {
      if (Object.hasOwn(fn.versions ?? {}, to)) return;
      const isAlias = Object.hasOwn(fn.aliases ?? {}, to);
      const what = isAlias ? 'a version, since an alias cannot point to an alias' : 'a published version';
      report(path, shorten(to), among(what, fn.versions));
    };
    if (version !== '$LATEST') check(version, `${own}.version`);
    if (!additional) continue;
    if (version === '$LATEST')
      report(`${own}.version`, shorten(version), 'a published version: $LATEST takes no part in weights');
    if (additional.version === '$LATEST')
      report(
        `${own}.additional.version`,
        shorten(additional.version),
        'a published version: $LATEST takes no part in weights',
      );
    else if (additional.version === version)
      report(`${own}.additional.version`, shorten(version), 'another version than the first');
    else check(additional.version, `${own}.additional.version`);
  }
}

function checkChange(
  { settings }: Pick<Scenario, 'settings'>,
  change: Change,
  at: string,
  report: Report,
  refer: ReferToFunction,
): void {
  const id = changedFunction(change);
  const fn = functionNamed(settings, id);
  if (!fn) return refer(id, `${at}.function`, 'a function');
  switch (change.kind) {
    case 'update-function-code':
    case 'put-object':
      // `function` is the state that the settings of the function are.
      if (change.revision !== 'function' && !Object.hasOwn(fn.revisions ?? {}, change.revision))
        report(`${at}.revision`, shorten(change.revision), among('a revision', fn.revisions));
      break;
    case 'put-provisioned-concurrency':
      refer(change.of, `${at}.of`, 'a version or an alias');
      break;
    case 'update-alias':
    case 'create-deployment':
      if (!Object.hasOwn(fn.aliases ?? {}, change.alias))
        report(`${at}.alias`, shorten(change.alias), among('an alias', fn.aliases));
      break;
    default:
  }
  if (change.kind !== 'create-deployment') return;
  for (const hook of ['beforeAllowTraffic', 'afterAllowTraffic'] as const)
    refer(change[hook], `${at}.${hook}`, 'a function to run');
  for (const [index, alarm] of (change.alarms ?? []).entries())
    if (!Object.hasOwn(settings.alarms ?? {}, alarm))
      report(
        `${at}.alarms.${index}`,
        shorten(alarm),
        `an alarm: ${Object.keys(settings.alarms ?? {}).join(', ') || 'this scenario has none'}`,
      );
}

/** Versions are numbered in the order in which they are published: AWS gives the number, the scenario tells it. */
function checkNumbers(scenario: Pick<Scenario, 'settings' | 'changes'>, report: Report): void {
  const changes = scenario.changes ?? [];
  // Also those that are off: a number says which version is meant, not how many there are.
  const inOrder = changesInOrder({ changes: changes.map((change) => ({ ...change, on: true })) });
  for (const [id, { versions = {} }] of functionsOf(scenario.settings)) {
    let last = Math.max(0, ...Object.keys(versions).map(Number));
    for (const change of inOrder) {
      if (change.kind !== 'publish-version' || changedFunction(change) !== id) continue;
      const index = changes.findIndex((one) => one.id === change.id);
      if (Number(change.version) !== last + 1)
        report(`changes.${index}.version`, shorten(change.version), `"${last + 1}", the next number`);
      last = Math.max(last, Number(change.version));
    }
  }
}
