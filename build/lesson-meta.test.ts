import { expect, test } from 'vitest';
import { frontMatter } from './lesson-meta.ts';

test('front matter is the mapping between the first two lines of dashes', () => {
  expect(frontMatter('---\ntitle: Cold starts\nminutes: 8\n---\n\n# Body\n\n---\n', 'a.mdx')).toEqual({
    title: 'Cold starts',
    minutes: 8,
  });
  expect(frontMatter('---\r\ntitle: x\r\n---\r\n', 'a.mdx')).toEqual({ title: 'x' });
});

test.for([
  ['# Body', 'without front matter'],
  ['---\ntitle: [\n---\n', 'front matter: '],
  ['---\n- one\n---\n', 'no mapping'],
  ['---\n\n---\n', 'no mapping'],
] as const)('%j stops the build with the name of the file', ([source, message]) => {
  expect(() => frontMatter(source, 'content/lessons/a.mdx')).toThrow('content/lessons/a.mdx');
  expect(() => frontMatter(source, 'content/lessons/a.mdx')).toThrow(message);
});
