/** What the figures of the lesson say is what their runs do. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readFacts } from '../../cost/fact.ts';
import { factsAt } from '../../cost/value-at.ts';
import { readScenario } from '../../sim/read-scenario.ts';
import { resolveRules } from '../../sim/rules.ts';
import { livesOf, runFigure, servedBy } from './figure-run.ts';
import { gapsConclusion, gapsRow } from './gaps-scene.ts';
import { idleConclusion } from './idle-scene.ts';
import { columnsOf, lifeConclusion } from './life-scene.ts';
import { gapsChanges, idleChanges, lifeChanges, waitChanges } from './figure-settings.ts';
import { stretchesOf, total, waitConclusion, type Billed } from './wait-scene.ts';

const content = new URL('../../../content/', import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, content), 'utf8'));
const facts = readdirSync(new URL('facts/', content)).flatMap((file) =>
  readFacts(read(`facts/${file}`), file),
);
const rules = resolveRules(factsAt(facts, '2026-11-20'));

function scenarioOf(id: string) {
  const result = readScenario(read(`scenarios/${id}.json`), id);
  if ('problems' in result) throw new Error(result.problems.map((problem) => problem.message).join('\n'));
  return result.scenario;
}

const gaps = (gap: number, atOnce: number, keep: number) =>
  gapsRow(runFigure(scenarioOf('idle-recycle'), gapsChanges(gap, atOnce, keep), rules), gap, atOnce);

describe('two gaps', () => {
  test('seven minutes against twelve, as the lesson begins', () => {
    const said = gapsConclusion(gaps(7, 2, 10), gaps(12, 2, 10));
    expect(`${said.first} ${said.rest}`).toBe(
      'Seven minutes apart, 2 of 16 requests start cold. Twelve minutes apart, all 10 start cold: the gap is longer than an idle environment is kept.',
    );
  });

  test('every setting of the dials runs, and as many rows are drawn as requests come at once', () => {
    for (const gap of [1, 9, 10, 11, 20]) {
      for (const atOnce of [1, 4]) {
        for (const keep of [1, 10, 20]) {
          const row = gaps(gap, atOnce, keep);
          expect(row.lanes).toBe(atOnce);
          expect(row.served).toHaveLength(row.run.summary.counts.offered);
          const cold = row.served.filter((one) => one.cold).length;
          expect(cold).toBe(row.run.summary.counts.cold);
          expect(cold === row.served.length).toBe(gap > keep);
        }
      }
    }
  });

  test('one at once, kept long enough', () => {
    const said = gapsConclusion(gaps(5, 1, 20), gaps(5, 1, 20));
    expect(said).toEqual({
      first: 'Five minutes apart, 1 of 10 requests starts cold:',
      rest: 'only the first one found nobody, and its environment serves all the others.',
    });
  });
});

describe('the wait', () => {
  const billed: Billed[] = [
    { when: 'since 1 Aug 2025', ms: 438, init: true, inForce: true },
    { when: 'before', ms: 38, init: false, inForce: false },
  ];
  const partsOf = (code: number) => {
    const settings = { placing: 90, runtime: 140, code, handler: 38 };
    const run = runFigure(scenarioOf('slow-init'), waitChanges(settings), rules);
    return { cold: stretchesOf(run, 0), warm: stretchesOf(run, 1) };
  };

  test('its parts are those that were set', () => {
    const { cold, warm } = partsOf(260);
    expect(cold.map((part) => [part.state, part.us / 1000])).toEqual([
      ['create', 90],
      ['init.runtime', 140],
      ['init.function', 260],
      ['invoke.handler', 38],
    ]);
    expect(total(warm) / 1000).toBe(38);
    expect(waitConclusion({ cold, warm, billed }, '2026-11-20', rules.initLimitUs)).toEqual({
      first: 'Cold, the request takes 14 times as long,',
      rest: 'and by the rules of 20 Nov 2026 you pay for 438\u202fms of it: all but the placing.',
    });
  });

  test('over the limit Init runs twice', () => {
    const { cold, warm } = partsOf(11_000);
    expect(cold.filter((part) => part.state === 'invoke.init').map((part) => part.us / 1000)).toEqual([
      11_140,
    ]);
    expect(waitConclusion({ cold, warm, billed: [] }, '2026-11-20', rules.initLimitUs).first).toBe(
      'Init did not end within 10\u202fs:',
    );
  });
});

describe('a life', () => {
  const lifeOf = (end: 'none' | 'error' | 'memory' | 'timeout') =>
    runFigure(scenarioOf('warm-reuse'), lifeChanges(end), rules);

  test('an error takes nothing, a crash and a timeout take the globals and leave /tmp', () => {
    for (const end of ['none', 'error', 'memory', 'timeout'] as const) {
      const columns = columnsOf(lifeOf(end)).filter((column) => column.environment === 0);
      const fourth = columns.findIndex((column) => column.request === 4);
      const before = columns[fourth - 1]!;
      expect(before.globals, end).toBe(end === 'none' || end === 'error');
      expect(before.tmp, end).toBe(true);
      expect(columns[fourth]!.state, end).toBe(before.globals ? 'invoke.handler' : 'invoke.init');
      expect(
        columns.some((column) => column.failed),
        end,
      ).toBe(end !== 'none');
    }
  });

  test('what is outside the handler is made once an environment, and again after a crash', () => {
    expect(lifeConclusion(lifeOf('none'), 'none').first).toContain('Five requests');
    expect(lifeConclusion(lifeOf('none'), 'none').first).toContain('made twice');
    expect(lifeConclusion(lifeOf('memory'), 'memory').first).toContain('made three times');
    expect(livesOf(lifeOf('none')).map((life) => life.row)).toEqual([0, 0]);
    expect(servedBy(lifeOf('none')).map((one) => one.cold)).toEqual([true, false, false, false, true]);
  });
});

test('a pause is warm below the least, cold from the most on, for every measurement', () => {
  for (const preset of rules.keepPresets) {
    const limit = preset.functionIdleMs;
    if (limit === null) continue;
    const [least, most] = typeof limit === 'number' ? [limit, limit] : limit;
    const coldAfter = (minutes: number) =>
      runFigure(scenarioOf('idle-recycle'), idleChanges(preset, minutes), rules).summary.counts.cold - 1;
    expect(coldAfter(Math.floor(least / 60_000)), preset.id).toBe(0);
    expect(coldAfter(Math.ceil(most / 60_000) + 1), preset.id).toBe(100);
  }
  const row = { preset: rules.keep, cold: 100, of: 100, inForce: true };
  expect(idleConclusion([row], 8, '2026-11-20').first).toBe('A pause of 8\u202fmin was always too long:');
});
