import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} Locked
 */

/**
 * Installs the locked packages where any is missing or another version; otherwise does nothing.
 * @param {string} root the project's folder
 * @returns {boolean} whether all are there now
 */
export function install(root) {
  const reason = whyInstall(root);
  if (reason === null) return true;
  console.log(`Installing packages (${reason}) …`);
  // Development packages build the site, whatever the environment says about production.
  const npm = spawnSync('npm', ['ci', '--include=dev', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (npm.status === 0) return true;
  console.error(
    npm.error ? `npm could not be started: ${npm.error.message}` : 'npm ci failed: see its message above.',
  );
  return false;
}

/**
 * @param {string} root
 * @returns {string | null} null: what is installed is what the lock says
 */
export function whyInstall(root) {
  const wanted = packagesIn(path.join(root, 'package-lock.json'));
  const found = packagesIn(path.join(root, 'node_modules/.package-lock.json'));
  if (wanted === null) return 'no package-lock.json';
  if (found === null) return 'first time';
  for (const [folder, lock] of Object.entries(wanted)) {
    if (folder === '') continue;
    const there = found[folder];
    if (there === undefined) {
      // Parts for other systems are locked but not installed.
      if (lock.optional === true || lock.devOptional === true) continue;
      return `${nameOf(folder)} is missing`;
    }
    if (there.version !== lock.version || there.integrity !== lock.integrity)
      return `${nameOf(folder)} has changed`;
    if (!existsSync(path.join(root, folder))) return `${nameOf(folder)} is missing`;
  }
  return null;
}

/**
 * @param {string} file
 * @returns {Record<string, Locked> | null}
 */
function packagesIn(file) {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/** @param {string} folder */
const nameOf = (folder) => folder.replace(/^.*node_modules\//, '');
