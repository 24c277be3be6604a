/** A picture at one moment, as data. */
import type { Mark } from './mark.ts';
import type { MovingCrowd } from './moving-crowd.ts';

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
  /** What moves, when there is more of it than marks can carry: drawn over them on a canvas. */
  readonly crowd?: MovingCrowd;
  /** What the picture shows, in a sentence. */
  readonly label: string;
}
