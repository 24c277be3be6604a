/** Every prediction of every quiz has one answer, and the tempting ones are wrong. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readFacts } from '../cost/fact.ts';
import { factsAt } from '../cost/value-at.ts';
import { resolveRules } from '../sim/rules.ts';
import { isMeasure } from '../sim/known-measure.ts';
import { readScenario } from '../sim/read-scenario.ts';
import { grade, isClose } from '../study/grade.ts';
import { textParts } from '../study/inline-text.ts';
import { partsOf, Quiz, type Question } from '../study/question.ts';
import { prove } from './question-run.ts';

const content = new URL('../../content/', import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, content), 'utf8'));
const jsonIn = (folder: string) =>
  readdirSync(new URL(folder, content)).filter((file) => file.endsWith('.json'));
const facts = jsonIn('facts/').flatMap((file) => readFacts(read(`facts/${file}`), file));
const { today } = read('content-date.json') as { today: string };
const rules = resolveRules(factsAt(facts, today));
const quizzes = jsonIn('quizzes/').map((file) => Quiz.parse(read(`quizzes/${file}`)));

function scenarioOf(id: string) {
  const result = readScenario(read(`scenarios/${id}.json`), id);
  if ('problems' in result) throw new Error(result.problems.map((problem) => problem.message).join('\n'));
  return result.scenario;
}

function textsOf(question: Question): string[] {
  const texts = [question.stem, ...partsOf(question).flatMap((part) => [part.text, part.reason])];
  const numeric =
    question.kind === 'number'
      ? question
      : question.kind === 'predict' && question.answer.as === 'number'
        ? question.answer
        : undefined;
  if (numeric) texts.push(numeric.reason, numeric.otherwise, ...numeric.slips.map((slip) => slip.reason));
  if (question.kind === 'predict') texts.push(question.proof);
  return texts;
}

for (const quiz of quizzes) {
  describe(`quiz ${quiz.id}`, () => {
    for (const question of quiz.questions) {
      test(question.id, () => {
        for (const part of textsOf(question).flatMap(textParts)) {
          if (part.kind === 'fact') expect(facts.map((fact) => fact.id)).toContain(part.fact);
          if (part.kind === 'run') expect(isMeasure(part.measure)).toBe(true);
          if (part.kind === 'run') expect(question.kind).toBe('predict');
        }
        if ('fact' in question.rests) expect(facts.map((fact) => fact.id)).toContain(question.rests.fact);
        else scenarioOf(question.rests.scenario);
        if (question.kind === 'number') {
          for (const slip of question.slips)
            expect(isClose(slip.value, question.expected, question.tolerance)).toBe(false);
        }
        if (question.kind !== 'predict') return;
        const { value } = prove(question, scenarioOf(question.rests.scenario), rules);
        if (question.answer.as === 'options') {
          const right = question.answer.options.filter(
            (option) => grade(question, { option: option.id }, { value }).correct,
          );
          expect(right).toHaveLength(1);
        } else {
          const { per = 1, slips } = question.answer;
          expect(grade(question, { value: value / per }, { value }).correct).toBe(true);
          for (const slip of slips)
            expect(grade(question, { value: slip.value }, { value }).correct, String(slip.value)).toBe(false);
        }
      });
    }

    test('has many kinds and all of its claims of the notes', () => {
      expect(new Set(quiz.questions.map((question) => question.kind)).size).toBeGreaterThanOrEqual(4);
      expect(quiz.questions.length).toBeGreaterThanOrEqual(8);
      for (const question of quiz.questions) expect(question.claims.length, question.id).toBeGreaterThan(0);
    });
  });
}
