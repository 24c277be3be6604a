/** Pages stand before any script runs, and are taken over without anything moving. */
import type { Page } from '@playwright/test';
import { ADDRESS_PARTS, EVERY_ADDRESS, labOf, takenOver } from './lab.ts';
import { expect, test } from './support.ts';

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the start page says what this is and where to begin', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A terrarium for AWS Lambda');
    await expect(page.getByText('Watch it live, break it on purpose')).toBeVisible();
    await expect(page.getByRole('heading', { level: 2, name: 'The path' })).toBeVisible();
    await expect(page.getByText('Not affiliated with Amazon Web Services')).toBeVisible();
    const pictures = page.getByRole('region', { name: 'A live run' }).locator('svg[aria-label]');
    await expect(pictures.first()).toBeVisible();
    await page.getByRole('link', { name: 'Start: Cold starts' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Cold starts' })).toBeVisible();
  });

  test('the lesson can be read: sections, prose, facts, still figures with their sentences', async ({
    page,
  }) => {
    await page.goto('/learn/cold-starts');
    for (const name of [
      'Nobody is free',
      'What the wait is made of',
      'What an environment keeps',
      'How long it is kept',
      'How to soften it',
      'Four traps',
      'What you can do now',
    ])
      await expect(page.getByRole('heading', { level: 2, name })).toBeVisible();
    const words = (await page.getByRole('article').textContent())!.split(/\s+/).length;
    expect(words).toBeGreaterThan(1000);
    const figures = page.getByRole('figure');
    await expect(figures).toHaveCount(4);
    for (const figure of await figures.all()) {
      await expect(figure).toHaveAccessibleName(/\S/);
      const picture = figure.locator('svg[aria-label]').first();
      await expect(picture).toBeVisible();
      await expect(picture).toHaveAttribute('aria-label', /\d.*\./);
      expect((await picture.boundingBox())!.height).toBeGreaterThan(60);
    }
    await expect(page.getByRole('complementary', { name: /^Fact:/ }).first()).toContainText(/\d/);
  });
});

test('the files hold no inline style or script, and a strict policy', async ({ request }) => {
  for (const address of EVERY_ADDRESS) {
    const html = await (await request.get(address)).text();
    const inline = /<[a-z][^>]*\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+="|="\s*javascript:/i;
    expect(inline.exec(html)?.[0], address).toBeUndefined();
    const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    const rules = Object.fromEntries(
      policy
        .replaceAll('&#39;', "'")
        .split(';')
        .map((rule): [string, string[]] => {
          const [name = '', ...sources] = rule.trim().split(/\s+/);
          return [name, sources];
        }),
    );
    expect(rules['default-src'], address).toEqual(["'none'"]);
    for (const name of ['script-src', 'style-src', 'font-src', 'connect-src', 'worker-src', 'manifest-src'])
      expect(rules[name], `${address} ${name}`).toEqual(["'self'"]);
    for (const name of ['base-uri', 'form-action'])
      expect(rules[name], `${address} ${name}`).toEqual(["'none'"]);
    expect(html.indexOf('Content-Security-Policy'), address).toBeLessThan(html.search(/<script|<link/));
  }
});

test('each page has its own title and description', async ({ request }) => {
  const titles = new Set<string>();
  for (const address of EVERY_ADDRESS) {
    const html = await (await request.get(address)).text();
    titles.add(/<title>([^<]+)<\/title>/.exec(html)?.[1] ?? '');
    expect(html, address).toMatch(/<meta\s+name="description"\s+content="[^"]{30,}"/);
    expect(html, address).toMatch(/<html[^>]*\slang="en"/);
  }
  expect(titles.size).toBe(EVERY_ADDRESS.length);
});

test('every link leads to a page that is there, and to a place on it', async ({ request }) => {
  const pages = new Map<string, string>();
  const load = async (path: string): Promise<string> => {
    const known = pages.get(path);
    if (known !== undefined) return known;
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(200);
    const html = await answer.text();
    pages.set(path, html);
    return html;
  };
  const links = new Map<string, string>();
  for (const address of EVERY_ADDRESS) {
    const html = await load(address);
    for (const [, raw = ''] of html.matchAll(/<a\s[^>]*?href="([^"]*)"/g)) {
      const href = raw.replaceAll('&amp;', '&');
      const url = new URL(href, `http://own${address}`);
      if (url.host === 'own') links.set(`${url.pathname}${url.hash}`, address);
    }
  }
  expect(links.size).toBeGreaterThan(30);
  for (const [link, from] of links) {
    const [path = '/', place] = link.split('#');
    const html = await load(path);
    if (place)
      expect(html.includes(`id="${decodeURIComponent(place)}"`), `${from} links to ${link}`).toBe(true);
  }
});

/** The app's modules wait until this is called. */
async function withhold(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/assets/*.js', async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test.describe('taken over', () => {
  test('a button pressed before the scripts are there does what it says once they are', async ({ page }) => {
    const release = await withhold(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/', { waitUntil: 'commit' });
    const menu = page.getByRole('button', { name: 'Menu' });
    await menu.click();
    release();
    const rooms = page.getByRole('navigation', { name: 'Rooms' });
    await expect(rooms).toBeVisible();
    // Once, not twice: pressed again it closes.
    await menu.click();
    await expect(rooms).toBeHidden();
  });

  test('a theme chosen before the scripts are there is the theme', async ({ page }) => {
    const release = await withhold(page);
    await page.goto('/glossary', { waitUntil: 'commit' });
    await page.getByRole('button', { name: 'Theme' }).click();
    await page.getByRole('radio', { name: 'dark' }).check();
    release();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(page.getByRole('radio', { name: 'dark' })).toBeChecked();
  });

  test('a bet placed before the scripts are there is the bet', async ({ page }) => {
    const release = await withhold(page);
    await page.goto('/learn/cold-starts', { waitUntil: 'commit' });
    const bet = page.getByRole('form', { name: 'Your bet' });
    await bet.getByRole('radio', { name: /^All ten/ }).check();
    await bet.getByRole('button', { name: 'Bet and run' }).click({ noWaitAfter: true });
    release();
    await expect(bet.getByRole('button', { name: 'Bet and run' })).toBeHidden();
    await expect(bet).toContainText(/all ten/i);
  });

  test('a link followed while the page is being taken over leads where it says', async ({ page }) => {
    await page.addInitScript(() => {
      document.addEventListener('taking-over', () => {
        // The shell answers first; the page itself is not there yet.
        setTimeout(() => document.querySelector<HTMLElement>('a[href$="/limits"]')?.click(), 0);
      });
    });
    await page.goto('/learn/cold-starts');
    await expect(page.getByRole('heading', { level: 1, name: 'Limits' })).toBeVisible();
  });

  // What fails while React takes a page over is reported as an error, and every error fails a test.
  for (const [part, addresses] of ADDRESS_PARTS.entries())
    test(`every page comes alive, part ${part + 1} of ${ADDRESS_PARTS.length}`, async ({ page }) => {
      test.setTimeout(90_000);
      for (const address of addresses) {
        await page.goto(address);
        await takenOver(page);
        if (/^\/lab\/./.test(address)) await expect(labOf(page).play).toBeEnabled();
      }
    });

  for (const width of [1350, 390])
    test(`pages of each kind do not move, ${width} px`, async ({ page, browserName }) => {
      test.skip(browserName === 'firefox', 'Firefox does not measure layout shifts');
      await page.setViewportSize({ width, height: 900 });
      await page.addInitScript(() => {
        const kept = window as { shifted?: { value: number; what: string }[] };
        kept.shifted = [];
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            const { value, sources = [] } = entry as PerformanceEntry & {
              value: number;
              sources?: { node?: Node | null }[];
            };
            const what = sources
              .map(({ node }) => node?.textContent?.slice(0, 30) ?? node?.nodeName)
              .join(' | ');
            kept.shifted?.push({ value, what });
          }
        }).observe({ type: 'layout-shift', buffered: true });
      });
      for (const address of [
        '/',
        '/learn/cold-starts',
        '/lab/cold-start',
        '/lab/sns-fan-out',
        '/lab/edge-cache',
        '/lab/bad-canary-caught',
        '/lab/vpc-addresses-exhausted',
        '/limits',
        '/limits/timeline',
        '/limits/check',
        '/pricing',
      ]) {
        await page.goto(address);
        await page.evaluate(() => document.fonts.ready.then(() => {}));
        await takenOver(page);
        if (address.startsWith('/lab/')) await expect(labOf(page).scene).toBeVisible();
        const shifted = await page.evaluate(
          () => (window as { shifted?: { value: number; what: string }[] }).shifted ?? [],
        );
        const sum = shifted.reduce((all, { value }) => all + value, 0);
        expect.soft(sum, `${address}: ${JSON.stringify(shifted)}`).toBeLessThanOrEqual(0.02);
      }
    });
});
