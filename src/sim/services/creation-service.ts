/**
 * Functions are created, and get other code: what is handed in goes through its checks, then the function is
 * there, or environments with the old code go. The machine decides; this does what it asks, and keeps how much
 * code storage the account uses.
 */
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import type { Taken } from '../chart.ts';
import type { Engine } from '../engine.ts';
import { functionPlanOf } from '../function-plan.ts';
import { Luck } from '../luck.ts';
import { creationMachine } from '../machines/creation.ts';
import type { CreationContext, CreationEvent } from '../machines/creation.ts';
import { draftOf, MB_BYTES } from '../package-plan.ts';
import type { Draft, Sending } from '../package-plan.ts';
import type { Plan } from '../plan.ts';
import { revisionNamed, withRevision } from '../revision.ts';
import { NONE } from '../trace.ts';
import { effectNumber } from '../effects.ts';
import type { LambdaService } from './lambda-service.ts';
import type { OperationService } from './operation-service.ts';

const START = eventCode('start');
const CHECK = eventCode('check');
const MESSAGE: CreationEvent = { type: 'check' };

const MAKE_PENDING = effectNumber('makePending');
const MAKE_ACTIVE = effectNumber('makeActive');
const TURN_DOWN = effectNumber('turnDown');

/** Hears what becomes of what it handed in, at once or after a while. */
export interface Creator {
  created(fn: number, cause: number): void;
  refused(fn: number, cause: number): void;
}

/** What is handed in. */
export interface Handed {
  /** Number of the function. */
  readonly fn: number;
  /** The revision that its code is; null: the function's own settings. */
  readonly revision: string | null;
  /** How it comes, if not as its package says. */
  readonly sentBy: Sending | null;
  readonly creator: Creator | null;
}

export class CreationService {
  readonly #plan: Plan;
  readonly #lambda: LambdaService;
  readonly #cast: Cast<CreationContext, CreationEvent>;
  /** By slot. */
  readonly #handed: Handed[] = [];
  /** By function: its creation or update is under way. */
  readonly #isUnderWay: boolean[];
  /** By function: what the code of its $LATEST takes of the account's storage. A version has a copy of its own. */
  readonly #storesBytes: number[];

  constructor(plan: Plan, engine: Engine, lambda: LambdaService, operations: OperationService | null) {
    this.#plan = plan;
    this.#lambda = lambda;
    this.#isUnderWay = plan.functions.map(() => false);
    this.#storesBytes = plan.functions.map(({ of, settings }, place) =>
      of === place && !isCreatedIn(plan, of) ? this.#stores(draftOf(settings)) : 0,
    );
    this.#cast = engine.cast('creation', creationMachine, (slot, timer) => this.#activate(slot, timer));
    plan.functions.forEach(({ of }, place) => {
      if (of === place && isCreatedIn(plan, of)) lambda.expect(place);
    });
    lambda.versions.storage((of) => {
      const { codeStorageBytes } = plan.rules.packages;
      return this.#storedBesides(of) + this.#storesBytes[of]! + this.#storesNow(of) <= codeStorageBytes;
    });
    operations?.handle('update-function-code', ({ revision }, { step, kind, number, place }) => {
      if (!lambda.exists(place)) return 'refused: no such function';
      if (this.#isUnderWay[place]) return 'refused: update under way';
      const handed = { fn: place, revision: revisionNamed(revision), sentBy: null, creator: null };
      return this.hand(handed, step, kind, number) ? null : 'refused: by its checks';
    });
  }

  /** Creates the functions that no stack creates. */
  start(): void {
    this.#plan.functions.forEach(({ of, settings }, fn) => {
      if (of === fn && isCreatedIn(this.#plan, fn) && settings.stack === undefined)
        this.hand({ fn, revision: null, sentBy: null, creator: null }, -1, NONE, -1);
    });
  }

  /**
   * Hands in the code and configuration of a function that is not there yet, or is to be changed.
   *
   * @returns whether it has passed the checks: it is active, or pending.
   */
  hand(handed: Handed, cause: number, otherKind: number, other: number): boolean {
    const { fn, revision, sentBy } = handed;
    const cast = this.#cast;
    const own = this.#plan.functions[fn]!.settings;
    const draft = draftOf(withRevision(own, revision), sentBy);
    const slot = cast.create(
      {
        limits: this.#plan.rules.packages,
        draft,
        hasRole: this.#plan.functions[fn]!.exists,
        storedBytes: this.#storedBesides(fn),
        storesBytes: this.#stores(draft),
        unzippedBytes: 0,
        merged: 0,
        amount: 0,
      },
      fn,
    );
    this.#handed[slot] = handed;
    cast.record(slot, START, cause, NONE, cast.taken!, otherKind, other, 0);
    for (;;) {
      const from = cast.stateOf(slot);
      const taken = cast.react(slot, CHECK, MESSAGE);
      if (!taken) return true;
      cast.record(slot, CHECK, cast.step, from, taken, otherKind, other, cast.contextOf(slot).amount);
      if (this.#follow(slot, taken)) return taken.effects[0] !== TURN_DOWN;
    }
  }

  #activate(slot: number, timer: number): void {
    const cast = this.#cast;
    const from = cast.stateOf(slot);
    const event = cast.eventOfNext(timer);
    const cause = cast.causeOfNext(timer);
    const taken = cast.wake(slot, timer)!;
    cast.record(slot, event, cause, from, taken, NONE, -1, cast.contextOf(slot).amount);
    this.#follow(slot, taken);
  }

  /** Does what a step asks for. @returns whether its checks are over. */
  #follow(slot: number, { effects }: Taken): boolean {
    const cast = this.#cast;
    const { step } = cast;
    const { fn, revision, creator } = this.#handed[slot]!;
    switch (effects[0]) {
      case MAKE_PENDING:
        this.#isUnderWay[fn] = true;
        this.#storesBytes[fn] = cast.contextOf(slot).storesBytes;
        this.#lambda.makePending(fn);
        return true;
      case MAKE_ACTIVE:
        this.#storesBytes[fn] = cast.contextOf(slot).storesBytes;
        this.#over(slot, fn);
        this.#activated(fn, revision, step);
        creator?.created(fn, step);
        return true;
      case TURN_DOWN:
        this.#over(slot, fn);
        creator?.refused(fn, step);
        return true;
      default:
        return false;
    }
  }

  #over(slot: number, fn: number): void {
    this.#isUnderWay[fn] = false;
    this.#cast.end(slot);
  }

  #activated(fn: number, revision: string | null, cause: number): void {
    const { functions, scenario, rules } = this.#plan;
    const { id, of } = functions[fn]!;
    if (this.#lambda.exists(fn)) {
      const site = { scenario, rules, luck: new Luck(scenario.seed), problems: [] };
      const plan = functionPlanOf(site, { name: id, of, version: null }, revision);
      this.#lambda.environments.replace(fn, plan, cause);
      return;
    }
    this.#lambda.establish(fn, cause);
  }

  /** Code storage of the account without what this function's $LATEST takes. */
  #storedBesides(fn: number): number {
    const before = (this.#plan.scenario.settings.codeStorageUsedMb ?? 0) * MB_BYTES;
    const { versions } = this.#lambda;
    return this.#storesBytes.reduce((sum, bytes, place) => {
      if (versions.isPublished(place)) return sum + this.#storesNow(place);
      return place === fn ? sum : sum + bytes;
    }, before);
  }

  /** What the code that a function or version has now takes of the storage. */
  #storesNow(place: number): number {
    return this.#stores(draftOf(this.#lambda.environments.of(place).plan.settings));
  }

  /** What code takes of the storage: an image nothing, it stays in its registry. */
  #stores(draft: Draft): number {
    if (draft.by === 'registry') return 0;
    return this.#plan.rules.packages.codeStorageCounts === 'zipped' ? draft.bytes : draft.unzippedBytes;
  }
}

/**
 * Whether a function is created in the run: its settings say what it is made of, or which stack makes it, and
 * no version of it is older than the run.
 */
export function isCreatedIn({ functions }: Pick<Plan, 'functions'>, fn: number): boolean {
  const { package: made, stack, versions = {} } = functions[fn]!.settings;
  return (made !== undefined || stack !== undefined) && Object.keys(versions).length === 0;
}
