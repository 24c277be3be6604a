/**
 * The runs of the content's scenarios as people read them, step by step. A change of the model shows
 * here as a change of the story: read it, and if it is right, write it anew with
 * `UPDATE_GOLDEN=1 npx vitest run golden`.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import today from '../../../content/content-date.json';
import content from '../../../content/words.json';
import { readFacts } from '../../cost/fact.ts';
import { factsAt } from '../../cost/value-at.ts';
import { checkClaims } from '../claims.ts';
import { logLines } from '../log.ts';
import { resolveRules } from '../rules.ts';
import { simulate } from '../run.ts';
import { Scenario } from '../scenario.ts';
import { summarize } from '../summary.ts';
import { hashTrace } from '../trace-hash.ts';
import type { Trace } from '../trace.ts';
import { Words } from '../words.ts';

const folder = (path: string) => new URL(`../../../content/${path}/`, import.meta.url);
const read = (url: URL) => JSON.parse(readFileSync(url, 'utf8')) as unknown;
const jsonIn = (path: string) =>
  readdirSync(folder(path))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({ name, json: read(new URL(name, folder(path))) }));

const words = Words.parse(content);
const facts = jsonIn('facts').flatMap(({ name, json }) => readFacts(json, name));
const scenarios = jsonIn('scenarios').map(({ json }) => Scenario.parse(json));

/** Lines of a log that is kept whole; of a longer one the beginning and the end are, and the hash of the run. */
const LONGEST = 1000;
const BEGINNING = 300;
const END = 100;

function shortened(lines: readonly string[], trace: Trace): string[] {
  if (lines.length <= LONGEST) return [...lines];
  const left = lines.length - BEGINNING - END;
  return [
    ...lines.slice(0, BEGINNING),
    `… ${left} more; the run hashes to ${hashTrace(trace)}`,
    ...lines.slice(-END),
  ];
}

function storyOf(scenario: Scenario): string {
  const asOf = scenario.asOf ?? today.today;
  const trace = simulate(scenario, resolveRules(factsAt(facts, asOf)));
  const summary = summarize(trace);
  const { counts, latencyMs, concurrency, environments } = summary;
  const shown = (value: number | null) => (value === null ? 'none' : String(Math.round(value * 1000) / 1000));
  const claims = checkClaims(scenario, summary).map(
    ({ id, holds, expected, found }) =>
      `claim ${id} ${holds ? 'holds' : 'DOES NOT HOLD'}: expected ${JSON.stringify(expected)}, found ${shown(found)}`,
  );
  return [
    `${scenario.title}. ${scenario.question}`,
    `seed ${scenario.seed}, rules of ${asOf}`,
    '',
    ...shortened([...logLines(trace, words)], trace),
    '',
    `${counts.offered} offered, ${counts.accepted} accepted, ${counts.cold} cold, ${counts.warm} warm, ` +
      `${counts.throttled} throttled, ${counts.succeeded} succeeded, ${counts.failed} failed, ${counts.inFlight} in flight`,
    `latency: mean ${shown(latencyMs.mean)} ms, longest ${shown(latencyMs.max)} ms`,
    `most at once: requests ${shown(concurrency.max)}, environments ${environments.max}; environments created ${environments.created}`,
    ...claims,
    '',
  ]
    .join('\n')
    .replaceAll('\u202f', ' ');
}

describe('golden logs', () => {
  it.each(scenarios)('$id', (scenario) => {
    const file = new URL(`${scenario.id}.log`, import.meta.url);
    const story = storyOf(scenario);
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, story);
    expect(existsSync(file), `${scenario.id}.log is missing: write it with UPDATE_GOLDEN=1`).toBe(true);
    expect(story).toBe(readFileSync(file, 'utf8'));
    expect(story).not.toContain('DOES NOT HOLD');
  });

  it('has no log without a scenario', () => {
    const logs = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.log'));
    expect(logs.sort()).toEqual(scenarios.map(({ id }) => `${id}.log`).sort());
  });
});
