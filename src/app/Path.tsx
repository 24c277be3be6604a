/** The lessons in their parts, each as a jar that fills: empty, begun, done. */
import { Link } from '@tanstack/react-router';
import { useStore } from 'zustand';
import { lessons, type LessonMeta } from './catalogue.ts';
import { JarProgress } from '../view/JarProgress.tsx';
import { progressStore } from './progress-store.ts';

type Standing = 'unread' | 'begun' | 'done';

export function useLessonStanding(): (id: string) => Standing {
  const records = useStore(progressStore.store, (state) => state.progress.lessons);
  return (id) => {
    const record = Object.hasOwn(records, id) ? records[id] : undefined;
    if (!record) return 'unread';
    return record.finishedAt === undefined ? 'begun' : 'done';
  };
}

/** How full the jar is. */
export const SHARES: Readonly<Record<Standing, number>> = { unread: 0, begun: 0.5, done: 1 };

const WORDS: Readonly<Record<Standing, string>> = { unread: '', begun: 'begun', done: 'done' };

/** The parts of the path in order, with their lessons. */
function partsOf(
  all: readonly LessonMeta[],
): readonly { readonly part: string; readonly lessons: LessonMeta[] }[] {
  const parts: { part: string; lessons: LessonMeta[] }[] = [];
  for (const lesson of all) {
    const last = parts.find((candidate) => candidate.part === lesson.part);
    if (last) last.lessons.push(lesson);
    else parts.push({ part: lesson.part, lessons: [lesson] });
  }
  return parts;
}

/** `heading`: the level under which the page puts the parts. */
export function Path({ heading: Heading = 'h3' }: { readonly heading?: 'h2' | 'h3' }) {
  const standing = useLessonStanding();
  return (
    <div className="path">
      {partsOf(lessons).map(({ part, lessons: inPart }) => {
        const done = inPart.filter((lesson) => standing(lesson.id) === 'done').length;
        return (
          <section key={part} className="path-part" aria-label={part}>
            <div>
              <Heading>{part}</Heading>
              <p className="count">
                {done} of {inPart.length} {inPart.length === 1 ? 'lesson' : 'lessons'} done
              </p>
            </div>
            <ol>
              {inPart.map((lesson) => {
                const stands = standing(lesson.id);
                return (
                  <li key={lesson.id} className={stands}>
                    <Link to="/learn/$lesson" params={{ lesson: lesson.id }}>
                      <JarProgress share={SHARES[stands]} />
                      <span className="path-title">{lesson.title}</span>
                      <span className="path-note">
                        {WORDS[stands] || `${lesson.minutes}\u202fmin`}
                        {stands === 'unread' && <> · {lesson.subtitle}</>}
                      </span>
                    </Link>
                  </li>
                );
              })}
            </ol>
          </section>
        );
      })}
    </div>
  );
}
