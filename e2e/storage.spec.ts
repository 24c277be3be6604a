/** Stored progress that is broken, old, new, denied or full: kept aside, reported, and the pages go on. */
import type { Page } from '@playwright/test';
import { handedOut } from './handed-out.ts';
import { expect, test } from './support.ts';

const KEY = 'lambdarium.progress';

/** Opens a page in a browser that holds this already. */
async function openWith(page: Page, stored: string, path = '/'): Promise<void> {
  await page.addInitScript(
    ([key, text]) => {
      // The empty page before the first one has no storage.
      if (!location.protocol.startsWith('http') || sessionStorage.getItem('planted') === text) return;
      sessionStorage.setItem('planted', text);
      localStorage.clear();
      localStorage.setItem(key, text);
    },
    [KEY, stored] as const,
  );
  await page.goto(path);
}

/** Everything this browser keeps for the site, as one text. */
const kept = (page: Page): Promise<string> => page.evaluate(() => Object.values(localStorage).join('\n'));

const ANSWER = {
  question: 'cold-starts-which',
  answer: { option: 'nobody-free' },
  correct: true,
  at: 1_700_000_000_000,
  asOf: '2026-11-20',
  engineVersion: '1',
};
const SOUND = { version: 1, answers: [ANSWER], lessons: {}, bets: {} };

const UNREADABLE = {
  'no JSON': '{"version":1,"answers":[{"question":"cold-sta',
  empty: '',
  'JSON of something else': '[1,2,3]',
  'null inside': '{"version":1,"answers":null,"lessons":null,"bets":null}',
  'a version before the first': JSON.stringify({ ...SOUND, version: 0 }),
  'no version': JSON.stringify({ answers: [] }),
  'a newer version': JSON.stringify({ ...SOUND, version: 7, stars: 3 }),
  'an entry nobody can read': JSON.stringify({ ...SOUND, answers: [ANSWER, { question: 5 }] }),
  'a lesson called __proto__':
    '{"version":1,"answers":[],"lessons":{"__proto__":{"openedAt":"x"}},"bets":{}}',
};

for (const [what, stored] of Object.entries(UNREADABLE))
  test(`${what}: reported, and kept as it was`, async ({ page }) => {
    await openWith(page, stored);
    await expect(page.getByText('Stored progress could not be read whole.')).toBeVisible();
    await expect(page.getByRole('heading', { level: 1, name: 'A terrarium for AWS Lambda' })).toBeVisible();
    expect(await kept(page)).toContain(stored);
  });

test('beside what was put aside everything works, and nothing of it is lost', async ({ page }) => {
  const stored = UNREADABLE['a newer version'];
  await openWith(page, stored, '/learn/cold-starts');
  await expect(page.getByText('Stored progress could not be read whole.')).toBeVisible();
  const quiz = page.getByRole('region', { name: 'Before you go on' });
  await quiz.getByRole('radio', { name: 'One that finds no free environment.' }).check();
  await quiz.getByRole('button', { name: 'Check' }).click();
  await expect(quiz.getByRole('status')).toHaveText('Right.');
  await page.goto('/');
  await expect(page.getByText('1 of 12 answered, 1 right')).toBeVisible();
  await expect(page.getByText('Stored progress that could not be read is kept aside.')).toBeVisible();
  expect(await kept(page)).toContain(stored);
});

test('what is sound beside a broken entry still counts', async ({ page }) => {
  await openWith(page, JSON.stringify({ ...SOUND, answers: [{ question: 5 }, ANSWER] }));
  await expect(page.getByText('1 of 12 answered, 1 right')).toBeVisible();
  await expect(
    page.getByText('Number 1 of the answers in the stored progress cannot be read.'),
  ).toBeVisible();
});

test('what was put aside can be saved as a file, and deleted', async ({ page }) => {
  const stored = '{"version": 12, "mine": true}';
  await openWith(page, stored);
  const file = await handedOut(page, () => page.getByRole('button', { name: 'Save it as a file' }).click());
  expect(file.name).toMatch(/\.json$/);
  expect(file.bytes.toString()).toBe(stored);
  await page.getByRole('button', { name: 'Delete it' }).click();
  await expect(page.getByRole('button', { name: 'Delete it' })).toBeHidden();
  await page.reload();
  await expect(page.getByText('0 of 1 lesson done. Kept in this browser.')).toBeVisible();
  await expect(page.getByText('Stored progress')).toHaveCount(0);
  expect(await kept(page)).not.toContain('mine');
});

test('another tab is followed', async ({ page, context }) => {
  await page.goto('/');
  const other = await context.newPage();
  await openWith(other, JSON.stringify(SOUND));
  await expect(page.getByText('1 of 12 answered, 1 right')).toBeVisible();
});

test('denied storage: said once, and the pages work', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await page.goto('/learn/cold-starts');
  await expect(page.getByText('This browser keeps no data for this page')).toBeVisible();
  await page.getByRole('button', { name: 'Close this notice' }).click();
  await expect(page.getByText('This browser keeps no data for this page')).toBeHidden();
  const quiz = page.getByRole('region', { name: 'Before you go on' });
  await quiz.getByRole('radio', { name: 'One that finds no free environment.' }).check();
  await quiz.getByRole('button', { name: 'Check' }).click();
  await expect(quiz.getByRole('status')).toHaveText('Right.');
  await page.getByRole('link', { name: 'Lambdarium, home' }).click();
  await expect(page.getByText('1 of 12 answered, 1 right')).toBeVisible();
});

test('full storage: said, and nothing that was there is lost', async ({ page }) => {
  await openWith(page, JSON.stringify(SOUND));
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await page.goto('/learn/cold-starts');
  await expect(page.getByText('The storage of this browser is full')).toBeVisible();
  expect(await kept(page)).toContain('nobody-free');
});
