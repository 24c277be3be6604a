/**
 * Said before the run: hollow and dashed. Happened: solid. The strip asks first, and answers only
 * when the reader has seen the run to its end.
 */
import { lazy, Suspense, useId, useState, type FormEvent } from 'react';
import {
  curveUntilUs,
  type Bet,
  type CurveBet,
  type NumberBet,
  type OrderBet,
  type PickBet,
} from '../sim/bet.ts';
import type { Summary } from '../sim/summary.ts';
import type { Trace } from '../sim/trace.ts';
import { happenedText, readBet, saidText, type Answer } from './bets.ts';
import type { BetTable } from './use-bets.ts';

/** What only some scenarios ask for, and what nobody sees before a bet or the end of a run. */
const BetCurve = lazy(async () => {
  const { BetCurve: component } = await import('./BetCurve.tsx');
  return { default: component };
});
const BetOrder = lazy(async () => {
  const { BetOrder: component } = await import('./BetOrder.tsx');
  return { default: component };
});
const BetOutcome = lazy(async () => {
  const { BetOutcome: component } = await import('./BetOutcome.tsx');
  return { default: component };
});

export interface BetsProps {
  readonly table: BetTable;
  readonly runKey: string;
  readonly trace: Trace | null;
  /** The figures of the run, once the reader has seen all of it. */
  readonly summary: Summary | null;
  /** Of the scenario as it is: empty charts end there. */
  readonly horizonMs: number;
  /** Digits of moments after the second. */
  readonly digits: number;
  readonly onJump: (step: number) => void;
}

export function Bets(props: BetsProps) {
  const { table, summary } = props;
  const { bets, said, skipped } = table;
  if (bets.length === 0) return null;
  const isOpen = summary === null && !skipped && bets.some((_, index) => !said[index]);
  return (
    <section className="bets" aria-label="Your prediction and what happened">
      <div className="bets-key">
        <span>
          <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
            <rect x="1" y="2" width="12" height="10" rx="2" className="said" />
          </svg>
          you predicted
        </span>
        <span>
          <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
            <rect x="1" y="2" width="12" height="10" rx="1" className="fill-ink" />
          </svg>
          what happened
        </span>
      </div>
      {bets.map((bet, index) => (
        <BetSlot key={index} {...props} bet={bet} index={index} />
      ))}
      {isOpen && (
        <button type="button" className="button quiet bets-skip" onClick={table.skip}>
          Skip
        </button>
      )}
    </section>
  );
}

function BetSlot(props: BetsProps & { readonly bet: Bet; readonly index: number }) {
  const { table, bet, index, runKey, trace, summary, horizonMs } = props;
  const mine = table.said[index];
  const isOpen = summary === null && !mine && !table.skipped;
  const canChange = summary === null && !table.skipped && mine !== undefined && mine.runKey !== runKey;
  const say = (answer: Answer) => {
    table.say(index, answer);
  };
  return (
    <div className="bet" data-kind={bet.kind} data-open={isOpen || undefined}>
      {isOpen ? (
        <OpenBet bet={bet} horizonMs={horizonMs} onSay={say} />
      ) : (
        <Suspense fallback={<p className="bet-ask">{bet.ask}</p>}>
          <BetOutcome
            bet={bet}
            said={mine}
            runKey={runKey}
            run={summary && trace ? { summary, trace, horizonMs } : null}
            horizonMs={horizonMs}
            digits={props.digits}
            onJump={props.onJump}
          />
        </Suspense>
      )}
      {canChange && (
        <button
          type="button"
          className="link"
          onClick={() => {
            table.unsay(index);
          }}
        >
          Predict anew
        </button>
      )}
    </div>
  );
}

function OpenBet(props: {
  readonly bet: Bet;
  readonly horizonMs: number;
  readonly onSay: (answer: Answer) => void;
}) {
  const { bet, onSay } = props;
  if (bet.kind === 'number') return <NumberForm bet={bet} onSay={onSay} />;
  if (bet.kind === 'pick') return <PickForm bet={bet} onSay={onSay} />;
  return <FoldedBet bet={bet} horizonMs={props.horizonMs} onSay={onSay} />;
}

/** The picture is what the first screen is for: an order or a curve is asked in a line, and takes its room when it is taken up. */
function FoldedBet({
  bet,
  horizonMs,
  onSay,
}: {
  readonly bet: OrderBet | CurveBet;
  readonly horizonMs: number;
  readonly onSay: (answer: Answer) => void;
}) {
  const [isUnfolded, setUnfolded] = useState(false);
  if (!isUnfolded)
    return (
      <div className="bet-folded">
        <p className="bet-title">{bet.ask}</p>
        <button
          type="button"
          className="button"
          onClick={() => {
            setUnfolded(true);
          }}
        >
          {bet.kind === 'order' ? 'Put it in order' : 'Draw it'}
        </button>
      </div>
    );
  const room = (
    <div className="bet-waits" data-lines={bet.kind === 'order' ? bet.things.length : undefined} />
  );
  return (
    <>
      <p className="bet-title">{bet.ask}</p>
      <Suspense fallback={room}>
        {bet.kind === 'order' ? (
          <BetOrder
            bet={bet}
            onSay={(order) => {
              onSay({ kind: 'order', order });
            }}
          />
        ) : (
          <BetCurve
            bet={bet}
            untilUs={curveUntilUs(bet, horizonMs)}
            onSay={(points) => {
              onSay({ kind: 'curve', points });
            }}
          />
        )}
      </Suspense>
    </>
  );
}

function NumberForm({ bet, onSay }: { readonly bet: NumberBet; readonly onSay: (answer: Answer) => void }) {
  const id = useId();
  const [problem, setProblem] = useState(false);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const text = new FormData(event.currentTarget).get('value');
    const value = readBet(typeof text === 'string' ? text : '');
    setProblem(value === null);
    if (value !== null) onSay({ kind: 'number', value });
  }

  return (
    <form className="bet-open" onSubmit={submit} noValidate>
      <label htmlFor={id}>{bet.ask}</label>
      <span className="bet-field">
        <input
          id={id}
          name="value"
          type="text"
          inputMode="decimal"
          autoComplete="off"
          size={5}
          className="field said-field"
          aria-invalid={problem}
          aria-describedby={problem ? `${id}-problem` : undefined}
          placeholder={bet.unit === 'seconds' ? 'seconds' : 'number'}
        />
        <button type="submit" className="button">
          Say it
        </button>
        {problem && (
          <span id={`${id}-problem`} className="problem">
            a number
          </span>
        )}
      </span>
    </form>
  );
}

function PickForm({ bet, onSay }: { readonly bet: PickBet; readonly onSay: (answer: Answer) => void }) {
  const name = useId();
  const [picked, setPicked] = useState(-1);
  const [missed, setMissed] = useState(false);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setMissed(picked < 0);
    if (picked >= 0) onSay({ kind: 'pick', option: picked });
  }

  return (
    <form className="bet-pick" onSubmit={submit}>
      <fieldset>
        <legend>{bet.ask}</legend>
        {bet.options.map(({ says }, index) => (
          <label key={index}>
            <input
              type="radio"
              name={name}
              className="accent-ink"
              checked={picked === index}
              onChange={() => {
                setPicked(index);
              }}
            />
            {says}
          </label>
        ))}
        <span className="bet-field">
          <button type="submit" className="button">
            Say it
          </button>
          <span className="problem" role="status">
            {missed && picked < 0 ? 'pick one' : ''}
          </span>
        </span>
      </fieldset>
    </form>
  );
}

/** On a phone the strip has a tab of its own; this line under the title leads there, and to the causes. */
export function PhoneBet(props: {
  readonly table: BetTable;
  readonly summary: Summary | null;
  readonly onBets: () => void;
  readonly onWhy: () => void;
}) {
  const { table, summary } = props;
  const { bets, said } = table;
  const index = Math.max(
    0,
    bets.findIndex((_, one) => said[one]),
  );
  const bet = bets[index];
  if (!bet) return null;
  const mine = said[index];
  const happened = summary === null ? '' : happenedText(bet, summary);
  return (
    <p className="phone-bet">
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
        <rect x="1" y="1" width="12" height="12" rx="3" className="said" />
      </svg>
      <span>
        {mine ? `${saidText(bet, mine.answer, false)} ` : `${bet.ask} `}
        {happened !== '' && <b>{happened}</b>}
      </span>
      {summary === null || happened === '' ? (
        <button type="button" className="link" onClick={props.onBets}>
          {mine ? 'Your bets' : summary === null ? 'Predict' : 'See'}
        </button>
      ) : (
        <button type="button" className="link" onClick={props.onWhy}>
          Why?
        </button>
      )}
    </p>
  );
}
