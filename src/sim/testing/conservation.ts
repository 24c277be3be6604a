/** What must add up at the end of every run, counted from the trace alone: nothing is lost, nothing made up. */
import { createArrivals } from '../arrivals.ts';
import { isCallerKept } from '../caller-plan.ts';
import { NONE, type Trace } from '../trace.ts';
import { worldAt } from '../world.ts';
import type { Scenario } from '../scenario.ts';
import { scenariosIn } from '../settings-in-run.ts';
import { releaseImbalances } from './release-balance.ts';

/** Types of places that can be invoked. */
const INVOCABLE: readonly string[] = ['function', 'version', 'alias'];

/** What does not add up, a sentence each. */
export function imbalances(trace: Trace, scenario: Scenario): string[] {
  return new Ledger(trace, scenario).imbalances();
}

/** Events that a caller of whom nothing is kept hands over. */
function plainEvents({ settings: { caller } }: Scenario, sent: ReadonlyMap<string, number>): number {
  const isPlain = caller !== undefined && !isCallerKept(caller) && caller.invocationType === 'Event';
  return isPlain ? (sent.get('caller') ?? 0) : 0;
}

class Ledger {
  readonly #trace: Trace;
  readonly #scenario: Scenario;
  /** The scenario as it was one after the other. */
  readonly #times: ReturnType<typeof scenariosIn>;
  readonly #found: string[] = [];
  /** The run was cut between two steps that belong together. */
  readonly #isCut: boolean;

  constructor(trace: Trace, scenario: Scenario) {
    this.#trace = trace;
    this.#scenario = scenario;
    this.#times = scenariosIn(trace, scenario);
    this.#isCut = trace.end.kind === 'bound';
  }

  imbalances(): string[] {
    this.#arrivals();
    this.#ends();
    this.#invocations();
    this.#deliveries();
    this.#queues();
    this.#streams();
    this.#notifications();
    return [...this.#found, ...releaseImbalances(this.#trace)];
  }

  #equal(what: string, found: number, expected: number): void {
    if (found !== expected) this.#found.push(`${what}: found ${found}, expected ${expected}`);
  }

  #kind(name: string): number {
    return this.#trace.kinds.findIndex((kind) => kind.name === name);
  }

  /** Steps of a kind that fulfil something. */
  #count(kindName: string, isMeant: (step: number) => boolean): number {
    const kind = this.#kind(kindName);
    let count = 0;
    for (let step = 0; step < this.#trace.length; step += 1)
      if (this.#trace.kind[step] === kind && isMeant(step)) count += 1;
    return count;
  }

  #isBorn(step: number): boolean {
    return this.#trace.from[step] === NONE;
  }

  #state(step: number): string {
    return this.#trace.kinds[this.#trace.kind[step]!]!.states[this.#trace.to[step]!]!;
  }

  #was(step: number): string {
    const from = this.#trace.from[step]!;
    return from === NONE ? '' : this.#trace.kinds[this.#trace.kind[step]!]!.states[from]!;
  }

  #reason(step: number): string {
    return this.#trace.reasons[this.#trace.reason[step]!]!;
  }

  /** Whether the step's cause is one of the kind. */
  #isBecauseOf(step: number, kindName: string): boolean {
    const cause = this.#trace.cause[step]!;
    return cause >= 0 && this.#trace.kind[cause] === this.#kind(kindName);
  }

  #place(name: string): number {
    return this.#trace.places.findIndex((place) => place.name === name);
  }

  /** Whatever comes from outside becomes a unit where it comes in: one, or one for each that reads or is told of it. */
  #arrivals(): void {
    if (this.#isCut) return;
    const trace = this.#trace;
    const expected = new Map<string, { to: string; kind: string; place: number; count: number }>();
    const expect = (to: string, kind: string, place: number, count: number): void => {
      const key = `${to} ${kind} ${place}`;
      const before = expected.get(key)?.count ?? 0;
      expected.set(key, { to, kind, place, count: before + count });
    };
    // By the settings of the time in which it came.
    for (const { scenario, sent } of this.#sent())
      for (const [to, count] of sent) {
        const place = this.#place(to);
        const { type } = trace.places[place]!;
        const resource = scenario.settings.resources?.[to];
        if (type === 'queue') expect(to, 'message', place, count);
        else if (type === 'edge') expect(to, 'viewer', place, count);
        else if (type === 'target') expect(to, 'delivery', place, count);
        else if (resource?.type === 'push-service')
          expect(to, 'notification', place, count * resource.targets.length);
        else if (type === 'stream')
          trace.places.forEach(({ source }, mapping) => {
            if (source === place) expect(to, 'record', mapping, count);
          });
        else {
          // A caller is an actor, or all there is of it is its request or its event.
          const { caller } = scenario.settings;
          const isFunction = INVOCABLE.includes(type);
          if (!isFunction && isCallerKept(caller!)) expect(to, 'caller', place, count);
          else if (isFunction) {
            // Events of callers that are nothing more come to the function too.
            const others = to === (caller?.invokes ?? 'function') ? plainEvents(scenario, sent) : 0;
            expect(to, 'event', place, count + others);
          }
        }
      }
    for (const { to, kind, place, count } of expected.values())
      this.#equal(`${kind}s of what came to ${to}`, this.#fromOutside(kind, place), count);
  }

  /** How many units came to each place from outside, for each time in which settings stayed as they were. */
  #sent(): { readonly scenario: Scenario; readonly sent: ReadonlyMap<string, number> }[] {
    const [trace, times] = [this.#trace, this.#times];
    return times.map(({ from, scenario }, index) => {
      const fromUs = index === 0 ? 0 : trace.at[from]!;
      const next = times[index + 1];
      const beforeUs = next ? trace.at[next.from]! : scenario.horizonMs * 1000 + 1;
      const feeds = [
        { to: scenario.entry ?? 'caller', arrivals: scenario.arrivals },
        ...(scenario.feeds ?? []),
      ];
      const sent = new Map<string, number>();
      feeds.forEach(({ to, arrivals }, feed) => {
        const source = createArrivals(arrivals, scenario.seed + feed);
        let count = 0;
        while (source.next() && source.atUs < beforeUs) if (source.atUs >= fromUs) count += 1;
        sent.set(to, (sent.get(to) ?? 0) + count);
      });
      return { scenario, sent };
    });
  }

  /** Units of a kind at a place that nothing in the run has caused. */
  #fromOutside(kind: string, place: number): number {
    const trace = this.#trace;
    const apart = ['stood: before the run', 'accepted: second delivery', 'notified: second delivery'];
    return this.#count(
      kind,
      (step) =>
        this.#isBorn(step) &&
        trace.cause[step] === -1 &&
        trace.place[step] === place &&
        !apart.includes(this.#reason(step)) &&
        trace.otherKind[step] !== this.#kind(kind),
    );
  }

  /** Whatever was born has ended once, or is still there. */
  #ends(): void {
    const world = worldAt(this.#trace, this.#trace.endUs);
    this.#trace.kinds.forEach(({ name, isFinal, states }) => {
      if (states.length === 0 || name === 'function' || name === 'environment') return;
      const born = this.#count(name, (step) => this.#isBorn(step));
      const ended = this.#count(
        name,
        (step) => isFinal[this.#trace.to[step]!]! && isFinal[this.#trace.from[step]!] !== true,
      );
      const there = name === 'request' ? world.requests.length : (world.actors[name]?.length ?? 0);
      this.#equal(`${name}: ended and still there`, ended + there, born);
    });
    const { offered, accepted, throttled, denied, refused, checked, succeeded, failed, inFlight } =
      world.counts;
    const broken = this.#count('request', (step) => this.#state(step) === 'service error');
    this.#equal(
      'requests by what became of them',
      accepted + throttled + denied + refused + checked + broken,
      offered,
    );
    this.#equal('accepted requests', succeeded + failed + inFlight, accepted);
  }

  /** Whoever invokes gets a request for each attempt, and one answer for each request that has ended. */
  #invocations(): void {
    const attempts: Readonly<Record<string, string>> = {
      event: 'trying',
      reader: 'invoking',
      poller: 'invoking',
    };
    for (const [kind, state] of Object.entries(attempts)) {
      if (this.#trace.kinds[this.#kind(kind)]!.states.length === 0) continue;
      const tried = this.#count(kind, (step) => this.#state(step) === state && this.#was(step) !== state);
      const asked = this.#count('request', (step) => this.#isBorn(step) && this.#isBecauseOf(step, kind));
      const stopped = this.#count(kind, (step) => this.#reason(step) === 'batch: loop stopped');
      const isOneShort = this.#isCut && asked + stopped === tried - 1;
      if (!isOneShort) this.#equal(`requests of ${kind}s`, asked + stopped, tried);
    }
    const accepted = ['queued', 'denied', 'refused'];
    this.#equal(
      'events by how they were taken in',
      this.#count('event', (step) => this.#isBorn(step) && accepted.includes(this.#state(step))),
      this.#count('event', (step) => this.#isBorn(step)),
    );
  }

  /** An end has the records its function is set up for, and each that arrives is a unit where it goes. */
  #deliveries(): void {
    if (this.#isCut) return;
    const settingsAt = (step: number) => this.#times.findLast(({ from }) => from <= step)!.scenario.settings;
    const failures = ['retries exhausted', 'expired', 'stopped', 'dropped'];
    this.#trace.places.forEach(({ name, type }, place) => {
      if (type !== 'function') return;
      const asyncAt = (step: number) => {
        const settings = settingsAt(step);
        return (place === 0 ? settings.function : settings.functions![name]!).async;
      };
      // An event for a version or an alias has the settings of its function.
      const isHere = (step: number) => {
        const at = this.#trace.place[step]!;
        return (this.#trace.places[at]!.of ?? at) === place;
      };
      const ofEvents = (reasons: readonly string[]) => {
        const events = new Set<number>();
        const kind = this.#kind('event');
        for (let step = 0; step < this.#trace.length; step += 1)
          if (this.#trace.kind[step] === kind && isHere(step)) events.add(this.#trace.actor[step]!);
        return this.#count(
          'delivery',
          (step) =>
            this.#trace.otherKind[step] === kind &&
            events.has(this.#trace.other[step]!) &&
            reasons.includes(this.#reason(step)),
        );
      };
      const ends = (states: readonly string[], goal: 'deadLetterQueue' | 'onFailure' | 'onSuccess') =>
        this.#count(
          'event',
          (step) => isHere(step) && states.includes(this.#state(step)) && Boolean(asyncAt(step)?.[goal]),
        );
      const lost = 'lost: destination not permitted';
      this.#equal(
        `dead letters of ${name}`,
        ofEvents(['sent: dead letter', 'lost: dead letter not permitted']),
        ends(failures, 'deadLetterQueue'),
      );
      this.#equal(
        `destination records of ${name}`,
        ofEvents(['sent: on failure', 'sent: on success', lost]),
        ends(failures, 'onFailure') + ends(['succeeded'], 'onSuccess'),
      );
    });
    const became: readonly (readonly [kind: string, types: readonly string[]])[] = [
      ['message', ['queue']],
      ['event', INVOCABLE],
    ];
    for (const [kind, types] of became) {
      this.#equal(
        `records of ends that became a ${kind}`,
        this.#count(
          kind,
          (step) =>
            this.#isBorn(step) &&
            this.#isBecauseOf(step, 'delivery') &&
            this.#reason(step) !== 'accepted: second delivery',
        ),
        this.#count(
          'delivery',
          (step) =>
            this.#state(step) === 'delivered' &&
            types.includes(this.#trace.places[this.#trace.place[step]!]!.type),
        ),
      );
    }
  }

  /** A message that is moved ends in one queue and begins in the other; a copy follows a delete. */
  #queues(): void {
    if (this.#isCut || this.#trace.kinds[this.#kind('message')]!.states.length === 0) return;
    for (const [id, resource] of Object.entries(this.#scenario.settings.resources ?? {})) {
      if (resource.type !== 'queue') continue;
      const place = this.#place(id);
      const { cause } = this.#trace;
      const born = (reason: string) => (step: number) => this.#isBorn(step) && this.#reason(step) === reason;
      this.#equal(
        `messages moved out of ${id}`,
        this.#count(
          'message',
          (step) => born('moved: from another queue')(step) && this.#trace.place[cause[step]!] === place,
        ),
        this.#count(
          'message',
          (step) => this.#trace.place[step] === place && this.#state(step) === 'dead-lettered',
        ),
      );
      this.#equal(
        `messages that stood in ${id}`,
        this.#count(
          'message',
          (step) => this.#trace.place[step] === place && born('stood: before the run')(step),
        ),
        resource.backlog ?? 0,
      );
    }
  }

  /** Every consumer meets every record of its stream that was put while it was there. */
  #streams(): void {
    if (this.#isCut || this.#trace.kinds[this.#kind('record')]!.states.length === 0) return;
    const record = this.#kind('record');
    const bySource = new Map<number, number[]>();
    this.#trace.places.forEach(({ source }, mapping) => {
      if (source === undefined || this.#trace.places[source]?.type !== 'stream') return;
      const put = this.#count(
        'record',
        (step) =>
          this.#trace.place[step] === mapping && this.#isBorn(step) && this.#trace.otherKind[step] !== record,
      );
      bySource.set(source, [...(bySource.get(source) ?? []), put]);
    });
    for (const [source, puts] of bySource)
      for (const put of puts)
        this.#equal(`records of ${this.#trace.places[source]!.name} for each consumer`, put, puts[0]!);
  }

  /** What a service hands over becomes one unit. */
  #notifications(): void {
    if (this.#isCut) return;
    const taken = this.#count(
      'event',
      (step) =>
        this.#isBorn(step) && this.#isBecauseOf(step, 'notification') && this.#reason(step) === 'accepted',
    );
    const delivered = this.#count('notification', (step) => this.#state(step) === 'delivered');
    if (taken > delivered)
      this.#found.push(`notifications: ${taken} became events, ${delivered} were delivered`);
  }
}
