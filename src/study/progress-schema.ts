/** The shape in which progress is stored. It is permanent: a new version comes with a way from the old one. */
import { Answer } from './grade.ts';
import { z } from './zod.ts';

/** Goes up when the stored shape changes; `migrate` reads every older one. */
export const PROGRESS_VERSION = 2;

/** Epoch milliseconds, as the caller's clock gave them. */
const instantMs = z.number().check(z.gte(0), z.lte(8.64e15));

export const AnswerRecord = z.strictObject({
  question: z.string(),
  answer: Answer,
  correct: z.boolean(),
  at: instantMs,
  /** The date whose rules the question was asked under, `YYYY-MM-DD`. */
  asOf: z.string(),
  engineVersion: z.string(),
});
export type AnswerRecord = z.infer<typeof AnswerRecord>;

export const LessonRecord = z.strictObject({
  openedAt: instantMs,
  /** The reader reached the end. */
  finishedAt: z.optional(instantMs),
  /** Ids of the tasks in the text that were done. */
  tries: z.array(z.string()),
});
export type LessonRecord = z.infer<typeof LessonRecord>;

/** A prediction made before a figure ran; quoted back later in the text. */
export const BetRecord = z.strictObject({ option: z.string(), at: instantMs });
export type BetRecord = z.infer<typeof BetRecord>;

/** A repair that held on every seed, and the settings that did it, as their scenario stores them. No date: it is no record of when. */
export const RepairRecord = z.strictObject({
  solved: z.literal(true),
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type RepairRecord = z.infer<typeof RepairRecord>;

const Progress = z.strictObject({
  version: z.literal(PROGRESS_VERSION),
  /** In the order they were given; a question may stand here many times. */
  answers: z.array(AnswerRecord),
  lessons: z.record(z.string(), LessonRecord),
  bets: z.record(z.string(), BetRecord),
  /** By the scenario's id; since version 2. */
  repairs: z.record(z.string(), RepairRecord),
});
export type Progress = z.infer<typeof Progress>;
