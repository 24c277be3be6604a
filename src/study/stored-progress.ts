/** Reading stored progress back: with the schema, so that a page may do it once it stands. */
import { emptyProgress, own } from './progress.ts';
import {
  AnswerRecord,
  BetRecord,
  LessonRecord,
  PROGRESS_VERSION,
  RepairRecord,
  type Progress,
} from './progress-schema.ts';
import type { z } from './zod.ts';

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
  if (version !== 1 && version !== PROGRESS_VERSION) {
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
  // The first version knew of no repairs.
  const repairs =
    version === 1 ? {} : salvageRecord(own(stored, 'repairs'), RepairRecord, 'repairs', problems);
  const parts = ['version', 'answers', 'lessons', 'bets', ...(version === 1 ? [] : ['repairs'])];
  for (const key of Object.keys(stored)) {
    if (!parts.includes(key)) problems.push(`The stored progress has a part nobody knows: ${key}.`);
  }
  const progress: Progress = { version: PROGRESS_VERSION, answers, lessons, bets, repairs };
  return problems.length === 0 ? { progress, problems } : { progress, problems, keptAside: stored };
}

function lost(stored: unknown, problem: string): Migration {
  return { progress: emptyProgress(), problems: [problem], keptAside: stored };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
