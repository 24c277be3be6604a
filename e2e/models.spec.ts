import { openLab, labOf, takenOver } from './lab.ts';
import { expect, test } from './support.ts';

/** One scenario of each model, and what a person who does not see its picture is told of it at the end. */
const MODELS = [
  { model: 'Direct', find: 'cold start three requests', title: 'Cold start', says: /environment/ },
  { model: 'Push, synchronous', find: 'cache edge', id: 'edge-cache', says: /cache|viewer/i },
  {
    model: 'Push, asynchronous',
    find: 'dead-letter',
    id: 'dead-letter-queue',
    says: /event queue.*dead-letter queue/i,
  },
  {
    model: 'Streams',
    find: 'bad record blocks',
    id: 'blocked-shard',
    says: /Kinesis stream .*records wait, shard 1 blocked/,
  },
  {
    model: 'Queues',
    find: 'poison',
    id: 'poison-message',
    says: /queue .* visible, .* in flight; mapping: .*poller/,
  },
] as const;

for (const { model, find, says, ...of } of MODELS) {
  test(`a scenario of the model ${model} is found by typing, played, and told in words`, async ({ page }) => {
    await page.goto('/lab');
    await takenOver(page);
    const field = page.getByRole('searchbox', { name: 'Find a scenario' });
    await field.fill(find);
    const group = page.getByRole('region', { name: model, exact: true });
    const link =
      'title' in of
        ? group.getByRole('link', { name: new RegExp(`^${of.title}`) })
        : group.getByRole('link').first();
    await expect(link).toBeVisible();
    await link.focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/lab\/[a-z0-9-]+/);
    const lab = labOf(page);
    await expect(lab.play).toBeEnabled();
    if ('id' in of) await page.goto(`/lab/${of.id}`);
    await expect(lab.play).toBeEnabled();
    await lab.play.click();
    await expect(lab.pause).toBeVisible();
    await lab.pause.click();
    await lab.toEnd.click();
    const picture = lab.picture
      .getByRole('group', { name: says })
      .or(lab.picture.getByRole('img', { name: says }));
    await expect(picture.first()).toBeVisible();
    // The key, the log and the claims are those of this run.
    await expect(
      page.getByRole('list', { name: 'What the marks mean' }).getByRole('listitem').first(),
    ).toBeVisible();
    await expect(lab.log.getByRole('listitem').first()).toBeVisible();
    await expect(lab.causes.first()).toBeVisible();
  });
}

test('the list over a scenario opens with a key, and an arrow and Enter choose from it', async ({ page }) => {
  await openLab(page, '/lab/burst');
  await takenOver(page);
  await page.keyboard.press('/');
  const dialog = page.getByRole('dialog', { name: 'Scenarios' });
  const field = dialog.getByRole('searchbox', { name: 'Find a scenario' });
  await expect(field).toBeFocused();
  await field.fill('two consumers');
  await expect(dialog.getByRole('status')).toContainText('1 of');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: /consumers/i })).toBeVisible();
});

test('the machine of any kind of actor in the run can be looked at', async ({ page }) => {
  const lab = await openLab(page, '/lab/blocked-shard');
  await lab.toEnd.click();
  const choice = page.getByRole('combobox', { name: 'Machine of' });
  await choice.selectOption({ label: 'Reader of a shard' });
  await expect(page.getByRole('heading', { name: /^Reader 1.* is / })).toBeVisible();
  await expect(page.getByRole('img', { name: /^Statechart of a reader\. Reader 1 is in / })).toBeVisible();
});

test('a blocked shard is told beside the stream, and whoever is picked explains itself', async ({ page }) => {
  const lab = await openLab(page, '/lab/blocked-shard');
  await lab.toEnd.click();
  const reader = lab.picture.getByRole('button', { name: /^Reader of shard 1: .*attempt \d+/ });
  await expect(reader).toBeVisible();
  await reader.press('Enter');
  await expect(lab.why).toContainText('Reader 1');
});
