import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArrivalsCsv } from './arrivals-csv.ts';
import { ScenarioError, type Problem } from './problem.ts';

function problems(text: string): readonly Problem[] {
  try {
    parseArrivalsCsv(text, 'may.csv');
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
  return [];
}

function messages(text: string): string[] {
  return problems(text).map((problem) => problem.message);
}

describe('parseArrivalsCsv', () => {
  it('reads times and durations, and hands back other columns', () => {
    expect(
      parseArrivalsCsv('at_ms,duration_ms,environment,cold\n0,1956,1,0\n18561.5,,2,1\n', 'may.csv'),
    ).toEqual({
      requests: [{ atMs: 0, durationMs: 1956 }, { atMs: 18561.5 }],
      extra: { environment: ['1', '2'], cold: ['0', '1'] },
      outOfOrder: 0,
    });
  });

  it('takes columns in any order, a byte order mark, CRLF, blank lines, spaces, capitals and quotes', () => {
    const text = '\uFEFF note , Duration_MS,"at_ms"\r\n\r\n"a, ""b""\r\nc", 1e3 ,"5"\r\n   \r\n,"",6';
    expect(parseArrivalsCsv(text, 'may.csv')).toEqual({
      requests: [{ atMs: 5, durationMs: 1000 }, { atMs: 6 }],
      extra: { note: ['a, "b"\r\nc', ''] },
      outOfOrder: 0,
    });
  });

  it('takes a byte order mark before a quote', () => {
    expect(parseArrivalsCsv('\uFEFF"at_ms"\n5', 'may.csv').requests).toEqual([{ atMs: 5 }]);
  });

  it('does without durations and without rows', () => {
    expect(parseArrivalsCsv('at_ms\n3\n4', 'may.csv').requests).toEqual([{ atMs: 3 }, { atMs: 4 }]);
    expect(parseArrivalsCsv('at_ms', 'may.csv').requests).toEqual([]);
  });

  it('sorts rows out of order with all their columns and counts them', () => {
    expect(parseArrivalsCsv('at_ms,who\n5,a\n1,b\n5,c\n0,d\n', 'may.csv')).toEqual({
      requests: [{ atMs: 0 }, { atMs: 1 }, { atMs: 5 }, { atMs: 5 }],
      extra: { who: ['d', 'b', 'a', 'c'] },
      outOfOrder: 2,
    });
  });

  it('reads back whatever was written', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', ' ', 'é') });
    const row = fc.tuple(fc.double({ min: 0, max: 1e12, noNaN: true }), fc.option(fc.nat()), cell);
    fc.assert(
      fc.property(fc.array(row), fc.constantFrom('\n', '\r\n'), (rows, end) => {
        rows.sort((a, b) => a[0] - b[0]);
        const lines = rows.map(
          ([at, duration, text]) => `${at},${duration ?? ''},"${text.replaceAll('"', '""')}"${end}`,
        );
        const table = parseArrivalsCsv(`at_ms,duration_ms,text${end}${lines.join('')}`, 'may.csv');
        expect(table.requests).toEqual(
          rows.map(([atMs, durationMs]) => (durationMs === null ? { atMs } : { atMs, durationMs })),
        );
        expect(table.extra['text']).toEqual(rows.map(([, , text]) => text));
      }),
    );
  });

  it('names file, line and column of a wrong value', () => {
    expect(problems('at_ms,duration_ms\n1,2\n\n-1,2\n')).toEqual([
      {
        path: 'may.csv line 4',
        found: '"-1"',
        expected: 'milliseconds from 0 to 1000000000000',
        message: 'may.csv line 4, at_ms: found "-1", expected milliseconds from 0 to 1000000000000.',
      },
    ]);
    for (const wrong of [
      '',
      'NaN',
      'Infinity',
      'soon',
      '0x10',
      '1 000',
      '1e13',
      '1e999',
      '2020-05-17',
      '-0.1',
    ])
      expect(messages(`at_ms,duration_ms\n${wrong},2\n`), wrong).toEqual([
        expect.stringContaining('may.csv line 2, at_ms: found '),
      ]);
    expect(messages('at_ms,duration_ms\n1,-2\n')[0]).toBe(
      'may.csv line 2, duration_ms: found "-2", expected milliseconds from 0 to 1000000000000, or nothing.',
    );
    expect(messages(`at_ms\n${'9'.repeat(500)}\n`)[0]).toContain(`"${'9'.repeat(40)}…"`);
  });

  it('counts lines inside quoted fields', () => {
    expect(problems('at_ms,note\n1,"a\nb"\nx,c\n').map((problem) => problem.path)).toEqual([
      'may.csv line 4',
    ]);
  });

  it('says what is wrong with the header', () => {
    for (const nothing of ['', '\uFEFF', ' \r\n\n'])
      expect(messages(nothing)).toEqual([
        'may.csv line 1: found nothing, expected a header line such as at_ms,duration_ms.',
      ]);
    expect(messages('0,1956\n1,2\n')).toEqual([
      'may.csv line 1: found "0,1956", expected a header line with the column at_ms.',
    ]);
    expect(messages('at_ms;duration_ms\n1;2\n')).toEqual([
      'may.csv line 1: found "at_ms;duration_ms", expected a header line with the column at_ms, separated by commas.',
    ]);
    expect(messages('at_ms,x,AT_MS\n')).toEqual([
      'may.csv line 1: found the column "at_ms" twice, expected each column once.',
    ]);
  });

  it('says what is wrong with a row', () => {
    expect(messages('at_ms,duration_ms\n1\n1,2,3\n')).toEqual([
      'may.csv line 2: found 1 field, expected 2, as in the header.',
      'may.csv line 3: found 3 fields, expected 2, as in the header.',
    ]);
    expect(messages('at_ms,note\n1,"a\n')).toEqual([
      'may.csv line 2: found a quote that is never closed, expected a second ".',
    ]);
    expect(messages('at_ms,note\n1,"a"b\n')).toEqual([
      'may.csv line 2: found "b" after a closing quote, expected a comma or the end of the line.',
    ]);
  });

  it('tells the first twenty problems and counts the rest', () => {
    const found = messages(`at_ms\n${'x\n'.repeat(50)}`);
    expect(found).toHaveLength(21);
    expect(found[20]).toBe('may.csv: found 30 further problems, expected none.');
  });

  it('takes a column of any name', () => {
    const { extra } = parseArrivalsCsv('at_ms,__proto__,\n1,a,b\n', 'may.csv');
    expect(Object.entries(extra)).toEqual([['__proto__', ['a']]]);
  });

  it('ends at two million rows', () => {
    expect(messages(`at_ms\n${'1\n'.repeat(2_000_001)}`)).toEqual([
      'may.csv line 2000002: found one more row, expected at most 2000000 rows; split the file or thin it out.',
    ]);
  });
});
