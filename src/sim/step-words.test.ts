import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import today from '../../content/content-date.json';
import chartWords from '../../content/chart-words.json';
import stepWords from '../../content/step-words.json';
import { followed } from './led-to.ts';
import { simulate } from './run.ts';
import { Scenario } from './scenario.ts';
import { statecharts } from './statechart.ts';
import { why } from './why.ts';
import { ChartWords, sortFollowed, StepWords, wordsFor } from './step-words.ts';
import { realRules } from './testing/real-rules.ts';
import { REASONS } from './vocabulary.ts';

const words = ChartWords.parse(chartWords);
const steps = StepWords.parse(stepWords);
const charts = Object.values(statecharts);

function runOf(id: string) {
  const url = new URL(`../../content/scenarios/${id}.json`, import.meta.url);
  const scenario = Scenario.parse(JSON.parse(readFileSync(url, 'utf8')));
  return simulate(scenario, realRules(scenario.asOf ?? today.today));
}

/** Names the charts use, each with the kinds that do. */
function used(nameOf: (transition: (typeof charts)[number]['transitions'][number]) => string | null) {
  const found = new Map<string, Set<string>>();
  for (const { kind, transitions } of charts) {
    for (const transition of transitions) {
      const name = nameOf(transition);
      if (name !== null) found.set(name, (found.get(name) ?? new Set()).add(kind));
    }
  }
  return found;
}

describe('the words of the charts', () => {
  it.each([
    ['guards', words.guards, used(({ guard }) => (guard === '' ? null : guard))],
    ['events', words.events, used(({ event }) => (event.startsWith('after ') ? null : event))],
    [
      'delays',
      words.delays,
      used(({ event }) => (event.startsWith('after ') ? event.slice('after '.length) : null)),
    ],
  ] as const)('name all %s of all machines, and no others', (_, said, names) => {
    const missing = [...names].flatMap(([name, kinds]) =>
      [...kinds].flatMap((kind) => (wordsFor(said, kind, name) === undefined ? [`${kind} ${name}`] : [])),
    );
    expect(missing).toEqual([]);
    const idle = Object.keys(said).filter((key) => {
      const [kind = '', name] = key.split(' ');
      return name === undefined ? !names.has(key) : !names.get(name)?.has(kind);
    });
    expect(idle).toEqual([]);
  });
});

describe('the words of figures', () => {
  it('name every figure that the code makes, and no others', () => {
    const folder = new URL('./', import.meta.url);
    const code = readdirSync(folder)
      .filter((file) => /^(invocation|source|release|delay)-figures\.ts$/.test(file))
      .map((file) => readFileSync(new URL(file, folder), 'utf8'))
      .join('\n');
    const made = new Set([
      ...[...code.matchAll(/(?:measured|ruled|set|rate|scaling)\(\s*'([a-zA-Z]+)'/g)].map(
        ([, name]) => name!,
      ),
      ...[...code.matchAll(/fromChange\(\s*site,\s*'([a-zA-Z]+)'/g)].map(([, name]) => name!),
      ...[...code.matchAll(/name: '([a-zA-Z]+)'/g)].map(([, name]) => name!),
      ...[...code.matchAll(/\? '(waited|ran)' : 'took'/g)].map(([, name]) => name!),
    ]);
    expect([...made].filter((name) => !(name in steps.figures)).sort()).toEqual([]);
    expect(Object.keys(steps.figures).filter((name) => !made.has(name))).toEqual([]);
  });
});

describe('what followed, summed up', () => {
  it('goes by reasons and states that there are', () => {
    const states = new Map(charts.map(({ kind, states: all }) => [kind, all.map(({ name }) => name)]));
    const lost = steps.ledTo.flatMap(({ when }) =>
      when.filter((key) => {
        if ((REASONS as readonly string[]).includes(key)) return false;
        const [, kind = '', from = '', to = ''] = /^(\w+): (?:(.*) )?> (.+)$/.exec(key) ?? [];
        const all = states.get(kind);
        return all === undefined || !all.includes(to) || (from !== '' && !all.includes(from));
      }),
    );
    expect(lost).toEqual([]);
  });

  it('counts each step once: every retry, every dead letter', () => {
    const trace = runOf('dead-letter-queue');
    const letter = Array.from({ length: trace.length }, (_, step) => step).find(
      (step) => trace.reasons[trace.reason[step]!] === 'sent: dead letter',
    )!;
    const root = why(trace, letter).at(-1)!;
    const after = followed(trace, root);
    const sorted = sortFollowed(trace, after, steps.ledTo);
    expect(sorted.reduce((sum, one) => sum + one.steps.length, 0)).toBe(after.length);
    const told = Object.fromEntries(sorted.map((one) => [one.sort?.one ?? 'other', one.steps.length]));
    expect(told).toMatchObject({ retry: 2, failure: 3, 'dead letter': 1 });
  });
});
