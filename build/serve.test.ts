import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from './serve.mjs';

const dist = mkdtempSync(path.join(tmpdir(), 'dist-'));
let server: Server;

beforeAll(async () => {
  for (const folder of ['learn/cold-starts', 'assets'])
    mkdirSync(path.join(dist, folder), { recursive: true });
  for (const [file, text] of [
    ['index.html', 'home'],
    ['404.html', 'missing'],
    ['learn/index.html', 'lessons'],
    ['learn/cold-starts/index.html', 'lesson'],
    ['assets/a-hash.js', 'code'],
    ['assets/f.woff2', 'font'],
    ['../secret-of-the-test.txt', 'secret'],
  ] as const)
    writeFileSync(path.join(dist, file), text);
  server = await serve({ dist, base: '/base/', port: 0 });
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  rmSync(dist, { recursive: true });
  rmSync(path.join(dist, '../secret-of-the-test.txt'));
});

interface Answer {
  status: number | undefined;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** As it goes over the wire: `fetch` would tidy up the path and unpack the body. */
function get(address: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: address, headers, method, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }),
      );
    })
      .on('error', reject)
      .end();
  });
}

test.for([
  ['/base/', 200, 'home'],
  ['/base', 200, 'home'],
  ['/base/learn', 200, 'lessons'],
  ['/base/learn/', 200, 'lessons'],
  ['/base/learn/cold-starts?seed=3', 200, 'lesson'],
  ['/base/learn/none', 404, 'missing'],
  ['/', 404, 'missing'],
  ['/base/../secret-of-the-test.txt', 404, 'missing'],
  ['/base/%2e%2e/secret-of-the-test.txt', 404, 'missing'],
  ['/base/..%2fsecret-of-the-test.txt', 404, 'missing'],
  ['/base/%', 404, 'missing'],
  ['/base/a%00b', 404, 'missing'],
] as const)('%s: %i %s', async ([address, status, text]) => {
  const answer = await get(address);
  expect([answer.status, answer.body.toString()]).toEqual([status, text]);
});

test('pages carry the policy and are asked for again; files with a hash last', async () => {
  const page = await get('/base/');
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  expect(page.headers['cache-control']).toBe('no-cache');
  const code = await get('/base/assets/a-hash.js');
  expect(code.headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect(code.headers['cache-control']).toContain('immutable');
  const again = await get('/base/', { 'If-None-Match': String(page.headers['etag']) });
  expect([again.status, again.body.length]).toEqual([304, 0]);
});

test('text is compressed for those who ask, fonts are not', async () => {
  const code = await get('/base/assets/a-hash.js', { 'Accept-Encoding': 'gzip, br' });
  expect(code.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(code.body).toString()).toBe('code');
  const font = await get('/base/assets/f.woff2', { 'Accept-Encoding': 'gzip' });
  expect(font.headers['content-encoding']).toBeUndefined();
});

test('nothing can be sent to it, and a head has no body', async () => {
  expect((await get('/base/', {}, 'POST')).status).toBe(405);
  const head = await get('/base/', {}, 'HEAD');
  expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, '4', 0]);
});

test('a taken port is an error that says so', async () => {
  const { port } = server.address() as AddressInfo;
  await expect(serve({ dist, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
