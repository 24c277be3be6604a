import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FIRST_DAY } from '../cost/as-of.ts';
import { readFacts } from '../cost/fact.ts';
import { factsAt } from '../cost/value-at.ts';
import { RulesError, type FactValues } from './rules/fact-reader.ts';
import { FEATURES, resolveRules } from './rules.ts';

const FOLDER = 'content/facts';
const content = readdirSync(FOLDER).flatMap((name) =>
  readFacts(JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')), name),
);
const ids = new Set(content.map(({ id }) => id));

/** The facts of the content, some of them with another value; undefined: missing. */
function facts(asOf: string, changes: Record<string, unknown> = {}): FactValues {
  const real = factsAt(content, asOf);
  return {
    asOf: real.asOf,
    valueOf: (id) => (id in changes ? changes[id] : real.valueOf(id)),
    historyOf: (id) => (id in changes ? [{ from: asOf, value: changes[id] }] : real.historyOf(id)),
    introducedOn: (id) => (id in changes ? undefined : real.introducedOn(id)),
  };
}

/** The ids of all facts a resolution asks for. */
function asked(asOf: string): string[] {
  const seen = new Set<string>();
  const real = facts(asOf);
  const noted = (id: string): string => {
    seen.add(id);
    return id;
  };
  resolveRules({
    asOf: real.asOf,
    valueOf: (id) => real.valueOf(noted(id)),
    historyOf: (id) => real.historyOf(noted(id)),
    introducedOn: (id) => real.introducedOn(noted(id)),
  });
  return [...seen];
}

const today = asked('2026-11-20');
const numbers = (value: unknown): number[] =>
  typeof value === 'number'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(numbers)
      : [];

describe('resolveRules', () => {
  test('every fact it asks for is there', () => {
    expect(today.length).toBeGreaterThan(60);
    expect([...today, ...FEATURES].filter((id) => !ids.has(id))).toEqual([]);
  });

  test('works on every day anything changed, from the preview on', () => {
    const starts = content.flatMap(({ history }) => history.map(({ from }) => from));
    const days = new Set(starts.filter((day) => day >= FIRST_DAY));
    for (const day of ['2014-11', '2015-01-01', ...days, '2030-01-01']) {
      const rules = resolveRules(facts(day));
      expect(numbers(rules).every((value) => Number.isFinite(value))).toBe(true);
    }
  });

  test('times are whole microseconds', () => {
    const times = (value: unknown, key: string): number[] => {
      if (typeof value === 'number') return key.endsWith('Us') ? [value] : [];
      if (typeof value !== 'object' || value === null) return [];
      return Object.entries(value).flatMap(([inner, one]) => times(one, Array.isArray(value) ? key : inner));
    };
    const found = times(resolveRules(facts('2026-11-20')), '');
    expect(found.length).toBeGreaterThan(50);
    expect(found.filter((us) => !Number.isSafeInteger(us) || us < 0)).toEqual([]);
  });

  const needed = today.filter((id) => facts('2026-11-20').valueOf(id) !== undefined);
  /** Features: that they exist is all the rules take from these. */
  const onlyDated = new Set(
    FEATURES.filter((id) => {
      try {
        resolveRules(facts('2026-11-20', { [id]: { wrong: true } }));
        return true;
      } catch {
        return false;
      }
    }),
  );

  test.each(needed.filter((id) => !onlyDated.has(id as never)))('names %s when it is malformed', (id) => {
    for (const wrong of [-1, Number.NaN, '', { wrong: 10 }, []]) {
      expect(() => resolveRules(facts('2026-11-20', { [id]: wrong }))).toThrow(RulesError);
      expect(() => resolveRules(facts('2026-11-20', { [id]: wrong }))).toThrow(`Fact "${id}"`);
    }
  });

  test.each(needed.filter((id) => !onlyDated.has(id as never)))('names %s when it is missing', (id) => {
    expect(() => resolveRules(facts('2026-11-20', { [id]: undefined }))).toThrow(
      `Fact "${id}": no value at 2026-11-20`,
    );
  });

  test('refuses a pair in the wrong order, and a word it does not know', () => {
    const at = (changes: Record<string, unknown>) => () => resolveRules(facts('2026-11-20', changes));
    const keep = { id: 'a', label: 'a', functionIdleMs: [2, 1], environmentIdleMs: null, maxAgeMs: null };
    expect(at({ 'idle-recycle-measured': keep })).toThrow('functionIdleMs');
    const provisioned = facts('2026-11-20').valueOf('sqs-provisioned-mode') as object;
    expect(at({ 'sqs-provisioned-mode': { ...provisioned, minPollers: [200, 2] } })).toThrow(
      'minPollers: found [200,2]',
    );
    expect(at({ 'stream-destinations': ['SQS', 'Kafka'] })).toThrow('one of SQS, SNS, S3');
    expect(at({ 'codedeploy-presets': ['LambdaCanary10Percent'] })).toThrow('expected a name such as');
    expect(at({ snapstart: ['Ruby 3.3'] })).toThrow('found "Ruby 3.3"; expected a runtime and its version');
    expect(at({ 'burst-scaling': { scope: 'a zone' } })).toThrow('scope: found "a zone"');
  });
});

describe('values at chosen dates', () => {
  const at = (asOf: string) => resolveRules(facts(asOf));

  test('the asynchronous payload grew twice', () => {
    expect(
      ['2018-11-15', '2018-11-16', '2025-09-30', '2025-10-01'].map(
        (day) => at(day).async.payloadBytes / 1024,
      ),
    ).toEqual([128, 256, 256, 1024]);
  });

  test('retries and event age could not be set before 2019-11-25', () => {
    expect(at('2019-11-24').async).toMatchObject({
      retriesDefault: 2,
      retriesMin: 2,
      retriesMax: 2,
      eventAgeMinUs: 21_600_000_000,
      destinations: null,
      deadLetterTargets: ['SQS', 'SNS'],
    });
    expect(at('2019-11-25').async).toMatchObject({
      retriesMin: 0,
      retriesMax: 2,
      retryWaitsUs: [60_000_000, 120_000_000],
      eventAgeMinUs: 60_000_000,
      throttleBackoff: { fromUs: 1_000_000, toUs: 300_000_000 },
    });
    expect(at('2024-11-21').async.destinations?.onFailure).not.toContain('S3');
    expect(at('2024-11-22').async.destinations?.onFailure).toContain('S3');
  });

  test('endless rounds are stopped since 2023-07-13, through S3 since 2024-10', () => {
    expect(at('2023-07-12').async.recursion).toBeNull();
    expect(at('2023-07-12').notYet['recursion-detection']).toBe('2023-07-13');
    expect(at('2023-07-13').async.recursion).toMatchObject({ chain: 16, services: ['Lambda', 'SQS', 'SNS'] });
    expect(at('2024-10-01').async.recursion?.services).toContain('S3');
  });

  test('SQS is no source before 2018-06-28, FIFO queues before 2019-11-18', () => {
    expect(at('2018-06-27').queues.mapping).toBeNull();
    expect(at('2018-06-27').notYet['sqs-source']).toBe('2018-06-28');
    expect(at('2018-06-28').queues.mapping).toMatchObject({
      batchSizeMaxStandard: 10,
      batchSizeMaxFifo: null,
      windowMaxUs: 0,
      visibilityFactor: null,
      scaling: { initial: 5, perMinute: 60, max: 1000, idleMin: null },
    });
    expect(at('2019-11-17').notYet['sqs-fifo-source']).toBe('2019-11-18');
    expect(at('2019-11-18').queues.mapping?.batchSizeMaxFifo).toBe(10);
  });

  test('pollers grow by 60 a minute, since October 2023 by 300', () => {
    expect(at('2023-09-30').queues.mapping?.scaling).toMatchObject({ perMinute: 60, max: 1000 });
    expect(at('2023-10-01').queues.mapping?.scaling).toMatchObject({ perMinute: 300, max: 1250, idleMin: 2 });
    expect(at('2023-01-11').queues.mapping?.maximumConcurrency).toBeNull();
    expect(at('2023-01-12').queues.mapping?.maximumConcurrency).toEqual({ min: 2, max: 1000 });
    expect(at('2025-11-14').queues.mapping?.provisioned?.maxPollers).toEqual([2, 2000]);
    expect(at('2026-06-18').queues.mapping?.provisioned?.maxPollers).toEqual([2, 10_000]);
  });

  test('streams', () => {
    expect(at('2019-08-28').streams).toMatchObject({
      windowMaxUs: 0,
      parallelizationMax: 1,
      retriesMax: null,
      ageMaxUs: null,
      onFailure: null,
      tumblingMaxUs: null,
    });
    expect(at('2026-11-20').streams).toMatchObject({
      batchSizeDefault: 100,
      batchSizeMax: { kinesis: 10_000, dynamodb: 10_000 },
      pollEveryUs: { kinesis: 1_000_000, dynamodb: 250_000 },
      windowMaxUs: 300_000_000,
      parallelizationMax: 10,
      retriesMax: 10_000,
      ageMinUs: 60_000_000,
      ageMaxUs: 604_800_000_000,
      tumblingMaxUs: 900_000_000,
      payloadBytes: 6_291_456,
    });
    expect(at('2022-04-30').streams.batchSizeMax.dynamodb).toBe(1000);
    expect(at('2020-11-03').streams.retention.kinesis.maxUs).toBe(7 * 86_400_000_000);
    expect(at('2020-11-04').streams.retention.kinesis.maxUs).toBe(365 * 86_400_000_000);
  });

  test('callers', () => {
    const { callers, sdk, sdkTimeoutUs } = at('2026-11-20').sync;
    expect(callers['api-gateway']).toMatchObject({
      timeoutUs: 29_000_000,
      retries: null,
      answers: { 'function-error': 502, throttled: 500, 'caller-timeout': 504 },
    });
    expect(at('2024-06-03').sync.callers['api-gateway']?.maxTimeoutUs).toBe(29_000_000);
    expect(callers['api-gateway']?.maxTimeoutUs).toBe(300_000_000);
    expect(callers.cognito).toMatchObject({ timeoutUs: 5_000_000, retries: { count: 2 } });
    expect(callers['s3-batch']?.retries).toMatchObject({ count: null, after: ['temporary-failure'] });
    expect(at('2018-11-28').sync.callers.alb).toBeNull();
    expect(at('2018-11-28').notYet['caller-alb']).toBe('2018-11-29');
    expect(sdk.standard).toMatchObject({ count: 2, firstWaitUs: 1_000_000, longestWaitUs: 20_000_000 });
    expect(at('2020-02-12').sync.sdk).toMatchObject({ legacy: { count: 4 }, standard: null });
    expect(sdkTimeoutUs).toBe(60_000_000);
  });

  test('at the edge', () => {
    expect(at('2016-12-02').edge).toBeNull();
    expect(at('2018-06-28').edge).toMatchObject({
      viewer: { timeoutUs: 5_000_000, memoryMaxMb: 128 },
      origin: { timeoutUs: 30_000_000, memoryMaxMb: 3008 },
    });
    expect(at('2026-11-20').edge?.viewer.timeoutUs).toBe(30_000_000);
  });

  test('permissions', () => {
    const vpc = (day: string) => at(day).permissions.managedPolicies.AWSLambdaVPCAccessExecutionRole;
    expect(vpc('2016-02-10')).toBeNull();
    expect(vpc('2024-01-04')).not.toContain('ec2:DescribeSubnets');
    expect(vpc('2024-01-05')).toContain('ec2:DescribeSubnets');
    const { role, managedPolicies } = at('2026-11-20').permissions;
    for (const [path, policy] of [
      ['kinesis', 'AWSLambdaKinesisExecutionRole'],
      ['kinesisFanOut', 'AWSLambdaKinesisExecutionRole'],
      ['dynamodb', 'AWSLambdaDynamoDBExecutionRole'],
      ['sqs', 'AWSLambdaSQSQueueExecutionRole'],
      ['vpc', 'AWSLambdaVPCAccessExecutionRole'],
      ['logs', 'AWSLambdaBasicExecutionRole'],
    ] as const) {
      expect(managedPolicies[policy]).toEqual(expect.arrayContaining([...role[path]]));
    }
  });

  test('logs and Node.js', () => {
    expect(at('2024-11-22').logs.metrics).toContain('PolledEventCount');
    expect(at('2018-04-01').node).toMatchObject({
      callback: true,
      asyncHandlers: false,
      callbackEndsWith: null,
    });
    expect(at('2026-11-20').node.callbackEndsWith).toBe('nodejs24.x');
    expect(at('2026-11-20').node.runtimes).toContainEqual({ version: 22, since: '2024-11-20' });
  });
});
