/** On a phone and on a wall: nothing scrolls sideways, nothing stands under the dock, every view is reached. */
import type { Page } from '@playwright/test';
import { faults, fits } from './faults.ts';
import { ADDRESS_PARTS, KINDS_OF_PAGE, openLab, PANELS, STILL, takenOver, toFirstProblem } from './lab.ts';
import { expect, test } from './support.ts';

/** Pairs of controls that lie over each other. */
function overlaps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    /** What is seen of a box in the boxes that scroll by themselves. */
    const seen = (node: Element, { left, right, top, bottom }: DOMRect) => {
      for (let up = node.parentElement; up && up !== document.body; up = up.parentElement) {
        if (getComputedStyle(up).overflowY === 'visible') continue;
        const clip = up.getBoundingClientRect();
        [left, right] = [Math.max(left, clip.left), Math.min(right, clip.right)];
        [top, bottom] = [Math.max(top, clip.top), Math.min(bottom, clip.bottom)];
      }
      return { left, right, top, bottom };
    };
    const controls = [
      ...document.querySelectorAll<HTMLElement>('main button, main select, main input, main a'),
    ];
    const shown = controls.flatMap((node) => {
      if (!node.checkVisibility({ visibilityProperty: true }) || node.closest('svg, dialog, [popover]'))
        return [];
      // Links within a text break with it: each of their lines has a box.
      const boxes = [...node.getClientRects()]
        .map((box) => seen(node, box))
        .filter(({ left, right, top, bottom }) => right - left > 2 && bottom - top > 2);
      // What another one is laid into on purpose (a range under its picture) is fixed or scrolls by itself.
      const style = getComputedStyle(node);
      return style.position === 'static' || style.position === 'relative' ? [{ node, boxes }] : [];
    });
    const fixed = (node: Element): boolean => {
      for (let up: Element | null = node; up; up = up.parentElement)
        if (['fixed', 'sticky', 'absolute'].includes(getComputedStyle(up).position)) return true;
      return false;
    };
    const inFlow = shown.filter(({ node }) => !fixed(node));
    const name = (node: HTMLElement): string =>
      node.getAttribute('aria-label') ?? node.textContent?.trim().slice(0, 30) ?? node.tagName;
    const found: string[] = [];
    for (const [at, one] of inFlow.entries())
      for (const other of inFlow.slice(at + 1)) {
        if (one.node.contains(other.node) || other.node.contains(one.node)) continue;
        const lies = one.boxes.some((a) =>
          other.boxes.some(
            (b) =>
              Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
              Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2,
          ),
        );
        if (lies) found.push(`"${name(one.node)}" and "${name(other.node)}"`);
      }
    return found;
  });
}

// Nothing here is about how things move.
test.use(STILL);

const fontsThere = (page: Page): Promise<void> => page.evaluate(() => document.fonts.ready.then(() => {}));

// A page of each kind is enough in the second browser: its letters are as wide. (Every scenario at its end, at 360 px, is
// looked at in scenarios.spec.ts, which is there already.)
for (const width of [360, 2560])
  for (const [part, addresses] of ADDRESS_PARTS.entries())
    test(`${width} px: no page sticks out, part ${part + 1} of ${ADDRESS_PARTS.length}`, async ({
      page,
      browserName,
    }) => {
      test.setTimeout(150_000);
      await page.setViewportSize({ width, height: width < 600 ? 780 : 1400 });
      const asked =
        browserName === 'firefox' ? addresses.filter((one) => KINDS_OF_PAGE.includes(one)) : addresses;
      for (const address of asked) {
        const where = `${address} at ${width} px`;
        if (/^\/lab\/./.test(address)) {
          const lab = await openLab(page, address);
          await fontsThere(page);
          await fits(page, `${where}, before anything happens`);
          // What goes wrong has most to show: whoever waits, what is on its way. (Its end was seen on the way there.)
          await toFirstProblem(page, lab);
          await fits(page, `${where}, at its first problem`);
        } else {
          await page.goto(address);
          // Pictures have their exact width once the page is taken over.
          await takenOver(page);
          await fontsThere(page);
          await fits(page, `${where}, as it opens`);
        }
      }
    });

test.describe('at 200 %', () => {
  // Half as many px as a window of 1350 x 940 has, each twice as large: what a browser's zoom does to a page.
  test.use({ viewport: { width: 675, height: 470 }, deviceScaleFactor: 2 });

  test('pages and instruments keep within the window, and nothing lies over anything', async ({ page }) => {
    test.setTimeout(120_000);
    for (const address of [
      '/',
      '/learn/cold-starts',
      '/lab',
      '/limits#timeout-max',
      '/limits/timeline',
      '/limits/check',
      '/pricing',
    ]) {
      await page.goto(address);
      await takenOver(page);
      await fontsThere(page);
      await fits(page, `${address} at 200 %`);
    }
    const lab = await openLab(page, '/lab/dead-letter-queue?follow=event.2');
    await toFirstProblem(page, lab);
    const desk = page.getByRole('region', { name: 'Look closer' });
    for (const name of Object.values(PANELS)) {
      await desk.getByRole('button', { name, exact: true }).click();
      await expect(desk.getByText(/^(On its way|Reading the run|The run is being read)\.$/)).toHaveCount(0);
      await fits(page, `${name} at 200 %`);
      expect.soft(await overlaps(page), `${name} at 200 %`).toEqual([]);
    }
  });
});

test.describe('a phone', () => {
  test.use({ viewport: { width: 390, height: 780 } });

  test('each tab shows its own view', async ({ page }) => {
    const lab = await openLab(page, '/lab/cold-start');
    const tab = (name: string) =>
      page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name, exact: true });
    const settings = page.getByRole('group', { name: 'Settings: Caller' });
    const views = {
      Picture: page.getByRole('region', { name: 'Timeline' }),
      Why: lab.why,
      Log: lab.log,
      Settings: settings,
      Bets: lab.bets,
    };
    for (const [name, own] of Object.entries(views)) {
      await tab(name).click();
      await expect(tab(name)).toHaveAttribute('aria-pressed', 'true');
      await expect(own).toBeVisible();
      for (const [other, view] of Object.entries(views)) if (other !== name) await expect(view).toBeHidden();
      expect(await faults(page), name).toEqual([]);
      await expect(lab.play).toBeInViewport({ ratio: 1 });
    }
    await tab('Log').click();
    await lab.step.click();
    await expect(lab.log.getByRole('button', { name: /Request 1 finds no environment/ })).toBeInViewport();
  });

  test('each view of each model fits', async ({ page }) => {
    test.setTimeout(90_000);
    await page.setViewportSize({ width: 360, height: 740 });
    for (const id of [
      'api-gateway-timeout',
      'edge-cache',
      'dead-letter-queue',
      'blocked-shard',
      'poison-message',
      'bad-canary-caught',
    ]) {
      const lab = await openLab(page, `/lab/${id}`);
      await page.keyboard.press('End');
      await expect(lab.moment).toContainText('seen to the end');
      const views = page.getByRole('navigation', { name: 'Views' });
      for (const name of ['Why', 'Log', 'Settings', 'Bets', 'More', 'Picture']) {
        await views.getByRole('button', { name, exact: true }).click();
        expect.soft(await faults(page), `${id}, ${name}`).toEqual([]);
        await expect(lab.play).toBeInViewport({ ratio: 1 });
      }
      await expect(lab.scene).toBeVisible();
    }
  });

  test('the dock covers nothing that can be reached', async ({ page }) => {
    await openLab(page, '/lab/cold-start');
    for (const name of ['Picture', 'Settings', 'Bets']) {
      await page
        .getByRole('navigation', { name: 'Views' })
        .getByRole('button', { name, exact: true })
        .click();
      const covered = await page.evaluate(() => {
        const found: string[] = [];
        const reachable = 'a[href], button:not([disabled]), input, select, summary, [tabindex="0"]';
        for (const node of document.querySelectorAll<HTMLElement>(reachable)) {
          if (!node.checkVisibility({ visibilityProperty: true }) || node.closest('dialog, [popover]'))
            continue;
          node.focus();
          const { left, top, width, height } = node.getBoundingClientRect();
          // A range lies under its own picture, a radio under its label: both are hit through their parent.
          const hit = document.elementFromPoint(left + width / 2, top + height / 2);
          const own =
            hit !== null && (node.contains(hit) || hit.contains(node) || node.parentElement!.contains(hit));
          if (!own)
            found.push(
              `${node.tagName} "${node.getAttribute('aria-label') ?? node.textContent}" at ${Math.round(top)}`,
            );
        }
        return found;
      });
      expect(covered, name).toEqual([]);
    }
    await page.evaluate(() => {
      scrollTo(0, document.body.scrollHeight);
    });
    const foot = page.getByRole('contentinfo').getByRole('button', { name: 'Keyboard' });
    await foot.click();
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  });

  test('the menu, the date and the theme work at the thumb', async ({ page }) => {
    await page.goto('/');
    await takenOver(page);
    await page.getByRole('button', { name: 'Menu' }).click();
    const rooms = page.getByRole('navigation', { name: 'Rooms' });
    await expect(rooms).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(rooms).toBeHidden();
    await expect(page.getByRole('button', { name: 'Menu' })).toBeFocused();
    await page.getByRole('button', { name: 'Menu' }).click();
    await rooms.getByRole('link', { name: 'Limits' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Limits' })).toBeVisible();
    await expect(rooms).toBeHidden();
    await page.getByRole('button', { name: /as of/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'February 2018' }).click();
    await expect(page.getByRole('button', { name: /as of 1 Feb 2018/ })).toBeVisible();
    expect(await faults(page)).toEqual([]);
  });

  test('targets are large enough for a finger', async ({ page }) => {
    await openLab(page, '/lab/cold-start');
    const small = await page.evaluate(() => {
      const found: string[] = [];
      for (const node of document.querySelectorAll<HTMLElement>('main button, main select, header button')) {
        if (!node.checkVisibility({ visibilityProperty: true }) || node.closest('dialog, [popover]'))
          continue;
        const { width, height } = node.getBoundingClientRect();
        if (width < 24 || height < 24)
          found.push(
            `"${node.getAttribute('aria-label') ?? node.textContent}" is ${Math.round(width)} x ${Math.round(height)}`,
          );
      }
      return found;
    });
    expect(small).toEqual([]);
  });
});
