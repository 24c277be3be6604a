import { describe, expect, it } from 'vitest';
import { simulate } from '../sim/run.ts';
import { contentScenarios } from '../sim/testing/content-scenarios.ts';
import { realRules } from '../sim/testing/real-rules.ts';
import { worldAt } from '../sim/world.ts';
import { legendOf } from './legend.ts';
import type { Mark } from './mark.ts';
import type { Scene } from './scene.ts';
import { sceneOf } from './scenes.ts';
import { SIGNS, type Sign } from './signs.ts';
import { VEIL } from './veil.ts';

function signsIn(marks: readonly Mark[], found = new Set<Sign>()): Set<Sign> {
  for (const mark of marks) {
    if (mark.is) found.add(mark.is);
    signsIn(mark.parts ?? [], found);
  }
  return found;
}

/** Marks of a sign that are as bright as ever: neither they nor what holds them is pale. */
function bright(marks: readonly Mark[], sign: Sign): Mark[] {
  return marks.flatMap((mark) =>
    mark.attrs['opacity'] === VEIL
      ? []
      : [...(mark.is === sign ? [mark] : []), ...bright(mark.parts ?? [], sign)],
  );
}

/** All keys and places, whatever is pale. */
const skeleton = (marks: readonly Mark[]): unknown =>
  marks.map(({ key, attrs, label, parts }) => {
    const { opacity, ...rest } = attrs;
    return [key, opacity === VEIL ? rest : attrs, label, skeleton(parts ?? [])];
  });

/** Names within a mark that has one itself: a screen reader would never come to them. */
function namesWithin(marks: readonly Mark[], holder = ''): string[] {
  return marks.flatMap(({ label, parts }) => [
    ...(holder !== '' && label !== undefined ? [`${label} in ${holder}`] : []),
    ...namesWithin(parts ?? [], label ?? holder),
  ]);
}

describe.each(contentScenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (_, scenario) => {
  const rules = realRules(scenario.asOf ?? '2026-11-20');
  const trace = simulate(scenario, rules);
  const draw = (atUs: number, width: number, hidden: readonly string[] = []): Scene =>
    sceneOf({
      trace,
      scenario,
      rules,
      world: worldAt(trace, atUs),
      atUs,
      width,
      flightUs: trace.endUs / 40,
      hidden,
    });

  it.each([390, 958])('explains every sign that has been drawn, %i px wide', (width) => {
    for (const share of [0, 0.1, 0.35, 0.6, 0.9, 1]) {
      const atUs = Math.round(trace.endUs * share);
      // What is on its way is seen before it is there.
      const legend = legendOf(trace, scenario, atUs + trace.endUs / 40);
      const unknown = [...signsIn(draw(atUs, width).marks)].filter((sign) => !legend.includes(sign));
      expect(unknown).toEqual([]);
      expect(namesWithin(draw(atUs, width).marks)).toEqual([]);
    }
  });

  it('pales what is hidden, and nothing moves', () => {
    const atUs = Math.round(trace.endUs * 0.4);
    const plain = draw(atUs, 958);
    for (const sign of signsIn(plain.marks)) {
      const filtered = draw(atUs, 958, [sign]);
      expect(bright(filtered.marks, sign)).toEqual([]);
      expect(skeleton(filtered.marks)).toEqual(skeleton(plain.marks));
    }
    expect(skeleton(draw(atUs, 958, ['no-such-sign']).marks)).toEqual(skeleton(plain.marks));
  });
});

describe('signs', () => {
  it('are named so that an address can hold them', () => {
    for (const sign of Object.keys(SIGNS)) expect(sign).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
});
