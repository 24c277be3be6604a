// The site's service worker. The build fills in the four values and writes it to `sw.js`.
// Pages come from the network while there is one, so nobody is shown yesterday's lesson; files whose
// name carries their hash come from the cache. A new version waits until the old one's pages are
// closed: taking over at once would delete the chunks an open page has yet to load.
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/** @type {string} */
const base = __BASE__;
/** @type {string} the page for addresses that have none of their own */
const shell = __SHELL__;
/** @type {string[]} */
const keep = __KEEP__;
const prefix = `lambdarium ${base} `;
const cacheName = prefix + __VERSION__;

// A stored answer may carry `Vary: Origin`, and a page is the same page whatever its search says.
const loosely = { cacheName, ignoreSearch: true, ignoreVary: true };

worker.addEventListener('install', (event) => event.waitUntil(fill()));
worker.addEventListener('activate', (event) => event.waitUntil(takeOver()));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin || !url.pathname.startsWith(base))
    return;
  event.respondWith(request.mode === 'navigate' ? page(request, url) : file(request));
});

async function fill() {
  const cache = await caches.open(cacheName);
  /** @param {string} address */
  const store = async (address) => {
    // Asked for anew, so that no page of the version before comes from the browser's own cache.
    const answer = await fetch(address, { cache: 'no-cache' });
    // Hosts give their 404 page what status they like.
    if (!answer.ok && address !== shell) throw new Error(`${address}: ${answer.status}`);
    // As a new answer: one that was redirected must not be given to a page.
    await cache.put(address, new Response(await answer.blob()));
  };
  await Promise.all([...keep, shell].map(store));
}

async function takeOver() {
  for (const name of await caches.keys()) {
    if (name.startsWith(prefix) && name !== cacheName) await caches.delete(name);
  }
  await worker.clients.claim();
}

/**
 * @param {Request} request
 * @param {URL} url
 */
async function page(request, url) {
  try {
    return await fetch(request);
  } catch {
    const path = url.pathname === base ? base : url.pathname.replace(/\/$/, '');
    const kept = (await caches.match(path, loosely)) ?? (await caches.match(shell, loosely));
    return kept ?? Response.error();
  }
}

/** @param {Request} request */
async function file(request) {
  const kept = await caches.match(request, loosely);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(cacheName);
    await cache.put(request, answer.clone());
  }
  return answer;
}
