import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { simulate } from '../sim/run.ts';
import type { Scenario } from '../sim/scenario.ts';
import { realRules } from '../sim/testing/real-rules.ts';
import { worldAt } from '../sim/world.ts';
import type { Mark } from './mark.ts';
import { sceneOf } from './scenes.ts';

/** The picture of a scenario of the content at a moment, s. */
function picture(id: string): (atS: number) => readonly Mark[] {
  const file = new URL(`../../content/scenarios/${id}.json`, import.meta.url);
  const scenario = JSON.parse(readFileSync(file, 'utf8')) as Scenario;
  const rules = realRules(scenario.asOf ?? '2026-11-20');
  const trace = simulate(scenario, rules);
  return (atS) => {
    const atUs = atS * 1e6;
    return sceneOf({ trace, scenario, rules, world: worldAt(trace, atUs), atUs, width: 958, flightUs: 0 })
      .marks;
  };
}

const all = (marks: readonly Mark[]): Mark[] => marks.flatMap((mark) => [mark, ...all(mark.parts ?? [])]);

describe('a batch that was split', () => {
  it('has a bracket for the half that is tried and a dashed one for the other, until it is its turn', () => {
    const marks = picture('blocked-shard-bisect');
    // The batch of records 150 to 153 fails at 15.4 s; its halves are tried from 16.4 s on, one after the other.
    const split = all(marks(15.9)).filter(({ is }) => is === 'bisected');
    expect(split.map(({ label }) => label)).toEqual([
      'Split batch: 2 of 4 records are tried on their own',
      'Split batch: the other 2 wait their turn',
    ]);
    expect(split.map(({ attrs }) => attrs['stroke-dasharray'] !== undefined)).toEqual([false, true]);
    expect(all(marks(15.2)).filter(({ is }) => is === 'bisected')).toEqual([]);
  });
});

describe('a bad record', () => {
  it('is the one that the fault names, where several read the stream', () => {
    // The 51st record that billing reads is record 101 of the run: each consumer has its own copy of each.
    const bad = all(picture('two-consumers')(12)).filter(({ is }) => is === 'bad-record');
    expect(bad.map(({ key }) => key)).toEqual(['record 100']);
    expect(bad[0]!.label).toMatch(/^Record 101, key .: in batch .* old, bad, attempt \d+ of its batch$/);
  });
});

describe('records further back', () => {
  it('are named one by one although they are one shape', () => {
    const rest = all(picture('blocked-shard')(40)).find(({ key, crowd }) => key === 'rest' && crowd)!;
    const { numbers, at, nameOf } = rest.crowd!;
    expect(at).toHaveLength(numbers.length);
    expect(nameOf(0)).toMatch(/^Record [\d,\u202f]+, key .: waiting, .* old$/);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  });
});
