import { describe, expect, it } from 'vitest';
import burst from '../../content/scenarios/burst.json';
import coldStart from '../../content/scenarios/cold-start.json';
import { narrate } from '../sim/narrate.ts';
import { readScenario } from '../sim/read-scenario.ts';
import { simulate } from '../sim/run.ts';
import { narration } from './narration.ts';
import { rulesAt } from './rules.ts';
import { isProblem } from './step-kinds.ts';
import { TODAY } from './today.ts';
import { words } from './words.ts';

function traceOf(file: unknown) {
  const read = readScenario(file, 'file');
  if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  return simulate(read.scenario, rulesAt(TODAY));
}

describe('what a run says aloud', () => {
  const trace = traceOf(coldStart);
  const all = trace.length - 1;

  it('is nothing where nothing is wanted or nothing happened', () => {
    expect(narration(trace, -1, all, 'off', 2)).toBe('');
    expect(narration(trace, all, all, 'all', 2)).toBe('');
    expect(narration(trace, -1, all, 'problems', 2)).toBe('');
  });

  it('is each step in words while there are few', () => {
    expect(narration(trace, -1, 1, 'all', 2)).toBe(
      `0:01.00: ${narrate(trace, 0, words)} ${narrate(trace, 1, words)}`,
    );
  });

  it('sums up where there are many, and tells the worst of them', () => {
    const many = traceOf(burst);
    const last = many.length - 1;
    const problems = Array.from({ length: many.length }, (_, step) => step).filter((step) =>
      isProblem(many, step),
    );
    const said = narration(many, -1, last, 'all', 2);
    expect(said).toMatch(new RegExp(`^Up to .* ${many.length.toLocaleString('en-US')} steps, `));
    if (problems.length > 0) expect(said).toContain(narrate(many, problems.at(-1)!, words));
    const notable = narration(many, -1, last, 'notable', 2);
    expect(notable).toContain('cold start');
    expect(said.length).toBeLessThan(600);
  });
});
