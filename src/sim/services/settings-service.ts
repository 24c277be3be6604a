/** Changes of settings while a scenario runs: whoever reads settings takes over others from one moment on. */
import { erasOf, withSet } from '../eras.ts';
import type { Engine } from '../engine.ts';
import { changedPlan } from '../plan.ts';
import type { Plan } from '../plan.ts';
import type { OperationService } from './operation-service.ts';
import type { Adopting, Living } from './services.ts';

/** Says who changes settings: all of these, one after the other. */
export function handleSettings(
  plan: Plan,
  engine: Engine,
  operations: OperationService,
  living: readonly Living[],
): void {
  const eras = erasOf(plan.scenario);
  const readers = living.filter((one): one is Adopting => one.adopt !== undefined);
  operations.handle('change-settings', ({ id, set }, { step }) => {
    // One that was refused leaves the settings as they were; the next one finds them so.
    const era = eras.find(({ change }) => change?.id === id)!;
    const isRefused = plan.scenario !== eras[eras.indexOf(era) - 1]!.scenario;
    const scenario = isRefused ? withSet(plan.scenario, set) : era.scenario;
    const before = plan.scenario;
    if (JSON.stringify(scenario) === JSON.stringify(before)) {
      Object.assign(plan, { scenario });
      return 'unchanged';
    }
    const next = changedPlan(plan, scenario);
    for (const reader of readers) {
      const refusal = reader.refuses?.(next) ?? null;
      if (refusal !== null) return refusal;
    }
    for (const reader of readers) reader.adopt(next);
    // Whoever keeps the plan of the run reads there from now on.
    Object.assign(plan, next);
    for (const reader of readers) reader.followUp?.(step);
    operations.replan(before.changes ?? [], scenario.changes ?? [], engine.clock.nowUs, step);
    return null;
  });
}
