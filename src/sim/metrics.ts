/**
 * CloudWatch's metrics, derived from a trace: the one module that knows which step counts as what.
 * Values are by place and minute. As at AWS a value about an invocation belongs to the minute in
 * which it was invoked, whenever it ended.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "Types of metrics for Lambda functions": what
 * each counts (Invocations: succeeded and failed, not throttled; Duration: code, not Init, of an
 * invocation; ConcurrentExecutions: with Init; AsyncEventAge: from queueing to invoking, at each attempt;
 * IteratorAge: age of the last record); Amazon SQS Developer Guide, "Available CloudWatch metrics"
 * (messages moved to a dead-letter queue do not count as sent).
 */
import { callerSamples } from './caller-samples.ts';
import { ConcurrencyLevels } from './concurrency-levels.ts';
import { iteratorAges } from './iterator-ages.ts';
import { metricNamed } from './metric.ts';
import type { MetricSink } from './metric.ts';
import type { MetricSeries } from './metric-series.ts';
import { MinuteStore, type MetricStore } from './metric-store.ts';
import { OldestMessages } from './oldest-messages.ts';
import { isInFlight } from './phase.ts';
import { NONE, type Trace } from './trace.ts';

const derived = new WeakMap<Trace, readonly MetricSeries[]>();

/** Every metric that has a value, place by place in the order of METRICS. */
export function metricsOf(trace: Trace): readonly MetricSeries[] {
  let series = derived.get(trace);
  if (!series) {
    const store = new MinuteStore(trace.endUs);
    const derivation = deriveMetrics(trace, store);
    derivation.advance(trace.length);
    series = store.series();
    derived.set(trace, series);
  }
  return series;
}

/**
 * A metric over the whole run by the statistic AWS advises.
 *
 * @param place its number; -1: all places together, or the account.
 * @returns 0 for a sum of nothing, null where there is no value to take a maximum or an average of.
 */
export function metricOver(trace: Trace, name: string, place: number): number | null {
  const metric = metricNamed(name);
  if (!metric) return null;
  if (name === 'IteratorAge' && place >= 0 && trace.places[place]!.type === 'mapping') {
    const ages = iteratorAges(trace).filter((age) => age.place === place);
    return ages.length === 0 ? null : ages.reduce((most, { ageUs }) => Math.max(most, ageUs), 0) / 1000;
  }
  const all = metricsOf(trace).filter((series) => series.metric.name === name);
  const own = all.filter((series) => series.place === place);
  const meant = place < 0 && own.length === 0 ? together(trace, all) : own;
  let count = 0;
  let sum = 0;
  let maximum = -Infinity;
  for (const { minutes } of meant) {
    for (const minute of minutes) {
      count += minute.count;
      sum += minute.sum;
      maximum = Math.max(maximum, minute.maximum);
    }
  }
  if (metric.statistic === 'Sum') return sum;
  if (count === 0) return null;
  return metric.statistic === 'Maximum' ? maximum : sum / count;
}

/** All places together, where the account has no value of its own: functions have their versions and aliases in them. */
function together(trace: Trace, all: readonly MetricSeries[]): readonly MetricSeries[] {
  const whole = all.filter(({ place }) => trace.places[place]!.of === undefined);
  return whole.length > 0 ? whole : all;
}

/**
 * What the steps of a trace count as, told to a store in slices, so that a page can breathe between them.
 *
 * @returns `advance` goes on by at most so many steps, and is true once all of them have been told.
 */
export function deriveMetrics(
  trace: Trace,
  store: MetricStore,
): { readonly advance: (steps: number) => boolean } {
  const derivation = new Derivation(trace, store);
  return { advance: (steps) => derivation.advance(steps) };
}

/** Kinds of actors whose steps count as something, or tell what others count as. */
const KINDS = [
  'request',
  'event',
  'delivery',
  'record',
  'reader',
  'message',
  'poller',
  'caller',
  'environment',
  'allocation',
  'operation',
  'deployment',
] as const;

/** What a step of a kind counts as, given the names of its states. */
class Derivation {
  readonly #trace: Trace;
  readonly #store: MetricStore;
  /** The step that is being told. */
  #next = 0;
  #isOver = false;
  /** By name, by place: messages in a state now. */
  readonly #levels: Record<string, number[]> = {};
  readonly #oldest: OldestMessages;
  readonly #kinds: Readonly<Record<(typeof KINDS)[number], number>>;
  /** By kind and number: when it was born (µs), and where. */
  readonly #bornUs: number[][];
  readonly #places: number[][];
  // Of requests: whether it runs and since when; its batch, and the mapping that sent it.
  readonly #ranFromUs: number[] = [];
  readonly #items: number[] = [];
  readonly #mapping: number[] = [];
  readonly #isFirstMapping: readonly boolean[];
  /** Of requests: the alias they were sent to; -1: to none. */
  readonly #aliases: number[] = [];
  readonly #sink: MetricSink;
  readonly #concurrency: ConcurrencyLevels;
  /** Whose requests have no cause; -1: there is none. */
  readonly #callerPlace: number;

  constructor(trace: Trace, store: MetricStore) {
    this.#trace = trace;
    this.#store = store;
    this.#kinds = Object.fromEntries(
      KINDS.map((name) => [name, trace.kinds.findIndex((kind) => kind.name === name)]),
    ) as Record<(typeof KINDS)[number], number>;
    this.#sink = {
      add: (name, place, atUs, value) => this.#add(name, place, atUs, value),
      level: (name, place, atUs, value) => store.level(name, place, atUs, value, this.#next),
    };
    this.#concurrency = new ConcurrencyLevels(trace, this.#sink);
    this.#callerPlace = trace.places.findIndex(({ type }) => type === 'caller');
    this.#bornUs = trace.kinds.map(() => []);
    this.#places = trace.kinds.map(() => []);
    // A record is an actor for each mapping that reads it; the stream has it once.
    this.#isFirstMapping = trace.places.map(
      ({ source }, place) => trace.places.findIndex((other) => other.source === source) === place,
    );
    this.#oldest = new OldestMessages(trace, store);
  }

  advance(steps: number): boolean {
    const { length } = this.#trace;
    const until = Math.min(length, this.#next + steps);
    for (; this.#next < until; this.#next += 1) this.#step(this.#next);
    if (this.#next < length || this.#isOver) return this.#isOver;
    this.#isOver = true;
    for (const { step, atUs, place: mapping, ageUs } of iteratorAges(this.#trace)) {
      this.#next = step;
      this.#addOf('IteratorAge', this.#trace.places[mapping]!.target ?? 0, -1, atUs, ageUs / 1000);
    }
    this.#next = length;
    return true;
  }

  #step(step: number): void {
    const { kind, actor, from, at, place } = this.#trace;
    const kinds = this.#kinds;
    const of = kind[step]!;
    if (from[step] === NONE) {
      this.#bornUs[of]![actor[step]!] = at[step]!;
      this.#places[of]![actor[step]!] = place[step]!;
    }
    if (of === kinds.request) this.#request(step);
    else if (of === kinds.message) this.#message(step);
    else if (of === kinds.record) this.#record(step);
    else if (of === kinds.event) this.#event(step);
    else if (of === kinds.delivery) this.#delivery(step);
    else if (of === kinds.caller)
      callerSamples(this.#trace, step, this.#bornUs[of]![actor[step]!]!, this.#sink);
    else if (of === kinds.environment) this.#concurrency.environment(step);
    else if (of === kinds.allocation) this.#concurrency.allocation(step);
    else if (of === kinds.operation) this.#concurrency.operation(step);
    else if (of === kinds.poller || of === kinds.reader) this.#batch(step);
  }

  #add(name: string, place: number, atUs: number, value: number): void {
    this.#store.add(name, place, atUs, value, this.#next);
  }

  /** A sample that a function, version or alias has: its function has it too, and so has the alias it came through. */
  #addOf(name: string, place: number, alias: number, atUs: number, value: number): void {
    const root = this.#trace.places[place]!.of ?? place;
    this.#add(name, root, atUs, value);
    if (place !== root) this.#add(name, place, atUs, value);
    if (alias >= 0) this.#add(name, alias, atUs, value);
  }

  #level(name: string, place: number, atUs: number, by: number): void {
    const levels = (this.#levels[name] ??= []);
    const level = (levels[place] = (levels[place] ?? 0) + by);
    this.#store.level(name, place, atUs, level, this.#next);
  }

  #stateOf(step: number, column: 'from' | 'to' = 'to'): string {
    const code = this.#trace[column][step]!;
    return code === NONE ? '' : this.#trace.kinds[this.#trace.kind[step]!]!.states[code]!;
  }

  #reasonOf(step: number): string {
    return this.#trace.reasons[this.#trace.reason[step]!]!;
  }

  #request(step: number): void {
    const trace = this.#trace;
    const request = trace.actor[step]!;
    const place = trace.place[step]!;
    const atUs = trace.at[step]!;
    const to = this.#stateOf(step);
    if (trace.from[step] === NONE) {
      this.#items[request] = trace.amount[step]!;
      this.#mapping[request] = this.#senderOf(trace.cause[step]!);
      const alias = (this.#aliases[request] = this.#aliasOf(trace.cause[step]!, place));
      if (to === 'throttled') this.#addOf('Throttles', place, alias, atUs, 1);
      if (this.#reasonOf(step) === 'refused: recursive loop')
        this.#addOf('RecursiveInvocationsDropped', place, alias, atUs, 1);
      if (isInFlight(to)) this.#accepted(step, request, place, atUs);
    }
    if (to === 'running') this.#ranFromUs[request] = atUs;
    const bornUs = this.#bornUs[trace.kind[step]!]![request]!;
    const mapping = this.#mapping[request]!;
    if (to === 'failed' || to === 'succeeded') {
      const alias = this.#aliases[request]!;
      this.#concurrency.end(step);
      this.#addOf('Errors', place, alias, bornUs, to === 'failed' ? 1 : 0);
      const ranFromUs = this.#ranFromUs[request] ?? atUs;
      this.#addOf('Duration', place, alias, bornUs, (atUs - ranFromUs) / 1000);
    }
    if ((to === 'failed' || to === 'denied') && mapping >= 0)
      this.#add('FailedInvokeEventCount', mapping, atUs, this.#items[request]!);
  }

  #accepted(step: number, request: number, place: number, atUs: number): void {
    const trace = this.#trace;
    const cause = trace.cause[step]!;
    const alias = this.#aliases[request]!;
    this.#addOf('Invocations', place, alias, atUs, 1);
    this.#concurrency.begin(step, alias);
    if (cause >= 0 && trace.kind[cause] === this.#kinds.event) {
      const queuedUs = this.#bornUs[this.#kinds.event]![trace.actor[cause]!]!;
      this.#addOf('AsyncEventAge', place, alias, atUs, (atUs - queuedUs) / 1000);
    }
    const mapping = this.#mapping[request]!;
    if (mapping >= 0) this.#add('InvokedEventCount', mapping, atUs, this.#items[request]!);
  }

  /** The alias that a request to a place was sent to, told by what sent it; -1: to none. */
  #aliasOf(cause: number, place: number): number {
    const { places } = this.#trace;
    // A deployment stands at its alias and asks other functions.
    if (cause >= 0 && this.#trace.kind[cause] === this.#kinds.deployment) return -1;
    const sender = cause < 0 ? this.#callerPlace : this.#trace.place[cause]!;
    if (sender < 0) return -1;
    const asked = places[sender]!.target ?? sender;
    const to = places[asked];
    return to?.type === 'alias' && to.of === (places[place]!.of ?? place) ? asked : -1;
  }

  /** The mapping whose reader or poller took a step; -1: it is none of theirs. */
  #senderOf(cause: number): number {
    if (cause < 0) return -1;
    const { kind, place } = this.#trace;
    const isSender = kind[cause] === this.#kinds.reader || kind[cause] === this.#kinds.poller;
    return isSender ? place[cause]! : -1;
  }

  #event(step: number): void {
    const place = this.#trace.place[step]!;
    const atUs = this.#trace.at[step]!;
    if (this.#trace.from[step] === NONE) {
      // A second delivery was received only once.
      if (this.#stateOf(step) === 'queued' && this.#reasonOf(step) !== 'accepted: second delivery')
        this.#addOf('AsyncEventsReceived', place, -1, atUs, 1);
      return;
    }
    switch (this.#stateOf(step)) {
      case 'stopped':
        this.#addOf('RecursiveInvocationsDropped', place, -1, atUs, 1);
        this.#addOf('AsyncEventsDropped', place, -1, atUs, 1);
        break;
      case 'retries exhausted':
      case 'expired':
      case 'dropped':
        this.#addOf('AsyncEventsDropped', place, -1, atUs, 1);
    }
  }

  #delivery(step: number): void {
    const { at, other, otherKind, amount, places } = this.#trace;
    const atUs = at[step]!;
    const kind = otherKind[step]!;
    if (kind === NONE) return;
    const home = this.#places[kind]![other[step]!] ?? 0;
    const fn = places[home]!.target ?? home;
    switch (this.#reasonOf(step)) {
      case 'lost: dead letter not permitted':
        this.#addOf('DeadLetterErrors', fn, -1, atUs, 1);
        break;
      case 'lost: destination not permitted':
        this.#addOf('DestinationDeliveryFailures', fn, -1, atUs, 1);
        break;
      case 'sent: on failure':
        if (kind === this.#kinds.reader)
          this.#add('OnFailureDestinationDeliveredEventCount', home, atUs, amount[step]!);
    }
  }

  #record(step: number): void {
    const { at, place, places, from } = this.#trace;
    const mapping = place[step]!;
    const atUs = at[step]!;
    const was = this.#stateOf(step, 'from');
    const is = this.#stateOf(step);
    const stream = places[mapping]!.source ?? -1;
    if (from[step] === NONE) {
      if (stream >= 0 && this.#isFirstMapping[mapping]!) this.#add('IncomingRecords', stream, atUs, 1);
      return;
    }
    const isRead = is === 'in batch' || is === 'filtered' || is === 'discarded';
    if (was === 'waiting' && isRead) this.#add('PolledEventCount', mapping, atUs, 1);
    if (is === 'filtered') this.#add('FilteredOutEventCount', mapping, atUs, 1);
    const isDropped = is === 'discarded' || (is === 'expired' && was === 'in batch');
    if (isDropped) this.#add('DroppedEventCount', mapping, atUs, 1);
  }

  #message(step: number): void {
    const { at, place, from, otherKind, other } = this.#trace;
    const queue = place[step]!;
    const atUs = at[step]!;
    const was = this.#stateOf(step, 'from');
    const is = this.#stateOf(step);
    const isByPoller = otherKind[step] === this.#kinds.poller;
    const mapping = isByPoller ? (this.#places[this.#kinds.poller]![other[step]!] ?? -1) : -1;
    if (from[step] === NONE) {
      // What was there before, what a redrive moves and what is delivered again was not sent.
      if (this.#reasonOf(step) === '') this.#add('NumberOfMessagesSent', queue, atUs, 1);
    }
    if (is === was) return;
    const isReceived = was === 'visible' && (is === 'in flight' || is === 'filtered');
    if (isReceived) {
      this.#add('NumberOfMessagesReceived', queue, atUs, 1);
      if (mapping >= 0) this.#add('PolledEventCount', mapping, atUs, 1);
    }
    if (is === 'filtered' && mapping >= 0) this.#add('FilteredOutEventCount', mapping, atUs, 1);
    if (is === 'deleted' || is === 'filtered') this.#add('NumberOfMessagesDeleted', queue, atUs, 1);
    if (is === 'deleted' && mapping >= 0) this.#add('DeletedEventCount', mapping, atUs, 1);
    if (was === 'visible') this.#level('ApproximateNumberOfMessagesVisible', queue, atUs, -1);
    if (is === 'visible') this.#level('ApproximateNumberOfMessagesVisible', queue, atUs, 1);
    if (was === 'in flight') this.#level('ApproximateNumberOfMessagesNotVisible', queue, atUs, -1);
    if (is === 'in flight') this.#level('ApproximateNumberOfMessagesNotVisible', queue, atUs, 1);
    this.#oldest.step(step, is);
  }

  /** Steps of readers and pollers. */
  #batch(step: number): void {
    const { at, place, places, amount } = this.#trace;
    const mapping = place[step]!;
    const reason = this.#reasonOf(step);
    if (reason === 'batch: loop stopped')
      this.#addOf('RecursiveInvocationsDropped', places[mapping]!.target ?? 0, -1, at[step]!, 1);
    else if (reason === 'batch: some failed' || reason === 'failed: reported items')
      this.#add('FailedInvokeEventCount', mapping, at[step]!, amount[step]! - this.#doneBy(step));
  }

  /** Of a batch of which some items failed: how many are done with, told by the steps that follow at once. */
  #doneBy(step: number): number {
    const { at, cause, length } = this.#trace;
    let done = 0;
    for (let next = step + 1; next < length && at[next] === at[step]; next += 1) {
      const state = this.#stateOf(next);
      if (cause[next] === step && (state === 'deleted' || state === 'processed')) done += 1;
    }
    return done;
  }
}
