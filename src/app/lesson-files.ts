/** The texts of the lessons, each loaded when its page is opened. */
import type { MDXContent } from 'mdx/types';
import { lessonIdOf } from './catalogue.ts';

const files = import.meta.glob<MDXContent>('../../content/lessons/*.mdx', { import: 'default' });
const loaded = new Map<string, MDXContent>();

/** Loads a lesson's text; false when there is none with this id. Rejects when it cannot be fetched. */
export async function loadLesson(id: string): Promise<boolean> {
  if (loaded.has(id)) return true;
  const entry = Object.entries(files).find(([file]) => lessonIdOf(file) === id);
  if (!entry) return false;
  loaded.set(id, await entry[1]());
  return true;
}

/** The text of a lesson that has been loaded. */
export function lessonText(id: string): MDXContent | undefined {
  return loaded.get(id);
}
