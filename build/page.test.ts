import { expect, test } from 'vitest';
import { emptyPage, fillPage, refusedMarkup } from './page.ts';

const TEMPLATE = `<html><head><title>x</title>
<meta
  name="description"
  content="y"
/>
<script  src="/base/first.js"></script><script type="module" src="/base/assets/entry.js"></script></head><body><div id="root"></div></body></html>`;

test('a page takes title, description, markup and what it loads next', () => {
  const html = fillPage(
    TEMPLATE,
    { html: '<h1>$& <b>1</b></h1>', title: 'A < B', description: 'said "so"' },
    { scripts: ['assets/entry.js', 'assets/lab.js'], styles: ['assets/lab.css'], fonts: ['assets/a.woff2'] },
    '/base/',
  );
  expect(html).toContain('<title>A &lt; B</title>');
  expect(html).toContain('content="said &quot;so&quot;"');
  expect(html).toContain('<div id="root"><h1>$& <b>1</b></h1></div>');
  expect(html).toContain(
    '<script src="/base/first.js" data-entry="/base/assets/entry.js" data-modules="/base/assets/lab.js"></script>',
  );
  expect(html).not.toContain('type="module"');
  expect(html).toContain(
    '<link rel="preload" as="font" type="font/woff2" crossorigin href="/base/assets/a.woff2">',
  );
  expect(html).toContain('<link rel="stylesheet" crossorigin href="/base/assets/lab.css">');
  // The entry is loaded by the template already.
  expect(html.match(/entry\.js/g)).toHaveLength(1);
});

test('a template without a place for the page is an error', () => {
  expect(() => emptyPage('<html><script type="module" src="/a.js"></script></html>')).toThrow('root');
  expect(() =>
    fillPage(
      '<html><script type="module" src="/a.js"></script></html>',
      { html: '', title: '', description: '' },
      { scripts: [], styles: [], fonts: [] },
      '/',
    ),
  ).toThrow('no place');
});

test.for([
  ['<p class="a" style="color:red">x</p>', '<p class="a" style="color:red">'],
  ['<svg><g id="g" style="transform:none"></g></svg>', '<g id="g" style="transform:none">'],
  ['<style>p{}</style>', '<style>'],
  ['<script>run()</script>', '<script>'],
  ['<button type="button" onclick="x()">x</button>', '<button type="button" onclick="x()">'],
] as const)('what the policy disables is named: %s', ([html, element]) => {
  expect(refusedMarkup(html)).toEqual([element]);
});

test('classes, SVG attributes and words about style are left alone', () => {
  const html = `<p class="style" title="style=&quot;a&quot; onclick=b">style= &lt;p style="x"&gt;</p>
    <svg stroke-width="2" fill="none"><path d="M0 0"/></svg><script src="/a.js"></script><input value="a > b" disabled="">`;
  expect(refusedMarkup(html)).toEqual([]);
});
