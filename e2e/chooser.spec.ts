/** The list of scenarios: by model, by typing, with the keyboard alone, at the thumb. */
import type { Locator, Page } from '@playwright/test';
import { MODELS, SCENARIOS, scenariosOf, shownText } from './content.ts';
import { labOf, openLab, takenOver, typeInto } from './lab.ts';
import { expect, test } from './support.ts';

const fieldIn = (place: Page | Locator): Locator => place.getByRole('searchbox', { name: 'Find a scenario' });

const hasFocus = (wanted: Locator): Promise<void> =>
  expect.poll(() => wanted.evaluate((node) => node === document.activeElement)).toBe(true);

/** Titles of the links that stand under a model's heading. */
const titlesUnder = (place: Page | Locator, model: string): Promise<string[]> =>
  place
    .getByRole('region', { name: model, exact: true })
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.firstElementChild?.textContent ?? ''));

const sorted = (titles: readonly string[]): string[] => titles.toSorted();

test('every scenario stands under its model, with its question, and nowhere else', async ({ page }) => {
  await page.goto('/lab');
  await expect(page.getByRole('status').getByText(`${SCENARIOS.length} scenarios`)).toBeVisible();
  const headings = page.getByRole('main').getByRole('heading', { level: 2 });
  await expect(headings).toHaveText(MODELS.map(({ title }) => title));
  for (const { id, title } of MODELS) {
    const titles = scenariosOf(id).map((scenario) => shownText(scenario.title));
    expect(sorted(await titlesUnder(page, title)), title).toEqual(sorted(titles));
    const region = page.getByRole('region', { name: title, exact: true });
    for (const scenario of scenariosOf(id))
      await expect(
        region.getByRole('link', { name: shownText(scenario.question) }).first(),
        scenario.id,
      ).toBeVisible();
  }
});

test('typing narrows the list: words of the question, a model, nothing, and all again', async ({ page }) => {
  await page.goto('/lab');
  await takenOver(page);
  const field = fieldIn(page);
  const told = page.getByRole('main').getByRole('status');
  const links = page.getByRole('main').getByRole('link');
  const found = async (typed: string): Promise<number> => {
    await typeInto(field, typed);
    await expect(told).toHaveText(new RegExp(` of ${SCENARIOS.length}$`));
    const many = Number((await told.textContent())!.split(' ')[0]);
    await expect(links).toHaveCount(many);
    return many;
  };

  expect(await found('SHARD bad')).toBeGreaterThan(1);
  await expect(page.getByRole('region', { name: 'Streams', exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Queues', exact: true })).toHaveCount(0);
  expect(await found('queues')).toBeGreaterThanOrEqual(scenariosOf('queue').length);
  expect(await titlesUnder(page, 'Queues')).toHaveLength(scenariosOf('queue').length);
  expect(await found('two consumers')).toBe(1);

  await typeInto(field, 'xyzzy');
  await expect(told).toHaveText('No scenario has these words.');
  await expect(links).toHaveCount(0);
  await typeInto(field, '');
  await expect(links).toHaveCount(SCENARIOS.length);
});

test('with the keyboard alone: type, walk, open; the list over a scenario, and back', async ({ page }) => {
  await page.goto('/lab');
  await takenOver(page);
  const field = fieldIn(page);
  for (let presses = 0; presses < 15; presses += 1) {
    await page.keyboard.press('Tab');
    if (await field.evaluate((node) => node === document.activeElement)) break;
  }
  await hasFocus(field);
  await page.keyboard.type('dead-letter queue');
  const links = page.getByRole('main').getByRole('link');
  await expect(links.first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await hasFocus(links.first());
  await page.keyboard.press('ArrowDown');
  await hasFocus(links.nth(1));
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await hasFocus(field);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('fails every time object');
  await expect(links).toHaveCount(1);
  await page.keyboard.press('Enter');
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('Event that always fails');
  await expect(labOf(page).play).toBeEnabled();

  const dialog = page.getByRole('dialog', { name: 'Scenarios' });
  await page.keyboard.press('/');
  await hasFocus(fieldIn(dialog));
  await expect(dialog.getByRole('link', { name: /^Event that always fails/ })).toHaveAttribute(
    'aria-current',
    'page',
  );
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(heading).toHaveText('Event that always fails');

  const button = page.getByRole('button', { name: 'Scenarios', exact: true });
  await button.focus();
  await page.keyboard.press('Enter');
  await hasFocus(fieldIn(dialog));
  await page.keyboard.press('Escape');
  await hasFocus(button);

  await page.keyboard.press('/');
  await hasFocus(fieldIn(dialog));
  await page.keyboard.type('two consumers');
  await expect(dialog.getByRole('status')).toContainText('1 of');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(heading).toHaveText(/consumers/i);
  await expect(labOf(page).play).toBeEnabled();
  await page.goBack();
  await expect(heading).toHaveText('Event that always fails');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 780 }, hasTouch: true });

  test('the list is found, narrowed and tapped', async ({ page, browserName }) => {
    // The driver's taps come to nothing in the system's Firefox.
    const tap = (what: Locator): Promise<void> => (browserName === 'firefox' ? what.click() : what.tap());
    await page.goto('/lab');
    await takenOver(page);
    await tap(fieldIn(page));
    await typeInto(fieldIn(page), 'cache edge');
    const link = page.getByRole('region', { name: 'Push, synchronous' }).getByRole('link').first();
    await expect(link).toBeVisible();
    const box = (await link.boundingBox())!;
    expect(box.height).toBeGreaterThanOrEqual(44);
    expect(box.x + box.width).toBeLessThanOrEqual(390);
    await tap(link);
    await expect(page.getByRole('heading', { level: 1, name: 'A cache hit at the edge' })).toBeVisible();
    const lab = labOf(page);
    await expect(lab.play).toBeEnabled();

    await tap(page.getByRole('button', { name: 'Scenarios', exact: true }));
    const dialog = page.getByRole('dialog', { name: 'Scenarios' });
    const { x, width } = (await dialog.boundingBox())!;
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(390);
    expect(await dialog.evaluate((node) => node.scrollWidth - node.clientWidth)).toBe(0);
    const last = dialog.getByRole('region', { name: 'Queues', exact: true }).getByRole('link').last();
    await last.scrollIntoViewIfNeeded();
    await expect(last).toBeInViewport();
    await tap(last);
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('A cache hit at the edge');
    await expect(lab.play).toBeEnabled();
  });
});

test('a scenario opened from the list is the one that stands in the address after a reload', async ({
  page,
}) => {
  await openLab(page, '/lab/cold-start');
  await page.getByRole('button', { name: 'Scenarios', exact: true }).click();
  await page
    .getByRole('dialog', { name: 'Scenarios' })
    .getByRole('link', { name: /^Poison message/ })
    .click();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('Poison message');
  await expect(page).toHaveURL(/\/lab\/poison-message$/);
  await page.reload();
  await expect(heading).toHaveText('Poison message');
  await expect(labOf(page).play).toBeEnabled();
});
