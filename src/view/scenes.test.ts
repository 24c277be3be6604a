import { describe, expect, it } from 'vitest';
import { simulate } from '../sim/run.ts';
import { contentScenarios } from '../sim/testing/content-scenarios.ts';
import { realRules } from '../sim/testing/real-rules.ts';
import { worldAt } from '../sim/world.ts';
import type { Mark } from './mark.ts';
import type { Scene } from './scene.ts';
import { sceneOf } from './scenes.ts';

/** More nodes than this make a frame slow. */
const MOST_MARKS = 4_000;
/** In a window of 1350 x 940 px a taller picture pushes the first lanes of the time stack out of it. */
const FIRST_SCREEN = { width: 956, tallest: 118, most: 500 } as const;

function* all(marks: readonly Mark[]): Generator<Mark> {
  for (const mark of marks) {
    yield mark;
    if (mark.parts) yield* all(mark.parts);
  }
}

/** Keys that two siblings share, and attributes that are no numbers. */
function defects(scene: Scene): string[] {
  const found: string[] = [];
  const look = (marks: readonly Mark[], path: string) => {
    const keys = marks.map(({ tag, key }) => `${tag} ${key}`);
    for (const key of new Set(keys.filter((one, index) => keys.indexOf(one) !== index)))
      found.push(`${path}/${key} twice`);
    for (const { key, attrs, parts } of marks) {
      for (const [name, value] of Object.entries(attrs)) {
        if (/NaN|undefined|Infinity/.test(String(value))) found.push(`${path}/${key} ${name}=${value}`);
      }
      if (parts) look(parts, `${path}/${key}`);
    }
  };
  look(scene.marks, '');
  return found;
}

describe.each(contentScenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (_, scenario) => {
  const rules = realRules(scenario.asOf ?? '2026-11-20');
  const trace = simulate(scenario, rules);

  it.each([320, 390, 958])('has a sound picture at any moment, %i px wide', (width) => {
    for (const share of [0, 0.07, 0.33, 0.6, 0.9, 1]) {
      const atUs = Math.round(trace.endUs * share);
      const input = {
        trace,
        scenario,
        rules,
        world: worldAt(trace, atUs),
        atUs,
        width,
        flightUs: trace.endUs / 30,
      };
      const scene = sceneOf(input);
      expect(defects(scene)).toEqual([]);
      expect([...all(scene.marks)].length).toBeLessThan(MOST_MARKS);
      expect(scene.label).toMatch(/^At .+: .+\.$/);
      expect(scene.height).toBeGreaterThan(40);
      expect(scene.height).toBeLessThan(width < 600 ? 2600 : 1200);
    }
  });

  it('leaves room for the time under it on the first screen', () => {
    const { width, tallest, most } = FIRST_SCREEN;
    const input = { trace, scenario, rules, world: worldAt(trace, 0), atUs: 0, flightUs: 0, width, tallest };
    expect(sceneOf(input).height).toBeLessThan(most);
  });
});
