/** A lesson or a scenario inside somebody else's page. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FrameLocator, Page } from '@playwright/test';
import { expect, test } from './support.ts';

test.use({ expectedProblems: [/^request to localhost/] });

let host: Server;
test.beforeAll(async () => {
  host = createServer((request, response) => {
    const src = new URL(request.url ?? '/', 'http://localhost').searchParams.get('src') ?? '';
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(
      `<!doctype html><html lang="en"><title>Somebody's course</title><h1>A course</h1>` +
        `<iframe title="Embedded" width="800" height="800" src="${src.replaceAll('"', '')}"></iframe>`,
    );
  });
  await new Promise<void>((resolve) => host.listen(0, resolve));
});
test.afterAll(() => {
  host.close();
});

/**
 * In Chromium the host page is another site. In Firefox it is only another origin: its driver misses what it clicks in
 * a frame of another process.
 */
async function framed(
  page: Page,
  browserName: string,
  baseURL: string | undefined,
  path: string,
): Promise<FrameLocator> {
  const { port } = host.address() as AddressInfo;
  const src = new URL(path, baseURL).href;
  await page.goto(
    `http://${browserName === 'firefox' ? '127.0.0.1' : 'localhost'}:${port}/?src=${encodeURIComponent(src)}`,
  );
  return page.frameLocator('iframe[title="Embedded"]');
}

test('a scenario runs in a frame', async ({ page, browserName, baseURL }) => {
  const frame = await framed(page, browserName, baseURL, '/lab/cold-start?idle=20');
  await expect(frame.getByRole('heading', { level: 1, name: 'Cold start' })).toBeVisible();
  const end = frame.getByRole('button', { name: 'To the end' });
  await expect(end).toBeEnabled();
  await end.click();
  await expect(frame.getByRole('region', { name: 'Figures of the run' })).toContainText(/cold\s*1/);
});

test('a lesson reads and answers in a frame', async ({ page, browserName, baseURL }) => {
  const frame = await framed(page, browserName, baseURL, '/learn/cold-starts');
  const quiz = frame.getByRole('region', { name: 'Before you go on' });
  await quiz.getByRole('radio', { name: 'One that finds no free environment.' }).check();
  await quiz.getByRole('button', { name: 'Check' }).click();
  await expect(quiz.getByRole('status')).toHaveText('Right.');
});
