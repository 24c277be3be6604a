/** The texts of the lessons, each loaded when its page is opened. */
import type { MDXContent } from 'mdx/types';
import type { Fact } from '../cost/fact.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Term } from '../study/glossary.ts';
import { lessonIdOf } from './catalogue.ts';

/** A lesson's module: its text and, from `build/lesson-cites.ts`, what the text names. */
interface LessonFile {
  readonly default: MDXContent;
  readonly cites: {
    readonly facts: readonly Fact[];
    readonly terms: readonly Term[];
    readonly scenarios: readonly Scenario[];
  };
}

const files = import.meta.glob<LessonFile>('../../content/lessons/*.mdx');
const loaded = new Map<string, LessonFile>();

/** Loads a lesson's text; false when there is none with this id. Rejects when it cannot be fetched. */
export async function loadLesson(id: string): Promise<boolean> {
  if (loaded.has(id)) return true;
  const entry = Object.entries(files).find(([file]) => lessonIdOf(file) === id);
  if (!entry) return false;
  loaded.set(id, await entry[1]());
  return true;
}

/** The text of a lesson that has been loaded. */
export function lessonText(id: string): MDXContent | undefined {
  return loaded.get(id)?.default;
}

/** A fact that the loaded lesson, its figures or its quiz name. */
export function citedFact(lesson: string, id: string): Fact | undefined {
  return loaded.get(lesson)?.cites.facts.find((fact) => fact.id === id);
}

/** A word of the glossary that the loaded lesson names. */
export function citedTerm(lesson: string, id: string): Term | undefined {
  return loaded.get(lesson)?.cites.terms.find((term) => term.id === id);
}

/** A scenario that the loaded lesson, its figures or its quiz name. */
export function citedScenario(lesson: string, id: string): Scenario | undefined {
  return loaded.get(lesson)?.cites.scenarios.find((scenario) => scenario.id === id);
}
