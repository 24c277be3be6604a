/** What holds in every run, looked at from outside: 500 random scenarios. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import content from '../../content/words.json';
import { checkScenario } from './check-scenario.ts';
import { lanesBetween, lanesOf } from './lanes.ts';
import { narrate, sentenceKey } from './narrate.ts';
import { simulate } from './run.ts';
import { summarize } from './summary.ts';
import { anyScenario } from './testing/any-scenario.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { hashTrace } from './trace-hash.ts';
import { NONE, type Trace } from './trace.ts';
import { why } from './why.ts';
import { Words } from './words.ts';
import { worldAt } from './world.ts';

const words = Words.parse(content);

/** The same scenarios every time, so that a failure can be looked at. */
const seeded = (numRuns: number) => ({ numRuns, seed: 20_261_120 });

const stateOf = (trace: Trace, kind: number, code: number) => trace.kinds[kind]!.states[code] ?? '';

/** What an outside observer makes of the steps one by one; says which rule a step breaks. */
function brokenRule(trace: Trace, concurrencyLimit: number): string | undefined {
  const request = trace.kinds.findIndex(({ name }) => name === 'request');
  const environment = trace.kinds.findIndex(({ name }) => name === 'environment');
  const lastTo = new Map<string, number>();
  const holds = new Map<number, number>();
  let inFlight = 0;
  for (let step = 0; step < trace.length; step += 1) {
    const kind = trace.kind[step]!;
    const actor = trace.actor[step]!;
    const other = trace.other[step]!;
    const to = stateOf(trace, kind, trace.to[step]!);
    if (step > 0 && trace.at[step]! < trace.at[step - 1]!) return `time falls at step ${step}`;
    if (trace.at[step]! > trace.endUs) return `step ${step} lies after the end`;
    const cause = trace.cause[step]!;
    if (cause >= step || (cause >= 0 && trace.at[cause]! > trace.at[step]!)) return `cause of step ${step}`;
    const key = `${kind} ${actor}`;
    const before = lastTo.get(key);
    // The function is there from the beginning: its first step has a state to leave.
    const isFirst =
      before === undefined && (trace.from[step] === NONE || trace.kinds[kind]!.name === 'function');
    if (!isFirst && before !== trace.from[step]) return `step ${step} leaves a state its actor was not in`;
    lastTo.set(key, trace.to[step]!);
    if (kind === request) {
      const isEnd = !['waiting', 'running'].includes(to);
      if (trace.from[step] === NONE && !isEnd) {
        inFlight += 1;
        if (inFlight > concurrencyLimit) return `step ${step} is over the limit`;
        if (holds.has(other)) return `step ${step}: environment ${other} has a request already`;
        holds.set(other, actor);
      } else if (trace.from[step] !== NONE) {
        if (holds.get(other) !== actor) return `step ${step}: not this request's environment`;
        if (isEnd) {
          inFlight -= 1;
          holds.delete(other);
        }
      }
    }
    if (kind === environment && to.startsWith('invoke.') && holds.get(actor) !== other) {
      return `step ${step}: the environment works on a request it does not have`;
    }
    if (kind === environment && to === 'shutdown' && holds.has(actor))
      return `step ${step}: it has a request`;
  }
  return undefined;
}

/** Runs whose keep rule and limits the test rules resolve. */
const limitOf = (limit: number | null | undefined) => (limit === undefined ? 1000 : (limit ?? Infinity));

describe('every run', () => {
  it('is made of sound scenarios', () => {
    fc.assert(
      fc.property(anyScenario, (scenario) => {
        expect(checkScenario(scenario)).toHaveProperty('scenario');
      }),
      seeded(200),
    );
  });

  it('obeys the rules an observer can check, and keeps count', () => {
    fc.assert(
      fc.property(anyScenario, (scenario) => {
        const trace = simulate(scenario, idealRules);
        expect(['horizon', 'drained']).toContain(trace.end.kind);
        expect(brokenRule(trace, limitOf(scenario.settings.concurrencyLimit))).toBeUndefined();

        const { counts, concurrency, environments, latencyMs, series } = summarize(trace, { series: true });
        const { throttled, denied, refused, checked, accepted } = counts;
        expect(throttled + denied + refused + checked + accepted).toBe(counts.offered);
        expect(counts.succeeded + counts.failed + counts.inFlight).toBe(accepted);
        expect(counts.cold + counts.warm).toBe(accepted);
        expect(concurrency.max).toBeLessThanOrEqual(limitOf(scenario.settings.concurrencyLimit));
        expect(environments.retired).toBeLessThanOrEqual(environments.created);
        const ordered = [latencyMs.p50, latencyMs.p95, latencyMs.p99, latencyMs.max].map(
          (value) => value ?? 0,
        );
        expect(ordered).toEqual([...ordered].sort((a, b) => a - b));
        for (const key of ['offered', 'cold', 'throttled', 'succeeded', 'failed'] as const) {
          expect(
            series!.reduce((sum, minute) => sum + minute[key], 0),
            key,
          ).toBe(counts[key]);
        }
        expect(Math.max(...series!.map((minute) => minute.environmentsMax))).toBe(environments.max);
        expect(Math.max(...series!.map((minute) => minute.concurrencyMax))).toBe(concurrency.max);

        const end = worldAt(trace, trace.endUs);
        const { created, retired, ...requestCounts } = end.counts;
        expect(counts).toMatchObject(requestCounts);
        expect(environments).toMatchObject({ created, retired });
      }),
      seeded(500),
    );
  }, 120_000);

  it('keeps environments as long as it may, and no longer', () => {
    const longest = (limit: number | readonly number[] | null) =>
      limit === null ? Infinity : 1000 * (typeof limit === 'number' ? limit : limit[1]!) + 1;
    fc.assert(
      fc.property(anyScenario, (scenario) => {
        const { keep, readyEnvironments = 0, warmEnvironments = 0 } = scenario.settings;
        if ('preset' in keep) return;
        const trace = simulate(scenario, idealRules);
        for (const { environment, segments } of lanesBetween(lanesOf(trace), 0, trace.endUs)) {
          const isKept =
            environment >= warmEnvironments && environment < warmEnvironments + readyEnvironments;
          for (const { state, fromUs, toUs } of segments) {
            if (isKept) expect(state).not.toBe('shutdown');
            if (isKept || (state !== 'frozen' && state !== 'reset')) continue;
            expect(toUs - fromUs).toBeLessThanOrEqual(longest(keep.environmentIdleMs));
            const age = toUs - segments[0]!.fromUs;
            if (toUs > fromUs) expect(age).toBeLessThanOrEqual(longest(keep.maxAgeMs));
          }
        }
      }),
      seeded(500),
    );
  }, 120_000);

  it('has one world at a moment, however it is found', () => {
    const noCheckpoints = { steps: new Int32Array(), offsets: new Uint32Array(1), data: new Float64Array() };
    fc.assert(
      fc.property(
        anyScenario,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
        (scenario, shares) => {
          const trace = simulate(scenario, idealRules);
          const replayed = { ...trace, checkpoints: noCheckpoints };
          const lanes = lanesOf(trace);
          for (const share of [...shares, 1]) {
            const atUs = Math.floor(share * trace.endUs);
            const world = worldAt(trace, atUs);
            expect(world).toEqual(worldAt(replayed, atUs));
            // The lanes are read off the trace by other code.
            if (atUs === trace.endUs) continue;
            const standing = lanesBetween(lanes, atUs, atUs + 1).flatMap(({ environment, segments }) => {
              const { state, request, fromUs } = segments[0]!;
              return fromUs <= atUs ? [{ number: environment, state, request, sinceUs: fromUs }] : [];
            });
            expect(world.environments).toMatchObject(standing);
            expect(world.environments).toHaveLength(standing.length);
          }
        },
      ),
      seeded(500),
    );
  }, 120_000);

  it('is the same run every time, and for both interpreters', () => {
    fc.assert(
      fc.property(anyScenario, (scenario) => {
        expect(hashTrace(simulate(scenario, idealRules))).toBe(hashTrace(simulate(scenario, idealRules)));
      }),
      seeded(500),
    );
    fc.assert(
      fc.property(anyScenario, (scenario) => {
        const bounds = { maxSteps: 400 };
        const reference = simulate(scenario, idealRules, { interpreter: 'reference', bounds });
        expect(hashTrace(simulate(scenario, idealRules, { bounds }))).toBe(hashTrace(reference));
      }),
      seeded(40),
    );
  }, 120_000);

  it('can be told in sentences', () => {
    // Init limits low enough that environments kept ready meet theirs too.
    const rules = { ...idealRules, initLimitUs: 2_000_000, initLimitProvisionedUs: 3_000_000 };
    const told = new Set<string>();
    const untold = new Set<string>();
    fc.assert(
      fc.property(anyScenario, (scenario) => {
        const trace = simulate(scenario, rules, { bounds: { maxSteps: 2000 } });
        for (let step = 0; step < trace.length; step += 1) {
          const kind = trace.kinds[trace.kind[step]!]!.name;
          const key = sentenceKey(trace, step, words);
          if (key === undefined) {
            untold.add(
              `${kind}: ${trace.reasons[trace.reason[step]!]} > ${stateOf(trace, trace.kind[step]!, trace.to[step]!)}`,
            );
          } else if (!told.has(`${kind}: ${key}`)) {
            told.add(`${kind}: ${key}`);
            expect(narrate(trace, step, words)).toMatch(/^[A-Z][^{}]*\.$/);
          }
          if (step % 10 > 0) continue;
          const chain = why(trace, step);
          expect(chain[0]).toBe(step);
          expect(trace.cause[chain.at(-1)!]).toBe(-1);
        }
      }),
      seeded(500),
    );
    expect([...untold]).toEqual([]);
  }, 120_000);
});
