import { expect, it } from 'vitest';
import { simulate } from './run.ts';
import type { Scenario } from './scenario.ts';
import { summarize } from './summary.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';

/** 10 requests a second: 100 of them to version 1 alone, 100 with a weight of a fifth, 100 to version 2 alone. */
function shifted(invokes: string): Scenario {
  const small = smallScenario({
    arrivals: { kind: 'constant', everyMs: 100, startMs: 50, count: 300 },
    function: {
      createMs: 0,
      init: { extensionsMs: 0, runtimeMs: 0, functionMs: 0 },
      revisions: { next: {} },
      versions: { '1': {}, '2': { revision: 'next' } },
      aliases: { live: { version: '1' }, '2-now': { version: '2' } },
    },
    settings: { caller: { invocationType: 'RequestResponse', permitted: true, invokes } },
  });
  const common = { title: '', on: true, kind: 'update-alias', alias: 'live' } as const;
  return {
    ...small,
    changes: [
      { ...common, id: 'a-fifth', atMs: 10_000, version: '1', additional: { version: '2', weight: 0.2 } },
      { ...common, id: 'all', atMs: 20_000, version: '2' },
    ],
  };
}

const figures = (invokes: string, ...measures: readonly string[]) => {
  const summary = summarize(simulate(shifted(invokes), idealRules));
  return measures.map((measure) => summary.figure(measure));
};

it('tells which share of an alias a version was expected to get, and which it got', () => {
  const [expected, counted, other, rest, met] = figures(
    'function:live',
    'share.expected@function:2',
    'share.counted@function:2',
    'share.expected@function:1',
    'share.counted@function:1',
    'reached.request.succeeded@function:2',
  );
  expect(expected).toBeCloseTo((0 + 20 + 100) / 300, 12);
  expect(other).toBeCloseTo((100 + 80 + 0) / 300, 12);
  expect(counted).toBe(met! / 300);
  expect(counted! + rest!).toBeCloseTo(1, 12);
});

it('counts requests that name the alias and no others', () => {
  expect(figures('function:2', 'share.counted@function:2', 'share.expected@function:2')).toEqual([
    null,
    null,
  ]);
  expect(figures('function:2-now', 'share.counted@function:2', 'share.expected@function:2')).toEqual([1, 1]);
});
