/** The scenarios whose runs stand on the home page as pictures: the first family, in the order of its story. */
import burst from '../../content/scenarios/burst.json';
import coldStart from '../../content/scenarios/cold-start.json';
import idleRecycle from '../../content/scenarios/idle-recycle.json';
import readyEnvironments from '../../content/scenarios/ready-environments.json';
import slowInit from '../../content/scenarios/slow-init.json';
import warmReuse from '../../content/scenarios/warm-reuse.json';
import type { Scenario } from '../sim/scenario.ts';

export const homeScenarios = [
  coldStart,
  warmReuse,
  idleRecycle,
  burst,
  slowInit,
  readyEnvironments,
] as readonly unknown[] as readonly Scenario[];
