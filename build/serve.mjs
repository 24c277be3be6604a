import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { CONTENT_SECURITY_POLICY } from './csp.mjs';

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
};
const COMPRESSED = /^(text\/|image\/svg|application\/(json|manifest|xml|wasm))/;

/**
 * A static server for the built site, as a plain host would serve it: `/learn` is `learn/index.html`,
 * an unknown address is `404.html` with status 404.
 * @param {{ dist: string, base?: string, host?: string, port: number }} options base: with a slash at both ends
 * @returns {Promise<import('node:http').Server>} once it listens
 * @throws the listening error (`code` EADDRINUSE: the port is taken)
 */
export function serve({ dist, base = '/', host = '127.0.0.1', port }) {
  /** @type {Map<string, { modifiedMs: number, body: Buffer, gzip: Buffer | null, etag: string }>} */
  const read = new Map();

  /** @param {string} file */
  const load = async (file) => {
    const { mtimeMs } = await stat(file);
    const known = read.get(file);
    if (known !== undefined && known.modifiedMs === mtimeMs) return known;
    const body = await readFile(file);
    const gzip = COMPRESSED.test(typeOf(file)) ? gzipSync(body) : null;
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    const loaded = { modifiedMs: mtimeMs, body, gzip, etag };
    read.set(file, loaded);
    return loaded;
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   */
  async function answer(request, response) {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    const found = await fileFor(dist, base, request.url ?? '/');
    const { body, gzip, etag } = await load(found ?? path.join(dist, '404.html'));
    const type = typeOf(found ?? '404.html');
    response.setHeader('Content-Type', type);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'no-referrer');
    if (type.startsWith('text/html')) response.setHeader('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    // Files under assets/ carry their hash in the name; everything else is asked for again.
    const lasting = found !== null && path.relative(dist, found).startsWith('assets');
    response.setHeader('Cache-Control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
    response.setHeader('ETag', etag);
    response.setHeader('Vary', 'Accept-Encoding');
    if (found !== null && request.headers['if-none-match'] === etag) {
      response.writeHead(304).end();
      return;
    }
    const packed = gzip !== null && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    const sent = packed ? gzip : body;
    if (packed) response.setHeader('Content-Encoding', 'gzip');
    response.setHeader('Content-Length', sent.length);
    response.writeHead(found === null ? 404 : 200);
    response.end(request.method === 'HEAD' ? undefined : sent);
  }

  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

/**
 * @param {string} dist
 * @param {string} base
 * @param {string} url
 * @returns {Promise<string | null>} null: there is no such file
 */
async function fileFor(dist, base, url) {
  let name;
  try {
    name = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return null;
  }
  if (`${name}/` === base) name = base;
  if (!name.startsWith(base) || name.includes('\0')) return null;
  const file = path.join(dist, name.slice(base.length));
  if (file !== dist && !file.startsWith(dist + path.sep)) return null;
  for (const candidate of [file, path.join(file, 'index.html')]) {
    const found = await stat(candidate).catch(() => null);
    if (found?.isFile() === true) return candidate;
  }
  return null;
}

/** @param {string} file */
const typeOf = (file) => TYPES[path.extname(file)] ?? 'application/octet-stream';
