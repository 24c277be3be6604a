import { describe, expect, test } from 'vitest';
import { factsProgram } from './facts-program.ts';
import { allFacts } from './library.ts';

function run(...args: string[]): { code: number; out: string; err: string } {
  let [out, err] = ['', ''];
  const code = factsProgram(args, {
    write: (text) => {
      out += text;
    },
    complain: (line) => {
      err += `${line}\n`;
    },
  });
  return { code, out, err };
}

describe('facts', () => {
  test('a table of all of them, a line each, under their topics', () => {
    const { code, out, err } = run();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^\d+ facts as of 2026-11-20\n/);
    expect(out).toMatch(/^ {2}timeout-max +900 s +2018-10-10$/m);
    for (const { id } of allFacts()) expect(out).toMatch(new RegExp(`^  ${id} `, 'm'));
  });

  test('as of a date; what did not exist yet says so', () => {
    const { out } = run('--as-of', '2018-02');
    expect(out).toMatch(/^ {2}timeout-max +300 s +2015-10-08$/m);
    expect(out).toMatch(/^ {2}layers-per-function +not there yet +comes 2018-11-29$/m);
  });

  test('JSON for machines', () => {
    const all = JSON.parse(run('--json', '--as-of=2018-02').out) as { asOf: string; facts: { id: string }[] };
    expect(all.asOf).toBe('2018-02-01');
    expect(all.facts).toHaveLength(allFacts().length);
    expect(all.facts.find(({ id }) => id === 'timeout-max')).toMatchObject({
      value: 300,
      unit: 's',
      text: '300 s',
      from: '2015-10-08',
      fromMeans: 'since',
      next: { from: '2018-10-10', text: '900 s' },
    });
    expect(all.facts.find(({ id }) => id === 'layers-per-function')).toMatchObject({
      status: 'beforeIntroduction',
      value: null,
      from: '2018-11-29',
    });
  });

  test('one fact with its history, sources and what the notes said', () => {
    const { out } = run('--id', 'timeout-max');
    expect(out).toMatch(/^timeout-max: Longest timeout of a function/);
    expect(out).toContain('first read 2015-04-24: 60 s');
    expect(out).toContain('https://');
    expect(out).toMatch(/note 4: .*: was true until 2018-10/);
    const one = JSON.parse(run('--id', 'timeout-max', '--json').out) as Record<string, unknown>;
    expect(one).toMatchObject({ id: 'timeout-max', value: 900, history: expect.any(Array) as unknown });
  });

  test('an unknown id is answered with the nearest ones', () => {
    expect(run('--id', 'timout-max')).toMatchObject({ code: 2, out: '' });
    expect(run('--id', 'timout-max').err).toContain('timeout-max');
    expect(run('--id', 'max-memory').err).toContain('memory-max');
    expect(run('--id', 'zzz').err).toMatch(/no fact "zzz"; without --id/);
  });

  test('a date that is none, one out of range and an unknown option say what was expected', () => {
    for (const date of ['soon', '2013', '2031-01-01']) {
      const { code, out, err } = run('--as-of', date);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(/expected "today" or a date from 2014-11/);
    }
    expect(run('--ids')).toMatchObject({ code: 2, out: '' });
    expect(run('timeout-max')).toMatchObject({ code: 2, out: '' });
    expect(run('--help')).toMatchObject({ code: 0, err: '' });
  });
});
