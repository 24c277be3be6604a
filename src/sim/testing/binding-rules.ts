/** Ideal rules with limits so low that small runs meet all of them. */
import type { Rules } from '../rules.ts';
import { idealRules } from './ideal-rules.ts';

const SECOND = 1_000_000;

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
};
