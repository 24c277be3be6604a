/**
 * The network interfaces of the VPCs that functions are attached to: made, given to environments that
 * come, taken from those that go, deleted. Their machine says what each is doing; this keeps who is on
 * which, the addresses that are left, and says what an invocation that needs an interface lacks.
 */
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import type { Engine } from '../engine.ts';
import { erasOf } from '../eras.ts';
import { interfaceMachine } from '../machines/interface.ts';
import type { InterfaceContext, InterfaceEvent, Lack } from '../machines/interface.ts';
import { attachmentsOf, networkPlansOf, usedVpcs } from '../network-plan.ts';
import type { AttachmentPlan, NetworkPlan } from '../network-plan.ts';
import { placeNumber } from '../plan.ts';
import type { Plan } from '../plan.ts';
import { NONE } from '../trace.ts';
import { kindCode } from '../vocabulary.ts';

const JOIN = eventCode('join');
const LEAVE = eventCode('leave');
const JOINS: InterfaceEvent = { type: 'join' };
const LEAVES: InterfaceEvent = { type: 'leave' };
const ENVIRONMENT = kindCode('environment');
const REQUEST = kindCode('request');
const OPERATION = kindCode('operation');

/** A network as it is at the moment. */
interface NetworkNow {
  readonly plan: NetworkPlan;
  readonly place: number;
  /** Slots of its interfaces, the oldest first. */
  readonly interfaces: number[];
  /** Addresses left in each subnet. */
  readonly free: number[];
  /** Environments that were given a shared interface. */
  given: number;
}

export class NetworkService {
  readonly #engine: Engine;
  readonly #cast: Cast<InterfaceContext, InterfaceEvent>;
  readonly #networks: readonly NetworkNow[];
  /** By function. */
  #attachments: readonly (AttachmentPlan | null)[];
  #needed: readonly boolean[];
  readonly #used: ReadonlySet<string>;

  // By slot of an interface: its network, its subnet, memory of the environments on it (MB), when it is made.
  readonly #networkOf: number[] = [];
  readonly #subnets: number[] = [];
  readonly #usedMb: number[] = [];
  readonly #readyUs: number[] = [];
  /** By slot of an environment: slot of its interface; -1: none. */
  readonly #interfaceOf: number[] = [];
  readonly #memoryOf: number[] = [];

  /** What the environment that is being made will be on: slot of an interface; -1: none, or a new one. */
  #chosen = -1;
  #subnet = 0;
  #isNew = false;
  #createUs = 0;
  #memoryMb = 0;

  constructor(plan: Plan, engine: Engine) {
    const { scenario, rules, functions } = plan;
    this.#engine = engine;
    this.#cast = engine.cast('interface', interfaceMachine, (slot, timer) => this.#timer(slot, timer));
    // Also those that a function is attached to only later.
    this.#used = new Set(erasOf(scenario).flatMap((era) => usedVpcs(era.scenario)));
    const networks = networkPlansOf(scenario, rules, plan.luck, this.#used);
    this.#attachments = attachmentsOf(scenario, rules, functions, networks);
    this.#networks = networks.map((network) => ({
      plan: network,
      place: placeNumber(plan, network.id, `settings.vpcs.${network.id}`),
      interfaces: [],
      free: [...network.addresses],
      given: 0,
    }));
    this.#needed = this.#neededBy(functions);
  }

  #neededBy(functions: Plan['functions']): readonly boolean[] {
    return this.#networks.map((_, index) =>
      functions.some(({ exists }, fn) => exists && this.#attachments[fn]?.network === index),
    );
  }

  adopt(next: Plan): void {
    const { scenario, rules, functions, luck } = next;
    const networks = networkPlansOf(scenario, rules, luck, this.#used);
    this.#attachments = attachmentsOf(scenario, rules, functions, networks);
    this.#networks.forEach(({ plan, free }, index) => {
      const network = networks[index]!;
      network.addresses.forEach((count, subnet) => {
        free[subnet]! += count - plan.addresses[subnet]!;
      });
      Object.assign(plan, network);
    });
    this.#needed = this.#neededBy(functions);
  }

  /** The first function that is attached to a network brings its shared interfaces. */
  followUp(cause: number): void {
    this.#networks.forEach(({ plan, interfaces }, index) => {
      if (!plan.isShared || !this.#needed[index]! || interfaces.length > 0) return;
      this.#share(index, plan.isReady, OPERATION, this.#engine.recorder.actor[cause]!, cause);
    });
  }

  /** Shared interfaces of functions that are there. */
  start(): void {
    this.#networks.forEach((network, index) => {
      if (network.plan.isShared && this.#needed[index]!)
        this.#share(index, network.plan.isReady, NONE, -1, -1);
    });
  }

  /** Whether a function is pending: its shared interfaces are being made. */
  isPending(fn: number): boolean {
    const attachment = this.#attachments[fn] ?? null;
    if (attachment === null) return false;
    const { plan, interfaces } = this.#networks[attachment.network]!;
    return plan.isShared && interfaces.some((slot) => this.#readyUs[slot]! > this.#engine.clock.nowUs);
  }

  /** What a function lacks, now, to get one more environment with so much memory. */
  lacks(fn: number, memoryMb: number): Lack {
    const attachment = this.#attachments[fn] ?? null;
    if (attachment === null) return '';
    const { plan, interfaces, free } = this.#networks[attachment.network]!;
    if (plan.isShared) return interfaces.length > 0 ? '' : 'activity';
    if (this.#withRoom(attachment, memoryMb) >= 0) return '';
    if (!attachment.mayMake(this.#engine.clock.nowUs)) return 'role';
    if (interfaces.length >= plan.limit) return 'interface';
    return free.some((count) => count > 0) ? '' : 'address';
  }

  /** The interfaces of an inactive function are made anew. */
  restore(fn: number, request: number, cause: number): void {
    this.#share(this.#attachments[fn]!.network, false, REQUEST, request, cause);
  }

  /**
   * Chooses the interface of an environment that is about to be made, with so much memory.
   *
   * @returns how long the environment waits until it is there, µs.
   */
  prepare(fn: number, memoryMb: number): number {
    this.#memoryMb = memoryMb;
    const attachment = this.#attachments[fn] ?? null;
    this.#chosen = -1;
    this.#subnet = 0;
    this.#isNew = false;
    if (attachment === null) return 0;
    const network = this.#networks[attachment.network]!;
    const { interfaces, free, plan } = network;
    this.#chosen = plan.isShared
      ? (interfaces[network.given++ % interfaces.length] ?? -1)
      : this.#withRoom(attachment, memoryMb);
    if (this.#chosen >= 0) {
      this.#subnet = this.#subnets[this.#chosen]!;
      return Math.max(0, this.#readyUs[this.#chosen]! - this.#engine.clock.nowUs);
    }
    if (plan.isShared || this.lacks(fn, memoryMb) !== '') return 0;
    this.#subnet = free.indexOf(Math.max(...free));
    this.#isNew = true;
    this.#createUs = plan.interfaceUs();
    return this.#createUs;
  }

  /** Position of the subnet that the environment about to be made will be in; 0 in Lambda's own network. */
  get subnet(): number {
    return this.#subnet;
  }

  /** The environment for which one was chosen has begun. */
  join(fn: number, environment: number, number: number, cause: number): void {
    const attachment = this.#attachments[fn] ?? null;
    this.#interfaceOf[environment] = -1;
    if (attachment === null) return;
    if (this.#isNew)
      this.#chosen = this.#make(
        attachment.network,
        this.#subnet,
        false,
        this.#createUs,
        ENVIRONMENT,
        number,
        cause,
      );
    const slot = this.#chosen;
    if (slot < 0) return;
    this.#interfaceOf[environment] = slot;
    this.#memoryOf[environment] = this.#memoryMb;
    this.#usedMb[slot]! += this.#memoryMb;
    this.#tell(slot, JOIN, JOINS, number, cause);
  }

  /** An environment is gone. */
  leave(environment: number, number: number, cause: number): void {
    const slot = this.#interfaceOf[environment] ?? -1;
    if (slot < 0) return;
    this.#interfaceOf[environment] = -1;
    this.#usedMb[slot]! -= this.#memoryOf[environment]!;
    this.#tell(slot, LEAVE, LEAVES, number, cause);
  }

  /** Position of the subnet an environment (by slot) is in; 0 in Lambda's own network. */
  subnetOf(environment: number): number {
    const slot = this.#interfaceOf[environment] ?? -1;
    return slot < 0 ? 0 : this.#subnets[slot]!;
  }

  /** The oldest interface that carries one more environment with so much memory; -1: none. */
  #withRoom({ network }: AttachmentPlan, memoryMb: number): number {
    const { interfaces, plan } = this.#networks[network]!;
    const found = interfaces.find(
      (slot) => this.#usedMb[slot] === 0 || this.#usedMb[slot]! + memoryMb <= plan.roomMb,
    );
    return found ?? -1;
  }

  /** One interface in each subnet. */
  #share(index: number, wasThere: boolean, otherKind: number, other: number, cause: number): void {
    const { plan } = this.#networks[index]!;
    plan.addresses.forEach((_, subnet) =>
      this.#make(index, subnet, wasThere, wasThere ? 0 : plan.interfaceUs(), otherKind, other, cause),
    );
  }

  #make(
    index: number,
    subnet: number,
    wasThere: boolean,
    createUs: number,
    otherKind: number,
    other: number,
    cause: number,
  ): number {
    const { plan, place, interfaces, free } = this.#networks[index]!;
    const context = { isShared: plan.isShared, wasThere, createUs, idleUs: plan.idleUs, users: 0 };
    const slot = this.#cast.begin(context, place, cause, otherKind, other, 0);
    interfaces.push(slot);
    // What was there before the run has its address already.
    if (!wasThere) free[subnet]!--;
    this.#networkOf[slot] = index;
    this.#subnets[slot] = subnet;
    this.#usedMb[slot] = 0;
    this.#readyUs[slot] = this.#engine.clock.nowUs + createUs;
    return slot;
  }

  #tell(slot: number, event: number, message: InterfaceEvent, number: number, cause: number): void {
    const { users } = this.#cast.contextOf(slot);
    const amount = users + (event === JOIN ? 1 : -1);
    this.#cast.deliver(slot, event, message, cause, ENVIRONMENT, number, amount);
  }

  #timer(slot: number, timer: number): void {
    const cast = this.#cast;
    cast.fire(slot, timer, NONE, -1, cast.contextOf(slot).users);
    if (!cast.chart.isFinal[cast.stateOf(slot)]!) return;
    const { interfaces, free } = this.#networks[this.#networkOf[slot]!]!;
    interfaces.splice(interfaces.indexOf(slot), 1);
    free[this.#subnets[slot]!]!++;
    cast.end(slot);
  }
}
