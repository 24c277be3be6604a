/** What our own figures and quizzes lay over scenarios without the schema is what the schema would have made of it. */
import { describe, expect, test } from 'vitest';
import type { KeepPreset } from '../sim/rules.ts';
import { layOver } from '../sim/lay-over.ts';
import { applySettings, type Changes } from '../sim/overlay.ts';
import { gapsChanges, idleChanges, lifeChanges, waitChanges } from './lesson-figures/figure-settings.ts';
import { loadQuiz } from './quizzes.ts';
import { rulesAt } from './rules.ts';
import { loadedScenario, loadScenario } from './scenario-files.ts';

async function expectSame(id: string, changes: Changes): Promise<void> {
  await loadScenario(id);
  const base = loadedScenario(id)!;
  const checked = applySettings(base, changes);
  if ('problems' in checked) throw new Error(checked.problems.map(({ message }) => message).join('\n'));
  // A control whose place has gone is no part of the run.
  expect({ ...layOver(base, changes), tunable: [] }).toEqual({ ...checked.scenario, tunable: [] });
}

describe('changes laid over without the schema', () => {
  test('of the figures, from one end of their controls to the other', async () => {
    for (const gap of [1, 7, 25]) {
      for (const atOnce of [1, 5])
        for (const keep of [1, 30]) await expectSame('idle-recycle', gapsChanges(gap, atOnce, keep));
    }
    for (const placing of [0, 2000]) {
      await expectSame('slow-init', waitChanges({ placing, runtime: 100, code: 15_000, handler: 0 }));
      await expectSame('slow-init', waitChanges({ placing, runtime: 0, code: 0, handler: 5000 }));
    }
    for (const end of ['none', 'error', 'memory', 'timeout'] as const)
      await expectSame('warm-reuse', lifeChanges(end));
    const presets: readonly KeepPreset[] = rulesAt('2026-11-20').keepPresets;
    for (const preset of presets) await expectSame('idle-recycle', idleChanges(preset, 12));
  });

  test('of every prediction', async () => {
    const { questions } = await loadQuiz('cold-starts');
    const predictions = questions.filter((question) => question.kind === 'predict');
    expect(predictions.length).toBeGreaterThan(3);
    for (const { rests, settings } of predictions) await expectSame(rests.scenario, settings);
  });
});
