import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pack, unpack } from './packed-text.ts';

describe('packed text', () => {
  it('is what it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
        expect(unpack(pack(text))).toBe(text);
      }),
    );
  });

  it('has only letters that an address takes as they are, and is shorter', () => {
    const text = JSON.stringify(
      Array.from({ length: 40 }, (_, index) => ({ kind: 'bad-item', which: [index] })),
    );
    expect(pack(text)).toMatch(/^[\w-]+$/);
    expect(pack(text).length).toBeLessThan(text.length / 4);
  });

  it('damaged is nothing, never an error', () => {
    const packed = pack('{"a":'.repeat(300));
    for (const wrong of [
      '',
      'x',
      '%%%',
      packed.slice(0, -4),
      `${packed.slice(0, 5)}A${packed.slice(6)}`,
      'AAAA',
    ])
      expect(unpack(wrong) ?? '').not.toContain('{"a":'.repeat(300));
    expect(unpack(packed.slice(0, -4))).toBeNull();
    fc.assert(
      fc.property(fc.string(), (text) => {
        unpack(text);
      }),
    );
  });

  it('of a gigabyte is refused without being unpacked', () => {
    const bomb = pack('a'.repeat(6 * 2 ** 20));
    expect(bomb.length).toBeLessThan(10_000);
    expect(unpack(bomb)).toBeNull();
  });
});
