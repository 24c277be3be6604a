/** What holds in every run of streams, looked at from outside: random streams, consumers and faults. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import content from '../../content/words.json';
import { checkScenario } from './check-scenario.ts';
import { iteratorAges } from './iterator-ages.ts';
import { narrate, sentenceKey } from './narrate.ts';
import { simulate } from './run.ts';
import { partOf, shardOf } from './stream-keys.ts';
import { anyStream } from './testing/any-stream.ts';
import { bindingRules as rules } from './testing/binding-rules.ts';
import { streamTours } from './testing/stream-tours.ts';
import { hashTrace } from './trace-hash.ts';
import { NONE, type Trace } from './trace.ts';
import { TransitionCoverage, transitionName } from './transition-coverage.ts';
import { Words } from './words.ts';

const seeded = (numRuns: number) => ({ numRuns, seed: 20_261_120 });
const bounds = { maxSteps: 200_000 };
const words = Words.parse(content);
const KINDS = ['record', 'reader'];

interface RecordLife {
  readonly place: number;
  readonly key: number;
  readonly bornUs: number;
  readonly isCopy: boolean;
  /** Step at which it was taken into a batch; -1: never. */
  taken: number;
  end: string;
  endStep: number;
  reader: number;
}

function livesOf(trace: Trace): RecordLife[] {
  const record = trace.kinds.findIndex(({ name }) => name === 'record');
  const { states, isFinal } = trace.kinds[record]!;
  const lives: RecordLife[] = [];
  for (let step = 0; step < trace.length; step++) {
    if (trace.kind[step] !== record) continue;
    const number = trace.actor[step]!;
    const to = trace.to[step]!;
    if (trace.from[step] === NONE) {
      lives[number] = {
        place: trace.place[step]!,
        key: trace.amount[step]!,
        bornUs: trace.at[step]!,
        isCopy: trace.otherKind[step] === record,
        taken: -1,
        end: '',
        endStep: -1,
        reader: trace.otherKind[step] === record ? -1 : trace.other[step]!,
      };
    }
    const life = lives[number]!;
    if (states[to] === 'in batch') {
      life.taken = step;
      life.reader = trace.other[step]!;
    }
    if (isFinal[to]!) {
      expect(life.end).toBe('');
      life.end = states[to]!;
      life.endStep = step;
    }
  }
  return lives;
}

describe('a stream', () => {
  it('is a sound scenario', () => {
    fc.assert(
      fc.property(anyStream, (scenario) => {
        expect(checkScenario(scenario)).toHaveProperty('scenario');
      }),
      seeded(200),
    );
  });

  it('runs alike with tables and with XState, and keeps every law', () => {
    fc.assert(
      fc.property(anyStream, (scenario) => {
        const compiled = simulate(scenario, rules, { bounds });
        expect(compiled.end.kind).toMatch(/drained|horizon/);
        const reference = simulate(scenario, rules, { bounds, interpreter: 'reference' });
        expect(hashTrace(reference)).toEqual(hashTrace(compiled));
      }),
      seeded(100),
    );
  }, 60_000);

  it('gives every consumer every record once, and takes those of a key in their order', () => {
    fc.assert(
      fc.property(anyStream, (scenario) => {
        const trace = simulate(scenario, rules, { bounds });
        const lives = livesOf(trace);
        const places = Object.keys(scenario.settings.mappings!).length;
        expect(lives.length % places).toBe(0);
        const last = new Map<string, number>();
        lives.forEach((life, number) => {
          if (trace.end.kind === 'drained' && life.end === '') {
            // Only what nobody reads may be left.
            const mapping = scenario.settings.mappings![trace.places[life.place]!.name]!;
            const isUnread =
              mapping.enabled === false || scenario.faults.some(({ kind }) => kind === 'permission-missing');
            expect([number, isUnread]).toEqual([number, true]);
          }
          if (life.taken < 0) return;
          const key = `${life.place} ${life.key}`;
          expect(life.taken).toBeGreaterThan(last.get(key) ?? -1);
          last.set(key, life.taken);
        });
      }),
      seeded(300),
    );
  });

  it('has each key in one shard, read by one reader of a consumer', () => {
    fc.assert(
      fc.property(anyStream, (scenario) => {
        const trace = simulate(scenario, rules, { bounds });
        const readers = new Map<string, number>();
        for (const { place, key, reader } of livesOf(trace)) {
          if (reader < 0) continue;
          const known = readers.get(`${place} ${key}`) ?? reader;
          expect(reader).toBe(known);
          readers.set(`${place} ${key}`, reader);
        }
      }),
      seeded(100),
    );
  });

  it('lets a reader have one batch at a time: an error blocks what stands behind', () => {
    fc.assert(
      fc.property(anyStream, (scenario) => {
        const trace = simulate(scenario, rules, { bounds });
        const record = trace.kinds.findIndex(({ name }) => name === 'record');
        const inBatch = trace.kinds[record]!.states.indexOf('in batch');
        /** By reader: the step that took its batch, and how many of it have not ended. */
        const batches = new Map<number, { readonly taken: number; open: number }>();
        for (let step = 0; step < trace.length; step++) {
          if (trace.kind[step] !== record) continue;
          const reader = trace.other[step]!;
          if (trace.to[step] === inBatch) {
            const batch = batches.get(reader);
            const taken = trace.cause[step]!;
            if (batch?.taken !== taken) {
              expect(batch?.open ?? 0).toBe(0);
              batches.set(reader, { taken, open: 1 });
            } else batch.open += 1;
          } else if (trace.from[step] === inBatch) batches.get(reader)!.open -= 1;
        }
      }),
      seeded(200),
    );
  });

  it('has ages from 0 to the time in the stream at each invocation', () => {
    fc.assert(
      fc.property(anyStream, (scenario) => {
        for (const { ageUs, atUs, size } of iteratorAges(simulate(scenario, rules, { bounds }))) {
          expect(ageUs).toBeGreaterThanOrEqual(0);
          expect(ageUs).toBeLessThanOrEqual(atUs);
          expect(size).toBeGreaterThan(0);
        }
      }),
      seeded(100),
    );
  });
});

/** Each of the random scenarios, and those that go where they seldom do. */
function forEachRun(numRuns: number, look: (trace: Trace) => void, coverage?: TransitionCoverage): void {
  const options = coverage ? { bounds, coverage } : { bounds };
  for (const scenario of streamTours) look(simulate(scenario, rules, options));
  fc.assert(
    fc.property(anyStream, (scenario) => look(simulate(scenario, rules, options))),
    seeded(numRuns),
  );
}

describe('the machines', () => {
  it('have no transition that is never taken', () => {
    const coverage = new TransitionCoverage();
    forEachRun(300, () => {}, coverage);
    const never = coverage.report().filter(({ kind, count }) => KINDS.includes(kind) && count === 0);
    expect(never.map(transitionName)).toEqual([]);
  });

  it('take no step without a sentence, and every sentence is told', () => {
    const told = new Set<string>();
    const untold = new Set<string>();
    forEachRun(300, (trace) => {
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
    });
    const written = KINDS.flatMap((kind) =>
      Object.keys(words.sentences[kind]!).map((key) => `${kind}: ${key}`),
    );
    expect([...untold]).toEqual([]);
    expect(written.filter((key) => !told.has(key))).toEqual([]);
  });
});

describe('keys', () => {
  it('spread over shards and parts', () => {
    for (const count of [2, 3, 4, 10, 100]) {
      const shards = Array.from({ length: count }, () => 0);
      const parts = Array.from({ length: count }, () => 0);
      for (let key = 1; key <= 100 * count; key++) {
        shards[shardOf(key, count)]! += 1;
        parts[partOf(key, count)]! += 1;
      }
      expect(Math.min(...shards)).toBeGreaterThan(60);
      expect(Math.max(...parts)).toBeLessThan(140);
    }
  });
});
