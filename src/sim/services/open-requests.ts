/** What is remembered of each request until it has ended, by its slot: what it asks of its environment, and who asked. */
import type { FunctionPlan } from '../function-plan.ts';
import { emptyCall } from '../machines/call.ts';
import type { Call } from '../machines/call.ts';
import { decide } from '../outcome.ts';
import type { Fault } from '../scenario.ts';
import { NONE } from '../trace.ts';
import type { DownstreamService } from './downstream-service.ts';
import type { CallNow, Caller } from './handler-calls.ts';
import type { Ask, Invoker } from './invoker.ts';

export class OpenRequests {
  readonly calls: Call[] = [];
  /** Slot of the environment. */
  readonly environmentOf: number[] = [];
  readonly items: number[] = [];
  /** Whether that is provisioned. */
  readonly isProvisioned: boolean[] = [];
  readonly tokens: number[] = [];
  readonly #invokers: (Invoker | null)[] = [];
  // Only of those whose handlers call.
  readonly #depths: number[] = [];
  readonly #unitKinds: number[] = [];
  readonly #units: (readonly number[] | null)[] = [];
  readonly #called: (readonly CallNow[])[] = [];
  readonly #downstream: Pick<DownstreamService, 'callsOf'> | null;
  /** One object for every call: it is read at once. */
  readonly #caller: Caller = {
    fn: 0,
    environment: 0,
    environmentNumber: 0,
    request: 0,
    calls: [],
    index: 0,
    items: 1,
    depth: 0,
    unitKind: NONE,
    units: null,
  };

  /** @param downstream what functions call; null: none calls anything. */
  constructor(downstream: Pick<DownstreamService, 'callsOf'> | null) {
    this.#downstream = downstream;
  }

  /**
   * Takes in a request and decides what becomes of its invocation.
   *
   * @param number of the request.
   * @param fn number of the function or version.
   * @param drawnUs the function's own duration; the request may bring another.
   */
  enter(
    slot: number,
    number: number,
    fn: number,
    plan: FunctionPlan,
    ask: Ask,
    drawnUs: number,
    fault: Fault | null,
  ): void {
    const call = (this.calls[slot] ??= emptyCall());
    call.request = number;
    decide(call, plan, ask.durationUs >= 0 ? ask.durationUs : drawnUs, ask.items, fault);
    this.items[slot] = ask.items;
    this.tokens[slot] = ask.token;
    this.#invokers[slot] = ask.invoker;
    if (call.calls === 0) return;
    this.#called[slot] = this.#downstream!.callsOf(fn);
    this.#depths[slot] = ask.depth;
    this.#unitKinds[slot] = ask.unitKind;
    this.#units[slot] = ask.units && [...ask.units];
  }

  /** Who asked; from now on nobody. */
  leave(slot: number): Invoker | null {
    const invoker = this.#invokers[slot]!;
    this.#invokers[slot] = null;
    return invoker;
  }

  /**
   * A request as it calls.
   *
   * @param index which of its calls this is, from 0.
   */
  callerOf(slot: number, fn: number, environmentNumber: number, index: number): Caller {
    const caller = this.#caller;
    caller.fn = fn;
    caller.environment = this.environmentOf[slot]!;
    caller.environmentNumber = environmentNumber;
    caller.request = this.calls[slot]!.request;
    caller.calls = this.#called[slot]!;
    caller.index = index;
    caller.items = this.items[slot]!;
    caller.depth = this.#depths[slot]!;
    caller.unitKind = this.#unitKinds[slot]!;
    caller.units = this.#units[slot]!;
    return caller;
  }
}
