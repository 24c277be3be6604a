import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import coldStart from '../../content/scenarios/cold-start.json';
import { readScenario } from '../sim/read-scenario.ts';
import type { Scenario } from '../sim/scenario.ts';
import { loadPacking } from './packing.ts';
import { CONTENT_VERSION, printLab, readLab } from './route.ts';
import { onlyText, parseSearchText, printSearchText } from './search-text.ts';
import { TODAY } from './today.ts';

const read = readScenario(coldStart, 'cold-start');
if (!('scenario' in read)) throw new Error('cold-start.json cannot be read');
const base: Scenario = read.scenario;

describe('the address of a scenario', () => {
  it('without a search part is the scenario as it is', () => {
    const address = readLab(base, {});
    expect(address).toMatchObject({
      changes: {},
      seed: null,
      asOf: TODAY,
      asOfChosen: false,
      momentUs: null,
      problems: [],
    });
    expect(address.scenario).toEqual(base);
    expect(printLab(base, address)).toEqual({ asof: TODAY });
  });

  it('lays settings over the scenario in their own unit', () => {
    const { scenario, changes } = readLab(base, { idle: '12', permitted: 'off', type: 'DryRun' });
    expect(scenario.settings.keep).toMatchObject({ functionIdleMs: 12_000 });
    expect(scenario.settings.caller).toEqual({ invocationType: 'DryRun', permitted: false });
    expect(changes).toEqual({ idle: '12', permitted: 'off', type: 'DryRun' });
  });

  it('names what it cannot use by its key, and keeps the rest', () => {
    const address = readLab(base, {
      idle: '12',
      handler: 'soon',
      nonsense: '1',
      seed: '-3',
      t: 'later',
      speed: '0',
      asof: '1999',
      __proto__: 'x',
    });
    expect(address.changes).toEqual({ idle: '12' });
    expect(address.seed).toBeNull();
    expect(address.momentUs).toBeNull();
    expect(address.speed).toBeNull();
    expect(address.asOf).toBe(TODAY);
    expect(address.problems.map((problem) => problem.split(':')[0])).toEqual([
      'handler',
      'nonsense',
      'seed',
      't',
      'speed',
    ]);
    expect(address.problems[0]).toContain('found "soon"');
  });

  it('takes the date of the address before that of the scenario', () => {
    const dated: Scenario = { ...base, asOf: '2018-02' };
    expect(readLab(dated, {})).toMatchObject({ asOf: '2018-02-01', asOfChosen: false });
    expect(readLab(dated, { asof: '2021' })).toMatchObject({ asOf: '2021-01-01', asOfChosen: true });
    expect(readLab(dated, { asof: 'yesterday' })).toMatchObject({ asOf: '2018-02-01', asOfChosen: false });
  });

  it('survives any search part', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.oneof(fc.string(), fc.constantFrom('idle', 'seed', 't', 'asof', 'handler')),
          fc.string(),
        ),
        (search) => {
          const address = readLab(base, onlyText(parseSearchText(printSearchText(search))));
          expect(address.scenario.id).toBe('cold-start');
        },
      ),
      { numRuns: 200 },
    );
  });

  it('printed and read again is the same', () => {
    fc.assert(
      fc.property(
        fc.record({
          idle: fc.integer({ min: 2, max: 40 }).map((half) => half / 2),
          seed: fc.nat(4_294_967_295),
          momentUs: fc.nat(20_000_000),
          speed: fc.integer({ min: 1, max: 3_600_000_000 }),
        }),
        ({ idle, seed, momentUs, speed }) => {
          const text = printSearchText(
            printLab(base, {
              changes: { idle: String(idle) },
              seed,
              momentUs,
              speed,
              asOf: '2020-01-01',
              hash: 'ab12',
            }),
          );
          const address = readLab(base, onlyText(parseSearchText(text)));
          expect(address.problems).toEqual([]);
          expect(address.scenario.settings.keep).toMatchObject({ functionIdleMs: idle * 1000 });
          expect(address.scenario.seed).toBe(seed);
          expect(address.momentUs ?? 0).toBe(momentUs);
          expect(address.speed).toBe(speed);
          expect(address).toMatchObject({
            asOf: '2020-01-01',
            hash: 'ab12',
            contentVersion: CONTENT_VERSION,
          });
        },
      ),
    );
  });

  it('too long to be pasted around is packed once that can be done, and read again is the same', async () => {
    const made = Array.from({ length: 20 }, (_, index) => ({
      id: `error-${index}`,
      title: `the function fails at request ${index + 1}`,
      on: true,
      kind: 'function-error' as const,
      which: [index + 1],
    }));
    const parts = { made, changes: { idle: '12' }, asOf: '2020-01-01', momentUs: 5_000_000 } as const;
    expect(readLab(base, printLab(base, parts)).made).toEqual(made);
    await loadPacking();
    const search = printLab(base, parts);
    expect(Object.keys(search)).toEqual(['asof', 'z']);
    expect(printSearchText(search).length).toBeLessThan(700);
    const address = readLab(base, search);
    expect(address).toMatchObject({ problems: [], made, asOf: '2020-01-01', momentUs: 5_000_000 });
    expect(address.changes).toEqual({ idle: '12' });
    // What is changed on top of it comes first.
    expect(readLab(base, { ...search, idle: '15', asof: '2021-01-01' })).toMatchObject({
      asOf: '2021-01-01',
      changes: { idle: '15' },
    });
    const damaged = readLab(base, { ...search, z: search['z']!.slice(0, 50) });
    expect(damaged).toMatchObject({ made: [], asOf: '2020-01-01' });
    expect(damaged.problems).toEqual(['z: the packed part of this link is damaged; ask for it again']);
  });

  it('carries what the run came to', () => {
    const was = [
      { measure: 'counts.cold', value: 7 },
      { measure: 'reached.message.deleted@orders', value: 31 },
      { measure: 'latencyMs.max', value: 2300.25 },
    ];
    const search = printLab(base, { hash: 'ab12', was });
    expect(search['was']).toBe('counts.cold:7,reached.message.deleted@orders:31,latencyMs.max:2300.25');
    expect(readLab(base, search).was).toEqual(was);
    expect(readLab(base, { was: 'x:y,<b>:1,counts.cold:3' }).was).toEqual([
      { measure: 'counts.cold', value: 3 },
    ]);
  });

  it('of an older form is brought to the present one before it is read', () => {
    expect(readLab(base, { v: '2026-11-20.2', idle: '12' }).changes).toEqual({ idle: '12' });
  });

  it('has room for every control of every scenario: none is called as one of its own keys', () => {
    const files = import.meta.glob<Scenario>('../../content/scenarios/*.json', {
      eager: true,
      import: 'default',
    });
    for (const scenario of Object.values(files))
      for (const control of scenario.tunable) {
        const { problems, changes } = readLab(scenario, { [control.key]: 'nonsense of no kind' });
        expect([...problems, ...Object.keys(changes)].join(), scenario.id).toContain(control.key);
      }
  });
});
