import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin, Rolldown, ViteBuilder } from 'vite';
import { CONTENT_SECURITY_POLICY } from './csp.mjs';
import { emptyPage, fillPage, refusedMarkup, type Page } from './page.ts';
import { serviceWorker } from './service-worker.ts';
import { clearStamp, SITE_SOURCES, sourceHash, writeStamp } from './stamp.mjs';

/** What the app's server entry (`src/app/prerender.tsx`) exports. */
interface ServerEntry {
  /** Addresses that get a page of their own, from the root of the site: `/learn/cold-starts`. */
  paths: readonly string[];
  render(path: string): Promise<Page>;
}

/** What the size budgets need to know of a build; written to .cache/chunks.json. */
export interface Chunks {
  readonly chunks: Readonly<
    Record<
      string,
      {
        readonly isEntry: boolean;
        readonly isDynamicEntry: boolean;
        /** The source module it stands for, from the project's folder. */
        readonly facade: string | null;
        readonly imports: readonly string[];
        /** Style sheets that come with it. */
        readonly styles: readonly string[];
      }
    >
  >;
  readonly assets: readonly string[];
}

const SERVER_ENTRY = 'src/app/prerender.tsx';
const SERVER_OUT = '.cache/server';

/**
 * Turns `vite build` into the whole site: the client, a server build of the same app, one HTML file
 * an address rendered by it, and the service worker that keeps all of them for the day without a
 * network. Dev and tests are left alone.
 */
export function site(): Plugin {
  return {
    name: 'lambdarium:site',
    apply: 'build',
    config: () => ({
      builder: {},
      environments: {
        ssr: {
          build: {
            outDir: SERVER_OUT,
            emptyOutDir: true,
            sourcemap: false,
            copyPublicDir: false,
            rolldownOptions: { input: SERVER_ENTRY },
          },
          // Packages that are nothing but style sheets cannot be left to Node to import.
          resolve: { noExternal: [/^@fontsource/] },
        },
      },
    }),
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
        injectTo: 'head-prepend',
      },
    ],
    async buildApp(builder) {
      await writeSite(builder);
    },
  };
}

async function writeSite(builder: ViteBuilder): Promise<void> {
  const { client, ssr } = builder.environments;
  if (client === undefined || ssr === undefined)
    throw new Error('vite gave no client or no server environment');
  const { base, root } = builder.config;
  const dist = path.resolve(root, client.config.build.outDir);
  const hash = sourceHash(root, SITE_SOURCES, base);
  clearStamp(root, 'dist');

  const built = outputOf(await builder.build(client));
  await builder.build(ssr);
  const entry = path.resolve(root, SERVER_OUT, 'prerender.js');
  const server = (await import(pathToFileURL(entry).href)) as ServerEntry;

  const template = String(assetNamed(built, 'index.html').source);
  const pages = new Map<string, string>();
  for (const address of server.paths) {
    if (!/^\/([a-z0-9-]+(\/[a-z0-9-]+)*)?$/.test(address))
      throw new Error(`not an address of this site: ${address}`);
    const page = await server.render(address);
    const refused = refusedMarkup(page.html);
    if (refused.length > 0) {
      throw new Error(`${address}: the Content-Security-Policy would ignore ${refused.join(', ')}`);
    }
    const preload = { ...preloads(built, page.modules ?? [], root), fonts: firstFonts(built) };
    pages.set(address, fillPage(template, page, preload, base));
  }

  for (const [address, html] of pages) {
    // A page stands twice: hosts that know `learn/index.html` only redirect `/learn` to `/learn/`,
    // hosts that know `learn.html` too answer it in place.
    await write(path.join(dist, address, 'index.html'), html);
    if (address !== '/') await write(path.join(dist, `${address}.html`), html);
  }
  await write(path.join(dist, '404.html'), emptyPage(template));
  await write(path.join(dist, 'sw.js'), await serviceWorker(dist, base, [...pages.keys()]));
  await write(
    path.join(root, '.cache/chunks.json'),
    JSON.stringify(chunksOf(built, root, template), null, 1),
  );
  writeStamp(root, 'dist', hash);
  builder.config.logger.info(`${pages.size} pages prerendered`);
}

/** The two faces that the first screen of every page is set in. */
function firstFonts(built: Built): string[] {
  const faces = [/\/inter-latin-wght-normal-/, /\/source-serif-4-latin-opsz-normal-/];
  return faces.map((face) => {
    const font = built.find(({ fileName }) => face.test(fileName));
    if (font === undefined) throw new Error(`the client build has no font ${face.source}`);
    return font.fileName;
  });
}

function chunksOf(built: Built, root: string, template: string): Chunks {
  const chunks: Record<string, Chunks['chunks'][string]> = {};
  for (const one of built) {
    if (one.type !== 'chunk') continue;
    const { isDynamicEntry, imports, facadeModuleId } = one;
    // The bundler's own entry is gone: index.html asks for what it would have imported.
    const isEntry = template.includes(`/${one.fileName}"`);
    const facade =
      facadeModuleId === null ? null : path.relative(root, facadeModuleId).split(path.sep).join('/');
    const styles = [...(one.viteMetadata?.importedCss ?? [])];
    chunks[one.fileName] = { isEntry, isDynamicEntry, facade, imports, styles };
  }
  return { chunks, assets: built.filter((one) => one.type === 'asset').map((one) => one.fileName) };
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}

type Built = Rolldown.RolldownOutput['output'];

function outputOf(result: Awaited<ReturnType<ViteBuilder['build']>>): Built {
  if (Array.isArray(result)) return result.flatMap((one) => one.output) as unknown as Built;
  if ('output' in result) return result.output;
  throw new Error('vite build gave no output (is it watching?)');
}

function assetNamed(built: Built, name: string): Rolldown.OutputAsset {
  const asset = built.find((one) => one.fileName === name);
  if (asset?.type !== 'asset') throw new Error(`the client build has no ${name}`);
  return asset;
}

/**
 * The files a page needs beyond the entry: chunks and style sheets of the given source modules and
 * of all they import, in the order found.
 */
function preloads(
  built: Built,
  modules: readonly string[],
  root: string,
): { scripts: string[]; styles: string[] } {
  const chunks = new Map<string, Rolldown.OutputChunk>();
  for (const one of built) if (one.type === 'chunk') chunks.set(one.fileName, one);
  const seen = new Set<string>();
  const styles = new Set<string>();
  const visit = (file: string): void => {
    const chunk = chunks.get(file);
    if (chunk === undefined || seen.has(file)) return;
    seen.add(file);
    for (const imported of chunk.imports) visit(imported);
    for (const style of chunk.viteMetadata?.importedCss ?? []) styles.add(style);
  };
  for (const module of modules) {
    const id = path.resolve(root, module);
    const chunk = [...chunks.values()].find((one) => one.moduleIds.includes(id));
    if (chunk === undefined) throw new Error(`${module} is in no chunk of the client build`);
    visit(chunk.fileName);
  }
  return { scripts: [...seen], styles: [...styles] };
}
