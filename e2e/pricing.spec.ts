/** A month's bill: changed in a sentence, explained line by line, priced at any date, taken along. */
import type { Locator, Page } from '@playwright/test';
import { handedOut } from './handed-out.ts';
import { copied, openLab, PANELS, searchOf, turnTo, typeInto } from './lab.ts';
import { expect, test } from './support.ts';

interface Priced {
  readonly total: Locator;
  readonly bill: Locator;
  readonly field: (name: string) => Locator;
  readonly choice: (name: string) => Locator;
  readonly press: (name: string) => Promise<void>;
}

async function openPricing(page: Page, address = '/pricing'): Promise<Priced> {
  await page.goto(address);
  const priced = pricedOn(page);
  await expect(page.getByRole('region', { name: 'As of' })).toBeVisible();
  return priced;
}

function pricedOn(page: Page): Priced {
  return {
    total: page.getByRole('status').filter({ hasText: /a month, by the prices of|until every field/ }),
    bill: page.getByRole('region', { name: 'The bill' }),
    field: (name) => page.getByRole('textbox', { name, exact: true }),
    choice: (name) => page.getByRole('combobox', { name, exact: true }),
    press: async (name) => page.getByRole('button', { name, exact: true }).click(),
  };
}

test('the sentence makes the bill, the address holds it, Back takes a change back', async ({ page }) => {
  const { total, bill, field, choice } = await openPricing(page);
  await expect(total).toContainText('$5.30');
  await expect(bill.getByRole('row', { name: /^Duration, x86_64/ })).toContainText('$3.50');
  await typeInto(field('Requests'), '3M');
  await expect(total).toContainText('$0.40');
  await field('Requests').press('Enter');
  await expect.poll(() => searchOf(page)['requests.count']).toBe('3M');

  await choice('Runs on').selectOption('arm64');
  await expect(bill.getByRole('row', { name: /^Duration, arm64/ })).toBeVisible();
  await page.goBack();
  await expect(bill.getByRole('row', { name: /^Duration, x86_64/ })).toBeVisible();
  await expect(field('Requests')).toHaveValue('3M');

  await test.step('said by the second it is as much', async () => {
    await choice('Counted').selectOption('second');
    await expect(field('Requests')).toHaveValue('1.157');
    await expect(total).toContainText('$0.40');
  });

  await test.step('a reload keeps it, and a price leads to its fact', async () => {
    await page.reload();
    await expect(field('Requests')).toHaveValue('1.157');
    await bill.getByRole('link', { name: '$0.20 a million' }).click();
    await expect(page).toHaveURL(/\/limits#price-requests$/);
  });
});

test('what cannot be read stays as it was typed, is told at its field, and the bill says that it waits', async ({
  page,
}) => {
  const { total, bill, field, press } = await openPricing(page);
  await typeInto(field('Requests'), '1.000.000,5');
  await expect(field('Requests')).toHaveAttribute('aria-invalid', 'true');
  await expect(total).toContainText('until every field can be read');
  await expect(bill).toContainText('It waits for Requests a month.');
  const problem = page.getByRole('link', { name: /has a decimal comma; if 1000000.5 is meant/ });
  await press('The account');
  await problem.click();
  await expect(field('Requests')).toBeFocused();
  await expect(field('Requests')).toHaveValue('1.000.000,5');
  await page.reload();
  await expect(field('Requests')).toHaveValue('1.000.000,5');
  await typeInto(field('Requests'), '-1');
  await expect(page.getByRole('link', { name: /"-1" is below zero/ })).toBeVisible();
  await typeInto(field('Requests'), '10 million');
  await expect(total).toContainText(/\$\d/);
});

test('functions of an account share what is free; each may use more', async ({ page }) => {
  const { total, bill, field, press } = await openPricing(page);
  await press('Add a function');
  const functions = page.getByRole('navigation', { name: 'Functions of the account' });
  await expect(functions.getByRole('button')).toHaveCount(2);
  await expect(
    bill.getByRole('row', { name: /^Requests 20,000,000 requests, 1,000,000 of them free/ }),
  ).toBeVisible();
  await press('More about this function');
  await typeInto(field('Name'), 'thumbnails');
  await field('Name').press('Tab');
  await expect(functions.getByRole('button', { name: /^thumbnails \$/ })).toBeVisible();
  await page.getByRole('checkbox', { name: 'SnapStart' }).click();
  await expect(bill.getByRole('row', { name: /^SnapStart, restores/ })).toContainText('$3.49');
  await press('The account');
  await page.getByRole('checkbox', { name: 'Free tier', exact: true }).click();
  await expect(bill.getByRole('group', { name: 'Free tier' })).toHaveCount(0);
  expect(searchOf(page)).toMatchObject({ '2.name': 'thumbnails', freeTier: 'off' });
  await expect(bill.getByRole('table', { name: 'By function' }).getByRole('row')).toHaveCount(2);
  await expect(total).toContainText(/\$\d/);
});

test('any date: both bills stand there, and the line leads from change to change', async ({ page }) => {
  const { total, bill } = await openPricing(page, '/pricing?asof=2019-06-15');
  await expect(total).toContainText(/\$11\.80.*15 Jun 2019.*\$5\.30.*55\s%\sless/s);
  await expect(bill.getByRole('row', { name: /^A month/ })).toContainText(/\$11\.80\s*\$5\.30/);
  const dates = page.getByRole('region', { name: 'As of' });
  await expect(dates.getByRole('img')).toHaveAccessibleName(
    /finer rounding, more digits, 1 Dec 2020, from when on it is \$5\.13; Init is billed, 1 Aug 2025, from when on it is \$5\.30\.$/,
  );
  for (const day of ['3 Dec 2019', '1 Feb 2020', '1 Dec 2020'])
    await dates.getByRole('button', { name: `The next change: ${day}` }).click();
  expect(searchOf(page)['asof']).toBe('2020-12-01');
  await expect(dates.getByRole('status')).toContainText(/rounded up, which touches this bill/);
  await expect(total).toContainText('$5.13');
  await turnTo(page, '2015-06-01');
  await expect(total).toContainText('$11.80');
});

test('a run becomes a month: on the page, and from the charts of its spend', async ({ page }) => {
  const { total, choice, press } = await openPricing(page);
  await press('From a run');
  await choice('Scenario').selectOption('burst');
  await press('Run and price it');
  await expect(page.getByText(/^What “Burst” used, repeated for 30 days,/)).toBeVisible();
  const month = await total.textContent();
  expect(month).not.toContain('$5.30');

  await openLab(page, '/lab/burst');
  await press(PANELS.metrics);
  await page.getByRole('button', { name: 'Price a month of this run' }).click();
  await expect(page).toHaveURL(/\/pricing\?/);
  await expect(total).toHaveText(month!);
});

test('the bill is taken along: as a table, as text, as a file that opens again', async ({ page }) => {
  const { total, press } = await openPricing(
    page,
    '/pricing?memoryMb=1024&requests.per=month&requests.count=5M&duration.kind=mean&duration.ms=100&name=orders&asof=2021',
  );
  const csv = await handedOut(page, async () => press('Download the bill as CSV'));
  expect(csv.name).toBe('lambda-bill-2021-01-01.csv');
  expect(csv.bytes.toString()).toMatch(
    /\r\nRequests,,5000000,requests,1000000,4000000,0\.2,1000000,0\.8,price-requests,/,
  );
  const text = await copied(page, async () => press('Copy as text'));
  expect(text).toMatch(/by the prices of 1 Jan 2021: \$2\.47\n[^]*https?:\/\/\S+asof=2021/);

  const file = await handedOut(page, async () => press('Save the usage as JSON'));
  await page.goto('/pricing');
  await expect(total).toContainText('$5.30');
  await page.getByLabel('Open a usage').setInputFiles({
    name: file.name,
    mimeType: 'application/json',
    buffer: file.bytes,
  });
  await expect(total).toContainText(/\$2\.47.*1 Jan 2021/s);
  expect(searchOf(page)).toMatchObject({ asof: '2021-01-01', memoryMb: '1024' });
  await page.getByLabel('Open a usage').setInputFiles({
    name: 'damaged.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"functions":[{"name":"x"}]}'),
  });
  await expect(page.getByRole('alert')).toContainText(/^damaged\.json: functions\.0\.memoryMb: /);
  await expect(total).toContainText('$2.47');
});

test('questions are answered by a sentence and a chart; a measured curve is read', async ({ page }) => {
  const { press } = await openPricing(page);
  for (const [question, answer] of [
    ['Requests', /^Free up to .* requests a month\./],
    ['x86 or arm', /arm64/],
    ['Provisioned', /provisioned/i],
    ['Always on', /Fargate|always/i],
    ['Then and now', /\$5\.30 today\.$/],
    ['Memory', /^128\sMB costs \$3\.68/],
  ] as const) {
    await press(question);
    const region = page
      .getByRole('region', { name: /./ })
      .filter({ has: page.getByRole('navigation', { name: 'Questions to the bill' }) });
    const said = region.getByRole('status').first();
    await expect(said).toHaveText(answer);
    await expect(region.getByRole('img')).toHaveAccessibleName(answerIn((await said.textContent())!));
  }
  const curve = page.getByRole('textbox', { name: /^Measured\?/ });
  await typeInto(curve, '512 120\n1024 x');
  await expect(page.getByText('Line 2, “1024 x”: expected memory in MB and milliseconds')).toBeVisible();
  await typeInto(
    curve,
    '{"stats":[{"value":512,"averageDuration":120},{"value":1024,"averageDuration":40}]}',
  );
  await expect(page.getByText(/^1,024\sMB costs \$\d/)).toBeVisible();
  await curve.press('Tab');
  await expect.poll(() => searchOf(page)['curve']).toBe('512 120\n1024 40');
});

/** The name of a chart begins with its sentence. */
function answerIn(sentence: string): RegExp {
  const plain = sentence.replaceAll(/[.$()]/g, '\\$&').replaceAll(/\s/g, '\\s');
  return new RegExp(`^${plain}\\sThe figures stand in the table below`);
}
