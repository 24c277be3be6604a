/**
 * What the marks of the picture and the time stack mean: every sign that the run has shown so far. Each is a switch:
 * off, its marks are pale. With Alt, or pressed for long, all others are.
 */
import { useRef } from 'react';
import type { Scenario } from '../sim/scenario.ts';
import type { Trace } from '../sim/trace.ts';
import { isFixed, legendOf, onlyThis, switched } from './legend.ts';
import { Marks } from './Marks.tsx';
import { signMarks, signWidth } from './sign-marks.ts';
import { SIGNS, type Sign } from './signs.ts';

/** A press that lasts this long means "only this". */
const LONG_MS = 500;

export interface StateKeyProps {
  readonly trace: Trace;
  readonly scenario: Scenario;
  /** The furthest moment the reader has seen, µs: what has not been met is not explained. */
  readonly seenUs: number;
  /** Signs that are switched off; of others than this legend's they are kept. */
  readonly hidden: readonly string[];
  readonly onHide: (hidden: readonly string[]) => void;
}

export function StateKey({ trace, scenario, seenUs, hidden, onHide }: StateKeyProps) {
  const signs = legendOf(trace, scenario, seenUs);
  const isFiltered = signs.some((sign) => hidden.includes(sign));
  return (
    <ul className="state-key" aria-label="What the marks mean">
      {signs.map((sign) => (
        <li key={sign}>
          <Entry
            sign={sign}
            isShown={!hidden.includes(sign)}
            onSwitch={() => {
              onHide(switched(hidden, sign));
            }}
            onOnly={() => {
              onHide(onlyThis(hidden, sign, signs));
            }}
          />
        </li>
      ))}
      {isFiltered && (
        <li>
          <button
            type="button"
            className="state-key-all"
            onClick={() => {
              onHide(hidden.filter((one) => !signs.includes(one as Sign)));
            }}
          >
            Show all marks
          </button>
        </li>
      )}
    </ul>
  );
}

function Entry(props: {
  readonly sign: Sign;
  readonly isShown: boolean;
  readonly onSwitch: () => void;
  readonly onOnly: () => void;
}) {
  const { sign, isShown, onSwitch, onOnly } = props;
  const { word, title } = SIGNS[sign];
  const timer = useRef(0);
  const wasLong = useRef(false);
  const stop = () => {
    window.clearTimeout(timer.current);
  };
  const width = signWidth(sign);
  const drawn = (
    <>
      <svg width={width} height="14" viewBox={`0 0 ${width} 14`} aria-hidden="true">
        <Marks marks={signMarks(sign)} />
      </svg>
      {word}
    </>
  );
  if (isFixed(sign)) return <span title={title}>{drawn}</span>;
  return (
    <button
      type="button"
      aria-pressed={isShown}
      title={`${title} Press to ${isShown ? 'pale' : 'show'} its marks, with Alt to see only them.`}
      onClick={(event) => {
        if (wasLong.current) wasLong.current = false;
        else if (event.altKey) onOnly();
        else onSwitch();
      }}
      onKeyDown={(event) => {
        if (!event.altKey || (event.key !== 'Enter' && event.key !== ' ')) return;
        // The browser's own click would not say that Alt was held.
        event.preventDefault();
        onOnly();
      }}
      onPointerDown={() => {
        wasLong.current = false;
        stop();
        timer.current = window.setTimeout(() => {
          wasLong.current = true;
          onOnly();
        }, LONG_MS);
      }}
      onPointerUp={stop}
      onPointerLeave={stop}
      onPointerCancel={stop}
    >
      {drawn}
    </button>
  );
}
