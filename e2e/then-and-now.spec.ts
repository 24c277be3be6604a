/** The same run by the rules of several dates, side by side, under the run of the page. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { summaryBy } from './content.ts';
import { openLab, searchOf, seeToEnd, set } from './lab.ts';
import { expect, test } from './support.ts';

const sectionOf = (page: Page): Locator => page.getByRole('region', { name: 'Then and now' });

/** The cells of a figure, in the order of the dates. */
async function figure(section: Locator, name: string): Promise<readonly string[]> {
  const row = section
    .getByRole('row')
    .filter({ has: section.page().getByRole('rowheader', { name, exact: true }) });
  return row.getByRole('cell').allTextContents();
}

const heads = (section: Locator): Locator => section.getByRole('columnheader');

test('three dates side by side, each a way to its run, and Back', async ({ page }) => {
  const lab = await openLab(page, '/lab/scaling-burst-today');
  const section = sectionOf(page);
  // It gives nothing away before the run has been seen.
  await expect(section.getByText('Play to the end:')).toBeVisible();
  await expect(section.getByRole('table')).toHaveCount(0);
  await seeToEnd(lab);
  await expect(heads(section)).toHaveText(['Figure', 'Feb 2018', 'Jan 2021', 'todaythis page']);
  const node = ['2018-02-01', '2021-01-01', undefined].map(
    (day) => summaryBy('scaling-burst-today', day).counts.throttled,
  );
  expect(new Set(node).size).toBe(3);
  const throttled = (await figure(section, 'throttled')).map((text) => Number(text.replaceAll(',', '')));
  expect(throttled).toEqual(node);
  await expect(section.getByRole('status')).toHaveText(
    /requests turned away by the rules of February 2018, 400 by those of January 2021, none today\.$/,
  );
  await expect(section.getByRole('img')).toHaveCount(3);
  await expect(section.getByRole('img').first()).toHaveAccessibleName(
    /^Concurrency, February 2018: at most 500,/,
  );
  const weights = await section
    .getByRole('row')
    .filter({ hasText: 'throttled' })
    .getByRole('cell')
    .evaluateAll((cells) => cells.map((cell) => getComputedStyle(cell).fontWeight));
  expect(weights).toEqual(['600', '600', '400']);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().include('.then-and-now').analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  }

  // By keyboard, as by pointer.
  const link = section.getByRole('link', { name: 'Feb 2018' });
  await link.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => searchOf(page)['asof']).toBe('2018-02-01');
  await expect(page.getByRole('button', { name: /as of/ }).first()).toContainText('1 Feb 2018');
  await expect(heads(section)).toHaveText(['Figure', 'Feb 2018this page', 'Jan 2021', 'today']);
  // The run of that date is another one: nobody has seen it yet.
  await expect(lab.figures).toContainText('when the run has been seen to its end');
  await seeToEnd(lab);
  await expect(lab.figures).toContainText(`throttled${node[0]!.toLocaleString('en')}`);

  await page.goBack();
  await expect.poll(() => searchOf(page)).not.toHaveProperty('asof');
  await expect(heads(section)).toHaveText(['Figure', 'Feb 2018', 'Jan 2021', 'todaythis page']);
  await page.goForward();
  await expect(heads(section)).toHaveText(['Figure', 'Feb 2018this page', 'Jan 2021', 'today']);
  // Today again, through the table.
  await section.getByRole('link', { name: 'today' }).click();
  await expect.poll(() => searchOf(page)).not.toHaveProperty('asof');
  await expect(heads(section)).toHaveText(['Figure', 'Feb 2018', 'Jan 2021', 'todaythis page']);
});

test('the table follows the settings', async ({ page }) => {
  const lab = await openLab(page, '/lab/scaling-burst-2021');
  const section = sectionOf(page);
  await section.getByRole('button', { name: 'Run the dates now' }).click();
  await expect(heads(section)).toHaveText(['Figure', 'Feb 2018', 'Jan 2021', 'Jun 2021this page', 'today']);
  await set(lab, 'customers at once', '100');
  await expect.poll(() => searchOf(page)['customers']).toBe('100');
  // 100 customers and 400 letters are as many as Ohio allowed at once in 2018.
  await expect(section.getByRole('status')).toHaveText(/^Nothing differs: /);
  expect(await figure(section, 'requests offered')).toEqual(['500', '500', '500', '500']);
});

test('a date at which the scenario could not be says why, and since when it can', async ({ page }) => {
  await openLab(page, '/lab/provisioned-spill-over');
  const section = sectionOf(page);
  await expect(section.getByRole('table')).toHaveCount(0);
  await page.getByText('Then and now').click();
  await expect(section.getByRole('status')).toContainText('by those of February 2018 it cannot run.');
  await expect(heads(section).nth(1)).toHaveText('Feb 2018cannot run');
  const note = section.getByRole('listitem');
  await expect(note).toContainText('provisioned concurrency exists since 2019-12-03');
  await expect(note).toContainText('Possible since 3 Dec 2019.');
  await note.getByRole('link').click();
  await expect.poll(() => searchOf(page)['asof']).toBe('2019-12-03');
  await expect(heads(section).nth(2)).toHaveText('3 Dec 2019this page');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('it fits, four dates wide', async ({ page }) => {
    await openLab(page, '/lab/scaling-burst-2021');
    await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'More' }).click();
    const section = sectionOf(page);
    await section.getByRole('button', { name: 'Run the dates now' }).click();
    await expect(heads(section)).toHaveCount(5);
    const box = (await section.getByRole('table').boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(390);
    const wide = await section
      .locator('th, td')
      .evaluateAll((cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length);
    expect(wide).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
