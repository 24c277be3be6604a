/**
 * What a learner has done: one versioned value. It is stored in the browser by someone else; here it
 * is made, changed and read back. Nothing in it is ever dropped silently, and every answer is kept with
 * the date of the rules and the engine that graded it, so that scheduling can be computed from it later.
 */
import { Answer } from './grade.ts';
import { z } from './zod.ts';

/** Goes up when the stored shape changes; `migrate` reads every older one. */
const PROGRESS_VERSION = 1;

/** Epoch milliseconds, as the caller's clock gave them. */
const instantMs = z.number().check(z.gte(0), z.lte(8.64e15));

const AnswerRecord = z.strictObject({
  question: z.string(),
  answer: Answer,
  correct: z.boolean(),
  at: instantMs,
  /** The date whose rules the question was asked under, `YYYY-MM-DD`. */
  asOf: z.string(),
  engineVersion: z.string(),
});
export type AnswerRecord = z.infer<typeof AnswerRecord>;

const LessonRecord = z.strictObject({
  openedAt: instantMs,
  /** The reader reached the end. */
  finishedAt: z.optional(instantMs),
  /** Ids of the tasks in the text that were done. */
  tries: z.array(z.string()),
});
export type LessonRecord = z.infer<typeof LessonRecord>;

/** A prediction made before a figure ran; quoted back later in the text. */
const BetRecord = z.strictObject({ option: z.string(), at: instantMs });
export type BetRecord = z.infer<typeof BetRecord>;

const Progress = z.strictObject({
  version: z.literal(PROGRESS_VERSION),
  /** In the order they were given; a question may stand here many times. */
  answers: z.array(AnswerRecord),
  lessons: z.record(z.string(), LessonRecord),
  bets: z.record(z.string(), BetRecord),
});
export type Progress = z.infer<typeof Progress>;

/** Nothing done yet. */
export function emptyProgress(): Progress {
  return { version: PROGRESS_VERSION, answers: [], lessons: {}, bets: {} };
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

export interface Migration {
  /** Always usable: what could be read, in the present version. */
  readonly progress: Progress;
  /** One sentence for each thing that could not be read. Empty: all was read. */
  readonly problems: readonly string[];
  /** The stored value as it was, whenever anything of it is missing from `progress`. Keep it. */
  readonly keptAside?: unknown;
}

/**
 * Reads a stored value of any age and any state. What is sound is kept, entry by entry; whatever is not
 * makes a problem, and then the whole stored value comes back in `keptAside`. It never throws.
 */
export function migrate(stored: unknown): Migration {
  if (stored === null || stored === undefined) return { progress: emptyProgress(), problems: [] };
  if (!isRecord(stored)) return lost(stored, 'The stored progress is not a progress value.');
  const version = own(stored, 'version');
  if (version !== PROGRESS_VERSION) {
    const newer = typeof version === 'number' && version > PROGRESS_VERSION;
    return lost(
      stored,
      newer
        ? `The stored progress was written by a newer version of this page (${String(version)}).`
        : 'The stored progress names no version this page knows.',
    );
  }
  const problems: string[] = [];
  const answers = salvageList(own(stored, 'answers'), AnswerRecord, 'answers', problems);
  const lessons = salvageRecord(own(stored, 'lessons'), LessonRecord, 'lessons', problems);
  const bets = salvageRecord(own(stored, 'bets'), BetRecord, 'bets', problems);
  for (const key of Object.keys(stored)) {
    if (!['version', 'answers', 'lessons', 'bets'].includes(key))
      problems.push(`The stored progress has a part nobody knows: ${key}.`);
  }
  const progress: Progress = { version: PROGRESS_VERSION, answers, lessons, bets };
  return problems.length === 0 ? { progress, problems } : { progress, problems, keptAside: stored };
}

function lost(stored: unknown, problem: string): Migration {
  return { progress: emptyProgress(), problems: [problem], keptAside: stored };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property: a lesson called `constructor` is a lesson. */
function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function salvageList<T>(stored: unknown, schema: z.ZodMiniType<T>, part: string, problems: string[]): T[] {
  if (!Array.isArray(stored)) {
    problems.push(`The ${part} in the stored progress are not a list.`);
    return [];
  }
  const sound: T[] = [];
  for (const [at, entry] of stored.entries()) {
    const read = schema.safeParse(entry);
    if (read.success) sound.push(read.data);
    else problems.push(`Number ${at + 1} of the ${part} in the stored progress cannot be read.`);
  }
  return sound;
}

function salvageRecord<T>(
  stored: unknown,
  schema: z.ZodMiniType<T>,
  part: string,
  problems: string[],
): Record<string, T> {
  if (!isRecord(stored)) {
    problems.push(`The ${part} in the stored progress are not a table.`);
    return {};
  }
  const sound: [string, T][] = [];
  for (const [key, entry] of Object.entries(stored)) {
    const read = schema.safeParse(entry);
    if (read.success) sound.push([key, read.data]);
    else problems.push(`The entry ${key} of the ${part} in the stored progress cannot be read.`);
  }
  return Object.fromEntries(sound);
}
