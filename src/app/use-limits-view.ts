/** The view of the page of limits: what is typed at once, and in the address a moment after. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useState } from 'react';
import { printLimitsView, readLimitsView, type LimitsView } from './limits-view.ts';
import { onlyText } from './search-text.ts';

/** Typing rests so long before it stands in the address, ms: browsers let an address change only so often. */
const REST_MS = 300;

/** The view and how to change it; the address follows and holds it, without a history entry. */
export function useLimitsView(): readonly [LimitsView, (view: LimitsView) => void] {
  const search = onlyText(useSearch({ strict: false }));
  const navigate = useNavigate();
  const asked = readLimitsView(search);
  const [typed, setTyped] = useState(asked.q);
  const [written, setWritten] = useState(asked.q);
  const [seen, setSeen] = useState(asked.q);
  if (seen !== asked.q) {
    setSeen(asked.q);
    // Not what was written here: somebody followed a link or went back.
    if (asked.q !== written) {
      setWritten(asked.q);
      setTyped(asked.q);
    }
  }

  const write = (view: LimitsView): void => {
    setWritten(view.q);
    void navigate({
      to: '.',
      search: (before) => ({ ...before, ...printLimitsView(view) }),
      hash: true,
      replace: true,
      resetScroll: false,
      hashScrollIntoView: false,
    });
  };

  const settle = useEffectEvent((q: string) => {
    write({ ...asked, q });
  });
  // One after the other: what is on its way to the address arrives first.
  const isBehind = typed !== asked.q && asked.q === written;
  useEffect(() => {
    if (!isBehind) return undefined;
    const timer = setTimeout(settle, REST_MS, typed);
    return () => {
      clearTimeout(timer);
    };
  }, [isBehind, typed]);

  return [
    { ...asked, q: typed },
    (view) => {
      setTyped(view.q);
      // What is typed waits; what is switched does not.
      const isTyped = filtersOf(view) === filtersOf(asked);
      if (!isTyped) write(view);
    },
  ];
}

/** The filters as the address has them, the words aside. */
function filtersOf(view: LimitsView): string {
  return JSON.stringify(printLimitsView({ ...view, q: '' }));
}
