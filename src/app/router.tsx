/**
 * The addresses and what stands at each. Pages are loaded when they are visited; the URL's search
 * stays text here and is read by `route.ts`.
 */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  retainSearchParams,
  type RouterHistory,
} from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { ErrorReport } from './ErrorReport.tsx';
import { NotFound } from './NotFound.tsx';
import type { OfScenario } from './as-of.ts';
import { isPacked, loadPacking } from './packing.ts';
import { onlyText, parseSearchText, printSearchText } from './search-text.ts';
import { Shell } from './Shell.tsx';
import { TakenOver } from './TakenOver.tsx';

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  errorComponent: ErrorReport,
  validateSearch: onlyText,
  search: { middlewares: [retainSearchParams(['asof'])] },
});

/** A page that is fetched when it is visited, and says when it stands. */
function page(load: () => Promise<ComponentType>) {
  return lazyRouteComponent(async () => {
    const Page = await load();
    return {
      default: () => (
        <>
          <Page />
          <TakenOver />
        </>
      ),
    };
  });
}

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: page(async () => (await import('./Home.tsx')).Home),
});
const learn = createRoute({
  getParentRoute: () => root,
  path: '/learn',
  component: page(async () => (await import('./Learn.tsx')).Learn),
});
const lesson = createRoute({
  getParentRoute: () => root,
  path: '/learn/$lesson',
  loader: async ({ params }) => {
    const { loadLesson } = await import('./lesson-files.ts');
    if (!(await loadLesson(params.lesson))) throw notFound();
  },
  component: page(async () => (await import('./Lesson.tsx')).Lesson),
});
const lab = createRoute({
  getParentRoute: () => root,
  path: '/lab',
  component: page(async () => (await import('./LabIndex.tsx')).LabIndex),
});
const scenario = createRoute({
  getParentRoute: () => root,
  path: '/lab/$scenario',
  loaderDeps: ({ search }) => ({ broken: search['repair'] === 'on', packed: isPacked(search) }),
  loader: async ({ params, deps }): Promise<OfScenario> => {
    const packing = deps.packed ? loadPacking() : null;
    const { loadedScenario, loadScenario } = await import('./scenario-files.ts');
    if (!(await loadScenario(params.scenario))) throw notFound();
    if (deps.broken) await (await import('./repair-files.ts')).loadRepair(params.scenario);
    await packing;
    return { asOf: loadedScenario(params.scenario)?.asOf ?? null };
  },
  remountDeps: ({ params }) => params,
  component: page(async () => (await import('./Lab.tsx')).Lab),
});
const own = createRoute({
  getParentRoute: () => root,
  path: '/lab/own',
  loaderDeps: ({ search }) => ({ file: search['file'], packed: isPacked(search) }),
  loader: async ({ deps }) => {
    if (deps.file === undefined) return { read: null, asOf: null };
    if (deps.packed) await loadPacking();
    const { ownScenario } = await import('./own-scenario.ts');
    const read = ownScenario(deps.file, import.meta.env.SSR ? null : window.sessionStorage);
    return { read, asOf: (read && 'scenario' in read && read.scenario.asOf) || null };
  },
  component: page(async () => (await import('./OwnLab.tsx')).OwnLab),
});
const limits = createRoute({
  getParentRoute: () => root,
  path: '/limits',
  component: page(async () => (await import('./Limits.tsx')).Limits),
});
const pricing = createRoute({
  getParentRoute: () => root,
  path: '/pricing',
  loaderDeps: ({ search }) => ({ packed: isPacked(search) }),
  loader: async ({ deps }) => {
    if (deps.packed) await loadPacking();
  },
  component: page(async () => (await import('./Pricing.tsx')).Pricing),
});
const check = createRoute({
  getParentRoute: () => root,
  path: '/limits/check',
  component: page(async () => (await import('./Check.tsx')).Check),
});
const timeline = createRoute({
  getParentRoute: () => root,
  path: '/limits/timeline',
  component: page(async () => (await import('./LimitsTimeline.tsx')).LimitsTimeline),
});
const sources = createRoute({
  getParentRoute: () => root,
  path: '/sources',
  component: page(async () => (await import('./Sources.tsx')).Sources),
});
const glossary = createRoute({
  getParentRoute: () => root,
  path: '/glossary',
  component: page(async () => (await import('./Glossary.tsx')).Glossary),
});

const routeTree = root.addChildren([
  home,
  learn,
  lesson,
  lab,
  scenario,
  own,
  limits,
  timeline,
  check,
  pricing,
  sources,
  glossary,
]);

/** Makes the router; the prerendering hands in a history of one address. */
export function createAppRouter(options: { readonly history?: RouterHistory } = {}) {
  return createRouter({
    routeTree,
    basepath: import.meta.env.BASE_URL,
    parseSearch: parseSearchText,
    stringifySearch: printSearchText,
    defaultPreload: 'intent',
    scrollRestoration: !import.meta.env.SSR,
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: ErrorReport,
    ...options,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
