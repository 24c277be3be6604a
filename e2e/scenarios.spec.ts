/**
 * Every scenario of the content, through the lab's own list: it opens, runs to its end, tells its picture in words, and
 * the run is Node's, bit for bit. What a page breaks, asks for or throws meanwhile fails the test (support.ts).
 */
import { MODELS, ownHash, scenariosOf, shownText } from './content.ts';
import { copyLink, labOf, openLab, seeToEnd, takenOver } from './lab.ts';
import { expect, test } from './support.ts';

// A recording of so long a walk costs as much as the walk; a failure names its scenario.
test.use({ trace: 'off' });

/** What the picture of a model speaks of, whatever became of its run. */
const SPEAKS: Record<(typeof MODELS)[number]['id'], RegExp> = {
  direct: /environment|nobody waits/,
  'push-synchronous': /viewers asked; cache: |nobody waits/,
  'push-asynchronous': /notification.*event queue: |events? sent; event queue: /,
  stream: /(Kinesis|DynamoDB) stream .*: \d+ records? waits?.*function/,
  queue: /queue .*: \d+ visible, \d+ in flight; mapping: \d+ pollers?.*messages: /,
};

for (const { id: model, title } of MODELS) {
  test(`every scenario of the model ${title} runs to its end, and as in Node`, async ({ page }) => {
    const scenarios = scenariosOf(model);
    expect(scenarios.length).toBeGreaterThanOrEqual(5);
    test.setTimeout(30_000 + scenarios.length * 8000);
    // From a scenario of another model, so that the list is gone through for the first one too.
    await openLab(page, model === 'direct' ? '/lab/poison-message' : '/lab/cold-start');
    await takenOver(page);
    const list = page.getByRole('dialog', { name: 'Scenarios' });
    for (const scenario of scenarios) {
      await test.step(scenario.id, async () => {
        const name = shownText(scenario.title);
        await page.getByRole('button', { name: 'Scenarios', exact: true }).click();
        await list
          .getByRole('region', { name: title, exact: true })
          .getByRole('link')
          .filter({ has: page.getByText(name, { exact: true }) })
          .click();
        await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
        await expect(page).toHaveTitle(new RegExp(`^${name.replaceAll(/[^\w ]/g, '.')}`));
        await expect(page.getByText(shownText(scenario.question), { exact: true }).first()).toBeVisible();

        const lab = labOf(page);
        await expect(lab.play, scenario.id).toBeEnabled();
        await expect(lab.moment).toHaveText(/^0:00(\.0+)? of \d/);
        await seeToEnd(lab);
        const end = (await lab.moment.textContent())!.split(' of ')[0]!;
        await expect(lab.scene).toHaveAccessibleName(SPEAKS[model]);
        await expect(lab.scene).toHaveAccessibleName(new RegExp(`^At ${end.replaceAll('.', '\\.')}`));
        const claims = lab.claims.getByRole('listitem');
        await expect(claims).toHaveCount(scenario.claims.length);
        await expect(claims.filter({ hasText: 'Holds:' })).toHaveCount(scenario.claims.length);
        await expect(lab.causes.first()).toBeVisible();
        await expect(lab.log.getByRole('listitem').first()).toBeVisible();

        const link = new URL(await copyLink(page));
        expect(link.pathname).toBe(`/lab/${scenario.id}`);
        expect(link.searchParams.get('hash'), `${scenario.id}: the run of the page and Node's`).toBe(
          ownHash(scenario),
        );
      });
    }
  });
}
