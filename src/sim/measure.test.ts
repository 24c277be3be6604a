import { describe, expect, it } from 'vitest';
import { isMeasure, measureExpected } from './known-measure.ts';
import { parseMeasure } from './measure.ts';
import { measureOf, summarize } from './summary.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { traceOf, type Line } from './testing/trace-of.ts';

const MS = 1000;

const lines: Line[] = [
  [0, 'environment 0', 'create'],
  [0, 'request 0', 'waiting', { reason: 'cold: no environment', other: 0 }],
  [100 * MS, 'request 0', 'running'],
  [150 * MS, 'request 1', 'waiting', { reason: 'cold: all busy' }],
  [180 * MS, 'request 2', 'throttled', { reason: 'throttled: concurrency' }],
  [200 * MS, 'request 0', 'failed'],
  [210 * MS, 'request 1', 'running'],
  [260 * MS, 'request 1', 'succeeded'],
];
const summary = summarize(traceOf(lines, 400 * MS));
const value = (measure: string) => measureOf(summary, measure);

describe('families of measures', () => {
  it('count who came to a state, and how often', () => {
    expect(value('reached.request.waiting')).toBe(2);
    expect(value('times.request.waiting')).toBe(2);
    expect(value('reached.request.denied')).toBe(0);
    expect(value('atOnce.request.running')).toBe(1);
    const again = summarize(
      traceOf([
        [0, 'environment 0', 'frozen'],
        [1, 'environment 0', 'invoke.handler'],
        [2, 'environment 0', 'frozen'],
      ]),
    );
    expect(measureOf(again, 'reached.environment.frozen')).toBe(1);
    expect(measureOf(again, 'times.environment.frozen')).toBe(2);
  });

  it('join states and reasons', () => {
    expect(value('reached.request.waiting+throttled')).toBe(3);
    expect(value('atOnce.request.waiting+running')).toBe(2);
    expect(value('stayMs.request.waiting+running.max')).toBe(200);
    expect(value('reasons.request.cold: all busy+cold: no environment')).toBe(2);
  });

  it('tell when', () => {
    expect(value('firstMs.request.waiting')).toBe(0);
    expect(value('lastMs.request.waiting')).toBe(150);
    expect(value('firstMs.request.denied')).toBeNull();
  });

  it('count by reason', () => {
    expect(value('reasons.request.cold: all busy')).toBe(1);
    expect(value('reasons.request.throttled: reserved concurrency')).toBe(0);
  });

  it('measure ages and stays', () => {
    expect(value('ageMs.request.max')).toBe(200);
    expect(value('ageMs.request.p50')).toBe(110);
    expect(value('stayMs.request.waiting.max')).toBe(100);
    expect(value('stayMs.request.waiting.mean')).toBe(80);
    expect(value('ageMs.environment.max')).toBeNull();
  });

  it('tell from when on nothing is left', () => {
    expect(value('drainedMs')).toBe(260);
    expect(value('drainedMs@function')).toBe(260);
    expect(measureOf(summarize(traceOf(lines.slice(0, -1), 400 * MS)), 'drainedMs')).toBeNull();
    expect(measureOf(summarize(traceOf([], 400 * MS)), 'drainedMs')).toBeNull();
  });

  it('can be told of one place', () => {
    expect(value('reached.request.waiting@function')).toBe(2);
    expect(value('reached.request.waiting@elsewhere')).toBeNull();
  });

  it('are nothing when misspelt', () => {
    for (const wrong of [
      'reached.request.nowhere',
      'reached.nobody.waiting',
      'reasons.request.',
      'reasons.request.bored',
      'ageMs.request.least',
      'stayMs.request.waiting',
      'drainedMs.request',
      'metrics.Nonsense',
      'iteratorAgeMs.mean',
      'counts',
    ]) {
      expect(isMeasure(wrong), wrong).toBe(false);
      expect(value(wrong), wrong).toBeNull();
    }
    expect(parseMeasure('stayMs.environment.init.runtime.p99', traceOf(lines))).toEqual({
      measure: { group: 'stayMs', kind: 'environment', states: ['init.runtime'], figure: 'p99' },
    });
  });

  it('are measures of a scenario only where it has what they are about', () => {
    const scenario = smallScenario();
    expect(measureExpected('reached.request.failed@caller', scenario)).toBeNull();
    expect(measureExpected('reached.request.failed@orders', scenario)).toContain('function, caller');
    expect(measureExpected('metrics.Throttles', scenario)).toBeNull();
    for (const kind of [
      'operation',
      'version',
      'alias',
      'deployment',
      'alarm',
      'allocation',
      'scaling',
      'stack',
    ])
      expect(measureExpected(`ageMs.${kind}.max`, scenario)).toContain(`nothing here brings a ${kind}`);
  });

  it('are told of a version or an alias where such a thing can be meant', () => {
    const scenario = smallScenario({
      function: { versions: { 2: {} }, aliases: { live: { version: '2' } } },
    });
    expect(measureExpected('metrics.Errors@function:live', scenario)).toBeNull();
    expect(measureExpected('reached.request.failed@function:2', scenario)).toBeNull();
    expect(measureExpected('amountMax.alias.two versions@function:live', scenario)).toBeNull();
    expect(measureExpected('reached.request.failed@function:live', scenario)).toContain(
      'function, function:2',
    );
  });
});
