/** The question before a run: picked, put in order, drawn, skipped; and what is said of it afterwards. */
import type { Locator, Page } from '@playwright/test';
import { openLab, seeToEnd, set, typeInto, type Lab } from './lab.ts';
import { expect, test } from './support.ts';

/** Takes up a question that is asked in a line. */
const unfold = (lab: Lab, button: 'Put it in order' | 'Draw it') =>
  lab.bets.getByRole('button', { name: button }).click();

const sayIt = (within: Locator): Locator => within.getByRole('button', { name: 'Say it' });

/** Plays on: what is said starts the run, and a reader may go to its end at once. */
async function said(lab: Lab): Promise<void> {
  await expect(lab.bets).toContainText('Play to the end to see.');
  await seeToEnd(lab);
}

test('a pick, its outcome and the way to one case of it', async ({ page }) => {
  const lab = await openLab(page, '/lab/api-gateway-timeout');
  await expect(lab.bets.getByRole('group', { name: /What becomes of the invocation/ })).toBeVisible();
  await sayIt(lab.bets).click();
  await expect(lab.bets.getByRole('status')).toHaveText('pick one');
  await lab.bets.getByRole('radio', { name: 'It is stopped at that moment' }).check();
  await sayIt(lab.bets).click();
  await expect(lab.bets).toContainText('You said: It is stopped at that moment.');
  await expect(lab.bets).not.toContainText('It was:');
  await seeToEnd(lab);
  await expect(lab.bets).toContainText(
    'You said: It is stopped at that moment. It was: It works to its end. For one, request 3 succeeds 40\u202fs after it arrived.',
  );
  await lab.bets.getByRole('button', { name: 'See it at 1:21.0' }).click();
  await expect(lab.moment).toContainText('1:21.0 of');
  await expect(lab.causes.first()).toContainText('Request 3 succeeds 40\u202fs after it arrived.');
});

test('the gap of a number is told with the first that was not counted with', async ({ page }) => {
  const lab = await openLab(page, '/lab/cold-start');
  const field = lab.bets.getByRole('textbox', { name: 'How many requests start cold?' });
  await typeInto(field, 'some');
  await field.press('Enter');
  await expect(lab.bets.getByText('a number', { exact: true })).toBeVisible();
  await typeInto(field, '1');
  await field.press('Enter');
  await said(lab);
  await expect(lab.bets).toContainText(
    'You said 1. It was 2: one more, because request 3 finds no environment at all, so environment 2 is made for it.',
  );
  await lab.bets.getByRole('button', { name: 'See it at 0:15.00' }).click();
  await expect(lab.moment).toContainText('0:15.00');
});

test('an order, made with the keys', async ({ page }) => {
  const lab = await openLab(page, '/lab/bad-canary-missed');
  await unfold(lab, 'Put it in order');
  const things = lab.bets.getByRole('listitem');
  await expect(things).toHaveCount(3);
  await expect(things.first()).toContainText('A user meets an error');
  const up = lab.bets.getByRole('button', { name: 'Move up: The alarm goes off' });
  await up.focus();
  await page.keyboard.press('ArrowUp');
  await expect(things.first()).toContainText('The alarm goes off');
  await expect(lab.bets.getByText('The alarm goes off Place 1 of 3.')).toBeAttached();
  await sayIt(lab.bets).click();
  await said(lab);
  await expect(things).toHaveText([
    /^A user meets an error .*you said 2$/,
    /^The deployment is over 7:00\.0, you said 3$/,
    /^The alarm goes off 8:00\.0, you said 1$/,
  ]);
  await expect(lab.bets).toContainText(
    /None in their place\. “A user meets an error” came first, at 2:04\.4, and you said second\. At that moment request \d+ of function:2 fails/,
  );
});

test('an order, dragged', async ({ page }) => {
  const lab = await openLab(page, '/lab/bad-canary-missed');
  await unfold(lab, 'Put it in order');
  const things = lab.bets.getByRole('listitem');
  const grip = async (index: number) => (await things.nth(index).locator('.order-grip').boundingBox())!;
  const from = await grip(0);
  const to = await grip(2);
  await page.mouse.move(from.x + 8, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(to.x + 8, to.y + to.height - 2, { steps: 6 });
  await page.mouse.up();
  await expect(things.last()).toContainText('A user meets an error');
});

/** px that the page is wider than its window. */
const beyond = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Draws a level of 6 over all points with the keys. */
async function drawByKeys(page: Page, lab: Lab): Promise<void> {
  const points = lab.bets.getByRole('slider');
  await expect(points).toHaveCount(9);
  await lab.bets.getByRole('slider', { name: 'at the start' }).focus();
  for (let point = 0; point < 9; point += 1) {
    if (point > 0) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('PageUp');
    await page.keyboard.press('ArrowUp');
    await expect(points.nth(point)).toHaveAttribute('aria-valuenow', '6');
    await expect(points.nth(point)).toBeFocused();
  }
}

test('a curve, drawn with the keys', async ({ page }) => {
  const lab = await openLab(page, '/lab/burst');
  await unfold(lab, 'Draw it');
  const chart = lab.bets.getByRole('form', { name: 'Two bursts come. How many environments are there?' });
  await sayIt(chart).click();
  await expect(chart.getByText('Draw it first.')).toBeVisible();
  await drawByKeys(page, lab);
  await expect(lab.bets.getByRole('slider', { name: /^at 6\ss$/ })).toHaveAttribute('aria-valuetext', '6');
  await sayIt(chart).click();
  await expect(lab.bets.getByRole('img', { name: 'Environments: dashed what you drew' })).toBeVisible();
  await said(lab);
  await expect(
    lab.bets.getByRole('img', { name: 'Environments: dashed what you drew, solid what happened' }),
  ).toBeVisible();
  await expect(lab.bets.getByText('at the start: you drew 6, it was 0')).toBeAttached();
  await expect(lab.bets.getByText('at 9\u202fs: you drew 6, it was 6')).toBeAttached();
  await expect(lab.bets).toContainText(/On the average you were [\d.]+ off\. The widest gap is at/);
});

test('a curve, drawn with the pointer', async ({ page }) => {
  const lab = await openLab(page, '/lab/blocked-shard');
  await unfold(lab, 'Draw it');
  const chart = lab.bets.getByRole('group', { name: /^Oldest record: draw how it goes on/ });
  const box = (await chart.boundingBox())!;
  await page.mouse.move(box.x + 48, box.y + box.height - 22);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 12, box.y + box.height - 26, { steps: 12 });
  await page.mouse.up();
  const last = lab.bets.getByRole('slider', { name: /^at 2\smin$/ });
  expect(Number(await last.getAttribute('aria-valuenow'))).toBeLessThan(30);
  await lab.bets.getByRole('button', { name: 'Say it' }).first().click();
  await said(lab);
  await expect(lab.bets).toContainText(
    /The widest gap is at .*: you drew .*, and it was .*, because \w+ \d+ .*with an error/,
  );
});

test('skipping is one click, and nothing asks again', async ({ page }) => {
  const lab = await openLab(page, '/lab/burst');
  await unfold(lab, 'Draw it');
  await lab.bets.getByRole('button', { name: 'Skip' }).click();
  await expect(lab.bets.getByRole('button', { name: 'Say it' })).toHaveCount(0);
  await expect(lab.bets.getByRole('slider')).toHaveCount(0);
  await expect(lab.bets).toContainText('Play to the end to see.');
  await seeToEnd(lab);
  await expect(lab.bets).toContainText('At most it came to 6.');
  await expect(lab.bets).toContainText('How many requests start cold? It was 6.');

  await page.getByRole('navigation').getByRole('link', { name: 'Limits' }).first().click();
  await page.goBack();
  await expect(lab.bets).toBeVisible();
  await expect(lab.bets.getByRole('button', { name: 'Skip' })).toHaveCount(0);
  await expect(lab.bets.getByRole('slider')).toHaveCount(0);
});

test('a run can be played without a word about it', async ({ page }) => {
  const lab = await openLab(page, '/lab/api-gateway-timeout');
  await seeToEnd(lab);
  await expect(lab.bets).toContainText('It was: It works to its end.');
  await expect(lab.bets).not.toContainText('You said');
});

test('what was said of other settings is not graded, and can be said anew', async ({ page }) => {
  const lab = await openLab(page, '/lab/slow-init');
  await lab.bets.getByRole('radio', { name: 'It fails with a timeout' }).check();
  await sayIt(lab.bets).click();
  await lab.pause.click();
  await set(lab, 'function timeout', '5');
  await expect(lab.bets).toContainText('You said, for other settings: It fails with a timeout.');
  await lab.bets.getByRole('button', { name: 'Predict anew' }).click();
  await expect(lab.bets.getByRole('radio')).toHaveCount(3);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, reducedMotion: 'reduce' });

  test('a curve, in the tab of the bets', async ({ page }) => {
    const lab = await openLab(page, '/lab/burst');
    await expect(lab.bets).toBeHidden();
    await page.getByRole('button', { name: 'Predict', exact: true }).click();
    await unfold(lab, 'Draw it');
    await drawByKeys(page, lab);
    expect(await beyond(page)).toBe(0);
    await sayIt(lab.bets).first().click();
    await expect(lab.bets).toContainText('You have drawn a curve. Play to the end to see.');
    await page.keyboard.press('End');
    await expect(lab.bets).toContainText('On the average you were');
    expect(await beyond(page)).toBe(0);
  });
});
