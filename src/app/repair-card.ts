/** What lists of repairs say of one: `build/repair-card.ts` takes it from the repair's file and its scenario's. */
import type { Repair } from '../sim/repair.ts';
import type { Scenario } from '../sim/scenario.ts';

export type RepairCard = Pick<Repair, 'scenario' | 'title'> & Pick<Scenario, 'model'>;
