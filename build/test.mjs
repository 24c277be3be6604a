/**
 * `npm test`: every gate in order, each from its own command in package.json. `npm test -- lint unit` runs only
 * those. The last line is `N passed, N failed, N skipped` over all: a runner's tests one by one, any other gate as one.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';

const root = path.resolve(fileURLToPath(new URL('..', import.meta.url)));
const reports = path.join(root, '.cache/reports');
const isWindows = process.platform === 'win32';

/** Whether a browser that cannot be had fails the tests (.ci/run) or only skips its part. */
const needsAllBrowsers = process.env['ALL_BROWSERS'] === '1';

/** A pipe is no terminal, and neither is what a gate writes to. */
const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * @type {readonly { name: string, what: string, command: readonly string[], count?: (ok: boolean) => Counts }[]}
 */
const GATES = [
  { name: 'lock', what: 'lock file complete, without addresses', command: ['run', 'lock'] },
  { name: 'types', what: 'types, room by room', command: ['run', 'typecheck'] },
  { name: 'lint', what: 'lint and the rooms’ laws', command: ['run', 'lint'] },
  { name: 'format', what: 'formatting', command: ['run', 'format:check'] },
  { name: 'knip', what: 'no dead code', command: ['run', 'knip'] },
  {
    name: 'unit',
    what: 'unit and property tests',
    command: [
      'run',
      'unit',
      '--',
      '--reporter=dot',
      '--reporter=json',
      '--outputFile.json=.cache/reports/unit.json',
    ],
    count: countUnit,
  },
  { name: 'content', what: 'content', command: ['run', 'check:content'] },
  { name: 'build', what: 'build', command: ['run', 'build', '--', '--logLevel=warn'] },
  { name: 'budgets', what: 'size budgets', command: ['run', 'budgets'] },
  { name: 'e2e', what: 'end to end', command: ['run', 'e2e'], count: countE2e },
];

if (!install(root)) process.exit(1);

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !GATES.some((gate) => gate.name === name));
if (unknown.length > 0) {
  console.error(
    `No such gate: ${unknown.join(', ')}. There are ${GATES.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(1);
}

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
/** @type {Counts} */
const total = { passed: 0, failed: 0, skipped: 0 };
/** @type {(Counts & { name: string, seconds: number })[]} */
const results = [];
/** @type {Record<string, string>} */
const environment = {};
let isBuilt = true;

for (const gate of GATES) {
  if (asked.length > 0 && !asked.includes(gate.name)) continue;
  if (!isBuilt && (gate.name === 'budgets' || gate.name === 'e2e')) {
    report(gate.name, `${gate.what}: not run, there is no build`, { passed: 0, failed: 0, skipped: 1 }, 0);
    continue;
  }
  if (gate.name === 'e2e') {
    const missing = await obtainBrowsers();
    for (const name of missing) {
      report(
        name,
        noBrowser(name),
        needsAllBrowsers ? { passed: 0, failed: 1, skipped: 0 } : { passed: 0, failed: 0, skipped: 1 },
        0,
      );
    }
    if (missing.length === 2) continue;
    environment['E2E_PORT'] = String(await freePort());
  }
  const start = performance.now();
  // What it says is shown as it comes where a gate takes its time, else only when it fails.
  const isLong = gate.name === 'unit' || gate.name === 'e2e';
  const { ok, output } = npm(gate.command, isLong);
  const counts =
    gate.count?.(ok) ?? (ok ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 });
  if ((!ok && !isLong) || gate.name === 'budgets') console.log(output.trimEnd());
  if (gate.name === 'build') isBuilt = ok;
  report(gate.name, gate.what, counts, (performance.now() - start) / 1000);
}

writeFileSync(path.join(reports, 'gates.json'), `${JSON.stringify({ ...total, gates: results }, null, 2)}\n`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;

/**
 * @param {string} name
 * @param {string} what
 * @param {Counts} counts
 * @param {number} seconds
 */
function report(name, what, counts, seconds) {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  results.push({ name, ...counts, seconds });
  const word = counts.failed > 0 ? 'FAIL' : counts.passed > 0 ? 'ok  ' : 'skip';
  const many = counts.passed + counts.failed + counts.skipped > 1;
  const figures = many
    ? ` (${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped)`
    : '';
  console.log(`${word} ${name.padEnd(8)} ${what}${figures}${seconds > 0 ? `, ${seconds.toFixed(1)} s` : ''}`);
}

/**
 * @param {readonly string[]} args
 * @param {boolean} isShown
 */
function npm(args, isShown) {
  // The runners refuse `.only` under CI; the linter would only colour its output.
  const { CI: _, ...rest } = process.env;
  const env = {
    ...rest,
    ...environment,
    ...(isShown ? { CI: '1' } : {}),
    BASE_PATH: '/',
    // All random architectures, and with them the count of transitions; by hand a small share of them is quicker.
    TOPOLOGIES: 'all',
  };
  // Playwright sees for itself, and complains when told.
  if (args[1] !== 'e2e') Object.assign(env, colour);
  const child = spawnSync('npm', [args[0] ?? 'run', '--silent', ...args.slice(1)], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: isShown ? 'inherit' : 'pipe',
    shell: isWindows,
    env,
  });
  const said = child.error ? child.error.message : '';
  return { ok: child.status === 0, output: `${child.stdout ?? ''}${child.stderr ?? ''}${said}` };
}

/**
 * @param {boolean} ok
 * @returns {Counts}
 */
function countUnit(ok) {
  const {
    numPassedTests = 0,
    numFailedTests = 0,
    numPendingTests = 0,
    numTodoTests = 0,
  } = readReport('unit');
  return whole(ok, {
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests + numTodoTests,
  });
}

/**
 * @param {boolean} ok
 * @returns {Counts}
 */
function countE2e(ok) {
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = readReport('e2e').stats ?? {};
  // One that passed at its second try is named as flaky in the runner's own lines.
  return whole(ok, { passed: expected + flaky, failed: unexpected, skipped });
}

/**
 * A runner that failed without a failed test (a file that does not load, a server that does not start) counts as
 * one failure, and so does one that ran nothing.
 * @param {boolean} ok
 * @param {Counts} counts
 * @returns {Counts}
 */
function whole(ok, counts) {
  const isMissed = counts.failed === 0 && (!ok || counts.passed === 0);
  return isMissed ? { ...counts, failed: 1 } : counts;
}

/** @param {string} name */
function readReport(name) {
  const file = path.join(reports, `${name}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/**
 * Playwright's own browsers, else the system's, else a download, else the system's packages.
 * @returns {Promise<('chromium' | 'firefox')[]>} those that could not be had
 */
async function obtainBrowsers() {
  const { findBrowsers } = await import('./browsers.mjs');
  /** @type {('chromium' | 'firefox')[]} */
  const wanted = ['chromium', 'firefox'];
  const missing = () => wanted.filter((name) => !findBrowsers().some((found) => found.name === name));
  const isRoot = process.getuid?.() === 0;
  if (missing().length > 0) {
    console.log(`Downloading ${missing().join(' and ')} …`);
    const playwright = path.join(root, 'node_modules/@playwright/test/cli.js');
    const args = [playwright, 'install', ...(isRoot ? ['--with-deps'] : []), ...missing()];
    spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', timeout: 300_000 });
  }
  if (missing().length > 0 && isRoot && existsSync('/usr/bin/apt-get')) {
    const packages = missing().flatMap((name) =>
      name === 'firefox' ? ['firefox-esr', 'libvpx7'] : ['chromium'],
    );
    console.log(`Installing ${packages.join(', ')} …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
      stdio: 'inherit',
      env,
    });
  }
  return missing();
}

/** @param {string} name */
function noBrowser(name) {
  const package_ = name === 'firefox' ? 'firefox-esr' : 'chromium';
  return `no ${name}: install it (npx playwright install ${name}, or your system's package ${package_}) and run again`;
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 4199));
    });
  });
}
