import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import today from '../../content/content-date.json';
import reasonFacts from '../../content/reason-facts.json';
import { readFacts } from '../cost/fact.ts';
import { beginningsOf, type Beginning } from './beginning.ts';
import { restOf } from './reason-facts.ts';
import { simulate } from './run.ts';
import { Scenario } from './scenario.ts';
import { placeAt } from './scenario-path.ts';
import type { StepFigure } from './step-figure.ts';
import { stepFigures } from './step-figures.ts';
import { realRules } from './testing/real-rules.ts';
import type { Trace } from './trace.ts';
import { REASONS } from './vocabulary.ts';

const folder = (name: string) => new URL(`../../content/${name}/`, import.meta.url);
const files = (name: string) =>
  readdirSync(folder(name))
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ file, text: readFileSync(new URL(file, folder(name)), 'utf8') }));
const scenarios = files('scenarios').map(({ text }) => Scenario.parse(JSON.parse(text)));
const facts = new Map(
  files('facts')
    .flatMap(({ file, text }) => readFacts(JSON.parse(text), file))
    .map((fact) => [fact.id, fact]),
);

function runOf(id: string) {
  const scenario = scenarios.find((one) => one.id === id)!;
  const rules = realRules(scenario.asOf ?? today.today);
  return { scenario, rules, trace: simulate(scenario, rules) };
}

const reasonOf = (trace: Trace, step: number) => trace.reasons[trace.reason[step]!]!;
const stateOf = (trace: Trace, step: number) => trace.kinds[trace.kind[step]!]!.states[trace.to[step]!]!;
const kindOf = (trace: Trace, step: number) => trace.kinds[trace.kind[step]!]!.name;

/** The figures of the first step of a run that fits, `name value unit source` each. */
function told(id: string, kind: string, what: string): string[] {
  const { scenario, rules, trace } = runOf(id);
  const steps = Array.from({ length: trace.length }, (_, step) => step);
  const step = steps.find(
    (one) => kindOf(trace, one) === kind && (reasonOf(trace, one) === what || stateOf(trace, one) === what),
  );
  return stepFigures(trace, scenario, rules, step ?? -1).map(
    ({ name, value, unit, source }) =>
      `${name} ${value} ${unit} ${source.kind === 'setting' ? source.path : source.kind === 'fact' ? source.id : 'measured'}`,
  );
}

/** One step of every kind of change that each scenario has. */
function* everySort(): Generator<{
  readonly scenario: Scenario;
  readonly trace: Trace;
  readonly step: number;
  readonly figures: readonly StepFigure[];
  readonly beginnings: readonly Beginning[];
}> {
  for (const { id } of scenarios) {
    const { scenario, rules, trace } = runOf(id);
    const seen = new Set<number>();
    for (let step = 0; step < trace.length; step += 1) {
      const sort =
        ((trace.kind[step]! * 256 + trace.from[step]!) * 256 + trace.to[step]!) * 256 + trace.reason[step]!;
      if (seen.has(sort)) continue;
      seen.add(sort);
      const figures = stepFigures(trace, scenario, rules, step);
      yield { scenario, trace, step, figures, beginnings: beginningsOf(trace, scenario, step) };
    }
  }
}

describe('the figures of a step', () => {
  it('are what decided it', () => {
    expect(told('outcomes', 'request', 'timeout: function')).toEqual([
      'limit 1000000 us settings.function.timeoutMs',
      'ran 1000000 us measured',
    ]);
    expect(told('event-expires', 'event', 'given up: too old').slice(0, 1)).toEqual([
      'ageLimit 60000000 us settings.function.async.maximumEventAgeMs',
    ]);
    expect(told('poison-message', 'message', 'dead-lettered: received too often')).toEqual([
      'receive 3 count measured',
      'receives 3 count settings.resources.orders.maxReceiveCount',
    ]);
    expect(told('slow-init', 'environment', 'init: over the limit')).toEqual([
      'limit 10000000 us init-limit',
      'ran 10000000 us measured',
    ]);
    expect(told('reserved-too-low', 'request', 'throttled: reserved concurrency')).toHaveLength(2);
  });

  it('come from settings that are there, and from facts that are', () => {
    const lost: string[] = [];
    for (const { scenario, trace, step, figures, beginnings } of everySort()) {
      const at = `${scenario.id} ${kindOf(trace, step)} ${stateOf(trace, step)} ${reasonOf(trace, step)}`;
      for (const { name, value, unit, source } of figures) {
        if (!Number.isFinite(value) || value < 0) lost.push(`${at}: ${name} is ${value} ${unit}`);
        if (source.kind === 'setting' && 'known' in placeAt(scenario, source.path))
          lost.push(`${at}: ${source.path}`);
        if (source.kind === 'fact') {
          const parts = facts.get(source.id)?.parts;
          if (!facts.has(source.id)) lost.push(`${at}: no fact ${source.id}`);
          else if (source.part !== undefined && !(source.part in (parts ?? {})))
            lost.push(`${at}: no part ${source.part} of ${source.id}`);
        }
      }
      for (const beginning of beginnings) {
        if (beginning.kind === 'setting' && beginning.value === undefined)
          lost.push(`${at}: begins with ${beginning.path}`);
        if (beginning.kind === 'arrival' && beginning.nth < 1) lost.push(`${at}: arrival ${beginning.nth}`);
      }
      if (beginnings.length === 0) lost.push(`${at}: no beginning`);
    }
    expect(lost).toEqual([]);
  }, 60_000);
});

describe('what reasons rest on', () => {
  it('is told of every reason, once', () => {
    const sorted = new Set([...Object.keys(reasonFacts.rests), ...reasonFacts.restsOnNothing]);
    expect(REASONS.filter((reason) => reason !== '' && !sorted.has(reason))).toEqual([]);
    const known = new Set<string>(REASONS);
    expect([...sorted].filter((key) => !known.has(key) && !key.includes(' > '))).toEqual([]);
    expect(reasonFacts.restsOnNothing.filter((reason) => reason in reasonFacts.rests)).toEqual([]);
  });

  it('is of the step where a reason was not taken over from its cause', () => {
    const { trace } = runOf('dead-letter-queue');
    const waits = Array.from({ length: trace.length }, (_, step) => step).find(
      (step) => kindOf(trace, step) === 'event' && stateOf(trace, step) === 'waiting',
    )!;
    expect(reasonOf(trace, waits)).toBe('handler: error');
    expect(restOf(trace, waits, reasonFacts).facts).toContain('async-retry-delays');
  });
});
