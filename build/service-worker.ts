import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Kept from the start: code, styles, the fonts' Latin part, icons. Other parts of fonts are kept when first used. */
const KEPT = /\.(js|css|svg|webmanifest)$|-latin-[^/]*\.woff2$/;

/**
 * The text of `sw.js`: a cache named by the contents of the build, filled with the app and every
 * prerendered page, and the few rules by which it answers.
 * @param dist folder of the finished build
 * @param base base path of the site, with a slash at both ends
 * @param addresses prerendered addresses, `/` first or not
 */
export async function serviceWorker(
  dist: string,
  base: string,
  addresses: readonly string[],
): Promise<string> {
  const hash = createHash('sha256');
  const files: string[] = [];
  for (const file of (await readdir(dist, { recursive: true })).toSorted()) {
    const name = file.split(path.sep).join('/');
    if (KEPT.test(name) && name !== 'sw.js') files.push(base + name);
    if (KEPT.test(name) || name.endsWith('.html'))
      hash.update(name).update(await readFile(path.join(dist, file)));
  }
  const pages = addresses.map((address) => base + address.slice(1));
  const template = await readFile(new URL('./service-worker.js', import.meta.url), 'utf8');
  const values: Record<string, unknown> = {
    BASE: base,
    VERSION: hash.digest('hex').slice(0, 16),
    SHELL: `${base}404.html`,
    KEEP: [...pages, ...files],
  };
  return template.replace(/__([A-Z]+)__/g, (whole, name: string) =>
    name in values ? JSON.stringify(values[name]) : whole,
  );
}
