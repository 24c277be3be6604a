/** No violation on any page, in both themes, and in the states a visit goes through. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { ADDRESS_PARTS, KINDS_OF_PAGE, openLab, setPace, toFirstProblem, typeInto, type Lab } from './lab.ts';
import { expect, test } from './support.ts';

/** What a theme decides: all other rules read what both themes share. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

async function clean(page: Page, where: string, rules?: string[]): Promise<void> {
  // A glide or a fade in progress has colours of its own.
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {}))));
  const axe = new AxeBuilder({ page }).setLegacyMode();
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
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('radio', { name: theme }).check();
  await page.keyboard.press('Escape');
}

async function open(page: Page, address: string): Promise<void> {
  if (/^\/lab\/./.test(address)) {
    // Where it has been seen to its end, at its first problem: with causes, claims and figures.
    const lab = await openLab(page, address);
    await toFirstProblem(page, lab);
  } else await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

for (const theme of ['light', 'dark'] as const) {
  for (const [part, addresses] of ADDRESS_PARTS.entries())
    test(`every page, ${theme}, part ${part + 1} of ${ADDRESS_PARTS.length}`, async ({
      page,
      browserName,
    }) => {
      test.setTimeout(150_000);
      await page.goto('/');
      await choose(page, theme);
      // The rules read the same tree and the same colours everywhere, and Firefox takes four times as long for them.
      const asked =
        browserName === 'firefox' ? addresses.filter((one) => KINDS_OF_PAGE.includes(one)) : addresses;
      for (const address of asked) {
        await open(page, address);
        expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe(theme);
        await clean(page, `${address}, ${theme}`, theme === 'dark' ? COLOURS : undefined);
      }
    });

  test(`states of a visit, ${theme}`, async ({ page }) => {
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
  test('lab, lesson, limits and the open menu', async ({ page }) => {
    test.setTimeout(150_000);
    for (const address of [
      '/lab',
      '/lab/cold-start',
      '/lab/poison-message',
      '/lab/bad-canary-caught',
      '/learn/cold-starts',
      '/limits',
    ]) {
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
