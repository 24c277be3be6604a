/** Where the time of a life went. */
import type { Journey } from './journey.ts';
import { isInit } from './phase.ts';

/** Time of a life that was spent in one state of one kind of actor. */
export interface Spent {
  readonly kind: string;
  readonly state: string;
  /** Of a wait before a try: its number; else 0. */
  readonly attempt: number;
  readonly us: number;
}

/** States in which somebody waits before the next try, by what they are called there. */
const BEFORE_A_TRY: ReadonlySet<string> = new Set(['waiting', 'backing off', 'throttled', 'queued']);

/** More tries than these are not told apart. */
const FEW_TRIES = 4;

/**
 * Where the time went: every instant of a life counts for the innermost of what was under way, the most first. An Init
 * counts as one.
 *
 * @param untilUs - only up to there: what the reader has seen
 */
export function spentIn({ rows, fromUs, toUs }: Journey, untilUs: number): readonly Spent[] {
  const end = Math.min(toUs, untilUs);
  const bars = rows.flatMap((row) => {
    // Of many tries each wait says little: they are one.
    const few = (row.bars.at(-1)?.attempt ?? 0) <= FEW_TRIES;
    return row.bars.map((bar) => ({ row, bar, attempt: few ? bar.attempt : 0 }));
  });
  const edges = [...new Set([fromUs, end, ...bars.flatMap(({ bar }) => [bar.fromUs, bar.toUs])])]
    .filter((us) => us >= fromUs && us <= end)
    .toSorted((a, b) => a - b);
  const place = new Map(edges.map((us, index) => [us, index]));
  const inner: (number | undefined)[] = Array.from({ length: edges.length });
  bars.forEach(({ bar }, index) => {
    const begin = place.get(bar.fromUs);
    if (begin === undefined) return;
    const until = place.get(Math.min(bar.toUs, end)) ?? begin;
    for (let edge = begin; edge < until; edge += 1) inner[edge] = index;
  });
  const sums = new Map<string, Spent>();
  inner.forEach((index, edge) => {
    if (index === undefined || edge + 1 >= edges.length) return;
    const { row, bar, attempt: nth } = bars[index]!;
    const state = row.kind === 'environment' && isInit(bar.state) ? 'init' : bar.state;
    const attempt = nth > 1 && BEFORE_A_TRY.has(state) ? nth : 0;
    const key = `${row.kind} ${state} ${attempt}`;
    const us = (sums.get(key)?.us ?? 0) + edges[edge + 1]! - edges[edge]!;
    sums.set(key, { kind: row.kind, state, attempt, us });
  });
  return [...sums.values()].toSorted((a, b) => b.us - a.us);
}
