/** Who wants no motion gets steps: nothing plays by itself, play goes from event to event, jumps are cuts. */
import { readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { labOf, openLab, STILL } from './lab.ts';
import { expect, test } from './support.ts';

test.use(STILL);

/** Every text an element shows from now on, in order. */
async function record(element: Locator): Promise<() => Promise<string[]>> {
  await element.evaluate((node) => {
    const seen: string[] = [];
    (window as { seenTexts?: string[] }).seenTexts = seen;
    new MutationObserver(() => {
      const text = node.textContent;
      if (seen.at(-1) !== text) seen.push(text);
    }).observe(node, { childList: true, subtree: true, characterData: true });
  });
  return () => element.page().evaluate(() => (window as { seenTexts?: string[] }).seenTexts ?? []);
}

/** The moments of a run at which something happens: of its golden log, to hundredths of a second. */
const eventsOf = (id: string): string[] => [
  ...new Set(
    readFileSync(new URL(`../src/sim/golden/${id}.log`, import.meta.url), 'utf8')
      .split('\n')
      .flatMap((line) => /^ +(\d+:\d\d\.\d\d)\d/.exec(line)?.[1] ?? []),
  ),
];

const momentIn = (text: string): string => text.split(' of ')[0]!.trim();

/** As the page says moments of a run: a long one has fewer digits after the point. */
const saidLike = (example: string, moments: readonly string[]): string[] => {
  const digits = /\.(\d+)/.exec(example)?.[1]!.length ?? 0;
  return [
    ...new Set(moments.map((moment) => moment.slice(0, moment.length - (digits === 0 ? 3 : 2 - digits)))),
  ];
};

test('the wish reaches the page', async ({ page }) => {
  await page.goto('/');
  expect(await page.evaluate(() => matchMedia('(prefers-reduced-motion: reduce)').matches)).toBe(true);
});

test('nothing plays by itself: the start page has a still and a Step button', async ({ page }) => {
  await page.goto('/');
  const figure = page.getByRole('region', { name: 'A live run' });
  const step = figure.getByRole('button', { name: 'Step', exact: true });
  await expect(step).toBeVisible();
  await expect(figure.getByRole('button', { name: 'Pause' })).toHaveCount(0);
  const drawn = (): Promise<string> => figure.getByRole('img').first().innerHTML();
  const before = await drawn();
  await step.click();
  await expect.poll(drawn).not.toBe(before);
});

for (const id of [
  'cold-start',
  'missing-resource-policy',
  'duplicate-delivery',
  'order-in-parallel',
  'message-twice',
  'account-starved',
  'alias-90-10',
  'cloudformation-unchanged-key',
  'vpc-addresses-exhausted',
])
  test(`play in the lab goes from event to event: ${id}`, async ({ page }) => {
    const lab = await openLab(page, `/lab/${id}`);
    await expect(lab.moment).toHaveText(/^0:00(\.0+)? of/);
    const start = momentIn((await lab.moment.textContent())!);
    const seen = await record(lab.moment);
    await lab.play.click();
    await expect.poll(async () => (await seen()).length, { timeout: 10_000 }).toBeGreaterThan(5);
    await lab.pause.click();
    const moments = (await seen()).map(momentIn);
    const events = saidLike(start, eventsOf(id)).filter((moment) => moment !== start || id === 'cold-start');
    expect(moments).toEqual(events.slice(0, moments.length));
    await expect(lab.play).toBeVisible();
  });

test('a jump is a cut', async ({ page }) => {
  const lab = await openLab(page, '/lab/cold-start');
  const seen = await record(lab.moment);
  await lab.toEnd.click();
  await expect(lab.moment).toContainText('0:20.00');
  expect((await seen()).map(momentIn)).toEqual(['0:20.00']);
  await lab.log.getByRole('button', { name: /Request 2 goes to environment 1/ }).click();
  await expect(lab.moment).toContainText('0:05.00');
  expect((await seen()).map(momentIn)).toEqual(['0:20.00', '0:05.00']);
});

test('a bet in a lesson is still settled', async ({ page }) => {
  test.setTimeout(60_000);
  await page.goto('/learn/cold-starts');
  const figure = page.getByRole('figure', { name: 'Requests at two gaps' });
  await expect(figure.getByRole('button', { name: 'Play' })).toBeVisible();
  const bet = page.getByRole('form', { name: 'Your bet' });
  await bet.getByRole('radio', { name: /^All ten/ }).check();
  await bet.getByRole('button', { name: 'Bet and run' }).click();
  const step = figure.getByRole('button', { name: 'Step', exact: true });
  for (let presses = 0; presses < 60; presses += 1) {
    if (await bet.getByText('The run has decided').isVisible()) break;
    await step.click();
  }
  await expect(bet.getByText('The run has decided: it was 10.')).toBeVisible();
});

test.describe('with motion', () => {
  test.use({
    contextOptions: { reducedMotion: 'no-preference' },
  });
  test('a jump glides (the recorder sees it)', async ({ page, browserName }) => {
    test.skip(browserName === 'firefox', 'its wish is set for the whole process');
    await page.goto('/lab/cold-start');
    const lab = labOf(page);
    await expect(lab.play).toBeEnabled();
    const seen = await record(lab.moment);
    await lab.toEnd.click();
    await expect(lab.moment).toContainText('0:20.00');
    expect((await seen()).length).toBeGreaterThan(3);
  });
});
