/** What operators change while a scenario runs: each change at its moment, made by the service whose matter it is. */
import type { Cast } from '../cast.ts';
import type { Agenda } from '../agenda.ts';
import { eventCode } from '../chart.ts';
import { rankOfDelay } from '../delay-ranks.ts';
import type { Engine } from '../engine.ts';
import { operationMachine } from '../machines/operation.ts';
import type { OperationContext, OperationEvent, Refusal } from '../machines/operation.ts';
import { usFromMs } from '../microseconds.ts';
import { placeNumber } from '../plan.ts';
import type { Plan } from '../plan.ts';
import { erasOf } from '../eras.ts';
import { callsInOrder, changedFunction, plannedBy } from '../release-plan.ts';
import type { Change, ChangeOf } from '../settings/change-settings.ts';
import { NONE } from '../trace.ts';
import { effectNumber } from '../effects.ts';

const ACCEPT = eventCode('accept');
const REFUSE = eventCode('refuse');
const DROP = eventCode('drop');
const DUE = eventCode('after due');
const APPLY = effectNumber('apply');

/** What a change is to whoever makes it. */
interface Made {
  /** The step in which it was asked for: the cause of what follows from it. */
  readonly step: number;
  /** Kind and number of its actor. */
  readonly kind: number;
  readonly number: number;
  /** Place of the function it is about. */
  readonly place: number;
}

/** Makes a change, or refuses it, or finds it made; what follows at once may be recorded before the answer is. */
export type Operator<Kind extends Change['kind']> = (
  change: ChangeOf<Kind>,
  made: Made,
) => Refusal | 'unchanged' | null;

export class OperationService {
  readonly #plan: Plan;
  readonly #cast: Cast<OperationContext, OperationEvent>;
  readonly #operators = new Map<Change['kind'], Operator<Change['kind']>>();
  /** By slot. */
  readonly #changes: (Change | undefined)[] = [];
  readonly #agenda: Agenda;
  /** Changes of settings, in order; each has a place in the agenda, and an actor once its moment has come. */
  readonly #forks: readonly ChangeOf<'change-settings'>[];
  readonly #alarms: number[] = [];

  constructor(plan: Plan, engine: Engine) {
    this.#plan = plan;
    this.#agenda = engine.agenda;
    this.#forks = erasOf(plan.scenario).flatMap(({ change }) => (change ? [change] : []));
    this.#cast = engine.cast('operation', operationMachine, (slot, timer) => {
      if (slot < 0) return this.#fork(-1 - slot);
      const cast = this.#cast;
      const taken = cast.fire(slot, timer, NONE, -1, amountOf(this.#changes[slot]!));
      if (taken?.effects[0] === APPLY) this.#apply(slot);
    });
  }

  /** Says who makes changes of a kind. Each kind has one. */
  handle<Kind extends Change['kind']>(kind: Kind, operator: Operator<Kind>): void {
    this.#operators.set(kind, (change, made) => operator(change as ChangeOf<Kind>, made));
  }

  /** Plans every change of the scenario. */
  start(): void {
    for (const change of callsInOrder(this.#plan.scenario.changes ?? [])) this.#begin(change, 0, -1);
    this.#forks.forEach(({ atMs }, index) => {
      // Until then nothing tells of it: the run is what it would be without.
      const alarm = this.#agenda.open(this.#cast.kind, -1 - index);
      this.#alarms.push(alarm);
      this.#agenda.set(alarm, 0, usFromMs(atMs), rankOfDelay('due'), DUE, -1);
      this.#agenda.settle(alarm);
    });
  }

  /** Other changes are planned from now on: those whose moment is still to come and that are others, or off, are dropped. */
  replan(before: readonly Change[], after: readonly Change[], nowUs: number, cause: number): void {
    const cast = this.#cast;
    const stands = new Map(after.map((change) => [change.id, JSON.stringify(change)]));
    for (const [slot, change] of this.#changes.entries()) {
      if (!change || stands.get(change.id) === JSON.stringify(change)) continue;
      if (cast.deliver(slot, DROP, { type: 'drop' }, cause, NONE, -1, amountOf(change))) this.#end(slot);
    }
    for (const change of plannedBy(before, after, nowUs)) this.#begin(change, nowUs, cause);
  }

  #begin(change: Change, nowUs: number, cause: number): number {
    const place = placeNumber(this.#plan, changedFunction(change), 'changes');
    const isNow = change.kind === 'change-settings';
    const context = { dueUs: usFromMs(change.atMs) - nowUs, isNow };
    const slot = this.#cast.begin(context, place, cause, NONE, -1, amountOf(change));
    this.#changes[slot] = change;
    return slot;
  }

  /** The moment of a change of settings has come. */
  #fork(index: number): void {
    this.#agenda.close(this.#alarms[index]!);
    const change = this.#forks[index]!;
    this.#apply(this.#begin(change, usFromMs(change.atMs), -1));
  }

  #end(slot: number): void {
    this.#cast.end(slot);
    this.#changes[slot] = undefined;
  }

  #apply(slot: number): void {
    const cast = this.#cast;
    const change = this.#changes[slot]!;
    const { step } = cast;
    const number = cast.numberOf(slot);
    const answer = this.#operators.get(change.kind)!(change, {
      step,
      kind: cast.kind,
      number,
      place: cast.placeOf(slot),
    });
    const amount = amountOf(change);
    if (answer === null || answer === 'unchanged')
      cast.deliver(slot, ACCEPT, { type: 'accept', changes: answer === null }, step, NONE, -1, amount);
    else if (!cast.deliver(slot, REFUSE, { type: 'refuse', because: answer }, step, NONE, -1, amount))
      throw new Error(`no operation is refused for this reason: ${answer}`);
    this.#end(slot);
  }
}

/** The number that a change is about. */
function amountOf(change: Change): number {
  switch (change.kind) {
    case 'put-function-concurrency':
      return change.reserved ?? 0;
    case 'put-provisioned-concurrency':
      return change.concurrency;
    case 'publish-version':
    case 'create-deployment':
      return Number(change.version);
    case 'update-alias':
      // An alias is asked to point to no number: to $LATEST, or to another alias, which is refused.
      return Number.parseInt(change.version, 10) || 0;
    default:
      return 0;
  }
}
