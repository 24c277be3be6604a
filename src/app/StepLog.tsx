/** The steps of a run round the moment, with their reasons; any of them is a place to jump to. */
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { formatTime } from '../sim/format-time.ts';
import { nameOf, narrate } from '../sim/narrate.ts';
import type { Trace } from '../sim/trace.ts';
import { GlyphIcon } from '../view/GlyphIcon.tsx';
import { glyphOf } from '../view/glyph.ts';
import { kindName, kindsOf } from './charted.ts';
import { positionOf, stepsFor, type LogFilter } from './step-kinds.ts';
import { useSliced } from './use-sliced.ts';
import { words } from './words.ts';

export interface StepLogProps {
  readonly trace: Trace;
  /** The last step at or before the moment; -1: before the first. */
  readonly step: number;
  /** The step whose causes are shown. */
  readonly selected: number;
  /** The furthest step the reader has seen; later ones are not told. */
  readonly seenStep: number;
  readonly playing: boolean;
  readonly digits: number;
  readonly onJump: (step: number) => void;
}

/** Rows drawn before and after the moment. While the run plays nobody scrolls back: what the box shows will do. */
const BEFORE = 40;
const BEFORE_PLAYING = 14;
const AFTER = 20;

function toPresent(box: HTMLElement, step: number): void {
  const row = box.querySelector<HTMLElement>(`[data-step="${step}"]`);
  if (!row) return;
  const top = row.offsetTop;
  const goal = top - box.clientHeight * 0.6;
  if (top < box.scrollTop || top + row.offsetHeight > box.scrollTop + box.clientHeight * 0.85)
    box.scrollTop = goal;
}

export function StepLog({ trace, step, selected, seenStep, playing, digits, onJump }: StepLogProps) {
  const [filter, setFilter] = useState<LogFilter>({ kind: 'all' });
  const [text, setText] = useState('');
  const sought = useDeferredValue(text.trim().toLowerCase());
  const wanted = useMemo(() => stepsFor(trace, filter), [trace, filter]);
  const search = useMemo(
    () => (sought === '' ? null : () => telling(trace, wanted, sought)),
    [trace, wanted, sought],
  );
  const told = useSliced<number>(search);
  const steps = useMemo(
    () => (search === null ? wanted : Uint32Array.from(told.found.slice(0, told.count))),
    [search, wanted, told],
  );
  const kinds = useMemo(() => kindsOf(trace), [trace]);
  const at = positionOf(steps, step);
  const seen = positionOf(steps, seenStep);
  const first = Math.max(0, at - (playing ? BEFORE_PLAYING : BEFORE));
  const last = Math.min(seen, at + AFTER);
  const rows = Array.from(steps.subarray(first, last + 1));
  const current = at < 0 ? -1 : steps[at]!;
  const actor = selected >= 0 ? { actorKind: trace.kind[selected]!, actor: trace.actor[selected]! } : null;
  const list = useRef<HTMLOListElement>(null);

  // The present row stays in sight, also once a phone shows the list; the page itself is not scrolled.
  useEffect(() => {
    const box = list.current;
    if (!box || steps.length === 0) return undefined;
    const observer = new ResizeObserver(() => {
      toPresent(box, current);
    });
    toPresent(box, current);
    observer.observe(box);
    return () => {
      observer.disconnect();
    };
  }, [current, steps]);

  const choices: readonly { readonly label: string; readonly filter: LogFilter }[] = [
    { label: 'all', filter: { kind: 'all' } },
    { label: 'cold starts', filter: { kind: 'cold' } },
    { label: 'problems', filter: { kind: 'problems' } },
    ...(filter.kind === 'actor'
      ? [{ label: nameOf(trace, filter.actorKind, filter.actor, words), filter }]
      : actor
        ? [
            {
              label: nameOf(trace, actor.actorKind, actor.actor, words),
              filter: { kind: 'actor', ...actor } as const,
            },
          ]
        : []),
  ];

  return (
    <section className="log" aria-labelledby="log-title">
      <h2 id="log-title">
        Log
        <span className="filters" role="group" aria-label="Show">
          {choices.map((choice) => (
            <button
              key={choice.label}
              type="button"
              aria-pressed={choice.filter.kind === filter.kind}
              onClick={() => {
                setFilter(choice.filter);
              }}
            >
              {choice.label}
            </button>
          ))}
        </span>
      </h2>
      <search className="log-search">
        <input
          className="field"
          type="search"
          aria-label="Search the log"
          placeholder="search"
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
          }}
        />
        <select
          className="value"
          aria-label="Steps of"
          value={filter.kind === 'kind' ? (trace.kinds[filter.actorKind]?.name ?? '') : ''}
          onChange={(event) => {
            const actorKind = trace.kinds.findIndex(({ name }) => name === event.currentTarget.value);
            setFilter(actorKind < 0 ? { kind: 'all' } : { kind: 'kind', actorKind });
          }}
        >
          <option value="">of all</option>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {kindName(kind)}
            </option>
          ))}
        </select>
        {sought !== '' && (
          <span role="status">
            {seen + 1} {seen === 0 ? 'step' : 'steps'}
          </span>
        )}
      </search>
      {rows.length === 0 && (
        <p className="empty">
          {steps.length === 0 && seenStep >= trace.length - 1 && (search === null || told.done)
            ? 'This run has no such step.'
            : 'No such step yet. Steps appear here as they happen.'}
        </p>
      )}
      <ol ref={list} tabIndex={-1}>
        {rows.map((row) => (
          <li
            key={row}
            data-step={row}
            aria-current={row === current ? 'true' : undefined}
            className={row > step ? 'ahead' : row === selected ? 'picked' : undefined}
          >
            <button
              type="button"
              onClick={() => {
                onJump(row);
              }}
            >
              <time>{formatTime(trace.at[row]!, digits)}</time>
              <GlyphIcon glyph={glyphOf(trace, row)} size={12} />
              <span>{narrate(trace, row, words)}</span>
            </button>
          </li>
        ))}
      </ol>
      {last >= 0 && last < steps.length - 1 && (
        <p className="visually-hidden">More steps follow as the run plays.</p>
      )}
    </section>
  );
}

/** Of these steps those whose sentence or reason has a text in it, in small letters; null for each of the others. */
function* telling(trace: Trace, steps: Uint32Array, text: string): Generator<number | null> {
  for (const step of steps) {
    const reason = trace.reasons[trace.reason[step]!] ?? '';
    yield reason.includes(text) || narrate(trace, step, words).toLowerCase().includes(text) ? step : null;
  }
}
