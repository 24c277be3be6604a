import { describe, expect, it } from 'vitest';
import { checkClaims } from './claims.ts';
import type { Claim } from './scenario.ts';
import { summarize } from './summary.ts';
import { traceOf } from './testing/trace-of.ts';

const summary = summarize(
  traceOf([
    [0, 'request 0', 'waiting'],
    [300_000, 'request 0', 'succeeded'],
  ]),
);

function check(measure: string, is: Claim['is']) {
  const claim: Claim = { id: 'a', says: 'so', measure, is, from: { kind: 'derivation', text: 'by hand' } };
  return checkClaims({ claims: [claim] }, summary)[0]!;
}

describe('checkClaims', () => {
  it('says what was expected and what was found', () => {
    expect(check('counts.cold', { equal: 1 })).toEqual({
      id: 'a',
      holds: true,
      expected: { equal: 1 },
      found: 1,
    });
    expect(check('counts.cold', { equal: 2 })).toMatchObject({ holds: false, found: 1 });
  });

  it.each([
    [{ equal: 300 }, true],
    [{ equal: 300.001 }, false],
    [{ atLeast: 300 }, true],
    [{ atLeast: 301 }, false],
    [{ atMost: 300 }, true],
    [{ atMost: 299 }, false],
    [{ about: 290, within: 10 }, true],
    [{ about: 290, within: 9 }, false],
    [{ about: 310, within: 9 }, false],
  ])('300 ms against %o: %s', (is, holds) => {
    expect(check('latencyMs.mean', is).holds).toBe(holds);
  });

  it('bears the last digits of a division', () => {
    expect(check('latencyMs.mean', { equal: 0.1 * 3 * 1000 }).holds).toBe(true);
  });

  it('does not hold where nothing can be measured', () => {
    expect(check('environments.meanLifespanMs', { atMost: 1 })).toMatchObject({ holds: false, found: null });
    expect(check('counts.nonsense', { atLeast: 0 })).toMatchObject({ holds: false, found: null });
  });
});
