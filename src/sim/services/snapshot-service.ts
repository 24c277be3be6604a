/**
 * Snapshots of SnapStart: when a version is published with it, one environment goes through Init, its memory is
 * kept, and every environment of that version resumes from there.
 */
import { kindCode } from '../vocabulary.ts';
import type { Plan } from '../plan.ts';
import type { LambdaService } from './lambda-service.ts';
import type { Snapshots } from './version-service.ts';

const VERSION = kindCode('version');

export class SnapshotService implements Snapshots {
  readonly #plan: Plan;
  readonly #lambda: LambdaService;

  constructor(plan: Plan, lambda: LambdaService) {
    this.#plan = plan;
    this.#lambda = lambda;
  }

  takes(fn: number): boolean {
    return this.#plan.rules.snapStart !== null && this.#lambda.environments.of(fn).plan.restoreUs !== null;
  }

  take(fn: number, cause: number): void {
    const { environments, versions } = this.#lambda;
    environments.create(fn, 'snapshot', -1, cause, {
      kind: VERSION,
      number: versions.numberOf(fn),
      initialised: (_environment, isGood, step) => versions.settle(fn, isGood, step),
      gone: () => {},
      lost: () => {},
    });
  }
}
