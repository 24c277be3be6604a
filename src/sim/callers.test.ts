import { describe, expect, test } from 'vitest';
import { answerSeen } from './answer-seen.ts';
import { callerProblems } from './caller-plan.ts';
import { simulate } from './run.ts';
import type { Rules } from './rules.ts';
import type { Fault, Settings } from './scenario.ts';
import type { Caller } from './settings/caller-settings.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { realRules } from './testing/real-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { told } from './testing/told.ts';

const caller = (more: Partial<Caller>): Partial<Settings> => ({
  caller: { invocationType: 'RequestResponse', permitted: true, ...more },
});

const warm = { createMs: 0, init: { extensionsMs: 0, runtimeMs: 0, functionMs: 0 } };

function callersOf(
  settings: Partial<Settings>,
  more: {
    function?: Partial<Settings['function']>;
    requests?: readonly (number | readonly [number, number])[];
    faults?: Fault[];
    rules?: Rules;
    kinds?: string[];
  } = {},
): string[] {
  const scenario = smallScenario({
    settings,
    function: { ...warm, ...more.function },
    ...(more.requests ? { requests: more.requests } : {}),
    ...(more.faults ? { faults: more.faults } : {}),
  });
  return told(simulate(scenario, more.rules ?? idealRules), more.kinds ?? ['caller']);
}

describe('one who waits', () => {
  test('is answered', () => {
    expect(callersOf(caller({ service: 'invoke-api' }))).toEqual([
      '0 caller 1 -> calling',
      '40 caller 1 calling -> answered (handler: returned)',
    ]);
  });

  test('stops waiting while the function goes on, and hears nothing more', () => {
    const lines = callersOf(caller({ timeoutMs: 30 }), { kinds: ['caller', 'request'] });
    expect(lines).toEqual([
      '0 caller 1 -> calling',
      '0 request 1 -> waiting (cold: no environment)',
      '0 request 1 waiting -> running (began)',
      '30 caller 1 calling -> timed out',
      '40 request 1 running -> succeeded (handler: returned)',
    ]);
  });

  test('an answer that comes exactly at the limit has come in time', () => {
    expect(callersOf(caller({ timeoutMs: 40 })).at(-1)).toBe(
      '40 caller 1 calling -> answered (handler: returned)',
    );
  });

  test('tries again after throttles with waits that grow, and gives up', () => {
    const settings = {
      concurrencyLimit: 0,
      ...caller({ retries: { maximum: 3, backOff: { firstMs: 100, factor: 2, capMs: 300 } } }),
    };
    expect(callersOf(settings)).toEqual([
      '0 caller 1 -> calling',
      '0 caller 1 calling -> waiting (retry: throttled)',
      '100 caller 1 waiting -> calling',
      '100 caller 1 calling -> waiting (retry: throttled)',
      '300 caller 1 waiting -> calling',
      '300 caller 1 calling -> waiting (retry: throttled)',
      '600 caller 1 waiting -> calling',
      '600 caller 1 calling -> throttled (throttled: concurrency)',
    ]);
  });

  test('what came to nothing goes to the backup, what was answered does not', () => {
    const settings = {
      ...caller({ service: 'invoke-api', backup: 'failed-records' }),
      resources: { 'failed-records': { type: 'target' as const, service: 's3' as const } },
    };
    const faults: Fault[] = [{ id: 'fails', title: '', on: true, kind: 'function-error', which: [2] }];
    expect(callersOf(settings, { faults, requests: [0, 100], kinds: ['caller', 'delivery'] })).toEqual([
      '0 caller 1 -> calling',
      '40 caller 1 calling -> answered (handler: returned)',
      '100 caller 2 -> calling',
      '140 caller 2 calling -> function error (handler: error)',
      '140 delivery 1 -> delivered (put: by a call)',
    ]);
  });

  test('tries again only after what it is told to', () => {
    const backOff = { firstMs: 10, factor: 1, capMs: 10 };
    const faults: Fault[] = [{ id: 'fails', title: '', on: true, kind: 'function-error', which: [1] }];
    const plain = caller({ retries: { maximum: 1, backOff } });
    expect(callersOf(plain, { faults }).at(-1)).toBe(
      '40 caller 1 calling -> function error (handler: error)',
    );
    const patient = caller({ retries: { maximum: 1, backOff, after: ['function-error', 'caller-timeout'] } });
    expect(callersOf(patient, { faults })).toEqual([
      '0 caller 1 -> calling',
      '40 caller 1 calling -> waiting (retry: function error)',
      '50 caller 1 waiting -> calling',
      '90 caller 1 calling -> answered (handler: returned)',
    ]);
  });
});

/** What the one behind the caller sees at the end, and when (ms). */
function seenBy(
  more: Partial<Caller>,
  day: string,
  changes: {
    function?: Partial<Settings['function']>;
    faults?: Fault[];
    settings?: Partial<Settings>;
  } = {},
): [atMs: number, what: number | string | null, tries: number] {
  const rules = realRules(day);
  const settings = { ...caller(more), ...changes.settings };
  const scenario = smallScenario({
    settings,
    function: { ...warm, ...changes.function },
    faults: changes.faults ?? [],
  });
  const trace = simulate(scenario, rules);
  for (let step = trace.length - 1; step >= 0; step--) {
    const { name, isFinal } = trace.kinds[trace.kind[step]!]!;
    if (name !== 'caller' || !isFinal[trace.to[step]!]) continue;
    const seen = answerSeen(trace, step, settings.caller, rules)!;
    return [trace.at[step]! / 1000, seen.name ?? seen.status, trace.amount[step]!];
  }
  throw new Error('nobody came to an end');
}

const fails: Fault[] = [{ id: 'fails', title: '', on: true, kind: 'function-error' }];
const malformed: Fault[] = [{ id: 'form', title: '', on: true, kind: 'malformed-answer' }];
const down: Fault[] = [{ id: 'down', title: '', on: true, kind: 'service-error' }];
const slow = { handlerMs: 60_000, timeoutMs: 120_000 };
const full = { settings: { concurrencyLimit: 0 } };

describe('the answer each front shows', () => {
  const TODAY = '2026-11';
  test.each<
    readonly [string, Partial<Caller>, string, Parameters<typeof seenBy>[2], ReturnType<typeof seenBy>]
  >([
    ['the Invoke API: an answer', { service: 'invoke-api' }, TODAY, {}, [40, 200, 1]],
    [
      'the Invoke API: an error is still a 200',
      { service: 'invoke-api' },
      TODAY,
      { faults: fails },
      [40, 'X-Amz-Function-Error', 1],
    ],
    [
      'the Invoke API: throttled in 2018',
      { service: 'invoke-api' },
      '2018-02',
      full,
      [0, 'TooManyRequestsException', 1],
    ],
    [
      'the Invoke API: an event too large',
      { service: 'invoke-api', payloadBytes: 7_000_000 },
      TODAY,
      {},
      [0, 'RequestTooLargeException', 1],
    ],
    [
      'the Invoke API: not allowed',
      { service: 'invoke-api', permitted: false },
      TODAY,
      {},
      [0, 'AccessDeniedException', 1],
    ],
    [
      'the Invoke API: a dry run',
      { service: 'invoke-api', invocationType: 'DryRun' },
      TODAY,
      {},
      [0, 204, 1],
    ],
    [
      'the Invoke API: an event handed over',
      { service: 'invoke-api', invocationType: 'Event' },
      TODAY,
      {},
      [0, 202, 1],
    ],
    ['API Gateway: an error', { service: 'api-gateway' }, TODAY, { faults: fails }, [40, 502, 1]],
    [
      'API Gateway: an answer it cannot read',
      { service: 'api-gateway' },
      TODAY,
      { faults: malformed },
      [40, 502, 1],
    ],
    ['API Gateway: throttled', { service: 'api-gateway' }, TODAY, full, [0, 500, 1]],
    ['API Gateway: not let in', { service: 'api-gateway', permitted: false }, TODAY, {}, [0, 500, 1]],
    [
      'API Gateway: no such function',
      { service: 'api-gateway' },
      TODAY,
      { function: { trusted: false } },
      [0, 500, 1],
    ],
    [
      'ALB: no such function, and no status documented',
      { service: 'alb' },
      TODAY,
      { function: { trusted: false } },
      [0, null, 1],
    ],
    ['API Gateway: waits 29 s', { service: 'api-gateway' }, TODAY, { function: slow }, [29_000, 504, 1]],
    [
      'API Gateway: waits longer since 2024',
      { service: 'api-gateway', timeoutMs: 90_000 },
      '2024-07',
      { function: slow },
      [60_000, 200, 1],
    ],
    ['ALB: an error', { service: 'alb' }, TODAY, { faults: fails }, [40, 502, 1]],
    [
      'ALB: waits as long as the function runs',
      { service: 'alb' },
      TODAY,
      { function: slow },
      [60_000, 200, 1],
    ],
    [
      'ALB: a request larger than it hands on',
      { service: 'alb', payloadBytes: 1_100_000 },
      TODAY,
      {},
      [0, 413, 1],
    ],
    ['ALB: a request it hands on', { service: 'alb', payloadBytes: 1_048_576 }, TODAY, {}, [40, 200, 1]],
    [
      'ALB: an answer larger than it takes',
      { service: 'alb', responseBytes: 1_100_000 },
      TODAY,
      {},
      [40, 502, 1],
    ],
    ['function URL: throttled', { service: 'function-url' }, TODAY, full, [0, 429, 1]],
    ['function URL: an error', { service: 'function-url' }, TODAY, { faults: fails }, [40, 502, 1]],
    [
      'function URL: an answer of 1.1 MB is none too large',
      { service: 'function-url', responseBytes: 1_100_000 },
      TODAY,
      {},
      [40, 200, 1],
    ],
    ['Cognito: three tries of 5 s', { service: 'cognito' }, TODAY, { function: slow }, [15_000, null, 3]],
    ['Lex: waits 30 s', { service: 'lex' }, TODAY, { function: slow }, [30_000, 424, 1]],
    ['Alexa: waits 8 s', { service: 'alexa' }, TODAY, { function: slow }, [8000, null, 1]],
    [
      'Step Functions: an error is not tried again',
      { service: 'step-functions' },
      TODAY,
      { faults: fails },
      [40, 'Lambda.Unknown', 1],
    ],
    [
      'Step Functions: six retries after faults of Lambda',
      { service: 'step-functions' },
      TODAY,
      { faults: down },
      [126_000, 'Lambda.ServiceException', 7],
    ],
    [
      'Step Functions: none in 2017',
      { service: 'step-functions' },
      '2017-06',
      { faults: down },
      [0, 'Lambda.ServiceException', 1],
    ],
    [
      'Step Functions: a task’s own limit',
      { service: 'step-functions', timeoutMs: 5000 },
      TODAY,
      { function: slow },
      [5000, 'States.Timeout', 1],
    ],
    ['S3 Batch: an error', { service: 's3-batch' }, TODAY, { faults: fails }, [40, 'PermanentFailure', 1]],
    [
      'Firehose: three retries, then the records count as failed',
      { service: 'firehose', retries: { maximum: 3, backOff: { firstMs: 1000, factor: 1, capMs: 1000 } } },
      TODAY,
      full,
      [3000, 'processing-failed', 4],
    ],
    [
      'an SDK waits 60 s and calls again',
      {
        service: 'sdk',
        retries: { maximum: 1, backOff: { firstMs: 0, factor: 1, capMs: 0 }, after: ['caller-timeout'] },
      },
      TODAY,
      { function: { handlerMs: 100_000, timeoutMs: 120_000 } },
      [120_000, 'read timeout', 2],
    ],
  ])('%s', (_, more, day, changes, expected) => {
    expect(seenBy(more, day, changes)).toEqual(expected);
  });

  test('an SDK in its standard mode tries three times in all, in its legacy mode five', () => {
    expect(seenBy({ service: 'sdk' }, TODAY, full)[2]).toBe(3);
    expect(seenBy({ service: 'sdk', retryMode: 'legacy' }, TODAY, full)[2]).toBe(5);
    expect(seenBy({ service: 'sdk' }, '2018-02', full)[2]).toBe(5);
    expect(seenBy({ service: 'cli' }, '2018-02', full)[2]).toBe(5);
    expect(seenBy({ service: 'cli' }, TODAY, full)[2]).toBe(3);
    // Throttles were no reason to try again before 2016.
    expect(seenBy({ service: 'sdk' }, '2015-06', full)[2]).toBe(1);
  });
});

describe('what a date does not allow', () => {
  const problemsAt = (more: Partial<Caller>, day: string) =>
    callerProblems(smallScenario({ settings: caller(more) }), realRules(day)).map(({ message }) => message);

  test.each<readonly [Partial<Caller>, string, readonly string[]]>([
    [{ service: 'function-url' }, '2022-05', []],
    [
      { service: 'function-url' },
      '2022-03',
      [
        'settings.caller.service: found "function-url", expected one that invoked functions at 2022-03-01: function-url does since 2022-04-06.',
      ],
    ],
    [{ service: 'api-gateway', timeoutMs: 60_000 }, '2024-07', []],
    [{ service: 'api-gateway', timeoutMs: 29_000 }, '2024-05', []],
    [
      { service: 'api-gateway', timeoutMs: 29_001 },
      '2024-05',
      [
        'settings.caller.timeoutMs: found 29001, expected at most 29000, the longest api-gateway waits at 2024-05-01.',
      ],
    ],
    [
      { service: 'firehose' },
      '2024-05',
      [
        'settings.caller.retries.backOff: found nothing, expected how long it waits between tries: AWS documents no wait of firehose.',
      ],
    ],
    [
      { service: 'sdk', retryMode: 'adaptive' },
      '2019-05',
      [
        'settings.caller.retryMode: found "adaptive", expected "legacy" at 2019-05-01: this mode exists since 2020-02-13.',
      ],
    ],
    [
      { service: 'api-gateway' },
      '2015-05',
      [
        'settings.caller.service: found "api-gateway", expected one that invoked functions at 2015-05-01: api-gateway does since 2015-07-09.',
      ],
    ],
    [
      { service: 'alb', invocationType: 'DryRun' },
      '2024-05',
      ['settings.caller.invocationType: found "DryRun", expected RequestResponse: alb waits for the answer.'],
    ],
  ])('%j at %s', (more, day, expected) => {
    expect(problemsAt(more, day)).toEqual(expected);
  });
});

describe('functions that are not there', () => {
  test('nobody could create it: iam:PassRole is missing, or the role does not trust Lambda', () => {
    for (const fn of [{ mayPassRole: false }, { trusted: false }])
      expect(seenBy({ service: 'invoke-api' }, '2024-05', { function: fn })).toEqual([
        0,
        'ResourceNotFoundException',
        1,
      ]);
  });

  test('a trust policy changed later turns every invocation away until it is put right', () => {
    const faults: Fault[] = [
      {
        id: 'trust',
        title: '',
        on: true,
        kind: 'permission-missing',
        of: 'function',
        action: 'sts:AssumeRole',
        fromMs: 100,
        untilMs: 200,
      },
    ];
    expect(callersOf(caller({ service: 'invoke-api' }), { faults, requests: [0, 150, 300] })).toEqual([
      '0 caller 1 -> calling',
      '40 caller 1 calling -> answered (handler: returned)',
      '150 caller 2 -> calling',
      '150 caller 2 calling -> denied (denied: role not assumed)',
      '300 caller 3 -> calling',
      '340 caller 3 calling -> answered (handler: returned)',
    ]);
  });
});
