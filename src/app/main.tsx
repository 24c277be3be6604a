import './styles.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { startOffline } from './offline.ts';
import { createAppRouter } from './router.tsx';
import { startTheme } from './theme.ts';

const container = document.getElementById('root');
if (!container) throw new Error('The page has no element #root.');

startTheme();
const router = createAppRouter();
// The same boundaries as in the prerendered markup.
router.ssr = { manifest: undefined };

const app = (
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>
);

await router.load();
// Prerendered markup is that of one path without a search part; anything else is drawn anew.
const prerendered = container.firstElementChild?.getAttribute('data-path');
if (prerendered === router.state.location.pathname && location.search === '') hydrateRoot(container, app);
else createRoot(container).render(app);

startOffline();
