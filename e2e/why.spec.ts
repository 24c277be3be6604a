/** Causes and consequences, the facts they rest on, machines and what happened to them, the moment in words. */
import { goTo, openLab, seeToEnd } from './lab.ts';
import { expect, test } from './support.ts';

test('a step says what it rests on and what it led to, and each of them can be gone to', async ({ page }) => {
  const lab = await openLab(page, '/lab/dead-letter-queue');
  await seeToEnd(lab);
  await goTo(lab, /Event 2 is handed to the function, attempt 2/);
  await expect(lab.moment).toContainText('1:20.6');
  const led = lab.why.getByRole('list', { name: 'What it led to' });
  await expect(lab.why.getByText(/steps? follows?, the last at \d+:\d\d/)).toBeVisible();
  await led.getByRole('button').first().click();
  await expect(led.getByRole('button', { name: /^\d+:\d\d/ }).first()).toBeVisible();

  await test.step('forward to what came of it', async () => {
    const next = led.getByRole('button', { name: /^\d+:\d\d/ }).first();
    const at = (await next.getByRole('time').textContent())!;
    await next.click();
    await expect(lab.moment).toContainText(`${at} of`);
  });

  await test.step('a fact stands where the link leads', async () => {
    const fact = lab.causes.getByRole('link').first();
    const href = (await fact.getAttribute('href'))!;
    expect(href).toMatch(/\/(limits|sources)(\?[^#]*)?#/);
    await fact.click();
    await expect(page.getByRole('heading', { level: 1, name: /^(Limits|Sources)/ })).toBeVisible();
    await expect(page.locator(`[id="${href.split('#')[1]!}"]`)).toBeInViewport();
    await page.goBack();
    await expect(lab.play).toBeEnabled();
  });
});

test('an event of a machine says when it last happened, and leads there', async ({ page }) => {
  const lab = await openLab(page, '/lab/dead-letter-queue');
  await seeToEnd(lab);
  await page.getByRole('combobox', { name: 'Machine of' }).selectOption({ label: 'Environment' });
  await page.getByRole('button', { name: 'enlarge', exact: true }).click();
  const machine = page
    .getByRole('dialog')
    .filter({ has: page.getByRole('heading', { name: 'Every transition' }) });
  await expect(machine).toBeVisible();
  const transitions = machine.getByRole('listitem').getByRole('button', { name: / → / });
  const last = machine.getByText(/^(Last here|Never here; last)/).getByRole('button');
  for (let at = 0; (await last.count()) === 0; at += 1) await transitions.nth(at).click();
  const at = (await last.first().textContent())!;
  expect(at).toMatch(/^\d+:\d\d/);
  await last.first().click();
  await expect(machine).toBeHidden();
  await expect(lab.moment).toContainText(`${at} of`);
  await expect(lab.causes.first()).toBeVisible();
});

test('the moment stands in words as tables, and how much is said aloud is chosen and kept', async ({
  page,
}) => {
  const lab = await openLab(page, '/lab/cold-start?t=4&panel=world');
  const desk = page.getByRole('region', { name: 'Look closer' });
  await expect(desk.getByRole('status')).toContainText(/^At 0:04\.00: .*1 frozen/);
  const environments = desk.getByRole('table', { name: /^Environment: \d/ });
  const row = environments.getByRole('row').nth(1);
  await expect(row).toContainText('frozen');
  await row.getByRole('button').first().click();
  await expect(lab.causes.first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'follow the moment' })).toBeVisible();

  const told = page.getByRole('log', { name: 'What happens' });
  const detail = desk.getByRole('combobox', { name: 'A screen reader is told' });
  await detail.selectOption({ label: 'every step' });
  await lab.toStart.click();
  await expect(lab.moment).toContainText('0:00.00');
  await lab.step.click();
  await expect(told).toContainText(/0:01\.00.*Request 1/);
  await page.reload();
  await expect(lab.play).toBeEnabled();
  await expect(detail.getByRole('option', { selected: true })).toHaveText('every step');
  await detail.selectOption({ label: 'nothing' });
  await lab.toStart.click();
  await expect(lab.moment).toContainText('0:00.00');
  await lab.step.click();
  await expect(lab.moment).toContainText('0:01.00');
  await expect(told).toBeEmpty();
});
