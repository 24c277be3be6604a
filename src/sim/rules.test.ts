import { describe, expect, test } from 'vitest';
import { resolveRules, RulesError, type FactValues } from './rules.ts';

const preset = {
  id: '2020',
  label: '2020: 10 minutes',
  functionIdleMs: 600_000,
  environmentIdleMs: [1_000, 2_000],
  maxAgeMs: null,
};
const values: Record<string, unknown> = {
  'init-limit': 10,
  'init-limit-provisioned': 130,
  'account-concurrency': 1000,
  'timeout-max': 900,
  'memory-min': 128,
  'memory-max': 10_240,
  'idle-recycle-measured': preset,
};

function facts(changes: Record<string, unknown> = {}): FactValues {
  const all = { ...values, ...changes };
  return {
    asOf: '2020-06-01',
    valueOf: (id) => all[id],
    valuesOf: (id) => (id === 'idle-recycle-measured' ? [preset, all[id]] : [all[id]]),
    introducedOn: (id) => (id === 'extensions' ? '2020-10-08' : undefined),
  };
}

describe('resolveRules', () => {
  test('turns facts into the units of the engine', () => {
    expect(resolveRules(facts())).toEqual({
      asOf: '2020-06-01',
      initLimitUs: 10_000_000,
      initLimitProvisionedUs: 130_000_000,
      accountConcurrency: 1000,
      timeoutMaxMs: 900_000,
      memoryMinMb: 128,
      memoryMaxMb: 10_240,
      keep: preset,
      keepPresets: [preset, preset],
      notYet: { extensions: '2020-10-08' },
    });
  });

  test.each(Object.keys(values))('names %s when it has no value', (id) => {
    expect(() => resolveRules(facts({ [id]: undefined }))).toThrow(RulesError);
    expect(() => resolveRules(facts({ [id]: undefined }))).toThrow(`Fact "${id}": no value at 2020-06-01`);
  });

  test.each(Object.keys(values))('names %s when it is malformed', (id) => {
    for (const wrong of ['10', -1, 0, 1.5, Number.NaN, { onDemand: 10 }]) {
      expect(() => resolveRules(facts({ [id]: wrong }))).toThrow(`Fact "${id}"`);
    }
  });

  test('refuses a pair in the wrong order', () => {
    const wrong = { ...preset, functionIdleMs: [2, 1] };
    expect(() => resolveRules(facts({ 'idle-recycle-measured': wrong }))).toThrow('functionIdleMs');
  });
});
