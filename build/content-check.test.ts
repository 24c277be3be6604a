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

describe('checkContent', () => {
  test('finds nothing wrong with a sound content', () => {
    const report = content.check();
    expect(report.problems).toEqual([]);
    expect(report.summary).toContain('1 scenarios, 0 repairs, 1 lessons, 2 questions');
  });

  test('notes what nothing uses', () => {
    const unused = () =>
      content.check().notes.find((note) => note.includes('facts stand on the page of limits alone'));
    expect(unused()).toMatch(/[ ,]edge-distributions(?:,|$)/);
    // A rule, a question and a lesson rest on the one, a rule alone on the other.
    expect(unused()).not.toMatch(/[ ,](?:init-limit|kinesis-shard)(?:,|$)/);
    content.plant(LESSON_FILE, 'Init has', 'Of <Fact id="edge-distributions" /> Init has');
    expect(unused()).not.toMatch(/[ ,]edge-distributions(?:,|$)/);
    expect(problems()).toEqual([]);
  });

  test.each([
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
    [
      'a fact that is not in the list of ids',
      'content/facts/lifecycle.json',
      '"id": "init-limit"',
      '"id": "init-limits"',
      'the fact init-limits is missing in content/fact-ids.json',
    ],
    [
      'an id that is gone',
      'content/fact-ids.json',
      '"init-limit"',
      '"init-limit-of-old"',
      'the fact init-limit-of-old is gone; ids are permanent',
    ],
    [
      'an id listed twice',
      'content/fact-ids.json',
      '"init-limit",',
      '"init-limit",\n  "init-limit",',
      'the id init-limit stands a second time',
    ],
    [
      'a unit nobody knows',
      'content/facts/lifecycle.json',
      '"unit": "s"',
      '"unit": "seconds"',
      'content/facts/lifecycle.json: fact init-limit: unit: expected a unit',
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
    ['a broken file', 'content/simplifications.json', '[', '', 'content/simplifications.json:16: column'],
  ])('reports %s', (_, file, from, to, expected) => {
    content.plant(file, from, to);
    expect(problems()).toContainEqual(expect.stringContaining(expected));
  });

  test('an unknown preset names the known ones', () => {
    const scenario = JSON.parse(content.read(SCENARIO_FILE)) as {
      settings: { keep: unknown };
      tunable: unknown[];
      loadBearing: unknown[];
    };
    scenario.settings.keep = { preset: '2022' };
    scenario.tunable = [];
    scenario.loadBearing = [];
    content.write(SCENARIO_FILE, JSON.stringify(scenario));
    expect(problems()).toContainEqual(
      expect.stringContaining('there is no preset 2022; expected as-of, 2019-01,'),
    );
  });
});
