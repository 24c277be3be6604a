/** What operators change while a scenario runs: each change at its moment, made by the service whose matter it is. */
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import type { Engine } from '../engine.ts';
import { operationMachine } from '../machines/operation.ts';
import type { OperationContext, OperationEvent, Refusal } from '../machines/operation.ts';
import { usFromMs } from '../microseconds.ts';
import { placeNumber } from '../plan.ts';
import type { Plan } from '../plan.ts';
import { changedFunction, changesInOrder } from '../release-plan.ts';
import type { Change, ChangeOf } from '../settings/change-settings.ts';
import { NONE } from '../trace.ts';
import { effectNumber } from '../effects.ts';

const ACCEPT = eventCode('accept');
const REFUSE = eventCode('refuse');
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
  readonly #changes: Change[] = [];

  constructor(plan: Plan, engine: Engine) {
    this.#plan = plan;
    this.#cast = engine.cast('operation', operationMachine, (slot, timer) => {
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
    for (const change of changesInOrder(this.#plan.scenario)) {
      const place = placeNumber(this.#plan, changedFunction(change), 'changes');
      const context = { dueUs: usFromMs(change.atMs) };
      const slot = this.#cast.begin(context, place, -1, NONE, -1, amountOf(change));
      this.#changes[slot] = change;
    }
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
    cast.end(slot);
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
