/** What a step led to: the steps it scheduled, and everything that followed, summed up by sort. */
import { useId, useMemo, useState } from 'react';
import stepWords from '../../content/step-words.json';
import { formatCount, formatTime } from '../sim/format-time.ts';
import { followed, ledTo } from '../sim/led-to.ts';
import { narrateClause } from '../sim/narrate.ts';
import { sortFollowed } from '../sim/step-words.ts';
import type { Trace } from '../sim/trace.ts';
import { GlyphIcon } from '../view/GlyphIcon.tsx';
import { glyphOf } from '../view/glyph.ts';
import { words } from './words.ts';

export interface LedToProps {
  readonly trace: Trace;
  readonly step: number;
  readonly seenStep: number;
  readonly digits: number;
  readonly onJump: (step: number) => void;
}

/** More steps at once are summed up. */
const MOST_DIRECT = 4;
/** As many of one sort are listed, and as many more each time they are asked for. */
const LISTED = 12;

export function LedTo({ trace, step, seenStep, digits, onJump }: LedToProps) {
  const id = useId();
  const direct = useMemo(
    () => Array.from(ledTo(trace, step)).filter((one) => one <= seenStep),
    [trace, step, seenStep],
  );
  const after = useMemo(() => followed(trace, step, seenStep), [trace, step, seenStep]);
  const sorts = useMemo(() => sortFollowed(trace, after, stepWords.ledTo), [trace, after]);
  const last = after.at(-1);
  const isSeen = seenStep >= trace.length - 1;
  return (
    <div className="led-to">
      <h3 id={id}>What it led to</h3>
      {last === undefined ? (
        <p className="empty">{isSeen ? 'To nothing: this is where it ends.' : 'Nothing yet.'}</p>
      ) : (
        <>
          {direct.length <= MOST_DIRECT && (
            <StepList trace={trace} steps={direct} digits={digits} onJump={onJump} />
          )}
          {after.length > direct.length || direct.length > MOST_DIRECT ? (
            <>
              <p>
                {formatCount(after.length)} {after.length === 1 ? 'step follows' : 'steps follow'}
                {isSeen ? '' : ' so far'}, the last at {formatTime(trace.at[last]!, digits)}
                {sorts.some(({ sort }) => sort !== null) ? ':' : '.'}
              </p>
              <ul aria-labelledby={id} className="led-to-sorts">
                {sorts.map(({ sort, steps }) => (
                  <SortOfSteps
                    key={sort?.one ?? ''}
                    noun={
                      sort === null
                        ? `other step${steps.length === 1 ? '' : 's'}`
                        : steps.length === 1
                          ? sort.one
                          : sort.many
                    }
                    trace={trace}
                    steps={steps}
                    digits={digits}
                    onJump={onJump}
                  />
                ))}
              </ul>
            </>
          ) : null}
        </>
      )}
    </div>
  );
}

/** Steps of one sort: their number, and when it is pressed, they themselves. */
function SortOfSteps(props: {
  readonly noun: string;
  readonly trace: Trace;
  readonly steps: readonly number[];
  readonly digits: number;
  readonly onJump: (step: number) => void;
}) {
  const { noun, trace, steps, digits, onJump } = props;
  const id = useId();
  const [shown, setShown] = useState(0);
  return (
    <li>
      <button
        type="button"
        className="link"
        aria-expanded={shown > 0}
        aria-controls={id}
        onClick={() => {
          setShown(shown > 0 ? 0 : LISTED);
        }}
      >
        {formatCount(steps.length)} {noun}
      </button>
      <div id={id} hidden={shown === 0}>
        {shown > 0 && (
          <StepList trace={trace} steps={steps.slice(0, shown)} digits={digits} onJump={onJump} />
        )}
        {shown > 0 && shown < steps.length && (
          <button
            type="button"
            className="link"
            onClick={() => {
              setShown(shown + LISTED);
            }}
          >
            {formatCount(Math.min(LISTED, steps.length - shown))} more
          </button>
        )}
      </div>
    </li>
  );
}

function StepList(props: {
  readonly trace: Trace;
  readonly steps: readonly number[];
  readonly digits: number;
  readonly onJump: (step: number) => void;
}) {
  const { trace, steps, digits, onJump } = props;
  return (
    <ol className="led-to-steps">
      {steps.map((one) => (
        <li key={one}>
          <button
            type="button"
            onClick={() => {
              onJump(one);
            }}
          >
            <time>{formatTime(trace.at[one]!, digits)}</time>
            <GlyphIcon glyph={glyphOf(trace, one)} size={12} />
            <span>{narrateClause(trace, one, words)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
