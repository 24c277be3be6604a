/** What is known of every repair without its settings: for lists of them. */
import type { RepairCard } from './repair-card.ts';

const files = import.meta.glob<RepairCard>('../../content/repairs/*.json', {
  eager: true,
  query: '?repair',
  import: 'default',
});

/** Every repair, by the id of its scenario. */
export const repairs: readonly RepairCard[] = Object.values(files);

export function repairCard(scenario: string): RepairCard | undefined {
  return repairs.find((repair) => repair.scenario === scenario);
}
