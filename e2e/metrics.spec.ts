/** Metrics in the desk: charts as tables and as files, and one stretch of time for all of them. */
import type { Locator, Page } from '@playwright/test';
import { handedOut } from './handed-out.ts';
import { openLab, searchOf, seeToEnd, type Lab } from './lab.ts';
import { expect, test } from './support.ts';

const TITLE = 'Invocations, errors, throttles';

async function openChart(page: Page): Promise<{ lab: Lab; chart: Locator; desk: Locator }> {
  const lab = await openLab(page, '/lab/dead-letter-queue?panel=metrics');
  await seeToEnd(lab);
  const desk = page.getByRole('region', { name: 'Look closer' });
  const chart = desk.getByRole('region', { name: TITLE, exact: true });
  await expect(chart.getByRole('img', { name: new RegExp(`^${TITLE}\\.`) })).toBeVisible();
  return { lab, chart, desk };
}

async function saved(page: Page, chart: Locator, button: string): Promise<Buffer> {
  const file = await handedOut(page, () => chart.getByRole('button', { name: button }).click());
  expect(file.name).toMatch(/^dead-letter-queue-[\w-]+\.(csv|svg|png)$/);
  return file.bytes;
}

test('a chart is read as a table, whose cells lead to causes, and is saved as values and as a picture', async ({
  page,
}) => {
  const { lab, chart } = await openChart(page);
  await chart.getByText('Save', { exact: false }).first().click();
  const csv = (await saved(page, chart, 'Values (CSV)')).toString().trimEnd().split('\r\n');
  const svg = (await saved(page, chart, 'Picture (SVG)')).toString();
  const png = await saved(page, chart, 'Picture (PNG)');

  expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(svg).toContain(TITLE);
  // Its colours stand in it, not in a stylesheet it does not have.
  expect(svg).not.toMatch(/class=|var\(/);
  const drawn = await page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    return {
      broken: parsed.querySelector('parsererror') !== null,
      marks: parsed.querySelectorAll('path').length,
    };
  }, svg);
  expect(drawn.broken).toBe(false);
  expect(drawn.marks).toBeGreaterThan(1);
  expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  expect(png.readUInt32BE(16)).toBeGreaterThan(200);
  expect(png.length).toBeGreaterThan(2000);

  await chart.getByRole('button', { name: `Table of ${TITLE}` }).click();
  const table = chart.getByRole('table', { name: `${TITLE}: values` });
  await expect(table.getByRole('columnheader', { name: 'Time' })).toBeVisible();
  // A head, and a row a stretch.
  await expect(table.getByRole('row')).toHaveCount(csv.length);
  const cause = table.getByRole('cell').getByRole('button').first();
  await cause.click();
  await expect(page.getByRole('button', { name: 'follow the moment' })).toBeVisible();
  await expect(lab.causes.first()).toBeVisible();
});

test('a stretch drawn over one chart is that of all of them, and stands in the address', async ({ page }) => {
  const { lab, chart, desk } = await openChart(page);
  const plot = chart.getByRole('img', { name: new RegExp(`^${TITLE}\\.`) });
  await plot.scrollIntoViewIfNeeded();
  const box = (await plot.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  const begins = desk.getByRole('slider', { name: 'Start of the stretch' });
  await expect(desk.getByText(/Figures are of the periods it touches/)).toBeVisible();
  await expect.poll(() => searchOf(page)['stretch']).toMatch(/^[\d.]+-[\d.]+$/);
  await expect(page.getByRole('slider', { name: 'Stretch begins' })).toBeVisible();

  await begins.focus();
  await page.keyboard.press('Home');
  await expect(begins).toHaveAttribute('aria-valuetext', /^0:00/);
  await expect.poll(() => searchOf(page)['stretch']).toMatch(/^0-[\d.]+$/);
  const kept = searchOf(page)['stretch'];
  await page.reload();
  await expect(lab.play).toBeEnabled();
  await expect(desk.getByText(/Figures are of the periods it touches/)).toBeVisible();
  expect(searchOf(page)['stretch']).toBe(kept);
  await begins.focus();
  await page.keyboard.press('Escape');
  await expect(desk.getByText(/^Figures are of the whole run\./)).toBeVisible();
  await expect.poll(() => searchOf(page)['stretch']).toBeUndefined();
});

test('charts show the part of the run that the axis shows, and the link holds it', async ({ page }) => {
  const { chart, desk } = await openChart(page);
  await page.keyboard.press('z');
  const says = desk.getByText(/^Like the time axis, the charts show .* of 10:00/);
  await expect(says).toBeVisible();
  await expect(chart.getByText('0:00', { exact: true })).toBeHidden();
  await expect.poll(() => searchOf(page)['zoom']).toMatch(/^[\d.]+-600$/);
  const kept = searchOf(page)['zoom'];
  await page.reload();
  await expect(says).toBeVisible();
  expect(searchOf(page)['zoom']).toBe(kept);
  await desk.getByRole('button', { name: 'Show the whole run' }).click();
  await expect(chart.getByText('0:00', { exact: true })).toBeVisible();
  await expect.poll(() => searchOf(page)['zoom']).toBeUndefined();
});
