import './styles.css';
import { RouterProvider } from '@tanstack/react-router';
import { startTransition, StrictMode } from 'react';
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

/** What a boundary has caught is told in words too: who reads the console from outside sees of an error no more than that. */
const reports = {
  onCaughtError(error: unknown) {
    console.error(String(error), error);
  },
};

/**
 * No `await` of the module itself: pages that are loaded later share this module's file, and would wait
 * for it while it waits for them.
 */
async function start(root: HTMLElement): Promise<void> {
  await router.load();
  // Prerendered markup is that of one path without a search part; anything else is drawn anew.
  const prerendered = root.firstElementChild?.getAttribute('data-path');
  const same = prerendered === router.state.location.pathname && location.search === '';
  if (same) {
    // A page is left only once it is taken over: half of it would meet the router's next state.
    const takenOver = new Promise((resolve) => {
      document.addEventListener('taken-over', resolve, { once: true });
    });
    const { navigate } = router;
    router.navigate = async (options) => {
      await takenOver;
      await navigate(options);
    };
  }
  // From here on presses reach React, which takes over first what was pressed.
  document.dispatchEvent(new Event('taking-over'));
  // In slices, so that scrolling and typing get through on a slow machine.
  startTransition(() => {
    if (same) hydrateRoot(root, app, reports);
    else createRoot(root, reports).render(app);
  });
  startOffline();
}

void start(container);
