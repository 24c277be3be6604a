/** A file with a month's usage, as the page saves it and the command line reads it. */
import { readUsage } from '../cost/usage.ts';
import { TODAY } from './today.ts';
import { withTyped, type Typed } from './typed.ts';

const MB = 2 ** 20;
const MOST_MB = 10;
/** As many are read at a glance. */
const MOST_TOLD = 6;

/** What a file holds, and the day it is priced at; or what is wrong with it and where. */
type OpenedUsage = { readonly typed: Typed; readonly day: string } | { readonly problem: string };

export async function openUsage(file: File): Promise<OpenedUsage> {
  const wrong = (what: string) => ({ problem: `${file.name}: ${what}` });
  if (file.size > MOST_MB * MB)
    return wrong(`found ${Math.ceil(file.size / MB)} MB, expected at most ${MOST_MB} MB`);
  let text: string;
  try {
    text = await file.text();
  } catch (error) {
    return wrong(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return usageOf(text, wrong);
}

function usageOf(text: string, wrong: (what: string) => { readonly problem: string }): OpenedUsage {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return wrong(`no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = readUsage(json, TODAY);
  if ('problems' in read) {
    const told = read.problems
      .slice(0, MOST_TOLD)
      .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
    const more = read.problems.length - told.length;
    return wrong(`${told.join(' ')}${more > 0 ? ` And ${more} more.` : ''}`);
  }
  return { typed: withTyped(json as Typed, 'asOf', undefined), day: read.usage.asOf };
}
