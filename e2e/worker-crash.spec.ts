/** The run's worker dies: the page lives, says so, and runs again. */
import type { Page } from '@playwright/test';
import { labOf, openLab, searchOf, typeInto } from './lab.ts';
import { expect, test } from './support.ts';

// The service worker would answer in place of the routes below.
// One pattern: a second one would make Playwright take the list for a fixture with options.
test.use({ serviceWorkers: 'block', expectedProblems: [/planted|run\.worker|Failed to load resource/] });

const WORKER = '**/assets/run.worker-*.js';

async function withWorker(page: Page, body: string | null): Promise<void> {
  await page.route(WORKER, (route) =>
    body === null ? route.abort() : route.fulfill({ contentType: 'text/javascript', body }),
  );
}

const crashed = (page: Page) => page.getByText('The run stopped working before it was done');

for (const [what, body] of [
  ['does not load', null],
  ['throws when it starts', "throw new Error('planted');"],
  ['is no script', '{{{ planted'],
  [
    'throws in the middle of a run',
    "onmessage = () => { setTimeout(() => { throw new Error('planted'); }); };",
  ],
  [
    'sends what nobody can read',
    'onmessage = (e) => postMessage({ kind: "failed", id: e.data.id, message: "planted" });',
  ],
] as const)
  test(`a worker that ${what}`, async ({ page }) => {
    await withWorker(page, body);
    await page.goto('/lab/cold-start?idle=3');
    await expect(crashed(page)).toBeVisible();
    await expect(page.getByRole('heading', { level: 1, name: 'Cold start' })).toBeVisible();
    const lab = labOf(page);
    await expect(lab.play).toBeDisabled();

    await page.unroute(WORKER);
    await page.getByRole('button', { name: 'Run again' }).click();
    await expect(crashed(page)).toBeHidden();
    await expect(lab.play).toBeEnabled();
    await lab.toEnd.click();
    await expect(page.getByRole('region', { name: 'Figures of the run' })).toContainText('requests offered');
    expect(searchOf(page)).toMatchObject({ idle: '3' });
  });

test('a crash leaves the run before it on show', async ({ page }) => {
  // The first run is answered by the real worker; a second one kills it.
  await page.addInitScript(() => {
    const Own = Worker;
    let runs = 0;
    window.Worker = class extends Own {
      override postMessage(message: unknown): void {
        runs += 1;
        if (runs === 2) this.dispatchEvent(new ErrorEvent('error', { message: 'planted' }));
        else super.postMessage(message);
      }
    };
  });
  const lab = await openLab(page, '/lab/cold-start');
  await lab.toEnd.click();
  await expect(lab.moment).toContainText('0:20.00');
  const field = lab.picture.getByRole('textbox', { name: 'kept idle' });
  await typeInto(field, '20');
  await field.press('Enter');
  await expect(crashed(page)).toContainText('planted');
  await expect(field).toHaveValue('20');
  await expect(page.getByRole('region', { name: 'Figures of the run' })).toContainText(/cold\s*2/);
  await page.getByRole('button', { name: 'Run again' }).click();
  await expect(page.getByRole('region', { name: 'Figures of the run' })).toContainText(/cold\s*1/);
  await expect(crashed(page)).toBeHidden();
});

test('a long run says how far it is and can be cancelled', async ({ page }) => {
  const arrivals = JSON.stringify({ kind: 'poisson', ratePerSec: 20_000 });
  await page.goto(`/lab/burst?${new URLSearchParams({ arrivals, horizonMs: '600000' }).toString()}`);
  await expect(page.getByText(/Running: \d+/)).toBeVisible();
  await page.getByRole('link', { name: 'Limits', exact: true }).hover();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('The run was cancelled.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run it' })).toBeVisible();
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(labOf(page).play).toBeEnabled();
  await expect(page.getByText('The run was cancelled.')).toBeHidden();
});
