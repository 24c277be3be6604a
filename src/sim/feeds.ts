/** Everything that comes from outside in a run: arrivals at one or more places, merged by time. */
import { createArrivals } from './arrivals.ts';
import type { ArrivalSource } from './arrivals.ts';
import type { Clock } from './actors.ts';
import type { Plan } from './plan.ts';
import type { Scenario } from './scenario.ts';
import { unitFromOutside } from './services/sink.ts';
import type { Sink } from './services/sink.ts';

/** Where a feed arrives. */
interface Entry {
  readonly place: number;
  sink: Sink;
}

interface Feed extends Entry {
  source: ArrivalSource;
  more: boolean;
}

export class Feeds {
  readonly #feeds: readonly Feed[];
  readonly #unit = unitFromOutside();
  readonly #clock: Pick<Clock, 'nowUs'>;
  readonly #sinkAt: (place: number) => Sink;
  #arrivals: Scenario['arrivals'];
  /** Whose arrival is next; of several at one time, the earlier feed. */
  #due: Feed;
  #dueUs = Infinity;

  /** @param sinkAt what takes in units at a place; asked again once settings have changed. */
  constructor(
    { scenario }: Plan,
    clock: Pick<Clock, 'nowUs'>,
    entryOf: (to: string, path: string) => Entry,
    sinkAt: (place: number) => Sink,
  ) {
    this.#clock = clock;
    this.#sinkAt = sinkAt;
    this.#arrivals = scenario.arrivals;
    const first = { to: scenario.entry ?? 'caller', arrivals: scenario.arrivals, path: 'entry' };
    const others = (scenario.feeds ?? []).map((feed, index) => ({ ...feed, path: `feeds.${index}.to` }));
    this.#feeds = [first, ...others].map(({ to, arrivals, path }, index) => {
      // Each feed has its own luck; that of the first is what it is without others.
      const source = createArrivals(arrivals, scenario.seed + index);
      return { source, ...entryOf(to, path), more: source.next() };
    });
    this.#due = this.#feeds[0]!;
    this.#look();
  }

  /** Simulated time of the next arrival, µs; Infinity when nothing more comes. Asked before every step of a run. */
  nextUs(): number {
    return this.#dueUs;
  }

  /** Takes in the next arrival; there must be one. */
  take(): void {
    const feed = this.#due;
    this.#unit.durationUs = feed.source.durationUs;
    feed.more = feed.source.next();
    this.#look();
    feed.sink.put(feed.place, this.#unit, -1);
  }

  /** From now on what another pattern still brings arrives, with the luck of that pattern. */
  adopt({ scenario }: Pick<Plan, 'scenario'>): void {
    const { arrivals, seed } = scenario;
    if (JSON.stringify(arrivals) === JSON.stringify(this.#arrivals)) return;
    this.#arrivals = arrivals;
    const feed = this.#feeds[0]!;
    feed.source = createArrivals(arrivals, seed);
    do feed.more = feed.source.next();
    while (feed.more && feed.source.atUs < this.#clock.nowUs);
    this.#look();
  }

  followUp(): void {
    for (const feed of this.#feeds) feed.sink = this.#sinkAt(feed.place);
  }

  #look(): void {
    this.#dueUs = Infinity;
    for (let index = 0; index < this.#feeds.length; index++) {
      const feed = this.#feeds[index]!;
      if (!feed.more || feed.source.atUs >= this.#dueUs) continue;
      this.#due = feed;
      this.#dueUs = feed.source.atUs;
    }
  }
}
