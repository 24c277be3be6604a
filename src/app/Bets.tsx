/**
 * Said before the run: hollow and dashed. Happened: solid. The strip asks first, and answers only
 * when the reader has seen the run to its end.
 */
import { useId, useState, type FormEvent } from 'react';
import type { Summary } from '../sim/summary.ts';
import { betText, isRight, outcomeOf, readBet, type Bet } from './bets.ts';

export interface Said {
  readonly value: number;
  /** The run it was said about. */
  readonly runKey: string;
}

export interface BetsProps {
  readonly bets: readonly Bet[];
  readonly said: Readonly<Record<string, Said>>;
  readonly runKey: string;
  /** The figures of the run, once the reader has seen all of it. */
  readonly summary: Summary | null;
  readonly onSay: (measure: string, value: number) => void;
  /** Told when the reader wants no bets: the run may be shown. */
  readonly onSkip: () => void;
  readonly skipped: boolean;
}

export function Bets(props: BetsProps) {
  const { bets, summary } = props;
  if (bets.length === 0) return null;
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
      {bets.map((bet) => (
        <BetSlot key={bet.measure} {...props} bet={bet} />
      ))}
      {summary === null && !props.skipped && bets.some((bet) => !props.said[bet.measure]) && (
        <button type="button" className="button quiet bets-skip" onClick={props.onSkip}>
          Skip
        </button>
      )}
    </section>
  );
}

function BetSlot({ bet, said, runKey, summary, onSay, skipped }: BetsProps & { readonly bet: Bet }) {
  const id = useId();
  const [problem, setProblem] = useState(false);
  const mine = said[bet.measure];
  const happened = summary ? outcomeOf(bet, summary) : null;

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const text = new FormData(event.currentTarget).get('value');
    const value = readBet(typeof text === 'string' ? text : '');
    setProblem(value === null);
    if (value !== null) onSay(bet.measure, value);
  }

  if (summary === null && !mine && !skipped) {
    return (
      <form className="bet bet-open" onSubmit={submit} noValidate>
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
  return (
    <div className="bet">
      <BetMark bet={bet} said={mine?.value ?? null} happened={happened} />
      <p>
        <span className="bet-ask">{bet.ask}</span>
        <br />
        <BetVerdict
          bet={bet}
          mine={mine}
          otherRun={mine !== undefined && mine.runKey !== runKey}
          happened={happened}
          seen={summary !== null}
        />
      </p>
    </div>
  );
}

function BetVerdict(props: {
  readonly bet: Bet;
  readonly mine: Said | undefined;
  readonly otherRun: boolean;
  readonly happened: number | null;
  readonly seen: boolean;
}) {
  const { bet, mine, happened } = props;
  const said = mine
    ? `You said ${betText(bet, mine.value)}${props.otherRun ? ', for other settings' : ''}.`
    : '';
  if (!props.seen) return <>{said === '' ? 'Play to the end to see.' : `${said} Play to the end to see.`}</>;
  if (happened === null) return <>{said} There was none to measure.</>;
  if (mine && !props.otherRun && isRight(bet, mine.value, happened)) {
    return (
      <>
        {said} <b>It was {betText(bet, happened)}.</b>
        <span className="visually-hidden"> Right.</span>
      </>
    );
  }
  return (
    <>
      {said} <b>{`It ${mine && props.otherRun ? 'is' : 'was'} ${betText(bet, happened)}.`}</b>
    </>
  );
}

/** More than these are a bar to scale. */
const MOST_UNITS = 12;
const WIDTH = 112;

/** Counts as boxes, other figures as a bar: dashed what was said, solid what happened. */
function BetMark({
  bet,
  said,
  happened,
}: {
  readonly bet: Bet;
  readonly said: number | null;
  readonly happened: number | null;
}) {
  const top = Math.max(said ?? 0, happened ?? 0);
  if (bet.unit === 'count' && top <= MOST_UNITS && Number.isInteger(said ?? 0)) {
    const count = Math.max(1, top);
    const pitch = Math.min(24, WIDTH / count);
    return (
      <svg
        width={Math.max(24, pitch * count)}
        height="36"
        viewBox={`0 0 ${Math.max(24, pitch * count)} 36`}
        aria-hidden="true"
      >
        {Array.from({ length: count }, (_, index) => (
          <g key={index}>
            {index < (said ?? 0) && (
              <rect x={index * pitch + 1} y="5" width={pitch - 3} height="14" rx="2" className="said" />
            )}
            {index < (happened ?? 0) && (
              <rect x={index * pitch + 4} y="8" width={pitch - 9} height="8" rx="1" className="fill-ink" />
            )}
          </g>
        ))}
        {said !== null && said > 0 && (
          <text x={(said - 0.5) * pitch} y="32" textAnchor="middle" className="t-note t-num fill-ink2">
            {said === happened ? '' : said}
          </text>
        )}
        {happened !== null && happened > 0 && (
          <text
            x={(happened - 0.5) * pitch}
            y="32"
            textAnchor="middle"
            className="t-note t-num font-semibold"
          >
            {happened}
          </text>
        )}
      </svg>
    );
  }
  const scale = (value: number) => 2 + (top > 0 ? (value / top) * (WIDTH - 4) : 0);
  return (
    <svg width={WIDTH} height="36" viewBox={`0 0 ${WIDTH} 36`} aria-hidden="true">
      <path d={`M2 12H${WIDTH - 2}`} className="stroke-rule" strokeWidth="1" />
      {happened !== null && <path d={`M2 12H${scale(happened)}`} className="stroke-ink" strokeWidth="8" />}
      {said !== null && (
        <>
          <path d={`M${scale(said)} 3V21`} className="stroke-page" strokeWidth="5" />
          <path d={`M${scale(said)} 3V21`} className="stroke-ink" strokeWidth="1.5" strokeDasharray="2.5 2" />
          <text
            x={Math.min(WIDTH - 8, Math.max(8, scale(said)))}
            y="32"
            textAnchor="middle"
            className="t-note t-num fill-ink2"
          >
            {said}
          </text>
        </>
      )}
    </svg>
  );
}

/** On a phone the strip has a tab of its own; this line under the title leads there, and to the causes. */
export function PhoneBet(props: {
  readonly bets: readonly Bet[];
  readonly said: Readonly<Record<string, Said>>;
  readonly summary: Summary | null;
  readonly onBets: () => void;
  readonly onWhy: () => void;
}) {
  const { bets, said, summary } = props;
  const bet = bets.find((one) => said[one.measure]) ?? bets[0];
  if (!bet) return null;
  const mine = said[bet.measure];
  const happened = summary ? outcomeOf(bet, summary) : null;
  return (
    <p className="phone-bet">
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
        <rect x="1" y="1" width="12" height="12" rx="3" className="said" />
      </svg>
      <span>
        {mine ? `You said ${betText(bet, mine.value)}. ` : happened === null ? bet.ask : ''}
        {happened !== null && <b>{`${mine ? 'It was' : `${bet.ask} It was`} ${betText(bet, happened)}.`}</b>}
      </span>
      {happened === null ? (
        <button type="button" className="link" onClick={props.onBets}>
          {mine ? 'Your bets' : 'Predict'}
        </button>
      ) : (
        <button type="button" className="link" onClick={props.onWhy}>
          Why?
        </button>
      )}
    </p>
  );
}
