/** Connections from environments to the resources they call: up to the limit of each, held by whoever opened them. */
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import type { ResourcePlan } from '../downstream-plan.ts';
import type { Engine } from '../engine.ts';
import { connectionMachine } from '../machines/connection.ts';
import type { ConnectionContext, ConnectionEvent } from '../machines/connection.ts';
import { kindCode } from '../vocabulary.ts';
import { effectNumber } from '../effects.ts';
import type { NetworkService } from './network-service.ts';
import type { WaitingCalls } from './waiting-calls.ts';

const CLOSE = eventCode('close');
const LOSE = eventCode('lose');
const CONNECTED = effectNumber('connected');
const ENVIRONMENT = kindCode('environment');

/** A resource that functions call, as it is at the moment. */
export interface ResourceNow {
  readonly plan: ResourcePlan;
  readonly place: number;
  /** Place into which a call to it puts a unit; -1: none. */
  feeds: number;
  readonly waiting: WaitingCalls;
  /** Calls made to it so far, calls it works on, connections it has, writes that stand in it. */
  called: number;
  working: number;
  connections: number;
  writes: number;
}

/** Told that the connection which a call (by slot) waits for is open. */
type OnConnected = (call: number, cause: number) => void;

/** A resource to which code outside the handler opens connections, and whether it is reached from each subnet. */
export interface Opened {
  readonly resource: ResourceNow;
  readonly reached: readonly boolean[];
}

export class Connections {
  readonly #engine: Engine;
  readonly #cast: Cast<ConnectionContext, ConnectionEvent>;
  readonly #opening: number;
  readonly #onConnected: OnConnected;
  /** By function: the resources to which code outside its handler opens connections, and how many to each. */
  #outside: readonly (readonly Opened[])[] = [];
  #poolSize: readonly number[] = [];
  /** Tells in which subnet an environment is; null: no function is in a VPC. */
  readonly #network: NetworkService | null;
  // By slot of an environment: its connections, and the times drawn to open those outside the handler.
  readonly #held: number[][] = [];
  readonly #drawn: number[][] = [];
  readonly #drawing: number[] = [];
  /** Resources to which it has only the dead connection of a snapshot. */
  readonly #stale: (Set<ResourceNow> | undefined)[] = [];
  // By slot of a connection: its resource, its environment (slot and number), and the call that waits for it.
  readonly #resource: ResourceNow[] = [];
  readonly #environment: number[] = [];
  readonly #holder: number[] = [];
  readonly #waiter: number[] = [];

  constructor(engine: Engine, network: NetworkService | null, onConnected: OnConnected) {
    this.#engine = engine;
    this.#cast = engine.cast('connection', connectionMachine, (slot, timer) => this.#timer(slot, timer));
    this.#opening = this.#cast.chart.states.indexOf('opening');
    this.#network = network;
    this.#onConnected = onConnected;
  }

  /** From now on code outside the handler of each function opens these, so many to each. */
  adopt(outside: readonly (readonly Opened[])[], poolSize: readonly number[]): void {
    this.#outside = outside;
    this.#poolSize = poolSize;
  }

  /** What opening its connections adds to the code outside the handler of an environment that is about to begin in a subnet, µs. */
  draw(fn: number, subnet: number): number {
    const outside = this.#outside[fn]!;
    let sumUs = 0;
    for (let index = 0; index < outside.length; index++) {
      const { resource, reached } = outside[index]!;
      const { plan } = resource;
      const us = plan.connectUs();
      this.#drawing[index] = us;
      if (reached[subnet]! && !plan.isCutOff(this.#engine.clock.nowUs)) sumUs += us;
    }
    return sumUs;
  }

  /** The environment for which it was drawn has begun; with `isWarm` it has its connections from before the run. */
  begin(fn: number, environment: number, holder: number, isWarm: boolean, cause: number): void {
    if (this.#outside[fn]!.length === 0) return;
    this.#drawn[environment] = [...this.#drawing];
    if (isWarm) this.openOutside(fn, environment, holder, true, cause);
  }

  /** An environment was restored from a snapshot: the connections that were open then are dead, and it does not know. */
  resume(fn: number, environment: number): void {
    const outside = this.#outside[fn]!;
    if (outside.length > 0) this.#stale[environment] = new Set(outside.map(({ resource }) => resource));
  }

  /** Whether an environment now finds its connection to a resource dead; from then on it has none. */
  findsDead(environment: number, resource: ResourceNow): boolean {
    return this.#stale[environment]?.delete(resource) ?? false;
  }

  /** Code outside the handler opens its connections; those of a process before it are gone. */
  openOutside(fn: number, environment: number, holder: number, wasOpen: boolean, cause: number): void {
    this.loseAll(environment, cause);
    const outside = this.#outside[fn]!;
    const subnet = this.#network?.subnetOf(environment) ?? 0;
    for (let index = 0; index < outside.length; index++) {
      const { resource, reached } = outside[index]!;
      if (!reached[subnet]! || resource.plan.isCutOff(this.#engine.clock.nowUs)) continue;
      // An environment that has outlived a change of settings may open what it has drawn nothing for.
      const connectUs = this.#drawn[environment]?.[index] ?? resource.plan.reconnectUs();
      for (let count = 0; count < this.#poolSize[fn]!; count++) {
        this.open(resource, environment, holder, connectUs, wasOpen, cause);
      }
    }
  }

  /**
   * Opens a connection.
   *
   * @param holder number of the environment.
   * @param wasOpen it was opened before the run.
   * @returns its slot; -1: it was refused.
   */
  open(
    resource: ResourceNow,
    environment: number,
    holder: number,
    connectUs: number,
    wasOpen: boolean,
    cause: number,
  ): number {
    const refused = resource.connections >= resource.plan.connectionLimit;
    if (!refused) resource.connections++;
    const context = { refused, wasOpen, connectUs };
    const slot = this.#cast.begin(context, resource.place, cause, ENVIRONMENT, holder, resource.connections);
    if (refused) {
      this.#cast.end(slot);
      return -1;
    }
    this.#resource[slot] = resource;
    this.#environment[slot] = environment;
    this.#holder[slot] = holder;
    this.#waiter[slot] = -1;
    (this.#held[environment] ??= []).push(slot);
    return slot;
  }

  /** A connection that an environment has to a resource; -1: none. */
  find(environment: number, resource: ResourceNow): number {
    return this.#held[environment]?.find((slot) => this.#resource[slot] === resource) ?? -1;
  }

  isOpening(slot: number): boolean {
    return this.#cast.stateOf(slot) === this.#opening;
  }

  /** The call hears when the connection is open. */
  waitFor(slot: number, call: number): void {
    this.#waiter[slot] = call;
  }

  /** The connection has served its call. */
  close(slot: number, cause: number): void {
    const held = this.#held[this.#environment[slot]!]!;
    held.splice(held.indexOf(slot), 1);
    this.#end(slot, CLOSE, cause);
  }

  /** The process of an environment has ended, and all its connections with it. */
  loseAll(environment: number, cause: number): void {
    this.#stale[environment] = undefined;
    const held = this.#held[environment];
    if (!held) return;
    for (let index = 0; index < held.length; index++) this.#end(held[index]!, LOSE, cause);
    held.length = 0;
  }

  #end(slot: number, event: number, cause: number): void {
    const resource = this.#resource[slot]!;
    resource.connections--;
    const message: ConnectionEvent = event === CLOSE ? { type: 'close' } : { type: 'lose' };
    this.#cast.deliver(slot, event, message, cause, ENVIRONMENT, this.#holder[slot]!, resource.connections);
    this.#cast.end(slot);
  }

  #timer(slot: number, timer: number): void {
    const taken = this.#cast.fire(
      slot,
      timer,
      ENVIRONMENT,
      this.#holder[slot]!,
      this.#resource[slot]!.connections,
    );
    const call = this.#waiter[slot]!;
    if (taken?.effects[0] !== CONNECTED || call < 0) return;
    this.#waiter[slot] = -1;
    this.#onConnected(call, this.#cast.step);
  }
}
