/**
 * A run that is made in slices, so that its caller can report progress and stop it between them. The
 * engine owns time: one agenda ordered by (time, rank, sequence) moves the actors, every step is
 * recorded with its cause and reason, and the run is a value afterwards.
 */
import type { Interpreter } from './actors.ts';
import { CheckpointWriter } from './checkpoint-writer.ts';
import { ENGINE_VERSION } from './engine-version.ts';
import { planOf } from './plan.ts';
import type { Plan } from './plan.ts';
import { operationsOf } from './release-plan.ts';
import { BYTES_PER_STEP } from './recorder.ts';
import type { Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import { Cloud } from './services/cloud.ts';
import type { Services } from './services/services.ts';
import type { Operation, RunEnd, Trace } from './trace.ts';
import type { TransitionCoverage } from './transition-coverage.ts';
import { EVENTS, REASONS } from './vocabulary.ts';
import { ARRIVAL_RANK } from './delay-ranks.ts';

/** Limits of a run, met at the same step everywhere: they count steps, simulated time and bytes, never wall time. */
export interface Bounds {
  readonly maxSteps: number;
  readonly maxSimulatedUs: number;
  /** Bytes of the trace, checkpoints included. */
  readonly maxTraceBytes: number;
  /** Steps at one moment since the last arrival; STEPS_PER_UNIT more for each unit there has been. */
  readonly maxStepsAtMoment: number;
}

/**
 * Where nothing takes any time, a round without end stays at one moment, and neither time nor the horizon
 * ends it. What is honest has a measure: a burst of a million, or a backlog handled in no time, takes at
 * most some ten steps for each unit at one moment, over services, queues and destinations.
 */
const STEPS_PER_UNIT = 100;

const DEFAULT_BOUNDS: Bounds = {
  maxSteps: 50_000_000,
  maxSimulatedUs: 1e15,
  maxTraceBytes: 2 ** 31,
  maxStepsAtMoment: 1_000_000,
};

export interface RunOptions {
  readonly interpreter?: Interpreter;
  readonly bounds?: Partial<Bounds>;
  /** Counts the transitions that are taken, for tests; only the compiled interpreter does. */
  readonly coverage?: TransitionCoverage;
}

export interface Progress {
  readonly steps: number;
  readonly atUs: number;
  /** Simulated time passed, of the whole run: 0 to 1. */
  readonly share: number;
  readonly done: boolean;
}

/** What a run is to its caller. */
export interface Run {
  /** Goes on for about this many steps; less only at the end. */
  advance(steps: number): Progress;
  /** Ends the run here. */
  stop(): void;
  /** The trace so far; the whole one when the run is done. */
  trace(): Trace;
}

export class SlicedRun implements Run {
  readonly #plan: Plan;
  readonly #operations: readonly Operation[];
  readonly #bounds: Bounds;
  readonly #cloud: Cloud;
  readonly #checkpoints: CheckpointWriter;
  #started = false;
  #end: RunEnd | null = null;
  #endUs = 0;
  /** Units from outside and steps before the run, backlogs among them; the first step since the last arrival of this moment. */
  #units = 0;
  #momentFrom = 0;

  /** @throws ScenarioError when the rules do not allow the scenario, or the services do not know it. */
  constructor(scenario: Scenario, rules: Rules, services: Services, options: RunOptions) {
    const { interpreter = 'compiled', bounds, coverage = null } = options;
    const plan = planOf(scenario, rules, services);
    this.#plan = plan;
    this.#operations = operationsOf(scenario);
    this.#bounds = { ...DEFAULT_BOUNDS, ...bounds };
    this.#cloud = new Cloud(plan, services, interpreter, coverage);
    this.#checkpoints = new CheckpointWriter(this.#cloud.engine.kinds, REASONS);
  }

  advance(steps: number): Progress {
    const { engine, feeds } = this.#cloud;
    const { recorder, agenda, clock } = engine;
    if (!this.#started) {
      this.#started = true;
      this.#cloud.start();
      this.#units = recorder.length;
    }
    const until = recorder.length + steps;
    const { horizonUs } = this.#plan;
    const { maxSteps, maxSimulatedUs } = this.#bounds;
    while (this.#end === null && recorder.length < until) {
      const timerUs = agenda.nextUs();
      const arrivalUs = feeds.nextUs();
      // Completions and limits come before arrivals of the same time, and arrivals before polls.
      const isTimer = timerUs < arrivalUs || (timerUs === arrivalUs && agenda.nextRank() < ARRIVAL_RANK);
      const nextUs = isTimer ? timerUs : arrivalUs;
      if (nextUs > horizonUs) this.#finish({ kind: nextUs === Infinity ? 'drained' : 'horizon' });
      else if (nextUs > maxSimulatedUs) this.#finish({ kind: 'bound', bound: 'time', limit: maxSimulatedUs });
      else if (recorder.length >= maxSteps) this.#finish({ kind: 'bound', bound: 'steps', limit: maxSteps });
      else if (this.#bytes() >= this.#bounds.maxTraceBytes) {
        this.#finish({ kind: 'bound', bound: 'bytes', limit: this.#bounds.maxTraceBytes });
      } else if (
        isTimer &&
        nextUs === clock.nowUs &&
        recorder.length - this.#momentFrom >= this.#momentLimit
      ) {
        this.#finish({ kind: 'bound', bound: 'moment', limit: this.#momentLimit });
      } else {
        if (!isTimer || nextUs > clock.nowUs) this.#momentFrom = recorder.length;
        clock.nowUs = nextUs;
        if (isTimer) engine.fireNext();
        else {
          this.#units++;
          feeds.take();
        }
        this.#checkpoints.advance(recorder, recorder.length);
        if (engine.brokenLaw) this.#finish({ kind: 'law', ...engine.brokenLaw, seed: this.#plan.seed });
      }
    }
    return {
      steps: recorder.length,
      atUs: clock.nowUs,
      share: this.#end ? 1 : horizonUs > 0 ? clock.nowUs / horizonUs : 0,
      done: this.#end !== null,
    };
  }

  stop(): void {
    if (this.#end === null) this.#finish({ kind: 'stopped' });
  }

  trace(): Trace {
    const { engine } = this.#cloud;
    const operations = this.#operations;
    return {
      engineVersion: ENGINE_VERSION,
      seed: this.#plan.seed,
      length: engine.recorder.length,
      ...engine.recorder.columns(),
      kinds: engine.kinds,
      places: engine.places,
      ...(operations.length > 0 && { operations }),
      events: EVENTS,
      reasons: REASONS,
      endUs: this.#end ? this.#endUs : engine.clock.nowUs,
      end: this.#end ?? { kind: 'stopped' },
      checkpoints: this.#checkpoints.checkpoints(),
    };
  }

  get #momentLimit(): number {
    return this.#bounds.maxStepsAtMoment + STEPS_PER_UNIT * this.#units;
  }

  #bytes(): number {
    return this.#cloud.engine.recorder.length * BYTES_PER_STEP + this.#checkpoints.bytes;
  }

  #finish(end: RunEnd): void {
    this.#end = end;
    this.#endUs = end.kind === 'horizon' ? this.#plan.horizonUs : this.#cloud.engine.clock.nowUs;
  }
}
