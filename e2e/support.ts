/**
 * What every end-to-end test stands on. A test fails when its pages break the Content-Security-Policy, ask another
 * host for anything, throw, or log an error, whatever the test itself looks at.
 */
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { test as base } from '@playwright/test';
import { serve } from '../build/serve.mjs';

export { expect } from '@playwright/test';

/** A server of the built site that a test may stop, to see what is left without it. */
export interface OwnSite {
  /** With a slash at the end. */
  readonly url: string;
  stop(): Promise<void>;
}

interface Fixtures {
  /** Problems a test brings about on purpose; each pattern is matched against the sentence reported. */
  expectedProblems: RegExp[];
  /** What was seen so far, a sentence each. What a test leaves in it makes the test fail. */
  problems: string[];
  ownSite: OwnSite;
}

const VIOLATION = 'securitypolicyviolation';

/**
 * Leaving a page aborts what it still loads; Firefox calls that an error (NS_BINDING_ABORTED, or a load of nothing), and
 * tells the page that its modules failed, which a boundary then reports. (A module that is not there fails in Chromium.)
 */
const ABORTED =
  /^download failed .*status=2152398850|^Failed to load ‘’\. A ServiceWorker|^(TypeError: )?error loading dynamically imported module|^(Error: )?Unable to preload CSS/;

export const test = base.extend<Fixtures>({
  expectedProblems: [[], { option: true }],

  problems: [
    async ({ context, baseURL, expectedProblems }, use) => {
      const problems: string[] = [];
      const home = new URL(baseURL ?? 'http://127.0.0.1/').hostname;
      await context.addInitScript((name) => {
        document.addEventListener(name as typeof VIOLATION, (event) => {
          console.error(
            `${name}: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
          );
        });
      }, VIOLATION);
      context.on('request', (request) => {
        const url = new URL(request.url());
        if (/^https?:$/.test(url.protocol) && url.hostname !== home)
          problems.push(`request to ${url.host}: ${url.href}`);
      });
      context.on('console', (message) => {
        if (message.type() === 'error' && !ABORTED.test(message.text()))
          problems.push(`console: ${message.text()}`);
      });
      context.on('weberror', (error) => {
        const { message } = error.error();
        if (!ABORTED.test(message)) problems.push(`uncaught: ${message}`);
      });
      await use(problems);
      const unexpected = problems.filter(
        (problem) => !expectedProblems.some((pattern) => pattern.test(problem)),
      );
      if (unexpected.length > 0) throw new Error(`Problems on the page:\n${unexpected.join('\n')}`);
    },
    { auto: true },
  ],

  ownSite: async ({}, use) => {
    const server = await serve({ dist: fileURLToPath(new URL('../dist', import.meta.url)), port: 0 });
    const { port } = server.address() as AddressInfo;
    const stop = (): Promise<void> =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    await use({ url: `http://127.0.0.1:${port}/`, stop });
    if (server.listening) await stop();
  },
});
