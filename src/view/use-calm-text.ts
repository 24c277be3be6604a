/** Words about what moves: written when it rests, else at most twice a second, so that they can be read out. */
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';

const CALM_MS = 500;

/** Keeps an attribute of a node up to date in peace. `text` is asked only when it is written. */
export function useCalmText(node: RefObject<Element | null>, attribute: string, text: () => string): void {
  const state = useRef({ timer: 0, last: -Infinity, text });
  useLayoutEffect(() => {
    const held = state.current;
    held.text = text;
    if (held.timer !== 0) return;
    const write = () => {
      held.timer = 0;
      held.last = performance.now();
      const said = held.text();
      if (node.current && node.current.getAttribute(attribute) !== said)
        node.current.setAttribute(attribute, said);
    };
    const wait = CALM_MS - (performance.now() - held.last);
    if (wait <= 0) write();
    else held.timer = window.setTimeout(write, wait);
  });
  useEffect(() => {
    const held = state.current;
    return () => {
      window.clearTimeout(held.timer);
      held.timer = 0;
    };
  }, []);
}
