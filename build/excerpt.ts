import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

/** What is imported of a file under a query, instead of the file. */
export interface Excerpt {
  /** The plugin's name, without the project's. */
  readonly name: string;
  /** Ending of the files, with its dot. */
  readonly ending: string;
  /** The query, with its question mark. */
  readonly query: string;
  /** The module's default export from the file's text: a value of JSON. What it throws stops the build. */
  readonly take: (text: string, file: string) => unknown;
}

/** `import part from './file.json?query'` gives a part of the file, so that its importer does not carry all of it. */
export function excerpt({ name, ending, query, take }: Excerpt): Plugin {
  const prefix = `\0${name}:`;
  // The suffix keeps away compilers that go by the file's ending.
  const suffix = '.js';
  return {
    name: `lambdarium:${name}`,
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.endsWith(ending + query)) return null;
      const resolved = await this.resolve(source.slice(0, -query.length), importer, { skipSelf: true });
      return resolved === null ? null : prefix + resolved.id + suffix;
    },
    async load(id) {
      if (!id.startsWith(prefix)) return null;
      const file = id.slice(prefix.length, -suffix.length);
      this.addWatchFile(file);
      return {
        code: `export default ${JSON.stringify(take(await readFile(file, 'utf8'), file))};`,
        map: null,
      };
    },
  };
}
