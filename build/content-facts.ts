/** The facts of the content: each file against the schema, their dates against today, their ids against all there ever were. */
import { compareDates } from '../src/cost/as-of.ts';
import { readFacts, type Fact } from '../src/cost/fact.ts';
import { lineOf } from '../src/sim/json-text.ts';
import type { JsonFile, Report } from './content-files.ts';
import { idOf } from './content-names.ts';

/** Reads the facts of all files, each by its id; a file that is not what facts are is reported and left out. */
export function readAllFacts(files: readonly JsonFile[], today: string, report: Report): Map<string, Fact> {
  const facts = new Map<string, Fact>();
  for (const file of files) {
    let read: Fact[];
    try {
      read = readFacts(file.value, file.file);
    } catch (error) {
      for (const line of String(error instanceof Error ? error.message : error).split('\n')) {
        report(file.file, null, line.replace(`${file.file}: `, ''));
      }
      continue;
    }
    read.forEach((fact, index) => {
      const line = () => lineOf(file.text, [String(index)]);
      if (facts.has(fact.id)) report(file.file, line(), `the fact id ${fact.id} stands a second time`);
      if (fact.topic !== idOf(file.file)) {
        report(
          file.file,
          line(),
          `the fact ${fact.id} has the topic ${fact.topic}; it belongs into ${fact.topic}.json`,
        );
      }
      facts.set(fact.id, fact);
      for (const entry of fact.history) {
        if (compareDates(entry.from, today) > 0)
          report(file.file, line(), `${fact.id}: ${entry.from} is after today, ${today}`);
        for (const source of entry.sources) {
          for (const date of [source.read, ...(source.textDate === undefined ? [] : [source.textDate])]) {
            if (compareDates(date, today) > 0)
              report(file.file, line(), `${fact.id}: a source of ${date} is after today, ${today}`);
          }
        }
      }
    });
  }
  return facts;
}

/** Where every id stands that a fact ever had. */
export const ID_FILE = 'content/fact-ids.json';

/**
 * Ids of facts are permanent: links, lessons and answers point at them. So each stands in a list to which ids are only
 * added, and each id of the list is a fact.
 */
export function checkFactIds(
  [list]: readonly JsonFile[],
  factFiles: readonly JsonFile[],
  facts: ReadonlyMap<string, Fact>,
  report: Report,
): void {
  const ids: readonly unknown[] = Array.isArray(list?.value) ? list.value : [];
  if (!list || !Array.isArray(list.value)) report(ID_FILE, null, 'expected a list of the ids of all facts');
  ids.forEach((id, index) => {
    const line = () => lineOf(list!.text, [String(index)]);
    if (typeof id !== 'string' || !facts.has(id))
      report(ID_FILE, line(), `the fact ${String(id)} is gone; ids are permanent, links point at it`);
    else if (ids.indexOf(id) !== index) report(ID_FILE, line(), `the id ${id} stands a second time`);
  });
  for (const file of factFiles) {
    if (!Array.isArray(file.value)) continue;
    file.value.forEach((record, index) => {
      const id = typeof record === 'object' && record !== null && 'id' in record ? record.id : undefined;
      if (typeof id !== 'string' || !facts.has(id) || ids.includes(id)) return;
      report(
        file.file,
        lineOf(file.text, [String(index)]),
        `the fact ${id} is missing in ${ID_FILE}: add it`,
      );
    });
  }
}
