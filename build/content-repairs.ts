/** Repairs: each fits its scenario, and the numbers its goal says are those it is checked against. */
import { lineOf } from '../src/sim/json-text.ts';
import { checkRepair } from '../src/sim/check-repair.ts';
import { Repair } from '../src/sim/repair.ts';
import type { JsonFile, Report } from './content-files.ts';
import { checkSchema, idOf, refer, type Names } from './content-names.ts';

export function checkOneRepair(file: JsonFile, names: Names, report: Report): void {
  const repair = checkSchema(Repair, file.value, file, [], report);
  if (!repair) return;
  const line = (path: string) => lineOf(file.text, path === '' ? [] : path.split('.'));
  if (repair.scenario !== idOf(file.file)) {
    report(
      file.file,
      line('scenario'),
      `the scenario is ${repair.scenario}; the file is called ${idOf(file.file)}`,
    );
  }
  refer('scenario', repair.scenario, names, file, line('scenario'), report);
  const scenario = names.scenarios.get(repair.scenario);
  if (!scenario) return;
  // A path is one of the broken scenario: the file has its parts elsewhere.
  for (const { path, message } of checkRepair(repair, scenario))
    report(file.file, line(path.startsWith('solution.') ? path : ''), message);
}
