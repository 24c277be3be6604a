import { describe, expect, it } from 'vitest';
import { ScenarioError } from '../problem.ts';
import { simulate } from '../run.ts';
import type { Rules } from '../rules.ts';
import type { Fault, Scenario, Settings } from '../scenario.ts';
import { idealRules } from '../testing/ideal-rules.ts';
import { smallScenario } from '../testing/small-scenario.ts';
import { told } from '../testing/told.ts';

interface More {
  readonly faults?: readonly Fault[];
  readonly settings?: Partial<Settings>;
  readonly entry?: string;
}

/** Events at these milliseconds, sent by a service; no cold starts to speak of; the handler takes 1 s. */
function eventScenario(
  atMs: readonly number[],
  fn: Partial<Settings['function']>,
  { faults, settings, entry }: More = {},
): Scenario {
  const scenario = smallScenario({
    requests: atMs,
    function: {
      handlerMs: 1000,
      timeoutMs: 60_000,
      createMs: 0,
      init: { extensionsMs: 0, runtimeMs: 0, functionMs: 0 },
      ...fn,
    },
    ...(settings === undefined ? {} : { settings }),
    faults: [...(faults ?? [])],
  });
  return { ...scenario, model: 'push-asynchronous', entry: entry ?? 'function' };
}

const fault = (kind: Fault['kind'], more: Partial<Fault> = {}): Fault => ({
  id: kind,
  title: kind,
  on: true,
  kind,
  ...more,
});
const alwaysFails = [fault('function-error')];
const KINDS = ['event', 'delivery', 'notification'];
const story = (scenario: Scenario, kinds = KINDS, rules: Rules = idealRules) =>
  told(simulate(scenario, rules), kinds);
const problemsOf = (scenario: Scenario, rules: Rules = idealRules): string[] => {
  try {
    simulate(scenario, rules);
    return [];
  } catch (error) {
    return (error as ScenarioError).problems.map(({ message }) => message);
  }
};

describe('an event', () => {
  it('is accepted, tried and done with', () => {
    expect(story(eventScenario([0], {}))).toEqual([
      '0 event 1 -> queued (accepted)',
      '0 event 1 queued -> trying',
      '1000 event 1 trying -> succeeded (handler: returned)',
    ]);
  });

  it('is tried twice more after errors, after one minute and after two', () => {
    expect(story(eventScenario([0], {}, { faults: alwaysFails }))).toEqual([
      '0 event 1 -> queued (accepted)',
      '0 event 1 queued -> trying',
      '1000 event 1 trying -> waiting (handler: error)',
      '61000 event 1 waiting -> queued',
      '61000 event 1 queued -> trying',
      '62000 event 1 trying -> waiting (handler: error)',
      '182000 event 1 waiting -> queued',
      '182000 event 1 queued -> trying',
      '183000 event 1 trying -> retries exhausted (given up: retries exhausted)',
    ]);
  });

  it('backs off longer and longer while it is throttled, and anew after an attempt that ran', () => {
    const times = (scenario: Scenario, state: string) =>
      story(scenario)
        .filter((line) => line.includes(`-> ${state}`))
        .map((line) => Number(line.split(' ')[0]));
    // The first takes the only place for 10 s; the second is tried at 1, 2, 4 and 8 s after its throttles.
    const scenario = eventScenario([0, 500], { handlerMs: 10_000, reservedConcurrency: 1 });
    expect(times(scenario, 'backing off')).toEqual([500, 1500, 3500, 7500]);
    expect(times(scenario, 'succeeded')).toEqual([10_000, 25_500]);
    // Lambda fails at first and again a minute later; in between the third invocation runs, and fails itself.
    const faults = [
      fault('service-error', { id: 'first', untilMs: 2500 }),
      fault('service-error', { id: 'later', fromMs: 60_000, untilMs: 66_000 }),
      fault('function-error', { which: [3] }),
    ];
    const failed = eventScenario([0], {}, { faults });
    expect(times(failed, 'backing off')).toEqual([0, 1000, 64_000, 65_000]);
    expect(times(failed, 'succeeded')).toEqual([68_000]);
  });

  it('finds a place that frees at the moment at which it is tried again', () => {
    // The second is in the only place from 60 s to 61 s, when the wait of the first is over.
    const faults = [fault('function-error', { which: [1] })];
    const lines = story(eventScenario([0, 60_000], { reservedConcurrency: 1 }, { faults }));
    expect(lines.filter((line) => line.includes('backing off'))).toEqual([]);
    expect(lines.at(-1)).toBe('62000 event 1 trying -> succeeded (handler: returned)');
  });

  it('waits for a place where it is told to, first come, first served', () => {
    const scenario = eventScenario([0, 100, 200], {
      reservedConcurrency: 1,
      async: { whenThrottled: 'wait' },
    });
    expect(story(scenario)).toEqual([
      '0 event 1 -> queued (accepted)',
      '0 event 1 queued -> trying',
      '100 event 2 -> queued (accepted)',
      '100 event 2 queued -> queued (waits: no place free)',
      '200 event 3 -> queued (accepted)',
      '200 event 3 queued -> queued (waits: no place free)',
      '1000 event 1 trying -> succeeded (handler: returned)',
      '1000 event 2 queued -> trying',
      '2000 event 2 trying -> succeeded (handler: returned)',
      '2000 event 3 queued -> trying',
      '3000 event 3 trying -> succeeded (handler: returned)',
    ]);
  });

  it('waits in one line for the places that functions share', () => {
    const scenario = eventScenario(
      [0, 100, 300],
      { async: { whenThrottled: 'wait' } },
      {
        settings: {
          concurrencyLimit: 1,
          functions: {
            second: {
              ...smallScenario().settings.function,
              handlerMs: 500,
              async: { whenThrottled: 'wait' },
            },
          },
        },
      },
    );
    const shared = {
      ...scenario,
      feeds: [{ to: 'second', arrivals: { kind: 'list' as const, requests: [{ atMs: 200 }] } }],
    };
    const trace = simulate(shared, idealRules);
    // Numbers are given as they come: the third event is that of the other function.
    expect(
      told(trace, ['event'])
        .filter((line) => line.includes('-> trying'))
        .map((line) => line.split(' ')[2]),
    ).toEqual(['1', '2', '3', '4']);
  });

  it('expires when an attempt would start too late, not before', () => {
    const scenario = (maximumEventAgeMs: number) =>
      eventScenario([0], { async: { maximumEventAgeMs } }, { faults: alwaysFails });
    // The second attempt would start at exactly 61 s: the limit is exceeded when the age is greater.
    expect(story(scenario(61_000)).at(-1)).toBe('182000 event 1 queued -> expired (given up: too old)');
    expect(story(scenario(60_999)).at(-1)).toBe('61000 event 1 queued -> expired (given up: too old)');
  });

  it('is dropped without an attempt where nothing is reserved', () => {
    const scenario = eventScenario(
      [0],
      { reservedConcurrency: 0, async: { deadLetterQueue: 'dead' } },
      { settings: { resources: { dead: { type: 'target', service: 'sqs' } } } },
    );
    expect(story(scenario)).toEqual([
      '0 event 1 -> queued (accepted)',
      '0 event 1 queued -> dropped (given up: nothing reserved)',
      '0 delivery 1 -> delivered (sent: dead letter)',
    ]);
  });

  it('is told what is wrong with it before it is accepted', () => {
    const caller = { invocationType: 'Event' as const, permitted: true };
    const direct = (more: object) =>
      story(
        eventScenario([0], {}, { entry: 'caller', settings: { caller: { ...caller, ...more } } }),
        KINDS,
        {
          ...idealRules,
          async: { ...idealRules.async, payloadBytes: 128 * 1024 },
        },
      )[0];
    expect(direct({})).toBe('0 event 1 -> queued (accepted)');
    expect(direct({ permitted: false })).toBe('0 event 1 -> denied (denied: no permission)');
    expect(direct({ payloadBytes: 128 * 1024 })).toBe('0 event 1 -> queued (accepted)');
    expect(direct({ payloadBytes: 128 * 1024 + 1 })).toBe('0 event 1 -> refused (refused: too large)');
    const invalid = eventScenario([0], {}, { faults: [fault('invalid-request')] });
    expect(story(invalid)).toEqual(['0 event 1 -> refused (refused: invalid request)']);
  });

  it('can be handed out twice: the copy is an event of its own', () => {
    const trace = simulate(
      eventScenario([0], {}, { faults: [fault('duplicate', { which: [1] })] }),
      idealRules,
    );
    const lines = told(trace, ['event']);
    expect(lines).toContain('0 event 2 -> queued (accepted: second delivery)');
    expect(lines.filter((line) => line.includes('succeeded'))).toHaveLength(2);
    const copy = told(
      trace,
      trace.kinds.map(({ name }) => name),
    ).findIndex((line) => line.includes('second delivery'));
    expect(trace.other[copy]).toBe(0);
  });

  it('fails at what it is about until the handler is mended', () => {
    const bad = fault('bad-item', { which: [2], untilMs: 30_000 });
    const lines = story(eventScenario([0, 0], {}, { faults: [bad] })).filter((line) =>
      line.includes('event 2'),
    );
    expect(lines).toContain('1000 event 2 trying -> waiting (handler: error)');
    expect(lines.at(-1)).toBe('62000 event 2 trying -> succeeded (handler: returned)');
  });
});

describe('a record of its end', () => {
  const resources = {
    dead: { type: 'target', service: 'sqs' },
    failed: { type: 'target', service: 'sns' },
    fine: { type: 'target', service: 'eventbridge' },
  } satisfies Settings['resources'];
  const async = { maximumRetryAttempts: 0, deadLetterQueue: 'dead', onFailure: 'failed', onSuccess: 'fine' };
  const deliveries = (faults: readonly Fault[], more: Partial<Settings['function']> = {}) =>
    story(eventScenario([0], { async, ...more }, { faults, settings: { resources } }), ['delivery']);

  it('goes to the dead-letter queue and to the destination', () => {
    expect(deliveries(alwaysFails)).toEqual([
      '1000 delivery 1 -> delivered (sent: dead letter)',
      '1000 delivery 2 -> delivered (sent: on failure)',
    ]);
    expect(deliveries([])).toEqual(['1000 delivery 1 -> delivered (sent: on success)']);
  });

  it('is lost where the role may not send it', () => {
    const missing = (of: string) => deliveries([...alwaysFails, fault('permission-missing', { of })]);
    expect(missing('dead')).toEqual([
      '1000 delivery 1 -> failed (lost: dead letter not permitted)',
      '1000 delivery 2 -> delivered (sent: on failure)',
    ]);
    expect(missing('failed')[1]).toBe('1000 delivery 2 -> failed (lost: destination not permitted)');
    expect(deliveries(alwaysFails, { denied: ['sqs:SendMessage'] })[0]).toContain('failed');
  });

  it('for a function that could not be created is refused at once, and leaves no dead letter', () => {
    for (const fn of [{ mayPassRole: false }, { trusted: false }]) {
      const scenario = eventScenario(
        [0],
        { ...fn, async: { deadLetterQueue: 'dead' } },
        { settings: { resources: { dead: { type: 'target', service: 'sqs' } } } },
      );
      expect(story(scenario, [...KINDS, 'request'])).toEqual([
        '0 event 1 -> refused (refused: no such function)',
      ]);
    }
    // The trust policy is changed later: the event is taken, and its attempts are turned away.
    const later = eventScenario(
      [5],
      {},
      {
        faults: [fault('permission-missing', { of: 'function', action: 'sts:AssumeRole', fromMs: 1 })],
      },
    );
    expect(story(later)[0]).toBe('5 event 1 -> queued (accepted)');
  });

  it('of a round that is stopped can be dealt with by another function', () => {
    const { function: fn } = smallScenario().settings;
    const scenario = eventScenario(
      [0],
      { calls: [{ to: 'function', invocationType: 'Event' }], async: { onFailure: 'next' } },
      { settings: { functions: { next: fn } } },
    );
    const trace = simulate(scenario, idealRules);
    const ends = told(trace, ['event']).filter(
      (line) => line.includes('stopped') || line.includes('succeeded'),
    );
    expect(ends).toHaveLength(18);
    expect(ends).toContain('16000 event 17 queued -> stopped (given up: recursive loop)');
    expect(ends.at(-1)).toContain('event 18 trying -> succeeded');
  });

  it('starts a function that is its destination', () => {
    const { function: fn } = smallScenario().settings;
    const scenario = eventScenario(
      [0],
      { async: { onSuccess: 'next' } },
      { settings: { functions: { next: { ...fn, createMs: 0 } } } },
    );
    expect(story(scenario, ['event', 'delivery']).slice(2, 6)).toEqual([
      '1000 event 1 trying -> succeeded (handler: returned)',
      '1000 delivery 1 -> delivered (sent: on success)',
      '1000 event 2 -> queued (accepted)',
      '1000 event 2 queued -> trying',
    ]);
  });
});

describe('settings that a date does not allow', () => {
  const resources = {
    bucket: { type: 'target', service: 's3' },
    fifo: { type: 'target', service: 'sqs', fifo: true },
    dead: { type: 'target', service: 'sqs' },
  } satisfies Settings['resources'];
  const asked = (
    async: Settings['function']['async'],
    rules: Partial<Rules['async']> = {},
    notYet: Rules['notYet'] = {},
  ) =>
    problemsOf(eventScenario([0], { async }, { settings: { resources } }), {
      ...idealRules,
      async: { ...idealRules.async, ...rules },
      notYet,
    });

  it('are refused, with the date where there is one', () => {
    expect(asked({ deadLetterQueue: 'dead', onFailure: 'bucket' })).toEqual([]);
    expect(
      asked({ deadLetterQueue: 'dead' }, { deadLetterTargets: null }, { dlq: '2016-12-03' })[0],
    ).toContain('it exists since 2016-12-03');
    expect(asked({ onFailure: 'dead' }, { destinations: null }, { destinations: '2019-11-25' })[0]).toContain(
      'it exists since 2019-11-25',
    );
    expect(asked({ onSuccess: 'bucket' })[0]).toContain('SQS, SNS, Lambda, EventBridge');
    expect(asked({ deadLetterQueue: 'fifo' })[0]).toContain('a standard queue or topic');
    expect(asked({ maximumRetryAttempts: 3 })[0]).toContain('0 to 2');
    expect(asked({ backOff: { firstMs: 0, factor: 2, capMs: 10 } })[0]).toContain('at least 1');
    expect(
      asked({ maximumRetryAttempts: 0 }, { retriesMin: 2 }, { 'async-settings': '2019-11-25' })[0],
    ).toContain('it can be set since 2019-11-25');
  });

  it('are refused where records go from function to function in a circle', () => {
    const { function: fn } = smallScenario().settings;
    const scenario = eventScenario(
      [0],
      { async: { onFailure: 'next' } },
      { settings: { functions: { next: { ...fn, async: { onFailure: 'function' } } } } },
    );
    expect(problemsOf(scenario)).toHaveLength(2);
  });
});
