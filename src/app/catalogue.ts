/**
 * The content by id: what is known of scenarios without their settings and of lessons without their text. The files are
 * checked by the content tests; here they are taken as they are.
 */
import type { ScenarioCard } from './scenario-card.ts';

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

const cardFiles = import.meta.glob<ScenarioCard>('../../content/scenarios/**/*.json', {
  eager: true,
  query: '?card',
  import: 'default',
});
const metaFiles = import.meta.glob<Omit<LessonMeta, 'id'>>('../../content/lessons/*.mdx', {
  eager: true,
  query: '?meta',
  import: 'default',
});

/** The order in which the families tell their stories; others follow by family, then by title. */
const STORY = ['cold-start', 'warm-reuse', 'idle-recycle', 'burst', 'slow-init', 'ready-environments'];

function place(id: string): number {
  const at = STORY.indexOf(id);
  return at < 0 ? STORY.length : at;
}

const byText = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);

/** What is known of every scenario without its settings, in the order of the lab's list. */
export const scenarios: readonly ScenarioCard[] = Object.values(cardFiles).sort(
  (a, b) => place(a.id) - place(b.id) || byText(a.family, b.family) || byText(a.title, b.title),
);

export function scenarioCard(id: string): ScenarioCard | undefined {
  return scenarios.find((scenario) => scenario.id === id);
}

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
