/** What stands round every page: header, notices, the page itself, footer. */
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Patterns } from '../view/Patterns.tsx';
import { Footer } from './Footer.tsx';
import { Header } from './Header.tsx';
import { KeyboardHelp } from './KeyboardHelp.tsx';
import { Notices } from './Notices.tsx';

export function Shell() {
  const path = useRouterState({
    select: (state) => state.resolvedLocation?.pathname ?? state.location.pathname,
  });
  const main = useRef<HTMLElement>(null);
  const shown = useRef(path);

  // A visited page is announced by its heading; the first one keeps the reader where they are.
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    const heading = main.current?.querySelector('h1');
    const target = heading ?? main.current;
    target?.setAttribute('tabindex', '-1');
    target?.focus({ preventScroll: true });
  }, [path]);

  return (
    <div className="shell" data-path={path}>
      <Patterns />
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <Header path={path} />
      <Notices />
      <main id="main" ref={main} className="main" tabIndex={-1}>
        <Outlet />
      </main>
      <Footer />
      <KeyboardHelp />
    </div>
  );
}
