/** How two runs beside each other are named: by their settings, and by the date of their rules where it differs. */
import type { Scenario } from '../sim/scenario.ts';
import { configurationOf, configurationWords, printConfiguration } from './configuration.ts';
import type { LabAddress } from './route.ts';
import type { Where } from './run-columns.ts';
import { byRulesOf, dayInWords } from './then-and-now.ts';

/** Both as text, as an address has the one beside. */
function textsOf(base: Scenario, runs: readonly LabAddress[]): readonly string[] {
  return runs.map((run) => printConfiguration(base, configurationOf(run)));
}

/** What stands over each of the two; a date that nobody chose is named where the other one is another. */
export function namesOf(base: Scenario, runs: readonly [LabAddress, LabAddress]): readonly string[] {
  const differ = runs[0].asOf !== runs[1].asOf;
  return textsOf(base, runs).map((text, index) => {
    const { asOf, asOfChosen } = runs[index]!;
    const name = configurationWords(base, text) || 'the scenario as it is';
    return differ && !asOfChosen ? `${name}, rules of ${dayInWords(asOf)}` : name;
  });
}

/** How a sentence speaks of them. One for each sentence. */
export function whereOf(base: Scenario, runs: readonly [LabAddress, LabAddress]): Where {
  const days = runs.map(({ asOf }) => asOf);
  const place = (index: number | undefined) => (index === 0 ? 'on show' : 'beside it');
  if (days[0] === days[1]) return (columns) => (columns.length > 1 ? 'in both' : place(columns[0]));
  // All but the date is the same: the date says which.
  const [one, other] = textsOf(base, [
    runs[0],
    { ...runs[1], asOf: runs[0].asOf, asOfChosen: runs[0].asOfChosen },
  ]);
  if (one === other) return byRulesOf(days);
  return (columns) =>
    columns.length > 1 ? 'in both' : `${place(columns[0])} (rules of ${dayInWords(days[columns[0]!]!)})`;
}
