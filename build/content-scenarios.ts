/** Scenarios and quizzes: are they whole, and do they name what there is? */
import { parseAsOf } from '../src/cost/as-of.ts';
import { isComposite } from '../src/cost/composite.ts';
import { functionsOf } from '../src/sim/function-named.ts';
import { lineOf } from '../src/sim/json-text.ts';
import { applySettings } from '../src/sim/overlay.ts';
import { readScenario } from '../src/sim/read-scenario.ts';
import { measureExpected } from '../src/sim/known-measure.ts';
import type { Scenario } from '../src/sim/scenario.ts';
import { Quiz } from '../src/study/question.ts';
import type { JsonFile, Report } from './content-files.ts';
import { checkSchema, idOf, refer, type Names } from './content-names.ts';

/** Reads a scenario and remembers it. */
export function readOneScenario(file: string, text: string, names: Names, report: Report): void {
  const result = readScenario(text, file);
  if ('problems' in result) {
    for (const { message } of result.problems) {
      const match = /^(.*?), line (\d+)(?:, column \d+)?: (.*)$/s.exec(message);
      if (match) report(file, Number(match[2]), match[3]!);
      else report(file, null, message.replace(`${file}: `, ''));
    }
    return;
  }
  const { id } = result.scenario;
  if (id !== idOf(file))
    report(file, lineOf(text, ['id']), `the id is ${id}; the file is called ${idOf(file)}`);
  if (names.scenarios.has(id))
    report(file, lineOf(text, ['id']), `the scenario id ${id} stands a second time`);
  names.scenarios.set(id, result.scenario);
}

export function checkScenarioReferences(file: JsonFile, names: Names, today: string, report: Report): void {
  const scenario = [...names.scenarios.values()].find((one) => one.id === idOf(file.file));
  if (!scenario) return;
  const line = (...path: (string | number)[]) => lineOf(file.text, path.map(String));
  scenario.simplifications.forEach((id, index) => {
    refer('simplification', id, names, file, () => line('simplifications', index), report);
  });
  scenario.claims.forEach((claim, index) => {
    if (claim.from.kind === 'fact')
      refer('fact', claim.from.fact, names, file, () => line('claims', index, 'from'), report);
  });
  if ('preset' in scenario.settings.keep) {
    const { preset } = scenario.settings.keep;
    const presets = presetIds(names);
    if (preset !== 'as-of' && !presets.includes(preset)) {
      report(
        file.file,
        line('settings', 'keep', 'preset'),
        `there is no preset ${preset}; expected as-of, ${presets.join(', ')}`,
      );
    }
  }
  checkTimeouts(scenario, file, report);
  if (scenario.asOf !== undefined) {
    const asOf = parseAsOf(scenario.asOf, today);
    if (!asOf.ok) report(file.file, line('asOf'), asOf.message);
  }
}

/** Lambda takes function timeouts in whole seconds, from one on; so do the controls that set them. */
function checkTimeouts({ settings, tunable }: Scenario, file: JsonFile, report: Report): void {
  const problem = (path: (string | number)[], found: number) =>
    report(
      file.file,
      lineOf(file.text, path.map(String)),
      `found ${found}, expected whole seconds: Lambda takes no other function timeout`,
    );
  const isWhole = (ms: number) => ms >= 1000 && ms % 1000 === 0;
  for (const [id, { timeoutMs }] of functionsOf(settings)) {
    const path = id === 'function' ? ['settings', id] : ['settings', 'functions', id];
    if (!isWhole(timeoutMs)) problem([...path, 'timeoutMs'], timeoutMs);
  }
  tunable.forEach((control, index) => {
    if (control.control !== 'number' || !/^settings\.function(s\.[^.]+)?\.timeoutMs$/.test(control.path))
      return;
    for (const key of ['min', 'step'] as const)
      if (!isWhole(control[key])) problem(['tunable', index, key], control[key]);
  });
}

/** The presets for keeping environments: ids of the values of their fact. */
function presetIds(names: Names): string[] {
  const history = names.facts.get('idle-recycle-measured')?.history ?? [];
  return history.flatMap(({ value }) =>
    isComposite(value) && typeof value['id'] === 'string' ? [value['id']] : [],
  );
}

/** Reads a quiz and remembers its questions. */
export function readQuizNames(file: JsonFile, names: Names, report: Report): void {
  const quiz = checkSchema(Quiz, file.value, file, [], report);
  if (!quiz) return;
  if (names.quizzes.has(quiz.id))
    report(file.file, lineOf(file.text, ['id']), `the quiz id ${quiz.id} stands a second time`);
  names.quizzes.add(quiz.id);
  quiz.questions.forEach((question, index) => {
    if (names.questions.has(question.id)) {
      report(
        file.file,
        lineOf(file.text, ['questions', String(index)]),
        `the question id ${question.id} stands a second time`,
      );
    }
    names.questions.add(question.id);
  });
}

export function checkQuiz(file: JsonFile, names: Names, report: Report): void {
  const parsed = Quiz.safeParse(file.value);
  if (!parsed.success) return;
  const line = (...path: (string | number)[]) => lineOf(file.text, path.map(String));
  refer('lesson', parsed.data.lesson, names, file, () => line('lesson'), report);
  parsed.data.questions.forEach((question, index) => {
    const { rests } = question;
    if ('fact' in rests)
      refer('fact', rests.fact, names, file, () => line('questions', index, 'rests'), report);
    else refer('scenario', rests.scenario, names, file, () => line('questions', index, 'rests'), report);
    if (question.kind !== 'predict') return;
    const scenario = names.scenarios.get(question.rests.scenario);
    if (!scenario) return;
    const expected = measureExpected(question.measure, scenario);
    if (expected !== null) {
      report(
        file.file,
        line('questions', index, 'measure'),
        `there is no measure ${question.measure}; expected ${expected}`,
      );
    }
    const overlay = applySettings(scenario, question.settings);
    if ('problems' in overlay) {
      for (const { message } of overlay.problems)
        report(file.file, line('questions', index, 'settings'), message);
    }
  });
}
