import { describe, expect, it } from 'vitest';
import { checkRepair } from './check-repair.ts';
import type { Repair } from './repair.ts';
import { repairedBase } from './repaired-base.ts';
import { repairs } from './testing/repairs.ts';

const { repair, scenario } = repairs.find(({ id }) => id === 'poison-message')!;

const said = (part: Partial<Repair>): readonly string[] =>
  checkRepair({ ...repair, ...part }, scenario).map(({ message }) => message);

describe('a repair is refused', () => {
  it('when it lets one touch what is no control', () => {
    expect(said({ may: [...repair.may, 'colour'] })).toEqual([
      expect.stringMatching(/^may\.4: found "colour", expected a control of the scenario: /),
    ]);
  });

  it('when ours is outside the range of its control, or none of those one may touch', () => {
    expect(said({ solution: { batch: 500, partial: true } })).toEqual([
      expect.stringMatching(/^batch: found 500, expected a number from 1 to 10/),
    ]);
    expect(said({ solution: { 'settings.function.memoryMb': 1024 } })).toEqual([
      expect.stringContaining('expected a control that one may touch'),
    ]);
  });

  it('when ours changes nothing', () => {
    expect(said({ solution: { batch: 10, partial: true } })).toEqual([
      expect.stringContaining('expected another value than the broken one'),
    ]);
  });

  it('when its goal measures what runs do not have', () => {
    const [first, ...rest] = repair.goal;
    expect(said({ goal: [{ ...first!, measure: 'reached.record.processed' }, ...rest] })).toEqual([
      expect.stringContaining('nothing here brings a record'),
    ]);
    expect(said({ goal: [{ ...first!, measure: 'billedGbSeconds' }, ...rest] })).toEqual([]);
  });

  it('when what breaks it is no setting of a scenario', () => {
    expect(said({ broken: { ...repair.broken, 'settings.function.colour': 'red' } })).not.toEqual([]);
  });
});

describe('the scenario of a repair', () => {
  const base = repairedBase(scenario, repair);

  it('has the incident, the goal and the controls of the repair, and nothing it was asked or said before', () => {
    expect(base).toMatchObject({ id: scenario.id, title: repair.title, question: repair.says });
    expect(base.claims.map(({ id }) => id)).toEqual(repair.goal.map(({ id }) => id));
    expect(base.tunable.map(({ key }) => key)).toEqual(['batch', 'partial', 'receives', 'timeout']);
    expect(base.loadBearing).toBeUndefined();
    expect(base.bets).toBeUndefined();
  });

  it('leaves the scenario as it was', () => {
    expect(scenario.arrivals).not.toEqual(base.arrivals);
    expect(scenario.tunable.map(({ key }) => key)).toContain('poison');
  });
});
