/**
 * Which paths are measures at all, and which of one scenario's runs. It knows every machine there is: only
 * checks of content and of people's files need it.
 */
import { parseMeasure, type MeasureWords } from './measure.ts';
import { placesOf } from './plan.ts';
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

/** Kinds of actors that only some scenarios have, by what brings them. */
const BROUGHT: Readonly<Record<string, (scenario: Pick<Scenario, 'settings'>) => boolean>> = {
  caller: ({ settings }) => settings.caller !== undefined,
  viewer: ({ settings }) => settings.edge !== undefined,
  record: (scenario) => has(scenario, 'stream'),
  reader: (scenario) => has(scenario, 'stream'),
  message: (scenario) => has(scenario, 'queue'),
  poller: (scenario) => has(scenario, 'queue'),
  mapping: ({ settings }) => Object.keys(settings.mappings ?? {}).length > 0,
};

function has({ settings }: Pick<Scenario, 'settings'>, type: string): boolean {
  return Object.values(settings.resources ?? {}).some((resource) => resource.type === type);
}

/** What should have stood there for a path to be a measure of this scenario's runs; null: it is one. */
export function measureExpected(path: string, scenario: Pick<Scenario, 'settings'>): string | null {
  if (measures.includes(path)) return null;
  const parsed = parseMeasure(path, WORDS);
  if ('expected' in parsed) return parsed.expected;
  const { measure } = parsed;
  if ('kind' in measure && BROUGHT[measure.kind]?.(scenario) === false) {
    return `a kind of actor that the scenario has; nothing here brings a ${measure.kind}`;
  }
  const places = placesOf(scenario).map(({ name }) => name);
  return measure.place === undefined || places.includes(measure.place)
    ? null
    : `a place of the scenario behind the @: ${places.join(', ')}`;
}
