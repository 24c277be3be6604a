/** From the command to a scenario ready to run: file or id, real arrivals, changed settings, seed, date. */
import { parseAsOf } from '../cost/as-of.ts';
import { parseArrivalsCsv } from '../sim/arrivals-csv.ts';
import { nearestWord } from '../sim/nearest-word.ts';
import { applySettings, type AppliedChange } from '../sim/overlay.ts';
import { ScenarioError } from '../sim/problem.ts';
import { withRequests } from '../sim/real-arrivals.ts';
import { readScenario } from '../sim/read-scenario.ts';
import type { Rules } from '../sim/rules.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { RunCommand } from './command.ts';
import { rulesAt, scenarios, today } from './library.ts';

/** Wrong input: each message names the file, line or path. */
export class InputError extends Error {
  readonly messages: readonly string[];

  constructor(messages: readonly string[]) {
    super(messages.join('\n'));
    this.name = 'InputError';
    this.messages = messages;
  }
}

/** The files of the caller. Paths are as the caller wrote them. */
export interface Files {
  /** The text of a file; throws an error with a `code` as node:fs does. */
  read(path: string): string;
  /** A path beside another file. */
  beside(file: string, path: string): string;
}

/** A scenario and the rules it runs under. */
export interface Prepared {
  readonly scenario: Scenario;
  readonly rules: Rules;
  /** What --set has changed. */
  readonly applied: readonly AppliedChange[];
}

const FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EISDIR: 'a folder, expected a file',
  EACCES: 'may not be read',
  ERR_FS_FILE_TOO_LARGE: 'too large to be read',
};

function readFile(files: Files, path: string): string {
  try {
    return files.read(path);
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    const said = typeof code === 'string' ? (FAULTS[code] ?? code) : String(error);
    throw new InputError([`${path}: ${said}`]);
  }
}

function loadScenario(name: string, files: Files): Scenario {
  const known = scenarios.get(name);
  const isFile = /[/\\]|\.json$/i.test(name);
  if (known === undefined && !isFile) {
    const ids = [...scenarios.keys()];
    const near = nearestWord(name, ids);
    const hint = near === undefined ? '' : ` Did you mean ${near}?`;
    throw new InputError([
      `${name.slice(0, 60)}: no such scenario.${hint} --list prints all there are; a JSON file will do too.`,
    ]);
  }
  const result = readScenario(known ?? readFile(files, name), known === undefined ? name : `${name}.json`);
  if ('problems' in result) throw new InputError(result.problems.map((problem) => problem.message));
  const { scenario } = result;
  if (scenario.arrivals.kind !== 'csv') return scenario;
  return withArrivals(scenario, files.beside(name, scenario.arrivals.file), files);
}

/** The scenario with the requests of a CSV. */
function withArrivals(scenario: Scenario, path: string, files: Files): Scenario {
  return withRequests(scenario, parseArrivalsCsv(readFile(files, path), path).requests);
}

/**
 * Prepares what a command asks for. Arrivals first, then settings, then the seed.
 * @throws InputError for anything that is wrong with the input.
 */
export function prepare(command: RunCommand, files: Files): Prepared {
  try {
    let scenario = loadScenario(command.scenario, files);
    if (command.arrivals !== undefined) scenario = withArrivals(scenario, command.arrivals, files);
    const overlay = applySettings(scenario, command.set);
    if ('problems' in overlay) throw new InputError(overlay.problems.map(({ message }) => message));
    scenario = overlay.scenario;
    if (command.seed !== undefined) scenario = { ...scenario, seed: command.seed };
    const asOf = parseAsOf(command.asOf ?? scenario.asOf ?? 'today', today);
    if (!asOf.ok) throw new InputError([`--as-of: ${asOf.message}`]);
    return { scenario, rules: rulesAt(asOf.day), applied: overlay.applied };
  } catch (error) {
    if (error instanceof ScenarioError) throw new InputError(error.problems.map(({ message }) => message));
    throw error;
  }
}
