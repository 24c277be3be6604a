import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MovingCrowd } from './moving-crowd.ts';
import { paintCrowd } from './paint-crowd.ts';
import { fillBox, over, PHASES, stamp, strokeLine, type Sheet, type Sprite } from './raster.ts';

const INK = -0x1000000 | 0x191d14;
const channels = (pixel: number) => [0, 8, 16, 24].map((shift) => (pixel >>> shift) & 255);
const sheetOf = (width: number, height: number): Sheet => ({
  width,
  height,
  pixels: new Int32Array(width * height),
});
const shares = ({ width, height, pixels }: Sheet) =>
  [...Array(height).keys()].map((row) =>
    [...Array(width).keys()].map((column) => Math.round((pixels[row * width + column]! >>> 24) / 2.55)),
  );

/** A sprite of one pixel, at each phase another grey. */
const dot: Sprite = {
  width: 1,
  height: 1,
  left: 0,
  top: 0,
  phases: Array.from({ length: PHASES * PHASES }, (_, phase) => Int32Array.of(-0x1000000 | phase)),
};

describe('one pixel over another', () => {
  it('is what is defined for colours that are not multiplied, to the last step of a colour', () => {
    const colour = fc.integer({ min: -0x80000000, max: 0x7fffffff });
    fc.assert(
      fc.property(colour, colour, (source, below) => {
        const [s, b] = [channels(source), channels(below)];
        const rest = (b[3]! / 255) * (255 - s[3]!);
        const alpha = s[3]! + rest;
        const found = channels(over(source, below));
        expect(Math.abs(found[3]! - alpha)).toBeLessThanOrEqual(1);
        // Of what can hardly be seen the colour is coarse.
        if (alpha < 64) return;
        for (const at of [0, 1, 2])
          expect(Math.abs(found[at]! - (s[at]! * s[3]! + b[at]! * rest) / alpha)).toBeLessThanOrEqual(3);
      }),
    );
  });
});

describe('drawing', () => {
  it('covers pixels by their share', () => {
    const sheet = sheetOf(4, 3);
    fillBox(sheet, 0.5, 1, 3, 2, INK);
    expect(shares(sheet)).toEqual([
      [0, 0, 0, 0],
      [50, 100, 100, 0],
      [0, 0, 0, 0],
    ]);
  });

  it('draws lines across, down and aslant, cut at the edges', () => {
    const across = sheetOf(4, 3);
    strokeLine(across, -5, 1.5, 2, 1.5, 1, INK);
    expect(shares(across)[1]).toEqual([100, 100, 0, 0]);
    const down = sheetOf(3, 3);
    strokeLine(down, 1.5, 0, 1.5, 99, 1, INK);
    expect(shares(down).map((row) => row[1])).toEqual([100, 100, 100]);
    const aslant = sheetOf(3, 3);
    strokeLine(aslant, 0, 0, 3, 3, 1.25, INK);
    expect([0, 4, 8].map((at) => aslant.pixels[at]! >>> 24)).toEqual([255, 255, 255]);
    expect(aslant.pixels[2]! >>> 24).toBe(0);
  });

  it('stamps the phase nearest to where a unit stands, and nothing outside', () => {
    const sheet = sheetOf(3, 2);
    stamp(sheet, dot, 1.25, 1.5);
    expect(sheet.pixels[4]! & 0xff).toBe(2 * PHASES + 1);
    stamp(sheet, dot, -3, 0);
    stamp(sheet, dot, 0.95, 0);
    expect([...sheet.pixels].map((pixel) => pixel >>> 24)).toEqual([0, 255, 0, 0, 255, 0]);
  });

  it('paints units over trails, at the scale of the screen', () => {
    const look = { name: 'dot', says: '', marks: [], leaves: true, hasTrail: true };
    const crowd: MovingCrowd = {
      count: 1,
      x: Float32Array.of(2),
      y: Float32Array.of(0),
      look: Uint16Array.of(0),
      kind: Uint8Array.of(0),
      number: Uint32Array.of(0),
      step: Int32Array.of(0),
      looks: [look],
      kinds: ['request'],
      trails: {
        class: '',
        width: 1,
        from: Uint32Array.of(0, 4),
        xy: Float32Array.of(0, 0.5, 2, 0.5),
      },
    };
    const sheet = sheetOf(6, 2);
    sheet.pixels.fill(7);
    paintCrowd(sheet, crowd, { sprites: [dot], trail: INK }, 2);
    expect(shares(sheet)[0]).toEqual([100, 100, 100, 100, 100, 0]);
    expect(sheet.pixels[4]).toBe(-0x1000000);
  });
});
