/** Limits are found, filtered, opened and linked to; two dates are compared. */
import { searchOf, typeInto } from './lab.ts';
import { expect, test } from './support.ts';

test('a limit is found by its words in any order; filters and words stand in the address', async ({
  page,
}) => {
  await page.goto('/limits');
  const find = page.getByRole('search');
  const field = find.getByRole('searchbox', { name: 'Find a limit' });
  const status = find.getByRole('status');
  await expect(status).toHaveText(/^\d+ facts$/);
  await typeInto(field, 'function TIME-OUT longest');
  const row = page.getByRole('row', { name: /^Longest timeout of a function 900/ });
  await expect(row.locator('mark')).toHaveText(['Longest', 'timeout', 'function']);
  await expect(status).toHaveText(/^\d of \d+ facts$/);
  await find.getByRole('button', { name: /^Quotas \d/ }).click();
  await expect(find.getByRole('button', { name: /^Quotas \d/ })).toHaveAttribute('aria-pressed', 'true');
  expect(searchOf(page)).toEqual({ q: 'function TIME-OUT longest', kind: 'quota' });

  await test.step('an earlier value is found, and the row says when it was', async () => {
    await typeInto(field, 'longest timeout 300');
    await expect(page.getByRole('row', { name: 'since 8 Oct 2015: 300' })).toBeVisible();
  });

  await test.step('a reload keeps the view', async () => {
    await expect.poll(() => searchOf(page)).toEqual({ q: 'longest timeout 300', kind: 'quota' });
    await page.reload();
    await expect(field).toHaveValue('longest timeout 300');
    await expect(status).toHaveText(/^\d of \d+ facts$/);
  });

  await test.step('nothing found says what to try', async () => {
    await typeInto(field, 'perpetual motion');
    await expect(page.getByText('No fact has all of these words: perpetual motion.')).toBeVisible();
    await page.getByRole('button', { name: 'Show all facts' }).click();
    await expect(status).toHaveText(/^\d+ facts$/);
    await expect.poll(() => searchOf(page)).toEqual({});
  });
});

test('a link to a fact opens it: its history, what the notes said, where it shows', async ({ page }) => {
  await page.goto('/limits?asof=2018-02#timeout-max');
  const title = page.getByRole('button', { name: 'Longest timeout of a function', exact: true });
  await expect(title).toHaveAttribute('aria-expanded', 'true');
  await expect(title).toBeInViewport();
  await expect(page.getByRole('img', { name: /300\s?s until 10 Oct 2018, then 900\s?s/ })).toBeVisible();
  const history = page.getByRole('table', { name: /^Longest timeout of a function: every value/ });
  await expect(history.getByRole('row', { name: /^8 Oct 2015 ?in force 300/ })).toBeVisible();
  await expect(page.getByText(/Note 1: .*right then, until Oct 2018/)).toBeVisible();
  const uses = page.getByRole('region', { name: 'Where it shows' });
  await expect(uses.getByRole('link').first()).toHaveAttribute('href', /asof=2018-02/);

  await test.step('what is opened is named by the address', async () => {
    await page.getByRole('button', { name: 'Most memory a function can have', exact: true }).click();
    await expect(page).toHaveURL(/#memory-max$/);
    await expect(title).toHaveAttribute('aria-expanded', 'true');
  });
});

test('two dates are compared, in either order; a date that is none is explained', async ({ page }) => {
  await page.goto('/limits');
  await page.getByRole('link', { name: /^What changed when/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'What changed when' })).toBeVisible();
  const timeout = page.getByRole('row', { name: /^Longest timeout of a function \d/ });
  await expect(timeout).toContainText(/300\s*s.*900\s*s.*higher.*10 Oct 2018/);
  await page.getByRole('button', { name: 'To Nov 2014' }).click();
  await expect(timeout).toContainText(/300\s*s.*60\s*s.*lower.*8 Oct 2015/);
  expect(searchOf(page)).toEqual({ to: '2014-11' });

  const from = page.getByRole('textbox', { name: 'From' });
  await typeInto(from, 'soon');
  await from.press('Enter');
  await expect(page.getByText(/^The as-of date is "soon"; expected/)).toBeVisible();
  expect(searchOf(page)).toEqual({ to: '2014-11' });
  await typeInto(from, '2018-10-10');
  await from.press('Enter');
  await expect(timeout).toContainText(/900\s*s.*60\s*s.*lower/);
  await page.getByRole('combobox', { name: 'Topic' }).selectOption('configuration');
  await expect(page.getByRole('status').filter({ hasText: /read otherwise/ })).toBeVisible();
  expect(searchOf(page)).toEqual({ from: '2018-10-10', to: '2014-11', topic: 'configuration' });
});
