import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { serviceWorker } from './service-worker.ts';

const ORIGIN = 'https://host.test';
let dist = '';

beforeEach(() => {
  dist = mkdtempSync(path.join(tmpdir(), 'dist-'));
  write('index.html', 'home');
  write('learn/index.html', 'learn');
  write('404.html', 'shell');
  write('assets/a-1.js', 'code');
  write('assets/a-1.js.map', 'map');
  write('assets/inter-latin-1.woff2', 'font');
  write('assets/inter-greek-1.woff2', 'font');
});
afterEach(() => rmSync(dist, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(dist, file)), { recursive: true });
  writeFileSync(path.join(dist, file), text);
}

const build = (): Promise<string> => serviceWorker(dist, '/base/', ['/', '/learn']);

/** A browser as the worker sees it: one origin, caches by name, a network that can be switched off. */
function browser(names: readonly string[] = []) {
  const stores = new Map<string, Map<string, Response>>(names.map((name) => [name, new Map()]));
  const network = { isUp: true, asked: [] as string[], status: (_: string) => 200 };
  const address = (request: string | Request | URL): string =>
    new URL(request instanceof Request ? request.url : String(request), ORIGIN).pathname;
  const caches = {
    open: async (name: string) => {
      if (!stores.has(name)) stores.set(name, new Map());
      return {
        put: async (key: string | Request, value: Response) => stores.get(name)!.set(address(key), value),
      };
    },
    keys: async () => [...stores.keys()],
    delete: async (name: string) => stores.delete(name),
    match: async (key: string | Request, { cacheName }: { cacheName: string }) =>
      stores.get(cacheName)?.get(address(key))?.clone(),
  };
  const fetch = async (request: string | Request): Promise<Response> => {
    const asked = address(request);
    network.asked.push(asked);
    if (!network.isUp) throw new TypeError('no network');
    return new Response(`network ${asked}`, { status: network.status(asked) });
  };
  const handlers = new Map<string, (event: unknown) => void>();
  const self = {
    location: new URL(ORIGIN),
    clients: { claim: async () => {} },
    addEventListener: (name: string, handler: (event: unknown) => void) => handlers.set(name, handler),
  };
  return {
    stores,
    network,
    start: (text: string) => runInNewContext(text, { self, caches, fetch, Response, URL }),
    life: async (name: 'install' | 'activate') => {
      let work: Promise<unknown> = Promise.resolve();
      handlers.get(name)!({ waitUntil: (promise: Promise<unknown>) => (work = promise) });
      await work;
    },
    /** What the worker answers; null: it leaves the request to the browser. */
    ask: async (url: string, { mode = 'cors', method = 'GET' } = {}): Promise<string | null> => {
      let answer: Promise<Response> | null = null;
      const request = Object.defineProperty(new Request(new URL(url, ORIGIN), { method }), 'mode', {
        value: mode,
      });
      handlers.get('fetch')!({ request, respondWith: (promise: Promise<Response>) => (answer = promise) });
      return answer === null ? null : (await (answer as Promise<Response>)).text();
    },
  };
}

test('its version changes with a page and with code, not with a source map', async () => {
  const first = await build();
  write('assets/a-1.js.map', 'other');
  expect(await build()).toBe(first);
  write('learn/index.html', 'other');
  const second = await build();
  expect(second).not.toBe(first);
  write('assets/a-1.js', 'other');
  expect(await build()).not.toBe(second);
});

test('it keeps pages, code and Latin fonts from the start, and the shell whatever its status', async () => {
  const { stores, network, start, life } = browser();
  network.status = (address) => (address === '/base/404.html' ? 404 : 200);
  start(await build());
  await life('install');
  const [kept] = stores.values();
  expect([...kept!.keys()].toSorted()).toEqual([
    '/base/',
    '/base/404.html',
    '/base/assets/a-1.js',
    '/base/assets/inter-latin-1.woff2',
    '/base/learn',
  ]);
  expect([...kept!.values()].every(({ status }) => status === 200)).toBe(true);
});

test('it is not installed half', async () => {
  const { network, start, life } = browser();
  network.status = (address) => (address === '/base/learn' ? 500 : 200);
  start(await build());
  await expect(life('install')).rejects.toThrow('/base/learn: 500');
});

test('it removes its own older caches and nobody else’s', async () => {
  const others = ['lambdarium / 1', 'lambdarium /base2/ 1', 'other'];
  const { stores, start, life } = browser(['lambdarium /base/ old', ...others]);
  start(await build());
  await life('install');
  await life('activate');
  expect([...stores.keys()].filter((name) => name.startsWith('lambdarium /base/ '))).toHaveLength(1);
  expect([...stores.keys()]).toEqual(expect.arrayContaining(others));
  expect(stores.has('lambdarium /base/ old')).toBe(false);
});

test('pages come from the network, and without one from the cache, else as the shell', async () => {
  const { network, start, life, ask } = browser();
  start(await build());
  await life('install');
  const navigate = { mode: 'navigate' };
  network.asked.length = 0;
  expect(await ask('/base/learn?seed=3', navigate)).toBe('network /base/learn');
  expect(network.asked).toEqual(['/base/learn']);
  network.isUp = false;
  expect(await ask('/base/', navigate)).toBe('network /base/');
  expect(await ask('/base/learn?seed=3', navigate)).toBe('network /base/learn');
  expect(await ask('/base/learn/', navigate)).toBe('network /base/learn');
  expect(await ask('/base/unknown', navigate)).toBe('network /base/404.html');
});

test('files come from the cache; one that was not there is kept when it was good', async () => {
  const { network, start, life, ask } = browser();
  start(await build());
  await life('install');
  network.asked.length = 0;
  await ask('/base/assets/a-1.js');
  expect(network.asked).toEqual([]);
  await ask('/base/assets/inter-greek-1.woff2');
  network.status = () => 404;
  await ask('/base/missing.json');
  network.isUp = false;
  expect(await ask('/base/assets/inter-greek-1.woff2')).toBe('network /base/assets/inter-greek-1.woff2');
  await expect(ask('/base/missing.json')).rejects.toThrow('no network');
});

test('other hosts, other sites of this host and what is sent are left alone', async () => {
  const { start, ask } = browser();
  start(await build());
  expect(await ask('https://other.test/base/')).toBeNull();
  expect(await ask('/elsewhere')).toBeNull();
  expect(await ask('/base/', { method: 'POST' })).toBeNull();
});
