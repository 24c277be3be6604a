/** What makes environments ready ahead of the requests, where a scenario has such. */
import { isProvisioned } from '../provision-plan.ts';
import { hasSnapshots } from '../snapstart-plan.ts';
import { ProvisionService } from './provision-service.ts';
import type { Site, Starting } from './services.ts';
import { SnapshotService } from './snapshot-service.ts';

/** @returns what is to be started. */
export function openProvisioning({ plan, engine, lambda, operations }: Site): readonly Starting[] {
  if (hasSnapshots(plan.scenario)) new SnapshotService(plan, lambda);
  if (!isProvisioned(plan.scenario)) return [];
  return [new ProvisionService(plan, engine, lambda, operations)];
}
