import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulate } from '../sim/run.ts';
import { idealRules } from '../sim/testing/ideal-rules.ts';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import { benchScene, type BenchGroup } from './bench-scene.ts';
import type { Mark } from './mark.ts';

const burst = (count: number) =>
  simulate(smallScenario({ arrivals: { kind: 'burst', atMs: 100, count } }), idealRules);
const groups = (atUs: number): BenchGroup[] =>
  [8, 6, 2, 2].map((count, index) => ({
    id: String(index),
    name: `function ${index}`,
    note: 'a note',
    trace: burst(count),
    atUs,
    flightUs: 100_000,
    throttles: index === 3,
  }));

function all(marks: readonly Mark[]): Mark[] {
  return marks.flatMap((mark) => [mark, ...all(mark.parts ?? [])]);
}

describe('the bench', () => {
  it('counts what stands on it in its sentence', () => {
    const { label } = benchScene({ groups: groups(300_000), width: 1350, margin: 32 });
    expect(label).toContain('18 execution environments of 4 functions');
    expect(label).toContain('function 0, a note');
  });

  it('is one row on a wide page, and on a phone as many as it takes', () => {
    const grounds = (width: number, margin: number) =>
      benchScene({ groups: groups(0), width, margin }).marks[0]!.parts!.length;
    expect(grounds(1350, 32)).toBe(1);
    expect(grounds(390, 16)).toBeGreaterThan(1);
  });

  it('keeps every jar within the margins', () => {
    const shown = groups(300_000);
    fc.assert(
      fc.property(fc.integer({ min: 320, max: 1600 }), (width) => {
        const { marks, height } = benchScene({ groups: shown, width, margin: 16 });
        const glasses = all(marks).filter((mark) => mark.key === 'glass');
        expect(glasses).toHaveLength(18);
        for (const { attrs } of glasses) {
          const [, left, ground, right] = /^M([\d.]+) ([\d.]+)V.*A.* ([\d.]+) [\d.]+V/
            .exec(String(attrs['d']))!
            .map(Number);
          expect(left).toBeGreaterThanOrEqual(16);
          expect(right).toBeLessThanOrEqual(width - 16);
          expect(ground).toBeLessThan(height);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('lets requests fall from above onto the jars they will be in', () => {
    const { marks } = benchScene({ groups: groups(50_000), width: 1350, margin: 32 });
    expect(all(marks).filter((mark) => mark.key === 'dot' && mark.tag === 'g')).toHaveLength(18);
  });
});
