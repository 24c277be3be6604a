import { describe, expect, test } from 'vitest';
import { answerSeen } from './answer-seen.ts';
import { edgeProblems } from './edge-plan.ts';
import { simulate } from './run.ts';
import type { Fault, Scenario, Settings } from './scenario.ts';
import type { Edge } from './settings/caller-settings.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { realRules } from './testing/real-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { told } from './testing/told.ts';

const quick = (handlerMs: number): Settings['function'] => ({
  memoryMb: 128,
  timeoutMs: 5000,
  handlerMs,
  createMs: 0,
  init: { extensionsMs: 0, runtimeMs: 0, functionMs: 0 },
});

/** Four functions of 1, 2, 3 and 4 ms around a cache of 1 s and an origin of 100 ms. */
const all: Edge = {
  viewerRequest: 'ask',
  originRequest: 'go',
  originResponse: 'come',
  viewerResponse: 'tell',
  originMs: 100,
  cacheMs: 1000,
  objects: 1,
};

function edgeScenario(edge: Edge, requests: readonly number[], faults: Fault[] = []): Scenario {
  return {
    ...smallScenario({
      requests,
      faults,
      settings: { functions: { ask: quick(1), go: quick(2), come: quick(3), tell: quick(4) }, edge },
    }),
    entry: 'edge',
  };
}

const viewersOf = (edge: Edge, requests: readonly number[], faults: Fault[] = []) =>
  told(simulate(edgeScenario(edge, requests, faults), idealRules), ['viewer']);

describe('a viewer’s request at the edge', () => {
  test('a miss passes all four functions and the origin, a hit only the viewer’s two', () => {
    expect(viewersOf(all, [0, 500])).toEqual([
      '0 viewer 1 -> viewer request',
      '1 viewer 1 viewer request -> origin request (cache: miss)',
      '3 viewer 1 origin request -> origin',
      '103 viewer 1 origin -> origin response',
      '106 viewer 1 origin response -> viewer response',
      '110 viewer 1 viewer response -> answered (handler: returned)',
      '500 viewer 2 -> viewer request',
      '501 viewer 2 viewer request -> viewer response (cache: hit)',
      '505 viewer 2 viewer response -> answered (handler: returned)',
    ]);
  });

  test('what is kept too long is fetched again', () => {
    // Kept at 106: fresh until 1106, no more at 1106.
    const lines = viewersOf(all, [0, 1104, 1105]);
    expect(lines).toContain('1105 viewer 2 viewer request -> viewer response (cache: hit)');
    expect(lines).toContain('1106 viewer 3 viewer request -> origin request (cache: expired)');
  });

  test('without functions there is only the cache and the origin', () => {
    expect(viewersOf({ originMs: 100, cacheMs: 1000, objects: 2 }, [0, 200, 400])).toEqual([
      '0 viewer 1 -> origin (cache: miss)',
      '100 viewer 1 origin -> answered',
      '200 viewer 2 -> origin (cache: miss)',
      '300 viewer 2 origin -> answered',
      '400 viewer 3 -> answered (cache: hit)',
    ]);
  });

  test('a cache that keeps nothing has no hits', () => {
    const lines = viewersOf({ ...all, cacheMs: 0 }, [0, 500]);
    expect(lines.filter((line) => line.includes('cache: miss'))).toHaveLength(2);
  });

  test.each<readonly [string, Fault['kind'], number, string]>([
    ['ask', 'function-error', 503, '1 viewer 1 viewer request -> failed (handler: error)'],
    ['go', 'timeout', 503, '5001 viewer 1 origin request -> failed (timeout: function)'],
    ['come', 'malformed-answer', 502, '106 viewer 1 origin response -> failed (answer: malformed)'],
    ['tell', 'function-error', 503, '110 viewer 1 viewer response -> failed (handler: error)'],
  ])('a failure of %s (%s) is a %i', (of, kind, status, last) => {
    const faults: Fault[] = [{ id: 'bad', title: '', on: true, kind, of }];
    const trace = simulate(edgeScenario(all, [0], faults), idealRules);
    const lines = told(trace, ['viewer']);
    expect(lines.at(-1)).toBe(last);
    const rules = realRules('2026-11');
    const step = lastOf(trace, 'viewer');
    expect(answerSeen(trace, step, undefined, rules)!.status).toBe(status);
  });

  test('what a function spoils is not kept', () => {
    const faults: Fault[] = [
      { id: 'bad', title: '', on: true, kind: 'function-error', of: 'come', which: [1] },
    ];
    const lines = viewersOf(all, [0, 500], faults);
    expect(lines).toContain('501 viewer 2 viewer request -> origin request (cache: miss)');
  });
});

function lastOf(trace: ReturnType<typeof simulate>, kind: string): number {
  let step = trace.length - 1;
  while (trace.kinds[trace.kind[step]!]!.name !== kind) step--;
  return step;
}

describe('what a date does not allow at the edge', () => {
  const slow = (timeoutMs: number): Scenario => {
    const scenario = edgeScenario(all, [0]);
    const { functions } = scenario.settings;
    return {
      ...scenario,
      settings: { ...scenario.settings, functions: { ...functions!, ask: { ...quick(1), timeoutMs } } },
    };
  };
  const problems = (scenario: Scenario, day: string) =>
    edgeProblems(scenario, realRules(day)).map(({ message }) => message);

  test('a viewer event may take 5 s, 30 s by 2026', () => {
    expect(problems(slow(5000), '2020-05')).toEqual([]);
    expect(problems(slow(6000), '2020-05')).toEqual([
      'settings.functions.ask.timeoutMs: found 6000, expected at most 5000, the longest timeout of a viewer event at 2020-05-01.',
    ]);
    expect(problems(slow(30_000), '2026-11')).toEqual([]);
  });

  test('memory of a viewer event is 128 MB', () => {
    const scenario = edgeScenario(all, [0]);
    const big = { ...quick(1), memoryMb: 256 };
    const settings = {
      ...scenario.settings,
      functions: { ...scenario.settings.functions!, tell: big, go: big },
    };
    expect(problems({ ...scenario, settings }, '2026-11')).toEqual([
      'settings.functions.tell.memoryMb: found 256, expected at most 128, the memory of a viewer event at 2026-11-01.',
    ]);
  });

  test('there was nothing at the edge in 2016', () => {
    expect(problems(slow(1000), '2016-06')).toEqual([
      'settings.edge: found a distribution, expected no edge at 2016-06-01: functions at the edge exist since 2016-12-03.',
    ]);
  });
});
