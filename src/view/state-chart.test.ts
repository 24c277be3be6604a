import { describe, expect, it } from 'vitest';
import { statecharts } from '../sim/statechart.ts';
import { simulate } from '../sim/run.ts';
import { idealRules } from '../sim/testing/ideal-rules.ts';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import type { Mark } from './mark.ts';
import { stateChartScene } from './state-chart.ts';
import { hiddenStates } from './state-places.ts';

const chart = statecharts['environment']!;
// Created by 50 ms, initialised by 350, served by 390, retired after 10 s idle: the run ends with it.
const trace = simulate(smallScenario({ requests: [0] }), idealRules);
const scene = (atUs: number, actor = 0) => stateChartScene({ chart, trace, actor, atUs, width: 296 });

function find(marks: readonly Mark[], key: string): Mark | undefined {
  for (const mark of marks) {
    const found = mark.key === key ? mark : find(mark.parts ?? [], key);
    if (found) return found;
  }
  return undefined;
}
const active = (atUs: number) =>
  chart.states
    .map((state) => state.name)
    .filter((name) => {
      const state = find(scene(atUs).marks, `state ${name}`);
      return state && find(state.parts!, 'ring');
    });
const taken = (atUs: number) => find(scene(atUs).marks, 'taken')!.parts!.map((mark) => mark.key);

describe('the statechart', () => {
  it('rings the state the environment is in, and stresses the way it came', () => {
    expect(active(20_000)).toEqual(['create']);
    expect(taken(20_000)).toEqual([]);
    expect(active(370_000)).toEqual(['invoke.handler']);
    expect(taken(370_000)).toEqual(['edge init.function > invoke.handler']);
    expect(active(1_000_000)).toEqual(['frozen']);
    expect(active(trace.endUs)).toEqual(['retired']);
  });

  it('shows the machine alone before there is an environment', () => {
    const before = scene(1000, -1);
    expect(find(before.marks, 'taken')!.parts).toEqual([]);
    expect(before.label).toContain('No environment is chosen');
  });

  it.each(Object.values(statecharts).map((one) => [one.kind, one] as const))(
    'has every state of the machine of a %s in a box of its own, and every transition as an edge',
    (_, machine) => {
      const { marks, width } = stateChartScene({ chart: machine, trace, actor: -1, atUs: 0, width: 296 });
      const boxes = machine.states
        .filter((state) => !state.isInitial)
        .map((state) => find(find(marks, `state ${state.name}`)!.parts!, 'box')!.attrs);
      for (const box of boxes) expect(Number(box['x']) + Number(box['width'])).toBeLessThanOrEqual(width);
      for (const [index, one] of boxes.entries()) {
        for (const other of boxes.slice(index + 1)) {
          const apart =
            Number(one['x']) + Number(one['width']) <= Number(other['x']) ||
            Number(other['x']) + Number(other['width']) <= Number(one['x']) ||
            Math.abs(Number(one['y']) - Number(other['y'])) >= Number(one['height']);
          expect(apart).toBe(true);
        }
      }
      const drawn = find(marks, 'edges')!.parts!.map((mark) => mark.key.slice('edge '.length).split(' > '));
      const initial = new Set(hiddenStates(machine));
      for (const { from, to } of machine.transitions) {
        if (initial.has(from) || from === to) continue;
        expect(
          drawn.some(([start, end]) => end === to && (start === from || from.startsWith(`${start}.`))),
        ).toBe(true);
      }
    },
  );

  it.each([
    ['environment', ['new']],
    ['event', ['sent']],
    ['allocation', ['new']],
    ['creation', []],
    ['operation', []],
  ])('hides of a %s the beginning nobody sees, and no other', (kind, hidden) => {
    expect(hiddenStates(statecharts[kind]!)).toEqual(hidden);
  });
});
