/**
 * Lessons without their text and quizzes without their questions, by id. The files are checked by the content
 * tests; here they are taken as they are.
 */

/** Front matter of a lesson. */
export interface LessonMeta {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly minutes: number;
  /** The part of the path it stands in, and its place there. */
  readonly part: string;
  readonly order: number;
  readonly prerequisites: readonly string[];
  /** What the reader will be able to do. */
  readonly able: string;
  /** One sentence for a search result. */
  readonly description: string;
}

/** A quiz without its questions. */
export interface QuizOutline {
  readonly id: string;
  readonly title: string;
  readonly lesson: string;
  /** Ids of its questions, in their order. */
  readonly questions: readonly string[];
}

const outlineFiles = import.meta.glob<QuizOutline>('../../content/quizzes/*.json', {
  eager: true,
  query: '?outline',
  import: 'default',
});

export const quizzes: readonly QuizOutline[] = Object.values(outlineFiles);

export function quizById(id: string): QuizOutline | undefined {
  return quizzes.find((quiz) => quiz.id === id);
}

const metaFiles = import.meta.glob<Omit<LessonMeta, 'id'>>('../../content/lessons/*.mdx', {
  eager: true,
  query: '?meta',
  import: 'default',
});

/** `../../content/lessons/cold-starts.mdx` is the lesson `cold-starts`. */
export function lessonIdOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1, -'.mdx'.length);
}

/** Every lesson, in the order of the path. */
export const lessons: readonly LessonMeta[] = Object.entries(metaFiles)
  .map(([file, meta]) => ({ ...meta, description: meta.description ?? meta.subtitle, id: lessonIdOf(file) }))
  .sort((a, b) => a.order - b.order);

export const lessonIds: readonly string[] = lessons.map((lesson) => lesson.id);

/** @throws Error when there is no such lesson: addresses are checked before. */
export function lessonMeta(id: string): LessonMeta {
  const lesson = lessons.find((candidate) => candidate.id === id);
  if (!lesson) throw new Error(`No lesson ${id}.`);
  return lesson;
}
