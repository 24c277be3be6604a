/**
 * Checks the whole content: every file against its schema, every reference against what it names,
 * every number with a unit against the rule that something vouches for it. Content is data, so this
 * is its compiler.
 */
import { firstDayOf } from '../src/cost/as-of.ts';
import { Simplification } from '../src/cost/simplification.ts';
import { lineOf } from '../src/sim/json-text.ts';
import { LogWords } from '../src/sim/log-words.ts';
import { readFactRef, ReasonFacts } from '../src/sim/reason-facts.ts';
import { ChartWords, StepWords } from '../src/sim/step-words.ts';
import { Words } from '../src/sim/words.ts';
import { Term } from '../src/study/glossary.ts';
import { checkFactIds, ID_FILE, readAllFacts } from './content-facts.ts';
import { jsonFiles, textFiles, type JsonFile, type Report } from './content-files.ts';
import { checkLesson, checkMarks } from './content-lessons.ts';
import { checkSchema, idOf, itemsOf, refer, type Names } from './content-names.ts';
import {
  checkComponentNumbers,
  checkJsonNumbers,
  checkLessonNumbers,
  checkQuizNumbers,
  checkRepairNumbers,
  checkScenarioNumbers,
} from './content-numbers.ts';
import { checkOneRepair } from './content-repairs.ts';
import { factsOfCode, factsOfRules } from './used-facts.ts';
import { factValues } from './fact-values.ts';
import { checkQuiz, checkScenarioReferences, readOneScenario, readQuizNames } from './content-scenarios.ts';

export interface ContentReport {
  /** Faults; the content may not be published with one. */
  readonly problems: readonly string[];
  /** Worth a look: facts and simplifications that nothing uses. */
  readonly notes: readonly string[];
  /** What was checked, in one line. */
  readonly summary: string;
}

/** Checks the content below a project's root. Throws only when the root cannot be read. */
export function checkContent(root: string): ContentReport {
  const problems: string[] = [];
  const report: Report = (file, line, problem) =>
    problems.push(line === null ? `${file}: ${problem}` : `${file}:${line}: ${problem}`);
  const json = (place: string): JsonFile[] => jsonFiles(root, place, report);

  const today = readToday(json('content/content-date.json'), report);
  const factFiles = json('content/facts');
  const names: Names = {
    facts: readAllFacts(factFiles, today, report),
    scenarios: new Map(),
    simplifications: new Set(),
    terms: new Set(),
    lessons: new Set(),
    quizzes: new Set(),
    questions: new Set(),
    used: new Set(),
  };
  checkFactIds(json(ID_FILE), factFiles, names.facts, report);
  const lessons = textFiles(root, 'content/lessons', ['.mdx']);
  for (const { file } of lessons) names.lessons.add(idOf(file));
  const simplifications = json('content/simplifications.json');
  const glossary = json('content/glossary');
  const quizzes = json('content/quizzes');
  const scenarios = json('content/scenarios');
  const repairs = json('content/repairs');

  // Ids first, so that a reference may point at what stands in a later file.
  for (const item of itemsOf(simplifications)) names.simplifications.add(String(item.record['id']));
  for (const item of itemsOf(glossary)) names.terms.add(String(item.record['id']));
  for (const { file, text } of scenarios) readOneScenario(file, text, names, report);
  for (const quiz of quizzes) readQuizNames(quiz, names, report);

  checkSimplifications(simplifications, names, report);
  checkGlossary(glossary, names, report);
  for (const file of scenarios) checkScenarioReferences(file, names, today, report);
  for (const quiz of quizzes) checkQuiz(quiz, names, report);
  for (const file of repairs) checkOneRepair(file, names, report);
  for (const lesson of lessons) checkLesson(lesson, names, report);
  const words = json('content/words.json');
  const stepWords = json('content/step-words.json');
  const chartWords = json('content/chart-words.json');
  const logWords = json('content/log-words.json');
  for (const file of words) checkSchema(Words, file.value, file, [], report);
  for (const file of stepWords) checkSchema(StepWords, file.value, file, [], report);
  for (const file of chartWords) checkSchema(ChartWords, file.value, file, [], report);
  for (const file of logWords) {
    const content = checkSchema(LogWords, file.value, file, [], report);
    for (const [name, { fact }] of Object.entries(content?.fields ?? {}))
      refer('fact', fact, names, file, () => lineOf(file.text, ['fields', name]), report);
  }
  for (const file of json('content/reason-facts.json')) checkReasonFacts(file, names, report);

  const known = factValues(names.facts.values());
  for (const file of [...simplifications, ...glossary, ...words, ...stepWords, ...chartWords, ...logWords]) {
    checkMarks(file, names, report);
    checkJsonNumbers(file, known, report);
  }
  for (const file of quizzes) {
    checkMarks(file, names, report);
    checkQuizNumbers(file, known, report);
  }
  for (const file of scenarios) {
    checkMarks(file, names, report);
    checkScenarioNumbers(file, names, known, report);
  }
  for (const file of repairs) {
    checkMarks(file, names, report);
    checkRepairNumbers(file, known, report);
  }
  for (const file of lessons) checkLessonNumbers(file, known, report);
  const components = [
    ...textFiles(root, 'src/app', ['.ts', '.tsx']),
    ...textFiles(root, 'src/view', ['.ts', '.tsx']),
    // Sentences of the configuration check and of bills.
    ...textFiles(root, 'src/cost', ['.ts']),
  ].filter(({ file }) => !/\.test\.tsx?$|\.fixture\.ts$|\/testing\//.test(file));
  for (const file of components) checkComponentNumbers(file, known, report);

  const used = new Set([...factsOfRules(names.facts, today), ...factsOfCode(root, names.facts)]);
  const unused = [...names.facts.keys()].filter((id) => !names.used.has(`fact ${id}`) && !used.has(id));
  const notes =
    unused.length === 0
      ? []
      : [
          `${unused.length} facts stand on the page of limits alone, used by no rule, lesson, scenario, question, word, reason, price or check: ${unused.join(', ')}`,
        ];
  for (const id of names.simplifications) {
    if (!names.used.has(`simplification ${id}`))
      notes.push(`the simplification ${id} is in force in no scenario`);
  }
  return {
    problems,
    notes,
    summary: `${names.facts.size} facts, ${names.scenarios.size} scenarios, ${repairs.length} repairs, ${lessons.length} lessons, ${names.questions.size} questions, ${names.terms.size} terms, ${names.simplifications.size} simplifications, ${components.length} source files`,
  };
}

function readToday(files: readonly JsonFile[], report: Report): string {
  const [file] = files;
  const value: unknown = file?.value;
  const today = typeof value === 'object' && value !== null && 'today' in value ? value.today : undefined;
  if (typeof today === 'string' && firstDayOf(today) === today) return today;
  report(
    file?.file ?? 'content/content-date.json',
    null,
    'expected {"today": "YYYY-MM-DD"}, the day the facts were last checked',
  );
  return '9999-12-31';
}

function checkSimplifications(files: readonly JsonFile[], names: Names, report: Report): void {
  const seen = new Set<string>();
  for (const { file, index, record } of itemsOf(files)) {
    const item = checkSchema(Simplification, record, file, [String(index)], report);
    if (!item) continue;
    const line = () => lineOf(file.text, [String(index)]);
    if (seen.has(item.id)) report(file.file, line(), `the simplification ${item.id} stands a second time`);
    seen.add(item.id);
    for (const fact of item.facts) refer('fact', fact, names, file, line, report);
  }
}

function checkGlossary(files: readonly JsonFile[], names: Names, report: Report): void {
  const seen = new Set<string>();
  for (const { file, index, record } of itemsOf(files)) {
    const term = checkSchema(Term, record, file, [String(index)], report);
    if (!term) continue;
    const line = () => lineOf(file.text, [String(index)]);
    if (seen.has(term.id)) report(file.file, line(), `the term ${term.id} stands a second time`);
    seen.add(term.id);
    if ((term.text.match(/[.!?](?:\s|$)/g) ?? []).length > 2)
      report(file.file, line(), `the term ${term.id} has more than two sentences`);
    for (const id of term.facts) refer('fact', id, names, file, line, report);
    for (const id of term.scenarios) refer('scenario', id, names, file, line, report);
    for (const id of term.lessons) refer('lesson', id, names, file, line, report);
    for (const id of term.see) refer('term', id, names, file, line, report);
  }
}

/** What reasons rest on: facts, parts of their values, simplifications. */
function checkReasonFacts(file: JsonFile, names: Names, report: Report): void {
  const content = checkSchema(ReasonFacts, file.value, file, [], report);
  for (const [reason, rest] of Object.entries(content?.rests ?? {})) {
    const line = () => lineOf(file.text, ['rests', reason]);
    for (const ref of rest.facts ?? []) {
      const { id, part } = readFactRef(ref);
      refer('fact', id, names, file, line, report);
      const fact = names.facts.get(id);
      if (fact && part !== undefined && !(part in (fact.parts ?? {})))
        report(file.file, line(), `${reason}: the fact ${id} has no part ${part}`);
    }
    for (const id of rest.simplifications ?? []) refer('simplification', id, names, file, line, report);
  }
}
