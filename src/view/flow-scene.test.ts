import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulate } from '../sim/run.ts';
import type { Rules } from '../sim/rules.ts';
import { idealRules } from '../sim/testing/ideal-rules.ts';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import type { Trace } from '../sim/trace.ts';
import { worldAt } from '../sim/world.ts';
import { flowLayout } from './flow-layout.ts';
import { flowScene } from './flow-scene.ts';
import type { Mark } from './mark.ts';
import type { Scene } from './scene.ts';
import { storyOf } from './story.ts';

const names = { caller: 'Caller', service: 'Lambda service', function: 'project' };
const scene = (
  trace: Trace,
  atUs: number,
  over: { width?: number; limit?: number | null; flightUs?: number } = {},
) =>
  flowScene({
    trace,
    world: worldAt(trace, atUs),
    atUs,
    width: 958,
    names,
    limit: null,
    flightUs: 0,
    ...over,
  });

/** A mark by its keys from the outside in. */
function find(marks: readonly Mark[], ...keys: string[]): Mark | undefined {
  const found = marks.find((mark) => mark.key === keys[0]);
  return keys.length === 1 ? found : found && find(found.parts ?? [], ...keys.slice(1));
}
function all(marks: readonly Mark[]): Mark[] {
  return marks.flatMap((mark) => [mark, ...all(mark.parts ?? [])]);
}
const texts = (shown: Scene) =>
  all(shown.marks).flatMap((mark) => (mark.text === undefined ? [] : [mark.text]));
const burst = (count: number) =>
  simulate(smallScenario({ arrivals: { kind: 'burst', atMs: 100, count }, horizonMs: 30_000 }), idealRules);

describe('the flow picture', () => {
  // Cold at 0 ms: created by 50, initialised by 350, served by 390; warm at 1000.
  const trace = simulate(smallScenario({ requests: [0, 1000] }), idealRules);

  it('draws an environment that starts with its hatch and the request waiting on top', () => {
    const at = scene(trace, 175_000);
    expect(find(at.marks, 'environments', 'environment 0', 'level')?.attrs['fill']).toBe(
      'url(#texture-init)',
    );
    expect(find(at.marks, 'environments', 'environment 0', 'waiting')).toBeDefined();
    expect(find(at.marks, 'environments', 'environment 0')?.label).toContain('init.function');
  });

  it('lets the hatch rise evenly with the moment', () => {
    const line = (us: number) => {
      const d = String(find(scene(trace, us).marks, 'environments', 'environment 0', 'line')!.attrs['d']);
      return Number(/M[\d.]+ ([\d.]+)H/.exec(d)![1]);
    };
    expect(line(70_000) - line(140_000)).toBeCloseTo(line(140_000) - line(210_000), 1);
    expect(line(140_000)).toBeLessThan(line(70_000));
  });

  it('draws one that serves solid, with nothing on top, and one that waits in dots', () => {
    const serving = scene(trace, 360_000);
    expect(find(serving.marks, 'environments', 'environment 0', 'body')?.attrs['class']).toContain(
      'fill-invoke',
    );
    expect(find(serving.marks, 'environments', 'environment 0', 'waiting')).toBeUndefined();
    const idle = scene(trace, 500_000);
    expect(find(idle.marks, 'environments', 'environment 0', 'body')?.attrs['fill']).toBe(
      'url(#texture-frozen)',
    );
    expect(texts(idle)).toContain('frozen 110\u202fms');
  });

  it('hands over what a mark stands for', () => {
    const pick = find(scene(trace, 500_000).marks, 'environments', 'environment 0')?.pick;
    expect(pick).toMatchObject({ kind: 'environment', number: 0 });
    expect(trace.at[pick!.step]).toBe(390_000);
  });

  it('says in a sentence what it shows', () => {
    expect(scene(trace, 500_000).label).toBe(
      'At 0:00.50: 1 environment: 1 frozen; 1 request so far, 1 of them cold.',
    );
  });

  it('shows a bench with its free places where the limit is small', () => {
    const at = scene(trace, 500_000, { limit: 3 });
    expect(find(at.marks, 'bench', 'place 0')).toBeUndefined();
    expect(find(at.marks, 'bench', 'place 2')).toBeDefined();
    expect(texts(at)).toContain('0 of 3 in flight');
  });

  it('names the limit that turned requests away, where it is not that of a full bench', () => {
    const said = (rules: Rules) =>
      scene(
        simulate(smallScenario({ requests: [0, 10, 900, 950], settings: { concurrencyLimit: 2 } }), rules),
        960_000,
      ).label;
    expect(said({ ...idealRules, scaling: { ...idealRules.scaling, requestsPerSecondFactor: 1 } })).toContain(
      '2 throttled, 2 turned away: requests per second',
    );
    expect(said(idealRules)).not.toContain('turned away');
  });

  it('lets a throttled request bounce off with its status', () => {
    const full = simulate(
      smallScenario({ requests: [0, 10], settings: { concurrencyLimit: 1 } }),
      idealRules,
    );
    const at = scene(full, 11_000, { limit: 1, flightUs: 3000 });
    expect(texts(at)).toContain('429');
    expect(find(at.marks, 'flights', 'request 1 back')?.label).toBe('Request 2: throttled, status 429');
  });

  it('gives the same marks for the same moment, whatever was drawn before', () => {
    const once = scene(trace, 700_000, { flightUs: 300_000 });
    scene(trace, 100_000);
    scene(trace, 1_010_000, { width: 390 });
    expect(scene(trace, 700_000, { flightUs: 300_000 })).toEqual(once);
  });

  it('has one key for each mark among its siblings', () => {
    const check = (marks: readonly Mark[]) => {
      expect(new Set(marks.map((mark) => `${mark.tag} ${mark.key}`)).size).toBe(marks.length);
      for (const mark of marks) check(mark.parts ?? []);
    };
    check(scene(burst(40), 300_000, { flightUs: 300_000 }).marks);
  });

  it('tells many environments apart, and stays below two thousand marks of them', () => {
    const cells = scene(burst(400), 300_000);
    const crowds = find(cells.marks, 'environments')!.parts!.map(({ crowd }) => crowd!.numbers.length);
    expect(crowds.reduce((sum, one) => sum + one, 0)).toBe(400);
    const rules = { ...idealRules, accountConcurrency: 10_000 };
    const trace3000 = simulate(
      smallScenario({ arrivals: { kind: 'burst', atMs: 100, count: 3000 }, horizonMs: 3000 }),
      rules,
    );
    const blocks = scene(trace3000, 300_000);
    expect(find(blocks.marks, 'environments')!.parts!.length).toBeLessThan(6);
    expect(texts(blocks)).toContain('3,000 init');
  });
});

describe('the layout', () => {
  it('keeps jars inside the picture and apart, at every width', () => {
    fc.assert(
      fc.property(fc.integer({ min: 320, max: 1600 }), fc.integer({ min: 1, max: 300 }), (width, count) => {
        const story = { ...storyOf(burst(1)), places: count };
        const layout = flowLayout(story, width, null);
        const shapes = Array.from({ length: count }, (_, place) => layout.jarAt(place));
        expect(Math.min(...shapes.map((jar) => jar.x))).toBeGreaterThanOrEqual(0);
        expect(Math.max(...shapes.map((jar) => jar.x + jar.width))).toBeLessThanOrEqual(width);
        const railEnd = layout.rail.y + layout.rail.height;
        expect(Math.min(...shapes.map((jar) => jar.ground - jar.height))).toBeGreaterThan(railEnd);
        expect(Math.max(...shapes.map((jar) => jar.ground))).toBeLessThan(layout.height);
        const spots = shapes.map((jar) => `${Math.round(jar.x * 10)} ${jar.ground}`);
        expect(new Set(spots).size).toBe(count);
      }),
      { numRuns: 100 },
    );
  });
});
