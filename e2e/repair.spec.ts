/** Scenarios that are met broken: the goal, the check on more seeds, hints, ours, and what is kept of it. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { openLab, searchOf, set, type Lab } from './lab.ts';
import { expect, test } from './support.ts';

interface Broken {
  readonly lab: Lab;
  readonly panel: Locator;
  readonly goal: Locator;
  /** Where the repair stands, in a sentence. */
  readonly verdict: Locator;
}

async function openBroken(page: Page, id: string, settings = ''): Promise<Broken> {
  const lab = await openLab(page, `/lab/${id}?repair=on${settings}`);
  const panel = page.getByRole('region', { name: 'Broken on purpose' });
  const goal = panel.getByRole('list', { name: 'Goal' }).getByRole('listitem');
  return { lab, panel, goal, verdict: panel.getByRole('status') };
}

const MENDED = 'Mended: the goal holds on this run and on 20 more seeds.';

test('a broken scenario is mended by its settings, checked on more seeds, and kept', async ({ page }) => {
  const { lab, panel, goal, verdict } = await openBroken(page, 'poison-message');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Batches that never end in time');
  await expect(goal).toHaveCount(3);
  await expect(goal.filter({ hasText: 'Does not hold:' })).toHaveCount(2);
  await expect(verdict).toHaveText('The goal does not hold on this run: 1 of 3 parts of it do.');

  await set(lab, 'partial responses', 'on');
  await expect.poll(() => searchOf(page)['partial']).toBe('on');
  expect(searchOf(page)['repair']).toBe('on');
  await expect(goal.filter({ hasText: 'Does not hold:' })).not.toHaveCount(0);
  // Not as we do it: more time for the batch instead of a smaller one.
  await set(lab, 'function timeout', '30');
  await expect(goal.filter({ hasText: 'Holds:' })).toHaveCount(3);
  await expect(verdict).toHaveText(MENDED);
  const table = panel.getByRole('table', { name: 'Your settings and figures beside ours' });
  await expect(table.getByRole('row', { name: 'function timeout 10 s 30 s 10 s' })).toBeVisible();
  await expect(
    table.getByRole('row', { name: 'batch size 10 messages 10 messages 5 messages' }),
  ).toBeVisible();

  await page.goto('/');
  await page.reload();
  const home = page.getByRole('region', { name: 'Broken on purpose' });
  await expect(home.getByText('1 of 20 mended.')).toBeVisible();
  await home.getByRole('link', { name: 'Batches that never end in time mended' }).click();
  await expect(panel.getByText('You have mended it.')).toBeVisible();
  await panel.getByRole('button', { name: 'Forget that' }).click();
  await expect(panel.getByText('You have mended it.')).toBeHidden();
  await page.goto('/');
  await expect(home.getByText('0 of 20 mended.')).toBeVisible();
});

test('three hints come when asked for, and then ours, which mends it and is nobody’s own', async ({
  page,
}) => {
  const { panel, verdict } = await openBroken(page, 'event-expires');
  const hints = panel.getByRole('list', { name: 'Hints' }).getByRole('listitem');
  await expect(hints).toHaveCount(0);
  await panel.getByRole('button', { name: 'Show a hint' }).click();
  await expect(hints).toHaveCount(1);
  const next = panel.getByRole('button', { name: 'Show the next hint' });
  await next.click();
  await next.click();
  await expect(hints).toHaveCount(3);
  await panel.getByRole('button', { name: 'Show ours' }).click();
  await panel.getByRole('link', { name: 'Use ours' }).click();
  await expect(verdict).toHaveText(MENDED);
  await expect(panel.getByText('These are our settings.')).toBeVisible();
  await page.goto('/');
  await expect(page.getByText('0 of 20 mended.')).toBeVisible();
});

test('what holds by luck is told with the seeds on which it does not, and each can be opened', async ({
  page,
}) => {
  const { panel, goal, verdict, lab } = await openBroken(page, 'retry-storm', '&retries=5&factor=2&jitter=1');
  await expect(verdict).toHaveText(/^Not mended yet: the goal holds on \d+ of 21 seeds\.$/);
  const failed = panel.getByRole('list', { name: 'Seeds on which the goal does not hold' });
  const seed = failed.getByRole('link').first();
  const name = (await seed.innerText()).trim();
  await seed.click();
  await expect(lab.seed).toHaveAccessibleName(new RegExp(`^${name}`));
  await expect(goal.filter({ hasText: 'Does not hold:' })).not.toHaveCount(0);
  expect(searchOf(page)).toMatchObject({ repair: 'on', retries: '5' });
});

test('a goal that holds because something else was touched does not count', async ({ page }) => {
  const { verdict } = await openBroken(page, 'poison-message', '&partial=on&settings.function.perItemMs=100');
  await expect(verdict).toHaveText(
    'The goal holds on this run, and does not count: settings.function.perItemMs may not be touched here.',
  );
});

for (const [width, height] of [
  [1350, 940],
  [360, 740],
] as const)
  test(`mended or not, it can be read and reached at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const clean = async (where: string): Promise<void> => {
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().include('.lab').analyze();
      expect
        .soft(
          violations.map(({ id, help }) => `${id}: ${help}`),
          where,
        )
        .toEqual([]);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(over, `${where}: nothing scrolls sideways`).toBeLessThanOrEqual(0);
    };
    const toGoal = async (): Promise<void> => {
      if (width < 600) await page.getByRole('button', { name: 'Goal', exact: true }).last().click();
    };
    const { panel, verdict } = await openBroken(page, 'good-messages-dead');
    await toGoal();
    await panel.getByRole('button', { name: 'Show a hint' }).click();
    await clean('broken');
    await openBroken(page, 'good-messages-dead', '&maximum=10&reserved=12');
    if (width < 600) await expect(page.getByText('Mended', { exact: true })).toBeVisible();
    await toGoal();
    await expect(verdict).toHaveText(MENDED);
    await clean('mended');
  });

test('the list of scenarios tells which of them also open broken, and each leads there and back', async ({
  page,
}) => {
  await page.goto('/lab');
  const card = page.getByRole('link', { name: /^Poison message/ });
  await expect(card).toContainText('Also opens broken.');
  await page.getByRole('link', { name: /^API Gateway stops waiting/ }).click();
  await page.getByRole('link', { name: 'Reports that end in 504' }).click();
  await expect(page.getByRole('list', { name: 'Goal' }).getByRole('listitem')).toHaveCount(3);
  await page.getByRole('link', { name: 'The scenario as it is' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('API Gateway stops waiting');
});
