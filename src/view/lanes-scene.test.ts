import { describe, expect, it } from 'vitest';
import { simulate } from '../sim/run.ts';
import { idealRules } from '../sim/testing/ideal-rules.ts';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import type { Trace } from '../sim/trace.ts';
import { environmentAt, lanesScene, type LanesInput } from './lanes-scene.ts';
import type { Mark } from './mark.ts';

function all(marks: readonly Mark[]): Mark[] {
  return marks.flatMap((mark) => [mark, ...all(mark.parts ?? [])]);
}
function find(marks: readonly Mark[], key: string): Mark | undefined {
  return all(marks).find((mark) => mark.key === key);
}
const lane = (marks: readonly Mark[], place: number) =>
  find(marks, `lane ${place}`)?.parts?.map((mark) => mark.key) ?? [];

const full: Partial<LanesInput> = { requests: true, metrics: ['concurrency', 'environments', 'coldStarts'] };
const scene = (trace: Trace, over: Partial<LanesInput> = {}) =>
  lanesScene({ trace, atUs: trace.endUs, width: 958, ...over });

describe('lanes', () => {
  // Cold 0 to 390 ms, idle for 10 s, retired; then cold again in the same place; then an error.
  const trace = simulate(
    smallScenario({
      requests: [0, 20_000, 25_000],
      function: { handlerMs: 2000 },
      faults: [{ id: 'f', title: '', on: true, kind: 'function-error', which: [3] }],
      horizonMs: 40_000,
    }),
    idealRules,
  );

  it('have init and invoke above the line, failure below it, frozen on it, a cross where one is retired', () => {
    const { marks } = scene(trace);
    expect(lane(marks, 0)).toEqual(
      expect.arrayContaining(['base', 'frost', 'frozen', 'init', 'invoke', 'failed', 'retired']),
    );
    expect(find(marks, 'lane 1')).toBeUndefined();
  });

  it('show what runs as running, though it will fail', () => {
    expect(find(scene(trace, { atUs: 26_000_000 }).marks, 'runs 0')).toBeDefined();
    expect(find(scene(trace, { atUs: 27_500_000 }).marks, 'runs 0')).toBeUndefined();
  });

  it('of a part of the run hold only what lies in it, its axis as fine as it must be', () => {
    const windowUs = [24_000_000, 28_000_000] as const;
    const { marks } = scene(trace, { atUs: 26_000_000, windowUs });
    // The cold starts and what is retired lie before it.
    expect(lane(marks, 0)).toEqual(expect.arrayContaining(['frozen', 'failed']));
    expect(lane(marks, 0)).not.toContain('init');
    expect(lane(marks, 0)).not.toContain('retired');
    const texts = all(marks).flatMap(({ text }) => (text === undefined ? [] : [text]));
    expect(texts).toContain('0:24.5');
    expect(texts).not.toContain('0:00');
    expect(find(marks, 'moment')!.attrs['d']).not.toBe('');
    // A moment that is not shown has no line; its pill points to where it is.
    const away = scene(trace, { atUs: 2_000_000, windowUs }).marks;
    expect(find(away, 'moment')!.attrs['d']).toBe('');
    expect(find(away, 'pill text')!.text).toMatch(/^‹ 0:02/);
  });

  it('have the marked stretch as a band, cut where the axis ends', () => {
    const whole = find(scene(trace, { stretchUs: [10_000_000, 20_000_000] }).marks, 'stretch ends')!;
    expect(String(whole.attrs['d']).match(/M/g)).toHaveLength(2);
    const cut = scene(trace, {
      stretchUs: [10_000_000, 26_000_000],
      windowUs: [24_000_000, 28_000_000],
    }).marks;
    expect(String(find(cut, 'stretch ends')!.attrs['d']).match(/M/g)).toHaveLength(1);
  });

  it('name the environment that stands there at the moment', () => {
    expect(find(scene(trace, { atUs: 1_000_000 }).marks, 'name 0')?.text).toBe('env 1');
    expect(find(scene(trace, { atUs: 21_000_000 }).marks, 'name 0')?.text).toBe('env 2');
  });

  it('veil what lies ahead and leave blank what was never seen', () => {
    const { marks, label } = scene(trace, { ...full, atUs: 10_000_000, seenUs: 22_000_000 });
    const [veil, blank] = [find(marks, 'veil')!, find(marks, 'blank')!];
    expect(Number(veil.attrs['x'])).toBeLessThan(Number(blank.attrs['x']));
    expect(blank.attrs['class']).toBe('fill-page');
    expect(label).toContain('2 requests, 2 of them cold');
    // Marks are painted in order: the blank lies over every lane, the names over the blank.
    const order = marks.map((mark) => mark.key);
    expect(order.indexOf('blank')).toBeGreaterThan(order.indexOf('still'));
    expect(order.indexOf('names')).toBeGreaterThan(order.indexOf('blank'));
  });

  it('tell which environment is drawn at a point', () => {
    const input: LanesInput = { trace, atUs: 0, width: 958 };
    const y = 12;
    const x = (us: number) => 136 + (us / trace.endUs) * (958 - 76 - 136);
    expect(environmentAt(input, x(1_000_000), y)).toBe(0);
    expect(environmentAt(input, x(21_000_000), y)).toBe(1);
    expect(environmentAt(input, x(15_000_000), y)).toBe(-1);
    expect(environmentAt(input, x(1_000_000), 500)).toBe(-1);
  });

  it('draw all stays as small jars where all are short and apart, else none', () => {
    const settings = { keep: { functionIdleMs: null, environmentIdleMs: null, maxAgeMs: null } };
    const apart = simulate(smallScenario({ requests: [0, 600_000, 1_200_000], settings }), idealRules);
    expect(lane(scene(apart).marks, 0)).toEqual(expect.arrayContaining(['cold', 'warm']));
    expect(lane(scene(apart).marks, 0)).not.toContain('invoke');
    const close = simulate(
      smallScenario({ requests: [0, 600_000, 600_500, 1_200_000], settings }),
      idealRules,
    );
    expect(lane(scene(close).marks, 0)).not.toContain('warm');
    expect(lane(scene(close).marks, 0)).toContain('invoke');
  });

  it.each([
    ['long', { kind: 'constant', everyMs: 60 } as const, 600_000],
    ['crowded', { kind: 'poisson', ratePerSec: 1500 } as const, 4000],
  ])('stay a small picture of a %s run', (_, arrivals, horizonMs) => {
    const big = simulate(smallScenario({ arrivals, horizonMs }), idealRules);
    expect(big.length).toBeGreaterThan(15_000);
    const { marks } = scene(big, full);
    expect(all(marks).length).toBeLessThan(2_000);
    expect(all(marks).reduce((sum, mark) => sum + String(mark.attrs['d'] ?? '').length, 0)).toBeLessThan(
      300_000,
    );
  });

  it('keep what does not move: the same marks, not equal ones', () => {
    const [first, second] = [scene(trace, { atUs: 1_000_000 }), scene(trace, { atUs: 2_000_000 })];
    expect(first.marks[0]!.parts![0]).toBe(second.marks[0]!.parts![0]);
  });
});
