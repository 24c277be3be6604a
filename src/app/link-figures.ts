/** What a run came to, as a shared link carries it: `was=counts.cold:7,latencyMs.max:2300`. */

export interface LinkFigure {
  /** A measure of the run's summary: `counts.cold`. */
  readonly measure: string;
  readonly value: number;
}

/** As many as say what a run was about. */
const MOST = 6;
const PAIR = /^([\w.@:-]+):(-?\d+(?:\.\d+)?)$/;

/** The figures of a link; what cannot be read is left out: it is only shown. */
export function readLinkFigures(text: string | undefined): readonly LinkFigure[] {
  return (text ?? '')
    .split(',')
    .slice(0, MOST)
    .flatMap((pair) => {
      const match = PAIR.exec(pair);
      return match ? [{ measure: match[1]!, value: Number(match[2]) }] : [];
    });
}

export function printLinkFigures(figures: readonly LinkFigure[]): string {
  return figures
    .slice(0, MOST)
    .map(({ measure, value }) => `${measure}:${Number(value.toFixed(3))}`)
    .filter((pair) => PAIR.test(pair))
    .join(',');
}
