import type { Plugin } from 'vite';
import { parse } from 'yaml';
import { excerpt } from './excerpt.ts';

/**
 * `import meta from './cold-starts.mdx?meta'` gives a lesson's front matter and nothing of its body,
 * so that a list of lessons does not pull every lesson into its chunk. A file without front matter,
 * or with broken YAML, stops the build with its name.
 */
export function lessonMeta(): Plugin {
  return excerpt({ name: 'lesson-meta', ending: '.mdx', query: '?meta', take: frontMatter });
}

/**
 * The YAML mapping between the two `---` lines a lesson begins with.
 * @throws Error that names the file where there is none or it is no mapping.
 */
export function frontMatter(source: string, file: string): Record<string, unknown> {
  const block = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/.exec(source)?.[1];
  if (block === undefined)
    throw new Error(`${file}: begins without front matter (a block between two lines of ---)`);
  let value: unknown;
  try {
    value = parse(block);
  } catch (error) {
    throw new Error(`${file}: front matter: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${file}: front matter is no mapping of names to values`);
  }
  return value as Record<string, unknown>;
}
