/** The scenarios whose runs stand on the home page as pictures: the first family, in the order of its story: to run, not to be asked about. */
import burst from '../../content/scenarios/burst.json?run';
import coldStart from '../../content/scenarios/cold-start.json?run';
import idleRecycle from '../../content/scenarios/idle-recycle.json?run';
import readyEnvironments from '../../content/scenarios/ready-environments.json?run';
import slowInit from '../../content/scenarios/slow-init.json?run';
import warmReuse from '../../content/scenarios/warm-reuse.json?run';
import type { Scenario } from '../sim/scenario.ts';

export const homeScenarios: readonly Scenario[] = [
  coldStart,
  warmReuse,
  idleRecycle,
  burst,
  slowInit,
  readyEnvironments,
];
