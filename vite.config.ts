import { readFileSync } from 'node:fs';
import mdx from '@mdx-js/rollup';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import rehypeSlug from 'rehype-slug';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import { defineConfig } from 'vitest/config';
import { factModules } from './build/fact-modules.ts';
import { factTexts } from './build/fact-texts.ts';
import { factUses } from './build/fact-uses.ts';
import { lessonCites } from './build/lesson-cites.ts';
import { lessonMeta } from './build/lesson-meta.ts';
import { namedFacts } from './build/named-facts.ts';
import { pictureHeights } from './build/picture-heights.ts';
import { quizOutline } from './build/quiz-outline.ts';
import { repairCard } from './build/repair-card.ts';
import { rulePeriods } from './build/rule-periods.ts';
import { scenarioCard, scenarioRun, scenarioUses } from './build/scenario-card.ts';
import { site } from './build/site.ts';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const modules = (...names: string[]) => new RegExp(names.map((name) => `/src/${name}\\.tsx?$`).join('|'));

/** Small modules that most pages need, none of which brings much along. */
const PAGE_PARTS = modules(
  'app/(catalogue|example-text|Path|progress-store|rules)',
  'sim/format-time',
  'study/progress',
  'view/JarProgress',
);

/** What every picture of a run needs, the engine aside. */
const FIGURE_PARTS = modules(
  'app/(player|use-media)',
  'app/lesson-figures/use-figure-player',
  'sim/(chart|lanes|world-reducer)',
  'view/(GlyphIcon|Marks|jar)',
);

export default defineConfig({
  base: process.env['BASE_PATH'] ?? '/',
  define: { __APP_VERSION__: JSON.stringify(version) },
  plugins: [
    lessonMeta(),
    {
      enforce: 'pre',
      ...mdx({ remarkPlugins: [remarkFrontmatter, remarkGfm], rehypePlugins: [rehypeSlug] }),
    },
    lessonCites(),
    quizOutline(),
    scenarioCard(),
    repairCard(),
    scenarioRun(),
    scenarioUses(),
    rulePeriods(),
    namedFacts(),
    factTexts(),
    factModules(),
    factUses(),
    pictureHeights(),
    react({ include: /\.(mdx|[jt]sx?)$/, compiler: true }),
    tailwindcss(),
    site(),
  ],
  worker: { format: 'es', plugins: () => [rulePeriods()] },
  server: { host: '127.0.0.1' },
  build: {
    target: 'baseline-widely-available',
    sourcemap: true,
    // `font-src 'self'` refuses data: addresses, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // How long a slow machine's plugins took is nothing a reader of `npm start` can act on.
    rolldownOptions: {
      checks: { bundlerTimings: false },
      output: {
        codeSplitting: {
          // Fewer, larger files: what every page loads, and the small parts that pages share.
          groups: [
            { name: 'first', tags: ['$initial'], test: (id) => !id.endsWith('/index.html'), priority: 3 },
            { name: 'pages', test: PAGE_PARTS, priority: 2 },
            { name: 'figures', test: FIGURE_PARTS, priority: 1 },
          ],
        },
      },
    },
  },
  test: {
    allowOnly: false,
    // Tests do not time: this is for one that hangs, on a machine that has more to do.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['src/**/*.test.ts', 'build/**/*.test.ts'],
          environment: 'node',
          // Nothing is mocked, and to read the modules anew for each file costs as much as all of the tests.
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'dom', include: ['src/**/*.test.tsx'], environment: 'happy-dom' },
      },
    ],
  },
});
