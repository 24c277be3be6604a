/** Faults that kill environments: each at its moment, those that it names, or of all that are there. */
import { rankOfDelay } from '../delay-ranks.ts';
import type { Engine } from '../engine.ts';
import { functionIdOf } from '../function-named.ts';
import type { Luck } from '../luck.ts';
import { usFromMs } from '../microseconds.ts';
import type { Fault } from '../scenario.ts';
import type { Plan } from '../plan.ts';

/** Environments, as these faults see them. */
interface Environments {
  /** Numbers of those that are there and not shutting down, and the names of what they run. */
  living(): readonly { readonly number: number; readonly runs: string }[];
  kill(number: number, cause: number): void;
}

export class Killings {
  readonly #engine: Engine;
  /** Code of the kind `environment`. */
  readonly #kind: number;
  readonly #environments: Environments;
  #luck: Luck | null = null;
  /** By position: the fault, and its place in the agenda. */
  readonly #planned: { fault: Fault; readonly alarm: number }[] = [];

  constructor(engine: Engine, kind: number, environments: Environments) {
    this.#engine = engine;
    this.#kind = kind;
    this.#environments = environments;
  }

  /** From now on these faults strike, whose moment is still to come. */
  plan({ scenario, luck }: Plan): void {
    const { agenda, clock } = this.#engine;
    this.#luck = luck;
    for (const fault of scenario.faults) {
      if (fault.kind !== 'environment-killed') continue;
      let planned = this.#planned.find((one) => one.fault.id === fault.id);
      if (!planned) {
        if (!fault.on) continue;
        planned = { fault, alarm: agenda.open(this.#kind, -1 - this.#planned.length) };
        this.#planned.push(planned);
      }
      planned.fault = fault;
      const atUs = usFromMs(fault.fromMs ?? 0);
      agenda.clear(planned.alarm, 0);
      if (fault.on && atUs >= clock.nowUs) agenda.set(planned.alarm, 0, atUs, rankOfDelay('due'), 0, -1);
      agenda.settle(planned.alarm);
    }
  }

  /** The moment of a fault has come. */
  strike(position: number): void {
    const { fault, alarm } = this.#planned[position]!;
    const { agenda } = this.#engine;
    agenda.clear(alarm, 0);
    agenda.settle(alarm);
    const { which, share, of } = fault;
    const living = this.#environments
      .living()
      .filter(({ runs }) => of === undefined || of === runs || of === functionIdOf(runs));
    const lot = share === undefined ? null : this.#luck!.stream(`fault.${fault.id}`);
    for (const { number } of living) {
      const isDrawn = lot !== null && lot.uniform() < share!;
      if (which ? which.includes(number + 1) : lot === null || isDrawn) this.#environments.kill(number, -1);
    }
  }
}
