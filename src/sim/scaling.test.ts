/** Limits of concurrency and of growth in small runs that can be told step by step. */
import { describe, expect, test } from 'vitest';
import { simulate } from './run.ts';
import { scalingPlanOf, scalingProblems } from './scaling-plan.ts';
import type { Scenario } from './scenario.ts';
import type { Change } from './settings/change-settings.ts';
import type { Scaling } from './settings/scaling-settings.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { realRules } from './testing/real-rules.ts';
import { smallQueue } from './testing/small-queue.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { smallStream } from './testing/small-stream.ts';
import { told } from './testing/told.ts';
import type { Trace } from './trace.ts';

const atOnce = { createMs: 0, init: { extensionsMs: 0, runtimeMs: 0, functionMs: 0 } };
const rules = { ...idealRules, accountConcurrency: 20, unreservedMinimum: 5 };

const reserve = (atMs: number, reserved: number | null, of?: string): Change => ({
  kind: 'put-function-concurrency',
  id: `at-${atMs}`,
  title: '',
  on: true,
  atMs,
  reserved,
  ...(of === undefined ? {} : { function: of }),
});

/** The first steps of requests, short: `0 waiting`, `0 throttled (…)`. */
const fates = (scenario: Scenario, of = rules) =>
  told(simulate(scenario, of), ['request'])
    .filter((line) => / request \d+ -> /.test(line))
    .map((line) => line.replace(/ request \d+ ->/, '').replace(/ \((cold|routed).*\)/, ''));

/** How the actors of a kind end, counted, and in which order. */
function endsOf(trace: Trace, kindName: string) {
  const kind = trace.kinds.findIndex(({ name }) => name === kindName);
  const { states, isFinal } = trace.kinds[kind]!;
  const endOf: Record<string, number> = {};
  const order: number[] = [];
  for (let step = 0; step < trace.length; step += 1) {
    const to = trace.to[step]!;
    if (trace.kind[step] !== kind || !isFinal[to]) continue;
    endOf[states[to]!] = (endOf[states[to]!] ?? 0) + 1;
    order.push(trace.actor[step]!);
  }
  return { endOf, order };
}

describe('new environments', () => {
  const with_ = (requests: number[], scaling: Scaling) =>
    smallScenario({
      requests,
      function: { ...atOnce, handlerMs: 60_000, timeoutMs: 90_000 },
      settings: { scaling },
    });
  const rate = { burst: 2, perPeriod: 1, periodMs: 1000 };
  const slow = 'throttled (throttled: scaling rate)';

  test('come back a period at a time, counted from the first one made', () => {
    const requests = [500, 500, 500, 1499, 1500, 1500, 2100, 2499, 2500];
    expect(fates(with_(requests, { refill: 'step', rate }))).toEqual([
      '500 waiting',
      '500 waiting',
      `500 ${slow}`,
      `1499 ${slow}`,
      '1500 waiting',
      `1500 ${slow}`,
      `2100 ${slow}`,
      `2499 ${slow}`,
      '2500 waiting',
    ]);
    // Two periods are over at 2.6 s; the third counts from the end of the second.
    expect(fates(with_([500, 500, 2600, 2600, 2600, 3499, 3500], { refill: 'step', rate }))).toEqual([
      '500 waiting',
      '500 waiting',
      '2600 waiting',
      '2600 waiting',
      `2600 ${slow}`,
      `3499 ${slow}`,
      `3500 ${slow}`,
    ]);
    const part = { burst: 3, perPeriod: 1, periodMs: 1000 };
    expect(fates(with_([0, 0, 0, 1700, 1999, 2000], { refill: 'step', rate: part }))).toEqual([
      '0 waiting',
      '0 waiting',
      '0 waiting',
      '1700 waiting',
      `1999 ${slow}`,
      '2000 waiting',
    ]);
  });

  test('come back evenly, each as soon as it is whole', () => {
    expect(fates(with_([0, 0, 999.999, 1000, 1500, 1999.999, 2000], { refill: 'continuous', rate }))).toEqual(
      [
        '0 waiting',
        '0 waiting',
        `999.999 ${slow}`,
        '1000 waiting',
        `1500 ${slow}`,
        `1999.999 ${slow}`,
        '2000 waiting',
      ],
    );
  });

  test('are not limited where the account is not, unless a rate is set; an idle environment needs none', () => {
    const settings = { concurrencyLimit: null };
    const { growth } = scalingPlanOf(smallScenario({ settings }), realRules('2026-11-20'));
    expect(growth).toBeNull();
    const set = smallScenario({ settings: { ...settings, scaling: { rate } } });
    expect(scalingPlanOf(set, rules).growth).toMatchObject({ burst: 2 });
    const scaling = { rate: { burst: 1, perPeriod: 0, periodMs: 1000 } };
    const warm = smallScenario({ requests: [0, 100, 200], function: atOnce, settings: { scaling } });
    expect(fates(warm)).toEqual(['0 waiting', '100 running', '200 running']);
  });

  test('by date and Region', () => {
    const at = (day: string, scaling: Scaling = {}) =>
      scalingPlanOf(smallScenario({ settings: { scaling } }), realRules(day)).growth;
    expect(at('2018-03-14')).toMatchObject({ scope: 'account', burst: 3000, perPeriod: 500, refill: 'step' });
    expect(at('2018-03-14', { region: 'us-east-2' })).toMatchObject({ burst: 500 });
    expect(at('2021-01-01', { region: 'us-east-2' })).toMatchObject({ burst: 1000, periodUs: 60_000_000 });
    const today = {
      scope: 'function',
      burst: 1000,
      perPeriod: 1000,
      periodUs: 10_000_000,
      refill: 'continuous',
    };
    expect(at('2026-11-20', { region: 'eu-south-2' })).toEqual(today);
  });
});

describe('requests a second', () => {
  const run = (reserved: number | undefined, requests: number[]) =>
    fates(
      smallScenario({
        requests,
        function: {
          ...atOnce,
          handlerMs: 1,
          ...(reserved === undefined ? {} : { reservedConcurrency: reserved }),
        },
        settings: { concurrencyLimit: 10, scaling: { requestsPerSecondFactor: 0.4 } },
      }),
    );

  test('are counted by whole seconds, over the account', () => {
    const spent = 'throttled (throttled: requests per second)';
    const first = ['0 waiting', '100 running', '200 running', '300 running', `400 ${spent}`];
    expect(run(undefined, [0, 100, 200, 300, 400, 999.999, 1000, 1100, 1200, 1300, 1400])).toEqual([
      ...first,
      `999.999 ${spent}`,
      '1000 running',
      '1100 running',
      '1200 running',
      '1300 running',
      `1400 ${spent}`,
    ]);
  });

  test('and over what is reserved', () => {
    const spent = 'throttled (throttled: reserved requests per second)';
    expect(run(5, [0, 500, 999, 1000, 1500, 1501, 2000])).toEqual([
      '0 waiting',
      '500 running',
      `999 ${spent}`,
      '1000 running',
      '1500 running',
      `1501 ${spent}`,
      '2000 running',
    ]);
  });
});

describe('a reservation that changes', () => {
  const busy = { ...atOnce, handlerMs: 10_000, timeoutMs: 20_000 };
  const events = (
    changes: Change[],
    async: object,
    requests: number[],
    reservedConcurrency?: number,
  ): Scenario => ({
    ...smallScenario({
      requests,
      function: { ...busy, async, ...(reservedConcurrency === undefined ? {} : { reservedConcurrency }) },
      settings: { resources: { letters: { type: 'target', service: 'sqs' } } },
    }),
    entry: 'function',
    changes,
  });
  const lines = (scenario: Scenario, kinds: string[]) =>
    told(simulate(scenario, rules), kinds).filter((line) => !/ -> planned| waiting -> running/.test(line));

  test('lets those that wait begin at once when it grows or goes, and what runs go on when it shrinks', () => {
    const changes = [reserve(2000, 2), reserve(3000, 1), reserve(11_000, null)];
    const scenario = events(changes, { whenThrottled: 'wait' }, [0, 0, 0, 4000, 4000], 1);
    expect(lines(scenario, ['request', 'operation'])).toEqual([
      '0 request 1 -> waiting (cold: no environment)',
      '2000 operation 1 planned -> asked',
      '2000 request 2 -> waiting (cold: all busy)',
      '2000 operation 1 asked -> done',
      '3000 operation 2 planned -> asked',
      '3000 operation 2 asked -> done',
      // One ends, and one is still there: as many as are reserved.
      '10000 request 1 running -> succeeded (handler: returned)',
      '11000 operation 3 planned -> asked',
      '11000 request 3 -> running (routed: most recently used)',
      '11000 request 4 -> waiting (cold: all busy)',
      '11000 request 5 -> waiting (cold: all busy)',
      '11000 operation 3 asked -> done',
      '12000 request 2 running -> succeeded (handler: returned)',
      '21000 request 3 running -> succeeded (handler: returned)',
      '21000 request 4 running -> succeeded (handler: returned)',
      '21000 request 5 running -> succeeded (handler: returned)',
    ]);
  });

  test('to 0 switches the function off: events go to the dead-letter queue, those that wait as well', () => {
    for (const whenThrottled of ['wait', 'back-off'] as const) {
      const async = {
        whenThrottled,
        backOff: { firstMs: 1500, factor: 1, capMs: 1500, jitter: 0 },
        deadLetterQueue: 'letters',
      };
      const scenario = events([reserve(2000, 0)], async, [0, 0, 5000], 1);
      const backsOff = whenThrottled === 'back-off';
      expect(
        lines(scenario, ['event', 'delivery']).filter((line) => !/accepted|-> trying$/.test(line)),
      ).toEqual([
        backsOff
          ? '0 event 2 trying -> backing off (throttled: reserved concurrency)'
          : '0 event 2 queued -> queued (waits: no place free)',
        ...(backsOff
          ? [
              '1500 event 2 backing off -> queued',
              '1500 event 2 trying -> backing off (throttled: reserved concurrency)',
              '3000 event 2 backing off -> queued',
            ]
          : []),
        `${backsOff ? 3000 : 2000} event 2 queued -> dropped (given up: nothing reserved)`,
        `${backsOff ? 3000 : 2000} delivery 1 -> delivered (sent: dead letter)`,
        '5000 event 3 queued -> dropped (given up: nothing reserved)',
        '5000 delivery 2 -> delivered (sent: dead letter)',
        // What runs goes on.
        '10000 event 1 trying -> succeeded (handler: returned)',
      ]);
    }
  });

  test('is refused when too little would be left, or less than is provisioned; 0 and less are never refused', () => {
    const scenario: Scenario = {
      ...smallScenario({
        requests: [],
        function: { reservedConcurrency: 10 },
        settings: { functions: { other: smallScenario().settings.function } },
      }),
      changes: [
        reserve(1000, 6, 'other'),
        reserve(2000, 5, 'other'),
        reserve(3000, 11),
        reserve(4000, 9),
        reserve(5000, null),
        reserve(6000, 10, 'other'),
        reserve(7000, 0),
      ],
    };
    expect(
      told(simulate(scenario, rules), ['operation']).filter((line) => / (done|refused)/.test(line)),
    ).toEqual([
      '1000 operation 1 asked -> refused (refused: too little left unreserved)',
      '2000 operation 2 asked -> done',
      '3000 operation 3 asked -> refused (refused: too little left unreserved)',
      '4000 operation 4 asked -> done',
      '5000 operation 5 asked -> done',
      '6000 operation 6 asked -> done',
      '7000 operation 7 asked -> done',
    ]);
    // The same in an account that is as small as what must be left.
    const small: Scenario = {
      ...scenario,
      changes: [reserve(1000, 1), reserve(2000, 0)],
      settings: { ...scenario.settings, function: smallScenario().settings.function, concurrencyLimit: 5 },
    };
    expect(
      told(simulate(small, rules), ['operation']).filter((line) => / (done|refused)/.test(line)),
    ).toEqual([
      '1000 operation 1 asked -> refused (refused: too little left unreserved)',
      '2000 operation 2 asked -> done',
    ]);
  });
});

describe('a function that is switched off for a while', () => {
  const changes = [reserve(2000, 0), reserve(60_000, null)];
  const spell = { startMs: 0, untilMs: 10_000, everyMs: 500, kind: 'constant' } as const;
  /** Invocations of it that begin, by the moment in ms. */
  const begunMs = (scenario: Scenario) =>
    told(simulate(scenario, rules), ['request'])
      .filter((line) => / request \d+ -> (waiting|running)/.test(line))
      .map((line) => Number(line.split(' ')[0]));

  test('keeps the messages of its queue: they are hidden, come back, and are handled once it is on', () => {
    const scenario: Scenario = {
      ...smallQueue({ arrivals: spell, mapping: { batchSize: 1 }, horizonMs: 600_000 }),
      changes,
    };
    const begun = begunMs(scenario);
    expect(begun.filter((atMs) => atMs >= 2000 && atMs < 60_000)).toEqual([]);
    expect(begun.filter((atMs) => atMs < 2000)).not.toEqual([]);
    const { endOf } = endsOf(simulate(scenario, rules), 'message');
    expect(endOf).toEqual({ deleted: 20 });
  });

  test('keeps the records of its stream: readers wait, in order, and lose no retry', () => {
    const stream = smallStream({ arrivals: spell, mapping: { batchSize: 1, maximumRetryAttempts: 0 } });
    const scenario: Scenario = { ...stream, changes };
    const begun = begunMs(scenario);
    expect(begun.filter((atMs) => atMs >= 2000 && atMs < 60_000)).toEqual([]);
    const { endOf, order } = endsOf(simulate(scenario, rules), 'record');
    expect(endOf).toEqual({ processed: 20 });
    expect(order).toEqual([...order].sort((one, other) => one - other));
  });
});

test('a reservation is shared by a function and its versions', () => {
  const scenario = smallScenario({
    requests: [0, 0],
    function: { handlerMs: 1000, reservedConcurrency: 1, versions: { '1': {} } },
    settings: { caller: { invocationType: 'RequestResponse', permitted: true, invokes: 'function:1' } },
  });
  const feeds = [{ to: 'function', arrivals: { kind: 'list' as const, requests: [{ atMs: 0 }] } }];
  expect(fates({ ...scenario, feeds }).slice(0, 3)).toEqual([
    '0 waiting',
    '0 throttled (throttled: reserved concurrency)',
    '0 throttled (throttled: reserved concurrency)',
  ]);
});

test('problems name the most that may be reserved, and a change that was not possible yet', () => {
  const found = (scenario: Scenario, day: string) =>
    scalingProblems(scenario, realRules(day)).map(({ path, expected }) => `${path}: ${expected}`);
  const fn = (reservedConcurrency: number) => ({ ...smallScenario().settings.function, reservedConcurrency });
  expect(found(smallScenario({ function: { reservedConcurrency: 900 } }), '2018-03-14')).toEqual([]);
  const settings = { functions: { second: fn(100), third: fn(150) } };
  expect(found(smallScenario({ function: { reservedConcurrency: 780 }, settings }), '2026-11-20')).toEqual([
    "settings.functions.third.reservedConcurrency: at most 20: 100 of the account's 1000 stay unreserved at 2026-11-20",
  ]);
  const tiny = { concurrencyLimit: 10 };
  expect(
    found(smallScenario({ function: { reservedConcurrency: 0 }, settings: tiny }), '2026-11-20'),
  ).toEqual([]);
  expect(
    found(smallScenario({ function: { reservedConcurrency: 1 }, settings: tiny }), '2026-11-20'),
  ).toEqual([
    "settings.function.reservedConcurrency: at most 0: all of the account's 10 stay unreserved at 2026-11-20",
  ]);
  expect(found({ ...smallScenario(), changes: [reserve(0, 1)] }, '2017-06-01')).toEqual([
    'changes.0.kind: no such change at 2017-06-01: concurrency can be reserved since 2017-11-30',
  ]);
});
