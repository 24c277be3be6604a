/** What sticks out of the window, or is written too small to be read. */
import type { Page } from '@playwright/test';
import { expect } from './support.ts';

/** Sentences about what sticks out of the window, or is written too small. */
export function faults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const root = document.documentElement;
    const width = root.clientWidth;
    if (root.scrollWidth > width)
      found.push(`the page is ${root.scrollWidth} px wide in a window of ${width}`);
    const name = (node: Element): string =>
      `<${node.tagName.toLowerCase()}> "${(node.textContent ?? '').trim().slice(0, 40)}"`;
    // What may scroll by itself, or is cut off on purpose, holds what it holds.
    const boxed = (node: Element): boolean => {
      for (let up = node.parentElement; up && up !== document.body; up = up.parentElement) {
        const style = getComputedStyle(up);
        if (style.overflowX !== 'visible' || style.clipPath !== 'none') return true;
      }
      return false;
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const node = text.parentElement;
      if (!node || !text.nodeValue?.trim() || !node.checkVisibility({ visibilityProperty: true })) continue;
      if (node.closest('script, style, [popover]:not(:popover-open)')) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const box = range.getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1) continue;
      const hidden = getComputedStyle(node).clipPath !== 'none';
      if ((box.right > width + 1 || box.left < -1) && !hidden && !boxed(node))
        found.push(`${name(node)} stands from ${Math.round(box.left)} to ${Math.round(box.right)}`);
      const scale = node instanceof SVGGraphicsElement ? (node.getScreenCTM()?.a ?? 1) : 1;
      const size = Number.parseFloat(getComputedStyle(node).fontSize) * scale;
      if (size < 10.99 && !hidden && !boxed(node))
        found.push(`${name(node)} is written at ${size.toFixed(1)} px`);
    }
    return found;
  });
}

const softly = expect.configure({ soft: true });

/** Pictures take their width a moment after their page: they are asked until they have it. */
export async function fits(page: Page, what: string): Promise<void> {
  await softly.poll(() => faults(page), { message: what, timeout: 5000 }).toEqual([]);
}
