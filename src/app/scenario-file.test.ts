import { describe, expect, it } from 'vitest';
import coldStart from '../../content/scenarios/cold-start.json';
import { readScenario } from '../sim/read-scenario.ts';
import { ownAddress, ownScenario } from './own-scenario.ts';
import { openScenario } from './opened-scenario.ts';
import { scenarioFile } from './scenario-file.ts';

const read = readScenario(coldStart, 'cold-start');
if (!('scenario' in read)) throw new Error('cold-start.json cannot be read');
const { scenario } = read;
const csv = {
  ...scenario,
  arrivals: { kind: 'csv' as const, file: 'logs/real.csv' },
  tunable: [],
  loadBearing: [],
};
const asFile = (value: unknown) => ({ name: 'mine.json', text: JSON.stringify(value, null, 2) });
const messages = (opened: ReturnType<typeof openScenario>) =>
  'problems' in opened ? opened.problems.map(({ message }) => message) : [];

/** What a tab keeps. */
function tab(full = false): Storage {
  const kept = new Map<string, string>();
  return {
    length: 0,
    clear: () => {
      kept.clear();
    },
    key: () => null,
    getItem: (key) => kept.get(key) ?? null,
    removeItem: (key) => kept.delete(key),
    setItem(key, value) {
      if (full) throw new DOMException('full', 'QuotaExceededError');
      kept.set(key, value);
    },
  };
}

describe('a scenario as a file', () => {
  it('saved and opened again is the same', () => {
    const text = scenarioFile(scenario, 'https://example.org/scenario.schema.json');
    expect(JSON.parse(text)).toMatchObject({ $schema: 'https://example.org/scenario.schema.json' });
    const opened = openScenario([{ name: 'mine.json', text }]);
    expect(opened).toEqual({
      scenario: { ...scenario, $schema: 'https://example.org/scenario.schema.json' },
    });
  });

  it('that breaks the schema is told by file, line and place', () => {
    const wrong = { ...scenario, settings: { ...scenario.settings, routing: 'fastest' } };
    expect(messages(openScenario([asFile(wrong)]))[0]).toMatch(
      /^mine\.json, line \d+: settings\.routing: found "fastest"/,
    );
    expect(messages(openScenario([{ name: 'mine.json', text: '{' }]))[0]).toMatch(
      /^mine\.json, line 1, column/,
    );
  });

  it('takes its arrivals from the CSV that comes with it', () => {
    const table = { name: 'real.csv', text: 'at_ms,duration_ms\n0,10\n500,20\n' };
    const opened = openScenario([table, asFile(csv)]);
    expect(opened).toMatchObject({
      scenario: {
        arrivals: {
          kind: 'list',
          requests: [
            { atMs: 0, durationMs: 10 },
            { atMs: 500, durationMs: 20 },
          ],
        },
      },
    });
    expect(messages(openScenario([asFile(csv)]))[0]).toMatch(
      /arrivals\.file: found "logs\/real\.csv", which is not/,
    );
    expect(messages(openScenario([asFile(csv), { name: 'real.csv', text: 'x\n1\n' }]))[0]).toMatch(
      /^real\.csv line/,
    );
  });

  it('is one file at a time', () => {
    expect(messages(openScenario([]))[0]).toContain('no scenario');
    expect(messages(openScenario([asFile(scenario), asFile(csv)]))[0]).toContain('two scenarios');
  });
});

describe('a scenario in an address', () => {
  it('is packed into it', () => {
    const address = ownAddress(scenario, tab())!;
    expect(address.isShareable).toBe(true);
    expect(ownScenario(address.file, null)).toEqual({ scenario });
  });

  it('stays in its tab where it is too long for one', () => {
    const requests = Array.from({ length: 5000 }, (_, index) => ({ atMs: (index * index * 7919) % 10_007 }));
    const long = { ...scenario, arrivals: { kind: 'list' as const, requests } };
    const own = tab();
    const address = ownAddress(long, own)!;
    expect(address).toMatchObject({ isShareable: false });
    expect(address.file.length).toBeLessThan(20);
    expect(ownScenario(address.file, own)).toEqual({ scenario: long });
    expect(ownScenario(address.file, tab())).toMatchObject({
      problems: [{ message: expect.stringContaining('kept in the tab') as string }],
    });
    expect(ownAddress(long, tab(true))).toBeNull();
  });

  it('is none where the address names none, and damaged where it is', () => {
    expect(ownScenario(undefined, null)).toBeNull();
    expect(ownScenario('nonsense', null)).toMatchObject({
      problems: [{ message: expect.stringContaining('damaged') as string }],
    });
  });
});
