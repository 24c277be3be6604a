import { describe, expect, it } from 'vitest';
import burst from '../../content/scenarios/scaling-burst-today.json';
import spillOver from '../../content/scenarios/provisioned-spill-over.json';
import burst2018 from '../../content/scenarios/scaling-burst-2018.json';
import { ScenarioError } from '../sim/problem.ts';
import { readScenario } from '../sim/read-scenario.ts';
import { simulate } from '../sim/run.ts';
import type { Scenario } from '../sim/scenario.ts';
import { summarize } from '../sim/summary.ts';
import { allowedDay } from './allowed-day.ts';
import { digestOf, type RunDigest } from './run-digest.ts';
import { rulesAt } from './rules.ts';
import { runRows, tellingLevel } from './run-columns.ts';
import { comparedDays, dateSentence, dayAsHead, dayInWords, type DateColumn } from './then-and-now.ts';
import { TODAY } from './today.ts';

function scenarioOf(file: unknown): Scenario {
  const read = readScenario(file, 'file');
  if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  return read.scenario;
}

/** The columns as the worker makes them. */
function columnsOf(scenario: Scenario, days: readonly string[] = comparedDays(TODAY)): DateColumn[] {
  return days.map((day) => {
    try {
      return { day, outcome: { kind: 'ran', digest: digestOf(simulate(scenario, rulesAt(day)), scenario) } };
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      const problems = [...error.problems];
      return { day, outcome: { kind: 'refused', problems, allowedDay: allowedDay(scenario, day) } };
    }
  });
}

/** Columns of figures made up. */
function made(figures: Readonly<Record<string, Readonly<Record<string, number>> | null>>): DateColumn[] {
  return Object.entries(figures).map(([day, values]) => {
    if (values === null) return { day, outcome: { kind: 'refused', problems: [], allowedDay: null } };
    const told = Object.entries(values).map(([measure, value]) => [measure, value, measure] as const);
    const digest: RunDigest = { figures: told, levels: [], cutAfter: null };
    return { day, outcome: { kind: 'ran', digest } };
  });
}

const THEN = '2018-02-01';
const LATER = '2021-01-01';

describe('the dates', () => {
  it('are those of the notes and today, and the page’s own in its place', () => {
    expect(comparedDays(TODAY)).toEqual([THEN, LATER, TODAY]);
    expect(comparedDays(THEN)).toEqual([THEN, LATER, TODAY]);
    expect(comparedDays('2019-12-04')).toEqual([THEN, '2019-12-04', LATER, TODAY]);
  });

  it('are months where they are the first of one', () => {
    expect([THEN, '2021-03-09', TODAY].map(dayInWords)).toEqual(['February 2018', '9 Mar 2021', 'today']);
    expect([THEN, '2021-03-09', TODAY].map(dayAsHead)).toEqual(['Feb 2018', '9 Mar 2021', 'today']);
  });
});

describe('the same burst by three dates', () => {
  const columns = columnsOf(scenarioOf(burst));
  const row = (name: string) => runRows(columns).find((one) => one.name === name)?.cells;

  it('is told by those who are turned away', () => {
    expect(dateSentence(columns)).toMatch(
      /^The same traffic: 2,700 requests turned away by the rules of February 2018, 400 by those of January 2021, none today\.$/,
    );
  });

  it('has the figures of each run, and marks what is not as today', () => {
    const throttled = [THEN, LATER, TODAY].map(
      (day) => summarize(simulate(scenarioOf(burst), rulesAt(day))).counts.throttled,
    );
    expect(row('throttled')?.map(({ text }) => Number(text.replace(',', '')))).toEqual(throttled);
    expect(row('throttled')?.map(({ differs }) => differs)).toEqual([true, true, false]);
    const same = { text: '400', differs: false };
    expect(row('events: succeeded')).toEqual([same, same, same]);
  });

  it('shows how much ran at once, on one scale', () => {
    const telling = tellingLevel(columns)!;
    expect(telling.metric).toBe('concurrency');
    expect(telling.levels.map((level) => level?.max)).toEqual([500, 1000, 1200]);
    expect(telling.max).toBe(1200);
    expect(telling.endUs).toBe(telling.levels[0]!.endUs);
    expect(Math.max(...telling.levels[0]!.values)).toBe(500);
  });

  it('has a column more where the page has a date of its own', () => {
    const four = columnsOf(scenarioOf(burst2018), comparedDays('2018-06-01'));
    expect(runRows(four)[0]?.cells).toHaveLength(4);
    expect(dateSentence(four)).toContain('by the rules of February 2018 and June 2018, 400');
  });
});

describe('a scenario that could not be then', () => {
  const columns = columnsOf(scenarioOf(spillOver));

  it('says so, and of which dates nothing differs', () => {
    expect(dateSentence(columns)).toBe(
      'Nothing differs: every figure is the same by the rules of January 2021 and today; by those of February 2018 it cannot run.',
    );
    expect(columns[0]!.outcome).toMatchObject({ kind: 'refused', allowedDay: '2019-12-03' });
    expect(tellingLevel(columns)).toBeNull();
  });

  it('has no figures there, and none that count as different', () => {
    for (const { cells } of runRows(columns)) expect(cells[0]).toEqual({ text: '–', differs: false });
  });
});

describe('the sentence', () => {
  const said = (figures: Parameters<typeof made>[0]) => dateSentence(made(figures));

  it('does not name the requests twice', () => {
    const figures = (failed: number) => ({ 'counts.offered': 60, 'counts.failed': failed });
    expect(said({ [THEN]: figures(60), [LATER]: figures(1), [TODAY]: figures(1) })).toBe(
      'The same 60 requests: 60 fail by the rules of February 2018, one by those of January 2021 and today.',
    );
    expect(said({ [THEN]: figures(0), [TODAY]: figures(1) })).toBe(
      'The same 60 requests: none fails by the rules of February 2018, one today.',
    );
  });

  it('takes any other figure where none of the telling ones differs', () => {
    expect(
      said({ [THEN]: { 'iteratorAgeMs.max': 4000 }, [LATER]: {}, [TODAY]: { 'iteratorAgeMs.max': 1000 } }),
    ).toBe(
      'The same traffic; iteratorAgeMs.max: 4\u202fs by the rules of February 2018, not measurable by those of January 2021, 1\u202fs today.',
    );
  });

  it('says where it runs at all', () => {
    expect(said({ [THEN]: null, [LATER]: null, [TODAY]: {} })).toBe(
      'It runs today; by the rules of February 2018 and January 2021 it cannot.',
    );
    expect(said({ [THEN]: {}, [LATER]: null, [TODAY]: null })).toBe(
      'It runs by the rules of February 2018; by those of January 2021 and today it cannot.',
    );
    expect(said({ [THEN]: null, [TODAY]: null })).toBe(
      'It cannot run by the rules of February 2018 and today.',
    );
  });
});

describe('the rows', () => {
  it('put what only one run has where that run has it', () => {
    const columns = made({ [THEN]: { a: 1, b: 2, c: 3 }, [TODAY]: { a: 1, c: 3, d: 4 } });
    expect(runRows(columns).map(({ measure }) => measure)).toEqual(['a', 'b', 'c', 'd']);
    expect(runRows(columns)[1]!.cells).toEqual([
      { text: '2', differs: true },
      { text: '0', differs: false },
    ]);
  });
});
