/** One CloudWatch metric of one place, minute by minute. */
import type { Metric } from './metric.ts';

const MINUTE_US = 60_000_000;
/** A year of minutes: what comes later counts in the last. */
const MOST_MINUTES = 527_040;

/** The statistics of one minute; Average is sum / count. */
export interface MetricMinute {
  /** From 0: simulated time [minute × 60 s, (minute + 1) × 60 s). */
  readonly minute: number;
  /** Samples. */
  readonly count: number;
  readonly sum: number;
  readonly maximum: number;
}

/** Minutes of a run; one at least. */
export function minutesOf(endUs: number): number {
  return Math.min(MOST_MINUTES, Math.max(1, Math.ceil(endUs / MINUTE_US)));
}

export class MetricSeries {
  readonly metric: Metric;
  /** Number of the place it is of; -1: of the account. */
  readonly place: number;
  readonly #counts: Uint32Array;
  readonly #sums: Float64Array;
  readonly #maxima: Float64Array;

  constructor(metric: Metric, place: number, minutes: number) {
    this.metric = metric;
    this.place = place;
    this.#counts = new Uint32Array(minutes);
    this.#sums = new Float64Array(minutes);
    this.#maxima = new Float64Array(minutes);
  }

  /** A sample at a moment. */
  add(atUs: number, value: number): void {
    this.addTo(this.minuteOf(atUs), value);
  }

  /** A step at the very end of a run of whole minutes belongs to its last minute. */
  minuteOf(atUs: number): number {
    return Math.min(this.#counts.length - 1, Math.floor(atUs / MINUTE_US));
  }

  addTo(minute: number, value: number): void {
    if (this.#counts[minute] === 0 || value > this.#maxima[minute]!) this.#maxima[minute] = value;
    this.#counts[minute]! += 1;
    this.#sums[minute]! += value;
  }

  /** Minutes with a sample. */
  get minutes(): MetricMinute[] {
    const minutes: MetricMinute[] = [];
    for (let minute = 0; minute < this.#counts.length; minute += 1) {
      const count = this.#counts[minute]!;
      if (count === 0) continue;
      minutes.push({ minute, count, sum: this.#sums[minute]!, maximum: this.#maxima[minute]! });
    }
    return minutes;
  }
}

/** A level that goes up and down, such as messages in a queue: its most in each minute is a sample. */
export class LevelSeries {
  readonly series: MetricSeries;
  #level = 0;
  #minute = 0;
  #most = 0;

  constructor(series: MetricSeries) {
    this.series = series;
  }

  change(atUs: number, by: number): void {
    this.set(atUs, this.#level + by);
  }

  set(atUs: number, level: number): void {
    this.#closeUntil(this.series.minuteOf(atUs));
    this.#level = level;
    if (level > this.#most) this.#most = level;
  }

  /** The run is over: the minutes up to its last have their sample. */
  end(minutes: number): void {
    this.#closeUntil(minutes);
  }

  #closeUntil(minute: number): void {
    for (; this.#minute < minute; this.#minute += 1) {
      this.series.addTo(this.#minute, this.#most);
      this.#most = this.#level;
    }
  }
}
