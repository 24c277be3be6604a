/** Scenarios opened from files, with the schema's own messages: fetched with the engine once there is a file. */
import { parseArrivalsCsv } from '../sim/arrivals-csv.ts';
import { problemAt, ScenarioError } from '../sim/problem.ts';
import { readScenario, type ReadResult } from '../sim/read-scenario.ts';
import { withRequests } from '../sim/real-arrivals.ts';

/** A file as it was handed in. */
export interface OpenedFile {
  readonly name: string;
  readonly text: string;
}

/**
 * The scenario in one of the files; arrivals it takes from a CSV must be among the others. Every problem begins with
 * the name of the file.
 */
export function openScenario(files: readonly OpenedFile[]): ReadResult {
  const isTable = ({ name }: OpenedFile) => /\.csv$/i.test(name);
  const [file, second] = files.filter((one) => !isTable(one));
  if (!file)
    return { problems: [problemAt('files', 'no scenario', 'one file of JSON, and the CSV it names')] };
  if (second)
    return {
      problems: [problemAt('files', `two scenarios, ${file.name} and ${second.name}`, 'one at a time')],
    };
  const read = readScenario(file.text, file.name);
  if ('problems' in read || read.scenario.arrivals.kind !== 'csv') return read;
  const { scenario } = read;
  const named = read.scenario.arrivals.file;
  const table = files.find((one) => isTable(one) && named.endsWith(one.name));
  if (!table)
    return {
      problems: [
        problemAt(
          `${file.name}: arrivals.file`,
          `"${named}", which is not among the files`,
          'that file chosen together with the scenario',
        ),
      ],
    };
  try {
    const { requests } = parseArrivalsCsv(table.text, table.name);
    return { scenario: withRequests(scenario, requests) };
  } catch (error) {
    if (error instanceof ScenarioError) return { problems: error.problems };
    throw error;
  }
}
