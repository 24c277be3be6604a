/** Scaling, releases, packages and networks: what the facts of the content come to on chosen days. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readFacts } from '../../cost/fact.ts';
import { factsAt } from '../../cost/value-at.ts';
import { resolveRules } from '../rules.ts';

const FOLDER = 'content/facts';
const content = readdirSync(FOLDER).flatMap((name) =>
  readFacts(JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')), name),
);
const at = (asOf: string) => resolveRules(factsAt(content, asOf));

describe('values at chosen dates', () => {
  test('concurrency grows by Region for the account, since November 2023 alike for each function', () => {
    expect(at('2019-08-01').scaling).toMatchObject({
      growth: {
        scope: 'account',
        atOnce: { other: 500, byRegion: { 'us-east-1': 3000, 'ap-northeast-1': 1000 } },
        perPeriod: 500,
        periodUs: 60_000_000,
      },
      requestsPerSecondFactor: 10,
      asyncRequestsPerSecondFactor: 10,
    });
    expect(at('2020-08-18').scaling.growth.atOnce.byRegion).not.toHaveProperty('us-east-2');
    expect(at('2020-08-19').scaling.growth.atOnce.byRegion).toHaveProperty('us-east-2', 1000);
    expect(at('2023-10-31').scaling.growth.scope).toBe('account');
    expect(at('2026-11-20').scaling).toMatchObject({
      growth: {
        scope: 'function',
        atOnce: { other: 1000, byRegion: {} },
        perPeriod: 1000,
        periodUs: 10_000_000,
      },
      asyncRequestsPerSecondFactor: null,
    });
  });

  test('a throttle names reservations since 2017-11-30', () => {
    const reasons = (day: string) => at(day).scaling.throttle.reasons;
    expect(reasons('2017-11-29')).not.toContain('ReservedFunctionConcurrentInvocationLimitExceeded');
    expect(reasons('2017-11-30')).toContain('ReservedFunctionConcurrentInvocationLimitExceeded');
    expect(reasons('2022-11-28')).not.toContain('ConcurrentSnapshotCreateLimitExceeded');
    expect(reasons('2022-11-29')).toHaveLength(6);
  });

  test('provisioned concurrency: none before 2019-12-03, as fast as on demand since November 2023', () => {
    expect(at('2019-12-02').provisioned).toBeNull();
    expect(at('2019-12-02').notYet['pc-autoscaling']).toBe('2019-12-03');
    expect(at('2019-12-03').provisioned).toMatchObject({
      allocation: {
        scope: 'account',
        atOnce: { other: 500, byRegion: { 'eu-west-1': 3000 } },
        perPeriod: 500,
        periodUs: 60_000_000,
        startsAfterUs: [60_000_000, 120_000_000],
        usable: 'not said',
      },
      targetTracking: {
        periodUs: 60_000_000,
        outPoints: 3,
        inPoints: 15,
        inBelow: 0.9,
        targetMin: 0.1,
        targetMax: 0.9,
        cooldownUs: 0,
      },
    });
    expect(at('2026-11-20').provisioned?.allocation).toEqual({
      ...at('2026-11-20').scaling.growth,
      startsAfterUs: [60_000_000, 120_000_000],
      usable: 'when all are ready',
    });
  });

  test('SnapStart for Java since 2022-11-28, for Python and .NET since 2024-11-18', () => {
    expect(at('2022-11-27').snapStart).toBeNull();
    expect(at('2022-11-27').notYet.snapstart).toBe('2022-11-28');
    expect(at('2022-11-28').snapStart).toMatchObject({
      runtimes: [{ runtime: 'java', version: '11', andLater: false }],
      restoreLimitUs: 10_000_000,
      idleUs: 14 * 86_400_000_000,
    });
    expect(at('2022-11-28').snapStart?.conflicts).toContain('container images');
    expect(at('2024-11-18').snapStart?.runtimes).toContainEqual({
      runtime: 'python',
      version: '3.12',
      andLater: true,
    });
    expect(at('2026-11-20').snapStart?.conflicts).toEqual([
      'provisioned concurrency',
      'EFS',
      '/tmp of more than 512 MB',
      'S3 Files',
    ]);
    expect(at('2024-07-17').snapStart?.conflicts).toContain('arm64');
    expect(at('2024-07-18').snapStart?.conflicts).not.toContain('arm64');
  });

  test('memory brings CPU', () => {
    expect(at('2019-06-06').cpu).toEqual({ vcpuMemoryMb: 1792, maxVcpus: null });
    expect(at('2026-11-20').cpu).toEqual({ vcpuMemoryMb: 1769, maxVcpus: 6 });
  });

  test('versions and aliases since 2015-10-08, weights and deployments since 2017-11-28', () => {
    expect(at('2015-10-07').releases).toEqual({
      versions: false,
      aliases: false,
      weightedAliases: null,
      deployments: null,
    });
    expect(at('2017-11-27').releases).toMatchObject({ versions: true, aliases: true, weightedAliases: null });
    expect(at('2017-11-27').notYet['alias-routing']).toBe('2017-11-28');
    const { weightedAliases, deployments } = at('2017-11-28').releases;
    expect(weightedAliases).toEqual({
      versions: 2,
      latestAllowed: false,
      sameRole: true,
      sameDeadLetterQueue: true,
    });
    expect(
      deployments?.presets.map(({ kind, percent, intervalUs }) => [kind, percent, intervalUs / 60e6]),
    ).toEqual([
      ['canary', 10, 5],
      ['canary', 10, 10],
      ['canary', 10, 15],
      ['canary', 10, 30],
      ['linear', 10, 1],
      ['linear', 10, 2],
      ['linear', 10, 3],
      ['linear', 10, 10],
      ['all-at-once', 100, 0],
    ]);
    expect(deployments).toMatchObject({
      hooks: ['BeforeAllowTraffic', 'AfterAllowTraffic'],
      hookLimitUs: 3_600_000_000,
      shiftLimitUs: 48 * 3_600_000_000,
    });
  });

  test('packages', () => {
    const MB = 1024 * 1024;
    expect(at('2016-11-17').packages).toMatchObject({
      zipBytes: 50 * MB,
      unzippedBytes: 250 * MB,
      imageBytes: null,
      layersMax: null,
      envVarsBytes: null,
      functionStates: null,
      architectures: ['x86_64'],
      inline: { unit: 'characters', most: 4096 },
    });
    expect(at('2026-11-20').packages).toMatchObject({
      consoleBytes: 50 * MB,
      imageBytes: 10 * 1024 * MB,
      layersMax: 5,
      envVarsBytes: 4096,
      tmp: { defaultMb: 512, maxMb: 10_240 },
      codeStorageBytes: 300 * 1024 * MB,
      codeStorageCounts: 'unzipped',
      architectures: ['x86_64', 'arm64'],
      inline: { unit: 'bytes', most: 4 * MB },
      codeChange: ['S3Bucket', 'S3Key', 'S3ObjectVersion'],
    });
    expect(at('2020-11-30').notYet['container-image']).toBe('2020-12-01');
    expect(at('2019-11-25').packages.functionStates).toEqual(['Pending', 'Active', 'Inactive', 'Failed']);
  });

  test('network interfaces: of environments, shared since September 2019, Region by Region', () => {
    expect(at('2016-02-10').network).toBeNull();
    expect(at('2016-02-10').notYet['vpc-eni-model']).toBe('2016-02-11');
    expect(at('2019-09-02').network).toMatchObject({
      model: 'environment-interfaces',
      sharedSince: {},
      gbPerInterface: 3,
      createUs: null,
      reclaimIdleUs: null,
      interfacesPerVpc: 250,
      logsThroughVpc: false,
    });
    expect(at('2019-09-03').network).toMatchObject({
      model: 'shared-interfaces',
      gbPerInterface: 3,
      connectionsPerInterface: 65_000,
      createUs: 60_000_000,
    });
    expect(at('2019-09-03').network?.sharedSince['us-east-1']).toBe('2019-11-25');
    expect(at('2026-11-20').network).toMatchObject({
      gbPerInterface: null,
      reclaimIdleUs: 14 * 86_400_000_000,
      interfacesPerVpc: 500,
    });
    expect(at('2026-11-20').network?.errors).toContain('ENINotReadyException');
  });

  test('cold starts as measured', () => {
    const then = at('2019-07-01').measured;
    expect(then.vpc.newInterface).toMatchObject({ share: 0.51, times: { medianUs: 9_479_000 } });
    expect(then).toMatchObject({ images: null, snapStart: null });
    // Between the first shared interfaces and those of us-east-1 they are as last measured.
    expect(at('2019-10-01').measured.vpc).toMatchObject({
      with: { medianUs: 281_000 },
      newInterface: { times: { medianUs: 9_479_000 } },
    });
    const now = at('2026-11-20').measured;
    expect(now.vpc).toMatchObject({
      newInterface: null,
      without: now.runtimes.javascript,
      with: { medianUs: 497_000 },
    });
    expect(now.packages.kb1).toEqual(now.runtimes.javascript);
    expect(now.images?.minimal).toEqual({
      medianUs: 795_000,
      mostUs: [669_000, 1_081_000],
      nearlyAllUs: [616_000, 1_404_000],
    });
    expect(Object.keys(at('2023-01-12').measured.snapStart ?? {})).toEqual(['springBoot']);
    expect(now.snapStart?.quarkus).toMatchObject({
      init: { p50Us: 2_525_000 },
      restored: { p50Us: 487_000 },
    });
  });
});
