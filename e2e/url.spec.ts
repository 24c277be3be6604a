/** The address is the state: nonsense is named and left out, the rest is kept, links come back as they were sent. */
import { copyLink, hasPace, labOf, openLab, plateOf, searchOf, setPace, typeInto, type Lab } from './lab.ts';
import { expect, test } from './support.ts';

const setting = (lab: Lab, name: string) => lab.picture.getByRole('textbox', { name, exact: true });

test.describe('nonsense in the address', () => {
  for (const [what, query, messages] of [
    [
      'words where numbers go',
      'seed=abc&t=soon&speed=quick&idle=forever&type=Event&permitted=perhaps&asof=whenever',
      [
        'seed: found "abc"',
        't: found "soon"',
        'speed: found "quick"',
        'idle: found "forever"',
        'type: found "Event"',
        'permitted: found "perhaps"',
        'asof: ',
      ],
    ],
    [
      'numbers out of range',
      'seed=4294967296&t=-5&speed=0&second=99999&asof=1999',
      ['seed: found "4294967296"', 't: found "-5"', 'speed: found "0"', 'second: found 99999', 'asof: '],
    ],
    [
      'half numbers and none',
      'seed=1.5&t=&speed=Infinity&asof=2018-13&handler={"kind":"uniform"}&arrivals={"kind":',
      ['seed: found "1.5"', 't: found ""', 'speed: found "Infinity"', 'asof: ', 'handler: ', 'arrivals: '],
    ],
    [
      'keys nobody knows',
      'idel=5&settings.function.wings=2&__proto__.polluted=1&constructor=2&asof=2999-01-01',
      ['idel: ', 'settings.function.wings: ', '__proto__.polluted: ', 'constructor: ', 'asof: '],
    ],
    [
      'markup and half an escape',
      'idle=<img src=x onerror=alert(1)>&second=%E0%A4%A&"><b>=1',
      ['idle: found "<img src=x', 'second: ', '"><b>: '],
    ],
  ] as const) {
    test(`${what}: named, left out, the rest kept`, async ({ page }) => {
      const lab = await openLab(page, `/lab/cold-start?${query}&init=700`);
      const notices = page.getByRole('status');
      for (const message of messages) await expect(notices.getByText(message).first()).toBeVisible();
      await expect(setting(lab, 'code outside the handler')).toHaveValue('700');
      await expect(setting(lab, 'kept idle')).toHaveValue('6');
      await expect(lab.seed).toHaveText(/Seed 1$/);
      await lab.toEnd.click();
      await expect(page.getByRole('region', { name: 'Figures of the run' })).toContainText(/offered\s*3/);
    });
  }

  test('a message can be closed, and a good change ends it', async ({ page }) => {
    const lab = await openLab(page, '/lab/cold-start?idle=never');
    const message = page.getByText('idle: found "never"');
    await expect(message).toBeVisible();
    await typeInto(setting(lab, 'kept idle'), '600');
    await setting(lab, 'kept idle').press('Enter');
    await expect(page.getByText(/idle: found 600/)).toBeVisible();
    await expect(message).toBeHidden();
    await expect(setting(lab, 'kept idle')).toHaveValue('6');
    await page.getByRole('button', { name: 'Close this notice' }).click();
    await expect(page.getByText(/idle: found/)).toHaveCount(0);
  });

  test('pages without settings go on too', async ({ page }) => {
    for (const path of ['/', '/learn', '/learn/cold-starts', '/lab', '/limits', '/sources', '/glossary']) {
      await page.goto(`${path}?asof=never&seed=abc&__proto__=1&%22%3E%3Cb%3E=x`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByRole('status').getByText(/^asof: /)).toBeVisible();
    }
  });
});

test('a deep link says all of it, and again after a reload', async ({ page }) => {
  const lab = await openLab(
    page,
    '/lab/cold-start?idle=3&handler=700&type=DryRun&init-fails=on&seed=7&asof=2018-02&t=12.5&speed=2',
  );
  const check = async (): Promise<void> => {
    await expect(setting(lab, 'kept idle')).toHaveValue('3');
    await expect(setting(lab, 'handler')).toHaveValue('700');
    await expect(lab.picture.getByRole('combobox', { name: 'invocation type' })).toHaveValue('DryRun');
    await expect(lab.picture.getByRole('switch', { name: /Init.*fails/ })).toBeChecked();
    await expect(lab.seed).toHaveText(/Seed 7$/);
    await expect(lab.moment).toContainText('0:12.50 of');
    await hasPace(lab, '2 s');
    await expect(page.getByRole('button', { name: /as of 1 Feb 2018/ })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Close this notice' })).toHaveCount(0);
  };
  await check();
  await page.reload();
  await check();
});

test('Back is undo: each finished change is one entry', async ({ page }) => {
  await page.goto('/lab');
  await plateOf(page, 'Cold start').click();
  const lab = labOf(page);
  await expect(lab.play).toBeEnabled();
  await typeInto(setting(lab, 'kept idle'), '3');
  await setting(lab, 'kept idle').press('Enter');
  await expect.poll(() => searchOf(page)).toMatchObject({ idle: '3' });
  await lab.picture.getByRole('switch', { name: 'may invoke' }).click();
  await expect.poll(() => searchOf(page)).toMatchObject({ idle: '3', permitted: 'off' });
  await lab.seed.click();
  await expect.poll(() => searchOf(page)).toHaveProperty('seed');
  await page.goBack();
  await expect(lab.seed).toHaveText(/Seed 1$/);
  await expect(lab.picture.getByRole('switch', { name: 'may invoke' })).not.toBeChecked();
  await page.goBack();
  await expect(lab.picture.getByRole('switch', { name: 'may invoke' })).toBeChecked();
  await expect(setting(lab, 'kept idle')).toHaveValue('3');
  await page.goBack();
  await expect(setting(lab, 'kept idle')).toHaveValue('6');
  await page.goForward();
  await expect(setting(lab, 'kept idle')).toHaveValue('3');
  expect(searchOf(page)).toMatchObject({ idle: '3' });
});

test('a slider moved is one entry, however far', async ({ page }) => {
  const lab = await openLab(page, '/lab/cold-start');
  await expect(lab.scene).toBeVisible();
  const before = await page.evaluate(() => history.length);
  const box = (await lab.picture.getByRole('slider', { name: 'kept idle, slider' }).boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.3, y);
  await page.mouse.down();
  for (const share of [0.4, 0.5, 0.6, 0.7]) await page.mouse.move(box.x + box.width * share, y);
  await expect(setting(lab, 'kept idle')).not.toHaveValue('6');
  expect(searchOf(page)).toEqual({});
  await page.mouse.up();
  const value = await setting(lab, 'kept idle').inputValue();
  await expect.poll(() => searchOf(page)).toMatchObject({ idle: value });
  expect(await page.evaluate(() => history.length)).toBe(before + 1);
  await page.goBack();
  await expect(setting(lab, 'kept idle')).toHaveValue('6');
});

test('the moment and the pace replace the entry, and only when they rest', async ({ page }) => {
  const lab = await openLab(page, '/lab/cold-start');
  const before = await page.evaluate(() => history.length);
  await lab.step.click();
  await expect.poll(() => searchOf(page)).toEqual({ t: '1' });
  await lab.toEnd.click();
  await expect.poll(() => searchOf(page)).toEqual({ t: '20' });
  await lab.toStart.click();
  await expect.poll(() => searchOf(page)).toEqual({});
  await setPace(lab, '10 s/s');
  await expect.poll(() => searchOf(page)).toEqual({ speed: '10' });
  await page.evaluate(() => {
    const seen = window as { written?: string[] };
    seen.written = [];
    for (const name of ['pushState', 'replaceState'] as const) {
      const own = history[name].bind(history);
      history[name] = (state, unused, url) => {
        seen.written?.push(String(url));
        own(state, unused, url);
      };
    }
  });
  await lab.play.click();
  await expect(lab.moment).toContainText('0:20.00');
  await expect.poll(() => searchOf(page)).toEqual({ speed: '10', t: '20' });
  const written = await page.evaluate(() => (window as { written?: string[] }).written ?? []);
  expect(new Set(written.map((url) => new URL(url, 'http://host').searchParams.get('t')))).toEqual(
    new Set(['20']),
  );
  expect(await page.evaluate(() => history.length)).toBe(before);
});

test.describe('a slow connection', () => {
  // What the service worker has kept would not come through the route below.
  test.use({ serviceWorkers: 'block' });
  test('a page left while its moment is being written leaves the next address alone', async ({ page }) => {
    const lab = await openLab(page, '/lab/cold-start');
    await page.getByRole('button', { name: 'Scenarios', exact: true }).click();
    const list = page.getByRole('dialog', { name: 'Scenarios' });
    const link = list.getByRole('link', { name: /^Warm reuse|^Reuse/i }).first();
    await expect(link).toBeVisible();
    const title = (await link.textContent())!;
    await page.keyboard.press('Escape');
    // The next scenario comes later than the moment at rest is written.
    await page.route('**/assets/warm-reuse*.js', async (route) => {
      await new Promise((resolve) => {
        setTimeout(resolve, 1500);
      });
      await route.continue();
    });
    await page.keyboard.press('End');
    await page.keyboard.press('/');
    await link.click();
    const heading = page.getByRole('heading', { level: 1 });
    await expect(heading).not.toHaveText('Cold start');
    expect(title).toContain((await heading.textContent())!);
    await expect(lab.play).toBeEnabled();
    await expect(lab.moment).toHaveText(/^0:00\.00 of/);
    expect(searchOf(page)).toEqual({});
  });
});

test('a copied link opens as it was sent, and copies to itself', async ({ page, context }) => {
  const lab = await openLab(page, '/lab/burst?first=4&handler=700&routing=oldest-created&seed=11');
  await setPace(lab, '50 ms/s');
  await lab.step.click();
  await lab.step.click();
  const moment = await lab.moment.textContent();
  const link = await copyLink(page);
  expect(Object.fromEntries(new URL(link).searchParams)).toMatchObject({
    first: '4',
    handler: '700',
    routing: 'oldest-created',
    seed: '11',
    hash: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
  const other = await context.newPage();
  const theirs = await openLab(other, link);
  await expect(theirs.moment).toHaveText(moment!);
  await expect(setting(theirs, 'handler')).toHaveValue('700');
  await expect(other.getByText('This link was made from another run')).toHaveCount(0);
  expect(await copyLink(other)).toBe(link);
});

test('where copying is not allowed the link stands there to be taken', async ({ page }) => {
  await openLab(page, '/lab/cold-start?idle=3');
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));
  });
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByRole('textbox', { name: /Here is the link/ })).toHaveValue(
    /\/lab\/cold-start\?idle=3&.*hash=/,
  );
});

test('a link made of another run says so, until something is changed', async ({ page }) => {
  const lab = await openLab(page, '/lab/cold-start?v=2025-01-01.0.9.0&hash=0123456789abcdef');
  const notice = page.getByText('This link was made from another run');
  await expect(notice).toBeVisible();
  await expect(notice).toContainText('content 2025-01-01.0.9.0');
  await typeInto(setting(lab, 'kept idle'), '3');
  await setting(lab, 'kept idle').press('Enter');
  await expect(notice).toBeHidden();
});

test.describe('addresses that do not exist', () => {
  test.use({ expectedProblems: [/404/] });
  test('give the not-found page and ways on', async ({ page }) => {
    for (const path of [
      '/nope',
      '/learn/nope',
      '/lab/nope',
      '/lab/constructor',
      '/learn/__proto__',
      '/lab/cold-start/more',
      '/%F0%9F%90%8A',
    ]) {
      expect((await page.goto(path))?.status(), path).toBe(404);
      await expect(page.getByRole('heading', { level: 1, name: 'No page here' })).toBeVisible();
      await expect(page).toHaveTitle(/^Not found/);
    }
    await page.getByRole('link', { name: 'To the lab' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Lab' })).toBeVisible();
    await expect(page).toHaveTitle(/^Lab /);
  });
});
