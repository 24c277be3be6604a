/** What makes environments ready ahead of the requests, where a scenario has such. */
import { isProvisioned } from '../provision-plan.ts';
import { ProvisionService } from './provision-service.ts';
import type { Site, Starting } from './services.ts';

/** @returns what is to be started. */
export function openProvisioning({ plan, engine, lambda, operations }: Site): readonly Starting[] {
  if (!isProvisioned(plan.scenario)) return [];
  return [new ProvisionService(plan, engine, lambda, operations)];
}
