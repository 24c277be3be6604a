/** Published versions: which there are, and what each keeps of the function it was published from. */
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import type { Engine } from '../engine.ts';
import { functionPlanOf } from '../function-plan.ts';
import type { FunctionPlan } from '../function-plan.ts';
import { Luck } from '../luck.ts';
import { versionMachine } from '../machines/version.ts';
import type { VersionContext, VersionEvent } from '../machines/version.ts';
import type { Plan } from '../plan.ts';
import { versionPlansOf } from '../release-plan.ts';
import type { VersionPlan } from '../release-plan.ts';
import { NONE } from '../trace.ts';

const SUCCEED = eventCode('succeed');
const FAIL = eventCode('fail');

/** What Lambda does with a version: it runs by this plan, and can be invoked. */
interface Lambda {
  planOf(fn: number): FunctionPlan;
  replace(fn: number, plan: FunctionPlan, cause: number): void;
  opened(fn: number): void;
}

/** Makes the snapshots of SnapStart. */
export interface Snapshots {
  /** Whether one is made when this version is published. */
  takes(fn: number): boolean;
  /** Makes it: `settle` is to be called once it is there, or has failed. */
  take(fn: number, cause: number): void;
}

export class VersionService {
  readonly #plan: Plan;
  readonly #lambda: Lambda;
  readonly #cast: Cast<VersionContext, VersionEvent> | null;
  /** Number of the place of the first version; the others follow, function by function. */
  readonly #first: number;
  readonly #versions: readonly VersionPlan[];
  /** By version: its slot; -1: not published. */
  readonly #slots: number[];
  readonly #failed: boolean[];
  #snapshots: Snapshots | null = null;
  #hasRoom: (of: number) => boolean = () => true;

  constructor(plan: Plan, engine: Engine, lambda: Lambda) {
    this.#plan = plan;
    this.#lambda = lambda;
    this.#versions = versionPlansOf(plan.scenario);
    this.#first = plan.functions.length - this.#versions.length;
    this.#cast = this.#versions.length === 0 ? null : engine.cast('version', versionMachine, () => {});
    this.#slots = this.#versions.map(() => -1);
    this.#failed = this.#versions.map(() => false);
  }

  get kind(): number {
    return this.#cast?.kind ?? NONE;
  }

  /** Says who makes snapshots. */
  snapshots(snapshots: Snapshots): void {
    this.#snapshots = snapshots;
  }

  /** Says whether the account has code storage left for a copy of a function's code. */
  storage(hasRoom: (of: number) => boolean): void {
    this.#hasRoom = hasRoom;
  }

  /** Versions that were published before the run. */
  start(): void {
    this.#versions.forEach((version, index) => {
      if (version.isPublished) this.#begin(index, { wasThere: true, takesSnapshot: false }, -1, NONE, -1);
    });
  }

  /** Number of the actor of the version at a place; -1: there is none: it is $LATEST, or not published. */
  numberOf(fn: number): number {
    const slot = this.#slots[fn - this.#first] ?? -1;
    return slot < 0 ? -1 : this.#cast!.numberOf(slot);
  }

  /** Whether there is a version at this place, whatever has become of it. */
  isNumbered(fn: number): boolean {
    return (this.#slots[fn - this.#first] ?? -1) >= 0;
  }

  /** Whether there is a version at this place that can be invoked or will be: not $LATEST, not one that failed. */
  isPublished(fn: number): boolean {
    return this.isNumbered(fn) && !this.#failed[fn - this.#first]!;
  }

  /**
   * Publishes what $LATEST is now.
   *
   * @param fn place of the version.
   * @param cause the step that asks for it.
   * @returns `unchanged`: its code is that of the last version, and nothing was published; why AWS refuses it;
   *   null: it is published.
   * @throws Error when the number is taken: a scenario names the next one, which its checks see to.
   */
  publish(
    fn: number,
    cause: number,
    otherKind: number,
    other: number,
  ): 'unchanged' | 'refused: code storage full' | null {
    const index = fn - this.#first;
    if (this.isNumbered(fn)) throw new Error(`version ${this.#versions[index]!.version} is there already`);
    const { of } = this.#plan.functions[fn]!;
    const latest = this.#lambda.planOf(of);
    const last = this.#lastOf(of);
    if (last >= 0 && this.#lambda.planOf(last).revision === latest.revision) return 'unchanged';
    if (!this.#hasRoom(of)) return 'refused: code storage full';
    if (this.#lambda.planOf(fn).revision !== latest.revision) {
      const { scenario, rules } = this.#plan;
      const runnable = { name: this.#versions[index]!.name, of, version: this.#versions[index]! };
      const site = { scenario, rules, luck: new Luck(scenario.seed), problems: [] };
      const plan = functionPlanOf(site, runnable, latest.revision);
      this.#lambda.replace(fn, plan, cause);
    }
    const takesSnapshot = this.#snapshots?.takes(fn) ?? false;
    this.#begin(index, { wasThere: false, takesSnapshot }, cause, otherKind, other);
    if (takesSnapshot) this.#snapshots!.take(fn, this.#cast!.step);
    return null;
  }

  /** The snapshot of a version is there, or could not be made. */
  settle(fn: number, isGood: boolean, cause: number): void {
    const index = fn - this.#first;
    const slot = this.#slots[index]!;
    const amount = Number(this.#versions[index]!.version);
    if (isGood) {
      this.#cast!.deliver(slot, SUCCEED, { type: 'succeed' }, cause, NONE, -1, amount);
      this.#lambda.opened(fn);
    } else {
      this.#cast!.deliver(slot, FAIL, { type: 'fail' }, cause, NONE, -1, amount);
      this.#failed[index] = true;
    }
  }

  #begin(index: number, context: VersionContext, cause: number, otherKind: number, other: number): void {
    const fn = this.#first + index;
    const amount = Number(this.#versions[index]!.version);
    this.#slots[index] = this.#cast!.begin(context, fn, cause, otherKind, other, amount);
    if (!context.wasThere && !context.takesSnapshot) this.#lambda.opened(fn);
  }

  /** Place of the version of a function that was published last; -1: none was. */
  #lastOf(of: number): number {
    for (let index = this.#versions.length - 1; index >= 0; index--) {
      const fn = this.#first + index;
      if (this.#plan.functions[fn]!.of === of && this.#slots[index]! >= 0) return fn;
    }
    return -1;
  }
}
