/** CodeDeploy: deployments shift aliases, run their hooks, and are stopped by alarms. */
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import type { Taken } from '../chart.ts';
import type { Engine } from '../engine.ts';
import { deploymentMachine } from '../machines/deployment.ts';
import type { DeploymentContext, DeploymentEvent } from '../machines/deployment.ts';
import { placeNumber } from '../plan.ts';
import type { Plan } from '../plan.ts';
import { changedFunction, presetNamed } from '../release-plan.ts';
import type { ChangeOf } from '../settings/change-settings.ts';
import { NONE } from '../trace.ts';
import { REASONS } from '../vocabulary.ts';
import { effectNumber } from '../effects.ts';
import type { Reason } from '../vocabulary.ts';
import type { AlarmService } from './alarm-service.ts';
import { ANSWER, plainAsk } from './invoker.ts';
import type { Answer, Invoker } from './invoker.ts';
import type { LambdaService } from './lambda-service.ts';
import type { OperationService } from './operation-service.ts';

const START = eventCode('start');
const SUCCEED = eventCode('succeed');
const FAIL = eventCode('fail');
const STOP = eventCode('stop');

const RUN_BEFORE_HOOK = effectNumber('runBeforeHook');
const RUN_AFTER_HOOK = effectNumber('runAfterHook');
const SHIFT_TRAFFIC = effectNumber('shiftTraffic');
const POINT_BACK = effectNumber('pointBack');

/** A percent is a hundred hundredths. */
const HUNDREDTHS = 100;

/** Ends of a hook that has come so far as to report that the deployment must fail; any other tells nothing. */
const REPORTED: readonly Reason[] = ['handler: error', 'handler: exception', 'handler: call failed'];

interface Deployment {
  readonly change: ChangeOf<'create-deployment'>;
  /** Places of the alias, of the version it pointed to, and of the one it is shifted to. */
  readonly alias: number;
  readonly from: number;
  readonly to: number;
  /** The run of a hook that is waited for; -1: none. */
  run: number;
}

export class DeploymentService implements Invoker {
  readonly #plan: Plan;
  readonly #engine: Engine;
  readonly #lambda: LambdaService;
  readonly #alarms: AlarmService | null;
  readonly #cast: Cast<DeploymentContext, DeploymentEvent>;
  /** By slot. */
  readonly #deployments: (Deployment | null)[] = [];
  /** By run of a hook: slot of the deployment that waits for it. */
  readonly #runs: number[] = [];

  constructor(plan: Plan, engine: Engine, lambda: LambdaService, alarms: AlarmService | null) {
    this.#plan = plan;
    this.#engine = engine;
    this.#lambda = lambda;
    this.#alarms = alarms;
    this.#cast = engine.cast('deployment', deploymentMachine, (slot, timer) => {
      const cast = this.#cast;
      const from = cast.stateOf(slot);
      const event = cast.eventOfNext(timer);
      const cause = cast.causeOfNext(timer);
      const taken = cast.wake(slot, timer);
      if (taken) this.#follow(slot, event, cause, from, taken, NONE, -1);
    });
    alarms?.watch((id, kind, number, cause) => {
      for (const [slot, deployment] of this.#deployments.entries())
        if (deployment?.change.alarms?.includes(id))
          this.#tell(slot, STOP, { type: 'stop' }, cause, kind, number);
    });
  }

  /** Takes over deployments that operators create. */
  handle(operations: OperationService): void {
    operations.handle('create-deployment', (change, made) => {
      if (!this.#lambda.exists(made.place)) return 'refused: no such function';
      const id = changedFunction(change);
      const alias = placeNumber(this.#plan, `${id}:${change.alias}`, 'changes');
      const to = this.#lambda.aliases.resolve(alias, change.version, undefined);
      if (typeof to === 'string') return to;
      if (this.#deployments.some((deployment) => deployment?.alias === alias))
        return 'refused: deployment under way';
      const { version: from, additional } = this.#lambda.aliases.pointing(alias);
      // What a deployment that was stopped and not rolled back leaves: each further one fails (CodeDeploy User
      // Guide, "Troubleshoot AWS Lambda deployment issues", read 2026-11-20); here it does not begin.
      if (additional >= 0) return 'refused: alias with weights';
      if (from === made.place) return 'refused: weights with $LATEST';
      if (from === to.version) return 'unchanged';
      this.#create({ change, alias, from, to: to.version, run: -1 }, made);
      return null;
    });
  }

  /** A hook has ended. */
  answered(run: number, answer: Answer, cause: number): void {
    const slot = this.#runs[run]!;
    if (this.#deployments[slot]?.run !== run) return;
    const why = REASONS[this.#engine.recorder.reason[cause]!]!;
    if (answer === ANSWER.succeeded) this.#tell(slot, SUCCEED, { type: 'succeed' }, cause, NONE, -1);
    else if (answer === ANSWER.failed && REPORTED.includes(why))
      this.#tell(slot, FAIL, { type: 'fail' }, cause, NONE, -1);
  }

  #create(deployment: Deployment, made: { step: number; kind: number; number: number }): void {
    const cast = this.#cast;
    const { change, alias } = deployment;
    const { hookLimitUs } = this.#plan.rules.releases.deployments!;
    const { percent, kind, intervalUs } = presetNamed(change.configuration, this.#plan.rules)!;
    const context: DeploymentContext = {
      percent,
      isLinear: kind === 'linear',
      intervalUs,
      hasBeforeHook: change.beforeAllowTraffic !== undefined,
      hasAfterHook: change.afterAllowTraffic !== undefined,
      hookLimitUs,
      rollsBack: change.rollback ?? true,
      shifted: 0,
    };
    const slot = cast.create(context, alias);
    this.#deployments[slot] = deployment;
    this.#follow(slot, START, made.step, NONE, cast.taken!, made.kind, made.number);
    // An alarm that is in ALARM already stops it at once.
    const ringing = this.#alarms?.ringing(change.alarms ?? []) ?? -1;
    if (ringing >= 0 && this.#deployments[slot] === deployment)
      this.#tell(slot, STOP, { type: 'stop' }, cast.step, this.#alarms!.kind, ringing);
  }

  #tell(
    slot: number,
    event: number,
    message: DeploymentEvent,
    cause: number,
    otherKind: number,
    other: number,
  ): void {
    const from = this.#cast.stateOf(slot);
    const taken = this.#cast.react(slot, event, message);
    if (taken) this.#follow(slot, event, cause, from, taken, otherKind, other);
  }

  /** Records a deployment's step and does what it asks for. */
  #follow(
    slot: number,
    event: number,
    cause: number,
    from: number,
    { effects, ...taken }: Taken,
    otherKind: number,
    other: number,
  ): void {
    const cast = this.#cast;
    const deployment = this.#deployments[slot]!;
    const { aliases } = this.#lambda;
    const { alias, change } = deployment;
    const goesBack = effects.includes(POINT_BACK);
    const { shifted } = cast.contextOf(slot);
    const amount = goesBack ? 0 : shifted * HUNDREDTHS;
    const step = cast.record(slot, event, cause, from, { effects, ...taken }, otherKind, other, amount);
    deployment.run = -1;
    if (cast.chart.isFinal[cast.stateOf(slot)]!) {
      this.#deployments[slot] = null;
      cast.end(slot);
    }
    for (const effect of effects) {
      if (effect === SHIFT_TRAFFIC) {
        const isWhole = shifted >= 100;
        const additional = isWhole ? -1 : deployment.to;
        const weight = isWhole ? 0 : shifted / 100;
        aliases.point(
          alias,
          { version: isWhole ? deployment.to : deployment.from, additional, weight },
          step,
        );
      } else if (effect === POINT_BACK)
        aliases.point(alias, { version: deployment.from, additional: -1, weight: 0 }, step);
      else if (effect === RUN_BEFORE_HOOK) this.#run(slot, deployment, change.beforeAllowTraffic!, step);
      else if (effect === RUN_AFTER_HOOK) this.#run(slot, deployment, change.afterAllowTraffic!, step);
    }
  }

  #run(slot: number, deployment: Deployment, hook: string, cause: number): void {
    const run = this.#runs.length;
    this.#runs.push(slot);
    deployment.run = run;
    const ask = plainAsk(this);
    ask.token = run;
    this.#lambda.invoke(placeNumber(this.#plan, hook, 'changes'), ask, cause);
  }
}
