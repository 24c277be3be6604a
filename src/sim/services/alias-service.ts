/** Aliases: which version each request to one of them goes to. */
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import type { Engine } from '../engine.ts';
import { aliasMachine } from '../machines/alias.ts';
import type { AliasContext, AliasEvent } from '../machines/alias.ts';
import { placeNumber } from '../plan.ts';
import type { Plan } from '../plan.ts';
import { createStream } from '../random.ts';
import type { Stream } from '../random.ts';
import type { AdditionalVersion } from '../settings/release-settings.ts';
import { NONE } from '../trace.ts';

const POINT = eventCode('point');

/** Shares are recorded in hundredths of a percent. */
const WHOLE = 10_000;

export class AliasService {
  readonly #plan: Plan;
  readonly #cast: Cast<AliasContext, AliasEvent> | null;
  /** Number of the place of the first alias; those of the others follow. */
  readonly #first: number;
  readonly #end: number;
  /** By alias. */
  readonly #slots: number[] = [];
  readonly #luck: readonly Stream[];

  constructor(plan: Plan, engine: Engine) {
    this.#plan = plan;
    this.#first = plan.functions.length;
    this.#end = this.#first + plan.aliases.length;
    this.#cast = plan.aliases.length === 0 ? null : engine.cast('alias', aliasMachine, () => {});
    this.#luck = plan.aliases.map(({ name }) => createStream(plan.seed, `${name}.route`));
  }

  /** Aliases point where they do before the run. */
  start(): void {
    this.#plan.aliases.forEach((alias, index) => {
      const { version, additional } = alias.settings;
      const context = this.#context(index, version, additional);
      const amount = Math.round(context.weight * WHOLE);
      this.#slots[index] = this.#cast!.begin(context, this.#first + index, -1, NONE, -1, amount);
    });
  }

  isAlias(place: number): boolean {
    return place >= this.#first && place < this.#end;
  }

  /** Place of the version that an alias points to; of two, the first. */
  pointsTo(place: number): number {
    return this.#cast!.contextOf(this.#slots[place - this.#first]!).version;
  }

  /** The version that the next request to an alias goes to: its place. One draw for each request, needed or not. */
  choose(place: number): number {
    const index = place - this.#first;
    const { version, additional, weight } = this.#cast!.contextOf(this.#slots[index]!);
    return this.#luck[index]!.uniform() < weight && additional >= 0 ? additional : version;
  }

  /**
   * Points an alias elsewhere.
   *
   * @param place number of the place of the alias.
   * @param cause the step of the operation or deployment that does it.
   * @returns the recorded step.
   */
  point(
    place: number,
    version: string,
    additional: AdditionalVersion | undefined,
    cause: number,
    otherKind: number,
    other: number,
  ): number {
    const index = place - this.#first;
    const context = this.#context(index, version, additional);
    const amount = Math.round(context.weight * WHOLE);
    const message: AliasEvent = { type: 'point', ...context };
    this.#cast!.deliver(this.#slots[index]!, POINT, message, cause, otherKind, other, amount);
    return this.#cast!.step;
  }

  #context(index: number, version: string, additional: AdditionalVersion | undefined): AliasContext {
    const { functionId, name } = this.#plan.aliases[index]!;
    const numberOf = (of: string) => placeNumber(this.#plan, `${functionId}:${of}`, name);
    return {
      version: numberOf(version),
      additional: additional ? numberOf(additional.version) : -1,
      weight: additional?.weight ?? 0,
    };
  }
}
