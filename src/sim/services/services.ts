/** Which services a program carries besides Lambda itself: all of them, or only what its scenarios need. */
import type { Engine } from '../engine.ts';
import type { ForkProblems } from '../fork-problems.ts';
import type { Refusal } from '../machines/operation.ts';
import type { Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import type { Rules } from '../rules.ts';
import type { Scenario } from '../scenario.ts';
import type { DownstreamService } from './downstream-service.ts';
import type { LambdaService } from './lambda-service.ts';
import type { NetworkService } from './network-service.ts';
import type { OperationService } from './operation-service.ts';
import type { Sinks } from './sink.ts';

/** Where services take their place. */
export interface Site {
  readonly plan: Plan;
  readonly engine: Engine;
  readonly lambda: LambdaService;
  /** Filled by the services, and read only once the run has begun: what leads in a circle may be wired too. */
  readonly sinks: Sinks;
  /** Who changes what while the scenario runs; null: nobody changes anything. */
  readonly operations: OperationService | null;
}

/** Has something there before anything arrives. */
export interface Starting {
  start(): void;
}

/** Reads settings, and goes on by others once they change while the scenario runs. */
export interface Adopting {
  /** Says why AWS refuses the settings, if it does; asked of all before anybody takes them over. */
  refuses?(next: Plan): Refusal | null;
  /** From now on these hold. Nothing happens yet: the others still have to take them over. */
  adopt(next: Plan): void;
  /** All have taken them over: what follows at once happens now. */
  followUp?(cause: number): void;
}

/** What Lambda itself does before the run, and with other settings. */
export type Living = Partial<Starting & Adopting>;

export interface Services {
  /** What in the settings of their models the rules of the date do not allow. */
  readonly problems: (scenario: Scenario, rules: Rules) => readonly Problem[];
  /** What of its changes of settings cannot be. */
  readonly forkProblems: ForkProblems;
  /** Who makes changes while the scenario runs; null: nothing is changed. */
  operations(plan: Plan, engine: Engine): OperationService | null;
  /** Says who changes settings while the scenario runs, if anybody does. */
  settings(plan: Plan, engine: Engine, operations: OperationService | null, living: readonly Living[]): void;
  /** The VPCs that functions are attached to: Lambda asks it; null: none is. */
  network(plan: Plan, engine: Engine): NetworkService | null;
  /** What functions call: Lambda asks it; null: no function calls anything. */
  downstream(
    plan: Plan,
    engine: Engine,
    sinks: Sinks,
    network: NetworkService | null,
  ): DownstreamService | null;
  /** Opens those that the scenario needs. @returns what is to be started, and told of other settings, in this order. */
  open(site: Site): readonly Living[];
}
