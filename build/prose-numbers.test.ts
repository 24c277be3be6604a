import { describe, expect, test } from 'vitest';
import { componentTexts } from './component-texts.ts';
import { numbersWithUnit, proseOfMdx, withoutMarks } from './prose-numbers.ts';

/** Those reported whatever they equal. */
const found = (text: string) =>
  numbersWithUnit(text).flatMap((number) => (number.onlyIfFact ? [] : [number.text]));
/** Those reported if they equal a fact. */
const foundIfFact = (text: string) =>
  numbersWithUnit(text).flatMap((number) => (number.onlyIfFact ? [number.text] : []));

describe('numbersWithUnit', () => {
  test.each([
    ['It takes 412 ms.', '412 ms'],
    ['It takes 412\u202fms.', '412 ms'],
    ['It takes 412ms.', '412ms'],
    ['a 10-second limit', '10-second'],
    ['within 0.5 s', '0.5 s'],
    ['up to 10,240 MB', '10,240 MB'],
    ['79 % of them', '79 %'],
    ['79% of them', '79%'],
    ['costs $0.20', '$0.20'],
    ['at 0.9 requests/s', '0.9 requests/s'],
    ['at 10 requests a second', '10 requests a second'],
    ['ten seconds', 'ten seconds'],
    ['Half a second', 'Half a second'],
    ['twenty-minute', 'twenty-minute'],
    ['100 requests per minute', '100 requests per minute'],
    ['7 days', '7 days'],
    ['15\nminutes', '15 minutes'],
    ['waits 60 to 300 s', '60 to 300 s'],
    ['1–10 MB', '1–10 MB'],
    ['1 or 2 hours', '1 or 2 hours'],
    ['10\u202f240\u202fMB', '10 240 MB'],
    ['512 kB', '512 kB'],
    ['at 5 MB/s', '5 MB/s'],
    ['300 a minute', '300 a minute'],
    ['1,000/s', '1,000/s'],
    ['4 polls per second', '4 polls per second'],
    ['3,000 environments a minute', '3,000 environments a minute'],
  ])('%j holds %j', (text, number) => {
    expect(found(text)).toEqual([number]);
  });

  test.each([
    'ten requests',
    'status 429',
    'Java 21 and Python 3.12',
    'since August 2025',
    '2019-08-04',
    'the 2010s',
    'a second request',
    'every few minutes',
    'several hours',
    'an hour',
    'ms',
    'ES2023',
    'request 3',
    'one environment',
    'sha256',
    'step 12 shows',
  ])('%j holds none', (text) => {
    expect(found(text)).toEqual([]);
  });

  test.each([
    ['1,000 concurrent executions', '1,000 concurrent executions'],
    ['up to 10 messages', '10 messages'],
    ['six times its timeout', 'six times'],
    ['5 layers', '5 layers'],
    ['2 retries', '2 retries'],
    ['idle for two weeks', 'two weeks'],
  ])('%j holds %j, which matters if it is a fact', (text, number) => {
    expect(found(text)).toEqual([]);
    expect(foundIfFact(text)).toEqual([number]);
  });

  test.each(['three times', 'one environment', 'two messages', 'a message', 'many layers'])(
    '%j is a story’s own number',
    (text) => {
      expect(foundIfFact(text)).toEqual([]);
    },
  );

  test('a range has both its numbers', () => {
    expect(numbersWithUnit('60 to 300 s')[0]).toMatchObject({ values: [60, 300], unit: 's' });
    expect(numbersWithUnit('half an hour')[0]).toMatchObject({ values: [0.5], unit: 'hour' });
    expect(numbersWithUnit('$0.20')[0]).toMatchObject({ values: [0.2], unit: '$' });
  });

  test('marks of JSON texts vouch for what they hold, and for nothing else', () => {
    expect(found(withoutMarks('[[412 ms]], {fact:init-limit} and `sleep 5 s` but 3 s'))).toEqual(['3 s']);
  });
});

describe('proseOfMdx', () => {
  const lines = (source: string) =>
    numbersWithUnit(proseOfMdx(source)).map(
      ({ text, at }) => `${source.slice(0, at).split('\n').length}: ${text}`,
    );

  test('finds what stands in running text, front matter and read attributes, with its line', () => {
    const source = [
      '---',
      'title: The 10 s limit',
      '---',
      'Init has 10 s.',
      '<FactCard id="a" title="up to 900 s" />',
      '| 6 MB |',
    ].join('\n');
    expect(lines(source)).toEqual(['2: 10 s', '4: 10 s', '5: 900 s', '6: 6 MB']);
  });

  test('leaves alone what is marked, code, or an address', () => {
    const source = [
      '<Example>412 ms</Example> and <Example id="x">7 min</Example> and <Fact id="init-limit" />',
      '`sleep 3 s` {/* 5 s */} [text](/lab/x?keep=10%20min)',
      '<Try when="gap >= 12 s" value={5} id="3 s">go</Try>',
      '```js',
      'wait(3); // 3 s',
      '```',
      '<Fact id="a" say="AWS writes {below}." />',
    ].join('\n');
    expect(lines(source)).toEqual([]);
  });

  test('a fact brings no number of its own in its sentence', () => {
    expect(lines('<Fact id="a" say="below 1 % of them" />')).toEqual(['1: 1 %']);
  });
});

describe('componentTexts', () => {
  const numbers = (source: string) =>
    componentTexts(source, 'x.tsx').flatMap(({ text }) =>
      numbersWithUnit(withoutMarks(text)).map((one) => one.text),
    );

  test('finds numbers in JSX text, read attributes, strings and templates', () => {
    const source = `
      const a = 'wait 5 s';
      export const B = () => <p title="6 MB" className="w-3 7 ms">8 min {\`at 9 ms, \${a}\`}</p>;`;
    expect(numbers(source)).toEqual(['5 s', '6 MB', '8 min', '9 ms']);
  });

  test('leaves alone imports, types, code attributes, computed values and marked elements', () => {
    const source = `
      import x from './5 s';
      type T = '6 s';
      const b: '7 s' | null = null;
      export const C = ({ n }: { n: number }) => (
        <p style={{ transition: 'all 8 ms' }} className={n > 1 ? '9 s' : ''}>
          {\`\${n} ms\`} <Example>10 s</Example> {'[[11 s]]'}
        </p>
      );`;
    expect(numbers(source)).toEqual([]);
  });

  test('an element handed over in an attribute is read', () => {
    expect(numbers('const a = <Panel head={<b>5 s</b>} />;')).toEqual(['5 s']);
  });

  test('names the file it cannot parse', () => {
    expect(() => componentTexts('const = ;', 'broken.tsx')).toThrow('broken.tsx');
  });
});
