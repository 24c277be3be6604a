/** Changes of settings in random architectures: the run before is as it was, and no law breaks after. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkChanged } from './check-changed.ts';
import { forkAt } from './fork.ts';
import { simulate } from './run.ts';
import type { Scenario } from './scenario.ts';
import { anyTopology } from './testing/any-topology.ts';
import { bindingRules } from './testing/binding-rules.ts';
import { imbalances } from './testing/conservation.ts';
import { isSound } from './testing/is-sound.ts';
import { realRules } from './testing/real-rules.ts';
import { sameUntil, withoutOperation } from './testing/same-until.ts';
import { hashTrace } from './trace-hash.ts';
import type { Trace } from './trace.ts';

const bounds = { maxSteps: 20_000 };
const seeded = (numRuns: number) => ({ numRuns, seed: 20_261_120 });

type Value = string | number | boolean | null;

/** Every setting of a scenario that is a plain value, by its path. */
function leavesOf(value: unknown, path: string): (readonly [path: string, value: Value])[] {
  if (typeof value !== 'object' || value === null) return [[path, value as Value]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${path}.${key}`));
}

/** Another value of the same kind. */
function other(value: Value, factor: number): Value {
  if (typeof value === 'boolean') return !value;
  if (typeof value !== 'number') return value;
  return value === 0
    ? Math.ceil(factor)
    : Number.isInteger(value)
      ? Math.floor(value * factor)
      : value * factor;
}

function changesOf(
  scenario: Scenario,
  picks: readonly { at: number; factor: number }[],
): Record<string, Value> {
  const leaves = [
    ...leavesOf(scenario.settings, 'settings'),
    ...leavesOf(scenario.arrivals, 'arrivals'),
    ...scenario.faults.flatMap((fault) => leavesOf(fault, `faults.${fault.id}`)),
  ].filter(([, value]) => typeof value === 'number' || typeof value === 'boolean');
  return Object.fromEntries(
    picks.map(({ at, factor }) => {
      const [path, value] = leaves[at % leaves.length]!;
      return [path, other(value, factor)];
    }),
  );
}

const operationNumber = (trace: Trace) =>
  (trace.operations ?? []).findIndex(({ kind }) => kind === 'change-settings');

describe.each([
  { name: 'of limits that bind', isReal: false, rules: bindingRules },
  { name: 'of today', isReal: true, rules: realRules('2026-11-20') },
])('random architectures $name', ({ isReal, rules }) => {
  const topology = fc.noBias(anyTopology(isReal)).filter((scenario) => isSound(scenario, rules));
  const share = fc.integer({ min: 1, max: 99 });
  const atUs = (scenario: Scenario, percent: number) => Math.floor(scenario.horizonMs * percent) * 10;

  it('go on as before when what changes is read by nobody', () => {
    fc.assert(
      fc.property(topology, share, (scenario, percent) => {
        const at = atUs(scenario, percent);
        const forked = forkAt(scenario, at, { 'settings.function.name': 'another' }, 'what-if', '');
        const before = simulate(scenario, rules, { bounds });
        const after = simulate(forked, rules, { bounds: { maxSteps: bounds.maxSteps + 2 } });
        expect(withoutOperation(after, operationNumber(after), before.length)).toEqual(
          withoutOperation(before, -1, before.length),
        );
      }),
      seeded(20),
    );
  }, 110_000);

  it('are the same until settings change, break no law after, and run the same for both interpreters', () => {
    const pick = fc.record({ at: fc.nat(10_000), factor: fc.constantFrom(0, 0.3, 0.5, 2, 3, 10) });
    let made = 0;
    fc.assert(
      fc.property(
        topology,
        share,
        fc.array(pick, { minLength: 1, maxLength: 4 }),
        (scenario, percent, picks) => {
          const at = atUs(scenario, percent);
          const forked = forkAt(scenario, at, changesOf(scenario, picks), 'what-if', '');
          if ('problems' in checkChanged(forked) || !isSound(forked, rules)) return;
          made += 1;
          const trace = simulate(forked, rules, { bounds });
          expect(trace.end.kind).not.toBe('law');
          expect(imbalances(trace, forked)).toEqual([]);
          expect(sameUntil(simulate(scenario, rules, { bounds }), trace, at)).toBe(true);
          if (made % 5 > 0) return;
          const few = { maxSteps: 1500 };
          const reference = simulate(forked, rules, { interpreter: 'reference', bounds: few });
          expect(hashTrace(reference)).toBe(hashTrace(simulate(forked, rules, { bounds: few })));
        },
      ),
      seeded(Number(process.env['FORKS'] ?? 60)),
    );
    expect(made).toBeGreaterThan(20);
  }, 600_000);
});
