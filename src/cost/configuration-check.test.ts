import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIELDS, type Configuration, type FieldKey } from './check-fields.ts';
import type { Verdict } from './check-rule.ts';
import { printConfiguration, readTexts } from './check-text.ts';
import { checkConfiguration, RULES, type Checked } from './configuration-check.ts';
import { readFacts, type Fact, type FactValue } from './fact.ts';
import { factsAt, type FactsAt } from './value-at.ts';

const FOLDER = 'content/facts';
const FACTS: readonly Fact[] = readdirSync(FOLDER).flatMap((file) =>
  readFacts(JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')), file),
);
const TODAY = '2026-11-20';

const byDate = new Map<string, FactsAt>();

function at(date: string): FactsAt {
  const known = byDate.get(date) ?? factsAt(FACTS, date);
  byDate.set(date, known);
  return known;
}

function find(rule: string, configuration: Configuration, date = TODAY): Checked | undefined {
  return checkConfiguration(configuration, at(date)).find((one) => one.rule.id === rule);
}

/** The verdict of a rule and the value it suggests, as `refused 10240`; `-`: the rule has nothing to do with it. */
function verdict(rule: string, configuration: Configuration, date = TODAY): string {
  const found = find(rule, configuration, date);
  return found
    ? `${found.verdict}${found.nearest ? ` ${found.nearest.field}=${found.nearest.text}` : ''}`
    : '-';
}

type Case = readonly [rule: string, configuration: Configuration, date: string, verdict: string];

const SQS: Configuration = { source: 'sqs' };
const KINESIS: Configuration = { source: 'kinesis' };

const CASES: readonly Case[] = [
  // Memory: range and steps.
  ['memory', { memoryMb: 10_240 }, TODAY, 'ok'],
  ['memory', { memoryMb: 10_241 }, TODAY, 'refused memoryMb=10240'],
  ['memory', { memoryMb: 127 }, TODAY, 'refused memoryMb=128'],
  ['memory', { memoryMb: 1000 }, '2020-11-30', 'refused memoryMb=1024'],
  ['memory', { memoryMb: 1000 }, '2020-12-01', 'ok'],
  ['memory', { memoryMb: 3008 }, '2020-11-30', 'ok'],
  ['memory', { memoryMb: 3072 }, '2020-11-30', 'refused memoryMb=3008'],
  ['memory', { memoryMb: 3072 }, '2020-12-01', 'ok'],
  ['memory', { memoryMb: 1537 }, '2017-11-29', 'refused memoryMb=1536'],
  ['memory', {}, TODAY, 'not-given'],
  // Timeout, and who waits.
  ['timeout', { timeoutS: 900 }, '2018-10-09', 'refused timeoutS=300'],
  ['timeout', { timeoutS: 900 }, '2018-10-10', 'ok'],
  ['timeout', { timeoutS: 0 }, TODAY, 'refused timeoutS=1'],
  ['caller-timeout', { timeoutS: 30, caller: 'api-gateway' }, TODAY, 'warning timeoutS=29'],
  ['caller-timeout', { timeoutS: 29, caller: 'api-gateway' }, TODAY, 'ok'],
  ['caller-timeout', { timeoutS: 300, caller: 'alb' }, TODAY, 'ok'],
  ['caller-timeout', { timeoutS: 300, caller: 'alb' }, '2018-02-01', 'did-not-exist'],
  ['caller-timeout', { timeoutS: 300 }, TODAY, '-'],
  // /tmp, architecture, runtime, handler, role.
  ['tmp', { tmpMb: 1024 }, '2022-03-23', 'refused tmpMb=512'],
  ['tmp', { tmpMb: 512 }, '2022-03-23', 'ok'],
  ['tmp', { tmpMb: 1024 }, '2022-03-24', 'ok'],
  ['tmp', { tmpMb: 10_241 }, TODAY, 'refused tmpMb=10240'],
  ['architecture', { architecture: 'arm64' }, '2021-09-28', 'did-not-exist architecture=x86_64'],
  ['architecture', { architecture: 'arm64' }, '2021-09-29', 'ok'],
  ['architecture', { architecture: 'mips' }, TODAY, 'refused architecture=x86_64'],
  ['runtime', { runtime: 'nodejs8.10' }, '2018-02-01', 'did-not-exist runtime=nodejs6.10'],
  ['runtime', { runtime: 'nodejs8.10' }, '2019-06-01', 'ok'],
  ['runtime', { runtime: 'nodejs8.10' }, '2020-03-06', 'refused runtime=nodejs12.x'],
  ['runtime', { runtime: 'nodejs16.x' }, TODAY, 'warning runtime=nodejs24.x'],
  ['runtime', { runtime: 'cobol74' }, TODAY, 'unknown'],
  ['runtime', { package: 'image' }, TODAY, 'ok'],
  ['handler', { handler: 'index handler' }, TODAY, 'refused handler=indexhandler'],
  ['handler', { handler: 'index.handler' }, TODAY, 'ok'],
  ['role', { role: 'arn:aws:iam::123456789012:role/service-role/x' }, TODAY, 'ok'],
  ['role', { role: 'arn:aws:iam::123456789012:user/x' }, TODAY, 'refused'],
  ['memory', { memoryMb: 20_000, managed: true }, TODAY, 'ok'],
  ['memory', { memoryMb: 20_000, managed: true }, '2025-11-01', 'refused memoryMb=10240'],
  ['timeout', { timeoutS: 5400, managed: true }, '2026-06-17', 'refused timeoutS=900'],
  ['timeout', { timeoutS: 5400, managed: true }, '2026-06-18', 'ok'],
  ['managed-instances', { managed: true }, '2025-11-29', 'did-not-exist managed=no'],
  ['policy-size', { policyBytes: 20_481 }, TODAY, 'refused policyBytes=20480'],
  ['file-system', { efs: true }, '2020-06-15', 'did-not-exist efs=no'],
  ['file-system', { efs: true }, '2020-06-16', 'ok'],
  ['xray', { xray: true }, '2017-04-18', 'did-not-exist xray=no'],
  // Packages.
  ['package-zip', { zipMb: 51 }, TODAY, 'warning upload=s3'],
  ['package-zip', { zipMb: 51, upload: 'direct' }, TODAY, 'refused upload=s3'],
  ['package-zip', { zipMb: 51, upload: 's3' }, TODAY, 'ok'],
  ['package-console', { zipMb: 4, upload: 'console' }, '2021-01-01', 'refused zipMb=3'],
  ['package-console', { zipMb: 4, upload: 'console' }, TODAY, 'ok'],
  ['package-unzipped', { unzippedMb: 200, layersMb: 60 }, TODAY, 'refused unzippedMb=190'],
  ['package-unzipped', { unzippedMb: 200, layersMb: 50 }, TODAY, 'ok'],
  ['package-unzipped', { unzippedMb: 200, layers: 1 }, TODAY, 'unknown'],
  ['layers', { layers: 1 }, '2018-11-28', 'did-not-exist layers=0'],
  ['layers', { layers: 5 }, '2018-11-29', 'ok'],
  ['layers', { layers: 6 }, TODAY, 'refused layers=5'],
  ['container-image', { package: 'image', imageGb: 11 }, TODAY, 'refused imageGb=10'],
  ['container-image', { package: 'image' }, '2020-11-30', 'did-not-exist package=zip'],
  ['env-size', { envBytes: 4097 }, TODAY, 'refused envBytes=4096'],
  ['env-size', { envBytes: 10 }, '2016-11-17', 'did-not-exist envBytes=0'],
  ['env-names', { envNames: ['A1', 'AWS_REGION'] }, TODAY, 'refused envNames=A1'],
  ['env-names', { envNames: ['TZ', 'A_1'] }, TODAY, 'ok'],
  ['env-names', { envNames: ['TZ', 'A_1'] }, '2021-06-01', 'refused envNames=A_1'],
  ['env-names', { envNames: ['1A', 'B', 'OK'] }, TODAY, 'refused envNames=OK'],
  // Payloads and asynchronous events.
  ['payload-sync', { payloadMb: 6.1 }, TODAY, 'refused payloadMb=6'],
  ['payload-sync', { payloadMb: 2, caller: 'alb' }, TODAY, 'refused payloadMb=1'],
  ['payload-async', { asyncKb: 256 }, '2018-11-15', 'refused asyncKb=128'],
  ['payload-async', { asyncKb: 256 }, '2018-11-16', 'ok'],
  ['payload-async', { asyncKb: 1024 }, '2025-09-30', 'refused asyncKb=256'],
  ['payload-async', { asyncKb: 1024 }, '2025-10-01', 'ok'],
  ['payload-streamed', { streamedMb: 100 }, '2023-04-05', 'did-not-exist'],
  ['payload-streamed', { streamedMb: 100 }, '2025-07-30', 'refused streamedMb=20'],
  ['payload-streamed', { streamedMb: 100 }, '2025-07-31', 'ok'],
  ['async-retries', { asyncRetries: 0 }, '2019-11-24', 'did-not-exist asyncRetries=2'],
  ['async-retries', { asyncRetries: 0 }, '2019-11-25', 'ok'],
  ['async-retries', { asyncRetries: 3 }, TODAY, 'refused asyncRetries=2'],
  ['async-age', { asyncAgeS: 59 }, TODAY, 'refused asyncAgeS=60'],
  ['async-age', { asyncAgeS: 21_600 }, '2019-01-01', 'ok'],
  ['dead-letter', { deadLetter: 'SQS' }, '2016-12-02', 'did-not-exist deadLetter='],
  ['dead-letter', { deadLetter: 'Lambda' }, TODAY, 'refused deadLetter=SQS'],
  ['on-success', { onSuccess: 'EventBridge' }, '2019-11-25', 'ok'],
  ['on-failure', { onFailure: 'S3' }, '2024-11-21', 'refused onFailure=SQS'],
  ['on-failure', { onFailure: 'S3' }, '2024-11-22', 'ok'],
  ['on-success', { onSuccess: 'S3' }, TODAY, 'refused onSuccess=SQS'],
  // Concurrency and snapshots.
  ['reserved', { reserved: 900 }, TODAY, 'ok'],
  ['reserved', { reserved: 901 }, TODAY, 'refused reserved=900'],
  ['reserved', { reserved: 500, reservedElsewhere: 500 }, TODAY, 'refused reserved=400'],
  ['reserved', { reserved: 901, account: 5000 }, TODAY, 'ok'],
  ['reserved', { reserved: 0 }, TODAY, 'warning reserved=1'],
  ['reserved', { reserved: 10 }, '2017-11-29', 'did-not-exist reserved='],
  ['provisioned', { provisioned: 10, reserved: 5 }, TODAY, 'refused provisioned=5'],
  ['provisioned', { provisioned: 5, reserved: 5 }, TODAY, 'ok'],
  ['provisioned', { provisioned: 901 }, TODAY, 'refused provisioned=900'],
  ['provisioned', { provisioned: 5, provisionedOn: 'latest' }, TODAY, 'refused provisionedOn=version'],
  ['provisioned', { provisioned: 5 }, '2019-12-02', 'did-not-exist provisioned='],
  ['snapstart', { snapStart: true, runtime: 'java11' }, '2022-11-27', 'did-not-exist snapStart=no'],
  ['snapstart', { snapStart: true, runtime: 'java17' }, '2023-04-26', 'refused snapStart=no'],
  ['snapstart', { snapStart: true, runtime: 'java17' }, '2023-04-27', 'ok'],
  ['snapstart', { snapStart: true, runtime: 'python3.11' }, TODAY, 'refused snapStart=no'],
  ['snapstart', { snapStart: true, runtime: 'python3.13' }, TODAY, 'ok'],
  ['snapstart', { snapStart: true, runtime: 'dotnet8' }, TODAY, 'ok'],
  ['snapstart', { snapStart: true, runtime: 'java21', provisioned: 1 }, TODAY, 'refused provisioned='],
  ['snapstart', { snapStart: true, runtime: 'java21', tmpMb: 513 }, TODAY, 'refused tmpMb=512'],
  ['snapstart', { snapStart: true, runtime: 'java21', efs: true }, TODAY, 'refused efs=no'],
  [
    'snapstart',
    { snapStart: true, runtime: 'java17', architecture: 'arm64' },
    '2024-07-17',
    'refused architecture=x86_64',
  ],
  ['snapstart', { snapStart: true, runtime: 'java17', architecture: 'arm64' }, '2024-07-18', 'ok'],
  // Mappings.
  ['source', SQS, '2018-06-27', 'did-not-exist source='],
  ['source', SQS, '2018-06-28', 'ok'],
  ['source', { source: 'sqs-fifo' }, '2019-11-17', 'did-not-exist source='],
  ['source', { source: 'msk' }, '2020-08-10', 'did-not-exist source='],
  ['batch-size', { ...SQS, batch: 11 }, TODAY, 'refused windowS=1'],
  ['batch-size', { ...SQS, batch: 11, windowS: 1 }, TODAY, 'ok'],
  ['batch-size', { ...SQS, batch: 10_001, windowS: 1 }, TODAY, 'refused batch=10000'],
  ['batch-size', { ...SQS, batch: 11, windowS: 1 }, '2020-11-24', 'refused batch=10'],
  ['batch-size', { ...SQS, batch: 11 }, '2018-06-27', '-'],
  ['batch-size', { source: 'sqs-fifo', batch: 11, windowS: 5 }, TODAY, 'refused batch=10'],
  ['batch-size', { ...KINESIS, batch: 10_000 }, '2019-01-01', 'ok'],
  ['batch-size', { source: 'dynamodb', batch: 1001 }, '2022-04-30', 'refused batch=1000'],
  ['batch-size', { source: 'dynamodb', batch: 1001 }, '2022-05-01', 'ok'],
  ['batch-size', { source: 'mq', batch: 10_001 }, TODAY, 'refused batch=10000'],
  ['batch-size', { source: 'documentdb', batch: 5 }, TODAY, 'unknown'],
  ['batch-window', { ...KINESIS, windowS: 301 }, TODAY, 'refused windowS=300'],
  ['batch-window', { ...KINESIS, windowS: 5 }, '2019-08-28', 'did-not-exist windowS=0'],
  ['batch-window', { ...SQS, windowS: 5 }, '2020-11-24', 'did-not-exist windowS=0'],
  ['batch-window', { source: 'sqs-fifo', windowS: 5 }, TODAY, 'refused windowS=0'],
  ['visibility-timeout', { ...SQS, timeoutS: 60, visibilityS: 359 }, TODAY, 'warning visibilityS=360'],
  ['visibility-timeout', { ...SQS, timeoutS: 60, visibilityS: 360 }, TODAY, 'ok'],
  [
    'visibility-timeout',
    { ...SQS, timeoutS: 60, visibilityS: 360, windowS: 5 },
    TODAY,
    'warning visibilityS=365',
  ],
  ['visibility-timeout', { ...SQS, timeoutS: 60, visibilityS: 360, windowS: 5 }, '2020-11-24', 'ok'],
  ['visibility-timeout', { ...SQS, timeoutS: 60, visibilityS: 180 }, '2018-10-15', 'ok'],
  ['visibility-timeout', { ...SQS, timeoutS: 60, visibilityS: 180 }, '2018-10-16', 'warning visibilityS=360'],
  ['visibility-timeout', { ...SQS, timeoutS: 60, visibilityS: 59 }, TODAY, 'refused visibilityS=360'],
  ['visibility-timeout', { ...SQS, timeoutS: 60, visibilityS: 59 }, '2018-07-01', 'unknown'],
  ['visibility-timeout', { ...SQS, visibilityS: 43_201 }, TODAY, 'refused visibilityS=43200'],
  ['max-receives', { ...SQS, maxReceives: 3 }, TODAY, 'warning maxReceives=5'],
  ['mapping-concurrency', { ...SQS, maxConcurrency: 1 }, TODAY, 'refused maxConcurrency=2'],
  ['mapping-concurrency', { ...SQS, maxConcurrency: 1001 }, TODAY, 'refused maxConcurrency=1000'],
  ['mapping-concurrency', { ...SQS, maxConcurrency: 5 }, '2023-01-11', 'did-not-exist maxConcurrency='],
  ['mapping-concurrency', { ...SQS, maxConcurrency: 50, reserved: 20 }, TODAY, 'warning maxConcurrency=20'],
  ['mapping-concurrency', { ...SQS, maxConcurrency: 50, pollersMin: 2 }, TODAY, 'refused maxConcurrency='],
  ['mapping-concurrency', { ...KINESIS, maxConcurrency: 50 }, TODAY, 'refused maxConcurrency='],
  ['pollers-max', { ...SQS, pollersMax: 5000 }, '2026-06-17', 'refused pollersMax=2000'],
  ['pollers-max', { ...SQS, pollersMax: 5000 }, '2026-06-18', 'ok'],
  ['pollers-max', { ...SQS, pollersMin: 20, pollersMax: 10 }, TODAY, 'refused pollersMax=20'],
  ['pollers-min', { source: 'msk', pollersMin: 1 }, '2024-11-21', 'did-not-exist pollersMin='],
  ['filters', { ...SQS, filters: 6 }, TODAY, 'warning filters=5'],
  ['filters', { ...SQS, filters: 11 }, TODAY, 'refused filters=10'],
  ['filters', { ...SQS, filters: 1 }, '2021-11-23', 'did-not-exist filters=0'],
  ['filters', { source: 'mq', filters: 1 }, TODAY, 'unknown'],
  ['partial-responses', { ...KINESIS, partial: true }, '2020-12-14', 'did-not-exist partial=no'],
  ['partial-responses', { ...SQS, partial: true }, '2021-01-01', 'did-not-exist partial=no'],
  ['partial-responses', { ...SQS, partial: true }, TODAY, 'ok'],
  ['parallelization', { ...KINESIS, parallel: 11 }, TODAY, 'refused parallel=10'],
  ['parallelization', { ...KINESIS, parallel: 0 }, TODAY, 'refused parallel=1'],
  ['parallelization', { ...KINESIS, parallel: 2 }, '2019-11-24', 'did-not-exist parallel='],
  ['parallelization', { ...SQS, parallel: 2 }, TODAY, 'refused parallel='],
  ['parallelization', { source: 'msk', parallel: 2 }, TODAY, 'unknown'],
  ['record-age', { ...KINESIS, recordAgeS: 59 }, TODAY, 'refused recordAgeS=60'],
  ['record-age', { ...KINESIS, recordAgeS: -1 }, '2020-08-10', 'refused recordAgeS='],
  ['record-age', { ...KINESIS, recordAgeS: -1 }, '2020-08-11', 'ok'],
  ['record-retention', { source: 'dynamodb', recordAgeS: 604_800 }, TODAY, 'warning recordAgeS=86400'],
  ['stream-retries', { ...KINESIS, retries: 10_001 }, TODAY, 'refused retries=10000'],
  ['bisect', { ...KINESIS, bisect: true }, '2019-11-24', 'did-not-exist bisect=no'],
  ['bisect', { ...SQS, bisect: true }, TODAY, 'refused bisect=no'],
  ['bisect', { ...SQS, bisect: false }, TODAY, '-'],
  ['tumbling-window', { ...KINESIS, tumblingS: 901 }, TODAY, 'refused tumblingS=900'],
  ['stream-failure', { ...KINESIS, streamFailure: 'S3' }, '2024-11-21', 'refused streamFailure=SQS'],
  [
    'starting-position',
    { source: 'dynamodb', startAt: 'AT_TIMESTAMP' },
    TODAY,
    'refused startAt=TRIM_HORIZON',
  ],
  ['starting-position', { ...KINESIS, startAt: 'AT_TIMESTAMP' }, TODAY, 'ok'],
  // Alias.
  ['alias-weights', { alias: '12', weights: ['13=0.1'] }, TODAY, 'ok'],
  ['alias-weights', { alias: '12', weights: ['13=0.1'] }, '2017-11-27', 'did-not-exist weights='],
  ['alias-weights', { alias: '12' }, '2015-10-07', 'did-not-exist'],
  ['alias-weights', { alias: '12=0.8', weights: ['13=0.1'] }, TODAY, 'refused alias=12'],
  ['alias-weights', { alias: '12=0.9', weights: ['13=10%'] }, TODAY, 'ok'],
  ['alias-weights', { alias: '12', weights: ['13=1.2'] }, TODAY, 'refused weights=13=1'],
  ['alias-weights', { alias: '12', weights: ['13=0.1', '14=0.1'] }, TODAY, 'refused weights=13=0.1'],
  ['alias-weights', { alias: '12', weights: ['$LATEST=0.1'] }, TODAY, 'refused weights='],
  ['alias-weights', { alias: '12', weights: ['12=0.1'] }, TODAY, 'refused weights='],
  // Network: the formula of the time before interfaces were shared.
  ['vpc-interfaces', { vpc: true, peak: 1000, memoryMb: 1536 }, '2018-02-01', 'warning peak=500'],
  ['vpc-interfaces', { vpc: true, peak: 500, memoryMb: 1536 }, '2018-02-01', 'ok'],
  [
    'vpc-interfaces',
    { vpc: true, peak: 500, memoryMb: 1536, subnetIps: 100 },
    '2018-02-01',
    'warning peak=200',
  ],
  [
    'vpc-interfaces',
    { vpc: true, peak: 1000, memoryMb: 1536, region: 'us-east-1' },
    '2019-11-24',
    'warning peak=500',
  ],
  ['vpc-interfaces', { vpc: true, peak: 1000, memoryMb: 1536, region: 'us-east-1' }, '2019-11-25', 'ok'],
  ['vpc-interfaces', { vpc: true, peak: 1000, memoryMb: 1536 }, '2019-11-25', 'not-given'],
  ['vpc-interfaces', { vpc: true, region: 'xx-moon-1' }, '2019-11-25', 'unknown'],
  ['vpc-interfaces', { vpc: true }, TODAY, 'ok'],
  ['vpc-interfaces', { vpc: true }, '2016-02-10', 'did-not-exist vpc=no'],
  // At the edge.
  ['edge', { edge: 'viewer' }, '2016-12-02', 'did-not-exist edge='],
  ['edge-memory', { edge: 'viewer', memoryMb: 256 }, TODAY, 'refused memoryMb=128'],
  ['edge-memory', { edge: 'origin', memoryMb: 3008 }, '2018-07-01', 'ok'],
  ['edge-timeout', { edge: 'viewer', timeoutS: 30 }, '2026-03-31', 'refused timeoutS=5'],
  ['edge-timeout', { edge: 'viewer', timeoutS: 30 }, TODAY, 'ok'],
  ['edge-package', { edge: 'viewer', zipMb: 2 }, '2020-01-01', 'refused zipMb=1'],
  ['edge-variables', { edge: 'origin', envNames: ['AB'] }, TODAY, 'refused envNames='],
  ['edge-vpc', { edge: 'origin', vpc: true }, TODAY, 'refused vpc=no'],
  ['edge-region', { edge: 'origin', region: 'eu-west-1' }, TODAY, 'refused region=us-east-1'],
  ['edge-region', { edge: 'origin', region: 'us-east-1' }, TODAY, '-'],
  ['edge-tmp', { edge: 'origin', tmpMb: 513 }, TODAY, 'refused tmpMb=512'],
  ['edge-layers', { edge: 'origin', layers: 1 }, TODAY, 'refused layers=0'],
];

test.each(CASES)('%s of %j on %s: %s', (rule, configuration, date, expected) => {
  expect(verdict(rule, configuration, date)).toBe(expected);
});

test('every rule has a case, and its reason is a sentence', () => {
  const tested = new Set(CASES.map(([rule]) => rule));
  const untested = RULES.map(({ id }) => id).filter((id) => !tested.has(id));
  // The same rule with another phrase each: one of them stands for all.
  expect(untested).toEqual([
    'edge-dead-letter',
    'edge-xray',
    'edge-provisioned',
    'edge-image',
    'edge-architecture',
  ]);
  for (const [rule, configuration, date] of CASES) {
    const reason = find(rule, configuration, date)?.reason ?? 'None.';
    expect(reason).toMatch(/^\S.*\.$/);
    expect(reason).not.toMatch(/undefined|NaN|Infinity|\[object/);
  }
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
});

test('a verdict names the facts it rests on, and they exist', () => {
  const ids = new Set(FACTS.map(({ id }) => id));
  for (const [rule, configuration, date] of CASES) {
    const found = find(rule, configuration, date);
    for (const id of found?.facts ?? []) expect(ids).toContain(id);
  }
  expect(find('memory', { memoryMb: 1 })?.facts).toEqual(['memory-min', 'memory-max', 'memory-increment']);
  // None is asked for that there is not: a misspelt id would read as "not documented".
  const asked = new Set<string>();
  for (const [, configuration, date] of CASES) {
    const watched: FactsAt = {
      ...at(date),
      valueOf(id) {
        asked.add(id);
        return at(date).valueOf(id);
      },
      introducedOn(id) {
        asked.add(id);
        return at(date).introducedOn(id);
      },
    };
    checkConfiguration(configuration, watched);
  }
  expect([...asked].filter((id) => !ids.has(id))).toEqual([]);
});

test('the reason says the figures', () => {
  expect(find('memory', { memoryMb: 20_000 })?.reason).toBe(
    '20,000\u202fMB is more than 10,240\u202fMB, the most allowed.',
  );
  expect(find('layers', { layers: 1 }, '2018-02')?.reason).toBe('Layers came on 29 Nov 2018.');
  expect(find('vpc-interfaces', { vpc: true, peak: 1000, memoryMb: 1536 }, '2018-02')?.reason).toBe(
    '1,000 at once × 1,536\u202fMB ÷ 3\u202fGB make 500 interfaces, more than the 250 interfaces a VPC may have: further invocations fail.',
  );
});

const DATES = fc.constantFrom(
  '2014-11-01',
  '2016-06',
  '2018-02',
  '2018-10-12',
  '2019-10',
  '2021',
  '2023-06',
  TODAY,
);

/** Any configuration a form can hold. */
const configurations: fc.Arbitrary<Configuration> = fc
  .record(
    Object.fromEntries(
      FIELDS.map(({ key, kind, options }) => {
        switch (kind) {
          case 'whole':
            return [key, fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 700_000 }))];
          case 'number':
            return [key, fc.integer({ min: 0, max: 60_000 }).map((value) => value / 100)];
          case 'choice':
            return [key, fc.constantFrom(...options.map(({ value }) => value))];
          case 'yes-no':
            return [key, fc.boolean()];
          case 'list':
            return [
              key,
              fc.array(fc.constantFrom('AB', 'AWS_REGION', '13=0.2', '14=1.5', '$LATEST=0.5', 'x'), {
                maxLength: 3,
              }),
            ];
          case 'text':
            return [
              key,
              fc.constantFrom(
                'nodejs8.10',
                'java17',
                'python3.12',
                'us-east-1',
                '12',
                '12=0.9',
                'index.handler',
              ),
            ];
        }
      }),
    ) as Record<FieldKey, fc.Arbitrary<unknown>>,
    { requiredKeys: [] },
  )
  .map((found) => found as Configuration);

describe('for any configuration at any date', () => {
  test('the nearest value, taken over, is not refused by the same rule for the same field', () => {
    fc.assert(
      fc.property(configurations, DATES, (configuration, date) => {
        for (const { rule, nearest } of checkConfiguration(configuration, at(date))) {
          if (!nearest) continue;
          const texts = { ...printConfiguration(configuration), [nearest.field]: nearest.text };
          const { configuration: mended, problems } = readTexts(texts);
          expect(problems).toEqual({});
          const again = checkConfiguration(mended, at(date)).find((one) => one.rule === rule);
          // What is left has to be another of its complaints, with another field to mend.
          const left = again?.nearest ? `${again.nearest.field}=${again.nearest.text}` : undefined;
          expect(left).not.toBe(`${nearest.field}=${nearest.text}`);
          if (again?.nearest?.field === nearest.field && again.verdict !== 'warning') {
            expect(rule.id).toMatch(/^(env-names|alias-weights|edge-variables)$/);
          }
        }
      }),
      { numRuns: 120 },
    );
  });

  test('what is allowed stays allowed when limits grow', () => {
    const GROWS =
      /^(memory-max|timeout-max|tmp-size|package-|container-image|layers-per-function|env-vars-size|payload-|account-concurrency|eni-per-vpc)/;
    const grown = (value: FactValue | undefined): FactValue | undefined => {
      if (typeof value === 'number') return value * 2;
      if (typeof value === 'object' && !Array.isArray(value) && typeof value['max'] === 'number') {
        return { ...value, max: value['max'] * 2 };
      }
      return value;
    };
    fc.assert(
      fc.property(configurations, DATES, (configuration, date) => {
        const base = at(date);
        const larger: FactsAt = {
          ...base,
          valueOf: (id) => (GROWS.test(id) ? grown(base.valueOf(id)) : base.valueOf(id)),
        };
        const before = checkConfiguration(configuration, base).filter((one) => one.verdict === 'ok');
        const after = new Map<string, Verdict>(
          checkConfiguration(configuration, larger).map((one) => [one.rule.id, one.verdict]),
        );
        for (const { rule } of before) expect([rule.id, after.get(rule.id)]).toEqual([rule.id, 'ok']);
      }),
      { numRuns: 120 },
    );
  });

  test('its texts read back as what they were', () => {
    fc.assert(
      fc.property(configurations, (configuration) => {
        const { configuration: again, problems } = readTexts(printConfiguration(configuration));
        expect(problems).toEqual({});
        const known = Object.entries(configuration).filter(
          ([, value]) => !(Array.isArray(value) && value.length === 0),
        );
        expect(again).toEqual(Object.fromEntries(known));
      }),
    );
  });
});

test('texts that are none of their field are named and the rest is read', () => {
  const { configuration, problems } = readTexts({
    memoryMb: '1,024',
    timeoutS: 'ten',
    tmpMb: '1.5',
    recordAgeS: '-1',
    batch: '-1',
    source: 'fax',
    bisect: 'maybe',
    zipMb: '1e9',
    peak: '9999999999999999',
  });
  expect(configuration).toEqual({ memoryMb: 1024, recordAgeS: -1 });
  expect(problems).toEqual({
    timeoutS: 'Found “ten”, expected a whole number of s.',
    tmpMb: 'Found “1.5”, expected a whole number of MB.',
    batch: 'Found “-1”, expected a whole number, 0 or more.',
    source: expect.stringMatching(/^Found “fax”, expected one of sqs, /) as string,
    bisect: 'Found “maybe”, expected yes or no.',
    zipMb: 'Found “1e9”, expected a number of MB.',
    peak: 'Found “9999999999999999”, expected a whole number that is not so large.',
  });
});
