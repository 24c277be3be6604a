import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import today from '../../content/content-date.json';
import { delayFigures } from './delay-figures.ts';
import { FigureSite } from './figure-site.ts';
import { lastTaken } from './last-taken.ts';
import { simulate } from './run.ts';
import { Scenario } from './scenario.ts';
import { statecharts } from './statechart.ts';
import { realRules } from './testing/real-rules.ts';

function runOf(id: string) {
  const url = new URL(`../../content/scenarios/${id}.json`, import.meta.url);
  const scenario = Scenario.parse(JSON.parse(readFileSync(url, 'utf8')));
  const rules = realRules(scenario.asOf ?? today.today);
  return { scenario, rules, trace: simulate(scenario, rules) };
}

describe('the last time a transition was taken', () => {
  const { trace } = runOf('outcomes');
  const chart = statecharts['environment']!;
  const crash = chart.transitions.find(({ reason }) => reason === 'handler: crashed')!;

  it('is a step with its event, states and reason', () => {
    const step = lastTaken(trace, chart, crash, -1, trace.length - 1);
    expect(trace.reasons[trace.reason[step]!]).toBe('handler: crashed');
    expect(lastTaken(trace, chart, crash, -1, step - 1)).toBe(-1);
    expect(lastTaken(trace, chart, crash, trace.actor[step]!, trace.length)).toBe(step);
    expect(lastTaken(trace, chart, crash, trace.actor[step]! + 1, trace.length)).toBe(-1);
  });

  it('is found for what leads out of the beginning too', () => {
    const made = chart.transitions.find(({ reason }) => reason === 'created: for a request')!;
    const step = lastTaken(trace, chart, made, 0, trace.length);
    expect(trace.reasons[trace.reason[step]!]).toBe('created: for a request');
  });

  it('is not that of another one between the same states', () => {
    const restored = chart.transitions.find(({ reason }) => reason === 'snapshot: taken')!;
    expect(lastTaken(trace, chart, restored, -1, trace.length)).toBe(-1);
  });
});

describe('the length of a delay', () => {
  it('is that of the settings, or of the rules where nothing is set', () => {
    const { trace, scenario, rules } = runOf('slow-init');
    const step = Array.from({ length: trace.length }, (_, one) => one).find(
      (one) => trace.kinds[trace.kind[one]!]!.name === 'environment',
    )!;
    const site = new FigureSite(trace, scenario, rules, step);
    expect(delayFigures(site, 'functionTimeout')).toMatchObject([
      { value: scenario.settings.function.timeoutMs * 1000, source: { path: 'settings.function.timeoutMs' } },
    ]);
    expect(delayFigures(site, 'initLimit')).toMatchObject([
      { value: 10_000_000, source: { id: 'init-limit' } },
    ]);
    expect(delayFigures(site, 'nothing of the kind')).toEqual([]);
  });
});
