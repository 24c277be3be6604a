/**
 * Which browsers the end-to-end tests can use: Playwright's own where it is installed, else the system's. The
 * system's Firefox is driven over WebDriver BiDi (channel `moz-firefox`), for which Playwright is pinned.
 */
import { existsSync } from 'node:fs';
import { chromium, firefox } from '@playwright/test';

const SYSTEM = {
  chromium: [
    process.env['PW_CHROMIUM'],
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ],
  firefox: [
    process.env['PW_FIREFOX'],
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ],
};

/**
 * @typedef {{ name: 'chromium' | 'firefox', system: string | null }} Found `system`: null where it is Playwright's own
 * @returns {Found[]} in the order they are tested
 */
export function findBrowsers() {
  /** @type {Found[]} */
  const found = [];
  for (const type of [chromium, firefox]) {
    const name = type === chromium ? 'chromium' : 'firefox';
    const system = SYSTEM[name].find((path) => path !== undefined && existsSync(path)) ?? null;
    if (existsSync(type.executablePath())) found.push({ name, system: null });
    else if (system !== null) found.push({ name, system });
  }
  return found;
}
