import { useId, type ReactNode } from 'react';

export interface LessonPopProps {
  /** What stands in the sentence. */
  readonly label: ReactNode;
  readonly className: string;
  readonly children: ReactNode;
}

/** A word in a sentence with more behind it. Pressing opens, Escape closes; only phrasing content inside. */
export function LessonPop({ label, className, children }: LessonPopProps) {
  const pop = useId();
  return (
    <>
      <button
        type="button"
        popoverTarget={pop}
        className={`inline cursor-help text-left underline ${className}`}
      >
        {label}
      </button>
      <span
        id={pop}
        popover="auto"
        className="fixed m-auto w-80 max-w-[calc(100vw-2rem)] rounded-stage border border-edge bg-stage p-4 font-sans text-reason text-ink not-italic shadow-lift supports-[position-area:bottom]:m-2 supports-[position-area:bottom]:[position-area:block-end_span-inline-end] supports-[position-area:bottom]:[position-try-fallbacks:flip-block,flip-inline]"
      >
        {children}
      </span>
    </>
  );
}
