/** Rules for idealised runs: limits that never bind, so that only what the scenario sets does. */
import type { Rules } from '../rules.ts';

const never = { id: 'never', label: 'never', functionIdleMs: null, environmentIdleMs: null, maxAgeMs: null };

export const idealRules: Rules = {
  asOf: '2026-11-20',
  initLimitUs: 10_000_000,
  initLimitProvisionedUs: 130_000_000,
  accountConcurrency: 1000,
  timeoutMaxMs: 1e12,
  memoryMinMb: 128,
  memoryMaxMb: 10_240,
  keep: never,
  keepPresets: [never],
  notYet: {},
};
