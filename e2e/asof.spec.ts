/** One control turns the whole app to a date. */
import { openLab, plateOf, searchOf, typeInto } from './lab.ts';
import { expect, test } from './support.ts';

test('February 2018 and back', async ({ page }) => {
  await page.goto('/limits');
  const timeout = page.getByRole('row', { name: /^Longest timeout of a function/ });
  await expect(timeout).toContainText(/900\s*s|15\s*min/);
  const chip = page.getByRole('button', { name: /as of/i });
  await chip.click();
  const dialog = page.getByRole('dialog', { name: 'Rules as of' });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'February 2018' }).click();
  await expect(dialog).toBeHidden();

  await expect(page.getByRole('button', { name: /as of 1 Feb 2018/ })).toBeVisible();
  expect(searchOf(page)).toEqual({ asof: '2018-02-01' });
  await expect(timeout).toContainText(/300\s*s|5\s*min/);
  await expect(timeout).toContainText(/900\s*s|15\s*min/);
  await expect(page.getByText(/by the rules of 1 Feb 2018/)).toBeVisible();
  await expect(page.getByText(/\d+ of \d+ differ from today\./)).toBeVisible();

  await test.step('the other pages follow', async () => {
    await page.getByRole('link', { name: 'Lessons', exact: true }).click();
    await page.getByRole('link', { name: /^Cold starts\b/ }).click();
    await expect(
      page.getByRole('complementary', { name: /Fact:.*billed|Fact: .*Init/i }).first(),
    ).toBeVisible();
    await expect(page.getByText('by the rules of 1 Feb 2018').first()).toBeVisible();
    await page.getByRole('link', { name: 'Lab', exact: true }).click();
    await plateOf(page, 'Cold start').click();
    await expect(
      page.getByText('Stated for today, 20 Nov 2026, run by the rules of 1 Feb 2018.'),
    ).toBeVisible();
    expect(searchOf(page)).toMatchObject({ asof: '2018-02-01' });
  });

  await page.getByRole('button', { name: 'Back to today' }).click();
  await expect(page.getByRole('button', { name: /as of today/i })).toBeVisible();
  await expect(page.getByText('Stated for today, 20 Nov 2026.')).toBeVisible();
  expect(searchOf(page)).not.toHaveProperty('asof');
  await page.goBack();
  await expect(page.getByRole('button', { name: /as of 1 Feb 2018/ })).toBeVisible();
});

test('any day can be typed; a day that is none is explained and changes nothing', async ({ page }) => {
  await page.goto('/limits');
  await page.getByRole('button', { name: /as of/i }).click();
  const dialog = page.getByRole('dialog', { name: 'Rules as of' });
  const field = dialog.getByRole('textbox', { name: /^Any day since/ });
  for (const wrong of ['soon', '2021-02-30', '2013', '2031-01-01']) {
    await typeInto(field, wrong);
    await dialog.getByRole('button', { name: 'Use this date' }).click();
    await expect(dialog.getByRole('status')).not.toBeEmpty();
    await expect(dialog).toBeVisible();
  }
  expect(searchOf(page)).toEqual({});
  await typeInto(field, '2020-12-01');
  await field.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: /as of 1 Dec 2020/ })).toBeVisible();
});

test('the run itself follows the date: what the rules of 2018 forbid is said', async ({ page }) => {
  await openLab(page, '/lab/cold-start?settings.function.timeoutMs=600000');
  await page.goto('/lab/cold-start?settings.function.timeoutMs=600000&asof=2018-02');
  await expect(page.getByText('The rules of this date do not allow these settings:')).toBeVisible();
  await expect(page.getByText(/found 600000, expected at most 300000/)).toBeVisible();
  await page.getByRole('button', { name: 'Back to today' }).click();
  await expect(page.getByText('The rules of this date do not allow these settings:')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Play' })).toBeEnabled();
});

test('the same requests are kept or lost by the measurement of the day', async ({ page }) => {
  const figures = page.getByRole('region', { name: 'Figures of the run' });
  const cold = async (asof: string): Promise<number> => {
    const keep = encodeURIComponent('{"preset":"as-of"}');
    const lab = await openLab(page, `/lab/idle-recycle?pause=8&settings.keep=${keep}&asof=${asof}`);
    await lab.toEnd.click();
    await expect(figures).toContainText(/cold\s*\d/);
    return Number(/cold\s*(\d+)/.exec((await figures.textContent()) ?? '')?.[1]);
  };
  const [august2019, january2021] = [await cold('2019-08-20'), await cold('2021-01-05')];
  expect(january2021).toBeGreaterThan(august2019);
});
