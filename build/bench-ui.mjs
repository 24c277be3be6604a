/**
 * Measures how the built site plays in headless Chromium without a GPU, and prints it as JSON:
 * `npm run bench:ui -- --runs 3 --minutes 1 --only play,scrub`. It reports, it does not judge: a busy machine measures
 * itself, so what else ran is told with each figure (`otherCores`), and how fast the machine is (`calibrationMs`).
 */
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { findBrowsers } from './browsers.mjs';
import { serve } from './serve.mjs';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('@playwright/test').CDPSession} CDPSession */
/** @typedef {{ page: Page, session: CDPSession, close: () => Promise<void> }} Opened */

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    minutes: { type: 'string', default: '1' },
    only: { type: 'string', default: 'play,rates,scrub,change,heap,idle' },
    dist: { type: 'string', default: fileURLToPath(new URL('../dist', import.meta.url)) },
  },
});
const runs = Number(values.runs);
const wanted = new Set(values.only.split(','));
if (!existsSync(`${values.dist}/index.html`)) throw new Error('build the site first: npm run build');

/** A function that 1,000 requests a second keep busy in 500 environments; a run is as long as it has requests. */
const busy = (/** @type {number} */ count, everyMs = 1) =>
  new URLSearchParams({
    'arrivals.everyMs': String(everyMs),
    'arrivals.count': String(count),
    horizonMs: String(count * everyMs + 20_000),
    'settings.concurrencyLimit': 'null',
    'settings.function.handlerMs': '500',
    'settings.function.init.functionMs': '0',
    'settings.function.init.runtimeMs': '100',
    'settings.function.createMs': '100',
  }).toString();

/** By tokens visible: requests on their way and answers, and the environments they are of. */
const PLAYED = [
  { tokens: 1_000, query: `${busy(60_000, 2)}&speed=1.5&t=10`, target: 58 },
  { tokens: 5_000, query: `${busy(120_000)}&speed=5&t=10`, target: 50 },
  { tokens: 10_000, query: `${busy(150_000)}&speed=10.3&t=10`, target: 30 },
];
const SCENARIO = 'warm-reuse';

const server = await serve({ dist: values.dist, port: 0 });
const address = server.address();
const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
const found = findBrowsers().find(({ name }) => name === 'chromium');
if (!found) throw new Error('no Chromium found: npx playwright install chromium');
const browser = await chromium.launch({
  args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  ...(found.system === null ? {} : { executablePath: found.system }),
});

const round = (/** @type {number} */ value) => Math.round(value * 10) / 10;

/** @param {readonly number[]} list @param {number} share */
function quantile(list, share) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? NaN;
}

/** @param {readonly number[]} list */
const median = (list) => round(quantile(list, 0.5));

/** Seconds of CPU that the whole machine has spent; null: the system does not say. */
function machineCpu() {
  if (!existsSync('/proc/stat')) return null;
  const fields = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '')
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return [0, 1, 2, 5, 6, 7].reduce((sum, index) => sum + (fields[index] ?? 0), 0) / 100;
}

const control = await browser.newBrowserCDPSession();

/** Seconds of CPU that the browser has spent. */
async function browserCpu() {
  const { processInfo } = await control.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/**
 * Runs something and tells what it and others cost meanwhile.
 * @template T
 * @param {() => Promise<T>} run
 */
async function costed(run) {
  const [own, all, start] = [await browserCpu(), machineCpu(), performance.now()];
  const result = await run();
  const seconds = (performance.now() - start) / 1000;
  const spent = (await browserCpu()) - own;
  const total = machineCpu();
  return {
    result,
    spent,
    cores: round(spent / seconds),
    otherCores: all === null || total === null ? null : round(Math.max(0, (total - all - spent) / seconds)),
  };
}

/** @param {string} path @returns {Promise<Opened>} */
async function open(path) {
  const context = await browser.newContext({ viewport: { width: 1350, height: 940 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const kept = /** @type {{ longTasks: number[] }} */ (/** @type {unknown} */ (globalThis));
    kept.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) kept.longTasks.push(duration);
    }).observe({ type: 'longtask' });
  });
  await page.goto(`${origin}${path}`);
  await page.locator('.picture > svg').first().waitFor({ timeout: 120_000 });
  // Panels that come late, fonts, the worker of the service: what is measured is what goes on afterwards.
  await page.waitForTimeout(2_500);
  return { page, session: await context.newCDPSession(page), close: () => context.close() };
}

/** @param {Page} page @param {number} ms */
async function frames(page, ms) {
  await browser.startTracing(page, {
    categories: ['-*', 'devtools.timeline.frame', 'disabled-by-default-devtools.timeline.frame'],
  });
  const { gaps, longTasks } = await page.evaluate(
    (length) =>
      new Promise((resolve) => {
        const kept = /** @type {{ longTasks: number[] }} */ (/** @type {unknown} */ (globalThis));
        kept.longTasks.length = 0;
        /** @type {number[]} */
        const between = [];
        let first = -1;
        let last = -1;
        const next = (/** @type {number} */ now) => {
          if (last >= 0) between.push(now - last);
          else first = now;
          last = now;
          if (now - first < length) requestAnimationFrame(next);
          else resolve({ gaps: between, longTasks: kept.longTasks });
        };
        requestAnimationFrame(next);
      }),
    ms,
  );
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  /** @type {Map<string, number>} */
  const drawn = new Map();
  for (const { name, pid, args } of traceEvents) {
    if (name !== 'DrawFrame') continue;
    const layer = `${pid} ${args?.layerTreeId ?? ''}`;
    drawn.set(layer, (drawn.get(layer) ?? 0) + 1);
  }
  const seconds = gaps.reduce((/** @type {number} */ sum, /** @type {number} */ gap) => sum + gap, 0) / 1000;
  return {
    frames: gaps.length,
    fps: round(gaps.length / seconds),
    drawnFps: round(Math.max(0, ...drawn.values()) / seconds),
    p95Ms: round(quantile(gaps, 0.95)),
    longestMs: round(Math.max(...gaps)),
    longTasks: longTasks.map(round),
  };
}

/** How many moving units and environments the picture shows. @param {Page} page */
function visibleTokens(page) {
  return page.evaluate(() => {
    const said = document.querySelector('.crowd-canvas')?.getAttribute('aria-label') ?? '';
    const moving = Number(/^[\d,]+/.exec(said)?.[0].replaceAll(',', '') ?? 0);
    const tally = document.querySelector('.picture > svg')?.getAttribute('aria-label') ?? '';
    const standing = Number(/([\d,]+) environments/.exec(tally)?.[1]?.replaceAll(',', '') ?? 0);
    const rates = [...document.querySelectorAll('.picture .rate')].map((mark) => mark.textContent);
    return { moving, standing, rates };
  });
}

/** @param {Page} page */
async function play(page) {
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.waitForTimeout(1_000);
}

/** @param {string} query @param {number} ms */
async function played(query, ms) {
  const { page, close } = await open(`/lab/${SCENARIO}?${query}`);
  await play(page);
  const visible = await visibleTokens(page);
  const { result, spent, cores, otherCores } = await costed(() => frames(page, ms));
  await close();
  // All of the browser's processes: what a frame costs, however busy the machine is.
  const cpuMsPerFrame = round((spent * 1000) / result.frames);
  return { ...result, visible, cpuMsPerFrame, cores, otherCores };
}

/** @param {readonly Awaited<ReturnType<typeof played>>[]} all */
const summedUp = (all) => ({
  fps: median(all.map(({ fps }) => fps)),
  drawnFps: median(all.map(({ drawnFps }) => drawnFps)),
  p95Ms: median(all.map(({ p95Ms }) => p95Ms)),
  cpuMsPerFrame: median(all.map(({ cpuMsPerFrame }) => cpuMsPerFrame)),
  longTasksOver100Ms: all.flatMap(({ longTasks }) => longTasks).filter((ms) => ms > 100).length,
  runs: all,
});

/** What a drag of the scrub track costs, from the pointer's event to the end of the frame it caused. */
async function scrubbed() {
  // Four steps a request: a million.
  const { page, close } = await open(`/lab/${SCENARIO}?${busy(250_000)}&t=1`);
  const track = page.getByRole('slider', { name: 'Moment' });
  const box = await track.boundingBox();
  if (!box) throw new Error('the track is not there');
  await page.evaluate(() => {
    const kept = /** @type {{ waits: number[] }} */ (/** @type {unknown} */ (globalThis));
    kept.waits = [];
    document.addEventListener(
      'pointermove',
      ({ timeStamp }) => {
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.addEventListener('message', () => kept.waits.push(performance.now() - timeStamp));
          channel.port1.start();
          channel.port2.postMessage(null);
        });
      },
      { capture: true },
    );
  });
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 200, y);
  await page.mouse.down();
  for (let index = 0; index < 150; index += 1) {
    // Back and forth in leaps: each is far from the last.
    const share = (index * 0.382) % 1;
    await page.mouse.move(box.x + 150 + share * (box.width - 260), y);
    await page.waitForTimeout(20);
  }
  await page.mouse.up();
  const waits = await page.evaluate(
    () => /** @type {{ waits: number[] }} */ (/** @type {unknown} */ (globalThis)).waits,
  );
  await close();
  return {
    p50Ms: median(waits),
    p95Ms: round(quantile(waits, 0.95)),
    longestMs: round(Math.max(...waits)),
    moves: waits.length,
  };
}

/**
 * From a key on a setting to the frame that shows its new run, for a run of about 20,000 steps: in the picture with its
 * moment and its sentence, and in all of the page.
 */
async function changed() {
  const { page, close } = await open(`/lab/${SCENARIO}?${busy(4_200)}&t=1`);
  await page.evaluate(() => {
    const kept = /** @type {{ shown: number[], whole: number[], longTasks: number[] }} */ (
      /** @type {unknown} */ (globalThis)
    );
    kept.shown = [];
    kept.whole = [];
    let asked = -1;
    document.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        asked = timeStamp;
      },
      { capture: true },
    );
    const isMarked = (/** @type {string} */ place) =>
      document.querySelector(`${place}[aria-busy='true']`) !== null;
    /** Once that place has been busy and is no more, what has passed when the next frame is painted. */
    const watch = (/** @type {string} */ place, /** @type {number[]} */ passed) => {
      let [wasBusy, of] = [false, -1];
      return () => {
        const isBusy = isMarked(place);
        if (isBusy && !wasBusy) of = asked;
        wasBusy = isBusy;
        if (isBusy || of < 0) return;
        const since = of;
        // A setting that comes to rest may be run once more: what counts is the first run that shows it.
        asked = -1;
        of = -1;
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.addEventListener('message', () => passed.push(performance.now() - since));
          channel.port1.start();
          channel.port2.postMessage(null);
        });
      };
    };
    const checks = [watch('.stage', kept.shown), watch('.lab :is(.stage, .lab-run)', kept.whole)];
    new MutationObserver(() => {
      for (const check of checks) check();
    }).observe(/** @type {Element} */ (document.querySelector('.lab')), {
      subtree: true,
      attributes: true,
      attributeFilter: ['aria-busy'],
    });
    kept.longTasks.length = 0;
  });
  const setting = page.getByRole('slider', { name: 'handler' }).first();
  await setting.focus();
  for (let index = 0; index < 40; index += 1) {
    await page.keyboard.press(index % 2 === 0 ? 'ArrowRight' : 'ArrowLeft');
    await page.waitForTimeout(700);
  }
  const { shown, whole, longTasks } = await page.evaluate(() => {
    const kept = /** @type {{ shown: number[], whole: number[], longTasks: number[] }} */ (
      /** @type {unknown} */ (globalThis)
    );
    return { shown: kept.shown, whole: kept.whole, longTasks: kept.longTasks };
  });
  await close();
  return {
    p50Ms: median(shown),
    p95Ms: round(quantile(shown, 0.95)),
    wholeP50Ms: median(whole),
    wholeP95Ms: round(quantile(whole, 0.95)),
    changes: shown.length,
    eachMs: shown.map(round),
    longTasks: longTasks.map(round),
  };
}

/** The heap while a run plays over and over, after collecting: MB each 15 s, and how it grows a minute. */
async function heap(/** @type {number} */ minutes) {
  const { page, session, close } = await open(`/lab/${SCENARIO}?${PLAYED[1]?.query ?? ''}`);
  await play(page);
  /** @type {number[]} */
  const usedMb = [];
  const samples = Math.max(4, minutes * 4);
  for (let index = 0; index < samples; index += 1) {
    for (let second = 0; second < 15; second += 1) {
      await page.waitForTimeout(1_000);
      const again = page.getByRole('button', { name: 'Play', exact: true });
      if (await again.isVisible()) await again.click();
    }
    await session.send('HeapProfiler.collectGarbage');
    usedMb.push(round((await session.send('Runtime.getHeapUsage')).usedSize / 1_048_576));
  }
  await close();
  // The first quarter fills caches.
  const later = usedMb.slice(Math.floor(usedMb.length / 4));
  const middle = (later.length - 1) / 2;
  const mean = later.reduce((sum, mb) => sum + mb, 0) / later.length;
  const slope =
    later.reduce((sum, mb, index) => sum + (index - middle) * (mb - mean), 0) /
    Math.max(
      1,
      later.reduce((sum, _, index) => sum + (index - middle) ** 2, 0),
    );
  return { minutes: samples / 4, usedMb, growthMbPerMinute: Math.round(slope * 400) / 100 };
}

/** Frames that a page at rest asks for, in two seconds. */
async function idle() {
  const { page, close } = await open(`/lab/${SCENARIO}?${PLAYED[0]?.query ?? ''}`);
  await browser.startTracing(page, { categories: ['-*', 'devtools.timeline'] });
  await page.waitForTimeout(2_000);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  await close();
  const asked = traceEvents.filter(
    (/** @type {{ name: string }} */ { name }) => name === 'RequestAnimationFrame',
  );
  return { framesAskedFor: asked.length };
}

/** A loop of 20 million steps in the page: about 105 ms on the machine that the targets were set on. */
async function calibration() {
  const page = await browser.newPage();
  const ms = await page.evaluate(() => {
    const taken = [];
    for (let time = 0; time < 5; time += 1) {
      const start = performance.now();
      let value = 0;
      for (let step = 0; step < 2e7; step += 1) value = (value * 31 + step) | 0;
      taken.push(performance.now() - start + (value === 7 ? 1e-9 : 0));
    }
    return taken;
  });
  await page.close();
  return median(ms);
}

/** @type {Record<string, unknown>} */
const measured = {
  chromium: browser.version(),
  node: process.version,
  cpus: os.cpus().length,
  cpu: os.cpus()[0]?.model ?? '',
  calibrationMs: await calibration(),
};
if (wanted.has('play')) {
  /** @type {unknown[]} */
  const all = [];
  for (const { tokens, query, target } of PLAYED) {
    const each = [];
    for (let run = 0; run < runs; run += 1) each.push(await played(query, 5_000));
    all.push({ tokens, targetFps: target, ...summedUp(each) });
  }
  measured['play'] = all;
}
if (wanted.has('rates')) measured['rates'] = await played(`${busy(150_000)}&speed=60&t=10`, 2_000);
if (wanted.has('scrub')) measured['scrub'] = { targetP95Ms: 50, ...(await scrubbed()) };
if (wanted.has('change')) measured['change'] = { targetMs: 100, ...(await changed()) };
if (wanted.has('heap')) measured['heap'] = await heap(Number(values.minutes));
if (wanted.has('idle')) measured['idle'] = await idle();
await browser.close();
server.close();
server.closeAllConnections();
console.log(JSON.stringify(measured, null, 2));
