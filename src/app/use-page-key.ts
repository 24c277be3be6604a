/** Keys of the page itself, which are not those of what the reader is typing or choosing. */
import { useEffect, useEffectEvent } from 'react';

/** True where a key belongs to what the reader is typing or choosing. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
      target.closest('dialog') !== null)
  );
}

/** Whether a pressed key is the page's to act on: nobody has, none is held with it, nobody is typing. */
export function isPageKey(event: KeyboardEvent): boolean {
  const { defaultPrevented, ctrlKey, metaKey, altKey, target } = event;
  return !defaultPrevented && !ctrlKey && !metaKey && !altKey && !isTyping(target);
}

/** Does something whenever a key is pressed on the page. */
export function usePageKey(key: string, act: () => void): void {
  const onKey = useEffectEvent(act);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== key || !isPageKey(event)) return;
      event.preventDefault();
      onKey();
    };
    document.addEventListener('keydown', listen);
    return () => {
      document.removeEventListener('keydown', listen);
    };
  }, [key]);
}
