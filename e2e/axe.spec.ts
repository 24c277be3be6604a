/** No violation on any page, in both themes, and in the states a visit goes through. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import {
  ADDRESS_PARTS,
  KINDS_OF_PAGE,
  openLab,
  PANELS,
  setPace,
  STILL,
  toFirstProblem,
  typeInto,
  type Lab,
} from './lab.ts';
import { expect, test } from './support.ts';

/** What a theme decides: all other rules read what both themes share. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

interface Asked {
  /** Only these; undefined: all of them. */
  readonly rules?: string[] | undefined;
  /** Only what stands in here. */
  readonly within?: string;
}

async function clean(page: Page, where: string, { rules, within }: Asked = {}): Promise<void> {
  // A glide or a fade in progress has colours of its own.
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {}))));
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (within !== undefined) axe.include(within);
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  const told = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n  ${nodes
        .map(({ target }) => target.join(' '))
        .slice(0, 5)
        .join('\n  ')}`,
  );
  expect.soft(told, where).toEqual([]);
}

async function choose(page: Page, theme: 'light' | 'dark'): Promise<void> {
  const choice = page.getByRole('radio', { name: theme });
  await page.getByRole('button', { name: 'Theme' }).click();
  await choice.check();
  await page.keyboard.press('Escape');
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
}

async function open(page: Page, address: string): Promise<void> {
  if (/^\/lab\/./.test(address)) {
    // Where it has been seen to its end, at its first problem: with causes, claims and figures.
    const lab = await openLab(page, address);
    await toFirstProblem(page, lab);
  } else await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

// Rules read the tree and the styles, not how it came there.
test.use(STILL);

// A scenario's page differs from another's by its picture, its settings and its words: one of each kind of picture
// stands for the rest, one of each instrument for the desk. The rules read the same tree everywhere, colours apart:
// dark is asked for its colours only, and Firefox, which takes four times as long for them, one theme of fewer pages.
for (const theme of ['light', 'dark'] as const) {
  const rules = theme === 'dark' ? COLOURS : undefined;
  for (const [part, addresses] of ADDRESS_PARTS.entries())
    test(`every page, ${theme}, part ${part + 1} of ${ADDRESS_PARTS.length}`, async ({
      page,
      browserName,
    }) => {
      const asked =
        browserName === 'firefox' ? addresses.filter((one) => KINDS_OF_PAGE.includes(one)) : addresses;
      test.skip(browserName === 'firefox' && theme === 'dark', 'one theme is enough in the second browser');
      test.skip(asked.length === 0, 'other pages of the same kinds are asked');
      test.setTimeout(150_000);
      await page.goto('/');
      await choose(page, theme);
      for (const address of asked) {
        await open(page, address);
        await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
        await clean(page, `${address}, ${theme}`, { rules });
      }
    });

  test(`every instrument of the desk, ${theme}`, async ({ page, browserName }) => {
    test.skip(browserName === 'firefox', 'the rules read the same tree in every browser');
    test.setTimeout(120_000);
    const lab = await openLab(page, '/lab/dead-letter-queue?follow=event.2');
    await choose(page, theme);
    await toFirstProblem(page, lab);
    const desk = page.getByRole('region', { name: 'Look closer' });
    for (const name of Object.values(PANELS)) {
      await desk.getByRole('button', { name, exact: true }).click();
      await expect(desk.getByText(/^(On its way|Reading the run|The run is being read)\.$/)).toHaveCount(0);
      await clean(page, `${name}, ${theme}`, { rules, within: '.desk' });
    }
    await page.getByRole('button', { name: 'Make it happen' }).click();
    await expect(page.getByRole('button', { name: 'Make it happen' })).toHaveAttribute(
      'aria-expanded',
      'true',
    );
    await lab.more.click();
    await page.keyboard.press('b');
    await clean(page, `what can be made to happen, and loop, zoom and bookmarks, ${theme}`, {
      rules,
      within: '.lab-left',
    });
    await page.getByRole('button', { name: 'Share and keep' }).click();
    await expect(page.getByRole('dialog', { name: 'Share and keep' })).toBeVisible();
    await clean(page, `share and keep, ${theme}`, { rules, within: 'dialog[open]' });
  });

  test(`states of a visit, ${theme}`, async ({ page, browserName }) => {
    test.skip(browserName === 'firefox', 'the rules read the same tree in every browser');
    test.setTimeout(150_000);
    const lab: Lab = await openLab(page, '/lab/burst?idle=nonsense');
    await choose(page, theme);
    await setPace(lab, '10 ms/s');
    await lab.play.click();
    await expect(lab.pause).toBeVisible();
    await clean(page, 'the lab while it plays, with a message');
    await lab.toEnd.click();
    await expect(lab.claims.getByText('Holds:').first()).toBeAttached();
    await lab.log.getByRole('button', { name: /finds/ }).first().click();
    await clean(page, 'the lab at the end, with a cause and its claims');
    await page.getByRole('button', { name: 'Scenarios', exact: true }).click();
    const list = page.getByRole('dialog', { name: 'Scenarios' });
    await typeInto(list.getByRole('searchbox'), 'shard');
    await expect(list.getByRole('status')).toContainText(' of ');
    await clean(page, 'the list of scenarios over the lab');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: /as of/i }).first().click();
    await expect(page.getByRole('dialog', { name: 'Rules as of' })).toBeVisible();
    await clean(page, 'the dialog of the date');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
    await clean(page, 'the dialog of the keys');

    await page.goto('/limits?asof=2018-02');
    await page.getByRole('row').getByRole('button').first().click();
    await clean(page, 'the limits of 2018 with a history');
    await page.goto('/limits/check?memoryMb=20480&source=sqs&batch=many&asof=2018-02');
    await expect(page.getByRole('region', { name: 'Refused' })).toBeVisible();
    await clean(page, 'a configuration with verdicts of each kind');
    await page.goto('/lab/blocked-shard-cured?asof=2018-02');
    await expect(page.getByRole('button', { name: /^Turn to / })).toBeVisible();
    await clean(page, 'a scenario refused at a date');

    await page.goto('/learn/cold-starts');
    const quiz = page.getByRole('region', { name: 'Before you go on' });
    await quiz.getByRole('radio').first().check();
    await quiz.getByRole('button', { name: 'Check' }).click();
    await expect(quiz.getByRole('status')).toHaveText('Not right.');
    await clean(page, 'a question answered');
    await quiz.getByRole('button', { name: 'Question 3, open' }).click();
    await quiz.getByRole('radio').first().check();
    await quiz.getByRole('button', { name: 'Predict and run' }).click();
    await expect(quiz.getByRole('complementary', { name: 'The run' })).toBeVisible();
    await clean(page, 'a prediction and its run');
    await quiz.getByRole('button', { name: 'Question 2, open' }).click();
    await clean(page, 'things to put in order');
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 780 } });
  for (const [what, addresses] of [
    ['lab', ['/lab', '/lab/cold-start', '/lab/poison-message', '/lab/bad-canary-caught']],
    [
      'lesson, limits, check and prices',
      [
        '/learn/cold-starts',
        '/limits#timeout-max',
        '/limits/timeline',
        '/limits/check?memoryMb=20480&source=sqs&batch=many',
        '/pricing',
      ],
    ],
  ] as const)
    test(`${what}, and the open menu`, async ({ page, browserName }) => {
      test.skip(browserName === 'firefox', 'the rules read the same tree in every browser');
      test.setTimeout(150_000);
      for (const address of addresses) {
        await open(page, address);
        await clean(page, address);
      }
      await page.getByRole('button', { name: 'Menu' }).click();
      await clean(page, 'the menu');
    });
});

test.describe('the not-found page', () => {
  test.use({ expectedProblems: [/404/] });
  test('has no violation', async ({ page }) => {
    await page.goto('/nope');
    await expect(page.getByRole('heading', { level: 1, name: 'No page here' })).toBeVisible();
    await clean(page, 'not found');
  });
});
