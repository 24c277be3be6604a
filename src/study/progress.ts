/**
 * What a learner has done: one versioned value. It is stored in the browser by someone else; here it
 * is made, changed and read back. Nothing in it is ever dropped silently, and every answer is kept with
 * the date of the rules and the engine that graded it, so that scheduling can be computed from it later.
 */
import type { AnswerRecord, LessonRecord, Progress, RepairRecord } from './progress-schema.ts';

/** Nothing done yet. */
export function emptyProgress(): Progress {
  return { version: 2, answers: [], lessons: {}, bets: {}, repairs: {} };
}

/** `progress` with one more answer. `now` is epoch milliseconds. */
export function recordAnswer(progress: Progress, answer: Omit<AnswerRecord, 'at'>, now: number): Progress {
  return { ...progress, answers: [...progress.answers, { ...answer, at: now }] };
}

/** What happened in a lesson: it was opened, read to the end, or a task in it was done. */
export type LessonEvent =
  | { readonly kind: 'opened' }
  | { readonly kind: 'finished' }
  | { readonly kind: 'tried'; readonly task: string };

/** `progress` after one event of a lesson. The first opening and the first finishing count. */
export function recordLesson(progress: Progress, lesson: string, event: LessonEvent, now: number): Progress {
  const before: LessonRecord = own(progress.lessons, lesson) ?? { openedAt: now, tries: [] };
  let after = before;
  if (event.kind === 'finished' && before.finishedAt === undefined)
    after = { openedAt: before.openedAt, finishedAt: now, tries: before.tries };
  if (event.kind === 'tried' && !before.tries.includes(event.task))
    after = { ...before, tries: [...before.tries, event.task] };
  if (after === own(progress.lessons, lesson)) return progress;
  return { ...progress, lessons: { ...progress.lessons, [lesson]: after } };
}

/** `progress` with a bet. The first one stands: a bet after the run is no bet. */
export function recordBet(progress: Progress, bet: string, option: string, now: number): Progress {
  if (own(progress.bets, bet) !== undefined) return progress;
  return { ...progress, bets: { ...progress.bets, [bet]: { option, at: now } } };
}

/** `progress` with a repair that held; the latest settings that did are kept. */
export function recordRepair(
  progress: Progress,
  scenario: string,
  settings: RepairRecord['settings'],
): Progress {
  const before = own(progress.repairs, scenario);
  if (before && JSON.stringify(before.settings) === JSON.stringify(settings)) return progress;
  return { ...progress, repairs: { ...progress.repairs, [scenario]: { solved: true, settings } } };
}

/** `progress` in which a repair is open again. */
export function reopenRepair(progress: Progress, scenario: string): Progress {
  if (own(progress.repairs, scenario) === undefined) return progress;
  const repairs = Object.fromEntries(Object.entries(progress.repairs).filter(([id]) => id !== scenario));
  return { ...progress, repairs };
}

export interface Standing {
  readonly total: number;
  readonly answered: number;
  /** Questions whose latest answer was right. */
  readonly right: number;
}

/** Where a learner stands with a set of questions, by the latest answer to each. */
export function standing(progress: Progress, questions: readonly string[]): Standing {
  const latest = new Map(progress.answers.map((answer) => [answer.question, answer.correct]));
  const answered = questions.filter((question) => latest.has(question));
  return {
    total: questions.length,
    answered: answered.length,
    right: answered.filter((question) => latest.get(question)).length,
  };
}

/** The latest answer to each question of a set; for showing a result after a reload. */
export function latestAnswers(
  progress: Progress,
  questions: readonly string[],
): ReadonlyMap<string, AnswerRecord> {
  const asked = new Set(questions);
  return new Map(
    progress.answers
      .filter((answer) => asked.has(answer.question))
      .map((answer) => [answer.question, answer]),
  );
}

/** An own property: a lesson called `constructor` is a lesson. */
export function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
