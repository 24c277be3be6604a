/** What every page stands on, whatever is on it. */
import { expect, test } from './support.ts';

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  for (const path of ['/', '/learn/cold-starts', '/lab/cold-start']) {
    test(`${path} is there before any script runs`, async ({ page }) => {
      const response = await page.goto(path);
      expect(response?.status()).toBe(200);
      await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
      await expect(page).toHaveTitle(/Lambdarium/);
    });
  }
});

test('the policy stands in the page and in the answer', async ({ page }) => {
  const response = await page.goto('/');
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
  expect(policy).not.toMatch(/unsafe|frame-ancestors/);
  expect(response?.headers()['content-security-policy']).toBe(policy);
});

test.describe('the watch sees', () => {
  const seen = async (problems: string[], pattern: RegExp): Promise<void> => {
    await expect.poll(() => problems.some((problem) => pattern.test(problem))).toBe(true);
    problems.length = 0;
  };

  test('a broken policy', async ({ page, problems }) => {
    await page.goto('/');
    await page.evaluate(() =>
      document.body.insertAdjacentHTML('beforeend', '<p style="color: red">inline</p>'),
    );
    await seen(problems, /securitypolicyviolation: style-src/);
  });

  test('a request to another host', async ({ page, problems }) => {
    await page.goto('/');
    await page.evaluate(() => {
      document.body.append(Object.assign(new Image(), { src: 'https://example.com/pixel.png' }));
    });
    await seen(problems, /example\.com/);
  });

  test('an error nobody caught', async ({ page, problems }) => {
    await page.goto('/');
    await page.evaluate(() => {
      setTimeout(() => {
        throw new Error('planted');
      });
    });
    await seen(problems, /planted/);
  });
});

test.describe('an address that does not exist', () => {
  test.use({ expectedProblems: [/404/] });
  test('is answered with 404 and the app', async ({ page }) => {
    const response = await page.goto('/no/such/page');
    expect(response?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
});

test('the first page loads no more fonts than it may', async ({ page }) => {
  await page.goto('/');
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const fonts = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((entry): entry is PerformanceResourceTiming => entry.name.endsWith('.woff2'))
      .map(({ name, encodedBodySize }) => ({ name, bytes: encodedBodySize })),
  );
  expect(fonts.length).toBeGreaterThan(0);
  expect(fonts.reduce((sum, { bytes }) => sum + bytes, 0) / 1024).toBeLessThanOrEqual(180);
});

test('visited pages open again with the server stopped', async ({ page, ownSite }) => {
  await page.goto(ownSite.url);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await page.goto(`${ownSite.url}learn/cold-starts`);
  const title = await page.getByRole('heading', { level: 1 }).textContent();
  await ownSite.stop();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title!);
  await page.goto(`${ownSite.url}lab/cold-start?speed=1`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
