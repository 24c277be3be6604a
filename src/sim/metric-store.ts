/** Where what a trace counts as is kept: minute by minute, as CloudWatch has it, or in another way. */
import { metricNamed, METRICS } from './metric.ts';
import { LevelSeries, MetricSeries, minutesOf } from './metric-series.ts';

/** Hears of every sample, with the step that brought it to light; place -1 is the account. */
export interface MetricStore {
  /** A sample of something that is counted. */
  add(name: string, place: number, atUs: number, value: number, step: number): void;
  /** A level from now on. */
  level(name: string, place: number, atUs: number, value: number, step: number): void;
  /** The oldest message of a queue that counts, from now on: when it came; null: there is none. */
  oldest(queue: number, atUs: number, bornUs: number | null, step: number): void;
}

const MINUTE_US = 60_000_000;
const AGE = 'ApproximateAgeOfOldestMessage';

/** The oldest message of a queue: since when it is that one, and when it came. */
interface Oldest {
  sinceUs: number;
  bornUs: number | null;
  /** By minute: the greatest age in it, µs; -1: there was no message. */
  readonly ages: Float64Array;
}

/** Minutes with their statistics. */
export class MinuteStore implements MetricStore {
  readonly #endUs: number;
  readonly #minutes: number;
  /** By name of the metric, by place + 1. */
  readonly #series = new Map<string, (MetricSeries | undefined)[]>();
  readonly #levels = new Map<string, (LevelSeries | undefined)[]>();
  readonly #oldest: (Oldest | undefined)[] = [];

  constructor(endUs: number) {
    this.#endUs = endUs;
    this.#minutes = minutesOf(endUs);
  }

  add(name: string, place: number, atUs: number, value: number): void {
    this.#seriesOf(name, place).add(atUs, value);
  }

  level(name: string, place: number, atUs: number, value: number): void {
    let places = this.#levels.get(name);
    if (!places) this.#levels.set(name, (places = []));
    (places[place + 1] ??= new LevelSeries(this.#seriesOf(name, place))).set(atUs, value);
  }

  oldest(queue: number, atUs: number, bornUs: number | null): void {
    const known = (this.#oldest[queue] ??= {
      sinceUs: 0,
      bornUs: null,
      ages: new Float64Array(this.#minutes).fill(-1),
    });
    this.#age(known, atUs);
    known.sinceUs = atUs;
    known.bornUs = bornUs;
  }

  /** Every metric that has a value, place by place in the order of METRICS; the run is over. */
  series(): readonly MetricSeries[] {
    for (const levels of this.#levels.values()) for (const level of levels) level?.end(this.#minutes);
    this.#oldest.forEach((oldest, queue) => {
      if (!oldest) return;
      this.#age(oldest, this.#endUs);
      oldest.ages.forEach((us, minute) => {
        if (us >= 0) this.#seriesOf(AGE, queue).addTo(minute, us / 1_000_000);
      });
    });
    return METRICS.flatMap(({ name }) => (this.#series.get(name) ?? []).filter((one) => one !== undefined));
  }

  /** How old the oldest has come to be until now, in every minute since it is that one. */
  #age({ sinceUs, bornUs, ages }: Oldest, untilUs: number): void {
    if (bornUs === null) return;
    const last = Math.min(this.#minutes - 1, Math.floor(untilUs / MINUTE_US));
    for (let minute = Math.min(last, Math.floor(sinceUs / MINUTE_US)); minute <= last; minute += 1) {
      const ageUs = (minute === last ? untilUs : (minute + 1) * MINUTE_US) - bornUs;
      if (ageUs > ages[minute]!) ages[minute] = ageUs;
    }
  }

  #seriesOf(name: string, place: number): MetricSeries {
    let places = this.#series.get(name);
    if (!places) this.#series.set(name, (places = []));
    return (places[place + 1] ??= new MetricSeries(metricNamed(name)!, place, this.#minutes));
  }
}
