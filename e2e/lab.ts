/** A scenario's page by what stands on it for the reader: names of controls, no inner marks. */
import type { LaunchOptions, Locator, Page } from '@playwright/test';
import { SCENARIOS } from './content.ts';
import { expect } from './support.ts';

/** One scenario of each kind of picture: what pictures do alike need not be asked of a hundred of them. */
export const PICTURES = [
  'burst',
  'function-waits',
  'api-gateway-timeout',
  'edge-cache',
  'dead-letter-queue',
  'blocked-shard',
  'poison-message',
  'account-starved',
  'bad-canary-caught',
  'cloudformation-unchanged-key',
  'vpc-addresses-exhausted',
] as const;

const addressesOf = (ids: readonly string[]): readonly string[] => [
  '/',
  '/learn',
  '/learn/cold-starts',
  '/lab',
  ...ids.map((id) => `/lab/${id}`),
  '/limits',
  '/limits/timeline',
  '/limits/check',
  '/pricing',
  '/sources',
  '/glossary',
];

/** A list in even parts of at most so many: each is a test of its own, so that the workers share them. */
export function partsOf<T>(all: readonly T[], most: number): readonly (readonly T[])[] {
  const size = Math.ceil(all.length / Math.ceil(all.length / most));
  return Array.from({ length: Math.ceil(all.length / size) }, (_, part) =>
    all.slice(part * size, (part + 1) * size),
  );
}

/** A page of each kind: for what all pages of a kind do alike. */
export const KINDS_OF_PAGE = addressesOf(['cold-start', 'edge-cache', 'bad-canary-caught']);

/** Every page, and of the scenarios' pages one for each kind of picture, in parts that one test goes through. */
export const ADDRESS_PARTS = partsOf(addressesOf(PICTURES), 9);

/** The instruments of the desk: what the address calls them, and the buttons that open them. */
export const PANELS = {
  metrics: 'Metrics',
  logs: 'Logs',
  unit: 'One request',
  world: 'In words',
  compare: 'What if',
} as const;

/**
 * For tests that look at what stands and not at how it came there: jumps are cuts, not glides. (The system's Firefox
 * cannot be told by the driver, so it is started that way.)
 */
export const STILL = {
  contextOptions: { reducedMotion: 'reduce' },
  launchOptions: async (
    { launchOptions }: { launchOptions: LaunchOptions },
    use: (options: LaunchOptions) => Promise<void>,
  ) => {
    await use({ ...launchOptions, firefoxUserPrefs: { 'ui.prefersReducedMotion': 1 } });
  },
} as const;

/** Every address there is: for what only reads the files. */
export const EVERY_ADDRESS = addressesOf(SCENARIOS.map(({ id }) => id));

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
  /** A slider; what it says of itself is `a second shows 30 s`. */
  readonly pace: Locator;
  /** What a step goes by. */
  readonly by: Locator;
  /** Opens the row of loop, zoom and bookmarks. */
  readonly more: Locator;
  readonly seed: Locator;
  /** The track of the moment. */
  readonly track: Locator;
  readonly bets: Locator;
  readonly picture: Locator;
  /** The picture itself: its name tells the moment and all that stands there. */
  readonly scene: Locator;
  readonly why: Locator;
  /** The list of causes. */
  readonly causes: Locator;
  readonly log: Locator;
  readonly claims: Locator;
  /** What stands on the axis in words: requests, and what operators change. */
  readonly timeline: Locator;
  readonly figures: Locator;
}

export function labOf(page: Page): Lab {
  const picture = page.getByRole('region', { name: 'Picture and settings' });
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
    pace: time.getByRole('slider', { name: 'Pace', exact: true }),
    by: time.getByRole('combobox', { name: 'Step by', exact: true }),
    more: button('Loop, zoom and bookmarks'),
    seed: time.getByRole('button', { name: /^Seed / }),
    track: page.getByRole('slider', { name: 'Moment', exact: true }),
    bets: page.getByRole('region', { name: 'Your prediction and what happened' }),
    picture,
    scene: picture.getByRole('group', { name: /^At \d/ }),
    why,
    // After it stands what the step led to, in lists of its own.
    causes: why.getByRole('list').first().getByRole('listitem'),
    log: page.getByRole('region', { name: /^Log/ }),
    claims: page.getByRole('region', { name: 'Claims' }),
    timeline: page.getByRole('region', { name: 'Timeline' }).getByRole('img', { name: /^Timeline of/ }),
    figures: page.getByRole('region', { name: 'Figures of the run' }),
  };
}

/** Opens a scenario and waits until its first run is there to be played. */
export async function openLab(page: Page, address: string): Promise<Lab> {
  await page.goto(address);
  const lab = labOf(page);
  await expect(lab.play).toBeEnabled();
  return lab;
}

/**
 * Waits until the run on show is the one the address asks for: after a change, a turn of the date and Back the run
 * before stays on show until the next one is there, and what is read of it meanwhile is of the wrong one.
 */
async function settled(lab: Lab): Promise<void> {
  await expect(lab.picture).toHaveAttribute('aria-busy', 'false');
  const stands = () =>
    lab.picture.evaluate((stage) => {
      const pairs = (text: string): string => JSON.stringify([...new URLSearchParams(text)]);
      return (
        // What stands beside the picture shows a new run a frame after it.
        document.querySelector(':is(.stage, .lab-run)[aria-busy="true"]') === null &&
        pairs((stage as HTMLElement).dataset['asked'] ?? '') === pairs(location.search)
      );
    });
  await expect.poll(stands).toBe(true);
}

/** `1:02.50` in seconds. */
const secondsOf = (text: string): number => text.split(':').reduce((sum, part) => 60 * sum + Number(part), 0);

/** The picture's name follows it when it has come to rest: waits until it is that of the moment. */
async function named(lab: Lab): Promise<void> {
  const isNamed = async (): Promise<boolean> => {
    const [end = ''] = (await lab.moment.textContent())!.split(' of ');
    const said = /^At ([\d:.]*\d)/.exec((await lab.scene.getAttribute('aria-label'))!)?.[1];
    // One of them may have more digits than the other.
    return said !== undefined && Math.abs(secondsOf(said) - secondsOf(end)) < (end.includes('.') ? 0.1 : 1);
  };
  await expect.poll(isNamed).toBe(true);
}

/** Goes to the end of the run the address asks for, and waits until all that is said of the whole of it stands there. */
export async function seeToEnd(lab: Lab): Promise<void> {
  await settled(lab);
  await expect(async () => {
    await lab.toEnd.click();
    await expect(lab.moment).toContainText('seen to the end', { timeout: 2_000 });
    await expect(lab.claims.getByRole('listitem').first()).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await named(lab);
}

/** How many claims there are, and how many of them this run keeps. */
export async function held(lab: Lab, all: number, kept: number): Promise<void> {
  const claims = lab.claims.getByRole('listitem');
  await expect(claims).toHaveCount(all);
  await expect(claims.filter({ hasText: 'Holds:' })).toHaveCount(kept);
  await expect(claims.filter({ hasText: 'Does not hold:' })).toHaveCount(all - kept);
}

/** Goes to the step the log tells in these words. */
export async function goTo(lab: Lab, words: RegExp): Promise<void> {
  await lab.log.getByRole('button', { name: words }).first().click();
  await expect(lab.causes.first()).toContainText(words);
}

/** Turns the app to the rules of a day, as a reader types it. */
export async function turnTo(page: Page, day: string): Promise<void> {
  await page.getByRole('button', { name: /as of/ }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Rules as of' });
  await typeInto(dialog.getByRole('textbox'), day);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect.poll(() => searchOf(page)['asof']).toBe(day);
}

/**
 * Goes through the run to its end with the keys and back to its first problem, or cold start where there is none: there
 * the picture has most to show. Waits until each moment is at rest; the address is written then.
 */
export async function toFirstProblem(page: Page, lab: Lab): Promise<void> {
  const moment = (): string => searchOf(page)['t'] ?? '0';
  await page.keyboard.press('End');
  await expect(lab.moment).toContainText('seen to the end');
  await expect.poll(moment).not.toBe('0');
  const end = moment();
  await page.keyboard.press('n');
  await expect.poll(moment).not.toBe(end);
  await expect(lab.scene).toBeVisible();
}

/** A control of the picture set as a person sets it: a switch pressed, a choice taken, a value typed. */
export async function set(lab: Lab, name: string, value: string): Promise<void> {
  const page = lab.picture.page();
  /** All but the moment, which is written when it rests. */
  const asked = (): string => JSON.stringify({ ...searchOf(page), t: '' });
  const before = asked();
  const control = (role: 'switch' | 'combobox' | 'textbox') =>
    lab.picture.getByRole(role, { name, exact: true });
  const any = control('switch').or(control('combobox')).or(control('textbox'));
  const kind = await any.evaluate((node) => node.getAttribute('role') ?? node.tagName.toLowerCase());
  if (kind === 'switch') {
    await expect(any).toBeChecked({ checked: value !== 'on' });
    await any.click();
    await expect(any).toBeChecked({ checked: value === 'on' });
  } else if (kind === 'select') await any.selectOption({ label: value });
  else {
    await typeInto(any, value);
    await any.press('Enter');
  }
  // The change is made once the address says so: what is asked before that is asked of the run before.
  await expect.poll(asked).not.toBe(before);
}

/** Types a pace: `10 s/s`. */
export async function setPace(lab: Lab, pace: string): Promise<void> {
  const field = lab.time.getByRole('textbox', { name: 'Simulated time in a second', exact: true });
  await typeInto(field, pace);
  await field.press('Enter');
}

/** The pace in words: `10 s`. */
export async function hasPace(lab: Lab, pace: string): Promise<void> {
  await expect(lab.pace).toHaveAttribute('aria-valuetext', `a second shows ${pace.replace(' ', '\u202f')}`);
}

/** What a press copies, without the clipboard's own permissions. */
export async function copied(page: Page, press: () => Promise<void>): Promise<string> {
  await page.evaluate(() => {
    const kept = window as { copied?: string };
    delete kept.copied;
    navigator.clipboard.writeText = (text) => {
      kept.copied = text;
      return Promise.resolve();
    };
  });
  await press();
  const text = () => page.evaluate(() => (window as { copied?: string }).copied ?? '');
  await expect.poll(text).not.toBe('');
  return text();
}

/** Copies the link as the button does. */
export async function copyLink(page: Page): Promise<string> {
  const link = await copied(page, () =>
    page.getByRole('button', { name: /^(Copy link|Link copied)$/ }).click(),
  );
  expect(link).toMatch(/^https?:/);
  return link;
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
  await field.press('Backspace');
  await field.pressSequentially(text);
}
