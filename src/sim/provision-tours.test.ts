import { expect, test } from 'vitest';
import content from '../../content/words.json';
import { sentenceKey } from './narrate.ts';
import { simulate } from './run.ts';
import { forkTours } from './testing/fork-tours.ts';
import { provisionTours } from './testing/provision-tours.ts';
import { realRules } from './testing/real-rules.ts';
import { hashTrace } from './trace-hash.ts';
import type { Trace } from './trace.ts';
import { TransitionCoverage, transitionName } from './transition-coverage.ts';
import { Words } from './words.ts';

const coverage = new TransitionCoverage();
const words = Words.parse(content);
/** Keys of the sentences that have told a step. */
const told = new Set<string>();

/** Kinds and states of steps that no sentence tells. */
function untold(trace: Trace): string[] {
  return Array.from({ length: trace.length }, (_, step) => step).flatMap((step) => {
    const { name, states } = trace.kinds[trace.kind[step]!]!;
    const key = sentenceKey(trace, step, words);
    told.add(`${name}: ${key}`);
    return key === undefined ? [`${name} ${states[trace.to[step]!]}`] : [];
  });
}

test.each([...provisionTours, ...forkTours].map((scenario) => ({ id: scenario.id, scenario })))(
  '$id breaks no law, can be told, and is the same in both interpreters',
  ({ scenario }) => {
    const rules = realRules(scenario.asOf!);
    const trace = simulate(scenario, rules, { coverage });
    expect(trace.end.kind).toMatch(/^(horizon|drained)$/);
    expect(untold(trace)).toEqual([]);
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

test('every sentence about an allocation, its scaling, a snapshot and a restore is told', () => {
  const own = /restore|snapshot|provisioned|released|> shutdown$/;
  const written = Object.entries(words.sentences).flatMap(([kind, keys]) =>
    Object.keys(keys)
      .filter(
        (key) => kind === 'allocation' || kind === 'scaling' || (kind === 'environment' && own.test(key)),
      )
      .map((key) => `${kind}: ${key}`),
  );
  expect(written.filter((key) => !told.has(key))).toEqual([]);
});
