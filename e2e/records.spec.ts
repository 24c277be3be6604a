/** What dead-letter queues and destinations get: shown beside the step that brings it, to be read and copied. */
import { openLab, seeToEnd, takenOver } from './lab.ts';
import { expect, test } from './support.ts';

test('a dead letter can be read and copied, and what is not in it is said', async ({ page }) => {
  const lab = await openLab(page, '/lab/dead-letter-queue');
  await seeToEnd(lab);
  await expect(page.getByRole('region', { name: /^Dead letter/ })).toHaveCount(0);
  await lab.log.getByRole('button', { name: /Delivery 1 brings event 2 to dead-letters/ }).click();
  const panel = page.getByRole('region', {
    name: 'Dead letter of event 2, from the function to dead-letters',
    exact: true,
  });
  await expect(panel).toContainText('Not in it: which function failed');
  const record = panel.getByRole('region', { name: 'The record as JSON' });
  const text = await record.innerText();
  expect(JSON.parse(text)).toMatchObject({ body: { event: 2 }, attributes: { ErrorCode: 200 } });

  await page.evaluate(() => {
    navigator.clipboard.writeText = (copied) => {
      document.title = copied;
      return Promise.resolve();
    };
  });
  const copy = panel.getByRole('button', { name: 'Copy record' });
  await copy.focus();
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('button', { name: 'Record copied' })).toBeFocused();
  await expect(panel.locator('[aria-live="polite"]')).toHaveText('Record copied.');
  expect(JSON.parse(await page.title())).toEqual(JSON.parse(text));
  await page.keyboard.press('Tab');
  await expect(record).toBeFocused();

  // The message in the queue is that letter: its own step shows it too.
  await lab.log.getByRole('button', { name: /Message 1 arrives and is visible/ }).click();
  await expect(lab.why.getByRole('listitem').first()).toContainText('Message 1');
  await expect(panel).toBeVisible();
  await lab.toStart.click();
  await expect(panel).toBeHidden();
});

test('a letter that is lost says why and shows none', async ({ page }) => {
  const lab = await openLab(page, '/lab/dead-letter-not-permitted');
  await takenOver(page);
  await seeToEnd(lab);
  await lab.log.getByRole('button', { name: 'problems' }).click();
  await lab.log.getByRole('button', { name: /Delivery 1 is lost/ }).click();
  const panel = page.getByRole('region', { name: 'Dead letter of event 1, lost on the way to dead-letters' });
  await expect(panel).toContainText('only the metric DeadLetterErrors counts it');
  await expect(panel.getByRole('button')).toHaveCount(0);
});

test.describe('a phone', () => {
  test.use({ viewport: { width: 390, height: 780 } });

  test('shows the record of a batch under Why', async ({ page }) => {
    const lab = await openLab(page, '/lab/blocked-shard-retries');
    await page.keyboard.press('End');
    await lab.scene.getByRole('button', { name: /^Failed batches: .*the last was sent there/ }).click();
    await page
      .getByRole('navigation', { name: 'Views' })
      .getByRole('button', { name: 'Why', exact: true })
      .click();
    const panel = page.getByRole('region', {
      name: /^Record about 4 given-up records of clicks, from clicks-reader/,
    });
    await expect(panel).toContainText('can be fetched until 24:00:14.9');
    const beyond = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect(beyond).toBe(0);
  });
});
