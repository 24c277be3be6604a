/**
 * Which paths are measures at all, and which of one scenario's runs. It knows every machine there is: only
 * checks of content and of people's files need it.
 */
import { functionsOf } from './function-named.ts';
import { parseMeasure, type MeasureWords } from './measure.ts';
import { placesOf } from './plan.ts';
import { provisionPlansOf } from './provision-plan.ts';
import { aliasPlansOf, versionPlansOf } from './release-plan.ts';
import type { Scenario } from './scenario.ts';
import { statecharts } from './statechart.ts';
import { measures } from './summary.ts';
import { REASONS } from './vocabulary.ts';

const WORDS: MeasureWords = {
  kinds: Object.values(statecharts).map(({ kind, states }) => ({
    name: kind,
    states: states.map(({ name }) => name),
  })),
  reasons: REASONS,
};

/** Whether a path is a measure of any run at all. */
export function isMeasure(path: string): boolean {
  return measures.includes(path) || 'measure' in parseMeasure(path, WORDS);
}

type Scoped = Pick<Scenario, 'settings' | 'changes'>;

/** Kinds of actors that only some scenarios have, by what brings them. */
const BROUGHT: Readonly<Record<string, (scenario: Scoped) => boolean>> = {
  caller: ({ settings }) => settings.caller !== undefined,
  viewer: ({ settings }) => settings.edge !== undefined,
  record: (scenario) => has(scenario, 'stream'),
  reader: (scenario) => has(scenario, 'stream'),
  message: (scenario) => has(scenario, 'queue'),
  poller: (scenario) => has(scenario, 'queue'),
  mapping: ({ settings }) => Object.keys(settings.mappings ?? {}).length > 0,
  operation: ({ changes = [] }) => changes.length > 0,
  version: (scenario) => versionPlansOf(scenario).length > 0,
  alias: (scenario) => aliasPlansOf(scenario).length > 0,
  deployment: ({ changes = [] }) => changes.some(({ kind }) => kind === 'create-deployment'),
  alarm: ({ settings }) => Object.keys(settings.alarms ?? {}).length > 0,
  allocation: ({ settings, changes = [] }) =>
    provisionPlansOf({ settings }).length > 0 ||
    changes.some(({ kind }) => kind === 'put-provisioned-concurrency'),
  scaling: ({ settings }) => provisionPlansOf({ settings }).some((plan) => plan.settings.autoScaling),
  stack: (scenario) =>
    functionsOf(scenario.settings).some(([, { stack }]) => stack !== undefined) ||
    (scenario.changes ?? []).some(({ kind }) => kind === 'put-object'),
  interface: ({ settings }) => Object.keys(settings.vpcs ?? {}).length > 0,
};

function has({ settings }: Scoped, type: string): boolean {
  return Object.values(settings.resources ?? {}).some((resource) => resource.type === type);
}

/** Kinds whose actors stand at what runs: a function's $LATEST or a version, never at an alias. */
const AT_WHAT_RUNS: readonly string[] = ['request', 'environment', 'function'];

/** What should have stood there for a path to be a measure of this scenario's runs; null: it is one. */
export function measureExpected(path: string, scenario: Scoped): string | null {
  if (measures.includes(path)) return null;
  const parsed = parseMeasure(path, WORDS);
  if ('expected' in parsed) return parsed.expected;
  const { measure } = parsed;
  if ('kind' in measure && BROUGHT[measure.kind]?.(scenario) === false) {
    return `a kind of actor that the scenario has; nothing here brings a ${measure.kind}`;
  }
  if (measure.place === undefined) return null;
  const isOfRuns = 'kind' in measure && AT_WHAT_RUNS.includes(measure.kind);
  const places = placesOf(scenario)
    .filter(({ type }) => !isOfRuns || type !== 'alias')
    .map(({ name }) => name);
  return places.includes(measure.place) ? null : `a place of the scenario behind the @: ${places.join(', ')}`;
}
