/** What those behind a caller or at the edge have seen, counted: a status or a name, and what it means in words. */
import { bisector } from 'd3';
import { answerSeen } from '../sim/answer-seen.ts';
import type { Trace } from '../sim/trace.ts';
import type { Glyph } from './glyph.ts';
import { glyphOfEnd } from './glyph.ts';
import type { SceneInput } from './scene-input.ts';
import { kindIn } from './stands.ts';

export interface SeenEnd {
  /** `504`, `States.Timeout`; empty: none is documented. */
  readonly code: string;
  /** State in which the caller or viewer ended. */
  readonly state: string;
  readonly glyph: Glyph;
  readonly isGood: boolean;
  /** The moments of these ends, in order, µs. */
  readonly atUs: readonly number[];
}

const known = new WeakMap<Trace, Map<string, readonly SeenEnd[]>>();

/** All that is seen in the run from a place by those of a kind, in order of what comes first; read once a trace. */
export function seenEnds(
  { trace, scenario, rules }: Pick<SceneInput, 'trace' | 'scenario' | 'rules'>,
  kindName: 'caller' | 'viewer',
): readonly SeenEnd[] {
  const all = known.get(trace) ?? new Map<string, readonly SeenEnd[]>();
  known.set(trace, all);
  const before = all.get(kindName);
  if (before) return before;
  const kind = kindIn(trace, kindName);
  const { isFinal, states } = trace.kinds[kind] ?? { isFinal: [], states: [] };
  const found = new Map<string, SeenEnd & { atUs: number[] }>();
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== kind || isFinal[trace.to[step]!] !== true) continue;
    const state = states[trace.to[step]!]!;
    const seen = answerSeen(trace, step, scenario.settings.caller, rules);
    const code = seen === null ? '' : String(seen.status ?? seen.name ?? '');
    const key = `${state} ${code}`;
    const end = found.get(key) ?? {
      code,
      state,
      glyph: glyphOfEnd(state),
      isGood: seen?.isGood ?? glyphOfEnd(state) === 'succeeded',
      atUs: [],
    };
    found.set(key, end);
    end.atUs.push(trace.at[step]!);
  }
  const ends = [...found.values()].sort((a, b) => Number(b.isGood) - Number(a.isGood));
  all.set(kindName, ends);
  return ends;
}

const inOrder = bisector((value: number) => value);

/** How many of them by a moment. */
export function seenBy(end: SeenEnd, atUs: number): number {
  return inOrder.right(end.atUs, atUs);
}
