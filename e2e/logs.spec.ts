/** The functions' logs in the desk: what is looked for, where a line comes from, what is taken away. */
import { copied, openLab, searchOf, seeToEnd, typeInto } from './lab.ts';
import { expect, test } from './support.ts';

test('the log is narrowed, a line leads to its causes, and lines are copied', async ({ page }) => {
  const lab = await openLab(page, '/lab/dead-letter-queue');
  await seeToEnd(lab);
  const desk = page.getByRole('region', { name: 'Look closer' });
  await desk.getByRole('button', { name: 'Logs', exact: true }).click();
  await expect.poll(() => searchOf(page)['panel']).toBe('logs');
  const logs = desk.getByRole('region', { name: 'Logs', exact: true });
  const lines = logs.getByRole('listbox', { name: 'Log events' }).getByRole('option');
  const count = logs.getByRole('status');
  const many = async (): Promise<number> => {
    await expect(count).toContainText(/^[\d,]+ lines? up to \d+:\d\d/);
    return Number(/^[\d,]+/.exec((await count.textContent())!)![0].replaceAll(',', ''));
  };
  const all = await many();
  expect(all).toBeGreaterThan(12);

  await test.step('by what they are, and by what is in them', async () => {
    const show = logs.getByRole('group', { name: 'Show' });
    await show.getByRole('button', { name: 'REPORT' }).click();
    await expect(lines.filter({ hasNotText: 'REPORT RequestId' })).toHaveCount(0);
    const reports = await many();
    expect(reports).toBeLessThan(all);
    await show.getByRole('button', { name: 'errors' }).click();
    await expect(lines.filter({ hasText: 'START RequestId' })).toHaveCount(0);
    await expect(lines.first()).toBeVisible();
    await show.getByRole('button', { name: 'all lines' }).click();
    const pattern = logs.getByRole('searchbox', { name: 'Filter pattern' });
    await typeInto(pattern, 'REPORT -"no such words"');
    await expect.poll(many).toBe(reports);
    await typeInto(pattern, 'nothing-of-the-kind');
    await expect(logs.getByText(/^No such line so far\./)).toBeVisible();
    await typeInto(pattern, '');
    await expect.poll(many).toBe(all);
  });

  await test.step('what is copied is what is listed', async () => {
    const text = await copied(page, () => logs.getByRole('button', { name: 'Copy them' }).click());
    expect(text.split('\n').filter((line) => /^\d{4}-\d\d-\d\dT[\d:.]+Z\t/.test(line))).toHaveLength(all);
  });

  await test.step('by keys to a line, its moment and its causes; then only its request', async () => {
    await logs.getByRole('listbox').focus();
    await page.keyboard.press('Home');
    const chosen = logs.getByRole('listbox').getByRole('option', { selected: true });
    await expect(chosen).toHaveAttribute('aria-posinset', '1');
    await page.keyboard.press('Enter');
    await expect(lab.moment).not.toContainText('10:00.0 of');
    await expect(lab.causes.first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'follow the moment' })).toBeVisible();
    await logs.getByRole('group', { name: 'Show' }).getByRole('button', { name: 'REPORT' }).click();
    await lines.first().click();
    const line = logs.getByRole('group', { name: 'The line' });
    const request = /RequestId: (\S+)/.exec((await line.textContent())!)![1]!;
    await expect(line.getByRole('term').filter({ hasText: /^Duration / })).toBeVisible();
    await expect(line.getByRole('link').first()).toHaveAttribute('href', /\/limits.*#/);
    expect(await copied(page, () => line.getByRole('button', { name: 'copy the line' }).click())).toContain(
      request,
    );
    await line.getByRole('button', { name: 'only this request' }).click();
    await expect(lines).toHaveCount(1);
    await logs.getByText(`only request ${request}`).getByRole('button', { name: 'show all again' }).click();
    await expect(lines).not.toHaveCount(1);
  });
});
