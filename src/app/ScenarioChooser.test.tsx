import { describe, expect, it } from 'vitest';
import { scenarios } from './scenario-cards.ts';
import { familiesOf, MODELS } from './models.ts';
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

describe('the families of a model', () => {
  const cards = (family: string, count: number) =>
    Array.from({ length: count }, (_, index) => ({ family, id: `${family} ${index}` }));

  it('have no headings where its scenarios are few', () => {
    expect(familiesOf(cards('network', 20)).map(({ title }) => title)).toEqual(['']);
  });

  it('have theirs where they are many, from what is simplest on, and lose none', () => {
    const all = [...cards('network', 9), ...cards('new-family', 4), ...cards('cold-start', 9)];
    const families = familiesOf(all);
    expect(families.map(({ title }) => title)).toEqual(['Cold starts', 'Networks', 'New family']);
    expect(families.flatMap((family) => family.cards)).toHaveLength(all.length);
  });
});
