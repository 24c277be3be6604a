/** The configuration check: by form, by pasting, at a date, and as a link. */
import type { Page } from '@playwright/test';
import { searchOf, typeInto } from './lab.ts';
import { expect, test } from './support.ts';

const FUNCTION = `{ "FunctionName": "orders",
"Timeout": 60, "MemorySize": 2000 }`;
const MAPPING = `{ "EventSourceArn": "arn:aws:sqs:eu-west-1:123456789012:jobs", "BatchSize": 50 }`;

const verdict = (page: Page) => page.getByRole('status', { name: 'Verdict' });
const rows = (page: Page, group: string) => page.getByRole('region', { name: group }).getByRole('listitem');

test('a value that is refused, the one that is allowed, the link, and the rules of 2018', async ({
  page,
}) => {
  await page.goto('/limits/check');
  await expect(verdict(page)).toContainText('Nothing is given yet');
  await expect(page.getByLabel('Memory', { exact: true })).toBeEditable();
  await typeInto(page.getByLabel('Memory', { exact: true }), '20480');
  const memory = rows(page, 'Refused').filter({ has: page.getByRole('heading', { name: 'Memory' }) });
  await expect(memory).toContainText(/20,480\sMB is more than 10,240\sMB, the most allowed/);
  await memory.getByRole('button', { name: /^Use 10,240\sMB$/ }).click();
  await expect(verdict(page)).toHaveText(/^Allowed: the one rule holds\./);
  await expect(page.getByLabel('Memory', { exact: true })).toHaveValue('10240');
  await expect(verdict(page)).toBeFocused();

  await page.getByText('Event source mapping', { exact: true }).click();
  await page.getByLabel('Event source', { exact: true }).selectOption('SQS, standard queue');
  await typeInto(page.getByLabel('Batch size', { exact: true }), 'many');
  await page.keyboard.press('Tab');
  await expect(page.getByText('Found “many”, expected a whole number.')).toBeVisible();
  await expect.poll(() => searchOf(page)).toEqual({ memoryMb: '10240', source: 'sqs', batch: 'many' });

  await test.step('the address brings all of it back, what was typed too', async () => {
    await page.reload();
    await expect(page.getByLabel('Batch size', { exact: true })).toHaveValue('many');
    await expect(verdict(page)).toHaveText(/^Allowed: all 2 rules hold\./);
    await page.goBack();
    await expect(page.getByLabel('Batch size', { exact: true })).toHaveValue('');
  });

  await test.step('in February 2018 there was neither', async () => {
    await page.getByRole('button', { name: /as of/i }).click();
    await page.getByRole('button', { name: 'February 2018' }).click();
    await expect(rows(page, 'Refused')).toContainText([/more than 3,008\sMB/]);
    await expect(rows(page, 'Not there yet')).toContainText([/came on 28 Jun 2018/]);
    await rows(page, 'Refused').getByRole('link', { name: 'Most memory a function can have' }).click();
    await expect(page).toHaveURL(/\/limits\?asof=2018-02-01#memory-max$/);
  });
});

test('what AWS prints fills the form; what is no JSON stays in the box and is explained', async ({
  page,
}) => {
  await page.goto('/limits/check');
  const box = page.getByRole('textbox', { name: /get-function-configuration/ });
  const read = page.getByRole('button', { name: 'Read it' });
  await expect(box).toBeEditable();
  await typeInto(box, `${FUNCTION}\n${MAPPING}`);
  await read.click();
  await expect(
    page.getByText(/Read get-function-configuration, get-event-source-mapping: 4 values/),
  ).toBeVisible();
  await expect(page.getByLabel('Memory', { exact: true })).toHaveValue('2000');
  await expect(page.getByLabel('Memory', { exact: true })).toHaveAccessibleDescription(/pasted/);
  await expect(page.getByText('Not checked here: 1')).toBeVisible();
  await expect(rows(page, 'Refused')).toContainText([/50 is more than 10/]);
  await page.getByRole('button', { name: /Set “Batching window” to 1\ss/ }).click();
  await expect(page.getByRole('region', { name: 'Refused' })).toHaveCount(0);

  const broken = FUNCTION.replace('"Timeout": 60,', '"Timeout": ,');
  await typeInto(box, broken);
  await read.click();
  await expect(page.getByText(/This is not JSON\. Line 2, column 12: found ","/)).toBeVisible();
  await expect(box).toHaveValue(broken);
  await expect(page.getByLabel('Timeout', { exact: true })).toHaveValue('60');

  await typeInto(box, '{ "MemorySize": "big", "Timeout": 61 }');
  await read.click();
  await expect(page.getByText('MemorySize: found "big", expected a number.')).toBeVisible();
  await expect(page.getByLabel('Timeout', { exact: true })).toHaveValue('61');
  await expect(page.getByLabel('Memory', { exact: true })).toHaveValue('');
});
