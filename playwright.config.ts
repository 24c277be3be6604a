import { defineConfig, devices, type Project } from '@playwright/test';
import { findBrowsers } from './build/browsers.mjs';

const port = Number(process.env['E2E_PORT'] ?? 4199);

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  // What a busy machine makes fail once is tried again and printed as flaky; what fails twice fails.
  retries: process.env['CI'] === undefined ? 0 : 1,
  workers: 2,
  // Two cores may have more to do than these tests.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [['line'], ['json', { outputFile: '.cache/reports/e2e.json' }]],
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    // A recording costs as much as the test itself (`--trace retain-on-failure` asks for one). What fails leaves a
    // picture of the page and what stands on it in words.
    trace: 'off',
    screenshot: 'only-on-failure',
    // What cannot be pressed by then is not there: to wait for the end of the test would only make the failure late.
    actionTimeout: 20_000,
    viewport: { width: 1350, height: 940 },
  },
  // The site must be built: `npm run build`.
  webServer: {
    command: `node build/serve-dist.mjs ${port}`,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
  },
  projects: findBrowsers().map(({ name, system }): Project => {
    if (name === 'chromium') {
      const options = system === null ? {} : { executablePath: system };
      return {
        name,
        use: {
          ...devices['Desktop Chrome'],
          viewport: { width: 1350, height: 940 },
          launchOptions: { ...options, args: ['--disable-quic', '--disable-gpu'] },
        },
      };
    }
    const device = { ...devices['Desktop Firefox'], viewport: { width: 1350, height: 940 } };
    return {
      name,
      use:
        system === null
          ? device
          : { ...device, channel: 'moz-firefox', launchOptions: { executablePath: system } },
    };
  }),
});
