import { cpSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkContent } from './content-problems.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A small whole content: the real facts, simplifications, words and one scenario, and own texts around them. */
let project = '';

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
  writeFileSync(path.join(project, file), text);
}

function read(file: string): string {
  return readFileSync(path.join(project, file), 'utf8');
}

/** Replaces the first place of a text in a file; the text must be there. */
function plant(file: string, from: string, to: string): void {
  const text = read(file);
  expect(text).toContain(from);
  write(
    file,
    text.replace(from, () => to),
  );
}

const problems = () => checkContent(project).problems;

const LESSON = `---
title: Waiting
subtitle: Why it takes time
minutes: 3
part: One request
order: 1
prerequisites: []
able: Say why.
---

Init has <Fact id="init-limit" /> and here <Example>412 ms</Example> pass. <Term id="cold-start">Cold</Term>.

<Bet id="first" figure="one" />

<YouSaid bet="first" /> <Fact id="tmp-size" part="default" />

<Figure show="one" scenario="cold-start" />

<Quiz id="waiting" />
`;

const TERMS = [
  {
    id: 'cold-start',
    title: 'cold start',
    text: 'A wait. It ends.',
    also: [],
    lessons: ['waiting'],
    scenarios: ['cold-start'],
    facts: ['init-limit'],
    see: [],
  },
];

const QUIZ = {
  id: 'waiting',
  title: 'Waiting',
  lesson: 'waiting',
  questions: [
    {
      kind: 'one',
      id: 'how-long',
      stem: 'After [[412 ms]], how much is left of {fact:init-limit}?',
      difficulty: 1,
      rests: { fact: 'init-limit' },
      claims: [],
      options: [
        { id: 'a', text: 'Some', reason: 'It is not over.', right: true },
        { id: 'b', text: 'None', reason: 'It is not over.', right: false },
      ],
    },
    {
      kind: 'predict',
      id: 'how-many',
      stem: 'How many are cold?',
      difficulty: 2,
      rests: { scenario: 'cold-start' },
      claims: [],
      settings: {},
      measure: 'counts.cold',
      answer: {
        as: 'number',
        unit: '',
        tolerance: { abs: 0 },
        reason: 'So many.',
        slips: [],
        otherwise: 'Count.',
      },
      proof: '{run:counts.cold} were cold.',
    },
  ],
};

beforeEach(() => {
  project = mkdtempSync(path.join(tmpdir(), 'content-'));
  for (const file of [
    'facts',
    'simplifications.json',
    'content-date.json',
    'words.json',
    'scenarios/cold-start.json',
  ]) {
    cpSync(path.join(root, 'content', file), path.join(project, 'content', file), { recursive: true });
  }
  write('content/lessons/waiting.mdx', LESSON);
  write('content/glossary/terms.json', JSON.stringify(TERMS, null, 2));
  write('content/quizzes/waiting.json', JSON.stringify(QUIZ, null, 2));
  write('src/app/Page.tsx', 'export const Page = ({ ms }: { ms: number }) => <p>{`${ms} ms`}</p>;\n');
});

afterEach(() => {
  rmSync(project, { recursive: true });
});

const LESSON_FILE = 'content/lessons/waiting.mdx';
const TERMS_FILE = 'content/glossary/terms.json';
const QUIZ_FILE = 'content/quizzes/waiting.json';
const SCENARIO_FILE = 'content/scenarios/cold-start.json';

describe('checkContent', () => {
  test('finds nothing wrong with a sound content', () => {
    const report = checkContent(project);
    expect(report.problems).toEqual([]);
    expect(report.summary).toContain('1 scenarios, 0 repairs, 1 lessons, 2 questions');
  });

  test('notes what nothing uses', () => {
    expect(checkContent(project).notes).toContainEqual(expect.stringContaining('the fact extensions'));
  });

  test.each([
    [
      'a number in a lesson',
      LESSON_FILE,
      'and here',
      'or\n30 s, and here',
      `${LESSON_FILE}:12: the number "30 s"`,
    ],
    [
      'a number in front matter',
      LESSON_FILE,
      'it takes time',
      'it takes 3 s',
      `${LESSON_FILE}:3: the number "3 s"`,
    ],
    [
      'a number word',
      LESSON_FILE,
      'pass.',
      'pass, then ten seconds.',
      `${LESSON_FILE}:11: the number "ten seconds"`,
    ],
    [
      'a number in a quiz',
      QUIZ_FILE,
      '[[412 ms]]',
      '412 ms',
      `${QUIZ_FILE}:9: questions.0.stem: the number "412 ms"`,
    ],
    [
      'a number in the glossary',
      TERMS_FILE,
      'A wait.',
      'A wait of 5 %.',
      `${TERMS_FILE}:5: 0.text: the number "5 %"`,
    ],
    [
      'a number in a component',
      'src/app/Page.tsx',
      '<p>',
      '<p>\nup to 6 MB ',
      'src/app/Page.tsx:1: the number "6 MB"',
    ],
    [
      'an unknown fact in a lesson',
      LESSON_FILE,
      'Fact id="init-limit"',
      'Fact id="init"',
      `${LESSON_FILE}:11: there is no fact init`,
    ],
    [
      'an unknown part',
      LESSON_FILE,
      'part="default"',
      'part="least"',
      `${LESSON_FILE}:15: the fact tmp-size has no part least`,
    ],
    [
      'an unknown term',
      LESSON_FILE,
      'Term id="cold-start"',
      'Term id="cold"',
      `${LESSON_FILE}:11: there is no term cold`,
    ],
    [
      'an unknown scenario in a lesson',
      LESSON_FILE,
      'scenario="cold-start"',
      'scenario="cold"',
      `${LESSON_FILE}:17: there is no scenario cold`,
    ],
    [
      'an unknown quiz',
      LESSON_FILE,
      'Quiz id="waiting"',
      'Quiz id="none"',
      `${LESSON_FILE}:19: there is no quiz none`,
    ],
    [
      'an unknown bet',
      LESSON_FILE,
      'bet="first"',
      'bet="second"',
      `${LESSON_FILE}:15: there is no bet second`,
    ],
    [
      'an unknown prerequisite',
      LESSON_FILE,
      'prerequisites: []',
      'prerequisites: [none]',
      'there is no lesson none',
    ],
    ['front matter without minutes', LESSON_FILE, 'minutes: 3\n', '', 'front matter: minutes is no number'],
    [
      'an unknown fact in a quiz text',
      QUIZ_FILE,
      '{fact:init-limit}',
      '{fact:init}',
      `${QUIZ_FILE}:9: there is no fact init`,
    ],
    [
      'an unknown fact under a question',
      QUIZ_FILE,
      '"fact": "init-limit"',
      '"fact": "init"',
      'there is no fact init',
    ],
    [
      'an unknown scenario under a question',
      QUIZ_FILE,
      '"scenario": "cold-start"',
      '"scenario": "cold"',
      'there is no scenario cold',
    ],
    [
      'an unknown lesson of a quiz',
      QUIZ_FILE,
      '"lesson": "waiting"',
      '"lesson": "none"',
      'there is no lesson none',
    ],
    [
      'an unknown measure',
      QUIZ_FILE,
      '"measure": "counts.cold"',
      '"measure": "counts.hot"',
      'there is no measure counts.hot',
    ],
    [
      'an unknown figure of the run',
      QUIZ_FILE,
      '{run:counts.cold}',
      '{run:counts.hot}',
      'there is no measure counts.hot',
    ],
    ['a fact at no date', QUIZ_FILE, '{fact:init-limit}', '{fact:init-limit@2019-13}', '2019-13 is no date'],
    [
      'a setting that does not exist',
      QUIZ_FILE,
      '"settings": {}',
      '"settings": { "colour": 1 }',
      `${QUIZ_FILE}:`,
    ],
    ['two questions of one id', QUIZ_FILE, '"how-many"', '"how-long"', 'the id how-long stands twice'],
    [
      'a question without a reason',
      QUIZ_FILE,
      '"reason": "It is not over."',
      '"reason": ""',
      `${QUIZ_FILE}:`,
    ],
    ['three sentences for a term', TERMS_FILE, 'It ends.', 'It ends. It is over.', 'more than two sentences'],
    ['an unknown fact of a term', TERMS_FILE, '"init-limit"', '"init"', 'there is no fact init'],
    ['a term with a key too many', TERMS_FILE, '"also"', '"colour": 1, "also"', `${TERMS_FILE}:`],
    [
      'a fact in the wrong file',
      'content/facts/lifecycle.json',
      '"topic": "lifecycle"',
      '"topic": "pricing"',
      'belongs into pricing.json',
    ],
    ['a fact without a source', 'content/facts/lifecycle.json', '"says"', '"said"', 'lifecycle.json'],
    [
      'a fact of the future',
      'content/content-date.json',
      '2026-11-20',
      '2025-01-01',
      'is after today, 2025-01-01',
    ],
    [
      'an unknown fact of a simplification',
      'content/simplifications.json',
      '"idle-recycle"',
      '"idle"',
      'there is no fact idle',
    ],
    [
      'a scenario with a key too many',
      SCENARIO_FILE,
      '"title"',
      '"colour": 1,\n  "title"',
      `${SCENARIO_FILE}:`,
    ],
    [
      'a scenario under another name',
      SCENARIO_FILE,
      '"id": "cold-start"',
      '"id": "cold"',
      'the id is cold; the file is called cold-start',
    ],
    [
      'a scenario before Lambda',
      SCENARIO_FILE,
      '"seed"',
      '"asOf": "2013",\n  "seed"',
      "before Lambda's preview",
    ],
    [
      'a function timeout that is no whole number of seconds',
      SCENARIO_FILE,
      '"timeoutMs": 10000',
      '"timeoutMs": 10500',
      `${SCENARIO_FILE}:14: found 10500, expected whole seconds`,
    ],
    [
      'a number in a question of a scenario',
      SCENARIO_FILE,
      '"question": "',
      '"question": "Within 7 s? ',
      `${SCENARIO_FILE}:5: question: the number "7 s"`,
    ],
    ['a broken file', 'content/simplifications.json', '[', '', 'content/simplifications.json:16: column'],
  ])('reports %s', (_, file, from, to, expected) => {
    plant(file, from, to);
    expect(problems()).toContainEqual(expect.stringContaining(expected));
  });

  test('a claim may say its own number, rounded, and no other', () => {
    const scenario = JSON.parse(read(SCENARIO_FILE)) as {
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
    write(SCENARIO_FILE, JSON.stringify(scenario));
    expect(problems()).toEqual([]);
    scenario.claims = [{ ...claim, says: 'It takes 2.36 s.' }];
    write(SCENARIO_FILE, JSON.stringify(scenario));
    expect(problems()).toEqual([expect.stringContaining('claims.0.says: the number "2.36 s"')]);
  });

  test('an unknown preset names the known ones', () => {
    const scenario = JSON.parse(read(SCENARIO_FILE)) as {
      settings: { keep: unknown };
      tunable: unknown[];
      loadBearing: unknown[];
    };
    scenario.settings.keep = { preset: '2022' };
    scenario.tunable = [];
    scenario.loadBearing = [];
    write(SCENARIO_FILE, JSON.stringify(scenario));
    expect(problems()).toContainEqual(
      expect.stringContaining('there is no preset 2022; expected as-of, 2019-01,'),
    );
  });
});
