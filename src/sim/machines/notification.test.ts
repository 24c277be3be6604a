import { describe, expect, it } from 'vitest';
import type { ScenarioError } from '../problem.ts';
import { simulate } from '../run.ts';
import type { Rules } from '../rules.ts';
import type { Fault, Scenario, Settings } from '../scenario.ts';
import { idealRules } from '../testing/ideal-rules.ts';
import { smallScenario } from '../testing/small-scenario.ts';
import { told } from '../testing/told.ts';

type Push = Extract<NonNullable<Settings['resources']>[string], { type: 'push-service' }>;

/** One event of a service at 0, for the function that takes 100 ms. */
function pushScenario(
  service: Push['service'],
  more: Partial<Push> = {},
  faults: readonly Fault[] = [],
  settings: Partial<Settings> = {},
  fn: Partial<Settings['function']> = {},
): Scenario {
  const scenario = smallScenario({
    horizonMs: 1e10,
    function: {
      handlerMs: 100,
      createMs: 0,
      init: { extensionsMs: 0, runtimeMs: 0, functionMs: 0 },
      async: { maximumRetryAttempts: 0 },
      ...fn,
    },
    settings: {
      ...settings,
      resources: {
        source: { type: 'push-service', service, targets: ['function'], ...more },
        ...settings.resources,
      },
    },
    faults: [...faults],
  });
  return { ...scenario, model: 'push-asynchronous', entry: 'source' };
}

const fault = (kind: Fault['kind'], more: Partial<Fault> = {}): Fault => ({
  id: kind,
  title: kind,
  on: true,
  kind,
  ...more,
});
const story = (scenario: Scenario, rules: Rules = idealRules, kinds = ['notification', 'event']) =>
  told(simulate(scenario, rules), kinds);
const delivery = (changes: Partial<Rules['delivery']>): Rules => ({
  ...idealRules,
  delivery: { ...idealRules.delivery, ...changes },
});

describe('a notification', () => {
  it('is handed over once, and its service hears no more', () => {
    const scenario = pushScenario('s3', {}, [fault('function-error')]);
    expect(story(scenario)).toEqual([
      '0 notification 1 -> sending (notified)',
      '0 event 1 -> queued (accepted)',
      '0 event 1 queued -> trying',
      '0 notification 1 sending -> delivered',
      '100 event 1 trying -> retries exhausted (given up: retries exhausted)',
    ]);
  });

  it('goes to each target', () => {
    const { function: fn } = smallScenario().settings;
    const functions = { second: fn, third: fn };
    const scenario = pushScenario('sns', { targets: ['function', 'second', 'third'] }, [], { functions });
    const trace = simulate(scenario, idealRules);
    expect(told(trace, ['event']).filter((line) => line.includes('accepted'))).toHaveLength(3);
    expect(told(trace, ['notification']).filter((line) => line.includes('delivered'))).toHaveLength(3);
  });

  it('is turned away where the resource policy does not let the service in', () => {
    expect(story(pushScenario('s3', { notPermitted: ['function'] }))).toEqual([
      '0 notification 1 -> sending (notified)',
      '0 event 1 -> denied (denied: resource policy)',
      '0 notification 1 sending -> turned away (denied: resource policy)',
    ]);
    const large = pushScenario('s3', { payloadBytes: 1000 });
    const rules = { ...idealRules, async: { ...idealRules.async, payloadBytes: 999 } };
    expect(story(large, rules).at(-1)).toBe('0 notification 1 sending -> turned away (refused: too large)');
  });

  it('is turned away by a queue whose policy does not let the service in', () => {
    const resources = { orders: { type: 'queue' as const } };
    const targets = ['function', 'orders'];
    const lines = (more: Partial<Push>, faults: readonly Fault[] = []) =>
      story(pushScenario('sns', { targets, ...more }, faults, { resources }), idealRules, [
        'notification',
        'message',
      ]).filter((line) => /^0 .*(message|notification 2)/.test(line));
    expect(lines({ notPermitted: ['orders'] })).toEqual([
      '0 notification 2 -> sending (notified)',
      '0 notification 2 sending -> turned away (denied: resource policy)',
    ]);
    expect(lines({}).slice(1)).toEqual(['0 message 1 -> visible', '0 notification 2 sending -> delivered']);
    const taken = (untilMs: number) =>
      lines({}, [fault('permission-missing', { of: 'source', fromMs: 0, untilMs })]);
    expect(taken(1).at(-1)).toContain('turned away');
    expect(taken(0).at(-1)).toContain('delivered');
  });

  it('is turned away where there is no such function', () => {
    const scenario = pushScenario('s3', {}, [], {}, { mayPassRole: false });
    expect(story(scenario)).toEqual([
      '0 notification 1 -> sending (notified)',
      '0 event 1 -> refused (refused: no such function)',
      '0 notification 1 sending -> turned away (refused: no such function)',
    ]);
  });

  it('can come twice: once more for each target, naming the first', () => {
    const lines = story(pushScenario('s3', {}, [fault('duplicate', { of: 'source' })]));
    expect(lines).toContain('0 notification 2 -> sending (notified: second delivery)');
    expect(lines).toContain('0 event 2 -> queued (accepted: second delivery)');
  });

  it('of SNS is tried again in phases', () => {
    const sns = [
      { attempts: 3, fromUs: 0, toUs: 0 },
      { attempts: 2, fromUs: 1e6, toUs: 1e6 },
      { attempts: 10, fromUs: 1e6, toUs: 20e6 },
      { attempts: 4, fromUs: 20e6, toUs: 20e6 },
    ];
    const broken = pushScenario('sns', {}, [fault('service-error', { of: 'source' })]);
    const lines = story(broken, delivery({ sns }));
    const tries = lines
      .filter((line) => line.includes('backing off -> sending'))
      .map((line) => Number(line.split(' ')[0]) / 1000);
    expect(tries).toHaveLength(19);
    expect(tries.slice(0, 6)).toEqual([0, 0, 0, 1, 2, 3]);
    // The tenth wait of the third phase is its longest, and so are all that follow.
    expect(tries.slice(-5).map((at, index, all) => at - (all[index - 1] ?? tries.at(-6)!))).toEqual(
      [20, 20, 20, 20, 20].map((wait) => expect.closeTo(wait, 3)),
    );
    expect(lines.at(-1)).toContain('sending -> given up (given up: no attempts left)');
    const mended = pushScenario('sns', {}, [fault('service-error', { of: 'source', untilMs: 1500 })]);
    expect(story(mended, delivery({ sns }))).toContain('2000 notification 1 sending -> delivered');
  });

  it('of EventBridge is given up after a day, and after so many attempts', () => {
    const broken = pushScenario('eventbridge', {}, [fault('service-error', { of: 'source' })]);
    const last = (eventBridge: Rules['delivery']['eventBridge']) => {
      const lines = story(broken, delivery({ eventBridge }));
      const tries = lines.filter((line) => line.includes('-> sending')).length;
      return [tries, lines.at(-1)!.split(' ')[0]];
    };
    // 1, 3, 7 s, then no more.
    expect(last({ retries: 3, forUs: 1e12 })).toEqual([4, '7000']);
    expect(last({ retries: 185, forUs: 10e6 })).toEqual([4, '7000']);
  });

  it('of CloudWatch Logs waited for the function in 2018', () => {
    const rules = delivery({ cloudWatchLogs: { retries: 5 } });
    const throttled = pushScenario('cloudwatch-logs', {}, [], { concurrencyLimit: 0 });
    const lines = story(throttled, rules);
    expect(lines.filter((line) => line.includes('backing off -> sending'))).toHaveLength(5);
    expect(lines.at(-1)).toContain('given up');
    expect(lines.some((line) => line.includes('event'))).toBe(false);
    // An error of the function is an answer, and nobody tries again.
    expect(story(pushScenario('cloudwatch-logs', {}, [fault('function-error')]), rules)).toEqual([
      '0 notification 1 -> sending (notified)',
      '100 notification 1 sending -> delivered',
    ]);
    expect(story(pushScenario('cloudwatch-logs', { notPermitted: ['function'] }), rules).at(-1)).toBe(
      '0 notification 1 sending -> turned away (denied: no permission)',
    );
  });
});

describe('services that cannot be', () => {
  const problems = (scenario: Scenario, rules: Rules = idealRules) => {
    try {
      simulate(scenario, rules);
      return [];
    } catch (error) {
      return (error as ScenarioError).problems.map(({ message }) => message);
    }
  };

  it('are refused before they invoked functions, with the date', () => {
    const rules: Rules = { ...idealRules, notYet: { 'source-ses': '2015-09-28' } };
    expect(problems(pushScenario('ses'), rules)[0]).toContain('this one does since 2015-09-28');
    expect(problems(pushScenario('s3'), rules)).toEqual([]);
  });

  it('are refused where they hand on to each other in a circle', () => {
    const resources = {
      other: { type: 'push-service' as const, service: 'sns' as const, targets: ['source'] },
    };
    expect(problems(pushScenario('s3', { targets: ['other'] }, [], { resources }))).toHaveLength(2);
    const line = { other: { ...resources.other, targets: ['function'] } };
    expect(problems(pushScenario('s3', { targets: ['other'] }, [], { resources: line }))).toEqual([]);
  });

  it('are refused where a round is allowed at a date that knew no such thing', () => {
    const rules = (recursion: Rules['async']['recursion']): Rules => ({
      ...idealRules,
      async: { ...idealRules.async, recursion },
      notYet: { 'recursion-detection': '2023-07-13' },
    });
    const asked = (recursiveLoop: 'Allow' | 'Terminate', recursion: Rules['async']['recursion']) =>
      problems(pushScenario('s3', {}, [], {}, { recursiveLoop }), rules(recursion)).length;
    const { recursion } = idealRules.async;
    expect(asked('Allow', recursion)).toBe(0);
    expect(asked('Allow', { ...recursion!, canBeAllowed: false })).toBe(1);
    expect(asked('Terminate', { ...recursion!, canBeAllowed: false })).toBe(0);
    expect(asked('Allow', null)).toBe(1);
    expect(asked('Terminate', null)).toBe(0);
  });
});

describe('a round', () => {
  /** S3 → function → the same bucket. */
  const round = (fn: Partial<Settings['function']> = {}, service: Push['service'] = 's3') =>
    pushScenario(service, {}, [], {}, { calls: [{ to: 'source' }], ...fn });
  const invocations = (scenario: Scenario, recursion: Rules['async']['recursion']) => {
    const rules = { ...idealRules, async: { ...idealRules.async, recursion } };
    const lines = story({ ...scenario, horizonMs: 5050 }, rules, ['event']);
    return {
      begun: lines.filter((line) => line.includes('-> trying')).length,
      stopped: lines.filter((line) => line.includes('stopped (given up: recursive loop)')).length,
    };
  };
  const { recursion } = idealRules.async;

  it('is stopped after about 16 invocations', () => {
    expect(invocations(round(), recursion)).toEqual({ begun: 16, stopped: 1 });
  });

  it('goes on where the function allows it, through services that are not followed, and before it was detected', () => {
    const free = { begun: 51, stopped: 0 };
    expect(invocations(round({ recursiveLoop: 'Allow' }), recursion)).toEqual(free);
    expect(invocations(round({}, 'eventbridge'), recursion)).toEqual(free);
    expect(invocations(round(), { ...recursion!, services: ['Lambda', 'SQS', 'SNS'] })).toEqual(free);
    expect(invocations(round(), null)).toEqual(free);
  });
});
