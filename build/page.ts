/** One rendered address, as the app's server entry gives it. */
export interface Page {
  /** The inside of `#root`. */
  readonly html: string;
  readonly title: string;
  readonly description: string;
  /** Source modules the page loads lazily (`src/app/pages/Lab.tsx`): their chunks are preloaded. */
  readonly modules?: readonly string[];
}

const ROOT = '<div id="root"></div>';

/**
 * Puts a rendered page into the built `index.html`, whose modules come after the first paint.
 * @param preload files of the build, relative to its root
 * @throws Error where the template lacks the place to put something
 */
export function fillPage(
  template: string,
  page: Page,
  preload: {
    readonly scripts: readonly string[];
    readonly styles: readonly string[];
    readonly fonts: readonly string[];
  },
  base: string,
): string {
  const isNew = (file: string): boolean => !template.includes(`"${base}${file}"`);
  const { rest, entry, modules } = withoutModules(template);
  const later = [...modules, ...preload.scripts.filter(isNew).map((file) => `${base}${file}`)];
  const links = [
    ...preload.styles
      .filter(isNew)
      .map((file) => `<link rel="stylesheet" crossorigin href="${base}${file}">`),
    ...preload.fonts.map(
      (file) => `<link rel="preload" as="font" type="font/woff2" crossorigin href="${base}${file}">`,
    ),
  ];
  let html = replaceOnce(rest, /<title>[^<]*<\/title>/, `<title>${escapeHtml(page.title)}</title>`);
  html = replaceOnce(
    html,
    /<meta\s+name="description"\s+content="[^"]*"\s*\/?>/,
    `<meta name="description" content="${escapeHtml(page.description)}" />`,
  );
  html = replaceOnce(
    html,
    /<script\s+src="[^"]*first\.js"><\/script>/,
    `<script src="${base}first.js" data-entry="${entry}" data-modules="${later.join(' ')}"></script>`,
  );
  html = replaceOnce(html, ROOT, `<div id="root">${page.html}</div>`);
  return replaceOnce(html, '</head>', `${links.map((link) => `  ${link}\n  `).join('')}</head>`);
}

const MODULES =
  /\s*<(script type="module"|link rel="modulepreload")[^>]*\s(?:src|href)="([^"]+)"[^>]*>(?:<\/script>)?/g;

/**
 * The template without its modules, and these: a rendered page can be read before any of them has come,
 * so `public/first.js` fetches them after the first paint.
 */
function withoutModules(template: string): { rest: string; entry: string; modules: string[] } {
  const found = [...template.matchAll(MODULES)].map(([, tag, file]) => ({ tag, file: file! }));
  const entry = found.findLast(({ tag }) => tag!.startsWith('script'))?.file;
  if (entry === undefined) throw new Error('index.html starts no module');
  const modules = found.map(({ file }) => file).filter((file) => file !== entry);
  return { rest: template.replace(MODULES, ''), entry, modules };
}

/** The page of addresses that were not rendered: the app starts in it and decides. */
export function emptyPage(template: string): string {
  if (!template.includes(ROOT)) throw new Error(`index.html has no ${ROOT}`);
  return template;
}

/**
 * The elements of a rendered page that our Content-Security-Policy would disable, each named by tag
 * and attribute: `style=` and `on…=` attributes, inline `<style>` and `<script>`.
 */
export function refusedMarkup(html: string): string[] {
  const refused: string[] = [];
  const tag = /<([a-zA-Z][^\s/>]*)((?:\s+[^\s"'=<>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*\/?>/g;
  for (const [whole, name, attributes] of html.matchAll(tag)) {
    const inline = (name === 'style' || name === 'script') && !/\ssrc\s*=/.test(attributes!);
    const attribute = /\s(style|on[a-z]+)\s*=/i.test(attributes!.replace(/=\s*("[^"]*"|'[^']*')/g, '='));
    if (inline || attribute) refused.push(whole.length > 160 ? `${whole.slice(0, 157)}…>` : whole);
  }
  return refused;
}

function replaceOnce(text: string, what: string | RegExp, by: string): string {
  const found = typeof what === 'string' ? text.includes(what) : what.test(text);
  if (!found) throw new Error(`index.html has no place for ${by.slice(0, 40)}…`);
  // A function, so that a dollar sign in the page is a dollar sign.
  return text.replace(what, () => by);
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
