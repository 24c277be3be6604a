/** Keys of the page itself, which are not those of what the reader is typing or choosing. */
import { useEffect, useEffectEvent } from 'react';
import { letterKeys } from './letter-keys.ts';

/** Types of fields that are no text: a letter typed there is the page's. */
const NO_TEXT: ReadonlySet<string> = new Set(['range', 'checkbox', 'radio', 'button']);
/** Keys with which such a field is set. */
const SETS = /^(Arrow|Home$|End$|Page|[+=−-]$| $)/;

/** True where a key belongs to what the reader is typing or choosing. */
function isTyping(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('dialog') !== null) return true;
  if (target instanceof HTMLInputElement && NO_TEXT.has(target.type)) {
    // A slider has no use for Space, so that plays.
    return SETS.test(key) && !(target.type === 'range' && key === ' ');
  }
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/**
 * Whether a pressed key is the page's to act on: nobody has, none is held with it, nobody is typing, and keys of one
 * sign are not switched off.
 */
export function isPageKey(event: KeyboardEvent): boolean {
  const { defaultPrevented, ctrlKey, metaKey, altKey, target, key } = event;
  if (defaultPrevented || ctrlKey || metaKey || altKey || isTyping(target, key)) return false;
  return key.length > 1 || key === ' ' || letterKeys.getState().areOn;
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
