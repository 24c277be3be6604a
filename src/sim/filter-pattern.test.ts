import { describe, expect, it } from 'vitest';
import { matchesPattern, readFilterPattern } from './filter-pattern.ts';

const found = (pattern: string, lines: readonly string[]) =>
  lines.filter((line) => matchesPattern(readFilterPattern(pattern), line));

const LINES = ['[ERROR 400] BAD REQUEST', '[ERROR 401] UNAUTHORIZED', '[WARN] slow', 'error of mine'];

describe('a filter pattern', () => {
  it.each([
    ['', LINES],
    ['ERROR', LINES.slice(0, 2)],
    ['ERROR REQUEST', LINES.slice(0, 1)],
    ['ERROR -REQUEST', LINES.slice(1, 2)],
    ['-ERROR', LINES.slice(2)],
    ['"BAD REQUEST"', LINES.slice(0, 1)],
    ['-"BAD REQUEST" ERROR', LINES.slice(1, 2)],
    ['?400 ?slow', [LINES[0], LINES[2]]],
    ['ERROR ?slow', LINES.slice(0, 2)],
    ['"BAD REQ', LINES.slice(0, 1)],
    ['- ?', []],
  ])('%s', (pattern, lines) => {
    expect(found(pattern, LINES)).toEqual(lines);
  });
});
