import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./styles.css', import.meta.url), 'utf8');

/** The custom properties of the first block after a selector. */
function tokens(selector: string): Record<string, string> {
  const at = css.indexOf(selector);
  const block = css.slice(css.indexOf('{', at) + 1, css.indexOf('}', at));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((match) => [match[1]!, match[2]!] as const),
  );
}

const light = tokens(":root,\n[data-theme='light']");
const dark = tokens("  [data-theme='dark'] {\n    color-scheme");
const system = tokens(":root:not([data-theme='light']) {\n    color-scheme");

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast of two colours, WCAG 2. */
function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const STATES = ['init', 'restore', 'invoke', 'frozen', 'shutdown', 'succeeded', 'failed', 'throttled'];
const GROUNDS = ['page', 'stage', 'sunk'];

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s theme', (_, theme) => {
  it.each(STATES)('has a line and a text of %s that can be seen and read on every ground', (state) => {
    for (const ground of GROUNDS) {
      expect(contrast(theme[`${state}-line`]!, theme[ground]!)).toBeGreaterThanOrEqual(3);
      expect(contrast(theme[`${state}-text`]!, theme[ground]!)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('has inks that can be read and edges that can be seen on every ground', () => {
    for (const ground of GROUNDS) {
      for (const ink of ['ink', 'ink2', 'ink3']) {
        expect(contrast(theme[ink]!, theme[ground]!)).toBeGreaterThanOrEqual(4.5);
      }
      expect(contrast(theme['edge']!, theme[ground]!)).toBeGreaterThanOrEqual(3);
    }
    expect(contrast(theme['on-ink']!, theme['ink']!)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme['on-state']!, theme['invoke']!)).toBeGreaterThanOrEqual(4.5);
  });
});

describe('the dark theme', () => {
  it('is the same where the reader chose it and where the system did', () => {
    expect(Object.keys(dark).length).toBeGreaterThan(30);
    expect(system).toEqual(dark);
  });

  it('names every token the light one has', () => {
    expect(Object.keys(dark).sort()).toEqual(Object.keys(light).sort());
  });
});
