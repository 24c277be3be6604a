/** What holds of callers and viewers in every run: 300 random scenarios. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import content from '../../content/words.json';
import { checkScenario } from './check-scenario.ts';
import { narrate, sentenceKey } from './narrate.ts';
import { simulate } from './run.ts';
import { anyCaller } from './testing/any-caller.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { hashTrace } from './trace-hash.ts';
import { NONE } from './trace.ts';
import { TransitionCoverage, transitionName } from './transition-coverage.ts';
import { Words } from './words.ts';

const words = Words.parse(content);
const rules = { ...idealRules, sync: { ...idealRules.sync, payloadBytes: 6_000_000 } };

/** The same scenarios every time, so that a failure can be looked at. */
const seeded = (numRuns: number) => ({ numRuns, seed: 20_261_120 });

test('the scenarios are sound', () => {
  fc.assert(
    fc.property(anyCaller, (scenario) => {
      expect(checkScenario(scenario)).toHaveProperty('scenario');
    }),
    seeded(300),
  );
}, 120_000);

test('the compiled interpreter runs them as XState does', () => {
  fc.assert(
    fc.property(anyCaller, (scenario) => {
      const bounds = { maxSteps: 400 };
      const compiled = simulate(scenario, rules, { bounds });
      expect(compiled.end.kind).not.toBe('law');
      const reference = simulate(scenario, rules, { bounds, interpreter: 'reference' });
      expect(hashTrace(compiled)).toBe(hashTrace(reference));
    }),
    seeded(60),
  );
}, 120_000);

test('each caller and viewer that is not waiting at the end has come to one end, and no try is lost', () => {
  fc.assert(
    fc.property(anyCaller, (scenario) => {
      const trace = simulate(scenario, rules);
      expect(trace.end.kind).not.toBe('law');
      const open = new Map<string, string>();
      let tries = 0;
      let calls = 0;
      for (let step = 0; step < trace.length; step++) {
        const { name, states, isFinal } = trace.kinds[trace.kind[step]!]!;
        const to = trace.to[step]!;
        if (name === 'caller' && states[to] === 'calling') tries++;
        const cause = trace.cause[step]!;
        const byCaller = cause >= 0 && trace.kinds[trace.kind[cause]!]!.name === 'caller';
        if ((name === 'request' || name === 'event') && trace.from[step] === NONE && byCaller) calls++;
        if (name !== 'caller' && name !== 'viewer') continue;
        const key = `${name} ${trace.actor[step]!}`;
        expect(trace.from[step] === NONE).toBe(!open.has(key));
        // A number is never used again: what has ended stays ended.
        open.set(key, isFinal[to]! ? 'ended' : states[to]!);
        // No try is begun beyond the last.
        if (name === 'caller') {
          const { retries } = scenario.settings.caller!;
          expect(trace.amount[step]!).toBeLessThanOrEqual((retries?.maximum ?? 0) + 1);
        }
      }
      expect(calls).toBe(tries);
      if (trace.end.kind === 'drained')
        expect([...open.values()].filter((state) => state !== 'ended')).toEqual([]);
    }),
    seeded(300),
  );
}, 120_000);

test('the runs take every transition of both machines', () => {
  const coverage = new TransitionCoverage();
  fc.assert(
    fc.property(anyCaller, (scenario) => {
      simulate(scenario, rules, { coverage });
    }),
    seeded(300),
  );
  const never = coverage
    .report()
    .filter(({ kind, count }) => (kind === 'caller' || kind === 'viewer') && count === 0);
  expect(never.map(transitionName)).toEqual([]);
}, 120_000);

test('each of their steps has a sentence, and each of their sentences is told', () => {
  const told = new Set<string>();
  const untold = new Set<string>();
  fc.assert(
    fc.property(anyCaller, (scenario) => {
      const trace = simulate(scenario, rules);
      for (let step = 0; step < trace.length; step++) {
        const { name, states } = trace.kinds[trace.kind[step]!]!;
        if (name !== 'caller' && name !== 'viewer') continue;
        const key = sentenceKey(trace, step, words);
        if (key === undefined) untold.add(`${name}: ${states[trace.to[step]!]}`);
        else if (!told.has(`${name}: ${key}`)) {
          told.add(`${name}: ${key}`);
          expect(narrate(trace, step, words)).toMatch(/^[A-Z][^{}]*\.$/);
        }
      }
    }),
    seeded(300),
  );
  const written = ['caller', 'viewer'].flatMap((kind) =>
    Object.keys(words.sentences[kind]!).map((key) => `${kind}: ${key}`),
  );
  expect([...untold]).toEqual([]);
  expect(written.filter((key) => !told.has(key))).toEqual([]);
}, 120_000);
