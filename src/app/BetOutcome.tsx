/** What was said and what happened together: dashed and solid, the gap in words, and its cause with the way to it. */
import { formatTime } from '../sim/format-time.ts';
import { curveUntilUs, type Bet, type OrderBet } from '../sim/bet.ts';
import { numberOfRun, orderOfRun } from '../sim/bet-outcome.ts';
import { BetCurveOutcome } from './BetCurveOutcome.tsx';
import { BetMark } from './BetMark.tsx';
import { saidText, type Said } from './bets.ts';
import { verdictOf, type SeenRun } from './bet-verdict.ts';

export interface BetOutcomeProps {
  readonly bet: Bet;
  readonly said: Said | undefined;
  readonly runKey: string;
  /** null: not seen to its end yet. */
  readonly run: SeenRun | null;
  /** Of the scenario as it is. */
  readonly horizonMs: number;
  /** Digits of moments after the second. */
  readonly digits: number;
  readonly onJump: (step: number) => void;
}

export function BetOutcome({ bet, said, runKey, run, horizonMs, digits, onJump }: BetOutcomeProps) {
  const otherRun = said !== undefined && said.runKey !== runKey;
  const answer = said?.answer ?? null;
  const saidNow = answer ? saidText(bet, answer, otherRun) : '';
  const verdict = run === null ? null : verdictOf(bet, otherRun ? null : answer, run);
  return (
    <>
      {bet.kind === 'number' && (
        <BetMark
          bet={bet}
          said={answer?.kind === 'number' ? answer.value : null}
          happened={run === null ? null : numberOfRun(bet, run.summary)}
        />
      )}
      {bet.kind === 'curve' && (run !== null || answer !== null) && (
        <BetCurveOutcome
          bet={bet}
          points={answer?.kind === 'curve' ? answer.points : null}
          untilUs={curveUntilUs(bet, horizonMs)}
          run={run}
        />
      )}
      {bet.kind === 'order' && (run !== null || answer !== null) && (
        <OrderOutcome bet={bet} said={answer?.kind === 'order' ? answer.order : null} run={run} />
      )}
      <p>
        <span className="bet-ask">{bet.ask}</span>
        <br />
        {verdict === null ? (
          <>{saidNow === '' ? 'Play to the end to see.' : `${saidNow} Play to the end to see.`}</>
        ) : (
          <>
            {saidNow} <b>{otherRun ? verdict.text.replace(/^It was/, 'It is') : verdict.text}</b>
            {verdict.cause === '' ? '.' : `${verdict.join}${verdict.cause}. `}
            {verdict.right && <span className="visually-hidden"> Right.</span>}
            {run !== null && verdict.step >= 0 && (
              <button
                type="button"
                className="link"
                onClick={() => {
                  onJump(verdict.step);
                }}
              >
                See it at {formatTime(run.trace.at[verdict.step]!, digits)}
              </button>
            )}
          </>
        )}
      </p>
    </>
  );
}

/** The things in the order they came in, each with the place it was given; before that the order that was said. */
function OrderOutcome(props: {
  readonly bet: OrderBet;
  readonly said: readonly number[] | null;
  readonly run: SeenRun | null;
}) {
  const { bet, said, run } = props;
  if (run === null)
    return (
      <ol className="bet-order">
        {(said ?? []).map((thing) => (
          <li key={thing} data-said="">
            {bet.things[thing]!.says}
          </li>
        ))}
      </ol>
    );
  return (
    <ol className="bet-order">
      {orderOfRun(bet, run.summary).map(({ thing, atMs }, place) => (
        <li key={thing}>
          {bet.things[thing]!.says}{' '}
          <span className="bet-ask">
            {atMs === null ? 'never' : formatTime(atMs * 1000, 1)}
            {said !== null && said[place] !== thing && `, you said ${said.indexOf(thing) + 1}`}
          </span>
        </li>
      ))}
    </ol>
  );
}
