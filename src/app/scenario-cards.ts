/** What is known of every scenario without its settings: for lists of them, which other pages do not carry. */
import type { ScenarioCard } from './scenario-card.ts';

const cardFiles = import.meta.glob<ScenarioCard>('../../content/scenarios/**/*.json', {
  eager: true,
  query: '?card',
  import: 'default',
});
/** The order in which the families tell their stories; others follow by family, then by title. */
const STORY = ['cold-start', 'warm-reuse', 'idle-recycle', 'burst', 'slow-init', 'ready-environments'];

function place(id: string): number {
  const at = STORY.indexOf(id);
  return at < 0 ? STORY.length : at;
}

const byText = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);

/** What is known of every scenario without its settings, in the order of the lab's list. */
export const scenarios: readonly ScenarioCard[] = Object.values(cardFiles).sort(
  (a, b) => place(a.id) - place(b.id) || byText(a.family, b.family) || byText(a.title, b.title),
);

export function scenarioCard(id: string): ScenarioCard | undefined {
  return scenarios.find((scenario) => scenario.id === id);
}
