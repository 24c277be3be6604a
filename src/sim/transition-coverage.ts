/**
 * Which transitions of the statecharts were ever taken in runs of the engine: handed to runs (option
 * `coverage`), it counts each candidate that the compiled interpreter chooses.
 */
import { statecharts, type StatechartTransition } from './statechart.ts';

/** One transition of a statechart, and how often it was taken. */
export interface TransitionCount extends StatechartTransition {
  readonly kind: string;
  readonly count: number;
}

export class TransitionCoverage {
  readonly #counts = new Map<string, Float64Array>();

  /** The counts of a chart, by index of the transition; the same for every run that is counted here. */
  countsOf(chart: { readonly id: string; readonly transitions: number }): Float64Array {
    const known = this.#counts.get(chart.id);
    if (known) return known;
    const counts = new Float64Array(chart.transitions);
    this.#counts.set(chart.id, counts);
    return counts;
  }

  /** Every transition that a machine defines, in the order of the statecharts; one of an outer state by its first inner one. */
  report(): TransitionCount[] {
    return Object.values(statecharts).flatMap(({ kind, transitions }) => {
      const firsts = new Map(transitions.toReversed().map((transition) => [transition.index, transition]));
      return [...firsts.values()].toReversed().map((transition) => ({
        kind,
        ...transition,
        count: this.#counts.get(kind)?.[transition.index] ?? 0,
      }));
    });
  }
}

/** `event: queued > expired on try if isTooOld`. */
export function transitionName({ kind, from, to, event, guard }: Omit<TransitionCount, 'count'>): string {
  const on = event === '' ? 'at once' : `on ${event}`;
  return `${kind}: ${from} > ${to} ${on}${guard === '' ? '' : ` if ${guard}`}`;
}

/** A line for each kind of actor: how many of its transitions were taken, of how many, and how often the rarest. */
export function coverageLines(report: readonly TransitionCount[]): string[] {
  const kinds = [...new Set(report.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const counts = report.filter((transition) => transition.kind === kind).map(({ count }) => count);
    const taken = counts.filter((count) => count > 0).length;
    const share = Math.floor((100 * taken) / counts.length);
    return `${kind.padEnd(12)} ${String(taken).padStart(3)} of ${String(counts.length).padStart(3)} transitions (${share} %), the rarest ${Math.min(...counts)} times`;
  });
}
