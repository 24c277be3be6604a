/** `npm run laws`: checks the rooms' laws over the project, prints what breaks one. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { checkLaws } from './laws.ts';

const files = new Map<string, string>();
for (const folder of ['src', 'content', 'build', 'e2e']) {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.posix.join(entry.parentPath.split(path.sep).join('/'), entry.name);
    if (entry.isFile()) files.set(file, await readFile(file, 'utf8'));
  }
}

const violations = checkLaws(files);
for (const { file, line, law, message } of violations) console.error(`${file}:${line}: ${law}: ${message}`);
console.log(`laws: ${files.size} files, ${violations.length} violations`);
process.exitCode = violations.length > 0 ? 1 : 0;
