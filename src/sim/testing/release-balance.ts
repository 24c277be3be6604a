/** What must add up where scenarios release: an observer's own account of where aliases point and what changes did. */
import { NONE, type Trace } from '../trace.ts';

/** A version that an alias points to, by its place, and its share in hundredths of a percent. */
interface Pointer {
  readonly place: number;
  readonly share: number;
}

/** What does not add up, a sentence each. */
export function releaseImbalances(trace: Trace): string[] {
  return [...new Observer(trace).imbalances()];
}

class Observer {
  readonly #trace: Trace;
  readonly #found = new Set<string>();
  readonly #kinds: readonly string[];
  readonly #callerPlace: number;
  /** By number of a version: its place. By place of an alias: where it points. By place of a version: its revision. */
  readonly #versions: number[] = [];
  readonly #pointers: Pointer[][] = [];
  readonly #revisions: (number | undefined)[] = [];
  /** By number of an operation: the step in which it is asked for, what it led to, and how it ended. */
  readonly #asked: number[] = [];
  readonly #effects: number[] = [];
  readonly #ends: string[] = [];

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#kinds = trace.kinds.map(({ name }) => name);
    this.#callerPlace = trace.places.findIndex(({ type }) => type === 'caller');
  }

  imbalances(): ReadonlySet<string> {
    const { length, kind } = this.#trace;
    for (let step = 0; step < length; step += 1) {
      this.#effect(step);
      switch (this.#kinds[kind[step]!]) {
        case 'version':
          this.#versions[this.#trace.actor[step]!] = this.#trace.place[step]!;
          break;
        case 'alias':
          this.#alias(step);
          break;
        case 'request':
          this.#request(step);
          break;
        case 'environment':
          this.#environment(step);
          break;
        case 'operation':
          this.#operation(step);
          break;
        default:
      }
    }
    this.#operations();
    return this.#found;
  }

  #state(step: number): string {
    return this.#trace.kinds[this.#trace.kind[step]!]!.states[this.#trace.to[step]!]!;
  }

  #alias(step: number): void {
    const { place, places, other, otherKind, amount, event, events } = this.#trace;
    const alias = place[step]!;
    const to = otherKind[step] === NONE ? places[alias]!.of! : this.#versions[other[step]!]!;
    const pointer = { place: to, share: amount[step]! };
    if (events[event[step]!] === 'share') this.#pointers[alias]!.push(pointer);
    else this.#pointers[alias] = [pointer];
  }

  /** A request to an alias goes to a version that it points to at that moment. */
  #request(step: number): void {
    const { from, cause, kind, place, places } = this.#trace;
    if (from[step] !== NONE) return;
    const because = cause[step]!;
    if (because >= 0 && this.#kinds[kind[because]!] === 'deployment') return;
    const sender = because < 0 ? this.#callerPlace : place[because]!;
    const asked = sender < 0 ? -1 : (places[sender]!.target ?? sender);
    if (places[asked]?.type !== 'alias') return;
    const isMeant = this.#pointers[asked]!.some((to) => to.place === place[step] && to.share > 0);
    if (!isMeant)
      this.#found.add(
        `a request to ${places[asked].name} went to ${places[place[step]!]!.name}, not a version of its`,
      );
  }

  /** A version never changes: all its environments are made by one revision. */
  #environment(step: number): void {
    const { from, place, places, amount } = this.#trace;
    const fn = place[step]!;
    if (from[step] !== NONE || places[fn]!.type !== 'version') return;
    const known = (this.#revisions[fn] ??= amount[step]!);
    if (known !== amount[step]) this.#found.add(`${places[fn]!.name} has changed its code`);
  }

  #operation(step: number): void {
    const operation = this.#trace.actor[step]!;
    const state = this.#state(step);
    if (state === 'asked') this.#asked[operation] = step;
    else if (state !== 'planned') this.#ends[operation] = state;
  }

  /** Something that follows from an operation at once. */
  #effect(step: number): void {
    const { cause, kind, actor } = this.#trace;
    const because = cause[step]!;
    if (because < 0 || this.#kinds[kind[because]!] !== 'operation') return;
    const kindOf = this.#kinds[kind[step]!]!;
    if (kindOf === 'operation' || kindOf === 'creation' || kindOf === 'stack') return;
    this.#effects[actor[because]!] = (this.#effects[actor[because]!] ?? 0) + 1;
  }

  /** Every operation that was asked for is done or refused; what is refused changes nothing. */
  #operations(): void {
    const { end, length } = this.#trace;
    this.#asked.forEach((step, operation) => {
      const isCut = end.kind === 'bound' && step === length - 1;
      const state = this.#ends[operation];
      if (state === undefined && !isCut)
        this.#found.add(`operation ${operation + 1} was neither done nor refused`);
      if (state === 'refused' && (this.#effects[operation] ?? 0) > 0)
        this.#found.add(`operation ${operation + 1} was refused, and changed something`);
    });
  }
}
