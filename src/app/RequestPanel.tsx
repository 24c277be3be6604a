/** One request from birth to end, over everything it touches: as a trace of X-Ray, but whole. */
import { Link } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { formatCount } from '../sim/format-time.ts';
import { journeyOf } from '../sim/journey.ts';
import { nameOf } from '../sim/narrate.ts';
import type { Trace } from '../sim/trace.ts';
import { unitOf, type Unit } from '../sim/unit-of.ts';
import { stepAt } from '../sim/world.ts';
import { MarkedPicture } from '../view/MarkedPicture.tsx';
import { unitTimeline } from '../view/unit-timeline.ts';
import { kindName } from './charted.ts';
import type { PanelProps } from './panel-props.ts';
import { useWidth } from './use-width.ts';
import { pickUnit, unitKinds, type Pick } from './unit-picks.ts';
import { unitSentence } from './unit-sentence.ts';
import { useCalmMoment } from './use-calm-moment.ts';
import { words } from './words.ts';
import './request-panel.css';

const PICKS: readonly (readonly [pick: Pick, text: string])[] = [
  ['slowest', 'the slowest'],
  ['failed', 'one that fails'],
  ['cold', 'one that starts cold'],
];

export function RequestPanel({ lab, result, onJump }: PanelProps) {
  const { view, player } = lab;
  const { trace } = result;
  const follow = useStore(view, (state) => state.follow);
  const { momentUs, seenUs } = useCalmMoment(player);
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [missing, setMissing] = useState('');
  const kinds = useMemo(() => unitKinds(trace), [trace]);
  const unit = useMemo<Unit | null>(
    () => follow ?? (kinds[0] ? { kind: kinds[0].kind, number: 0 } : null),
    [follow, kinds],
  );
  const journey = useMemo(() => unit && journeyOf(trace, unit), [trace, unit]);

  function go(next: Unit | null, otherwise = ''): void {
    setMissing(next ? '' : otherwise);
    if (next) view.setState({ follow: next });
  }

  if (!unit) return <p className="empty">Nothing in this run has a life of its own to follow.</p>;
  const isBorn = journey !== null && seenUs >= journey.fromUs;
  const sender = journey ? unitOf(trace, journey.cause) : null;
  // What a service sends is its notification: that is no other unit.
  const origin =
    sender && unit && (sender.kind !== unit.kind || sender.number !== unit.number) ? sender : null;
  return (
    <div className="unit-panel">
      <div className="unit-choice">
        <UnitChoice trace={trace} unit={unit} kinds={kinds} onChoose={go} />
        {PICKS.map(([pick, text]) => (
          <button
            key={pick}
            type="button"
            className="link"
            onClick={() => {
              go(
                pickUnit(trace, unit.kind, pick, follow ? unit.number : -1, seenUs),
                `So far there is none: ${text}.`,
              );
            }}
          >
            {text}
          </button>
        ))}
        <button
          type="button"
          className="link"
          onClick={() => {
            go(unitAt(trace, momentUs), 'Nothing has happened yet.');
          }}
        >
          the one at this moment
        </button>
        {follow && (
          <button
            type="button"
            className="link"
            onClick={() => {
              view.setState({ follow: null });
            }}
          >
            follow none
          </button>
        )}
      </div>
      <p className="unit-missing" role="status">
        {missing}
      </p>
      {journey ? (
        <p className="conclusion">{unitSentence(trace, journey, words, seenUs)}</p>
      ) : (
        <p className="empty">There is no such one in this run.</p>
      )}
      {origin && (
        <p className="unit-origin">
          It was sent by{' '}
          <button
            type="button"
            className="link"
            onClick={() => {
              go(origin);
            }}
          >
            {calledIn(trace, origin)}
          </button>
          .
        </p>
      )}
      <div ref={box} className="unit-picture">
        {journey && isBorn && width !== null && width > 0 && (
          <MarkedPicture
            scene={unitTimeline({ trace, journey, words, atUs: momentUs, seenUs, width })}
            onPick={({ step }) => {
              onJump(step);
            }}
          />
        )}
      </div>
      {journey && journey.more > 0 && (
        <p className="unit-note">{formatCount(journey.more)} more are left out.</p>
      )}
      <p className="unit-note">
        Nested as in a trace of X-Ray. X-Ray itself records only some of the requests, and of an invocation
        its Init, its work and what the runtime needs besides:{' '}
        <Link to="/limits" hash="xray-traces">
          what it records
        </Link>
        . Waits in a queue, in a stream or with a caller are not among them.
      </p>
    </div>
  );
}

/** The unit that the last step up to a moment is about. */
function unitAt(trace: Trace, atUs: number): Unit | null {
  for (let step = stepAt(trace, atUs); step >= 0; step -= 1) {
    const unit = unitOf(trace, step);
    if (unit) return unit;
  }
  return null;
}

function calledIn(trace: Trace, { kind, number }: Unit): string {
  return nameOf(
    trace,
    trace.kinds.findIndex(({ name }) => name === kind),
    number,
    words,
  );
}

interface UnitChoiceProps {
  readonly trace: Trace;
  readonly unit: Unit;
  readonly kinds: readonly { readonly kind: string; readonly count: number }[];
  readonly onChoose: (unit: Unit) => void;
}

/** The kind, the number, and the ones beside it. */
function UnitChoice({ unit, kinds, onChoose }: UnitChoiceProps) {
  const count = kinds.find(({ kind }) => kind === unit.kind)?.count ?? 0;
  const beside = (by: number): void => {
    onChoose({ kind: unit.kind, number: (unit.number + by + count) % Math.max(1, count) });
  };
  return (
    <span className="unit-which">
      <select
        className="quiet-select"
        aria-label="Kind to follow"
        value={unit.kind}
        onChange={(event) => {
          onChoose({ kind: event.currentTarget.value, number: 0 });
        }}
      >
        {!kinds.some(({ kind }) => kind === unit.kind) && (
          <option value={unit.kind}>{kindName(unit.kind)}</option>
        )}
        {kinds.map(({ kind }) => (
          <option key={kind} value={kind}>
            {kindName(kind)}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="icon-button"
        aria-label="The one before"
        disabled={count < 2}
        onClick={() => {
          beside(-1);
        }}
      >
        ‹
      </button>
      <input
        type="number"
        className="field unit-number"
        aria-label="Number to follow"
        min={1}
        max={Math.max(1, count)}
        value={unit.number + 1}
        onChange={(event) => {
          const number = Number(event.currentTarget.value);
          if (Number.isInteger(number) && number >= 1 && number <= count)
            onChoose({ kind: unit.kind, number: number - 1 });
        }}
      />
      <span className="unit-count">of {formatCount(count)}</span>
      <button
        type="button"
        className="icon-button"
        aria-label="The next one"
        disabled={count < 2}
        onClick={() => {
          beside(1);
        }}
      >
        ›
      </button>
    </span>
  );
}
