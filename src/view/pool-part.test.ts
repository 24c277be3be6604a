import { describe, expect, it } from 'vitest';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import type { Scenario } from '../sim/scenario.ts';
import { boardScene } from './board.ts';
import { hasPools, poolsAt } from './pools.ts';
import { lookAt, marksNamed, namesIn, wordsIn } from './testing/look.ts';

/** Twenty requests at once, 10 s each, in an account with 120 places. */
function rush(
  over: Partial<Scenario['settings']['function']>,
  changes: NonNullable<Scenario['changes']> = [],
) {
  return {
    ...smallScenario({
      arrivals: { kind: 'burst', atMs: 1_000, count: 20 },
      horizonMs: 40_000,
      function: { handlerMs: 10_000, timeoutMs: 30_000, ...over },
      settings: { concurrencyLimit: 120, scaling: { rate: null, requestsPerSecondFactor: null } },
    }),
    changes,
  };
}
const taken = ({ uses }: ReturnType<typeof poolsAt>[number]) =>
  uses.reduce((sum, { running, starting }) => sum + running + starting, 0);

describe('a reservation', () => {
  const { at } = lookAt(rush({ reservedConcurrency: 5 }));

  it('is a bench of its own beside what it leaves; together they are the account', () => {
    const pools = poolsAt(at(5_000));
    expect(pools.map(({ kind, places }) => [kind, places])).toEqual([
      ['reserved', 5],
      ['unreserved', 115],
    ]);
    expect(pools.map(taken)).toEqual([5, 0]);
  });

  it('says who bounced off it, and how many', () => {
    const { marks, label } = boardScene(at(5_000));
    expect(wordsIn(marks)).toContain('429, 15 turned away');
    expect(namesIn(marks)).toContain('function, reserved: 5 of 5 taken');
    expect(label).toContain('unreserved: 0 of 115 taken');
  });

  it('draws a place as a block to scale where places are narrow', () => {
    const [reserved, unreserved] = marksNamed(boardScene(at(5_000)).marks, 'pool ');
    const running = marksNamed(reserved!.parts!, 'block running')[0]!;
    expect(running.label).toBe('5 places: running, function');
    const width = (d: unknown) => Number(/h([\d.]+)v/.exec(String(d))![1]);
    const free = marksNamed(unreserved!.parts!, 'block free')[0]!;
    const perPlace = Number(free.attrs['width']) / 115;
    expect(width(running.parts!.find(({ key }) => key === 'body')!.attrs['d']) / 5).toBeCloseTo(perPlace, 0);
  });
});

describe('a reservation that is put while the scenario runs', () => {
  it('parts the account from that moment on', () => {
    const { at } = lookAt(
      rush({}, [
        { kind: 'put-function-concurrency', id: 'put', title: 'Put', on: true, atMs: 3_000, reserved: 7 },
      ]),
    );
    expect(poolsAt(at(2_900)).map(({ places }) => places)).toEqual([120]);
    expect(poolsAt(at(3_100)).map(({ places }) => places)).toEqual([7, 113]);
  });
});

describe('an account that nothing parts', () => {
  it('is not drawn by itself', () => {
    const { at } = lookAt(rush({}));
    expect(hasPools(at(5_000))).toBe(false);
  });
});
