/** Why a step happened: its causes, each a place to jump to. */
import { NONE, type Trace } from '../sim/trace.ts';
import { formatTime } from '../sim/format-time.ts';
import { narrate, narrateClause } from '../sim/narrate.ts';
import { why } from '../sim/why.ts';
import { GlyphIcon } from '../view/GlyphIcon.tsx';
import { glyphOf } from '../view/glyph.ts';
import { words } from './words.ts';

export interface WhyChainProps {
  readonly trace: Trace;
  /** -1: nothing has happened yet. */
  readonly step: number;
  readonly digits: number;
  /** Picked by the reader, not followed. */
  readonly pinned: boolean;
  readonly onJump: (step: number) => void;
  readonly onFollow: () => void;
}

/** Longer chains are cut in the middle: how it began and how it ended say the most. */
const MOST_LINKS = 7;

export function WhyChain({ trace, step, digits, pinned, onJump, onFollow }: WhyChainProps) {
  const chain = step < 0 ? [] : why(trace, step);
  const cut = chain.length > MOST_LINKS;
  const shown = cut ? [...chain.slice(0, 4), ...chain.slice(-2)] : chain;
  return (
    <section className="why" aria-labelledby="why-title">
      <h2 id="why-title">
        Why?
        {pinned && (
          <button type="button" className="link why-follow" onClick={onFollow}>
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
                  {cut && index === 3 && (
                    <span className="quiet-text"> … {chain.length - shown.length} steps between</span>
                  )}
                </p>
                <p className="why-meta">
                  <button
                    type="button"
                    className="link"
                    onClick={() => {
                      onJump(one);
                    }}
                  >
                    <time>{formatTime(trace.at[one]!, digits)}</time>
                  </button>
                  <ReasonCode trace={trace} step={one} />
                </p>
              </div>
            </li>
          ))}
        </ol>
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
