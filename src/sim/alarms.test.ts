/** Alarms on live requests: what each metric counts, of what, and when the state changes. */
import { describe, expect, it } from 'vitest';
import { simulate } from './run.ts';
import type { Scenario, Settings } from './scenario.ts';
import type { Alarm } from './settings/change-settings.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { told } from './testing/told.ts';

const MINUTE = 60_000;

interface Parts {
  readonly alarm: Partial<Alarm>;
  readonly requests?: readonly number[];
  readonly invokes?: string;
  readonly faults?: Scenario['faults'];
  readonly settings?: Partial<Settings>;
  readonly handlerMs?: number;
  readonly timeoutMs?: number;
}

/** The states of one alarm: `2 ALARM`, minutes; those that it stays in left out. */
function states(parts: Parts): string[] {
  const { alarm, requests = [], invokes, faults, settings, handlerMs = 100, timeoutMs = 100_000 } = parts;
  const scenario = smallScenario({
    requests,
    function: {
      handlerMs,
      timeoutMs,
      createMs: 0,
      init: { extensionsMs: 0, runtimeMs: 0, functionMs: 400 },
      revisions: { bad: { errorShare: 1 } },
      versions: { '1': {}, '2': { revision: 'bad' } },
      aliases: { live: { version: '1' }, next: { version: '2' } },
    },
    ...(faults ? { faults } : {}),
    settings: {
      caller: { invocationType: 'RequestResponse', permitted: true, invokes: invokes ?? 'function' },
      alarms: { watch: { metric: 'Errors', of: 'function', above: 0, ...alarm } },
      ...settings,
    },
  });
  const trace = simulate(scenario, idealRules);
  expect(trace.end.kind).toBe('drained');
  return told(trace, ['alarm'])
    .map((line) => /^(\S+) alarm 1 (\S*) ?-> (\S+)/.exec(line)!)
    .filter(([, , from, to]) => from !== to)
    .map(([, at, , to]) => `${Number(at) / MINUTE} ${to}`);
}

const error = (more: Partial<Scenario['faults'][number]>) => [
  { id: 'bad', title: '', on: true, kind: 'function-error' as const, ...more },
];

describe('an alarm', () => {
  it('begins with too few data, and goes where the first whole minute with a value leads', () => {
    const requests = [90_000];
    expect(states({ alarm: {}, requests })).toEqual(['0 INSUFFICIENT_DATA', '2 OK', '3 INSUFFICIENT_DATA']);
    expect(states({ alarm: {}, requests, faults: error({}) })).toEqual([
      '0 INSUFFICIENT_DATA',
      '2 ALARM',
      '3 INSUFFICIENT_DATA',
    ]);
  });

  it('looks at periods of its own length', () => {
    const alarm = { periodMs: 5 * MINUTE };
    expect(states({ alarm, requests: [90_000], faults: error({}) })[1]).toBe('5 ALARM');
  });

  it('wants as many datapoints as it is told, of as many periods', () => {
    const alarm = { evaluationPeriods: 3, datapoints: 2 };
    const requests = [0.5, 1.5, 2.5, 3.5, 4.5, 5.5].map((minute) => minute * MINUTE);
    const faults = error({ which: [2, 4] });
    expect(states({ alarm, requests, faults })).toEqual([
      '0 INSUFFICIENT_DATA',
      '1 OK',
      '4 ALARM',
      '5 OK',
      '9 INSUFFICIENT_DATA',
    ]);
  });

  it('looks at a minute without its end: what comes exactly then belongs to the next one', () => {
    const alarm = { metric: 'Invocations' } as const;
    expect(states({ alarm, requests: [MINUTE] })).toEqual([
      '0 INSUFFICIENT_DATA',
      '2 ALARM',
      '3 INSUFFICIENT_DATA',
    ]);
    // What came in the minute and ends, or is stopped by the timeout, exactly at its end is known by then.
    const justInTime = { requests: [0] };
    const ended = { ...justInTime, handlerMs: MINUTE - 400, faults: error({}) };
    expect(states({ alarm: {}, ...ended })[1]).toBe('1 ALARM');
    const stopped = { ...justInTime, handlerMs: 2 * MINUTE, timeoutMs: MINUTE - 400 };
    expect(states({ alarm: {}, ...stopped })[1]).toBe('1 ALARM');
  });

  it('takes a value for the minute in which the request came, however late it ends', () => {
    // Ends in the second minute: too late for the look at the end of the first one.
    const late = { alarm: {}, requests: [30_000], handlerMs: 50_000, faults: error({}) };
    expect(states(late)).toEqual(['0 INSUFFICIENT_DATA']);
    expect(states({ ...late, alarm: { evaluationPeriods: 2, datapoints: 1 } })).toEqual([
      '0 INSUFFICIENT_DATA',
      '2 ALARM',
      '3 INSUFFICIENT_DATA',
    ]);
  });
});

describe('a metric', () => {
  const requests = [0, 10_000, 20_000];

  it('Errors is a sum', () => {
    const faults = error({ which: [1, 2] });
    expect(states({ alarm: { above: 1 }, requests, faults })[1]).toBe('1 ALARM');
    expect(states({ alarm: { above: 2 }, requests, faults })[1]).toBe('1 OK');
  });

  it('ErrorRate is in percent of the invocations', () => {
    const alarm = { metric: 'ErrorRate' } as const;
    const faults = error({ which: [1] });
    expect(states({ alarm: { ...alarm, above: 33 }, requests, faults })[1]).toBe('1 ALARM');
    expect(states({ alarm: { ...alarm, above: 34 }, requests, faults })[1]).toBe('1 OK');
  });

  it('Invocations counts those that were given an environment', () => {
    const alarm = { metric: 'Invocations' } as const;
    expect(states({ alarm: { ...alarm, above: 2 }, requests })[1]).toBe('1 ALARM');
    expect(states({ alarm: { ...alarm, above: 3 }, requests })[1]).toBe('1 OK');
  });

  it('Throttles counts those that were not', () => {
    const alarm = { metric: 'Throttles' } as const;
    const settings = { concurrencyLimit: 1 };
    expect(states({ alarm, requests: [0, 10, 20_000], settings })[1]).toBe('1 ALARM');
    expect(states({ alarm, requests, settings })[1]).toBe('1 OK');
  });

  it('Duration is the mean of the handler, without Init', () => {
    const alarm = { metric: 'Duration' } as const;
    expect(states({ alarm: { ...alarm, above: 99 }, requests })[1]).toBe('1 ALARM');
    expect(states({ alarm: { ...alarm, above: 100 }, requests })[1]).toBe('1 OK');
  });

  it.each<readonly [of: string, invokes: string, isMeant: boolean]>([
    ['function', 'function:next', true],
    ['function', 'function:2', true],
    ['function:2', 'function:next', true],
    ['function:2', 'function:2', true],
    ['function:1', 'function:2', false],
    ['function:next', 'function:next', true],
    ['function:next', 'function:2', false],
    ['function:live', 'function:next', false],
  ])('of %s sees what %s is asked for: %s', (of, invokes, isMeant) => {
    const found = states({ alarm: { of }, requests, invokes });
    expect(found[1]).toBe(isMeant ? '1 ALARM' : undefined);
  });
});
