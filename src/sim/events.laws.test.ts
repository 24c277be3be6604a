/** What holds of events, notifications and deliveries in every run: random scenarios. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import content from '../../content/words.json';
import { checkScenario } from './check-scenario.ts';
import { deliveryRecord } from './delivery-record.ts';
import { narrate, sentenceKey } from './narrate.ts';
import { simulate } from './run.ts';
import { anyEvent, eventRules } from './testing/any-event.ts';
import { hashTrace } from './trace-hash.ts';
import { NONE, type Trace } from './trace.ts';
import { TransitionCoverage, transitionName } from './transition-coverage.ts';
import { Words } from './words.ts';

const words = Words.parse(content);
const KINDS = ['event', 'delivery', 'notification'];

/** The same scenarios every time, so that a failure can be looked at; rounds without end are cut. */
const seeded = (numRuns: number) => ({ numRuns, seed: 20_261_120 });
const bounds = { maxSteps: 5000 };

test('the scenarios are sound', () => {
  fc.assert(
    fc.property(anyEvent, (scenario) => {
      expect(checkScenario(scenario)).toHaveProperty('scenario');
    }),
    seeded(200),
  );
});

test('the compiled interpreter runs them as XState does', () => {
  fc.assert(
    fc.property(anyEvent, (scenario) => {
      const compiled = simulate(scenario, eventRules, { bounds: { maxSteps: 1000 } });
      expect(compiled.end.kind).not.toBe('law');
      const reference = simulate(scenario, eventRules, {
        interpreter: 'reference',
        bounds: { maxSteps: 1000 },
      });
      expect(hashTrace(compiled)).toBe(hashTrace(reference));
    }),
    seeded(60),
  );
});

/** By number of the actors of a kind: the state each is in when the run ends. */
function lastStates(trace: Trace, kindName: string): string[] {
  const kind = trace.kinds.findIndex(({ name }) => name === kindName);
  const states: string[] = [];
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] === kind) states[trace.actor[step]!] = trace.kinds[kind]!.states[trace.to[step]!]!;
  }
  return states;
}

test('each event has one end, and each end the records that are set for it', () => {
  fc.assert(
    fc.property(anyEvent, (scenario) => {
      const trace = simulate(scenario, eventRules, { bounds });
      expect(trace.end.kind).not.toBe('law');
      const { function: main, functions = {} } = scenario.settings;
      const asyncOf = [main.async, functions['second']!.async];
      const event = trace.kinds.findIndex(({ name }) => name === 'event');
      let expected = 0;
      for (let step = 0; step < trace.length; step += 1) {
        if (trace.kind[step] !== event) continue;
        const to = trace.kinds[event]!.states[trace.to[step]!]!;
        if (!trace.kinds[event]!.isFinal[trace.to[step]!]! || to === 'denied' || to === 'refused') continue;
        const set = asyncOf[trace.place[step]!];
        const records = to === 'succeeded' ? [set?.onSuccess] : [set?.deadLetterQueue, set?.onFailure];
        expected += records.filter((id) => id !== undefined && id !== null).length;
      }
      const told = Array.from({ length: trace.length }, (_, step) => deliveryRecord(trace, step));
      if (trace.end.kind !== 'bound') expect(told.filter((record) => record !== null)).toHaveLength(expected);
      if (trace.end.kind !== 'drained') return;
      for (const kind of KINDS) {
        const { states, isFinal } = trace.kinds.find(({ name }) => name === kind)!;
        const open = lastStates(trace, kind).filter((state) => !isFinal[states.indexOf(state)]!);
        // Where no place will ever be free, what was told to wait for one waits for ever.
        expect(open.filter((state) => state !== 'queued')).toEqual([]);
      }
    }),
    seeded(300),
  );
});

test('no event is tried oftener, later or earlier than its settings say', () => {
  fc.assert(
    fc.property(anyEvent, (scenario) => {
      const trace = simulate(scenario, eventRules, { bounds });
      const kind = trace.kinds.findIndex(({ name }) => name === 'event');
      const { states } = trace.kinds[kind]!;
      const { settings } = scenario;
      const asyncOf = [settings.function.async, settings.functions!['second']!.async];
      const bornUs: number[] = [];
      const failures: number[] = [];
      for (let step = 0; step < trace.length; step += 1) {
        if (trace.kind[step] !== kind) continue;
        const actor = trace.actor[step]!;
        const set = asyncOf[trace.place[step]!];
        if (trace.from[step] === NONE) bornUs[actor] = trace.at[step]!;
        if (states[trace.to[step]!] === 'trying') {
          const ageUs = trace.at[step]! - bornUs[actor]!;
          expect(ageUs).toBeLessThanOrEqual((set?.maximumEventAgeMs ?? 21_600_000) * 1000);
        }
        if (trace.events[trace.event[step]!] === 'fail') {
          failures[actor] = (failures[actor] ?? 0) + 1;
          expect(failures[actor]).toBeLessThanOrEqual((set?.maximumRetryAttempts ?? 2) + 1);
        }
      }
    }),
    seeded(300),
  );
});

test('the runs take every transition of the three machines', () => {
  const coverage = new TransitionCoverage();
  fc.assert(
    fc.property(anyEvent, (scenario) => {
      simulate(scenario, eventRules, { coverage, bounds });
    }),
    seeded(500),
  );
  const never = coverage.report().filter(({ kind, count }) => KINDS.includes(kind) && count === 0);
  expect(never.map(transitionName)).toEqual([]);
});

test('each of their steps has a sentence, and each of their sentences is told', () => {
  const told = new Set<string>();
  const untold = new Set<string>();
  fc.assert(
    fc.property(anyEvent, (scenario) => {
      const trace = simulate(scenario, eventRules, { bounds: { maxSteps: 1000 } });
      for (let step = 0; step < trace.length; step += 1) {
        const { name, states } = trace.kinds[trace.kind[step]!]!;
        if (!KINDS.includes(name)) continue;
        const key = sentenceKey(trace, step, words);
        if (key === undefined) {
          untold.add(`${name}: ${trace.reasons[trace.reason[step]!]} > ${states[trace.to[step]!]}`);
        } else if (!told.has(`${name}: ${key}`)) {
          told.add(`${name}: ${key}`);
          expect(narrate(trace, step, words)).toMatch(/^[A-Z][^{}]*\.$/);
        }
      }
    }),
    seeded(500),
  );
  const written = KINDS.flatMap((kind) =>
    Object.keys(words.sentences[kind]!).map((key) => `${kind}: ${key}`),
  );
  expect([...untold]).toEqual([]);
  expect(written.filter((key) => !told.has(key))).toEqual([]);
});
