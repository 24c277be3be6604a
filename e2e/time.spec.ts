/** Time as an instrument: steps of a kind, problems both ways, a stretch that repeats, bookmarks, zoom, one request from birth to end. */
import { hasPace, openLab, searchOf, setPace, typeInto } from './lab.ts';
import { expect, test } from './support.ts';

test('steps go by the kind that is chosen, and the address keeps it', async ({ page }) => {
  const lab = await openLab(page, '/lab/dead-letter-queue');
  await lab.by.selectOption({ label: 'problem' });
  await lab.step.click();
  await expect(lab.moment).toContainText('0:20.6');
  await lab.step.click();
  await expect(lab.moment).toContainText('1:21.2');
  await lab.stepBack.click();
  await expect(lab.moment).toContainText('0:20.6');
  await expect.poll(() => searchOf(page)).toMatchObject({ step: 'problem', t: '20.6' });
  await page.reload();
  await expect(lab.play).toBeEnabled();
  await expect(lab.by.getByRole('option', { selected: true })).toHaveText('problem');
  await page.keyboard.press('End');
  await page.keyboard.press('.');
  await expect(lab.time.getByText('No problem after this moment.')).toBeVisible();
  await page.keyboard.press('p');
  await expect(lab.moment).toContainText('3:21.8');
  await page.keyboard.press(',');
  await expect(lab.moment).toContainText('1:21.2');
});

test('the pace goes from a microsecond to a day in a second', async ({ page }) => {
  const lab = await openLab(page, '/lab/cold-start');
  await hasPace(lab, '1 s');
  await lab.pace.focus();
  await page.keyboard.press('ArrowLeft');
  await hasPace(lab, '500 ms');
  await page.keyboard.press('+');
  await hasPace(lab, '1 s');
  await page.keyboard.press('Home');
  await hasPace(lab, '1 µs');
  await page.keyboard.press('End');
  await hasPace(lab, '24 h');
  await setPace(lab, '250 ms/s');
  await hasPace(lab, '250 ms');
  await expect.poll(() => searchOf(page)['speed']).toBe('0.25');
  await setPace(lab, 'a fortnight');
  await hasPace(lab, '250 ms');
});

test('play repeats a stretch whose ends are moved by keys', async ({ page }) => {
  const lab = await openLab(page, '/lab/cold-start?t=4');
  await page.keyboard.press('[');
  await page.keyboard.press('ArrowRight');
  await expect(lab.moment).toContainText('0:05.00');
  await page.keyboard.press(']');
  await page.keyboard.press('l');
  await expect.poll(() => searchOf(page)).toMatchObject({ looping: 'on', stretch: '4-5' });
  await setPace(lab, '20 s/s');
  await lab.play.click();
  // It would have come to the end long before.
  for (let look = 0; look < 5; look += 1) {
    await page.evaluate(
      async () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    await expect(lab.moment).toHaveText(/^0:0[45]/);
  }
  await expect(lab.pause).toBeVisible();
  await lab.pause.click();
  const begins = page.getByRole('slider', { name: 'Stretch begins' });
  const before = await begins.getAttribute('aria-valuetext');
  await begins.focus();
  await page.keyboard.press('ArrowRight');
  await expect(begins).not.toHaveAttribute('aria-valuetext', before!);
  await page.keyboard.press('Escape');
  await expect(begins).toHaveCount(0);
  await expect.poll(() => searchOf(page)['stretch']).toBeUndefined();
});

test('a stretch is marked by a drag with Shift', async ({ page }) => {
  const lab = await openLab(page, '/lab/cold-start');
  const box = (await lab.track.boundingBox())!;
  await page.keyboard.down('Shift');
  await page.mouse.move(box.x + box.width * 0.4, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 12, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect(page.getByRole('slider', { name: 'Stretch begins' })).toBeVisible();
  await expect(page.getByRole('slider', { name: 'Stretch ends' })).toBeVisible();
  await expect(lab.moment).toContainText('0:00.00');
});

test('a bookmark has a name, stands on the track and in the address', async ({ page }) => {
  const lab = await openLab(page, '/lab/cold-start?t=15');
  await page.keyboard.press('b');
  await lab.more.click();
  const name = page.getByRole('textbox', { name: 'Name of the bookmark at 0:15.00' });
  await typeInto(name, 'second cold start');
  await expect.poll(() => searchOf(page)['marks']).toBe('15:second cold start');
  await page.reload();
  await expect(lab.play).toBeEnabled();
  await lab.toStart.click();
  await expect(lab.moment).toContainText('0:00.00');
  await page.getByRole('button', { name: 'Bookmark second cold start' }).click();
  await expect(lab.moment).toContainText('0:15.00');
  await lab.more.click();
  await page.getByRole('button', { name: 'Delete the bookmark second cold start' }).click();
  await expect.poll(() => searchOf(page)['marks']).toBeUndefined();
});

test('the axis shows less around the moment and goes with it', async ({ page }) => {
  const lab = await openLab(page, '/lab/cold-start?t=1');
  const ticks = page.getByRole('region', { name: 'Timeline' });
  await expect(ticks.getByText('0:10', { exact: true })).toBeVisible();
  for (let press = 0; press < 5; press += 1) await page.keyboard.press('z');
  await expect(ticks.getByText('0:10', { exact: true })).toBeHidden();
  await page.keyboard.press('n');
  await page.keyboard.press('n');
  await expect(lab.moment).toContainText('0:15.00');
  await expect(ticks.getByText('0:15.000', { exact: true })).toBeVisible();
  await lab.more.click();
  await page.getByRole('button', { name: 'Whole run', exact: true }).click();
  await expect(ticks.getByText('0:10', { exact: true })).toBeVisible();
});

test('one request is followed from birth to end', async ({ page }) => {
  const lab = await openLab(page, '/lab/dead-letter-queue?t=20.3');
  await page.keyboard.press('f');
  const desk = page.getByRole('region', { name: 'Look closer' });
  const life = desk.getByRole('group', { name: /^The life of event 2:/ });
  await expect(life).toBeVisible();
  await expect.poll(() => searchOf(page)).toMatchObject({ follow: 'event.2', panel: 'unit' });
  // What has not been seen is not told.
  await expect(life.getByRole('button', { name: /^waits for attempt/ })).toHaveCount(0);
  await expect(desk.getByText('so far', { exact: false }).first()).toBeVisible();
  await lab.toEnd.click();
  await expect(
    desk.getByText(
      /^Event 2 takes 3\u202fmin 2\u202fs\. 2\u202fmin of 3\u202fmin 2\u202fs it waits for its third attempt/,
    ),
  ).toBeVisible();
  await life.getByRole('button', { name: /^attempt 2: 600\sms/ }).click();
  await expect(lab.moment).toContainText('1:20.6');
  await expect(lab.causes.first()).toContainText('Event 2 is handed to the function, attempt 2');
  await lab.by.selectOption({ label: 'followed event' });
  await lab.step.click();
  await expect(lab.moment).toContainText('1:21.2');
  await desk.getByRole('button', { name: 'The next one' }).click();
  await expect(desk.getByRole('group', { name: /^The life of event 3:/ })).toBeVisible();
  await desk.getByRole('button', { name: 'one that fails' }).click();
  await expect(life).toBeVisible();
});

test('keys of one sign can be switched off, and stay so', async ({ page }) => {
  const lab = await openLab(page, '/lab/cold-start');
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard' });
  await dialog.getByRole('checkbox', { name: /^Keys of one sign act/ }).uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await page.keyboard.press('?');
  await expect(dialog).toBeHidden();
  await expect(lab.moment).toContainText('0:00.00');
  await page.keyboard.press('ArrowRight');
  await expect(lab.moment).toContainText('0:01.00');
  await page.reload();
  await expect(lab.play).toBeEnabled();
  // Firefox restores a button as it was before the reload: that it can be pressed says nothing of the page.
  await expect(async () => {
    await page.keyboard.press('End');
    await expect(lab.moment).toContainText('seen to the end', { timeout: 1000 });
  }).toPass();
  const end = await lab.moment.textContent();
  await page.keyboard.press('n');
  await page.keyboard.press('?');
  await expect(dialog).toBeHidden();
  await expect(lab.moment).toHaveText(end!);
});
