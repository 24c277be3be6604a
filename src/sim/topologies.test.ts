/**
 * 1,000 random architectures: no law breaks, everything adds up, every step can be told, and between them
 * and the content's scenarios every transition of every machine is taken. `npm test` runs all of them;
 * without TOPOLOGIES=all a small share runs, and the transitions are only reported.
 */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import today from '../../content/content-date.json';
import content from '../../content/words.json';
import { metricOver } from './metrics.ts';
import { narrate, sentenceKey } from './narrate.ts';
import { reportLog } from './report-log.ts';
import type { Rules } from './rules.ts';
import { simulate } from './run.ts';
import type { Scenario } from './scenario.ts';
import { summarize } from './summary.ts';
import { anyCaller } from './testing/any-caller.ts';
import { anyCalls } from './testing/any-calls.ts';
import { anyScenario } from './testing/any-scenario.ts';
import { anyTopology } from './testing/any-topology.ts';
import { bindingRules } from './testing/binding-rules.ts';
import { contentScenarios } from './testing/content-scenarios.ts';
import { forkTours } from './testing/fork-tours.ts';
import { imbalances } from './testing/conservation.ts';
import { isSound } from './testing/is-sound.ts';
import { rareScenarios } from './testing/rare-scenarios.ts';
import { provisionTours } from './testing/provision-tours.ts';
import { releaseTours } from './testing/release-tours.ts';
import { streamTours } from './testing/stream-tours.ts';
import { realRules } from './testing/real-rules.ts';
import { hashTrace } from './trace-hash.ts';
import { NONE, type Trace } from './trace.ts';
import { coverageLines, TransitionCoverage, transitionName } from './transition-coverage.ts';
import { Words } from './words.ts';
import { worldAt } from './world.ts';

const isWhole = process.env['TOPOLOGIES'] === 'all';
const RUNS = isWhole ? 1000 : 60;
const MAX_STEPS = 3000;

const words = Words.parse(content);
const coverage = new TransitionCoverage();

/** Half of them within AWS's limits of today and by its rules, half by rules that bind. */
const RULES: readonly { readonly name: string; readonly isReal: boolean; readonly rules: Rules }[] = [
  { name: 'by rules that bind', isReal: false, rules: bindingRules },
  { name: 'by the rules of today', isReal: true, rules: realRules(today.today) },
];

const nameOfEnd = ({ end }: Trace) =>
  end.kind === 'law' ? `law: ${end.law}, at step ${end.step}` : end.kind;

/** Invocations that ran and have ended: none runs where the environment could not be restored. */
function ranToTheEnd({ kinds, kind, from, to, reason, reasons, length }: Trace): number {
  const request = kinds.findIndex(({ name }) => name === 'request');
  const { states, isFinal } = kinds[request]!;
  const running = states.indexOf('running');
  const notRestored = ['restore: over the limit', 'killed: in restore'].map((why) => reasons.indexOf(why));
  let count = 0;
  for (let step = 0; step < length; step += 1)
    if (
      kind[step] === request &&
      from[step] === running &&
      isFinal[to[step]!]! &&
      !notRestored.includes(reason[step]!)
    )
      count += 1;
  return count;
}

const seeded = (numRuns: number) => ({ numRuns, seed: 20_261_120 });

/** Kinds, ways and states that have been told already. */
const told = new Set<string>();
const untold = new Set<string>();
/** Sentences that have told them. */
const sentences = new Set<string>();

function tell(trace: Trace): void {
  for (let step = 0; step < trace.length; step += 1) {
    const kind = trace.kinds[trace.kind[step]!]!;
    const from = trace.from[step] === NONE ? '' : kind.states[trace.from[step]!];
    const way = `${kind.name}: ${from} > ${kind.states[trace.to[step]!]} (${trace.reasons[trace.reason[step]!]})`;
    if (told.has(way) || untold.has(way)) continue;
    const key = sentenceKey(trace, step, words);
    if (key === undefined) {
      untold.add(way);
      continue;
    }
    told.add(way);
    sentences.add(`${kind.name}: ${key}`);
    expect(narrate(trace, step, words), way).toMatch(/^[A-Z][^{}]*\.$/);
  }
}

describe.each(RULES)('random architectures $name', ({ isReal, rules }) => {
  const topology = fc.noBias(anyTopology(isReal)).filter((scenario) => isSound(scenario, rules));

  it('are sound, nearly all of them', () => {
    const drawn = fc.sample(fc.noBias(anyTopology(isReal)), { numRuns: 100, seed: 1 });
    expect(drawn.filter((scenario) => isSound(scenario, rules)).length).toBeGreaterThan(80);
  });

  it('break no law, and everything adds up', () => {
    fc.assert(
      fc.property(topology, (scenario) => {
        const trace = simulate(scenario, rules, { coverage, bounds: { maxSteps: MAX_STEPS } });
        expect(['horizon', 'drained', 'bound']).toContain(nameOfEnd(trace));
        expect(imbalances(trace, scenario)).toEqual([]);
        tell(trace);
        const { counts } = summarize(trace);
        expect(metricOver(trace, 'Invocations', -1)).toBe(counts.accepted);
        expect(metricOver(trace, 'Errors', -1)).toBe(counts.failed);
        expect(metricOver(trace, 'Throttles', -1)).toBe(counts.throttled);
        // Every invocation that has ended is in the log, where the role may write one.
        if (trace.places.some(({ silentUs }) => silentUs)) return;
        let reports = 0;
        for (const { message } of reportLog(trace, scenario, rules))
          if (message.startsWith('REPORT ')) reports += 1;
        expect(reports).toBe(ranToTheEnd(trace));
      }),
      seeded(RUNS / 2),
    );
  }, 110_000);

  it('run the same for both interpreters, and have one world at a moment', () => {
    const noCheckpoints = { steps: new Int32Array(), offsets: new Uint32Array(1), data: new Float64Array() };
    fc.assert(
      fc.property(topology, fc.nat(100), (scenario, percent) => {
        const bounds = { maxSteps: 600 };
        const trace = simulate(scenario, rules, { bounds });
        const reference = simulate(scenario, rules, { interpreter: 'reference', bounds });
        expect(hashTrace(trace)).toBe(hashTrace(reference));
        const atUs = Math.floor((trace.endUs * percent) / 100);
        expect(worldAt(trace, atUs)).toEqual(worldAt({ ...trace, checkpoints: noCheckpoints }, atUs));
      }),
      seeded(RUNS / 20),
    );
  }, 110_000);
});

/** What those who made the models draw for them. */
const MODELS: readonly { readonly name: string; readonly any: fc.Arbitrary<Scenario> }[] = [
  { name: 'direct invocations', any: anyScenario },
  { name: 'callers and viewers', any: anyCaller },
  { name: 'calls', any: anyCalls },
];

describe.each(MODELS)('random $name', ({ any }) => {
  it('break no law, and everything adds up', () => {
    fc.assert(
      fc.property(
        any.filter((scenario) => isSound(scenario, bindingRules)),
        (scenario) => {
          const trace = simulate(scenario, bindingRules, { coverage, bounds: { maxSteps: MAX_STEPS } });
          expect(['horizon', 'drained', 'bound']).toContain(nameOfEnd(trace));
          expect(imbalances(trace, scenario)).toEqual([]);
          tell(trace);
        },
      ),
      seeded(RUNS / 10),
    );
  }, 110_000);
});

describe('what is rare', () => {
  it.each([...rareScenarios, ...forkTours, ...provisionTours, ...releaseTours, ...streamTours])(
    '$id adds up, and can be told',
    (scenario) => {
      const rules = scenario.asOf === undefined ? bindingRules : realRules(scenario.asOf);
      const trace = simulate(scenario, rules, { coverage });
      expect(['horizon', 'drained']).toContain(nameOfEnd(trace));
      expect(imbalances(trace, scenario)).toEqual([]);
      tell(trace);
    },
  );
});

describe('the scenarios of the content', () => {
  it.each(contentScenarios)('$id adds up, and can be told', (scenario) => {
    const rules = realRules(scenario.asOf ?? today.today);
    for (const on of [null, true, false]) {
      const faults = scenario.faults.map((fault) => ({ ...fault, on: on ?? fault.on }));
      const trace = simulate({ ...scenario, faults }, rules, { coverage });
      expect(['horizon', 'drained']).toContain(nameOfEnd(trace));
      expect(imbalances(trace, scenario)).toEqual([]);
      tell(trace);
    }
  });

  it('has a sentence for every step told so far', () => {
    expect([...untold].sort()).toEqual([]);
  });

  it.runIf(isWhole)('has no sentence that is never told', () => {
    const written = Object.entries(words.sentences).flatMap(([kind, own]) =>
      Object.keys(own).map((key) => `${kind}: ${key}`),
    );
    expect(written.filter((key) => !sentences.has(key))).toEqual([]);
  });
});

describe('transitions of the machines', () => {
  it.runIf(isWhole)('are all taken in runs of the engine', () => {
    const never = coverage.report().filter(({ count }) => count === 0);
    expect(never.map(transitionName)).toEqual([]);
  });

  afterAll(() => {
    const report = coverage.report();
    const taken = report.filter(({ count }) => count > 0).length;
    console.info(
      ['Transitions taken:', ...coverageLines(report), `${taken} of ${report.length} in all`].join('\n'),
    );
  });
});
