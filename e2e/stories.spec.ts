/** One story of each model, as a person sees it: what goes wrong, what cures it, and what is said of it. */
import type { Page } from '@playwright/test';
import { copyLink, goTo, held, openLab, searchOf, seeToEnd, set, takenOver } from './lab.ts';
import { expect, test } from './support.ts';

test('a bad record blocks its shard; with retries limited the records behind it flow, and Back blocks it again', async ({
  page,
}) => {
  const lab = await openLab(page, '/lab/blocked-shard');
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(/Clicks: 451 records wait, shard 1 blocked; 149 processed/);
  await expect(
    lab.picture.getByText('Of 600 records 149 are processed and 451 have not ended.'),
  ).toBeVisible();
  await held(lab, 4, 4);

  await test.step('whoever stands there explains itself', async () => {
    const reader = lab.picture.getByRole('button', { name: /^Reader of shard 1: .*attempt \d+/ });
    await reader.press('Enter');
    await expect(lab.why).toContainText('Reader 1');
    await page.getByRole('combobox', { name: 'Machine of' }).selectOption({ label: 'Reader of a shard' });
    await expect(page.getByRole('img', { name: /^Statechart of a reader\. Reader 1 is in / })).toBeVisible();
  });

  await set(lab, 'maximum retries', '3');
  await expect.poll(() => searchOf(page)).toMatchObject({ retries: '3' });
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(/Clicks: 0 records wait; 596 processed, 4 discarded/);
  await held(lab, 4, 0);

  await page.goBack();
  await expect(lab.picture.getByRole('combobox', { name: 'maximum retries' })).toHaveValue('null');
  expect(searchOf(page)).not.toHaveProperty('retries');
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(/451 records wait, shard 1 blocked/);
  await held(lab, 4, 4);
});

test('good messages end in the dead-letter queue; maximum concurrency keeps them out of it', async ({
  page,
}) => {
  const lab = await openLab(page, '/lab/good-messages-dead');
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(
    /messages: 21 deleted, 29 dead-lettered; dead-letter queue: 29 in it/,
  );
  await expect(lab.claims).toContainText('The function has not failed once.');
  await held(lab, 4, 4);
  await set(lab, 'maximum concurrency', '2');
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(/messages: 50 deleted; dead-letter queue: empty/);
  await expect(lab.picture.getByText('All 50 messages are deleted.')).toBeVisible();
  await expect(lab.claims.getByRole('listitem').filter({ hasText: 'dead letters' })).toContainText(
    /Does not hold:.*Here it is 0\./,
  );
});

test('an object nobody can digest is tried three times, a minute and two apart, and lies in the dead-letter queue', async ({
  page,
}) => {
  const lab = await openLab(page, '/lab/dead-letter-queue');
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(
    /events: 2 succeeded, 1 retries exhausted; dead-letter queue: 1 in it/,
  );
  await held(lab, 6, 6);
  await test.step('between two attempts the event waits in the event queue', async () => {
    await goTo(lab, /Event 2 fails after 600.ms and waits to be tried again/);
    await expect(lab.moment).toContainText('0:20.6');
    await expect(lab.scene).toHaveAccessibleName(/event queue: 1 .*; function: .*dead-letter queue: empty/);
    await goTo(lab, /Event 2 has waited 60.s and comes up again/);
    await expect(lab.moment).toContainText('1:20.6');
    await goTo(lab, /Event 2 has waited 2.min and comes up again/);
    await expect(lab.moment).toContainText('3:21.2');
  });
  await test.step('the dead letter says why, back to the object', async () => {
    await goTo(lab, /Delivery 1 brings event 2 to dead-letters, the dead-letter queue/);
    await expect(lab.scene).toHaveAccessibleName(/dead-letter queue: 1 in it/);
    await expect(lab.causes.filter({ hasText: 'retries exhausted' }).first()).toContainText(
      'attempt 3 failed',
    );
    await expect(lab.causes.filter({ hasText: /notification 2 goes out/i })).toHaveCount(1);
    // What began it stands last, with its switch.
    await expect(lab.causes.last()).toContainText(
      'A fault strikes: “The handler fails at the second object”.',
    );
  });
  await test.step('without the fault nothing is given up: the claims say so, the link carries it', async () => {
    await set(lab, 'the second object fails', 'off');
    await expect.poll(() => searchOf(page)).toMatchObject({ fails: 'off' });
    await seeToEnd(lab);
    await expect(lab.scene).toHaveAccessibleName(/events: 3 succeeded; dead-letter queue: empty/);
    await held(lab, 6, 1);
    await expect(lab.claims).toContainText('this run has others');
  });
});

test('API Gateway answers 504 while the function goes on, and is paid for', async ({ page }) => {
  const lab = await openLab(page, '/lab/api-gateway-timeout');
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(
    /nobody waits;.*seen: 3 504, no answer in time, the function goes on/,
  );
  await held(lab, 6, 6);
  await goTo(lab, /Caller 1 has waited 29.s for its answer and waits no more; what it called goes on/);
  await expect(lab.moment).toContainText(/^0:30\.0/);
  await expect(lab.scene).toHaveAccessibleName(/environments: 2 invoke.*seen: 1 504/);
  await goTo(lab, /Request 1 succeeds 40.s after it arrived/);
  await set(lab, 'handler', '20');
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(/seen: 3 200, answered/);
  await expect(
    lab.claims.getByRole('listitem').filter({ hasText: 'All three users see 504.' }),
  ).toContainText(/Does not hold:.*Here it is 0\./);
});

test('at the edge a hit asks no origin; without a cache every viewer goes the whole way', async ({
  page,
}) => {
  const lab = await openLab(page, '/lab/edge-cache');
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(/12 viewers asked; cache: 9 hit, 3 miss; 12 saw 200/);
  await held(lab, 7, 7);
  await goTo(lab, /Viewer 1\d asks for an object that is in the cache: the origin is not asked/);
  await set(lab, 'kept in the cache', '0');
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(/cache: 12 miss; 12 saw 200/);
  await held(lab, 7, 3);
});

test('a dry run hears 204 or 403, and nothing ever runs', async ({ page }) => {
  const lab = await openLab(page, '/lab/dry-run');
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(
    /no environment; seen: 5 204, allowed, nothing ran; 3 403, not allowed, nothing ran/,
  );
  await held(lab, 5, 5);
  await goTo(lab, /Caller 4 may not invoke the function: 403/);
  await expect(lab.why).toContainText('denied: no permission');
  await set(lab, 'the permission is lost', 'off');
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(
    /seen: 8 204, allowed, nothing ran$|seen: 8 204, allowed, nothing ran\./,
  );
  await held(lab, 5, 3);
});

test('what another sees of a link is what was sent: the cure, the moment, the claims', async ({
  page,
  context,
}) => {
  const lab = await openLab(page, '/lab/poison-message');
  await set(lab, 'partial responses', 'on');
  await expect.poll(() => Object.keys(searchOf(page)).length).toBeGreaterThan(0);
  await seeToEnd(lab);
  const said = (await lab.claims.getByRole('listitem').allTextContents()).join('\n');
  expect(said).toContain('Does not hold:');
  await expect(lab.scene).not.toHaveAccessibleName(/10 dead-lettered/);
  const theirs: Page = await context.newPage();
  const seen = await openLab(theirs, await copyLink(page));
  // Each picture's name follows it when it rests: the two come to be the same.
  const names = () => Promise.all([lab, seen].map(({ scene }) => scene.getAttribute('aria-label')));
  await expect.poll(async () => new Set(await names()).size).toBe(1);
  await expect(seen.claims.getByRole('listitem').first()).toBeVisible();
  expect((await seen.claims.getByRole('listitem').allTextContents()).join('\n')).toBe(said);
  await expect(theirs.getByText('This link was made from another run')).toHaveCount(0);
});

test('the run plays by itself and shows what is on its way', async ({ page }) => {
  for (const [id, says] of [
    ['sns-fan-out', /notification/],
    ['order-in-parallel', /records? waits?/],
    ['fifo-group-blocked', /in flight/],
    ['linear-deployment', /deployment Lambda/],
    ['vpc-cold-start-2018', /addresses free/],
  ] as const) {
    const lab = await openLab(page, `/lab/${id}`);
    await takenOver(page);
    await lab.play.click();
    await expect(lab.moment).not.toHaveText(/^0:00(\.0+)? of/);
    await expect(lab.scene).toHaveAccessibleName(says);
    await lab.pause.click();
    await expect(lab.play).toBeVisible();
  }
});
