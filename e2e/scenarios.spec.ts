/**
 * Every scenario of the content: it opens, runs to its end, tells its picture in words, and the run is Node's, bit for
 * bit. What a page breaks, asks for or throws meanwhile fails the test (support.ts).
 */
import type { Page } from '@playwright/test';
import type { Scenario } from '../src/sim/scenario.ts';
import { MODELS, ownHash, scenariosOf, shownText } from './content.ts';
import { fits } from './faults.ts';
import { copyLink, labOf, openLab, partsOf, seeToEnd, STILL, takenOver } from './lab.ts';
import { expect, test } from './support.ts';

// The jump to the end is a cut, not a glide, which alone would be half of the time. (The system's Firefox is told as it
// is started.)
test.use(STILL);

/** How many scenarios one page goes through at most: enough to be worth opening it, few enough to share out. */
const WALK = 16;

/** What the picture of a model speaks of, whatever became of its run. */
const SPEAKS: Record<(typeof MODELS)[number]['id'], RegExp> = {
  direct: /environment|nobody waits|version \d+/,
  'push-synchronous': /viewers asked; cache: |nobody waits/,
  'push-asynchronous': /notification.*event queue: |events? sent; event queue: /,
  stream: /(Kinesis|DynamoDB) stream .*: \d+ records? waits?.*function/,
  queue: /queue .*: \d+ visible, \d+ in flight; mapping: \d+ pollers?.*messages: /,
};

const functionsOf = ({ settings }: Scenario) => [
  settings.function,
  ...Object.values(settings.functions ?? {}),
];

const deploys = ({ changes = [] }: Scenario): boolean =>
  changes.some(({ kind, on }) => kind === 'create-deployment' && on);

/** And what it speaks of where a scenario has the part. */
const PARTS: readonly { readonly has: (scenario: Scenario) => boolean; readonly says: RegExp }[] = [
  {
    has: (scenario) => functionsOf(scenario).some(({ aliases }) => aliases !== undefined),
    says: /alias \w+ leads to version \d+.*version \d+, (no request yet, )?[\d.,]+\s% expected, ([\d.,]+\s%|none) counted/,
  },
  { has: deploys, says: /deployment Lambda\w+ of alias \w+ to version \d+: [a-z ]+ at \d+:\d\d/ },
  {
    has: (scenario) => deploys(scenario) && scenario.settings.alarms !== undefined,
    says: /alarm \w+: .* above .* is (OK|ALARM|INSUFFICIENT_DATA)/,
  },
  {
    has: (scenario) => functionsOf(scenario).some(({ vpc }) => typeof vpc === 'string'),
    says: /VPC .*: subnet 1: \d+ of \d+ addresses free, \d+ interfaces?/,
  },
  {
    // A function with versions was made before the run.
    has: ({ settings: { function: own } }) => own.package !== undefined && own.versions === undefined,
    says: /function[^;]*: (active since .*\s([KMG]B|bytes) of|refused: |failed: )/,
  },
  { has: ({ settings }) => settings.function.stack !== undefined, says: /stack [A-Z_]+_(COMPLETE|FAILED)/ },
  {
    has: ({ family, settings }) => family === 'concurrency' && settings.functions !== undefined,
    says: /account: .* taken/,
  },
];

/** From the list of scenarios, as a reader finds it there. */
async function choose(page: Page, model: string, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Scenarios', exact: true }).click();
  await page
    .getByRole('dialog', { name: 'Scenarios' })
    .getByRole('region', { name: model, exact: true })
    .getByRole('link')
    .filter({ has: page.getByText(title, { exact: true }) })
    .click();
}

async function walk(page: Page, scenario: Scenario): Promise<void> {
  const name = shownText(scenario.title);
  await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
  await expect(page).toHaveTitle(new RegExp(`^${name.replaceAll(/[^\w ]/g, '.')}`));
  await expect(page.getByText(shownText(scenario.question), { exact: true }).first()).toBeVisible();

  const lab = labOf(page);
  await expect(lab.play, scenario.id).toBeEnabled();
  await expect(lab.moment).toHaveText(/^0:00(\.0+)? of \d/);
  await seeToEnd(lab);
  const said = (await lab.scene.getAttribute('aria-label'))!;
  expect(said).toMatch(SPEAKS[scenario.model]);
  for (const { has, says } of PARTS) if (has(scenario)) expect(said).toMatch(says);
  const claims = lab.claims.getByRole('listitem');
  await expect(claims).toHaveCount(scenario.claims.length);
  await expect(claims.filter({ hasText: 'Holds:' })).toHaveCount(scenario.claims.length);
  await expect(lab.causes.first()).toBeVisible();
  await expect(lab.log.getByRole('listitem').first()).toBeVisible();

  const link = new URL(await copyLink(page));
  expect(link.pathname).toBe(`/lab/${scenario.id}`);
  expect(link.searchParams.get('hash'), `${scenario.id}: the run of the page and Node's`).toBe(
    ownHash(scenario),
  );
}

/** On a phone nothing sticks out at its end: every scenario has names and figures of its own, and there all of them stand. */
async function fitsPhone(page: Page, id: string): Promise<void> {
  const wide = page.viewportSize()!;
  await page.setViewportSize({ width: 360, height: 780 });
  await expect(labOf(page).scene).toBeVisible();
  await fits(page, `${id} at 360 px`);
  await page.setViewportSize(wide);
}

/** One in so many is asked of the second browser: that it runs all of them bit for bit is seen in determinism.spec.ts. */
const THINNED = 3;

for (const { id: model, title } of MODELS) {
  const parts = partsOf(scenariosOf(model), WALK);
  for (const [part, scenarios] of parts.entries()) {
    const which = parts.length > 1 ? `, part ${part + 1} of ${parts.length}` : '';
    test(`every scenario runs to its end, and as in Node: ${title}${which}`, async ({
      page,
      browserName,
    }) => {
      const asked = browserName === 'firefox' ? scenarios.filter((_, at) => at % THINNED === 0) : scenarios;
      test.setTimeout(30_000 + asked.length * 8000);
      // From a scenario of another model, so that the list is gone through for the first one too.
      await openLab(page, model === 'direct' ? '/lab/poison-message' : '/lab/cold-start');
      await takenOver(page);
      for (const scenario of asked)
        await test.step(scenario.id, async () => {
          await choose(page, title, shownText(scenario.title));
          await walk(page, scenario);
          // One browser is enough for lengths of words.
          if (browserName === 'chromium') await fitsPhone(page, scenario.id);
        });
    });
  }
}

test('each model has its scenarios', () => {
  for (const { id } of MODELS) expect(scenariosOf(id).length, id).toBeGreaterThanOrEqual(5);
});
