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
import { ErrorReport } from './ErrorReport.tsx';
import { NotFound } from './NotFound.tsx';
import { onlyText, parseSearchText, printSearchText } from './search-text.ts';
import { Shell } from './Shell.tsx';

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  errorComponent: ErrorReport,
  validateSearch: onlyText,
  search: { middlewares: [retainSearchParams(['asof'])] },
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./Home.tsx'), 'Home'),
});
const learn = createRoute({
  getParentRoute: () => root,
  path: '/learn',
  component: lazyRouteComponent(() => import('./Learn.tsx'), 'Learn'),
});
const lesson = createRoute({
  getParentRoute: () => root,
  path: '/learn/$lesson',
  loader: async ({ params }) => {
    const { loadLesson } = await import('./lesson-files.ts');
    if (!(await loadLesson(params.lesson))) throw notFound();
  },
  component: lazyRouteComponent(() => import('./Lesson.tsx'), 'Lesson'),
});
const lab = createRoute({
  getParentRoute: () => root,
  path: '/lab',
  component: lazyRouteComponent(() => import('./LabIndex.tsx'), 'LabIndex'),
});
const scenario = createRoute({
  getParentRoute: () => root,
  path: '/lab/$scenario',
  remountDeps: ({ params }) => params,
  component: lazyRouteComponent(() => import('./Lab.tsx'), 'Lab'),
});
const limits = createRoute({
  getParentRoute: () => root,
  path: '/limits',
  component: lazyRouteComponent(() => import('./Limits.tsx'), 'Limits'),
});
const sources = createRoute({
  getParentRoute: () => root,
  path: '/sources',
  component: lazyRouteComponent(() => import('./Sources.tsx'), 'Sources'),
});
const glossary = createRoute({
  getParentRoute: () => root,
  path: '/glossary',
  component: lazyRouteComponent(() => import('./Glossary.tsx'), 'Glossary'),
});

const routeTree = root.addChildren([home, learn, lesson, lab, scenario, limits, sources, glossary]);

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
