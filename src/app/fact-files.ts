/** Facts whole, with notes and sources: a topic's file is fetched when one of its facts is opened. */
import type { Fact } from '../cost/fact.ts';

const files = import.meta.glob<readonly Fact[]>('../../content/facts/*.json', { import: 'default' });
const loading = new Map<string, Promise<readonly Fact[]>>();

/** The facts of a topic; one promise a topic, as `use` wants it. A file that could not be fetched is asked for again. */
export function factsOfTopic(topic: string): Promise<readonly Fact[]> {
  const known = loading.get(topic);
  if (known) return known;
  const file = files[`../../content/facts/${topic}.json`];
  const facts = file === undefined ? Promise.resolve([]) : file();
  loading.set(topic, facts);
  facts.catch(() => loading.delete(topic));
  return facts;
}
