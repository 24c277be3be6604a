import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clearStamp, isFresh, sourceHash, writeStamp } from './stamp.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'stamp-'));
  mkdirSync(path.join(root, 'src/sim'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (file: string, text: string): void => writeFileSync(path.join(root, file), text);
const hash = (also?: string): string => sourceHash(root, ['src', 'not-there'], also);

test('the hash changes with a name, a content, a package and a setting, not with a test', () => {
  const seen = new Set([hash()]);
  const changes: (() => void)[] = [
    () => write('src/sim/a.ts', '1'),
    () => write('src/sim/a.ts', '2'),
    () => write('src/sim/b.ts', '2'),
    () => write('package-lock.json', '{}'),
  ];
  for (const [index, change] of changes.entries()) {
    change();
    seen.add(hash());
    expect(seen.size).toBe(index + 2);
  }
  expect(seen).not.toContain(hash('/base/'));
  const before = hash();
  write('src/sim/a.test.ts', '1');
  expect(hash()).toBe(before);
});

test('what was built stays fresh until its sources change or a build begins', () => {
  expect(isFresh(root, 'dist', hash())).toBe(false);
  writeStamp(root, 'dist', hash());
  expect(isFresh(root, 'dist', hash())).toBe(true);
  expect(isFresh(root, 'other', hash())).toBe(false);
  write('src/sim/a.ts', '1');
  expect(isFresh(root, 'dist', hash())).toBe(false);
  writeStamp(root, 'dist', hash());
  clearStamp(root, 'dist');
  expect(isFresh(root, 'dist', hash())).toBe(false);
});
