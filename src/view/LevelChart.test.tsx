import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { LevelChart } from './LevelChart.tsx';

const lineOf = (props: Partial<Parameters<typeof LevelChart>[0]>) => {
  const markup = renderToStaticMarkup(
    <LevelChart values={[0, 5]} last={0} endUs={50} most={10} lastUs={100} label="Two steps." {...props} />,
  );
  expect(markup).toContain('aria-label="Two steps."');
  expect(markup).not.toContain('style=');
  return (
    / d="([^"]+)" class="fill-none/.exec(markup)?.[1] ?? /class="fill-none[^>]* d="([^"]+)"/.exec(markup)?.[1]
  );
};

it('draws a level on the scale it shares, falls when it ends, and goes on from there', () => {
  // Half of the time, half of the height: 160 of 320, 45 / 2 above the ground at 47.
  expect(lineOf({})).toBe('M0,47L80,47L80,24.5L160,24.5L160,47L320,47L320,47');
  expect(lineOf({ last: 2 })).toMatch(/L160,38L320,38L320,38$/);
});

it('stays on the ground where nothing ever was', () => {
  expect(lineOf({ values: [0, 0], endUs: 0, most: 0, lastUs: 0 })).toBe('M0,47L320,47L320,47');
});
