/** A whole visit asks nobody but its own origin for anything, and leaves only its own progress behind. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { KINDS_OF_PAGE, openLab, takenOver } from './lab.ts';
import { expect, test } from './support.ts';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));

test('every request of a visit goes to the own origin; no cookie; only own keys in storage', async ({
  page,
  context,
  baseURL,
}) => {
  test.setTimeout(90_000);
  const asked: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  for (const address of KINDS_OF_PAGE) {
    await page.goto(address);
    await takenOver(page);
  }
  const lab = await openLab(page, '/lab/burst');
  await lab.toEnd.click();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('radio', { name: 'dark' }).check();
  await page.goto('/learn/cold-starts');
  const quiz = page.getByRole('region', { name: 'Before you go on' });
  await quiz.getByRole('radio').first().check();
  await quiz.getByRole('button', { name: 'Check' }).click();
  await expect(quiz.getByRole('status')).not.toBeEmpty();

  const origin = new URL(baseURL!).origin;
  expect(asked.length).toBeGreaterThan(30);
  expect(asked.filter((url) => !url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url))).toEqual([]);
  // Nothing of the reader's is in an address asked for, either.
  expect(asked.filter((url) => /first-of-day|answers/.test(url))).toEqual([]);
  expect(await context.cookies()).toEqual([]);
  const keys = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
  expect(keys.filter((key) => !/^(lambdarium\.|tsr-scroll)/.test(key))).toEqual([]);
});

test('nothing in the built files is fetched from elsewhere', () => {
  const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(html|css|js)$/.test(file),
  );
  expect(files.length).toBeGreaterThan(15);
  for (const file of files) {
    const text = readFileSync(path.join(DIST, file), 'utf8');
    expect(text, file).not.toMatch(/<(script|link|img|iframe|source)\b[^>]*(src|href)="(https?:)?\/\//i);
    expect(text, file).not.toMatch(/url\(\s*["']?(https?:)?\/\//i);
    expect(text, file).not.toMatch(
      /\b(fetch|sendBeacon|importScripts|WebSocket|EventSource)\(\s*["'`](https?:|wss?:|\/\/)/,
    );
  }
});
