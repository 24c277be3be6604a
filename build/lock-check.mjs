/** `npm run lock`: the lock file holds every package for every system, and no download address. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8'));
const addressed = Object.keys(packages).filter((folder) => 'resolved' in packages[folder]);
const unhashed = Object.keys(packages).filter(
  (folder) => folder !== '' && !('integrity' in packages[folder]),
);
// npm refuses a lock that lacks a part its packages name, also those for other systems.
const dryRun = spawnSync('npm', ['ci', '--dry-run', '--ignore-scripts', '--loglevel=error'], {
  cwd: root,
  encoding: 'utf8',
  shell: process.platform === 'win32',
});

for (const folder of addressed) console.error(`${folder} has a download address (see .npmrc)`);
for (const folder of unhashed) console.error(`${folder} has no hash`);
if (dryRun.status !== 0) console.error(`${dryRun.stdout}${dryRun.stderr}`);
process.exitCode = addressed.length + unhashed.length > 0 || dryRun.status !== 0 ? 1 : 0;
