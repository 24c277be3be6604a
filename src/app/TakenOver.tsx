/**
 * Stands at the end of every page and says when the page answers: prerendered markup is taken over in
 * slices, the shell before the page. `public/first.js` then presses again what was pressed before, and
 * `main.tsx` lets navigation begin.
 */
import { useEffect } from 'react';

export function TakenOver() {
  useEffect(() => {
    document.dispatchEvent(new Event('taken-over'));
  }, []);
  return null;
}
