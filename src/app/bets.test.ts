import { describe, expect, it } from 'vitest';
import { curveUntilUs, type Bet } from '../sim/bet.ts';
import { behindMeasure } from '../sim/cause-of-measure.ts';
import { numberOfRun, orderOfRun, pickedByRun } from '../sim/bet-outcome.ts';
import { courseOf, turnsOf } from '../sim/level-curve.ts';
import { simulate } from '../sim/run.ts';
import type { Scenario } from '../sim/scenario.ts';
import { measureOf, summarize } from '../sim/summary.ts';
import { betsOf, isRight, readBet } from './bets.ts';
import { verdictOf } from './bet-verdict.ts';
import { rulesAt } from './rules.ts';
import { TODAY } from './today.ts';
import { contentScenarios } from '../sim/testing/content-scenarios.ts';

function runOf(scenario: Scenario) {
  const trace = simulate(scenario, rulesAt(scenario.asOf ?? TODAY));
  return { trace, summary: summarize(trace), horizonMs: scenario.horizonMs };
}

const runs = new Map<string, ReturnType<typeof runOf>>();
function seen(scenario: Scenario) {
  const run = runs.get(scenario.id) ?? runOf(scenario);
  runs.set(scenario.id, run);
  return run;
}

const asked = contentScenarios.flatMap((scenario) =>
  betsOf(scenario).map((bet, index) => ({ name: `${scenario.id} ${index}: ${bet.ask}`, scenario, bet })),
);
const ofKind = <Kind extends Bet['kind']>(kind: Kind) =>
  asked.flatMap(({ name, scenario, bet }) =>
    bet.kind === kind ? [{ name, scenario, bet: bet as Extract<Bet, { kind: Kind }> }] : [],
  );

describe('every scenario', () => {
  it.each(contentScenarios)('$id begins with a question', (scenario) => {
    expect(betsOf(scenario).length).toBeGreaterThan(0);
  });

  it('asks for more than numbers in most families', () => {
    const drawn = asked.filter(({ bet }) => bet.kind === 'curve' || bet.kind === 'order');
    const other = new Set(
      asked.filter(({ bet }) => bet.kind !== 'number').map(({ scenario }) => scenario.id),
    );
    expect(other.size).toBeGreaterThanOrEqual(40);
    expect(new Set(drawn.map(({ scenario }) => scenario.family)).size).toBeGreaterThanOrEqual(20);
  });
});

describe('its own run answers', () => {
  it.each(ofKind('number'))('$name', ({ scenario, bet }) => {
    expect(numberOfRun(bet, seen(scenario).summary)).not.toBeNull();
  });

  it.each(ofKind('pick'))('$name with exactly one option', ({ scenario, bet }) => {
    const held = pickedByRun(bet, seen(scenario).summary).map((option) => bet.options[option]!.says);
    expect(held).toHaveLength(1);
  });

  it.each(ofKind('order'))('$name with things at different moments', ({ scenario, bet }) => {
    const moments = orderOfRun(bet, seen(scenario).summary).map(({ atMs }) => atMs);
    expect(moments).not.toContain(null);
    expect(new Set(moments).size).toBe(moments.length);
  });

  it.each(ofKind('curve'))('$name with a course that fits the chart', ({ scenario, bet }) => {
    const { trace } = seen(scenario);
    const turns = turnsOf(trace, bet.metric, bet.of);
    expect(turns.length).toBeGreaterThan(0);
    const course = courseOf(turns, curveUntilUs(bet, scenario.horizonMs), 240);
    const most = Math.max(...course.most);
    expect(most).toBeGreaterThan(bet.most * 0.1);
    // A top that is just what it comes to would tell it.
    expect(most).toBeLessThan(bet.most * 0.92);
    // And a chart that ends long after the last turn shows nothing.
    const { atUs, slope } = turns.at(-1)!;
    expect(slope === 1 || atUs > curveUntilUs(bet, scenario.horizonMs) * 0.15).toBe(true);
  });
});

describe('what is asked does not tell the answer', () => {
  it.each(ofKind('pick'))('$name', ({ scenario, bet }) => {
    const [held] = pickedByRun(bet, seen(scenario).summary);
    expect(bet.ask.toLowerCase()).not.toContain(bet.options[held!]!.says.toLowerCase());
    expect(new Set(bet.options.map(({ says }) => says)).size).toBe(bet.options.length);
  });

  it('by its place or its length', () => {
    const picks = ofKind('pick').map(({ scenario, bet }) => {
      const [held = 0] = pickedByRun(bet, seen(scenario).summary);
      const lengths = bet.options.map(({ says }) => says.length);
      return { held, longest: lengths[held] === Math.max(...lengths) };
    });
    for (const place of [0, 1, 2])
      expect(picks.filter(({ held }) => held === place).length).toBeLessThan(picks.length / 2);
    expect(picks.filter(({ longest }) => longest).length).toBeLessThan(picks.length * 0.6);
  });

  it('nor do things stand in the order in which they come', () => {
    for (const { name, scenario, bet } of ofKind('order')) {
      const came = orderOfRun(bet, seen(scenario).summary).map(({ thing }) => bet.things[thing]!.says);
      expect(came, name).not.toEqual(bet.things.map(({ says }) => says).toSorted());
    }
  });
});

describe('what is behind a figure', () => {
  const measures = contentScenarios.flatMap((scenario) =>
    [...new Set(scenario.claims.map(({ measure }) => measure))].map((measure) => ({ scenario, measure })),
  );
  it.each(measures)('$measure of $scenario.id is as many steps as it counts', ({ scenario, measure }) => {
    const { trace, summary } = seen(scenario);
    const { how, steps } = behindMeasure(trace, measure);
    const found = measureOf(summary, measure);
    for (const step of steps) expect(step).toBeLessThan(trace.length);
    if (how === 'decided') expect(steps.length).toBeLessThanOrEqual(1);
    else if (!/^(amountSum|share)/.test(measure)) expect(steps).toHaveLength(found ?? 0);
    if (/^(firstMs|lastMs|drainedMs)/.test(measure) && found !== null)
      expect(trace.at[steps[0]!]).toBe(found * 1000);
  });
});

describe('a wrong answer', () => {
  it.each(asked.filter(({ scenario }) => scenario.bets !== undefined))(
    '$name is told what happened, the gap and a cause',
    ({ scenario, bet }) => {
      const run = seen(scenario);
      const answer = wrongAnswer(bet, run);
      const verdict = verdictOf(bet, answer, run);
      expect(verdict.right).toBe(false);
      expect(verdict.text).not.toMatch(/undefined|NaN|null|\.$/);
      if (verdict.cause !== '') {
        expect(verdict.cause).not.toMatch(/[{}]/);
        expect(verdict.step).toBeGreaterThanOrEqual(0);
      }
    },
  );
});

function wrongAnswer(bet: Bet, run: ReturnType<typeof runOf>) {
  switch (bet.kind) {
    case 'number':
      return { kind: 'number', value: 0.5 } as const;
    case 'pick':
      return { kind: 'pick', option: (pickedByRun(bet, run.summary)[0]! + 1) % bet.options.length } as const;
    case 'order':
      return {
        kind: 'order',
        order: orderOfRun(bet, run.summary)
          .map(({ thing }) => thing)
          .toReversed(),
      } as const;
    case 'curve':
      return { kind: 'curve', points: [0, 0, 0, 0, bet.most, 0, bet.most, 0, 0] } as const;
  }
}

describe('numbers', () => {
  it('are read as people type them', () => {
    expect(['2', ' 2.5 s', '2,5', '250 ms', '', 'two', '-1'].map(readBet)).toEqual([
      2,
      2.5,
      2.5,
      0.25,
      null,
      null,
      null,
    ]);
  });

  it('count exactly, and a time within a tenth', () => {
    expect(isRight({ unit: 'count' }, 2, 3)).toBe(false);
    expect(isRight({ unit: 'seconds' }, 2.4, 2.5)).toBe(true);
  });

  it('that are wrong are told with the first that was not counted with', () => {
    const burst = contentScenarios.find(({ id }) => id === 'burst')!;
    const bet = { kind: 'number', ask: '', measure: 'counts.cold', unit: 'count' } as const;
    const verdict = verdictOf(bet, { kind: 'number', value: 3 }, seen(burst));
    expect(verdict.text).toBe('It was 6: three more');
    expect(verdict.cause).toMatch(/finds no environment free, so environment 4 is made for it$/);
    const less = verdictOf(bet, { kind: 'number', value: 10 }, seen(burst));
    expect(less.text).toBe('It was 6: four fewer');
    expect(less.cause).toMatch(/environment 6 is made for it$/);
  });
});
