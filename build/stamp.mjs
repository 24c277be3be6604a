import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Everything the site is built from. */
export const SITE_SOURCES = [
  'build',
  'content',
  'index.html',
  'public',
  'src',
  'tsconfig.json',
  'vite.config.ts',
];

/** Tests are not built, so that a changed test rebuilds nothing. */
const IS_TEST = /\.test\.tsx?$/;

/**
 * One hash over names and contents of files, the installed packages (the lock file), the major
 * version of Node and whatever else the result depends on.
 * @param {string} root the project's folder
 * @param {readonly string[]} sources files and folders in it; those that do not exist count as empty
 * @param {string} [also] a setting the result depends on
 * @returns {string}
 */
export function sourceHash(root, sources, also = '') {
  const hash = createHash('sha256').update(`${also}\n${process.versions.node.split('.')[0]}\n`);
  for (const file of [...sources, 'package.json', 'package-lock.json'].flatMap((source) =>
    filesIn(root, source),
  )) {
    if (!IS_TEST.test(file))
      hash
        .update(`${file}\0`)
        .update(readFileSync(path.join(root, file)))
        .update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} source
 * @returns {string[]}
 */
function filesIn(root, source) {
  const full = path.join(root, source);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [source];
  return readdirSync(full)
    .toSorted()
    .flatMap((name) => filesIn(root, `${source}/${name}`));
}

/**
 * Whether what was built last under this name came from these very sources.
 * @param {string} root
 * @param {string} name
 * @param {string} hash
 */
export function isFresh(root, name, hash) {
  const file = stampFile(root, name);
  return existsSync(file) && readFileSync(file, 'utf8') === hash;
}

/**
 * @param {string} root
 * @param {string} name
 * @param {string} hash
 */
export function writeStamp(root, name, hash) {
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  writeFileSync(stampFile(root, name), hash);
}

/**
 * Forgets what was built under this name: called before a build begins, so that one that stops half-way is not
 * taken for a whole one.
 * @param {string} root
 * @param {string} name
 */
export function clearStamp(root, name) {
  rmSync(stampFile(root, name), { force: true });
}

/**
 * @param {string} root
 * @param {string} name
 */
const stampFile = (root, name) => path.join(root, '.cache', `${name}.stamp`);
