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
import { iteratorAges } from './iterator-ages.ts';
import { metricNamed, METRICS } from './metric.ts';
import { LevelSeries, MetricSeries, minutesOf } from './metric-series.ts';
import { OldestMessages } from './oldest-messages.ts';
import { NONE, type Trace } from './trace.ts';

const derived = new WeakMap<Trace, readonly MetricSeries[]>();

/** Every metric that has a value, place by place in the order of METRICS. */
export function metricsOf(trace: Trace): readonly MetricSeries[] {
  let series = derived.get(trace);
  if (!series) {
    series = new Derivation(trace).run();
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
  // Of the account where there is such a value, else of all places together.
  const own = all.filter((series) => series.place === place);
  const meant = place < 0 && own.length === 0 ? all : own;
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

type KindName = 'request' | 'event' | 'delivery' | 'record' | 'reader' | 'message' | 'poller' | 'caller';

/** What a step of a kind counts as, given the names of its states. */
class Derivation {
  readonly #trace: Trace;
  readonly #minutes: number;
  /** By name of the metric, by place + 1. */
  readonly #series = new Map<string, (MetricSeries | undefined)[]>();
  readonly #levels = new Map<string, (LevelSeries | undefined)[]>();
  readonly #oldest: OldestMessages;
  readonly #kinds: Record<KindName, number>;
  /** By kind and number: when it was born (µs), and where. */
  readonly #bornUs: number[][];
  readonly #places: number[][];
  // Of requests: whether it runs and since when; its batch, and the mapping that sent it.
  readonly #ranFromUs: number[] = [];
  readonly #items: number[] = [];
  readonly #mapping: number[] = [];
  readonly #isFirstMapping: readonly boolean[];

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#minutes = minutesOf(trace.endUs);
    const kindOf = (name: string) => trace.kinds.findIndex((kind) => kind.name === name);
    this.#kinds = {
      request: kindOf('request'),
      event: kindOf('event'),
      delivery: kindOf('delivery'),
      record: kindOf('record'),
      reader: kindOf('reader'),
      message: kindOf('message'),
      poller: kindOf('poller'),
      caller: kindOf('caller'),
    };
    this.#bornUs = trace.kinds.map(() => []);
    this.#places = trace.kinds.map(() => []);
    // A record is an actor for each mapping that reads it; the stream has it once.
    this.#isFirstMapping = trace.places.map(
      ({ source }, place) => trace.places.findIndex((other) => other.source === source) === place,
    );
    this.#oldest = new OldestMessages(trace, this.#minutes);
  }

  run(): readonly MetricSeries[] {
    const { length, kind, actor, from, at, place } = this.#trace;
    const kinds = this.#kinds;
    for (let step = 0; step < length; step += 1) {
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
      else if (of === kinds.caller) this.#caller(step);
      else if (of === kinds.poller || of === kinds.reader) this.#batch(step);
    }
    for (const { atUs, place: mapping, ageUs } of iteratorAges(this.#trace)) {
      this.#add('IteratorAge', this.#trace.places[mapping]!.target ?? 0, atUs, ageUs / 1000);
    }
    for (const levels of this.#levels.values()) for (const level of levels) level?.end(this.#minutes);
    this.#oldest.end((queue, minute, seconds) => {
      this.#seriesOf('ApproximateAgeOfOldestMessage', queue).addTo(minute, seconds);
    });
    return METRICS.flatMap(({ name }) => (this.#series.get(name) ?? []).filter((one) => one !== undefined));
  }

  #seriesOf(name: string, place: number): MetricSeries {
    let places = this.#series.get(name);
    if (!places) this.#series.set(name, (places = []));
    return (places[place + 1] ??= new MetricSeries(metricNamed(name)!, place, this.#minutes));
  }

  #add(name: string, place: number, atUs: number, value: number): void {
    this.#seriesOf(name, place).add(atUs, value);
  }

  #level(name: string, place: number, atUs: number, by: number): void {
    let places = this.#levels.get(name);
    if (!places) this.#levels.set(name, (places = []));
    (places[place + 1] ??= new LevelSeries(this.#seriesOf(name, place))).change(atUs, by);
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
    const isBorn = trace.from[step] === NONE;
    if (isBorn) {
      this.#items[request] = trace.amount[step]!;
      this.#mapping[request] = this.#senderOf(trace.cause[step]!);
      if (to === 'throttled') this.#add('Throttles', place, atUs, 1);
      if (this.#reasonOf(step) === 'refused: recursive loop')
        this.#add('RecursiveInvocationsDropped', place, atUs, 1);
      if (to === 'waiting' || to === 'running') this.#accepted(step, request, place, atUs);
    }
    if (to === 'running') this.#ranFromUs[request] = atUs;
    const bornUs = this.#bornUs[trace.kind[step]!]![request]!;
    const mapping = this.#mapping[request]!;
    if (to === 'failed' || to === 'succeeded') {
      this.#concurrency(place, atUs, -1);
      this.#add('Errors', place, bornUs, to === 'failed' ? 1 : 0);
      const ranFromUs = this.#ranFromUs[request] ?? atUs;
      this.#add('Duration', place, bornUs, (atUs - ranFromUs) / 1000);
    }
    if ((to === 'failed' || to === 'denied') && mapping >= 0)
      this.#add('FailedInvokeEventCount', mapping, atUs, this.#items[request]!);
  }

  #accepted(step: number, request: number, place: number, atUs: number): void {
    const trace = this.#trace;
    const cause = trace.cause[step]!;
    this.#add('Invocations', place, atUs, 1);
    this.#concurrency(place, atUs, 1);
    if (cause >= 0 && trace.kind[cause] === this.#kinds.event) {
      const queuedUs = this.#bornUs[this.#kinds.event]![trace.actor[cause]!]!;
      this.#add('AsyncEventAge', place, atUs, (atUs - queuedUs) / 1000);
    }
    const mapping = this.#mapping[request]!;
    if (mapping >= 0) this.#add('InvokedEventCount', mapping, atUs, this.#items[request]!);
  }

  #concurrency(place: number, atUs: number, by: number): void {
    this.#level('ConcurrentExecutions', place, atUs, by);
    this.#level('ConcurrentExecutions', -1, atUs, by);
    if (this.#trace.places[place]!.isReserved !== true)
      this.#level('UnreservedConcurrentExecutions', -1, atUs, by);
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
        this.#add('AsyncEventsReceived', place, atUs, 1);
      return;
    }
    switch (this.#stateOf(step)) {
      case 'stopped':
        this.#add('RecursiveInvocationsDropped', place, atUs, 1);
        this.#add('AsyncEventsDropped', place, atUs, 1);
        break;
      case 'retries exhausted':
      case 'expired':
      case 'dropped':
        this.#add('AsyncEventsDropped', place, atUs, 1);
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
        this.#add('DeadLetterErrors', fn, atUs, 1);
        break;
      case 'lost: destination not permitted':
        this.#add('DestinationDeliveryFailures', fn, atUs, 1);
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
      this.#add('RecursiveInvocationsDropped', places[mapping]!.target ?? 0, at[step]!, 1);
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

  #caller(step: number): void {
    const trace = this.#trace;
    const kind = trace.kind[step]!;
    const place = trace.place[step]!;
    if (trace.kinds[kind]!.isFinal[trace.to[step]!] !== true) return;
    const bornUs = this.#bornUs[kind]![trace.actor[step]!]!;
    const tookMs = (trace.at[step]! - bornUs) / 1000;
    const end = this.#stateOf(step);
    const isGood = end === 'answered';
    switch (trace.places[place]!.service) {
      case 'api-gateway': {
        // Whatever goes wrong between it and Lambda is an answer of its own of 500, 502 or 504.
        this.#add('Count', place, bornUs, 1);
        this.#add('4XXError', place, bornUs, 0);
        this.#add('5XXError', place, bornUs, isGood ? 0 : 1);
        this.#add('Latency', place, bornUs, tookMs);
        break;
      }
      case 'alb': {
        const isUser = end === 'function error' || end === 'bad answer' || end === 'denied';
        this.#add('RequestCount', place, bornUs, 1);
        this.#add('HTTPCode_ELB_5XX_Count', place, bornUs, isGood ? 0 : 1);
        this.#add('LambdaUserError', place, bornUs, isUser ? 1 : 0);
        this.#add('LambdaInternalError', place, bornUs, end === 'service error' ? 1 : 0);
        this.#add('TargetResponseTime', place, bornUs, tookMs / 1000);
        break;
      }
      case 'function-url': {
        const isClient = end === 'throttled' || end === 'denied' || end === 'refused';
        this.#add('UrlRequestCount', place, bornUs, 1);
        this.#add('Url4xxCount', place, bornUs, isClient ? 1 : 0);
        this.#add('Url5xxCount', place, bornUs, isGood || isClient ? 0 : 1);
        this.#add('UrlRequestLatency', place, bornUs, tookMs);
        break;
      }
      default:
    }
  }
}
