import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { useEffect, useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { emptyProgress, recordAnswer } from '../study/progress.ts';
import type { Progress } from '../study/progress-schema.ts';
import { Quiz as QuizContent, type Question } from '../study/question.ts';
import { SurroundingsContext, type Surroundings } from './lesson-context.ts';
import { Quiz } from './Quiz.tsx';

const base = { difficulty: 1 as const, rests: { fact: 'none' }, claims: [] as string[] };
const questions: Question[] = [
  {
    ...base,
    kind: 'one',
    id: 'first',
    stem: 'Which one?',
    options: [
      { id: 'a', text: 'This one', reason: 'It is not this one, because.', right: false, misconception: 'x' },
      { id: 'b', text: 'That one', reason: 'It is that one, because.', right: true },
    ],
  },
  {
    ...base,
    kind: 'number',
    id: 'second',
    stem: 'How long?',
    expected: 450,
    unit: 'ms',
    tolerance: { abs: 0 },
    reason: 'Both together.',
    slips: [{ value: 38, reason: 'That is the handler alone.' }],
    otherwise: 'It is neither.',
  },
  {
    ...base,
    kind: 'order',
    id: 'third',
    stem: 'In which order?',
    items: ['one', 'two', 'three'].map((id) => ({ id, text: `Step ${id}`, reason: `${id} stands there.` })),
  },
];
const quiz = QuizContent.parse({ id: 'test', title: 'Before you go on', lesson: 'test', questions });

const nothing = () => undefined;
const kept = { progress: emptyProgress() };

function Page({ stored = emptyProgress() }: { readonly stored?: Progress }) {
  const [progress, setProgress] = useState(stored);
  useEffect(() => {
    kept.progress = progress;
  }, [progress]);
  const surroundings: Surroundings = {
    lesson: 'test',
    asOf: '2026-11-20',
    today: '2026-11-20',
    fact: nothing,
    rulesAt: () => {
      throw new Error('no run is needed here');
    },
    scenario: nothing,
    quiz: nothing,
    term: nothing,
    progress,
    onAnswer: (answer) => {
      setProgress(recordAnswer(progress, answer, 1));
    },
    onBet: nothing,
    onLesson: nothing,
    LabLink: ({ children }) => children,
    onAsOf: nothing,
  };
  return (
    <SurroundingsContext value={surroundings}>
      <Quiz quiz={quiz} />
    </SurroundingsContext>
  );
}

afterEach(cleanup);

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

test('nothing chosen is said, not graded', () => {
  render(<Page />);
  press('Check');
  expect(screen.getByRole('alert').textContent).toBe('Choose one.');
  expect(kept.progress.answers).toEqual([]);
});

test('a wrong answer shows every reason, what was said and what is right, and is kept', () => {
  render(<Page />);
  fireEvent.click(screen.getByLabelText('This one'));
  press('Check');
  expect(screen.getByRole('status').textContent).toBe('Not right.');
  expect(screen.getByText('It is not this one, because.')).toBeTruthy();
  expect(screen.getByText('It is that one, because.')).toBeTruthy();
  const said = screen.getByText('This one').closest('li')!;
  expect(within(said).getByText('your answer')).toBeTruthy();
  expect(kept.progress.answers).toEqual([
    {
      question: 'first',
      answer: { option: 'a' },
      correct: false,
      at: 1,
      asOf: '2026-11-20',
      engineVersion: expect.any(String),
    },
  ]);
  expect(document.activeElement?.textContent).toBe('Next question');
});

test('a number that is none gets a message; a known slip gets its own reason', () => {
  render(<Page />);
  press(/Question 2/);
  const field = screen.getByRole('textbox', { name: 'Your answer in ms' });
  fireEvent.change(field, { target: { value: 'soon' } });
  press('Check');
  expect(screen.getByRole('alert').textContent).toContain('is no number');
  fireEvent.change(field, { target: { value: '38 ms' } });
  press('Check');
  expect(screen.getByText('That is the handler alone.')).toBeTruthy();
});

test('items move by button and by arrow key, and keep the focus', () => {
  render(<Page />);
  press(/Question 3/);
  const order = () =>
    [...document.querySelectorAll('[data-item]')].map((item) => item.getAttribute('data-item'));
  const before = order();
  const down = screen.getAllByRole('button', { name: /^Move down/ })[0]!;
  fireEvent.click(down);
  expect(order()).toEqual([before[1], before[0], before[2]]);
  expect(document.activeElement).toBe(down);
  fireEvent.keyDown(down, { key: 'ArrowUp' });
  expect(order()).toEqual(before);
});

test('a reader who comes back goes on with the first open question and sees the results', () => {
  const said = { asOf: '2026-11-20', engineVersion: '1' };
  const stored = recordAnswer(
    emptyProgress(),
    { ...said, question: 'first', answer: { option: 'b' }, correct: true },
    1,
  );
  render(<Page stored={stored} />);
  expect(screen.getByRole('heading', { name: 'How long?' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Question 1, right' })).toBeTruthy();
});

test('an answer that no longer fits its question is asked again, not thrown at', () => {
  const said = { asOf: '2026-11-20', engineVersion: '1' };
  const stored = recordAnswer(
    emptyProgress(),
    { ...said, question: 'first', answer: { option: 'gone' }, correct: true },
    1,
  );
  render(<Page stored={stored} />);
  press(/Question 1/);
  expect(screen.getByRole('button', { name: 'Check' })).toBeTruthy();
});

test('answering again keeps both answers', () => {
  render(<Page />);
  fireEvent.click(screen.getByLabelText('This one'));
  press('Check');
  press('Answer again');
  fireEvent.click(screen.getByLabelText('That one'));
  press('Check');
  expect(screen.getByRole('status').textContent).toBe('Right.');
  expect(kept.progress.answers.map((answer) => answer.correct)).toEqual([false, true]);
});
