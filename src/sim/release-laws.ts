/**
 * The laws of releases: what an alias gives its versions is all of its traffic, a deployment gives its version
 * more and more until it is rolled back and its alias does what it says, and no version runs before it is
 * published.
 */
import type { LawStates } from './law-states.ts';
import { isInFlight } from './phase.ts';
import type { TraceColumns } from './trace.ts';
import { EVENTS, kindCode } from './vocabulary.ts';

export const RELEASE_LAWS = {
  weights: 'the weights of an alias add up to all of its traffic',
  growing: 'the traffic of a deployment only grows, until it is rolled back',
  shifted: 'an alias gives a version as much traffic as its deployment has shifted',
  published: 'no version runs before it is published',
} as const;

const REQUEST = kindCode('request');
const VERSION = kindCode('version');
const ALIAS = kindCode('alias');
const DEPLOYMENT = kindCode('deployment');
const SHARE = EVENTS.indexOf('share');

/** All traffic, in hundredths of a percent. */
const WHOLE = 10_000;

export class ReleaseLaws {
  /** By function or version: number of the function. */
  readonly #of: readonly number[];
  readonly #active: number;
  readonly #isRunning: readonly boolean[];
  readonly #one: number;
  readonly #succeeded: number;
  readonly #rolledBack: number;
  /** By place of a version: it is active. */
  readonly #isActive: boolean[] = [];
  /** An alias that has told one of its two versions, and still owes the other: its number; -1: none does. */
  #owing = -1;
  #told = 0;
  /** What the deployment that points it has shifted; -1: none points it. */
  #due = -1;
  /** By deployment: what it has shifted. */
  readonly #shifted: number[] = [];

  /**
   * @param kinds by kind of actor; undefined: none of it is in the run.
   * @param of by function or version: number of the function.
   */
  constructor(kinds: readonly (LawStates | undefined)[], of: readonly number[]) {
    const code = (kind: number, state: string) => kinds[kind]?.states.indexOf(state) ?? -1;
    this.#of = of;
    this.#active = code(VERSION, 'active');
    this.#one = code(ALIAS, 'one version');
    this.#succeeded = code(DEPLOYMENT, 'succeeded');
    this.#rolledBack = code(DEPLOYMENT, 'rolled back');
    this.#isRunning = kinds[REQUEST]?.states.map(isInFlight) ?? [];
  }

  /** Looks at one step. @returns the law it breaks, or null. */
  check(trace: TraceColumns, step: number): string | null {
    const kind = trace.kind[step]!;
    const actor = trace.actor[step]!;
    if (this.#owing >= 0 && (kind !== ALIAS || actor !== this.#owing || trace.event[step] !== SHARE))
      return RELEASE_LAWS.weights;
    const to = trace.to[step]!;
    const place = trace.place[step]!;
    if (kind === REQUEST) {
      const isUnpublished = this.#of[place] !== place && this.#isActive[place] !== true;
      return isUnpublished && this.#isRunning[to]! ? RELEASE_LAWS.published : null;
    }
    if (kind === VERSION) this.#isActive[place] = to === this.#active;
    else if (kind === ALIAS) return this.#checkAlias(trace, step);
    else if (kind === DEPLOYMENT) return this.#checkDeployment(actor, to, trace.amount[step]!);
    return null;
  }

  #checkAlias(trace: TraceColumns, step: number): string | null {
    const amount = trace.amount[step]!;
    if (trace.event[step] === SHARE) {
      const isWhole = this.#owing >= 0 && this.#told + amount === WHOLE;
      this.#owing = -1;
      if (!isWhole) return RELEASE_LAWS.weights;
      return this.#due < 0 || this.#due === amount ? null : RELEASE_LAWS.shifted;
    }
    const cause = trace.cause[step]!;
    this.#due = cause >= 0 && trace.kind[cause] === DEPLOYMENT ? trace.amount[cause]! : -1;
    if (trace.to[step] === this.#one) {
      if (amount !== WHOLE) return RELEASE_LAWS.weights;
      return this.#due <= 0 || this.#due === WHOLE ? null : RELEASE_LAWS.shifted;
    }
    this.#owing = trace.actor[step]!;
    this.#told = amount;
    return null;
  }

  #checkDeployment(actor: number, to: number, amount: number): string | null {
    const before = this.#shifted[actor] ?? 0;
    this.#shifted[actor] = amount;
    if (to === this.#rolledBack) return amount === 0 ? null : RELEASE_LAWS.growing;
    if (to === this.#succeeded && amount !== WHOLE) return RELEASE_LAWS.growing;
    return amount < before || amount > WHOLE ? RELEASE_LAWS.growing : null;
  }
}
