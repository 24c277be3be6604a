/** What lists of scenarios say of one: `build/scenario-card.ts` takes it from the scenario's file. */
import type { Scenario } from '../sim/scenario.ts';

export type ScenarioCard = Pick<Scenario, 'id' | 'title' | 'question' | 'model' | 'family'>;
