/** A scenario's page by what stands on it for the reader: names of controls, no inner marks. */
import type { Locator, Page } from '@playwright/test';
import { expect } from './support.ts';

/** The six scenarios of the first family, then one or two of every other model. */
const SCENARIOS = [
  'cold-start',
  'warm-reuse',
  'idle-recycle',
  'burst',
  'slow-init',
  'ready-environments',
  'api-gateway-timeout',
  'edge-cache',
  'dead-letter-queue',
  'blocked-shard',
  'poison-message',
] as const;

/** Every address there is. */
export const ADDRESSES = [
  '/',
  '/learn',
  '/learn/cold-starts',
  '/lab',
  ...SCENARIOS.map((id) => `/lab/${id}` as const),
  '/limits',
  '/sources',
  '/glossary',
] as const;

export interface Lab {
  /** Play, steps, jumps, pace, seed. */
  readonly time: Locator;
  /** `0:01.00 of 0:20` */
  readonly moment: Locator;
  readonly play: Locator;
  readonly pause: Locator;
  readonly step: Locator;
  readonly stepBack: Locator;
  readonly toStart: Locator;
  readonly toEnd: Locator;
  readonly pace: Locator;
  readonly seed: Locator;
  /** The track of the moment. */
  readonly track: Locator;
  readonly bets: Locator;
  readonly picture: Locator;
  readonly why: Locator;
  /** The list of causes. */
  readonly causes: Locator;
  readonly log: Locator;
  readonly claims: Locator;
}

export function labOf(page: Page): Lab {
  const time = page.getByRole('group', { name: 'Time', exact: true });
  const button = (name: string): Locator => time.getByRole('button', { name, exact: true });
  const why = page.getByRole('region', { name: /^Why\?/ });
  return {
    time,
    moment: time.getByRole('status'),
    play: button('Play'),
    pause: button('Pause'),
    step: button('Step'),
    stepBack: button('Step back'),
    toStart: button('To the start'),
    toEnd: button('To the end'),
    pace: time.getByRole('combobox', { name: /^Pace/ }),
    seed: time.getByRole('button', { name: /^Seed / }),
    track: page.getByRole('slider', { name: 'Moment', exact: true }),
    bets: page.getByRole('region', { name: 'Your prediction and what happened' }),
    picture: page.getByRole('region', { name: 'Picture and settings' }),
    why,
    causes: why.getByRole('listitem'),
    log: page.getByRole('region', { name: /^Log/ }),
    claims: page.getByRole('region', { name: 'Claims' }),
  };
}

/** Opens a scenario and waits until its first run is there to be played. */
export async function openLab(page: Page, address: string): Promise<Lab> {
  await page.goto(address);
  const lab = labOf(page);
  await expect(lab.play).toBeEnabled();
  return lab;
}

/** Waits until the scripts have taken the page over: its keys answer. */
export async function takenOver(page: Page): Promise<void> {
  const keys = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(async () => {
    await page.keyboard.press('?');
    await expect(keys).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
}

/** The way into a scenario on a page that shows all of them. */
export function plateOf(page: Page, title: string): Locator {
  return page
    .getByRole('main')
    .getByRole('link')
    .filter({ has: page.getByText(title, { exact: true }) });
}

/** The address's search part, key by key. */
export function searchOf(page: Page): Record<string, string> {
  return Object.fromEntries(new URL(page.url()).searchParams);
}

/** Types as a person does, in place of what stands there. (Setting a value from outside goes unnoticed in Firefox.) */
export async function typeInto(field: Locator, text: string): Promise<void> {
  await field.focus();
  await field.press('ControlOrMeta+a');
  await field.pressSequentially(text);
}
