import { expect, it } from 'vitest';
import { actionOf, LAB_KEYS } from './lab-keys.ts';
import { PANELS } from './lab-view.ts';

it('gives each key one meaning', () => {
  const keys = LAB_KEYS.flatMap(({ acts }) => Object.keys(acts));
  expect(new Set(keys).size).toBe(keys.length);
  expect(actionOf('n')).toBe('next problem');
  expect(actionOf('toString')).toBeUndefined();
});

it('shows every key that acts', () => {
  for (const { keys, acts } of LAB_KEYS) {
    for (const key of Object.keys(acts)) {
      const shown =
        { ' ': 'Space', ArrowRight: '→', ArrowLeft: '←', Escape: 'Esc', '-': '−', '=': '+' }[key] ?? key;
      if (/\d/.test(shown)) expect(keys).toContain('…');
      else expect(keys).toContain(shown);
    }
  }
});

it('opens the panels in the order in which they stand', () => {
  expect(PANELS.map((_, place) => actionOf(String(place + 1)))).toEqual([...PANELS]);
});

it('leaves the keys of screen readers and browsers alone where they are typed with others', () => {
  expect(
    LAB_KEYS.flatMap(({ acts }) => Object.keys(acts)).filter((key) =>
      /^(F\d|Tab|Enter|Page|h|k|d|g)/.test(key),
    ),
  ).toEqual([]);
});
