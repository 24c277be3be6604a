/** The main path with the keyboard alone: every stop can be seen, nothing holds the focus, and it comes back. */
import type { ElementHandle, Locator, Page } from '@playwright/test';
import { hasPace, labOf, openLab, PICTURES, searchOf, takenOver, toFirstProblem } from './lab.ts';
import { expect, test } from './support.ts';

/** What has the focus, in words, and whether it can be seen that it has. */
function focused(
  page: Page,
  wanted: ElementHandle | null,
): Promise<{ name: string; visible: boolean; ring: boolean; there: boolean }> {
  return page.evaluate((target) => {
    const node = document.activeElement;
    const there = node === target;
    if (!node || node === document.body) return { name: '', visible: true, ring: true, there };
    const { width, height, bottom, right } = node.getBoundingClientRect();
    let ring = false;
    if (node instanceof SVGElement && node.tagName !== 'svg') {
      // A mark wears its ring inside the picture: it looks otherwise than without the focus.
      const look = (): string =>
        [node, ...node.querySelectorAll('*')]
          .map((one) => {
            const { stroke, strokeWidth, outlineStyle, opacity } = getComputedStyle(one);
            return [stroke, strokeWidth, outlineStyle, opacity].join();
          })
          .join();
      const own = look();
      node.blur();
      ring = look() !== own;
      node.focus();
    }
    // A range under its own picture shows its ring round the track that holds it.
    for (let up: Element | null = node, level = 0; up && level < 3; up = up.parentElement, level += 1) {
      const { outlineStyle, outlineWidth } = getComputedStyle(up);
      if (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) ring = true;
    }
    const name = `${node.tagName.toLowerCase()} ${node.getAttribute('aria-label') ?? node.textContent?.trim().slice(0, 40) ?? ''}`;
    return { name, visible: Math.max(width, height) > 0 && bottom > 0 && right > 0, ring, there };
  }, wanted);
}

/**
 * Waits until an element has the focus. (`toBeFocused` asks for the window's focus as well, and Firefox counts a round
 * through its own bar as leaving the window.)
 */
async function hasFocus(wanted: Locator): Promise<void> {
  await expect.poll(() => wanted.evaluate((node) => node === document.activeElement)).toBe(true);
}

/** Presses Tab until the wanted place has the focus; each stop on the way must be seen to have it. */
async function tabTo(page: Page, wanted: Locator, key = 'Tab', most = 90): Promise<void> {
  const target = await wanted.elementHandle();
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press(key);
    const stop = await focused(page, target);
    expect(stop, `${key} ${presses + 1}: ${stop.name}`).toMatchObject({ visible: true, ring: true });
    if (stop.there) return;
  }
  throw new Error(`${String(wanted)} was not reached with ${most} presses of ${key}`);
}

test('from the start page through the lesson to an answer', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto('/');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the page' });
  await hasFocus(skip);
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('link', { name: 'Start: Cold starts' }), 'Tab', 2);
  await page.keyboard.press('Enter');
  const heading = page.getByRole('heading', { level: 1, name: 'Cold starts' });
  await hasFocus(heading);

  await test.step('a bet', async () => {
    const bet = page.getByRole('form', { name: 'Your bet' });
    await tabTo(page, bet.getByRole('radio').first());
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await expect(bet.getByRole('radio', { name: /^Two: the first pair/ })).toBeChecked();
    await tabTo(page, bet.getByRole('button', { name: 'Bet and run' }), 'Tab', 4);
    await page.keyboard.press('Enter');
    await expect(bet.getByText('The run has decided: it was 10.')).toBeVisible({ timeout: 20_000 });
  });

  await test.step('a figure', async () => {
    const figure = page.getByRole('figure', { name: 'Requests at two gaps' });
    await tabTo(page, figure.getByRole('slider', { name: 'Moment' }));
    await page.keyboard.press('Home');
    await expect(figure.getByRole('slider', { name: 'Moment' })).toHaveAttribute('aria-valuetext', '0:00');
    const keep = figure.getByRole('slider', { name: /kept idle for/ });
    await tabTo(page, keep);
    for (let press = 0; press < 5; press += 1) await page.keyboard.press('ArrowRight');
    await expect(keep).toHaveAttribute('aria-valuetext', /^15/);
    await expect(figure).toContainText('Twelve minutes apart, 2 of 10 requests start cold');
  });

  await test.step('a word, opened and closed', async () => {
    const word = page
      .getByRole('article')
      .getByRole('button', { name: /^10.s$/ })
      .first();
    await tabTo(page, word);
    await page.keyboard.press('Enter');
    await expect(page.getByText(/Read \d+ \w{3} 2026/).first()).toBeVisible();
    await page.keyboard.press('Escape');
    await hasFocus(word);
  });

  await test.step('questions', async () => {
    const quiz = page.getByRole('region', { name: 'Before you go on' });
    await tabTo(page, quiz.getByRole('radio').first());
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(quiz.getByRole('status')).toHaveText('Right.');
    const next = quiz.getByRole('button', { name: 'Next question' });
    await hasFocus(next);
    await page.keyboard.press('Enter');
    await expect(quiz.getByRole('button', { name: /^Question 2,/ })).toHaveAttribute('aria-current', 'step');
    const down = quiz.getByRole('button', { name: /^Move down/ }).first();
    const label = (await down.getAttribute('aria-label'))!;
    await tabTo(page, down);
    await page.keyboard.press('ArrowDown');
    const moved = quiz.getByRole('listitem').filter({ has: page.getByRole('button', { name: label }) });
    await hasFocus(quiz.getByRole('button', { name: label }));
    await expect(moved).toContainText(/^2/);
    await tabTo(page, quiz.getByRole('button', { name: 'Check' }));
    await page.keyboard.press('Enter');
    await expect(quiz.getByRole('status')).toHaveText(/^(Right|Not right)\.$/);
  });
});

test('the lab by its keys', async ({ page }) => {
  const lab = await openLab(page, '/lab/cold-start');
  await page.keyboard.press('ArrowRight');
  await expect(lab.moment).toContainText('0:01.00');
  await page.keyboard.press('ArrowRight');
  await expect(lab.moment).toContainText('0:01.40');
  await page.keyboard.press('ArrowLeft');
  await expect(lab.moment).toContainText('0:01.00');
  await page.keyboard.press('End');
  await expect(lab.moment).toContainText('0:20.00');
  await page.keyboard.press('Home');
  await expect(lab.moment).toContainText('0:00.00');
  await page.keyboard.press('n');
  await expect(lab.moment).toContainText('0:01.00');
  await page.keyboard.press('n');
  await expect(lab.moment).toContainText('0:15.00');
  await expect(lab.causes.first()).toContainText('Request 3 finds no environment');
  await page.keyboard.press('-');
  await hasPace(lab, '500 ms');
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await hasPace(lab, '2 s');
  await page.keyboard.press('Space');
  await expect(lab.pause).toBeVisible();
  await page.keyboard.press('Space');
  await expect(lab.play).toBeVisible();
  await page.keyboard.press('r');
  await expect(lab.seed).not.toHaveText(/Seed 1$/);
  await page.goBack();
  await expect(lab.seed).toHaveText(/Seed 1$/);
});

test('the lab by its controls: track, settings, steps and their causes', async ({ page }) => {
  test.setTimeout(90_000);
  const lab = await openLab(page, '/lab/cold-start');
  await lab.seed.focus();
  await tabTo(page, lab.track);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(lab.track).toHaveAttribute('aria-valuetext', /^0:01\.40? of/);
  await page.keyboard.press('PageUp');
  await expect(lab.track).toHaveAttribute('aria-valuetext', /^0:02\.40? of/);
  await page.keyboard.press('End');
  await expect(lab.moment).toContainText('0:20.00');

  // Under the last cause stands what it began with: a setting, without a moment of its own.
  const root = lab.causes.getByRole('button', { name: /^\d+:\d\d/ }).last();
  // The causes follow the moment a little later: only then is the last of them the one to walk to.
  await expect(lab.causes.getByRole('button', { name: /^\d+:\d\d/ }).first()).toHaveText('0:17.50');
  await tabTo(page, root);
  // Read once the focus is there: the causes follow the moment a little later.
  const began = (await page.evaluate(() => document.activeElement?.textContent)) ?? '';
  expect(began).toMatch(/^0:\d\d\.\d\d$/);
  expect(began).not.toBe('0:20.00');
  await page.keyboard.press('Enter');
  await expect(lab.moment).toContainText(`${began} of`);

  await page.getByRole('button', { name: 'Copy link' }).focus();
  await tabTo(page, lab.picture.getByRole('textbox', { name: 'kept idle' }));
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  await expect.poll(() => searchOf(page)).toMatchObject({ idle: '3' });
  await hasFocus(lab.picture.getByRole('textbox', { name: 'kept idle' }));
  await tabTo(page, lab.picture.getByRole('switch', { name: /Init.*fails/ }));
  await page.keyboard.press('Space');
  await expect(lab.picture.getByRole('switch', { name: /Init.*fails/ })).toBeChecked();
  await expect(lab.play).toBeVisible();
});

// One of each kind of picture. The walk is the same code in all of them: the other browser sees three.
for (const [at, id] of PICTURES.entries())
  test(`the marks of a picture are one stop, arrows walk them, Enter asks why: ${id}`, async ({
    page,
    browserName,
  }) => {
    test.skip(browserName === 'firefox' && at % 4 !== 0, 'three of each kind of picture are enough here');
    const lab = await openLab(page, `/lab/${id}`);
    await toFirstProblem(page, lab);
    // Buttons, and what only has a name.
    const marks = lab.scene.locator('[data-key][tabindex]');
    await expect(lab.scene.getByRole('button').first()).toBeVisible();
    const many = await marks.count();
    await page.getByRole('button', { name: /^(Copy link|Link copied)$/ }).focus();
    const tabbed = lab.scene.locator('[tabindex="0"]');
    await expect(tabbed).toHaveCount(1);
    await tabTo(page, tabbed);
    await page.keyboard.press('Home');
    await hasFocus(marks.first());
    const names: string[] = [];
    for (let walked = 0; walked < Math.min(many, 12); walked += 1) {
      if (walked > 0) await page.keyboard.press('ArrowRight');
      await hasFocus(marks.nth(walked));
      const stop = await focused(page, null);
      expect(stop, `${id}, mark ${walked + 1}: ${stop.name}`).toMatchObject({ visible: true, ring: true });
      await expect(marks.nth(walked)).toHaveAccessibleName(/[a-z]{3}/i);
      names.push(stop.name);
    }
    // Two that look alike are told apart by their numbers.
    expect(new Set(names).size, names.join('\n')).toBe(names.length);
    await page.keyboard.press('End');
    await hasFocus(marks.last());
    const last = lab.scene.getByRole('button').last();
    const isLast = () => last.evaluate((node) => node === document.activeElement);
    for (let back = 0; back < many && !(await isLast()); back += 1) await page.keyboard.press('ArrowLeft');
    await hasFocus(last);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'follow the moment' })).toBeVisible();
    await expect(lab.causes.first()).toBeVisible();
  });

test('nothing holds the focus: Tab goes through the lab to its end, and back', async ({ page }) => {
  test.setTimeout(120_000);
  const lab = await openLab(page, '/lab/cold-start');
  await lab.toEnd.click();
  await expect(lab.moment).toContainText('0:20.00');
  await page.getByRole('link', { name: 'Lambdarium, home' }).focus();
  const last = page.getByRole('contentinfo').getByRole('button', { name: 'Keyboard' });
  await tabTo(page, last, 'Tab', 140);
  await tabTo(page, page.getByRole('link', { name: 'sources and simplifications' }), 'Shift+Tab', 5);
});

test('the desk by keys: each instrument is opened, walked through, and leads to a cause', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const lab = await openLab(page, '/lab/dead-letter-queue');
  await page.keyboard.press('End');
  await expect(lab.moment).toContainText('seen to the end');
  const desk = page.getByRole('region', { name: 'Look closer' });
  const follow = page.getByRole('button', { name: 'follow the moment' });
  const open = async (name: string): Promise<void> => {
    const button = desk.getByRole('button', { name, exact: true });
    await tabTo(page, button, 'Tab', 8);
    await page.keyboard.press('Enter');
    await expect(button).toHaveAttribute('aria-expanded', 'true');
  };
  const back = async (): Promise<void> => {
    await expect(lab.causes.first()).toBeVisible();
    await follow.press('Enter');
    await expect(follow).toBeHidden();
    await desk.getByRole('button', { name: 'Metrics', exact: true }).focus();
  };
  await desk.getByRole('button', { name: 'Metrics', exact: true }).focus();
  await page.keyboard.press('Enter');
  await tabTo(page, desk.getByRole('slider', { name: 'Start of the stretch' }), 'Tab', 12);
  const chart = desk.getByRole('region', { name: 'Invocations, errors, throttles', exact: true });
  await tabTo(page, chart.getByRole('button', { name: /^Table of/ }), 'Tab', 30);
  await page.keyboard.press('Enter');
  // The table stands in place of the picture, before its button.
  await tabTo(page, chart.getByRole('table').getByRole('cell').getByRole('button').last(), 'Shift+Tab', 60);
  await page.keyboard.press('Enter');
  await back();

  await open('Logs');
  const lines = desk.getByRole('listbox', { name: 'Log events' });
  await tabTo(page, lines, 'Tab', 14);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await back();

  await open('One request');
  await tabTo(page, desk.getByRole('button', { name: 'the slowest', exact: true }), 'Tab', 12);
  await page.keyboard.press('Enter');
  await desk.getByRole('button', { name: 'Metrics', exact: true }).focus();

  await open('In words');
  await tabTo(page, desk.getByRole('rowheader').getByRole('button').first(), 'Tab', 12);
  await page.keyboard.press('Enter');
  await back();

  await open('What if');
  await tabTo(page, desk.getByRole('combobox', { name: 'Setting' }), 'Tab', 12);
  await tabTo(page, page.getByRole('contentinfo').getByRole('button', { name: 'Keyboard' }), 'Tab', 90);
});

test('dialogs take the focus, keep it while open, and give it back', async ({ page }) => {
  await page.goto('/limits');
  const chip = page.getByRole('button', { name: /as of/i });
  await tabTo(page, chip, 'Tab', 10);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Rules as of' });
  await expect(dialog).toBeVisible();
  for (let presses = 0; presses < 12; presses += 1) {
    const where = await page.evaluate(() => {
      const node = document.activeElement;
      return node === document.body || node === null
        ? 'nowhere'
        : node.closest('dialog')
          ? 'inside'
          : 'outside';
    });
    expect(where).not.toBe('outside');
    await page.keyboard.press('Tab');
  }
  // The round may have ended at the browser's own bar.
  await dialog.getByRole('textbox').focus();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await hasFocus(chip);
});

test('a date is typed, and the focus comes back', async ({ page }) => {
  await page.goto('/limits');
  const dialog = page.getByRole('dialog', { name: 'Rules as of' });
  await tabTo(page, page.getByRole('button', { name: /as of/i }), 'Tab', 10);
  await page.keyboard.press('Enter');
  await tabTo(page, dialog.getByRole('textbox'), 'Tab', 10);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('2018-02');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await hasFocus(page.getByRole('button', { name: /as of 1 Feb 2018/ }));
  await page.keyboard.press('Tab');
  await hasFocus(page.getByRole('button', { name: 'Back to today' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /as of today/i })).toBeVisible();

  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(keys).toBeVisible();
  for (const key of ['Space', 'Home', 'End', 'n', 'r', '?'])
    await expect(keys.getByText(key, { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
});

test('the theme is chosen with arrows and stays', async ({ page }) => {
  await page.goto('/');
  const button = page.getByRole('button', { name: 'Theme' });
  await tabTo(page, button, 'Tab', 10);
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('radio', { name: 'as the system' }), 'Tab', 2);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'dark' })).toBeChecked();
  await page.keyboard.press('Escape');
  await hasFocus(button);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await page.reload();
  expect(await background()).toBe(dark);
  expect(dark).not.toBe('rgb(245, 247, 245)');
});

test('a visited page is announced by its heading, Back included', async ({ page }) => {
  await page.goto('/');
  // A page that is not yet taken over is left by a load of the next one, and loads announce themselves.
  await takenOver(page);
  await page.getByRole('link', { name: 'Lambdarium, home' }).focus();
  await tabTo(page, page.getByRole('link', { name: 'Limits', exact: true }), 'Tab', 10);
  await page.keyboard.press('Enter');
  await hasFocus(page.getByRole('heading', { level: 1, name: 'Limits' }));
  await expect(page).toHaveTitle(/^Limits/);
  await page.goBack();
  await expect(page).toHaveURL(/\/$/);
  await hasFocus(page.getByRole('heading', { level: 1, name: 'A terrarium for AWS Lambda' }));
  await page.goto('/lab/cold-start');
  await expect(labOf(page).play).toBeEnabled();
});
