/** Ideal rules with limits so low that small runs meet all of them. */
import type { Rules } from '../rules.ts';
import { idealRules } from './ideal-rules.ts';

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const MB = 1024 * 1024;

export const bindingRules: Rules = {
  ...idealRules,
  initLimitUs: 2 * SECOND,
  initLimitProvisionedUs: 3 * SECOND,
  async: { ...idealRules.async, payloadBytes: 1_000_000 },
  delivery: {
    sns: [
      { attempts: 1, fromUs: 0, toUs: 0 },
      { attempts: 2, fromUs: SECOND, toUs: 4 * SECOND },
    ],
    eventBridge: { retries: 2, forUs: 60 * SECOND },
    cloudWatchLogs: { retries: 2 },
  },
  sync: { ...idealRules.sync, payloadBytes: 6_000_000 },
  streams: { ...idealRules.streams, payloadBytes: 6_000_000 },
  queues: { ...idealRules.queues, inFlightMax: { standard: 20, fifo: 20 } },
  provisioned: {
    ...idealRules.provisioned!,
    allocation: {
      scope: 'account',
      atOnce: { other: 2, byRegion: {} },
      perPeriod: 1,
      periodUs: 5 * SECOND,
      startsAfterUs: [SECOND, 3 * SECOND],
      usable: 'not said',
    },
    targetTracking: {
      ...idealRules.provisioned!.targetTracking,
      outPoints: 1,
      inPoints: 2,
      cooldownUs: MINUTE,
    },
  },
  releases: {
    ...idealRules.releases,
    deployments: {
      ...idealRules.releases.deployments!,
      presets: [
        { name: 'LambdaAllAtOnce', kind: 'all-at-once', percent: 100, intervalUs: 0 },
        { name: 'LambdaCanary10Percent5Minutes', kind: 'canary', percent: 10, intervalUs: 20 * SECOND },
        { name: 'LambdaLinear10PercentEvery1Minute', kind: 'linear', percent: 30, intervalUs: 10 * SECOND },
      ],
      hookLimitUs: 2 * SECOND,
    },
  },
  packages: {
    ...idealRules.packages,
    zipBytes: 50 * MB,
    unzippedBytes: 250 * MB,
    consoleBytes: 3 * MB,
    imageBytes: 10_240 * MB,
    envVarsBytes: 4096,
    codeStorageBytes: 76_800 * MB,
    inline: { unit: 'bytes', most: 2 * MB },
  },
  network: {
    ...idealRules.network!,
    model: 'environment-interfaces',
    gbPerInterface: 0.25,
    interfacesPerVpc: 4,
  },
};
