/** What makes a run of a scenario, as a value, as text and in words: settings, seed, date, what was made to happen. */
import type { Day } from '../cost/as-of.ts';
import type { Scenario } from '../sim/scenario.ts';
import { formatDay } from '../cost/format-day.ts';
import type { Made } from './made.ts';
import { settingText } from './setting-text.ts';
import { printLab, readLab, type LabAddress } from './route.ts';
import { parseSearchText, printSearchText, type SearchText } from './search-text.ts';
import { TODAY } from './today.ts';

export interface Configuration {
  readonly changes: SearchText;
  readonly seed: number | null;
  /** A date the reader chose; null: the scenario's own, or today. */
  readonly asOf: Day | null;
  readonly made: readonly Made[];
}

/** The configuration of an address. */
export function configurationOf({ changes, seed, asOf, asOfChosen, made }: LabAddress): Configuration {
  return { changes, seed, asOf: asOfChosen ? asOf : null, made };
}

/** The same as text: the search part of an address, empty for the scenario as it is. */
export function printConfiguration(base: Scenario, configuration: Configuration): string {
  return printSearchText(printLab(base, configuration)).slice(1);
}

/** What a text says; its problems are those of an address. */
export function readConfiguration(base: Scenario, text: string): LabAddress {
  return readLab(base, parseSearchText(text));
}

/** A configuration in words, short enough for a row: `timeout 30 s, seed 5`; of the scenario as it is: ''. */
export function configurationWords(base: Scenario, text: string): string {
  const { scenario, changes, seed, asOf, asOfChosen, made } = readConfiguration(base, text);
  return [
    ...Object.entries(changes).map(([key, value]) => {
      const control = base.tunable.find((one) => one.key === key);
      return control ? `${control.label} ${settingText(scenario, control)}` : `${key} ${value}`;
    }),
    ...made.map(({ title }) => title),
    ...(seed === null ? [] : [`seed ${seed}`]),
    ...(asOfChosen ? [asOf === TODAY ? 'rules of today' : `rules of ${formatDay(asOf)}`] : []),
  ].join(', ');
}
