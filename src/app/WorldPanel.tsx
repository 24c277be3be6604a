/** The moment in words: everything that is there as tables, and how much is said aloud while the run plays. */
import { useId, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { formatCount, formatDuration, formatTime } from '../sim/format-time.ts';
import { worldAt } from '../sim/world.ts';
import { kindName } from './charted.ts';
import type { PanelProps } from './panel-props.ts';
import { DETAIL_WORDS, DETAILS } from './narration.ts';
import { narrationChoice } from './narration-choice.ts';
import { useCalmMoment } from './use-calm-moment.ts';
import { worldRows, type WorldKind } from './world-rows.ts';
import './lab-world.css';

/** Rows of a kind before the reader asks for more. */
const FIRST_ROWS = 12;

export function WorldPanel({ lab, result, digits, onJump }: PanelProps) {
  const { trace } = result;
  const { momentUs, playing } = useCalmMoment(lab.player);
  const kinds = useMemo(() => worldRows(trace, worldAt(trace, momentUs)), [trace, momentUs]);
  return (
    <div className="world">
      <SaidAloud />
      <p role="status" className="world-said">
        {playing
          ? 'The run plays: pause it to read what is there.'
          : worldSentence(kinds, formatTime(momentUs, digits))}
      </p>
      {kinds.map((kind) => (
        <KindTable key={kind.kind} kind={kind} momentUs={momentUs} onJump={onJump} />
      ))}
    </div>
  );
}

/** `At 0:02.00 there are 3 environments (2 frozen, 1 in invoke.handler) and 1 request (running).` */
function worldSentence(kinds: readonly WorldKind[], moment: string): string {
  if (kinds.length === 0) return `At ${moment} there is nothing yet.`;
  const parts = kinds.map(({ kind, rows, states }) => {
    const inStates = states.map(([state, count]) => `${formatCount(count)} ${state}`).join(', ');
    return `${kindName(kind)}: ${formatCount(rows.length)} (${inStates})`;
  });
  return `At ${moment}: ${parts.join('; ')}.`;
}

function SaidAloud() {
  const id = useId();
  const detail = useStore(narrationChoice.store, (state) => state.detail);
  return (
    <p>
      <label htmlFor={id}>A screen reader is told </label>
      <select
        id={id}
        className="value"
        value={detail}
        onChange={(event) => {
          const chosen = DETAILS.find((one) => one === event.currentTarget.value);
          if (chosen) narrationChoice.choose(chosen);
        }}
      >
        {DETAILS.map((one) => (
          <option key={one} value={one}>
            {DETAIL_WORDS[one]}
          </option>
        ))}
      </select>{' '}
      while the run plays and at each step; of many together, how many and the worst of them.
    </p>
  );
}

interface KindTableProps {
  readonly kind: WorldKind;
  readonly momentUs: number;
  readonly onJump: (step: number) => void;
}

function KindTable({ kind: { kind, rows }, momentUs, onJump }: KindTableProps) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? rows : rows.slice(0, FIRST_ROWS);
  return (
    <>
      <table className="world-table">
        <caption>
          {kindName(kind)}: {formatCount(rows.length)}
        </caption>
        <thead>
          <tr>
            <th scope="col">name</th>
            <th scope="col">state</th>
            <th scope="col">for</th>
            <th scope="col">with</th>
            <th scope="col">what that means</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ name, state, means, sinceUs, about, step }) => (
            <tr key={name}>
              <th scope="row">
                {step < 0 ? (
                  name
                ) : (
                  <button
                    type="button"
                    className="link"
                    onClick={() => {
                      onJump(step);
                    }}
                  >
                    {name}
                  </button>
                )}
              </th>
              <td>{state}</td>
              <td>{formatDuration(momentUs - sinceUs)}</td>
              <td>{about}</td>
              <td>{means}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > FIRST_ROWS && (
        <button
          type="button"
          className="button quiet"
          onClick={() => {
            setWhole(!isWhole);
          }}
        >
          {isWhole ? `The first ${FIRST_ROWS} only` : `All ${formatCount(rows.length)}`}
        </button>
      )}
    </>
  );
}
