/**
 * Provisioned concurrency: what is asked for of versions and aliases, which environments are made for it and
 * taken back, and what of the concurrency is set aside for that.
 */
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import type { Engine } from '../engine.ts';
import { allocationMachine } from '../machines/allocation.ts';
import type { AllocationContext, AllocationEvent } from '../machines/allocation.ts';
import type { Refusal } from '../machines/operation.ts';
import { placeNumber } from '../plan.ts';
import type { Plan } from '../plan.ts';
import { provisioningPlanOf, provisionPlansOf } from '../provision-plan.ts';
import type { ProvisioningPlan } from '../provision-plan.ts';
import { NONE } from '../trace.ts';
import { effectNumber } from '../effects.ts';
import type { LambdaService } from './lambda-service.ts';
import type { OperationService } from './operation-service.ts';
import { ProvisionedPart } from './provisioned-part.ts';
import type { Starting } from './services.ts';

const PUT = eventCode('put');
const MOVE = eventCode('move');
const MADE = eventCode('made');
const SUCCEED = eventCode('succeed');
const FAIL = eventCode('fail');
const CLOSE = eventCode('close');
const ALLOCATE = effectNumber('allocate');

/** Who asks for a change: the step, and the actor it is a step of. */
export interface Asking {
  readonly step: number;
  readonly kind: number;
  readonly number: number;
}

/** Told when what was asked for is ready, or could not be made so. */
type OnSettled = (place: number, isGood: boolean, cause: number) => void;

/** The configuration of one version or alias. */
interface Configuration {
  readonly place: number;
  /** Its actor: slot and number. */
  readonly slot: number;
  readonly number: number;
  /** Environments that are asked for. */
  requested: number;
  /** One for each version that it has or had environments of. */
  readonly parts: ProvisionedPart[];
}

export class ProvisionService implements Starting {
  readonly #plan: Plan;
  readonly #engine: Engine;
  readonly #lambda: LambdaService;
  #provisioning: ProvisioningPlan;
  /** What a change of settings provisions otherwise, by place. */
  #others: readonly { readonly place: number; readonly requested: number }[] = [];
  readonly #cast: Cast<AllocationContext, AllocationEvent>;
  /** By place of a version or alias. */
  readonly #configurations: (Configuration | undefined)[] = [];
  /** By slot of its actor. */
  readonly #bySlot: Configuration[] = [];
  /** Of every configuration there was. */
  readonly #parts: ProvisionedPart[] = [];
  readonly #onSettled: OnSettled[] = [];

  constructor(plan: Plan, engine: Engine, lambda: LambdaService, operations: OperationService | null) {
    this.#plan = plan;
    this.#engine = engine;
    this.#lambda = lambda;
    this.#provisioning = provisioningPlanOf(plan.scenario, plan.rules, plan.luck);
    this.#cast = engine.cast('allocation', allocationMachine, (slot, timer) => {
      const configuration = this.#bySlot[slot]!;
      const taken = this.#cast.fire(slot, timer, NONE, -1, configuration.requested);
      if (taken?.effects[0] === ALLOCATE) this.#allocate(configuration);
    });
    lambda.aliases.ask((place, versions) => this.#objection(place, versions));
    lambda.aliases.watch((place, cause) => this.#moved(place, cause));
    operations?.handle('put-provisioned-concurrency', ({ of, concurrency }, made) => {
      const place = placeNumber(plan, of, 'changes');
      const isNone = concurrency === 0 && this.requested(place) === 0;
      return isNone ? 'unchanged' : this.put(place, concurrency, made);
    });
  }

  /** From now on told of every allocation that is ready or has failed. */
  watch(onSettled: OnSettled): void {
    this.#onSettled.push(onSettled);
  }

  /** What is provisioned before the run. */
  start(): void {
    for (const { name, path, settings } of provisionPlansOf(this.#plan.scenario)) {
      if (settings.concurrency === 0) continue;
      const place = placeNumber(this.#plan, name, path);
      const { parts } = this.#begin(place, settings.concurrency, null);
      const { step } = this.#cast;
      for (const part of parts) {
        while (part.missing > 0) part.make(step, true);
        part.admitAll();
      }
      this.#setAside(parts, step);
    }
  }

  /** Why what is to be provisioned otherwise is refused; null: it is not. */
  refuses(next: Plan): Refusal | null {
    for (const { place, requested } of this.#othersIn(next)) {
      const refusal = requested === 0 ? null : this.#refusal(place, requested);
      if (refusal !== null) return refusal;
    }
    return null;
  }

  adopt(next: Plan): void {
    this.#others = this.#othersIn(next);
    const told = ({ scenario }: Plan) => JSON.stringify(scenario.settings.provisioning);
    if (told(next) !== told(this.#plan))
      this.#provisioning = provisioningPlanOf(next.scenario, next.rules, next.luck);
  }

  followUp(cause: number): void {
    const { recorder } = this.#engine;
    const asking = { step: cause, kind: recorder.kind[cause]!, number: recorder.actor[cause]! };
    for (const { place, requested } of this.#others) this.put(place, requested, asking);
    this.#others = [];
  }

  #othersIn(next: Plan): readonly { readonly place: number; readonly requested: number }[] {
    const before = provisionPlansOf(this.#plan.scenario);
    return provisionPlansOf(next.scenario).flatMap(({ name, path, settings }) => {
      const was = before.find((one) => one.name === name)?.settings.concurrency ?? 0;
      const requested = settings.concurrency;
      return requested === was ? [] : [{ place: placeNumber(next, name, path), requested }];
    });
  }

  /** Environments that are asked for at a place (a version or alias) now. */
  requested(place: number): number {
    return this.#configurations[place]?.requested ?? 0;
  }

  /** Environments of a place that have initialised and take requests. */
  available(place: number): number {
    const parts = this.#configurations[place]?.parts ?? [];
    return parts.reduce((sum, part) => sum + part.available, 0);
  }

  /** The functions or versions (by number) that what is provisioned at a place belongs to. */
  versionsOf(place: number): readonly number[] {
    const { aliases } = this.#lambda;
    if (!aliases.isAlias(place)) return [place];
    const { version, additional } = aliases.pointing(place);
    return additional < 0 ? [version] : [version, additional];
  }

  /**
   * Asks for another number of environments at a place: PutProvisionedConcurrencyConfig, or with 0
   * DeleteProvisionedConcurrencyConfig.
   *
   * @returns why AWS refuses it; null: it does not.
   */
  put(place: number, requested: number, asking: Asking): Refusal | null {
    const found = this.#configurations[place];
    if (requested === 0) {
      if (found) this.#remove(found, asking);
      return null;
    }
    const refusal = this.#refusal(place, requested);
    if (refusal !== null) return refusal;
    if (found) {
      found.requested = requested;
      this.#change(found, PUT, 'put', asking);
    } else {
      const { parts } = this.#begin(place, requested, asking);
      this.#setAside(parts, this.#cast.step);
    }
    return null;
  }

  #refusal(place: number, requested: number): Refusal | null {
    const { concurrency } = this.#lambda;
    if (!this.#lambda.exists(place)) return 'refused: no such version';
    const [fn, second] = this.versionsOf(place) as [number, number | undefined];
    if (second !== undefined) return 'refused: alias with weights';
    if (this.#plan.functions[fn]!.version === null) return 'refused: not on $LATEST';
    const clash = this.#clash(place, fn);
    if (clash !== null) return clash;
    const more = requested - this.requested(place);
    if (more <= 0) return null;
    const reserved = concurrency.reservedOf(fn);
    if (reserved !== null)
      return concurrency.allocatedOf(fn) + more <= reserved ? null : 'refused: more than reserved';
    return concurrency.unreservedLeft() - more >= concurrency.minimumUnreserved
      ? null
      : 'refused: too little left unreserved';
  }

  /** Why what is configured at a place cannot be for a version: it has SnapStart, or a configuration already. */
  #clash(place: number, fn: number) {
    const { rules } = this.#plan;
    const { version, settings } = this.#lambda.environments.of(fn).plan;
    if (version === null) return null;
    if (settings.snapStart && rules.snapStart?.conflicts.includes('provisioned concurrency'))
      return 'refused: SnapStart is on' as const;
    const isTaken = this.#configurations.some(
      (other) => other !== undefined && other.place !== place && this.versionsOf(other.place).includes(fn),
    );
    return isTaken ? ('refused: version provisioned already' as const) : null;
  }

  /** An alias with a configuration takes it along: not to where there can be none. */
  #objection(place: number, versions: readonly number[]) {
    if (this.requested(place) === 0) return null;
    for (const fn of versions) {
      const clash = this.#clash(place, fn);
      if (clash !== null) return clash;
    }
    return null;
  }

  #begin(place: number, requested: number, asking: Asking | null): Configuration {
    const { of } = this.#plan.places[place]!;
    const context: AllocationContext = {
      clock: this.#engine.clock,
      rate: this.#provisioning.rateOf(of!),
      isBefore: asking === null,
      startUs: asking ? this.#provisioning.startUs() : 0,
    };
    const { step, kind, number } = asking ?? NOBODY;
    const slot = this.#cast.begin(context, place, step, kind, number, requested);
    const configuration: Configuration = {
      place,
      slot,
      number: this.#cast.numberOf(slot),
      requested,
      parts: [],
    };
    this.#configurations[place] = configuration;
    this.#bySlot[slot] = configuration;
    this.#aim(configuration);
    return configuration;
  }

  #moved(place: number, cause: number): void {
    const configuration = this.#configurations[place];
    if (!configuration) return;
    const asking = { ...NOBODY, step: cause };
    const isOfLatest = this.versionsOf(place).some((fn) => this.#plan.functions[fn]!.version === null);
    if (isOfLatest) this.#remove(configuration, asking);
    else this.#change(configuration, MOVE, 'move', asking);
  }

  /** Another number, or another version: what is too much goes, what is missing is made. */
  #change(configuration: Configuration, event: number, type: 'put' | 'move', asking: Asking): void {
    this.#aim(configuration);
    const { slot, parts, requested } = configuration;
    const missing = parts.reduce((sum, part) => sum + part.missing, 0);
    const initialising = parts.reduce((sum, part) => sum + part.initialisingThen, 0);
    const startUs = this.#provisioning.startUs();
    const message: AllocationEvent = { type, missing, initialising, startUs };
    this.#cast.deliver(slot, event, message, asking.step, asking.kind, asking.number, requested);
    const { step } = this.#cast;
    for (const part of parts) part.shrink(step);
    this.#setAside(parts, step);
    if (missing + initialising === 0) this.#settled(configuration, true, step);
  }

  #remove(configuration: Configuration, asking: Asking): void {
    const { slot, place, parts } = configuration;
    this.#cast.deliver(slot, CLOSE, { type: 'close' }, asking.step, asking.kind, asking.number, 0);
    const { step } = this.#cast;
    this.#cast.end(slot);
    this.#configurations[place] = undefined;
    for (const part of parts) {
      part.wanted = 0;
      part.shrink(step);
    }
    this.#setAside(parts, step);
  }

  /** Says of which version how many are wanted: of two behind an alias each gets its share. */
  #aim({ place, requested, number, parts }: Configuration): void {
    const { aliases } = this.#lambda;
    const versions = this.versionsOf(place);
    const second = versions.length < 2 ? 0 : Math.round(requested * aliases.pointing(place).weight);
    for (const part of parts) part.wanted = 0;
    versions.forEach((fn, index) => {
      const { of } = this.#plan.functions[fn]!;
      let part = parts.find((each) => each.fn === fn);
      if (!part) {
        part = new ProvisionedPart(fn, of, this.#ownerOf(place, number), this.#lambda.environments);
        parts.push(part);
        this.#parts.push(part);
      }
      part.wanted = index === 0 ? requested - second : second;
    });
  }

  #ownerOf(place: number, number: number): ConstructorParameters<typeof ProvisionedPart>[2] {
    return {
      kind: this.#cast.kind,
      number,
      initialised: (part, environment, isGood, cause) => {
        const configuration = this.#configurations[place]!;
        if (isGood) this.#initialised(configuration, part, environment, cause);
        else this.#failed(configuration, environment, cause);
      },
      gone: (part, cause) => this.#setAside([part], cause),
      lost: (_part, environment, cause) => this.#lost(place, environment, cause),
    };
  }

  /** One is no more: another one is made in its place. */
  #lost(place: number, environment: number, cause: number): void {
    const configuration = this.#configurations[place];
    const { environments } = this.#lambda;
    const asking = { step: cause, kind: environments.kind, number: environments.numberOf(environment) };
    if (configuration) this.#change(configuration, PUT, 'put', asking);
  }

  /** Makes as many as the rate allows now. */
  #allocate(configuration: Configuration): void {
    const { slot, place, parts, requested } = configuration;
    const { step } = this.#cast;
    const { of } = this.#plan.places[place]!;
    const rate = this.#provisioning.rateOf(of!);
    const { nowUs } = this.#engine.clock;
    let isAll = true;
    for (const part of parts) {
      const { missing } = part;
      const count = rate.take(missing, nowUs);
      for (let made = 0; made < count; made++) part.make(step);
      if (count < missing) isAll = false;
    }
    if (isAll) this.#cast.deliver(slot, MADE, { type: 'made' }, step, NONE, -1, requested);
  }

  #initialised(
    configuration: Configuration,
    part: ProvisionedPart,
    environment: number,
    cause: number,
  ): void {
    const { slot, parts, requested } = configuration;
    if (this.#provisioning.isUsableOneByOne) {
      part.admitAll();
      this.#lambda.concurrency.tell(part.fn, cause);
    }
    if (parts.some(({ missing, initialising }) => missing + initialising > 0)) return;
    const { environments } = this.#lambda;
    const number = environments.numberOf(environment);
    if (this.#cast.deliver(slot, SUCCEED, { type: 'succeed' }, cause, environments.kind, number, requested))
      this.#settled(configuration, true, this.#cast.step);
  }

  /** One could not initialise: what takes requests stays, nothing more is made. */
  #failed(configuration: Configuration, environment: number, cause: number): void {
    const { slot, parts, requested } = configuration;
    const { environments } = this.#lambda;
    const number = environments.numberOf(environment);
    this.#cast.deliver(slot, FAIL, { type: 'fail' }, cause, environments.kind, number, requested);
    const { step } = this.#cast;
    for (const part of parts) part.giveUp(step);
    this.#setAside(parts, step);
    this.#settled(configuration, false, step);
  }

  #settled({ place, parts }: Configuration, isGood: boolean, cause: number): void {
    if (isGood)
      for (const part of parts) {
        part.admitAll();
        this.#lambda.concurrency.tell(part.fn, cause);
      }
    for (const onSettled of this.#onSettled) onSettled(place, isGood, cause);
  }

  /** Counts anew what is set aside for the functions of these parts. */
  #setAside(changed: readonly ProvisionedPart[], cause: number): void {
    const { concurrency } = this.#lambda;
    for (const { of } of changed) {
      let sum = 0;
      for (const part of this.#parts) if (part.of === of) sum += part.setAside;
      if (sum === concurrency.allocatedOf(of)) continue;
      const isLess = sum < concurrency.allocatedOf(of);
      concurrency.setAllocated(of, sum);
      if (isLess) concurrency.tell(of, cause);
    }
  }
}

const NOBODY: Asking = { step: -1, kind: NONE, number: -1 };
