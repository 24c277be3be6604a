/** A small whole content to plant faults in: the real facts, simplifications, words and one scenario, and own texts around them. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkContent, type ContentReport } from '../content-problems.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

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

const OWN_FILES = [
  'facts',
  'fact-ids.json',
  'simplifications.json',
  'content-date.json',
  'words.json',
  'step-words.json',
  'chart-words.json',
  'log-words.json',
  'scenarios/cold-start.json',
];

export const LESSON_FILE = 'content/lessons/waiting.mdx';
export const TERMS_FILE = 'content/glossary/terms.json';
export const QUIZ_FILE = 'content/quizzes/waiting.json';
export const SCENARIO_FILE = 'content/scenarios/cold-start.json';

export interface SmallContent {
  readonly write: (file: string, text: string) => void;
  readonly read: (file: string) => string;
  /** Copies a file of the real content. */
  readonly take: (file: string) => void;
  /** Replaces the first place of a text in a file. @throws Error when the text is not there. */
  readonly plant: (file: string, from: string, to: string) => void;
  readonly check: () => ContentReport;
  /** Takes back whatever was written, taken or planted. */
  readonly restore: () => void;
  readonly remove: () => void;
}

/** Writes the content to a folder of its own, which `remove` takes away again. */
export function smallContent(): SmallContent {
  const project = mkdtempSync(path.join(tmpdir(), 'content-'));
  /** Texts of files as they were before they were changed; null: there was none. */
  const before = new Map<string, string | null>();
  const write = (file: string, text: string) => {
    const target = path.join(project, file);
    if (!before.has(file)) before.set(file, existsSync(target) ? readFileSync(target, 'utf8') : null);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  };
  const read = (file: string) => readFileSync(path.join(project, file), 'utf8');
  for (const file of OWN_FILES)
    cpSync(path.join(root, 'content', file), path.join(project, 'content', file), { recursive: true });
  write(LESSON_FILE, LESSON);
  write(TERMS_FILE, JSON.stringify(TERMS, null, 2));
  write(QUIZ_FILE, JSON.stringify(QUIZ, null, 2));
  write('src/app/Page.tsx', 'export const Page = ({ ms }: { ms: number }) => <p>{`${ms} ms`}</p>;\n');
  write('src/view/scene.ts', "export const label = 'so many at once';\n");
  write('src/cost/check.ts', "export const reason = 'so much';\n");
  before.clear();
  return {
    write,
    read,
    take(file) {
      write(file, readFileSync(path.join(root, file), 'utf8'));
    },
    plant(file, from, to) {
      const text = read(file);
      if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`);
      write(
        file,
        text.replace(from, () => to),
      );
    },
    check: () => checkContent(project),
    restore() {
      for (const [file, text] of before)
        if (text === null) rmSync(path.join(project, file));
        else writeFileSync(path.join(project, file), text);
      before.clear();
    },
    remove: () => {
      rmSync(project, { recursive: true });
    },
  };
}
