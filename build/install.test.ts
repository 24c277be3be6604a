import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { whyInstall } from './install.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'install-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function lock(file: string, packages: Record<string, object>): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), JSON.stringify({ packages }));
}

const react = { version: '19.3.1', integrity: 'sha512-a' };
const native = { version: '1.0.0', integrity: 'sha512-b', optional: true };

function installed(packages: Record<string, object>): void {
  lock('node_modules/.package-lock.json', packages);
  for (const folder of Object.keys(packages)) mkdirSync(path.join(root, folder), { recursive: true });
}

test('nothing is done where all is there; parts for other systems may be absent', () => {
  lock('package-lock.json', { '': {}, 'node_modules/react': react, 'node_modules/native': native });
  installed({ 'node_modules/react': react });
  expect(whyInstall(root)).toBeNull();
});

test('the first time', () => {
  lock('package-lock.json', { 'node_modules/react': react });
  expect(whyInstall(root)).toBe('first time');
});

test('a package that is missing, of another version, or deleted by hand', () => {
  lock('package-lock.json', { 'node_modules/react': react });
  installed({});
  expect(whyInstall(root)).toBe('react is missing');
  installed({ 'node_modules/react': { ...react, version: '18.0.0' } });
  expect(whyInstall(root)).toBe('react has changed');
  installed({ 'node_modules/react': react });
  rmSync(path.join(root, 'node_modules/react'), { recursive: true });
  expect(whyInstall(root)).toBe('react is missing');
});
