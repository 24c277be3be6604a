/** Every name in a scenario that refers to another part of it must lead there, and to a part of a kind that can take it. */
import type { Report } from './problem.ts';
import { checkReleases } from './check-releases.ts';
import { shorten } from './explain.ts';
import { functionPath, functionsOf } from './function-named.ts';
import { nearestWord } from './nearest-word.ts';
import { aliasPlansOf, versionPlansOf } from './release-plan.ts';
import type { Scenario } from './scenario.ts';

/** Kinds of parts: resources by their type. */
type Part =
  'function' | 'mapping' | 'caller' | 'edge' | NonNullable<Scenario['settings']['resources']>[string]['type'];

/** What takes in units: where arrivals, calls and services can put one. */
const TAKES_UNITS: readonly Part[] = ['queue', 'stream', 'push-service', 'target'];
/** What records of ends are sent to. */
const TAKES_RECORDS: readonly Part[] = ['queue', 'target', 'push-service'];

/** Names of parts that are there without being named. */
const OWN_NAMES = ['function', 'caller', 'edge'];

/** Reports every reference that leads nowhere or to a part of another kind, and every name given twice. */
export function checkReferences(scenario: Scenario, report: Report): void {
  const { settings, faults } = scenario;
  const parts = new Map<string, Part>([['function', 'function']]);
  const name = (names: object | undefined, at: string, partOf: (id: string) => Part) => {
    for (const id of Object.keys(names ?? {})) {
      if (OWN_NAMES.includes(id))
        report(`${at}.${id}`, shorten(id), `another name: ${id} is a part of its own`);
      else if (parts.has(id)) report(`${at}.${id}`, `${shorten(id)} a second time`, 'each name once');
      else parts.set(id, partOf(id));
    }
  };
  name(settings.functions, 'settings.functions', () => 'function');
  name(settings.resources, 'settings.resources', (id) => settings.resources![id]!.type);
  name(settings.mappings, 'settings.mappings', () => 'mapping');
  for (const { name: version } of versionPlansOf(scenario)) parts.set(version, 'function');
  for (const { name: alias } of aliasPlansOf(scenario)) parts.set(alias, 'function');
  if (settings.caller) parts.set('caller', 'caller');
  if (settings.edge) parts.set('edge', 'edge');

  const refer = (id: string | undefined, path: string, what: string, kinds: readonly Part[]) => {
    if (id === undefined) return;
    const part = parts.get(id);
    if (part !== undefined && kinds.includes(part)) return;
    const known = [...parts].filter(([, kind]) => kinds.includes(kind)).map(([key]) => key);
    const near = nearestWord(id, known);
    const expected =
      near !== undefined
        ? `${what}; did you mean "${near}"?`
        : known.length === 0
          ? `${what}: this scenario has none`
          : `${what}: ${known.join(', ')}`;
    report(path, part === undefined ? shorten(id) : `${shorten(id)}, a ${part}`, expected);
  };

  for (const [id, fn] of functionsOf(settings)) {
    const at = functionPath(id);
    for (const [index, { to }] of (fn.calls ?? []).entries())
      refer(to, `${at}.calls.${index}.to`, 'something a function can call', [
        'function',
        'downstream',
        ...TAKES_UNITS,
      ]);
    refer(
      fn.async?.deadLetterQueue ?? undefined,
      `${at}.async.deadLetterQueue`,
      'a queue or a topic',
      TAKES_RECORDS,
    );
    const configured = [
      [at, fn] as const,
      ...Object.entries(fn.versions ?? {}).map(([version, of]) => [`${at}.versions.${version}`, of] as const),
      ...Object.entries(fn.aliases ?? {}).map(([alias, of]) => [`${at}.aliases.${alias}`, of] as const),
    ];
    for (const [path, { async }] of configured)
      for (const end of ['onFailure', 'onSuccess'] as const)
        refer(async?.[end] ?? undefined, `${path}.async.${end}`, 'a destination', [
          'function',
          ...TAKES_RECORDS,
        ]);
  }

  for (const [id, resource] of Object.entries(settings.resources ?? {})) {
    const at = `settings.resources.${id}`;
    if (resource.type === 'push-service') {
      for (const [index, target] of resource.targets.entries())
        refer(target, `${at}.targets.${index}`, 'something it can push to', ['function', ...TAKES_UNITS]);
      for (const [index, target] of (resource.notPermitted ?? []).entries())
        if (!resource.targets.includes(target))
          report(
            `${at}.notPermitted.${index}`,
            shorten(target),
            `one of its targets: ${resource.targets.join(', ')}`,
          );
    } else if (resource.type === 'queue') {
      refer(resource.deadLetterQueue, `${at}.deadLetterQueue`, 'a queue', ['queue']);
      if (resource.deadLetterQueue === id)
        report(`${at}.deadLetterQueue`, shorten(id), 'another queue than itself');
      if ((resource.maxReceiveCount === undefined) !== (resource.deadLetterQueue === undefined))
        report(
          `${at}.${resource.maxReceiveCount === undefined ? 'maxReceiveCount' : 'deadLetterQueue'}`,
          'nothing',
          'both parts of a redrive policy: maxReceiveCount and deadLetterQueue',
        );
    } else if (resource.type === 'downstream') {
      refer(resource.feeds, `${at}.feeds`, 'something that takes in units', TAKES_UNITS);
    }
  }

  for (const [id, mapping] of Object.entries(settings.mappings ?? {})) {
    const at = `settings.mappings.${id}`;
    refer(mapping.source, `${at}.source`, `a ${mapping.type}`, [mapping.type]);
    refer(mapping.function, `${at}.function`, 'a function', ['function']);
    if (mapping.type === 'stream')
      refer(mapping.onFailure ?? undefined, `${at}.onFailure`, 'a queue, a topic or a bucket', TAKES_RECORDS);
  }

  refer(settings.caller?.invokes, 'settings.caller.invokes', 'what it invokes', ['function']);
  refer(settings.caller?.backup, 'settings.caller.backup', 'a bucket or a queue', TAKES_RECORDS);
  for (const event of ['viewerRequest', 'originRequest', 'originResponse', 'viewerResponse'] as const)
    refer(settings.edge?.[event], `settings.edge.${event}`, 'a function', ['function']);
  for (const { name: alias } of aliasPlansOf(scenario))
    for (const event of ['viewerRequest', 'originRequest', 'originResponse', 'viewerResponse'] as const)
      if (settings.edge?.[event] === alias)
        report(
          `settings.edge.${event}`,
          shorten(alias),
          'a version by its number: CloudFront takes no alias',
        );
  checkReleases(scenario, report, (id, path, what) => refer(id, path, what, ['function']));

  const entries: readonly Part[] = ['caller', 'edge', 'function', ...TAKES_UNITS];
  const arrives = 'where units can arrive';
  if (scenario.entry === undefined && !settings.caller)
    report('entry', 'nothing', `${arrives}, or settings.caller`);
  refer(scenario.entry, 'entry', arrives, entries);
  for (const [index, { to }] of (scenario.feeds ?? []).entries())
    refer(to, `feeds.${index}.to`, arrives, entries);

  const all = [...new Set(parts.values())];
  for (const [index, { kind, of, action }] of faults.entries()) {
    refer(of, `faults.${index}.of`, 'a part of the scenario', all);
    if (kind === 'permission-missing' && of === undefined)
      report(`faults.${index}.of`, 'nothing', 'whose permission is missing: a part of the scenario');
    if (kind !== 'permission-missing' && action !== undefined)
      report(
        `faults.${index}.action`,
        shorten(action),
        'no action: only a permission that is missing has one',
      );
  }
}
