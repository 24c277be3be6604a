import { describe, expect, it } from 'vitest';
import type { Arrivals, Scenario } from '../sim/scenario.ts';
import { beginningText, factMentions, figureText, ordinal, patternText, tailOf } from './chain-text.ts';

const plain = (text: string) => text.replaceAll('\u202f', ' ');

describe('figures and facts in words', () => {
  it('have their units', () => {
    const source = { kind: 'measured' } as const;
    expect(
      [
        figureText({ name: 'limit', value: 3_000_000, unit: 'us', source }),
        figureText({ name: 'limit', value: 300e6, upTo: 420e6, unit: 'us', source }),
        figureText({ name: 'attempt', value: 2, unit: 'count', source }),
        figureText({ name: 'share', value: 10, unit: 'percent', source }),
        figureText({ name: 'size', value: 6 * 1024 * 1024, unit: 'bytes', source }),
      ].map(plain),
    ).toEqual(['limit 3 s', 'limit 5 min to 7 min', 'attempt 2', 'share 10 %', 'size 6 MB']);
  });

  it('say of a fact what held at the date, and each fact once', () => {
    const [now] = factMentions(['timeout-max'], '2026-11-20');
    const [then] = factMentions(['timeout-max'], '2018-02-01');
    expect([now!.text, then!.text].map((text) => plain(text ?? ''))).toEqual(['900 s', '300 s']);
    expect(factMentions(['provisioned-allocation.usable'], '2018-02-01')[0]!.text).toBeNull();
    expect(factMentions(['async-retries.default', 'async-retries.max'], '2026-11-20')).toMatchObject([
      { id: 'async-retries', text: 'unless set 2, at most 2' },
    ]);
  });
});

describe('what a chain begins with', () => {
  it.each([
    [{ kind: 'constant', everyMs: 2000 }, 'one every 2 s'],
    [
      { kind: 'constant', everyMs: 2000, startMs: 10_000, untilMs: 60_000 },
      'one every 2 s from 0:10 until 1:00',
    ],
    [{ kind: 'poisson', ratePerSec: 5 }, 'at random, 5 a second on average'],
    [{ kind: 'ramp', fromPerSec: 1, toPerSec: 10, overMs: 60_000 }, 'from 1 to 10 a second in 60 s'],
    [{ kind: 'burst', atMs: 5000, count: 20 }, '20 at once at 0:05'],
    [
      { kind: 'burst', atMs: 0, count: 20, withinMs: 1000, repeatEveryMs: 60_000 },
      '20 within 1 s at 0:00, again every 60 s',
    ],
    [{ kind: 'list', requests: [{ atMs: 0 }] }, 'a list of 1 arrival'],
  ] as const)('%o', (pattern, text) => {
    expect(plain(patternText(pattern as unknown as Arrivals))).toBe(text);
  });

  it('is said in a sentence, with the control that sets it', () => {
    const scenario = {
      tunable: [
        { control: 'switch', key: 'bad', path: 'faults.bad.on', label: 'bad record', at: 'caller' },
        {
          control: 'number',
          key: 'every',
          path: 'arrivals.everyMs',
          label: 'every',
          at: 'caller',
          unit: 's',
        },
      ],
      faults: [{ id: 'bad', on: true }],
      arrivals: { kind: 'constant', everyMs: 2000 },
    } as unknown as Scenario;
    const arrival = beginningText(scenario, {
      kind: 'arrival',
      nth: 3,
      at: 'uploads',
      pattern: scenario.arrivals,
    });
    expect(plain(arrival.sentence)).toBe('It begins with an arrival: the 3rd at uploads, one every 2 s.');
    expect(arrival.control?.key).toBe('every');
    const fault = beginningText(scenario, { kind: 'fault', id: 'bad', title: 'Record 7 is bad' });
    expect(fault).toMatchObject({ sentence: 'A fault strikes: “Record 7 is bad”.', control: { key: 'bad' } });
    const setting = beginningText(scenario, {
      kind: 'setting',
      path: 'settings.function.timeoutMs',
      value: 3000,
    });
    expect(plain(setting.sentence)).toBe('A setting decides: function.timeoutMs is 3 s.');
  });

  it('counts in words', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map(ordinal)).toEqual([
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '12th',
      '13th',
      '21st',
      '102nd',
      '111th',
    ]);
    expect([tailOf('settings.function.timeoutMs'), tailOf('settings.function.async.retryWaitsMs.1')]).toEqual(
      ['timeoutMs', 'retryWaitsMs.1'],
    );
  });
});
