/** Why a step happened: its causes with their figures and facts, what it began with, and what it led to. */
import { lazy, Suspense, useState } from 'react';
import { formatTime } from '../sim/format-time.ts';
import { narrate, narrateClause } from '../sim/narrate.ts';
import { NONE, type Trace } from '../sim/trace.ts';
import { why } from '../sim/why.ts';
import { GlyphIcon } from '../view/GlyphIcon.tsx';
import { glyphOf } from '../view/glyph.ts';
import { kindName } from './charted.ts';
import type { RunResult } from './run-client.ts';
import { words } from './words.ts';

export interface WhyChainProps {
  readonly result: RunResult;
  /** -1: nothing has happened yet. */
  readonly step: number;
  /** The furthest step the reader has seen: what lies ahead of it is not told. */
  readonly seenStep: number;
  readonly digits: number;
  /** Picked by the reader, not followed. */
  readonly pinned: boolean;
  /** While the run plays only the sentences stand there. */
  readonly playing: boolean;
  readonly onJump: (step: number) => void;
  readonly onFollow: () => void;
  /** Shows the control of the shelf with this key. */
  readonly onSetting: (key: string) => void;
  /** The kind of the unit that the step belongs to, and what follows it; null: it belongs to none. */
  readonly unit: { readonly kind: string; readonly follow: () => void } | null;
}

/** What figures, facts and consequences take comes with the first step that has them. */
const loadParts = async () => import('./WhyParts.tsx');
const StepRests = lazy(async () => ({ default: (await loadParts()).StepRests }));
const Beginnings = lazy(async () => ({ default: (await loadParts()).Beginnings }));
const LedTo = lazy(async () => {
  const { LedTo: component } = await import('./LedTo.tsx');
  return { default: component };
});

/** Longer chains are cut in the middle until they are opened: how it began and how it ended say the most. */
const MOST_LINKS = 7;
const FIRST_LINKS = 4;
const LAST_LINKS = 2;
/** Some chains have thousands of links: as many more are shown each time. */
const MORE_LINKS = 40;

export function WhyChain(props: WhyChainProps) {
  const { result, step, pinned, playing, onJump } = props;
  const { trace } = result;
  const [opened, setOpened] = useState({ step: -1, more: 0 });
  const chain = step < 0 ? [] : why(trace, step);
  const first = FIRST_LINKS + (opened.step === step ? opened.more : 0);
  const cut = chain.length > MOST_LINKS && chain.length > first + LAST_LINKS;
  const shown = cut ? [...chain.slice(0, first), ...chain.slice(-LAST_LINKS)] : chain;
  return (
    <section className="why" aria-labelledby="why-title">
      <h2 id="why-title">
        Why?
        {pinned && (
          <button type="button" className="link why-follow" onClick={props.onFollow}>
            follow the moment
          </button>
        )}
      </h2>
      {shown.length === 0 ? (
        <p className="empty">
          Nothing has happened yet. Play, or step: every step says here why it happened.
        </p>
      ) : (
        <ol>
          {shown.map((one, index) => (
            <li key={one}>
              <GlyphIcon glyph={glyphOf(trace, one)} />
              <div>
                <p>
                  {index > 0 && <i>{words.joins.because} </i>}
                  {index === 0 ? narrate(trace, one, words) : narrateClause(trace, one, words)}
                </p>
                <p className="why-meta">
                  <button
                    type="button"
                    className="link"
                    onClick={() => {
                      onJump(one);
                    }}
                  >
                    <time>{formatTime(trace.at[one]!, props.digits)}</time>
                  </button>
                  <ReasonCode trace={trace} step={one} />
                </p>
                {!playing && (
                  <Suspense fallback={null}>
                    <StepRests result={result} step={one} onSetting={props.onSetting} />
                  </Suspense>
                )}
                {cut && index === first - 1 && (
                  <button
                    type="button"
                    className="link why-between"
                    onClick={() => {
                      setOpened({ step, more: first - FIRST_LINKS + MORE_LINKS });
                    }}
                  >
                    … {chain.length - shown.length} steps between
                  </button>
                )}
              </div>
            </li>
          ))}
          {!playing && (
            <Suspense fallback={null}>
              <Beginnings result={result} step={step} onSetting={props.onSetting} />
            </Suspense>
          )}
        </ol>
      )}
      {step >= 0 && !playing && (
        <Suspense fallback={null}>
          <LedTo
            key={step}
            trace={trace}
            step={step}
            seenStep={props.seenStep}
            digits={props.digits}
            onJump={onJump}
          />
        </Suspense>
      )}
      {props.unit !== null && !playing && (
        <p className="why-unit">
          <button type="button" className="link" onClick={props.unit.follow}>
            Follow this {kindName(props.unit.kind).toLowerCase()}
          </button>
        </p>
      )}
    </section>
  );
}

/** The code beside its sentence; where the step has no reason, what happened and the states. */
function ReasonCode({ trace, step }: { readonly trace: Trace; readonly step: number }) {
  const reason = trace.reasons[trace.reason[step]!] ?? '';
  if (reason !== '') return <code title={words.reasons[reason]}>{reason}</code>;
  const { states } = trace.kinds[trace.kind[step]!]!;
  const from = trace.from[step] === NONE ? '' : `${states[trace.from[step]!] ?? ''} → `;
  return <code>{`${from}${states[trace.to[step]!] ?? ''}`}</code>;
}
