/** A figure in play at a step: what decided it, and where that stands. */
export type FigureSource =
  /** Path of the setting in the scenario: `settings.function.timeoutMs`. */
  | { readonly kind: 'setting'; readonly path: string }
  /** Id of the fact, and the part of its value. */
  | { readonly kind: 'fact'; readonly id: string; readonly part?: string }
  | { readonly kind: 'measured' };

export interface StepFigure {
  /** What it is, a key of the words for figures: `limit`, `ran`, `attempt`. */
  readonly name: string;
  readonly value: number;
  /** Of a value that is drawn from a range: its other end. */
  readonly upTo?: number;
  /** `us` microseconds; `percent` hundredths of the whole. */
  readonly unit: 'us' | 'count' | 'percent' | 'MB' | 'bytes' | 'perSecond';
  readonly source: FigureSource;
}
