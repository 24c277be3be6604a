import { expect, test } from 'vitest';
import { simulate } from './run.ts';
import { provisionTours } from './testing/provision-tours.ts';
import { realRules } from './testing/real-rules.ts';
import { hashTrace } from './trace-hash.ts';
import { TransitionCoverage, transitionName } from './transition-coverage.ts';

const coverage = new TransitionCoverage();

test.each(provisionTours.map((scenario) => ({ id: scenario.id, scenario })))(
  '$id breaks no law, in both interpreters alike',
  ({ scenario }) => {
    const rules = realRules(scenario.asOf!);
    const trace = simulate(scenario, rules, { coverage });
    expect(trace.end.kind).toMatch(/^(horizon|drained)$/);
    expect(hashTrace(simulate(scenario, rules, { interpreter: 'reference' }))).toBe(hashTrace(trace));
  },
);

/** Guards, states and refusals that only what is made ready ahead brings. */
const OWN = [
  'isForSnapshot',
  'failsForSnapshot',
  'isRestored',
  'reopensConnections',
  'isProvisioned',
  'wasProvisionedBefore',
  'isReleased',
  'isStale',
  'isOfLatest',
  'hasWeights',
  'isProvisionedAlready',
  'isMoreThanReserved',
  'hasSnapStart',
  'leavesTooLittle',
];

test('every way through an allocation, its scaling, a snapshot and a restore is taken', () => {
  const missing = coverage
    .report()
    .filter(
      ({ kind, from, guard, count }) =>
        count === 0 &&
        (kind === 'allocation' ||
          kind === 'scaling' ||
          from === 'restore' ||
          (kind !== 'viewer' && OWN.includes(guard))),
    )
    .map(transitionName);
  expect(missing).toEqual([]);
});
