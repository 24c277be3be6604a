/**
 * Pages as HTML, made when the app is built. The same components as in the browser, drawn once for
 * one address; what depends on the reader (theme, progress, date) comes afterwards.
 */
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { lessonIds } from './catalogue.ts';
import { scenarios } from './scenario-cards.ts';
import { metaForPath } from './page-meta.ts';
import { createAppRouter } from './router.tsx';

/** Every address that exists. */
export const paths: readonly string[] = [
  '/',
  '/learn',
  ...lessonIds.map((id) => `/learn/${id}`),
  '/lab',
  '/lab/own',
  ...scenarios.map((scenario) => `/lab/${scenario.id}`),
  '/limits',
  '/limits/timeline',
  '/limits/check',
  '/pricing',
  '/sources',
  '/glossary',
];

export interface Prerendered {
  /** What stands inside `#root`. */
  readonly html: string;
  readonly title: string;
  readonly description: string;
}

/** Draws one page. Any address may be asked for: one that does not exist gives the not-found page. */
export async function render(path: string): Promise<Prerendered> {
  const base = import.meta.env.BASE_URL.replace(/\/$/, '');
  const router = createAppRouter({ history: createMemoryHistory({ initialEntries: [`${base}${path}`] }) });
  await router.load();
  const html = renderToString(
    <StrictMode>
      <RouterProvider router={router} />
    </StrictMode>,
  );
  return { html, ...metaForPath(path) };
}
