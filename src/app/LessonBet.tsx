/** A prediction made before the figure below it has run; the run grades it, and the text quotes it later. */
import { createContext, useContext, useId, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { figureReadings, readingOf, wishToPlay } from './lesson-figures/figure-readings.ts';
import { useSurroundings } from './lesson-context.ts';
import { inlineOf } from './LessonParagraph.tsx';
import { QuestionMark } from './QuestionMark.tsx';

interface BetState {
  readonly name: string;
  readonly said: string | undefined;
  readonly picked: string;
  readonly pick: (id: string) => void;
  /** What the run found; undefined until it has been seen. */
  readonly found: number | undefined;
}

const BetContext = createContext<BetState | null>(null);

export interface BetProps {
  readonly id: string;
  /** The figure that settles it, and the name of its reading. */
  readonly figure: string;
  readonly reads: string;
  readonly children: ReactNode;
}

export function Bet({ id, figure, reads, children }: BetProps) {
  const { progress, onBet } = useSurroundings();
  const state = useStore(figureReadings, (all) => readingOf(all, figure));
  const [picked, setPicked] = useState('');
  const [missed, setMissed] = useState(false);
  const name = useId();
  const said = Object.hasOwn(progress.bets, id) ? progress.bets[id]!.option : undefined;
  const found = said !== undefined && state.seen ? state.atStart[reads] : undefined;
  return (
    <BetContext value={{ name, said, picked, pick: setPicked, found }}>
      <form
        aria-label="Your bet"
        className="lesson-bet my-8 max-w-text border-y border-rule py-6"
        onSubmit={(event) => {
          event.preventDefault();
          if (said !== undefined) return;
          setMissed(picked === '');
          if (picked === '') return;
          onBet(id, picked);
          wishToPlay(figure);
        }}
      >
        <p className="mb-1 text-ui text-ink2">Place your bet</p>
        {children}
        <p
          className="mt-4 flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2 text-reason text-ink2"
          aria-live="polite"
        >
          {said === undefined ? (
            <>
              <button type="submit" className="button primary">
                Bet and run
              </button>
              <span className={missed && picked === '' ? 'font-semibold text-ink' : ''}>
                {missed && picked === '' ? 'Choose one first.' : 'The run below decides.'}
              </span>
            </>
          ) : found === undefined ? (
            <span>Your bet stands. The run below decides.</span>
          ) : (
            <span className="text-ink">The run has decided: it was {found}.</span>
          )}
        </p>
      </form>
    </BetContext>
  );
}

export interface ChoiceProps {
  readonly id: string;
  /** The reading at which this choice is the right one. */
  readonly value: number;
  readonly children: ReactNode;
}

/** One thing to bet on. */
export function Choice({ id, value, children }: ChoiceProps) {
  const bet = useContext(BetContext);
  if (bet === null) throw new Error('A Choice stands in a Bet.');
  const isSaid = bet.said === id;
  const happened = bet.found === value;
  const line = `flex min-h-8 items-center gap-3 py-1 font-serif text-[18px]/[26px] max-md:min-h-11 ${happened ? 'font-[700]' : ''}`;
  if (bet.said !== undefined) {
    const sign = happened ? (isSaid ? 'right-said' : 'right') : isSaid ? 'said' : 'plain';
    return (
      <p className={line}>
        {bet.found === undefined && isSaid ? <Hollow /> : <QuestionMark sign={sign} />}
        <span className="flex-1">{inlineOf(children)}</span>
        {isSaid && <SaidTag />}
        {happened && <DidTag />}
      </p>
    );
  }
  return (
    <label className={line}>
      <span className="flex w-5 flex-none justify-center">
        <input
          type="radio"
          name={bet.name}
          value={id}
          className="size-4 accent-ink"
          checked={bet.picked === id}
          onChange={() => {
            bet.pick(id);
          }}
        />
      </span>
      <span className="flex-1">{inlineOf(children)}</span>
    </label>
  );
}

/** Said, and not yet decided. */
function Hollow() {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" className="mt-[3px] flex-none">
      <circle
        cx="10"
        cy="10"
        r="8"
        fill="none"
        className="stroke-ink2"
        strokeWidth="1.25"
        strokeDasharray="2.5 2"
      />
    </svg>
  );
}

/** Hollow and dashed: said. */
export function SaidTag({ children = 'your prediction' }: { readonly children?: ReactNode }) {
  return (
    <span className="flex-none rounded-pill border-[1.25px] border-dashed border-ink2 px-2.5 font-sans text-label/5 font-medium text-ink2">
      {children}
    </span>
  );
}

/** Solid: happened. */
export function DidTag({ children = 'what the run did' }: { readonly children?: ReactNode }) {
  return (
    <span className="flex-none rounded-pill border-[1.25px] border-ink bg-ink px-2.5 font-sans text-label/5 font-medium text-on-ink">
      {children}
    </span>
  );
}

export interface YouSaidProps {
  readonly bet: string;
  readonly figure: string;
  readonly reads: string;
  /** How many each choice of the bet stands for: `{ first: 1, all: 10 }`. */
  readonly values: Readonly<Record<string, number>>;
}

/** Quotes the bet back: what was said, what it was. Nothing as long as there is no bet or no run. */
export function YouSaid({ bet, figure, reads, values }: YouSaidProps) {
  const { progress } = useSurroundings();
  const state = useStore(figureReadings, (all) => readingOf(all, figure));
  const said = Object.hasOwn(progress.bets, bet) ? values[progress.bets[bet]!.option] : undefined;
  const found = state.atStart[reads];
  if (said === undefined || found === undefined || !state.seen) return null;
  return said === found ? (
    <>
      You said {said}, and {found} it was.
    </>
  ) : (
    <>
      You said {said}. It was {found}.
    </>
  );
}
