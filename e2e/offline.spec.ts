/** With the server stopped, what was visited is there, and runs. */
import { KINDS_OF_PAGE, labOf, plateOf, takenOver } from './lab.ts';
import { expect, test } from './support.ts';

test('every visited page opens again with the server stopped, and the lab runs', async ({
  page,
  ownSite,
}) => {
  test.setTimeout(120_000);
  const titles = new Map<string, string>();
  await page.goto(ownSite.url);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  for (const address of KINDS_OF_PAGE) {
    await page.goto(new URL(address, ownSite.url).href);
    await takenOver(page);
    titles.set(address, (await page.getByRole('heading', { level: 1 }).textContent())!);
  }
  await ownSite.stop();
  for (const address of KINDS_OF_PAGE) {
    await page.goto(new URL(address, ownSite.url).href);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(titles.get(address)!);
    await takenOver(page);
  }

  await page.goto(`${ownSite.url}lab/cold-start?idle=20`);
  const lab = labOf(page);
  await expect(lab.play).toBeEnabled();
  await lab.toEnd.click();
  await expect(page.getByRole('region', { name: 'Figures of the run' })).toContainText(/cold\s*1/);
  await page.getByRole('link', { name: 'Lessons', exact: true }).click();
  await page.getByRole('link', { name: /^Cold starts\b/ }).click();
  await expect(page.getByRole('form', { name: 'Your bet' })).toBeVisible();
  expect(await page.evaluate(() => [...document.fonts].some((font) => font.status === 'loaded'))).toBe(true);
});

test('after one visit to the start page the whole site opens offline', async ({ page, ownSite }) => {
  await page.goto(ownSite.url);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await ownSite.stop();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.getByRole('link', { name: 'Open the lab' }).click();
  await plateOf(page, 'Burst').click();
  await expect(labOf(page).play).toBeEnabled();
});
