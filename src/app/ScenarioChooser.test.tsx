import { describe, expect, it } from 'vitest';
import { scenarios } from './catalogue.ts';
import { MODELS } from './models.ts';
import { found } from './ScenarioChooser.tsx';

const ids = (typed: string) => found(typed).map(({ id }) => id);

describe('finding a scenario', () => {
  it('shows all before anything is typed, every one under a model', () => {
    expect(ids('  ')).toEqual(scenarios.map(({ id }) => id));
    const models = MODELS.map(({ id }) => id);
    for (const { model } of scenarios) expect(models).toContain(model);
  });

  it('asks that every word occurs, whatever its case, in title, question, family or model', () => {
    expect(ids('SHARD blocks')).toContain('blocked-shard');
    expect(ids('shard blocks')).not.toContain('burst');
    expect(ids('direct cold')).toContain('cold-start');
    expect(ids('nothing has these words')).toEqual([]);
  });
});
