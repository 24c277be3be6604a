/**
 * The eight kinds of picture in both themes, compared with how they were recorded, dot by dot. Fonts and antialiasing
 * are the browser's and the system's own: elsewhere than where they were recorded the comparison is skipped.
 * Recorded again with `npx playwright test e2e/pictures.spec.ts --update-snapshots`, which also writes where.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openLab } from './lab.ts';
import { expect, test } from './support.ts';

/** A scenario and a moment at which much of its picture is to be seen. */
const PICTURES = [
  ['direct', '/lab/burst?t=6.4'],
  ['push-synchronous', '/lab/api-gateway-timeout?t=20'],
  ['push-asynchronous', '/lab/dead-letter-queue?t=100'],
  ['stream', '/lab/blocked-shard?t=30'],
  ['queue', '/lab/poison-message?t=40'],
  ['edge', '/lab/edge-cache?t=5'],
  ['alias', '/lab/alias-50-50?t=200'],
  ['pools', '/lab/account-starved?t=25'],
] as const;

const RECORDED = fileURLToPath(new URL('pictures.recorded.json', import.meta.url));

for (const theme of ['light', 'dark'] as const)
  test.describe(theme, () => {
    test.use({ colorScheme: theme });
    for (const [kind, address] of PICTURES)
      test(`${kind} looks as it was recorded`, async ({ page, browser, browserName }, info) => {
        const here = { browser: browserName, version: browser.version(), platform: process.platform };
        // `--update-snapshots` says "changed"; without it what is missing would be written, and that is no recording.
        if (['all', 'changed'].includes(info.config.updateSnapshots))
          writeFileSync(RECORDED, `${JSON.stringify(here)}\n`);
        const recorded: unknown = existsSync(RECORDED) ? JSON.parse(readFileSync(RECORDED, 'utf8')) : null;
        test.skip(
          JSON.stringify(recorded) !== JSON.stringify(here),
          `recorded with ${JSON.stringify(recorded)}, this is ${JSON.stringify(here)}`,
        );
        const lab = await openLab(page, address);
        await expect(lab.scene).toBeVisible();
        await page.evaluate(() => document.fonts.ready);
        await expect(lab.scene).toHaveScreenshot(`${kind}-${theme}.png`, { maxDiffPixelRatio: 0.002 });
      });
  });
