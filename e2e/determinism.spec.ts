/** Equal scenario, equal trace, bit for bit: in Node, in this browser, on the command line and in the lab. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { build, type Rolldown } from 'vite';
import type { Scenario } from '../src/sim/scenario.ts';
import { anyScenario } from '../src/sim/testing/any-scenario.ts';
import type * as Entry from './determinism-entry.ts';
import { ownHash, SCENARIOS } from './content.ts';
import { openLab } from './lab.ts';
import { expect, test } from './support.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SCRIPT = '/determinism.js';

/** One file without imports, the same for Node and the browsers. */
async function bundle(): Promise<string> {
  const built = (await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      lib: { entry: 'e2e/determinism-entry.ts', formats: ['es'], fileName: 'determinism' },
    },
  })) as Rolldown.RolldownOutput[];
  const { output } = built[0]!;
  expect(output.map(({ type }) => type)).toEqual(['chunk']);
  return output[0].code;
}

/** Whole numbers as JSON carries them: what the browser is handed and what Node runs are one text. */
const generated = JSON.parse(
  JSON.stringify(fc.sample(anyScenario, { seed: 20_261_120, numRuns: 60 })),
) as Scenario[];

/** A day before most of what scenarios rest on: those that cannot be are refused, with the same words everywhere. */
const EARLY = '2018-02-01';

function kindsOf(value: unknown, kinds = new Set<unknown>()): Set<unknown> {
  if (typeof value === 'object' && value !== null) {
    if ('kind' in value) kinds.add(value.kind);
    for (const part of Object.values(value)) kindsOf(part, kinds);
  }
  return kinds;
}

test.describe('the same bits', () => {
  test.use({ serviceWorkers: 'block' });

  test('the generated scenarios hold every distribution, pattern, routing and fault', () => {
    const kinds = kindsOf(generated);
    const wanted =
      'uniform exponential log-normal hyper-exponential empirical ' +
      'constant poisson ramp burst schedule list ' +
      'function-error timeout out-of-memory crash init-error invalid-request';
    for (const kind of wanted.split(' ')) expect(kinds, kind).toContain(kind);
    expect(new Set(generated.map(({ settings }) => settings.routing)).size).toBe(5);
  });

  test('every scenario, in Node and in the browser', async ({ page }) => {
    test.setTimeout(120_000);
    const code = await bundle();
    const node = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as typeof Entry;
    const expected = node.digests(generated, [EARLY]);
    // The bundle has all of the content, and Node runs it as it runs the sources.
    expect(SCENARIOS.length).toBeGreaterThanOrEqual(30);
    const own = SCENARIOS.map((scenario) => [scenario.id, ownHash(scenario)]);
    expect(own.map(([id]) => [id, expected[`${id} by its own rules`]?.split(' ')[0]])).toEqual(own);
    const refused = Object.entries(expected).filter(([, said]) => said.startsWith('refused: '));
    expect(refused.length).toBeGreaterThan(5);
    expect(refused.filter(([name]) => name.endsWith('own rules'))).toEqual([]);

    await page.route(`**${SCRIPT}`, (route) =>
      route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: code }),
    );
    await page.goto('/');
    const found = await page.evaluate(
      async ({ script, list, dates }) => {
        const browser = (await import(script)) as typeof Entry;
        return browser.digests(list, dates);
      },
      { script: SCRIPT, list: generated, dates: [EARLY] },
    );
    expect(found).toEqual(expected);
  });
});

test('the lab and the command line run the same run', async ({ page }) => {
  test.setTimeout(90_000);
  const command = ['run', '--silent', 'sim', '--', 'cold-start', '--json', '--seed', '5', '--set', 'idle=3'];
  const { stdout } = await run('npm', command, { cwd: ROOT });
  const { hash } = JSON.parse(stdout) as { hash: string };
  expect(hash).toMatch(/^[0-9a-f]{16}$/);
  await openLab(page, `/lab/cold-start?idle=3&seed=5&hash=${hash}`);
  await expect(page.getByText('This link was made from another run')).toHaveCount(0);
  // A link shows the hash of the run on show.
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));
  });
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByRole('textbox', { name: /Here is the link/ })).toHaveValue(
    new RegExp(`hash=${hash}`),
  );
});
