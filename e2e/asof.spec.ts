/** One control turns the whole app to a date. */
import { labOf, openLab, plateOf, searchOf, seeToEnd, turnTo, typeInto } from './lab.ts';
import { expect, test } from './support.ts';

test('February 2018 and back', async ({ page }) => {
  await page.goto('/limits');
  const timeout = page.getByRole('row', { name: /^Longest timeout of a function \d/ });
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
  // Opened as it is asked for: a lab that is left at once for another address of its own may still be writing its own.
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

// What a scenario rests on came one by one: the day of the last of it is the one to turn to.
for (const [id, early, first, last, day] of [
  ['blocked-shard-names', '2019-06-01', '2019-11-25', '2020-12-15', '15 Dec 2020'],
  ['poison-message', '2017-06-01', '2018-06-28', '2018-06-28', '28 Jun 2018'],
  ['failure-destination', '2018-02-01', '2019-11-25', '2019-11-25', '25 Nov 2019'],
  ['what-the-front-shows', '2018-02-01', '2018-11-29', '2018-11-29', '29 Nov 2018'],
  ['bad-canary-caught', '2015-01-01', '2015-10-08', '2017-11-28', '28 Nov 2017'],
  ['scheduled-scaling-before-peak', '2015-01-01', '2015-10-08', '2019-12-03', '3 Dec 2019'],
] as const)
  test(`a scenario that could not be at a date says since when, and turns there: ${id}`, async ({ page }) => {
    await page.goto(`/lab/${id}?asof=${early}`);
    const lab = labOf(page);
    const refused = page.getByText('The rules of this date do not allow these settings:');
    await expect(refused).toBeVisible();
    for (const since of [first, last])
      await expect(page.getByText(new RegExp(`since ${since}`)).first()).toBeVisible();
    await expect(lab.play).toBeDisabled();
    await page.getByRole('button', { name: `Turn to ${day}`, exact: true }).click();
    await expect(refused).toBeHidden();
    await expect(page.getByRole('button', { name: `as of ${day}` })).toBeVisible();
    expect(searchOf(page)).toEqual({ asof: last });
    await expect(lab.play).toBeEnabled();
    await seeToEnd(lab);
    await page.goBack();
    await expect(refused).toBeVisible();
  });

test('a loop is stopped since the day Lambda counts its turns, not a day before', async ({ page }) => {
  const lab = await openLab(page, '/lab/recursion-unnoticed');
  await expect(page.getByText('Stated for 12 Jul 2023.')).toBeVisible();
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(/a loop of 47 turns, nothing stops it/);
  await expect(lab.claims.getByText('Does not hold:')).toHaveCount(0);

  await turnTo(page, '2023-07-13');
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(/a loop of 16 turns, stopped here/);
  await expect(lab.claims.getByText('Does not hold:').first()).toBeAttached();
  await page.goBack();
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(/nothing stops it/);

  await test.step('rounds through a bucket count only later', async () => {
    await openLab(page, '/lab/recursion-caught?asof=2023-07-12');
    await seeToEnd(lab);
    await expect(lab.scene).toHaveAccessibleName(/nothing stops it/);
    await page.getByRole('button', { name: 'Back to today' }).click();
    await expect(page.getByText('Stated for today, 20 Nov 2026.')).toBeVisible();
    await seeToEnd(lab);
    await expect(lab.scene).toHaveAccessibleName(/a loop of 16 turns, stopped here/);
    await expect(lab.claims.getByText('Does not hold:')).toHaveCount(0);
  });
});

test('a scenario of its own date says so, and goes to today and back', async ({ page }) => {
  await openLab(page, '/lab/vpc-addresses-exhausted');
  const chip = page.getByRole('button', { name: /^Rules as of /i });
  await expect(chip).toHaveAccessibleName(/as of (1 )?Jun 2018, the scenario’s own/);
  expect(searchOf(page)).not.toHaveProperty('asof');
  await page.getByRole('button', { name: 'Back to today' }).click();
  await expect(chip).toHaveAccessibleName(/as of today/);
  expect(searchOf(page)).toMatchObject({ asof: 'today' });
  await expect(page.getByText('Stated for Jun 2018, run by the rules of today.')).toBeVisible();
  await page.goBack();
  await expect(chip).toHaveAccessibleName(/the scenario’s own/);
});
