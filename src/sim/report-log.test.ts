import { describe, expect, it } from 'vitest';
import { FAILURES, reportLog } from './report-log.ts';
import { requestId } from './request-id.ts';
import type { Rules } from './rules.ts';
import { simulate } from './run.ts';
import type { Scenario } from './scenario.ts';
import { statecharts } from './statechart.ts';
import { put } from './testing/changes.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { smallScenario } from './testing/small-scenario.ts';
import { isoTime } from './utc-time.ts';

/** Messages, with ids by order of appearance and the runtime's ARN cut. */
function logOf(scenario: Scenario, rules: Rules = idealRules): string[] {
  const ids: string[] = [];
  return [...reportLog(simulate(scenario, rules), scenario, rules)].map(({ message }) =>
    message
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g, (id) => {
        if (!ids.includes(id)) ids.push(id);
        return `<id ${ids.indexOf(id) + 1}>`;
      })
      .replace(/runtime:[0-9a-f]{64}$/, 'runtime:<hash>'),
  );
}

const fault = (kind: Scenario['faults'][number]['kind'], which = [1]): Scenario['faults'] => [
  { id: 'it', title: 'it', on: true, kind, which },
];
const INIT_START =
  'INIT_START Runtime Version: nodejs:24.v1\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:<hash>';

/** As lines were in 2020: no lines about Init, rounded to 100 ms, Init not billed, no status. */
const rules2020: Rules = {
  ...idealRules,
  logs: {
    ...idealRules.logs,
    reportFields: [
      'RequestId',
      'Duration',
      'Billed Duration',
      'Memory Size',
      'Max Memory Used',
      'Init Duration',
    ],
    initStart: false,
    initReport: false,
    billedUnitMs: 100,
    initBilled: false,
  },
};
const today: Rules = {
  ...idealRules,
  logs: { ...idealRules.logs, reportFields: [...rules2020.logs.reportFields, 'Status', 'Error Type'] },
};

describe('what Lambda writes into the log', () => {
  it('tells a cold start and a warm one', () => {
    expect(logOf(smallScenario({ requests: [0, [1000, 12.345]] }), today)).toEqual([
      INIT_START,
      'START RequestId: <id 1> Version: $LATEST',
      'END RequestId: <id 1>',
      'REPORT RequestId: <id 1>\tDuration: 40.00 ms\tBilled Duration: 340 ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\tInit Duration: 300.00 ms\t',
      'START RequestId: <id 2> Version: $LATEST',
      'END RequestId: <id 2>',
      'REPORT RequestId: <id 2>\tDuration: 12.35 ms\tBilled Duration: 13 ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\t',
    ]);
  });

  it('rounds and bills as the date has it', () => {
    expect(logOf(smallScenario(), rules2020).at(-1)).toBe(
      'REPORT RequestId: <id 1>\tDuration: 40.00 ms\tBilled Duration: 100 ms \tMemory Size: 128 MB\tMax Memory Used: 64 MB\tInit Duration: 300.00 ms\t',
    );
  });

  it('tells a timeout, before END or as it once was behind REPORT', () => {
    const scenario = smallScenario({ faults: fault('timeout') });
    const timedOut = '2026-11-20T00:00:03.350Z <id 1> Task timed out after 3.00 seconds\n';
    expect(logOf(scenario, { ...today, asOf: '2026-11-20' }).slice(1)).toEqual([
      'START RequestId: <id 1> Version: $LATEST',
      timedOut,
      'END RequestId: <id 1>',
      'REPORT RequestId: <id 1>\tDuration: 3000.00 ms\tBilled Duration: 3300 ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\tInit Duration: 300.00 ms\tStatus: timeout',
    ]);
    const before = logOf(scenario, { ...rules2020, asOf: '2026-11-20' });
    expect(before.slice(1).map((line) => line.split(' ')[0])).toEqual([
      'END',
      'REPORT',
      '2026-11-20T00:00:03.350Z',
    ]);
    expect(before.at(-1)).toBe(timedOut);
  });

  it('tells what ran out of memory, and what crashed', () => {
    expect(logOf(smallScenario({ faults: fault('out-of-memory') }), today).slice(2)).toEqual([
      'RequestId: <id 1> Error: Runtime exited with error: signal: killed\nRuntime.ExitError',
      'END RequestId: <id 1>',
      'REPORT RequestId: <id 1>\tDuration: 40.00 ms\tBilled Duration: 340 ms\tMemory Size: 128 MB\tMax Memory Used: 128 MB\tInit Duration: 300.00 ms\tStatus: error\tError Type: Runtime.OutOfMemory',
    ]);
    expect(logOf(smallScenario({ faults: fault('crash') }), today)[2]).toBe(
      'RequestId: <id 1> Error: Runtime exited with error: exit status 1\nRuntime.ExitError',
    );
  });

  it('counts a repeated Init in Duration, and tells both', () => {
    const lines = logOf(smallScenario({ requests: [0], faults: fault('init-error') }), today);
    expect(lines).toEqual([
      INIT_START,
      'INIT_REPORT Init Duration: 300.00 ms\tPhase: init\tStatus: error\tError Type: Runtime.ExitError',
      'INIT_REPORT Init Duration: 300.00 ms\tPhase: invoke\tStatus: error\tError Type: Runtime.ExitError',
      'START RequestId: <id 1> Version: $LATEST',
      'RequestId: <id 1> Error: Runtime exited with error: exit status 1\nRuntime.ExitError',
      'END RequestId: <id 1>',
      'REPORT RequestId: <id 1>\tDuration: 300.00 ms\tBilled Duration: 300 ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\tStatus: error\tError Type: Runtime.ExitError',
    ]);
    const slow = smallScenario({
      function: { init: { extensionsMs: 0, runtimeMs: 0, functionMs: 12_000 }, timeoutMs: 3000 },
    });
    const limited = { ...today, initLimitUs: 10_000_000 };
    expect(logOf(slow, limited).slice(1, 4)).toEqual([
      'INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: timeout',
      'INIT_REPORT Init Duration: 3000.00 ms\tPhase: invoke\tStatus: timeout',
      'START RequestId: <id 1> Version: $LATEST',
    ]);
  });

  it('knows every way in which an invocation fails', () => {
    const { transitions } = statecharts['environment']!;
    const known = transitions
      .filter(({ from, to }) => from.startsWith('invoke.') && !to.startsWith('invoke.'))
      .map(({ reason }) => reason)
      .filter(
        (reason) => !['handler: returned', 'handler: work left', 'handler: event loop'].includes(reason),
      );
    expect([...new Set(known)].filter((reason) => !(reason in FAILURES))).toEqual([]);
  });

  it('keeps the id of an event through all its attempts', () => {
    const scenario: Scenario = {
      ...smallScenario({
        function: { async: { maximumRetryAttempts: 2, retryWaitsMs: [1000, 2000] } },
        faults: [{ id: 'it', title: 'it', on: true, kind: 'function-error' }],
      }),
      entry: 'function',
    };
    const starts = logOf(scenario, today).filter((line) => line.startsWith('START'));
    expect(starts).toEqual(Array.from({ length: 3 }, () => 'START RequestId: <id 1> Version: $LATEST'));
  });

  it('names the version, in the lines and in the stream', () => {
    const scenario = smallScenario({
      function: { versions: { 7: {} } },
      settings: { caller: { invocationType: 'RequestResponse', permitted: true, invokes: 'function:7' } },
    });
    expect(logOf(scenario, today)[1]).toBe('START RequestId: <id 1> Version: 7');
    const [first] = [...reportLog(simulate(scenario, today), scenario, today)];
    expect(first!.stream).toMatch(/^\d{4}\/\d\d\/\d\d\/\[7\][0-9a-f]{32}$/);
  });

  /** Version 1 with SnapStart, published after a second. */
  const restored = (restoreMs: number): Scenario => ({
    ...smallScenario({
      requests: [[2000, 306.34], 3000],
      function: { memoryMb: 3009, snapStart: { restoreMs, runtime: 'java21' } },
      settings: { caller: { invocationType: 'RequestResponse', permitted: true, invokes: 'function:1' } },
    }),
    changes: [{ kind: 'publish-version', id: 'publish', title: '', on: true, atMs: 1000, version: '1' }],
  });

  it('tells Init where a snapshot is made, and Restore where one is taken up', () => {
    const fields = [...today.logs.reportFields.slice(0, 6), 'Restore Duration', 'Billed Restore Duration'];
    const rules = { ...today, logs: { ...today.logs, reportFields: fields } };
    expect(logOf(restored(302.5), rules)).toEqual([
      INIT_START.replace('nodejs:24', 'java:21'),
      'INIT_REPORT Init Duration: 300.00 ms',
      INIT_START.replace('INIT', 'RESTORE').replace('nodejs:24', 'java:21'),
      'RESTORE_REPORT Restore Duration: 302.50 ms',
      'START RequestId: <id 1> Version: 1',
      'END RequestId: <id 1>',
      // As AWS adds up: 306.34 and 303 ms of a restore were billed as 610 ms (a log of July 2023).
      'REPORT RequestId: <id 1>\tDuration: 306.34 ms\tBilled Duration: 610 ms\tMemory Size: 3009 MB\tMax Memory Used: 64 MB\tRestore Duration: 302.50 ms\tBilled Restore Duration: 303 ms\t',
      'START RequestId: <id 2> Version: 1',
      'END RequestId: <id 2>',
      'REPORT RequestId: <id 2>\tDuration: 40.00 ms\tBilled Duration: 40 ms\tMemory Size: 3009 MB\tMax Memory Used: 64 MB\t',
    ]);
  });

  it('tells a restore that takes too long, and no invocation', () => {
    const lines = logOf(restored(11_000), today);
    expect(lines.find((line) => line.startsWith('RESTORE_REPORT'))).toBe(
      'RESTORE_REPORT Restore Duration: 10000.00 ms Status: timeout',
    );
    expect(lines.some((line) => line.startsWith('START'))).toBe(false);
  });

  it('tells the Init of what is provisioned on its first REPORT, and does not bill it there', () => {
    const scenario: Scenario = {
      ...smallScenario({
        requests: [5000],
        function: { versions: { 1: {} } },
        settings: { caller: { invocationType: 'RequestResponse', permitted: true, invokes: 'function:1' } },
      }),
      changes: [put(1000, 1)],
    };
    expect(logOf(scenario, today).at(-1)).toBe(
      'REPORT RequestId: <id 1>\tDuration: 40.00 ms\tBilled Duration: 40 ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\tInit Duration: 300.00 ms\t',
    );
  });

  it('is empty where the role may not write logs', () => {
    expect(logOf(smallScenario({ function: { denied: ['logs:PutLogEvents'] } }), today)).toEqual([]);
  });

  it('has the same ids for the same seed, and others for another', () => {
    expect(requestId(1, 0, 7)).toBe(requestId(1, 0, 7));
    const ids = [1, 2].flatMap((seed) =>
      [0, 5].flatMap((purpose) =>
        Array.from({ length: 2000 }, (_, number) => requestId(seed, purpose, number)),
      ),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('moments of the calendar', () => {
  it.each([
    ['2026-11-20', 0, '2026-11-20T00:00:00.000Z'],
    ['2026-12-31', 86_400_000_000 - 1, '2026-12-31T23:59:59.999Z'],
    ['2026-12-31', 86_400_000_000, '2027-01-01T00:00:00.000Z'],
    ['2024-02-28', 86_400_000_000 + 3_723_004_567, '2024-02-29T01:02:03.004Z'],
    ['2023-02-28', 86_400_000_000, '2023-03-01T00:00:00.000Z'],
    ['1900-02-28', 86_400_000_000, '1900-03-01T00:00:00.000Z'],
  ])('%s and %d µs are %s', (day, us, text) => {
    expect(isoTime(day, us)).toBe(text);
    expect(new Date(Date.parse(`${day}T00:00:00Z`) + Math.floor(us / 1000)).toISOString()).toBe(text);
  });
});
