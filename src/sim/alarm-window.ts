/**
 * What an alarm looks at: the values of a metric in the last whole periods, each a datapoint or missing. A
 * value about an invocation belongs to the period in which it was invoked, whenever it ended.
 *
 * Source, read 2026-11-20: Amazon CloudWatch User Guide, "Alarm evaluation" (M out of N datapoints; a
 * premature alarm: "when the oldest available breaching datapoint during the Evaluation Periods number of
 * data points is at least as old as the value of Datapoints to Alarm, and all other more recent data points
 * are breaching or missing"), "Configuring how CloudWatch alarms treat missing data".
 */

export type Statistic = 'Sum' | 'Average' | 'Maximum';

/** The last periods at a moment, counted. */
export interface Datapoints {
  /** Above the threshold, not above it, and without a value. */
  readonly breaching: number;
  readonly good: number;
  readonly missing: number;
  /** The oldest one that breaches is as old as datapoints must breach, and none after it is good. */
  readonly isPremature: boolean;
}

export class AlarmWindow {
  readonly #periodUs: number;
  readonly #periods: number;
  /** By period, round and round: the whole ones that are looked at, and the one that has begun. */
  readonly #of: number[] = [];
  readonly #counts: number[] = [];
  readonly #sums: number[] = [];
  readonly #maxima: number[] = [];
  /** The latest period with a value; -1: none has one. */
  #last = -1;

  /** @param periods how many whole periods are looked at. */
  constructor(periodUs: number, periods: number) {
    this.#periodUs = periodUs;
    this.#periods = periods;
  }

  /**
   * Takes in a value.
   *
   * @param atUs when what it is about began.
   * @param nowUs the present: what is older than the periods that are looked at is let go.
   */
  add(atUs: number, value: number, nowUs: number): void {
    const period = Math.floor(atUs / this.#periodUs);
    if (period < Math.floor(nowUs / this.#periodUs) - this.#periods) return;
    const at = period % (this.#periods + 1);
    if (this.#of[at] !== period) {
      this.#of[at] = period;
      this.#counts[at] = 0;
      this.#sums[at] = 0;
      this.#maxima[at] = -Infinity;
    }
    this.#counts[at]!++;
    this.#sums[at]! += value;
    this.#maxima[at] = Math.max(this.#maxima[at]!, value);
    this.#last = Math.max(this.#last, period);
  }

  /** Whether there is a value in the periods that are looked at at a moment, or in the one that has begun. */
  hasValues(nowUs: number): boolean {
    return this.#last >= 0 && this.#last >= Math.floor(nowUs / this.#periodUs) - this.#periods;
  }

  /** The datapoint of a period by its number from the beginning of the run; null: it is missing. */
  datapoint(period: number, statistic: Statistic): number | null {
    const at = period % (this.#periods + 1);
    if (period < 0 || this.#of[at] !== period) return null;
    if (statistic === 'Maximum') return this.#maxima[at]!;
    return statistic === 'Sum' ? this.#sums[at]! : this.#sums[at]! / this.#counts[at]!;
  }

  /**
   * The last whole periods at a moment.
   *
   * @param isBreaching what is wrong with a value.
   * @param toAlarm how many datapoints must breach.
   */
  look(
    nowUs: number,
    statistic: Statistic,
    isBreaching: (value: number) => boolean,
    toAlarm: number,
  ): Datapoints {
    const next = Math.floor(nowUs / this.#periodUs);
    let breaching = 0;
    let good = 0;
    let oldest = 0;
    let goodSince = false;
    for (let age = this.#periods; age >= 1; age--) {
      const value = this.datapoint(next - age, statistic);
      if (value === null) continue;
      if (isBreaching(value)) {
        breaching++;
        if (oldest === 0) oldest = age;
      } else {
        good++;
        if (oldest > 0) goodSince = true;
      }
    }
    return {
      breaching,
      good,
      missing: this.#periods - breaching - good,
      isPremature: oldest >= toAlarm && !goodSince,
    };
  }
}
