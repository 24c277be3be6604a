/** What handlers call, in order: each kind of call with where it goes, and which of them is due. */
import type { CallPlan } from '../downstream-plan.ts';
import { functionPath } from '../function-named.ts';
import { placeNumber } from '../plan.ts';
import type { Plan } from '../plan.ts';
import type { Opened, ResourceNow } from './connections.ts';

/** One kind of call of a function. */
export interface CallNow {
  readonly plan: CallPlan;
  readonly place: number;
  readonly resource: ResourceNow | null;
  /** Place that a unit is put into when it is answered; -1: none. */
  readonly puts: number;
  /** What it has been done for. */
  readonly done: Set<number>;
}

/** What an invocation tells of itself when it calls. Read at once and not kept. */
export interface Caller {
  fn: number;
  /** Slot and number of its environment, number of its request. */
  environment: number;
  environmentNumber: number;
  request: number;
  /** What its handler calls, in order. */
  calls: readonly CallNow[];
  /** Which of its calls this is, from 0. */
  index: number;
  items: number;
  depth: number;
  unitKind: number;
  units: readonly number[] | null;
}

/** The call that an invocation makes next. */
interface DueCall {
  readonly made: CallNow;
  /** Number of the unit it is for; -1: of none. */
  readonly unit: number;
  /** What is done by it, once for each unit; -1: it is for none. */
  readonly effect: number;
}

/** Of the calls of its handler the one that an invocation has come to. */
export function dueCall({ calls, items, units, unitKind, index: made }: Caller): DueCall {
  let index = made;
  let position = 0;
  for (; ; position++) {
    const { times, perItem } = calls[position]!.plan;
    const count = times * (perItem ? items : 1);
    if (index < count) break;
    index -= count;
  }
  const due = calls[position]!;
  const { times, perItem } = due.plan;
  const unit = units?.[perItem ? Math.floor(index / times) : 0] ?? -1;
  return {
    made: due,
    unit,
    effect: unit < 0 ? -1 : effectOf(unitKind, unit, perItem ? index % times : index),
  };
}

/** One number for a unit and which of the calls for it this is: units of a kind stay below 2^32, calls below 2^10. */
function effectOf(kind: number, unit: number, ordinal: number): number {
  return (kind * 2 ** 32 + unit) * 1024 + (ordinal % 1024);
}

export class HandlerCalls {
  readonly #resources: readonly ResourceNow[];
  /** By function. */
  #calls: readonly (readonly CallNow[])[] = [];

  /** @throws ScenarioError naming a reference that leads nowhere. */
  constructor(plan: Plan, resources: readonly ResourceNow[]) {
    this.#resources = resources;
    this.adopt(plan);
  }

  /** What is called may be other from now on; what calls were done for stays done. */
  adopt(plan: Plan): void {
    const before = this.#calls;
    this.#calls = plan.functions.map(({ id, calls }, fn) =>
      calls.map((call, index) => {
        const resource = this.#resources.find((one) => one.plan.id === call.to) ?? null;
        const place = placeNumber(plan, call.to, `${functionPath(id)}.calls.${index}.to`);
        const puts = resource ? resource.feeds : call.way === 'put' ? place : -1;
        const done = before[fn]?.[index]?.done ?? new Set<number>();
        return { plan: call, place, resource, puts, done };
      }),
    );
  }

  /** What the handler of a function or version calls. */
  of(fn: number): readonly CallNow[] {
    return this.#calls[fn]!;
  }

  /** Places that units are put into. */
  fed(): readonly number[] {
    return this.#calls
      .flat()
      .map(({ puts }) => puts)
      .filter((puts) => puts >= 0);
  }

  /** By function: the resources to which code outside its handler opens connections. */
  openedOutside(): readonly (readonly Opened[])[] {
    return this.#calls.map((calls) => {
      const opened = new Map<ResourceNow, readonly boolean[]>();
      for (const { plan, resource } of calls)
        if (resource && plan.connection === 'outside') opened.set(resource, plan.reached);
      return [...opened].map(([resource, reached]) => ({ resource, reached }));
    });
  }
}
