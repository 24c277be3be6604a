/** Tasks in the text that tick themselves when a figure shows what they ask for. */
import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { figureReadings, meets, readingOf } from './lesson-figures/figure-readings.ts';
import { useSurroundings } from './lesson-context.ts';
import { QuestionMark } from './QuestionMark.tsx';
import { inlineOf } from './LessonParagraph.tsx';

export function Tries({ children }: { readonly children: ReactNode }) {
  return (
    <div className="my-6 max-w-text">
      <p className="mb-2 text-ui text-ink2">Try it in the figure above</p>
      <ul className="border-t border-rule">{children}</ul>
    </div>
  );
}

export interface TryProps {
  readonly id: string;
  readonly figure: string;
  /** Conditions on the figure's reading, parted by commas: `belowCold = 2, gapBelow >= 12`. */
  readonly when: string;
  readonly children: ReactNode;
}

export function Try({ id, figure, when, children }: TryProps) {
  const { lesson, progress, onLesson } = useSurroundings();
  const state = useStore(figureReadings, (all) => readingOf(all, figure));
  const done = Object.hasOwn(progress.lessons, lesson) && progress.lessons[lesson]!.tries.includes(id);
  const met = state.now !== state.atStart && meets(state.now, when);
  useEffect(() => {
    if (met && !done) onLesson({ kind: 'tried', task: id });
  }, [met, done, id, onLesson]);
  return (
    <li className="flex items-start gap-4 border-b border-rule py-3 font-serif text-[18px]/[26px]">
      <QuestionMark sign={done ? 'right' : 'open'} />
      <span className={done ? 'text-ink2' : ''}>
        {inlineOf(children)}
        <span className="ml-2 font-sans text-label font-medium" role="status">
          {done ? 'done' : ''}
        </span>
      </span>
    </li>
  );
}
