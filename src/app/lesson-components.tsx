/** The vocabulary of the lessons: what MDX may use without importing anything. Keep it small. */
import type { MDXComponents } from 'mdx/types';
import { Children, isValidElement, useEffect, useRef, type ComponentProps, type ReactNode } from 'react';
import { Bet, Choice, YouSaid } from './LessonBet.tsx';
import { useSurroundings } from './lesson-context.ts';
import { FactCard, FactDate, FactInline } from './LessonFact.tsx';
import { unitJoined } from './number-words.ts';
import { GapsFigure } from './lesson-figures/GapsFigure.tsx';
import { IdleFigure } from './lesson-figures/IdleFigure.tsx';
import { LifeFigure } from './lesson-figures/LifeFigure.tsx';
import { WaitFigure } from './lesson-figures/WaitFigure.tsx';
import { forgetReadings } from './lesson-figures/figure-readings.ts';
import { inlineOf, LessonParagraph } from './LessonParagraph.tsx';
import { LessonPop } from './LessonPop.tsx';
import { MarkedText } from './MarkedText.tsx';
import { Tries, Try } from './LessonTry.tsx';
import { LessonQuiz } from './LessonQuiz.tsx';

/** A number of the example's own: no fact about Lambda. */
function Example({ children }: { readonly children: ReactNode }) {
  return (
    <span className="whitespace-nowrap">
      {typeof children === 'string' ? unitJoined(children) : children}
    </span>
  );
}

/** A word of the glossary where it is first used: its meaning stands behind it. */
function Term({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const { term, fact, asOf } = useSurroundings();
  const found = term(id);
  if (!found) return <dfn>{children}</dfn>;
  return (
    <LessonPop label={children} className="italic decoration-edge decoration-1 underline-offset-4">
      <b className="block font-semibold">{found.title}</b>
      <MarkedText text={found.text} day={asOf} fact={fact} />
    </LessonPop>
  );
}

interface FigureProps {
  readonly show: 'gaps' | 'wait' | 'life' | 'idle';
  readonly scenario: string;
  readonly bet?: string;
}

/** A live figure: a scenario, small settings, and a sentence computed from the run. */
function Figure({ show, scenario, bet }: FigureProps) {
  if (show === 'gaps')
    return <GapsFigure name={show} scenario={scenario} {...(bet !== undefined && { bet })} />;
  if (show === 'wait') return <WaitFigure name={show} scenario={scenario} />;
  if (show === 'life') return <LifeFigure scenario={scenario} />;
  return <IdleFigure name={show} scenario={scenario} />;
}

/** Paragraphs with their fact cards in the margin; under them where there is no margin. */
function Beside({ children }: { readonly children: ReactNode }) {
  const all = Children.toArray(children);
  const isCard = (child: ReactNode) => isValidElement(child) && child.type === FactCard;
  return (
    <div className="grid gap-x-16 lg:grid-cols-[640px_minmax(0,1fr)]">
      <div className="min-w-0">{all.filter((child) => !isCard(child))}</div>
      <div className="flex flex-col gap-10 max-lg:mb-8 max-lg:max-w-text max-lg:gap-6 lg:pt-2">
        {all.filter(isCard)}
      </div>
    </div>
  );
}

/** What was good advice, and what is to be said of it today. */
function ThenAndNow({ children }: { readonly children: ReactNode }) {
  return (
    <div className="my-8 grid max-w-text border-y border-rule sm:grid-cols-2 [&>*+*]:border-rule max-sm:[&>*+*]:border-t sm:[&>*+*]:border-l sm:[&>*+*]:pl-6">
      {children}
    </div>
  );
}

function Side({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section className="py-4 pr-6 font-serif text-[18px]/[28px]">
      <h3 className="mb-1 font-sans text-ui font-semibold">{name}</h3>
      {inlineOf(children)}
    </section>
  );
}

function Then({ when, children }: { readonly when: string; readonly children: ReactNode }) {
  return <Side name={when}>{children}</Side>;
}

function Now({ children }: { readonly children: ReactNode }) {
  return <Side name="Now">{children}</Side>;
}

/** The end of the text: what the reader can do now. Reaching it is recorded. */
function Ending({ children }: { readonly children: ReactNode }) {
  const { onLesson } = useSurroundings();
  const end = useRef<HTMLElement>(null);
  const told = useRef(onLesson);
  useEffect(() => {
    told.current = onLesson;
  });
  useEffect(() => {
    const node = end.current;
    if (!node) return undefined;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        observer.disconnect();
        told.current({ kind: 'finished' });
      },
      { threshold: 0.5 },
    );
    observer.observe(node);
    return () => {
      observer.disconnect();
      forgetReadings();
    };
  }, []);
  return (
    <section
      ref={end}
      aria-labelledby="what-you-can-do-now"
      className="mt-14 max-w-text border-t-2 border-ink pt-4"
    >
      <h2 id="what-you-can-do-now" className="mb-2 text-section">
        What you can do now
      </h2>
      {children}
    </section>
  );
}

const prose = 'max-w-text font-serif text-prose max-md:text-prose-phone';

/** Handed to every lesson's MDX. */
export const lessonComponents: MDXComponents = {
  Bet,
  Beside,
  Choice,
  Ending,
  Example,
  Fact: FactInline,
  FactCard,
  FactDate,
  Figure,
  Now,
  Quiz: LessonQuiz,
  Term,
  Then,
  ThenAndNow,
  Tries,
  Try,
  YouSaid,
  p: LessonParagraph,
  h2: (props: ComponentProps<'h2'>) => (
    <h2 className="mt-10 mb-3 max-w-text text-section max-md:mt-8" {...props} />
  ),
  h3: (props: ComponentProps<'h3'>) => <h3 className="mt-8 mb-2 max-w-text text-subsection" {...props} />,
  ul: (props: ComponentProps<'ul'>) => (
    <ul className={`${prose} mb-6 list-disc pl-5 marker:text-ink3 [&>li]:mb-3`} {...props} />
  ),
  strong: (props: ComponentProps<'strong'>) => <strong className="font-semibold" {...props} />,
  pre: (props: ComponentProps<'pre'>) => (
    <pre
      tabIndex={0}
      className="mb-8 max-w-text overflow-x-auto rounded-control bg-sunk p-4 font-mono text-[13px]/[22px]"
      {...props}
    />
  ),
};
