/** What makes environments ready ahead of the requests, where a scenario has such. */
import { isProvisioned, provisionPlansOf } from '../provision-plan.ts';
import { hasSnapshots } from '../snapstart-plan.ts';
import { AutoScalingService } from './auto-scaling-service.ts';
import { ProvisionService } from './provision-service.ts';
import type { Site, Starting } from './services.ts';
import { SnapshotService } from './snapshot-service.ts';

/** @returns what is to be started. */
export function openProvisioning({ plan, engine, lambda, operations }: Site): readonly Starting[] {
  if (hasSnapshots(plan.scenario)) lambda.versions.snapshots(new SnapshotService(plan, lambda));
  if (!isProvisioned(plan.scenario)) return [];
  const provision = new ProvisionService(plan, engine, lambda, operations);
  const isScaled = provisionPlansOf(plan.scenario).some(({ settings }) => settings.autoScaling !== undefined);
  return isScaled ? [provision, new AutoScalingService(plan, engine, lambda, provision)] : [provision];
}
