import { expect, it } from 'vitest';
import { csvLine } from './csv-line.ts';

it('quotes what needs it, and leaves nothing for nothing', () => {
  expect(csvLine([1, 'plain', null, 'a,b', 'say "no"', 'two\nlines', -3])).toBe(
    `1,plain,,"a,b","say ""no""","two\nlines",-3`,
  );
});

it('has no formula, whatever somebody called a function', () => {
  expect(csvLine(['=SUM(A1)', '+1', '@a', '-2+3', '-a', '\t=1', '-5.25'])).toBe(
    `'=SUM(A1),'+1,'@a,'-2+3,'-a,'\t=1,-5.25`,
  );
});
