import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { LESSON_FILE, QUIZ_FILE, SCENARIO_FILE, smallContent, TERMS_FILE } from './testing/small-content.ts';

const content = smallContent();
afterEach(() => {
  content.restore();
});
afterAll(() => {
  content.remove();
});

const problems = () => content.check().problems;

describe('numbers with a unit', () => {
  test.each([
    ['in a lesson', LESSON_FILE, 'and here', 'or\n30 s, and here', `${LESSON_FILE}:12: the number "30 s"`],
    ['in front matter', LESSON_FILE, 'it takes time', 'it takes 3 s', `${LESSON_FILE}:3: the number "3 s"`],
    [
      'in words',
      LESSON_FILE,
      'pass.',
      'pass, then ten seconds.',
      `${LESSON_FILE}:11: the number "ten seconds"`,
    ],
    [
      'that are a fact, in another unit',
      LESSON_FILE,
      'Init has',
      'After 15 minutes it ends. Init has',
      `${LESSON_FILE}:11: the number "15 minutes" is no <Fact>, no figure and no <Example> (it is timeout-max`,
    ],
    [
      'that were a fact',
      LESSON_FILE,
      'Init has',
      'After 300 s it ended. Init has',
      'timeout-max from 2015-10-08 to 2018-10-10',
    ],
    [
      'that count what a fact counts',
      LESSON_FILE,
      'Init has',
      'Up to 1,000 concurrent executions. Init has',
      `${LESSON_FILE}:11: the number "1,000 concurrent executions" is no <Fact>`,
    ],
    [
      'in a question',
      QUIZ_FILE,
      '[[412 ms]]',
      '412 ms',
      `${QUIZ_FILE}:9: questions.0.stem: the number "412 ms"`,
    ],
    [
      'in the reason of an option',
      QUIZ_FILE,
      'It is not over.',
      'It is not over for 15 min.',
      `${QUIZ_FILE}:19: questions.0.options.0.reason: the number "15 min"`,
    ],
    ['in the glossary', TERMS_FILE, 'A wait.', 'A wait of 5 %.', `${TERMS_FILE}:5: 0.text: the number "5 %"`],
    [
      'in a question of a scenario',
      SCENARIO_FILE,
      '"question": "',
      '"question": "Within 7 s? ',
      `${SCENARIO_FILE}:5: question: the number "7 s"`,
    ],
    [
      'in words of steps',
      'content/step-words.json',
      '"ran {value}"',
      '"ran {value} of 900 s"',
      'content/step-words.json:4: figures.ran: the number "900 s"',
    ],
    [
      'in words of charts',
      'content/chart-words.json',
      'it stood there before the run',
      'it stood there 60 to 120 s before the run',
      'content/chart-words.json:3: guards.wasWarmBefore: the number "60 to 120 s"',
    ],
    [
      'in words of log lines',
      'content/log-words.json',
      'How long Init took',
      'How long Init took of 10 s',
      'content/log-words.json:4: lines.INIT_REPORT: the number "10 s"',
    ],
    [
      'in a component',
      'src/app/Page.tsx',
      '<p>',
      '<p>\nup to 6 MB ',
      'src/app/Page.tsx:2: the number "6 MB"',
    ],
    [
      'in a module of the view',
      'src/view/scene.ts',
      'so many at once',
      '1,000 executions at once',
      'src/view/scene.ts:1: the number "1,000 executions" is no fact, not computed, and not marked as an <Example> (it is account-concurrency',
    ],
    [
      'in a sentence of the configuration check',
      'src/cost/check.ts',
      'so much',
      'at most 900 s',
      'src/cost/check.ts:1: the number "900 s" is no fact, not computed',
    ],
  ])('are reported %s', (_, file, from, to, expected) => {
    content.plant(file, from, to);
    expect(problems()).toEqual([expect.stringContaining(expected)]);
  });

  test('are reported in a repair', () => {
    content.take('content/scenarios/poison-message.json');
    content.take('content/repairs/poison-message.json');
    content.plant('content/repairs/poison-message.json', '"says": "Batches', '"says": "Ten in 7 s: batches');
    expect(problems()).toContainEqual(
      expect.stringContaining('content/repairs/poison-message.json:4: says: the number "7 s"'),
    );
  });

  test.each([
    ['marked in a lesson', LESSON_FILE, 'Init has', '<Example>15 minutes</Example>. Init has'],
    ['marked in a question', QUIZ_FILE, '[[412 ms]]', '[[900 s]]'],
    ['a question’s option', QUIZ_FILE, '"text": "Some"', '"text": "900 s"'],
    ['marked in a component', 'src/app/Page.tsx', '<p>', '<p><Example>6 MB</Example> '],
    ['counted and no fact', LESSON_FILE, 'Init has', 'Of 37 messages. Init has'],
  ])('are left alone when they are %s', (_, file, from, to) => {
    content.plant(file, from, to);
    expect(problems()).toEqual([]);
  });

  test('a claim may say its own number, rounded, and no other', () => {
    const scenario = JSON.parse(content.read(SCENARIO_FILE)) as {
      claims: Record<string, unknown>[];
      loadBearing: unknown[];
    };
    // What breaks its own claims goes with them.
    scenario.loadBearing = [];
    const claim = {
      id: 'wait',
      says: 'It takes 2.35 s.',
      measure: 'latencyMs.max',
      is: { equal: 2345.6 },
      from: { kind: 'derivation', text: '2,000 ms + 345.6 ms' },
    };
    scenario.claims = [claim];
    content.write(SCENARIO_FILE, JSON.stringify(scenario));
    expect(problems()).toEqual([]);
    scenario.claims = [{ ...claim, says: 'It takes 2.36 s.' }];
    content.write(SCENARIO_FILE, JSON.stringify(scenario));
    expect(problems()).toEqual([expect.stringContaining('claims.0.says: the number "2.36 s"')]);
  });
});
