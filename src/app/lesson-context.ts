/** What a lesson's text needs from the page around it. The page provides it; the components only read it. */
import { createContext, useContext, type ReactNode } from 'react';
import type { Fact } from '../cost/fact.ts';
import type { Rules } from '../sim/rules.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { LessonEvent } from '../study/progress.ts';
import type { AnswerRecord, Progress } from '../study/progress-schema.ts';
import type { QuizOutline } from './catalogue.ts';

/** Changes laid over a scenario: tunable keys or paths, as they stand in the lab's address. */
export type Changes = Readonly<Record<string, string | number | boolean | null>>;

export interface LabLinkProps {
  readonly scenario: string;
  readonly changes: Changes;
  readonly className?: string;
  readonly children: ReactNode;
}

export interface Surroundings {
  /** Id of the lesson. */
  readonly lesson: string;
  /** The date whose rules the app shows, and the day the facts were last checked; `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly today: string;
  readonly fact: (id: string) => Fact | undefined;
  /** The rules in force at a date. */
  readonly rulesAt: (date: string) => Rules;
  readonly scenario: (id: string) => Scenario | undefined;
  readonly quiz: (id: string) => QuizOutline | undefined;
  /** A word of the glossary. */
  readonly term: (id: string) => { readonly title: string; readonly text: string } | undefined;
  /** What the reader has done; `emptyProgress()` on the server and until the page is taken over. */
  readonly progress: Progress;
  readonly onAnswer: (answer: Omit<AnswerRecord, 'at'>) => void;
  readonly onBet: (bet: string, option: string) => void;
  readonly onLesson: (event: LessonEvent) => void;
  /** A link into the lab with these settings. */
  readonly LabLink: (props: LabLinkProps) => ReactNode;
  /** Turns the whole app to a date. */
  readonly onAsOf: (date: string) => void;
}

export const SurroundingsContext = createContext<Surroundings | null>(null);

/** The page around this lesson. @throws Error outside of one: lesson components stand in lessons only. */
export function useSurroundings(): Surroundings {
  const surroundings = useContext(SurroundingsContext);
  if (surroundings === null) throw new Error('A lesson component stands outside of a lesson.');
  return surroundings;
}
