/**
 * The stage on which all actors of a run move: one clock, one agenda, one recorder, the laws. Services
 * bring the actors and say what follows from a step; nothing here knows what any of them is.
 */
import { createActors } from './actors.ts';
import type { Clock, Interpreter } from './actors.ts';
import { Agenda } from './agenda.ts';
import { Cast } from './cast.ts';
import type { LawStates } from './law-states.ts';
import type { Laws } from './laws.ts';
import { Recorder } from './recorder.ts';
import type { ActorKind, Place } from './trace.ts';
import type { TransitionCoverage } from './transition-coverage.ts';
import { ACTOR_KINDS, kindCode } from './vocabulary.ts';
import type { ActorKindName } from './vocabulary.ts';

/** Moves an actor whose timer has run out. */
type OnTimer = (slot: number, timer: number) => void;

export class Engine {
  readonly recorder = new Recorder();
  readonly agenda = new Agenda();
  readonly clock: Clock = { nowUs: 0, step: 0 };
  readonly seed: number;
  readonly places: readonly Place[];
  /** The first law that a step broke. */
  brokenLaw: { readonly law: string; readonly step: number } | null = null;
  readonly #interpreter: Interpreter;
  readonly #kinds: ActorKind[] = ACTOR_KINDS.map((name) => ({ name, states: [], isFinal: [] }));
  readonly #charts: (LawStates | undefined)[] = ACTOR_KINDS.map(() => undefined);
  readonly #onTimer: OnTimer[] = [];
  readonly #coverage: TransitionCoverage | null;
  #laws: Laws | null = null;

  /** @param coverage counts the transitions taken, for tests; null: nobody does. */
  constructor(
    interpreter: Interpreter,
    seed: number,
    places: readonly Place[],
    coverage: TransitionCoverage | null = null,
  ) {
    this.#interpreter = interpreter;
    this.#coverage = coverage;
    this.seed = seed;
    this.places = places;
  }

  /** Kinds of actors and their states, as traces have them. */
  get kinds(): readonly ActorKind[] {
    return this.#kinds;
  }

  /** Their charts; undefined for kinds that are not in the run. */
  get charts(): readonly (LawStates | undefined)[] {
    return this.#charts;
  }

  /**
   * The actors of one kind. To be asked for once a kind, before the run begins.
   *
   * @param onTimer called when a timer of one of them has run out; it must fire the timer (`cast.fire`).
   */
  cast<Context extends object, Event>(
    name: ActorKindName,
    machine: unknown,
    onTimer: OnTimer,
  ): Cast<Context, Event> {
    const kind = kindCode(name);
    const actors = createActors<Context, Event>(this.#interpreter, machine, {
      agenda: this.agenda,
      clock: this.clock,
      kind,
      coverage: this.#coverage,
    });
    this.#kinds[kind] = { name, states: actors.chart.states, isFinal: actors.chart.isFinal };
    this.#charts[kind] = actors.chart;
    this.#onTimer[kind] = onTimer;
    return new Cast(this, kind, actors);
  }

  /** From now on every step is held against the laws. */
  watch(laws: Laws): void {
    this.#laws = laws;
  }

  /** Does what the agenda has next, now. */
  fireNext(): void {
    const actor = this.agenda.nextActor();
    this.#onTimer[this.agenda.kindOf(actor)]!(this.agenda.slotOf(actor), this.agenda.nextTimer(actor));
  }

  /** Records a step; see TraceColumns for what each number is. @returns its number. */
  record(
    kind: number,
    actor: number,
    event: number,
    cause: number,
    from: number,
    to: number,
    reason: number,
    other: number,
    otherKind: number,
    place: number,
    amount: number,
  ): number {
    const recorder = this.recorder;
    const step = recorder.record(
      this.clock.nowUs,
      kind,
      actor,
      event,
      cause,
      from,
      to,
      reason,
      other,
      otherKind,
      place,
      amount,
    );
    const broken = this.#laws?.check(recorder, step) ?? null;
    if (broken !== null) this.brokenLaw ??= { law: broken, step };
    return step;
  }
}
