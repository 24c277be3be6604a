/** The service worker: visited pages open without a network. Only in the built app. */
export function startOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  window.addEventListener('load', register, { once: true });
  if (document.readyState === 'complete') register();
}

function register(): void {
  // Denied in private windows of some browsers: the app works without it.
  navigator.serviceWorker.register(`${import.meta.env.BASE_URL}sw.js`).catch(() => {});
}
