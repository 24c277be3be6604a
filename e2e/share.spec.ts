/** What is shared and kept: links that hold everything, files saved and opened, a figure in another page. */
import { inflateRawSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { handedOut, type HandedOut } from './handed-out.ts';
import { copyLink, held, labOf, openLab, searchOf, seeToEnd, set, takenOver, typeInto } from './lab.ts';
import { expect, test } from './support.ts';

/** Presses a button of the sheet that hands out a file. */
const saved = (page: Page, button: string): Promise<HandedOut> =>
  handedOut(page, () => page.getByRole('button', { name: button }).click());

/** The hash a link carries, in it as it stands or packed with the rest of a long one. */
function hashIn(link: string): string | null {
  const search = new URL(link).searchParams;
  const z = search.get('z');
  return (
    z === null ? search : new URLSearchParams(inflateRawSync(Buffer.from(z, 'base64url')).toString())
  ).get('hash');
}

const sheetOf = (page: Page) => page.getByRole('dialog', { name: 'Share and keep' });

test('a scenario saved with its changes opens again, and gives the same run', async ({ page }) => {
  const lab = await openLab(page, '/lab/cold-start?idle=3');
  const here = hashIn(await copyLink(page));
  await page.getByRole('button', { name: 'Share and keep' }).click();
  const file = await saved(page, 'Save the scenario');
  expect(file.name).toBe('cold-start.json');
  const text = file.bytes.toString();
  expect(JSON.parse(text)).toMatchObject({ id: 'cold-start', settings: { keep: { functionIdleMs: 3000 } } });

  await sheetOf(page)
    .getByLabel('Choose a scenario file, or drop it here')
    .setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(page).toHaveURL(/\/lab\/own\?file=/);
  await seeToEnd(lab);
  expect(hashIn(await copyLink(page))).toBe(here);

  await test.step('its link holds all of it', async () => {
    const link = await copyLink(page);
    await page.goto('/');
    await page.goto(link);
    await expect(labOf(page).play).toBeEnabled();
    await expect(page.getByText('This link was made from another run')).toHaveCount(0);
    expect(hashIn(await copyLink(page))).toBe(here);
  });
});

test('a file that is no scenario is told by file, line and place, and nothing is lost', async ({ page }) => {
  await page.goto('/lab/own');
  await expect(page.getByRole('heading', { level: 1, name: 'Open a scenario' })).toBeVisible();
  await takenOver(page);
  const field = page.getByLabel('Choose a scenario file, or drop it here');
  const open = async (name: string, text: string) =>
    field.setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await open('broken.json', '{ "id": "mine", ');
  await expect(page.getByText(/^broken\.json, line 1, column \d+: found/)).toBeVisible();
  await open('half.json', '{ "id": "mine" }');
  await expect(page.getByText(/^half\.json, line 1: title: found nothing/)).toBeVisible();
  expect(searchOf(page)).toEqual({});
  await page.goto('/lab/own?file=nonsense');
  await expect(page.getByText(/the scenario in this link is damaged/)).toBeVisible();
});

test('the trace is handed out as JSON and as CSV, a row a step', async ({ page }) => {
  await openLab(page, '/lab/cold-start');
  await page.getByRole('button', { name: 'Share and keep' }).click();
  const csv = (await saved(page, 'Export the trace, CSV')).bytes.toString();
  const json = JSON.parse((await saved(page, 'Export the trace, JSON')).bytes.toString()) as {
    readonly hash: string;
    readonly length: number;
    readonly steps: readonly unknown[];
  };
  const lines = csv.trimEnd().split('\r\n');
  expect(lines[0]).toMatch(/^step,at_us,kind,number/);
  expect(lines.slice(1)).toHaveLength(json.length);
  expect(json.steps).toHaveLength(json.length);
  await page.keyboard.press('Escape');
  expect(hashIn(await copyLink(page))).toBe(json.hash);
});

test('an older link says what its run came to, and what today’s does', async ({ page }) => {
  await openLab(
    page,
    '/lab/cold-start?v=2026-01-01.1&hash=0123456789abcdef&was=counts.cold:9,counts.offered:3',
  );
  const both = page.getByRole('table', { name: 'The run of the link and the run of today' });
  await expect(both.getByRole('row', { name: /^cold 9 \d/ })).toBeVisible();
  await expect(both.getByRole('row', { name: /^requests offered 3 3/ })).toBeVisible();
  await expect(page.getByText(/1 of 2 figures differ/)).toBeVisible();
});

test('much that was made to happen is packed into a short link, and opens as it was', async ({ page }) => {
  const made = Array.from({ length: 12 }, (_, index) => ({
    id: `error-${index}`,
    title: `the function fails at request ${index + 1}`,
    on: true,
    kind: 'function-error',
    which: [index + 1],
  }));
  const lab = await openLab(page, `/lab/burst?made=${encodeURIComponent(JSON.stringify(made))}`);
  const link = await copyLink(page);
  expect(Object.keys(Object.fromEntries(new URL(link).searchParams))).toContain('z');
  expect(link.length).toBeLessThan(1500);
  await page.goto(link);
  await expect(lab.play).toBeEnabled();
  await expect(page.getByRole('list', { name: 'Made to happen' }).getByRole('listitem')).toHaveCount(12);
});

test('embedded, a scenario is its picture and its time, with a way out', async ({ page }) => {
  const lab = await openLab(page, '/lab/cold-start?embed=on');
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('contentinfo')).toBeHidden();
  await expect(lab.scene).toBeVisible();
  await lab.toEnd.click();
  await expect(lab.moment).toContainText('seen to the end');
  await expect(page.getByRole('link', { name: 'Open in Lambdarium' })).toHaveAttribute(
    'href',
    /\/lab\/cold-start/,
  );
  await expect(page.getByRole('link', { name: 'Open in Lambdarium' })).not.toHaveAttribute('href', /embed/);
});

test.describe('what is made to happen', () => {
  test('strikes from its moment on, is in the link, and can be taken back', async ({ page }) => {
    const lab = await openLab(page, '/lab/cold-start?t=1.5');
    await page.getByRole('button', { name: 'Make it happen' }).click();
    const happen = page.getByRole('region', { name: 'Make it happen' });
    await happen.getByRole('combobox', { name: 'How long what lasts is to last' }).selectOption('to the end');
    await happen.getByRole('button', { name: 'let the function fail' }).click();
    await expect.poll(() => searchOf(page)['made']).toContain('function-error');
    await seeToEnd(lab);
    await expect(lab.figures).toContainText(/failed\s*\d/);
    await page.goBack();
    await seeToEnd(lab);
    await expect(lab.figures).not.toContainText(/failed\s*[1-9]/);
    await page.goForward();
    await happen.getByRole('button', { name: /^Take back: the function fails/ }).click();
    await expect.poll(() => searchOf(page)['made']).toBeUndefined();
    await seeToEnd(lab);
    await held(lab, 5, 5);
    // At the end there is nothing left for it to meet.
    await happen.getByRole('button', { name: 'let the function fail' }).click();
    await expect(happen.getByRole('status')).toHaveText('Nothing in this run met it: the run is the same.');
  });
});

test.describe('what if', () => {
  test('a fork from the present moment stands in the tree, beside the run it left, and the link holds both', async ({
    page,
  }) => {
    await openLab(page, '/lab/cold-start?t=1.5&panel=compare');
    const desk = page.getByRole('region', { name: 'Look closer' });
    await desk.getByRole('combobox', { name: 'Setting' }).selectOption({ label: 'kept idle' });
    const value = desk.getByRole('textbox', { name: /^Value from then on/ });
    // It begins with another value than the one in force, 6 s; the same would change nothing.
    await expect(value).toHaveValue('12');
    await typeInto(value, '6');
    await expect(desk.getByRole('button', { name: 'Fork here' })).toBeDisabled();
    await expect(desk.getByText('It has this value then: a fork would change nothing.')).toBeVisible();
    await typeInto(value, '2');
    await desk.getByRole('button', { name: 'Fork here' }).click();
    const branch = desk.getByRole('listitem').filter({ hasText: /kept idle 2.* from 0:01\.50 on/ });
    await expect(branch).toContainText('on show');
    const two = page.getByRole('region', { name: 'Two runs beside each other' });
    await expect(two.getByRole('status')).toHaveText(/^(The same|Nothing differs)/);
    await expect(two.getByRole('heading', { name: 'Beside it: the scenario as it is' })).toBeVisible();
    await expect(two.getByRole('table', { name: 'Figures of the two runs' })).toBeVisible();
    await expect.poll(() => searchOf(page)).toMatchObject({ with: '', panel: 'compare' });

    await test.step('reloaded it stands there again', async () => {
      await page.reload();
      await expect(branch).toContainText('on show');
      await expect(two.getByRole('status')).toHaveText(/^(The same|Nothing differs)/);
    });

    await test.step('the scenario as it is comes back, and the branch is kept', async () => {
      await desk.getByRole('button', { name: 'Show The scenario as it is' }).click();
      await expect.poll(() => searchOf(page)['made']).toBeUndefined();
      await expect(branch).not.toContainText('on show');
      await desk.getByRole('button', { name: /^Let go of kept idle 2/ }).click();
      await expect(branch).toHaveCount(0);
    });
  });

  test('any setting and any date beside the run on show', async ({ page }) => {
    await openLab(page, '/lab/scaling-burst-today?panel=compare');
    const dates = page.getByRole('region', { name: 'The same by the rules of another date' });
    await dates.getByRole('button', { name: 'January 2021' }).click();
    const two = page.getByRole('region', { name: 'Two runs beside each other' });
    await expect(two.getByRole('status')).toHaveText(/by the rules of January 2021\.$/);
    await typeInto(dates.getByRole('textbox', { name: /^or any day since/ }), '2018-02');
    await dates.getByRole('button', { name: 'Set it beside' }).click();
    await expect(two.getByRole('status')).toHaveText(
      /turned away today, .* by the rules of February 2018\.$/,
    );
    await expect.poll(() => searchOf(page)).toMatchObject({ with: 'asof=2018-02-01', panel: 'compare' });
    await page.goto(await copyLink(page));
    await expect(two.getByRole('status')).toHaveText(/by the rules of February 2018\.$/);
    await expect(dates.getByRole('button', { name: 'February 2018' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await two.getByText('Settings of the run beside it').click();
    await typeInto(two.getByLabel('path', { exact: true }), 'settings.function.timeoutMs');
    await typeInto(two.getByLabel('value', { exact: true }), 'nonsense');
    await two.getByRole('button', { name: 'Set', exact: true }).click();
    await expect(two.getByText(/settings\.function\.timeoutMs: found "nonsense"/)).toBeVisible();
  });

  test('what cannot change in between is refused in words', async ({ page }) => {
    await openLab(page, '/lab/cold-start?t=1.5&panel=compare');
    const desk = page.getByRole('region', { name: 'Look closer' });
    await desk.getByRole('combobox', { name: 'Setting' }).selectOption({ label: 'another setting…' });
    await typeInto(desk.getByRole('textbox', { name: 'Path of the setting' }), 'settings.nowhere');
    await typeInto(desk.getByRole('textbox', { name: /^Value from then on/ }), '5');
    await desk.getByRole('button', { name: 'Fork here' }).click();
    await expect(desk.getByRole('alert')).toContainText('settings.nowhere: found an unknown setting');
  });
});

test('settings changed beside a picture keep what the reader looks at', async ({ page }) => {
  const lab = await openLab(page, '/lab/cold-start?stretch=1-3&marks=2:here');
  await set(lab, 'kept idle', '3');
  await expect.poll(() => searchOf(page)).toMatchObject({ idle: '3', stretch: '1-3', marks: '2:here' });
});
