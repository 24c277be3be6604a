import { expect, it } from 'vitest';
import { lengthAt, textAt, typedAt, withTyped } from './typed.ts';

const typed = { a: { b: ['1', { c: '2' }] }, d: 3, off: false };

it('is read by paths, and reads nothing that is not its own', () => {
  expect(typedAt(typed, 'a.b.1.c')).toBe('2');
  expect(textAt(typed, 'd')).toBe('3');
  expect(textAt(typed, 'off')).toBe('');
  expect(typedAt(typed, 'a.b.9')).toBeUndefined();
  expect(typedAt(typed, 'constructor')).toBeUndefined();
  expect(lengthAt(typed, 'a.b')).toBe(2);
  expect(lengthAt(typed, 'a')).toBe(0);
});

it('is changed by paths, without touching what was', () => {
  const before = structuredClone(typed);
  expect(withTyped(typed, 'a.b.0', 'x')).toEqual({ ...typed, a: { b: ['x', { c: '2' }] } });
  expect(withTyped(typed, 'a.b.0', undefined)).toEqual({ ...typed, a: { b: [{ c: '2' }] } });
  expect(withTyped(typed, 'd', undefined)).toEqual({ a: typed.a, off: false });
  expect(withTyped(typed, 'e.f', '1')).toEqual({ ...typed, e: { f: '1' } });
  expect(typed).toEqual(before);
});
