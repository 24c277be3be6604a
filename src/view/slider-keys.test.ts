import { describe, expect, it } from 'vitest';
import { moveByKey } from './slider-keys.ts';

/** What a key does, and whether it is kept from others; null: it is none of the slider's. */
function pressed(key: string, more: object = {}, isRemovable = false): string | null {
  const made: string[] = [];
  let kept = 0;
  const keep = () => {
    kept += 1;
  };
  const event = { key, preventDefault: keep, stopPropagation: keep, ...more };
  const move = (name: string) => (direction?: number) => {
    made.push(`${name} ${direction ?? ''}`.trim());
  };
  const isDone = moveByKey(event as unknown as Parameters<typeof moveByKey>[0], {
    step: move('step'),
    leap: move('leap'),
    toEnd: move('toEnd'),
    ...(isRemovable && { remove: move('remove') }),
  });
  expect(kept).toBe(isDone ? 2 : 0);
  return isDone ? made.join() : null;
}

describe('keys of a slider', () => {
  it('are arrows, pages and ends, with Shift as far as a page', () => {
    const keys = ['ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'];
    expect(keys.map((key) => pressed(key))).toEqual([
      'step 1',
      'step 1',
      'step -1',
      'step -1',
      'leap 1',
      'leap -1',
      'toEnd -1',
      'toEnd 1',
    ]);
    expect(pressed('ArrowLeft', { shiftKey: true })).toBe('leap -1');
  });

  it('leave all others to whoever wants them', () => {
    expect(pressed('a')).toBeNull();
    expect(pressed('ArrowLeft', { altKey: true })).toBeNull();
    expect(pressed('Escape')).toBeNull();
    expect(pressed('Escape', {}, true)).toBe('remove');
  });
});
