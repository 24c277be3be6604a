import { expect, test } from 'vitest';
import type { Fact } from '../src/cost/fact.ts';
import { factValues } from './fact-values.ts';

const fact = (id: string, unit: string, values: readonly [string, unknown][], parts?: object) =>
  ({ id, unit, parts, history: values.map(([from, value]) => ({ from, value })) }) as unknown as Fact;

const known = factValues([
  fact('timeout', 's', [
    ['2015-10-08', 300],
    ['2018-10-10', 900],
  ]),
  fact('memory', 'MB', [['2020-12', 10_240]]),
  fact('share', '', [['2019', { more: 5, name: 'x' }]], {
    more: { label: 'more', unit: '%' },
    name: { label: 'x' },
  }),
  fact('advice', '', [['2018', { factor: 6 }]], { factor: { label: 'times the timeout' } }),
  fact('waits', 's', [['2019', [60, 120]]]),
  fact('batch', 'messages', [['2018', { max: 10 }]], { max: { label: 'at most', unit: 'messages' } }),
  fact('growth', 'executions', [['2018', { perMinute: 500, at: { 'us-east-1': 3000 } }]], {
    perMinute: { label: 'then', unit: 'executions a minute' },
    at: { label: 'at once', unit: 'executions' },
  }),
  fact('price', 'USD', [['2018', 0.2]]),
]);
const ids = (value: number, unit: string) => known(value, unit).map((one) => one.fact);

test('a value is known in every unit, now or earlier', () => {
  expect(known(5, 'minutes')).toEqual([{ fact: 'timeout', from: '2015-10-08', until: '2018-10-10' }]);
  expect(known(900, 's')).toEqual([{ fact: 'timeout', from: '2018-10-10', until: null }]);
  expect(ids(10, 'GB')).toEqual(['memory']);
  expect(ids(2, 'minutes')).toEqual(['waits']);
  expect(ids(20, 'cents')).toEqual(['price']);
  expect(ids(0.2, '$')).toEqual(['price']);
});

test('parts have units of their own', () => {
  expect(ids(5, 'percent')).toEqual(['share']);
  expect(ids(6, 'times')).toEqual(['advice']);
  expect(ids(10, 'messages')).toEqual(['batch']);
  expect(ids(500, 'a minute')).toEqual(['growth']);
  expect(ids(500, 'executions')).toEqual([]);
  expect(ids(3000, 'executions')).toEqual(['growth']);
});

test('what no fact says is not known', () => {
  expect(ids(301, 's')).toEqual([]);
  expect(ids(10, 'records')).toEqual([]);
  expect(ids(300, 'MB')).toEqual([]);
});
