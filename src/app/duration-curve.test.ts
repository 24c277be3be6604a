import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curveText, readCurve } from './duration-curve.ts';

const MEASURED = [
  { memoryMb: 128, ms: 420 },
  { memoryMb: 512, ms: 120.5 },
  { memoryMb: 1024, ms: 70 },
];

/** As the tool's own chart packs its lists. */
function link(points: readonly { readonly memoryMb: number; readonly ms: number }[]): string {
  const base64 = (buffer: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
  const sizes = base64(Int16Array.from(points, ({ memoryMb }) => memoryMb).buffer);
  const times = base64(Float32Array.from(points, ({ ms }) => ms).buffer);
  return `https://lambda-power-tuning.show/#${sizes};${times};${times}`;
}

describe('durations by memory', () => {
  it('are read from lines in many hands', () => {
    for (const text of [
      '128 420\n512 120.5\n1024 70',
      '1,024 MB: 70 ms\n128\t420\n512, 120.5',
      '128=420; 512=120.5; 1024=70',
    ])
      expect(readCurve(text)).toEqual({ curve: MEASURED });
  });

  it('are read from what AWS Lambda Power Tuning ends with', () => {
    expect(readCurve(link(MEASURED))).toEqual({ curve: MEASURED });
    const output = { power: 1024, stateMachine: { executionCost: 0.1, visualization: link(MEASURED) } };
    expect(readCurve(JSON.stringify(output))).toEqual({ curve: MEASURED });
    const stats = MEASURED.map(({ memoryMb, ms }) => ({
      value: memoryMb,
      averageDuration: ms,
      averagePrice: 1,
    }));
    expect(readCurve(JSON.stringify({ stats }))).toEqual({ curve: MEASURED });
  });

  it('are refused with the line or the place', () => {
    const problem = (text: string) => {
      const read = readCurve(text);
      return 'problem' in read ? read.problem : '';
    };
    expect(problem('128 420\nabc')).toMatch(/^Line 2, “abc”/);
    expect(problem('128 420\n64 1')).toMatch(/^64 is no memory/);
    expect(problem('128 420\n128 1')).toMatch(/twice/);
    expect(problem('128 420')).toMatch(/no curve/);
    expect(problem('{"stats": [{"value": 128}]}')).toMatch(/^Entry 1/);
    expect(problem('{"stats": ')).toMatch(/^No JSON/);
    expect(problem(link(MEASURED).slice(0, 45))).not.toBe('');
    expect(problem('')).toMatch(/Nothing/);
  });

  it('come back from their own text, and nothing makes an error', () => {
    expect(readCurve(curveText(MEASURED))).toEqual({ curve: MEASURED });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string().map((text) => `https://a/#${text};${text}`),
        ),
        (text) => {
          const read = readCurve(text);
          expect('curve' in read ? read.curve.length > 1 : read.problem !== '').toBe(true);
        },
      ),
    );
  });
});
