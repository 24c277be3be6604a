/** The JSON files of a folder of the content, for modules that are made of them. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Fact, readFacts } from '../src/cost/fact.ts';

/** Told of every file that is read, so that a change of it makes the module anew. */
type Watch = (file: string) => void;

/** What each JSON file of a folder holds, in order of their names. */
export function jsonOf<T>(
  folder: string,
  read: (value: unknown, file: string) => readonly T[],
  watch?: Watch,
): T[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => {
      const file = path.join(folder, name);
      watch?.(file);
      return read(JSON.parse(readFileSync(file, 'utf8')), file);
    });
}

/** The facts of a folder. @throws FactsError, as `readFacts` does, when one of its files is not what facts are. */
export function factsIn(folder: string, watch?: Watch): Fact[] {
  return jsonOf(folder, readFacts, watch);
}
