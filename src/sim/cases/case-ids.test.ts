import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Scenario } from '../scenario.ts';

/** The files of reference cases, as far as this test reads them. */
interface CaseFile {
  readonly cases: readonly { readonly id: string; readonly source: unknown }[];
}

const here = new URL('.', import.meta.url);
const content = new URL('../../../content/scenarios/', import.meta.url);
const filesIn = (folder: URL) => readdirSync(folder).filter((name) => name.endsWith('.json'));
const read = (name: string, folder: URL) =>
  JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as unknown;

const cases = filesIn(here).flatMap((name) => (read(name, here) as CaseFile).cases);
const ids = cases.map(({ id }) => id);

it('every case has an id of its own and a source', () => {
  expect(new Set(ids).size).toBe(ids.length);
  expect(cases.filter(({ source }) => !source)).toEqual([]);
});

it('every claim that rests on a case names one', () => {
  const named = filesIn(content).flatMap((name) =>
    Scenario.parse(read(name, content)).claims.flatMap(({ from }) =>
      from.kind === 'case' ? [from.case] : [],
    ),
  );
  expect(named.filter((id) => !ids.includes(id))).toEqual([]);
});
