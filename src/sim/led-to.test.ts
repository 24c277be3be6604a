import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { followed, ledTo } from './led-to.ts';
import type { Trace } from './trace.ts';
import { why } from './why.ts';

function caused(causes: readonly number[]): Trace {
  return { length: causes.length, cause: Int32Array.from(causes) } as unknown as Trace;
}

const anyTrace = fc
  .array(fc.nat(), { minLength: 1, maxLength: 60 })
  .map((draws) => caused(draws.map((draw, step) => (draw % (step + 1)) - 1)));

describe('what a step led to', () => {
  it('is the other way of causes', () => {
    const trace = caused([-1, 0, 0, 1, -1, 2]);
    expect([...ledTo(trace, 0)]).toEqual([1, 2]);
    expect([...ledTo(trace, 1)]).toEqual([3]);
    expect([...ledTo(trace, 5)]).toEqual([]);
    expect([...followed(trace, 0)]).toEqual([1, 2, 3, 5]);
    expect([...followed(trace, 0, 2)]).toEqual([1, 2]);
    expect([...ledTo(trace, -1)]).toEqual([]);
  });

  it('holds a step exactly if the step is among its causes', () => {
    fc.assert(
      fc.property(anyTrace, fc.nat(), (trace, at) => {
        const step = at % trace.length;
        const after = new Set(followed(trace, step));
        for (let one = 0; one < trace.length; one += 1)
          expect(after.has(one)).toBe(one !== step && why(trace, one).includes(step));
      }),
    );
  });
});
