/** Transitions of a machine as a list: pressing one shows when it last happened, here and to any of the kind. */
import { useId, useState } from 'react';
import { formatTime } from '../sim/format-time.ts';
import { lastTaken } from '../sim/last-taken.ts';
import { nameOf } from '../sim/narrate.ts';
import type { Statechart, StatechartTransition } from '../sim/statechart.ts';
import type { RunResult } from './run-client.ts';
import { transitionText } from './transition-text.ts';
import { words } from './words.ts';

export interface TransitionsProps {
  readonly result: RunResult;
  readonly chart: Statechart;
  readonly transitions: readonly StatechartTransition[];
  /** Number of the actor whose machine it is; -1: none. */
  readonly actor: number;
  /** Its last step at the moment; -1: none. */
  readonly step: number;
  /** What lies after it has not been seen. */
  readonly seenStep: number;
  readonly digits: number;
  readonly onJump: (step: number) => void;
}

export function Transitions(props: TransitionsProps) {
  const [pressed, setPressed] = useState(-1);
  if (props.transitions.length === 0) return null;
  return (
    <ul className="transitions">
      {props.transitions.map((transition, index) => (
        <TransitionRow
          key={index}
          {...props}
          transition={transition}
          open={pressed === index}
          onPress={() => {
            setPressed(pressed === index ? -1 : index);
          }}
        />
      ))}
    </ul>
  );
}

function TransitionRow(
  props: TransitionsProps & {
    readonly transition: StatechartTransition;
    readonly open: boolean;
    readonly onPress: () => void;
  },
) {
  const { result, chart, transition, step, open } = props;
  const id = useId();
  return (
    <li>
      <button type="button" aria-expanded={open} aria-controls={id} onClick={props.onPress}>
        {transitionText(result, chart, transition, step)} <b>→ {transition.to}</b>
      </button>
      <div id={id} hidden={!open}>
        {open && <LastTaken {...props} />}
      </div>
    </li>
  );
}

/** When it last happened: to this one, to any other. */
function LastTaken(props: TransitionsProps & { readonly transition: StatechartTransition }) {
  const { result, chart, transition, actor, seenStep, digits, onJump } = props;
  const { trace } = result;
  const own = actor < 0 ? -1 : lastTaken(trace, chart, transition, actor, seenStep);
  const any = lastTaken(trace, chart, transition, -1, seenStep);
  if (any < 0) return <p>{seenStep >= trace.length - 1 ? 'Never in this run.' : 'Never so far.'}</p>;
  const at = (step: number) => (
    <button
      type="button"
      className="link"
      onClick={() => {
        onJump(step);
      }}
    >
      {formatTime(trace.at[step]!, digits)}
    </button>
  );
  const name = (step: number) => nameOf(trace, trace.kind[step]!, trace.actor[step]!, words);
  return (
    <p>
      {own >= 0 ? <>Last here at {at(own)}</> : actor < 0 ? '' : 'Never here'}
      {any === own ? (
        ', and to no other since.'
      ) : (
        <>
          {actor < 0 ? 'Last' : '; last'} to {name(any)} at {at(any)}.
        </>
      )}
    </p>
  );
}
