/** When requests arrive: a pattern, a list or a schedule of patterns, drawn one request at a time. */
import { MAX_US, usFromMs, wholeUs } from './microseconds.ts';
import { ln, sqrt } from './portable-math.ts';
import { ScenarioError } from './problem.ts';
import { createStream, type Stream } from './random.ts';
import type { Arrivals } from './scenario.ts';

/**
 * Requests in the order of their arrival. `next()` moves on to the next one and says whether there is
 * one; the fields then hold it. Before the first `next()` and after the last they mean nothing.
 */
export interface ArrivalSource {
  /** Whole microseconds, never less than before. */
  readonly atUs: number;
  /** How long its handler runs, whole microseconds; -1: the scenario's `handlerMs` decides. */
  readonly durationUs: number;
  next(): boolean;
}

type Pattern = Extract<Arrivals, { kind: 'schedule' }>['parts'][number];
type Of<Kind extends Arrivals['kind']> = Extract<Arrivals, { kind: Kind }>;

/**
 * The requests of a scenario. A window is `startMs` (0 without) up to, not including, `untilMs`;
 * nothing arrives after `MAX_US`.
 *
 * - `constant`: the first at `startMs`.
 * - `poisson`: independent requests at a rate. Two rates meet the same luck, only closer together.
 * - `ramp`: the same with a rate that goes evenly from `fromPerSec` at `startMs` to `toPerSec` after
 *   `overMs` and stays there. How many arrive is luck too.
 * - `burst`: `count` requests evenly from `atMs` to `atMs + withinMs`; with `repeatEveryMs` again and
 *   again, `repeats` times after the first (without end if absent). Bursts may overlap.
 * - `schedule`: all parts on top of each other.
 * - `list`: sorted by time; at equal times in the order given.
 *
 * Luck comes from the stream `arrivals`, that of part n of a schedule from `arrivals.n` (from 0). Times
 * are kept as doubles (for `poisson` and `ramp` as the number of arrivals expected so far) and rounded to a
 * microsecond for each request alone: rounding does not add up, and a million requests at 0.9 a second
 * end within a microsecond of where exact arithmetic would put them.
 *
 * Throws `ScenarioError` for `csv`, which must be read into a `list` first, and for `repeats` without
 * `repeatEveryMs`.
 */
export function createArrivals(arrivals: Arrivals, seed: number): ArrivalSource {
  switch (arrivals.kind) {
    case 'csv': {
      const expected = 'a list (read the file with parseArrivalsCsv first)';
      throw new ScenarioError([
        {
          path: 'arrivals',
          found: `csv ${arrivals.file}`,
          expected,
          message: `arrivals: found the file ${arrivals.file}, expected ${expected}.`,
        },
      ]);
    }
    case 'list':
      return new List(arrivals.requests);
    case 'schedule':
      return new Merge(
        arrivals.parts.map((part, index) =>
          createPattern(part, () => createStream(seed, `arrivals.${index}`), `arrivals.parts.${index}`),
        ),
      );
    default:
      return createPattern(arrivals, () => createStream(seed, 'arrivals'), 'arrivals');
  }
}

function createPattern(pattern: Pattern, stream: () => Stream, path: string): ArrivalSource {
  switch (pattern.kind) {
    case 'constant':
      return new Constant(pattern);
    case 'poisson':
      return new Poisson(pattern, stream());
    case 'ramp':
      return new Ramp(pattern, stream());
    case 'burst': {
      const { repeatEveryMs, repeats } = pattern;
      if (repeatEveryMs === undefined) {
        if (repeats === undefined) return new Burst(pattern, 0);
        const message = `${path}.repeatEveryMs: found nothing, expected the milliseconds between bursts, as repeats is ${repeats}.`;
        throw new ScenarioError([
          {
            path: `${path}.repeatEveryMs`,
            found: 'nothing',
            expected: 'the milliseconds between bursts',
            message,
          },
        ]);
      }
      return new Bursts(pattern, repeatEveryMs * 1000, repeats ?? Infinity);
    }
  }
}

/** What the open patterns share: a window and a greatest number. */
class Window {
  readonly durationUs = -1;
  readonly startUs: number;
  readonly untilUs: number;
  atUs = 0;
  private left: number;

  constructor(pattern: Of<'constant' | 'poisson' | 'ramp'>) {
    this.startUs = (pattern.startMs ?? 0) * 1000;
    this.untilUs = pattern.untilMs === undefined ? Infinity : usFromMs(pattern.untilMs);
    this.left = pattern.count ?? Infinity;
  }

  /** Takes a moment (µs, not rounded) as the next arrival, if there is one more and it lies in the window. */
  take(us: number): boolean {
    if (!(this.left > 0 && us <= MAX_US)) return this.end();
    const atUs = wholeUs(us);
    if (atUs >= this.untilUs) return this.end();
    this.left--;
    this.atUs = atUs;
    return true;
  }

  private end(): boolean {
    this.left = 0;
    return false;
  }
}

class Constant extends Window implements ArrivalSource {
  private readonly everyUs: number;
  private made = 0;

  constructor(pattern: Of<'constant'>) {
    super(pattern);
    this.everyUs = pattern.everyMs * 1000;
  }

  next(): boolean {
    return this.take(this.startUs + this.made++ * this.everyUs);
  }
}

class Poisson extends Window implements ArrivalSource {
  private readonly stream: Stream;
  private readonly gapUs: number;
  /** Arrivals expected so far: grows by exponential steps of mean 1, whatever the rate. */
  private expected = 0;

  constructor(pattern: Of<'poisson'>, stream: Stream) {
    super(pattern);
    this.stream = stream;
    this.gapUs = 1e6 / pattern.ratePerSec;
  }

  next(): boolean {
    this.expected -= ln(1 - this.stream.uniform());
    return this.take(this.startUs + this.expected * this.gapUs);
  }
}

class Ramp extends Window implements ArrivalSource {
  private readonly stream: Stream;
  /** Rates per microsecond, and the length of the ramp. */
  private readonly from: number;
  private readonly to: number;
  private readonly overUs: number;
  private expected = 0;

  constructor(pattern: Of<'ramp'>, stream: Stream) {
    super(pattern);
    this.stream = stream;
    this.from = pattern.fromPerSec / 1e6;
    this.to = pattern.toPerSec / 1e6;
    this.overUs = pattern.overMs * 1000;
  }

  next(): boolean {
    this.expected -= ln(1 - this.stream.uniform());
    const us = this.startUs + this.reach();
    // Rounding in the root may step back by less than a microsecond.
    return this.take(us < this.atUs ? this.atUs : us);
  }

  /** The time since the start at which as many arrivals are expected: the cumulative rate, inverted. */
  private reach(): number {
    const { from, to, overUs, expected } = this;
    if (expected === 0) return from + to > 0 ? 0 : Infinity;
    const onRamp = ((from + to) / 2) * overUs;
    if (expected > onRamp) return overUs + (expected - onRamp) / to;
    const root = from * from + (2 * (to - from) * expected) / overUs;
    return (2 * expected) / (from + sqrt(root > 0 ? root : 0));
  }
}

/** One burst. */
class Burst implements ArrivalSource {
  readonly durationUs = -1;
  atUs = 0;
  private readonly beginUs: number;
  private readonly stepUs: number;
  private readonly count: number;
  private made = 0;

  constructor(pattern: Of<'burst'>, afterUs: number) {
    this.beginUs = pattern.atMs * 1000 + afterUs;
    this.count = pattern.count;
    this.stepUs = pattern.count > 1 ? ((pattern.withinMs ?? 0) * 1000) / (pattern.count - 1) : 0;
  }

  next(): boolean {
    if (this.made >= this.count) return false;
    const us = this.beginUs + this.made * this.stepUs;
    if (us > MAX_US) return false;
    this.made++;
    this.atUs = wholeUs(us);
    return true;
  }
}

/** A burst again and again: a burst is begun when its moment has come, so that any number may overlap. */
class Bursts implements ArrivalSource {
  readonly durationUs = -1;
  atUs = 0;
  private readonly pattern: Of<'burst'>;
  private readonly everyUs: number;
  private readonly bursts: number;
  private readonly open = new Merge([]);
  private begun = 0;
  private upcoming: Burst | null = null;

  constructor(pattern: Of<'burst'>, everyUs: number, repeats: number) {
    this.pattern = pattern;
    this.everyUs = everyUs;
    this.bursts = repeats + 1;
    this.begin();
  }

  next(): boolean {
    // Begun one at a time, however short the interval.
    if (this.upcoming !== null && this.upcoming.atUs < this.open.upcomingUs) {
      this.open.add(this.upcoming);
      this.begin();
    }
    if (!this.open.next()) return false;
    this.atUs = this.open.atUs;
    return true;
  }

  private begin(): void {
    const burst = new Burst(this.pattern, this.begun * this.everyUs);
    this.upcoming = this.begun < this.bursts && burst.next() ? burst : null;
    this.begun++;
  }
}

/** Several sources as one, in the order of time: a binary heap. At equal times any goes first, as nothing tells their requests apart. */
class Merge implements ArrivalSource {
  readonly durationUs = -1;
  atUs = 0;
  private readonly sources: ArrivalSource[] = [];

  constructor(sources: readonly ArrivalSource[]) {
    for (const source of sources) if (source.next()) this.add(source);
  }

  /** The moment of the next arrival; Infinity if there is none. */
  get upcomingUs(): number {
    return this.sources.length > 0 ? this.sources[0]!.atUs : Infinity;
  }

  /** Adds a source that stands at its first arrival. */
  add(source: ArrivalSource): void {
    const { sources } = this;
    let at = sources.push(source) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (sources[above]!.atUs <= source.atUs) break;
      sources[at] = sources[above]!;
      at = above;
    }
    sources[at] = source;
  }

  next(): boolean {
    if (this.sources.length === 0) return false;
    const first = this.sources[0]!;
    this.atUs = first.atUs;
    if (first.next()) {
      this.sink(first);
    } else {
      const last = this.sources.pop()!;
      if (this.sources.length > 0) this.sink(last);
    }
    return true;
  }

  /** Puts a source in at the top and lets it sink to its place. */
  private sink(source: ArrivalSource): void {
    const { sources } = this;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= sources.length) break;
      if (below + 1 < sources.length && sources[below + 1]!.atUs < sources[below]!.atUs) below++;
      if (sources[below]!.atUs >= source.atUs) break;
      sources[at] = sources[below]!;
      at = below;
    }
    sources[at] = source;
  }
}

/** Given requests. */
class List implements ArrivalSource {
  atUs = 0;
  durationUs = -1;
  private readonly times: Float64Array;
  private readonly durations: Float64Array;
  private made = 0;

  constructor(requests: Of<'list'>['requests']) {
    const count = requests.length;
    const given = new Float64Array(count);
    const order = new Uint32Array(count);
    let sorted = true;
    for (let i = 0; i < count; i++) {
      order[i] = i;
      given[i] = usFromMs(requests[i]!.atMs);
      if (i > 0 && given[i]! < given[i - 1]!) sorted = false;
    }
    if (!sorted) order.sort((a, b) => given[a]! - given[b]! || a - b);
    this.times = new Float64Array(count);
    this.durations = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      const { durationMs } = requests[order[i]!]!;
      this.times[i] = given[order[i]!]!;
      this.durations[i] = durationMs === undefined ? -1 : usFromMs(durationMs);
    }
  }

  next(): boolean {
    if (this.made >= this.times.length) return false;
    this.atUs = this.times[this.made]!;
    this.durationUs = this.durations[this.made]!;
    this.made++;
    return true;
  }
}
