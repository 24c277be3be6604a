/** Aliases: which version each request to one of them goes to. */
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import type { Engine } from '../engine.ts';
import { qualified } from '../function-named.ts';
import { aliasMachine } from '../machines/alias.ts';
import type { AliasContext, AliasEvent } from '../machines/alias.ts';
import type { Plan } from '../plan.ts';
import type { Stream } from '../random.ts';
import type { AdditionalVersion, AliasSettings } from '../settings/release-settings.ts';
import { NONE } from '../trace.ts';
import type { VersionService } from './version-service.ts';

const POINT = eventCode('point');
const SHARE = eventCode('share');

/** Shares are recorded in hundredths of a percent. */
const WHOLE = 10_000;

/** Where an alias points, by places: what the machine of it keeps. */
export type Pointing = Readonly<AliasContext>;

/** Why it cannot point there. */
export type Misdirected =
  | 'refused: alias of an alias'
  | 'refused: no such version'
  | 'refused: weights with $LATEST'
  | 'refused: same version twice'
  | 'refused: version provisioned already'
  | 'refused: SnapStart is on';

/** Says why an alias (by place) cannot point to these versions, or null. */
type Objection = (place: number, versions: readonly number[]) => Misdirected | null;

export class AliasService {
  readonly #plan: Plan;
  readonly #versions: VersionService;
  readonly #cast: Cast<AliasContext, AliasEvent> | null;
  /** Number of the place of the first alias; those of the others follow. */
  readonly #first: number;
  readonly #end: number;
  /** By alias. */
  readonly #slots: number[] = [];
  readonly #luck: readonly Stream[];
  readonly #objections: Objection[] = [];
  /** Those that a change of settings points elsewhere. */
  #others: readonly { place: number; settings: AliasSettings }[] = [];
  readonly #onPoint: ((place: number, cause: number) => void)[] = [];

  constructor(plan: Plan, engine: Engine, versions: VersionService) {
    this.#plan = plan;
    this.#versions = versions;
    this.#first = plan.functions.length;
    this.#end = this.#first + plan.aliases.length;
    this.#cast = plan.aliases.length === 0 ? null : engine.cast('alias', aliasMachine, () => {});
    this.#luck = plan.aliases.map(({ name }) => plan.luck.stream(`${name}.route`));
  }

  /** Aliases point where they do before the run. */
  start(): void {
    this.#plan.aliases.forEach(({ settings }, index) => {
      const place = this.#first + index;
      const to = this.resolve(place, settings.version, settings.additional);
      if (typeof to === 'string') throw new Error(`${this.#plan.aliases[index]!.name}: ${to}`);
      const { kind } = this.#versions;
      const first = this.#versions.numberOf(to.version);
      const amount = WHOLE - Math.round(to.weight * WHOLE);
      const slot = this.#cast!.begin({ ...to }, place, -1, first < 0 ? NONE : kind, first, amount);
      this.#slots[index] = slot;
      this.#shared(slot, to, -1);
    });
  }

  /** From now on told of every alias (by place) that is pointed elsewhere, and of the step in which it is. */
  watch(onPoint: (place: number, cause: number) => void): void {
    this.#onPoint.push(onPoint);
  }

  /** From now on asked before an alias is pointed elsewhere. */
  ask(objection: Objection): void {
    this.#objections.push(objection);
  }

  /** Why what aliases are to point to otherwise is refused; null: it is not. */
  refuses(next: Plan): Misdirected | null {
    for (const { place, settings } of this.#othersIn(next)) {
      const to = this.resolve(place, settings.version, settings.additional);
      if (typeof to === 'string') return to;
    }
    return null;
  }

  adopt(next: Plan): void {
    this.#others = this.#othersIn(next);
  }

  /** Aliases that are to point elsewhere do. */
  followUp(cause: number): void {
    for (const { place, settings } of this.#others) {
      const to = this.resolve(place, settings.version, settings.additional);
      if (typeof to !== 'string') this.point(place, to, cause);
    }
    this.#others = [];
  }

  /** The aliases, by place, that settings point elsewhere than those in force do. */
  #othersIn(next: Plan): readonly { place: number; settings: AliasSettings }[] {
    return next.aliases.flatMap(({ settings }, index) => {
      const told = ({ version, additional }: AliasSettings) => JSON.stringify([version, additional]);
      const isSame = told(settings) === told(this.#plan.aliases[index]!.settings);
      return isSame ? [] : [{ place: this.#first + index, settings }];
    });
  }

  isAlias(place: number): boolean {
    return place >= this.#first && place < this.#end;
  }

  /** Place of the version that an alias points to; of two, the first. */
  pointsTo(place: number): number {
    return this.pointing(place).version;
  }

  /** Where an alias points now; to be read at once. */
  pointing(place: number): Pointing {
    return this.#cast!.contextOf(this.#slots[place - this.#first]!);
  }

  /** The version that the next request to an alias goes to: its place. One draw for each request, needed or not. */
  choose(place: number): number {
    const index = place - this.#first;
    const { version, additional, weight } = this.#cast!.contextOf(this.#slots[index]!);
    return this.#luck[index]!.uniform() < weight && additional >= 0 ? additional : version;
  }

  /**
   * What an alias is to point to, by places; or why AWS refuses that.
   *
   * @param place number of the place of the alias.
   */
  resolve(place: number, version: string, additional: AdditionalVersion | undefined): Pointing | Misdirected {
    const first = this.#target(place, version);
    if (typeof first === 'string') return first;
    if (!additional)
      return this.#objectionTo(place, [first]) ?? { version: first, additional: -1, weight: 0 };
    const second = this.#target(place, additional.version);
    if (typeof second === 'string') return second;
    const latest = this.#plan.places[place]!.of!;
    if (first === latest || second === latest) return 'refused: weights with $LATEST';
    if (first === second) return 'refused: same version twice';
    return (
      this.#objectionTo(place, [first, second]) ?? {
        version: first,
        additional: second,
        weight: additional.weight,
      }
    );
  }

  #objectionTo(place: number, versions: readonly number[]): Misdirected | null {
    for (const objection of this.#objections) {
      const found = objection(place, versions);
      if (found !== null) return found;
    }
    return null;
  }

  /**
   * Points an alias elsewhere.
   *
   * @param place number of the place of the alias.
   * @param cause the step of the operation or deployment that does it.
   * @returns the recorded step.
   */
  point(place: number, to: Pointing, cause: number): number {
    const slot = this.#slots[place - this.#first]!;
    const { kind } = this.#versions;
    const first = this.#versions.numberOf(to.version);
    const message: AliasEvent = { type: 'point', ...to };
    const amount = WHOLE - Math.round(to.weight * WHOLE);
    this.#cast!.deliver(slot, POINT, message, cause, first < 0 ? NONE : kind, first, amount);
    const { step } = this.#cast!;
    this.#shared(slot, to, step);
    for (const onPoint of this.#onPoint) onPoint(place, step);
    return step;
  }

  /** Tells of the second version, if there is one. */
  #shared(slot: number, { additional, weight }: Pointing, cause: number): void {
    if (additional < 0) return;
    const { kind } = this.#versions;
    const number = this.#versions.numberOf(additional);
    this.#cast!.deliver(slot, SHARE, { type: 'share' }, cause, kind, number, Math.round(weight * WHOLE));
  }

  /** Place of what a qualifier stands for, as something that an alias may point to. */
  #target(place: number, qualifier: string): number | Misdirected {
    const { functionId } = this.#plan.aliases[place - this.#first]!;
    const target = this.#plan.places.findIndex(({ name }) => name === qualified(functionId, qualifier));
    if (this.isAlias(target)) return 'refused: alias of an alias';
    const isThere = qualifier === '$LATEST' || this.#versions.isPublished(target);
    return isThere ? target : 'refused: no such version';
  }
}
