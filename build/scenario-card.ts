import type { Plugin } from 'vite';
import type { Scenario } from '../src/sim/scenario.ts';
import { excerpt } from './excerpt.ts';

/**
 * `import card from './burst.json?card'` gives what a list says of a scenario and nothing of its settings,
 * so that a list of scenarios does not pull all of them into its chunk.
 */
export function scenarioCard(): Plugin {
  return excerpt({
    name: 'scenario-card',
    ending: '.json',
    query: '?card',
    take: (text) => cardOf(JSON.parse(text) as Scenario),
  });
}

/** What src/app/scenario-card.ts says lists know of a scenario. */
function cardOf(scenario: Scenario): Partial<Scenario> {
  const { id, title, question, model, family } = scenario;
  return { id, title, question, model, family };
}

/** `import uses from './burst.json?uses'` gives the simplifications in force in a scenario, and its id. */
export function scenarioUses(): Plugin {
  return excerpt({
    name: 'scenario-uses',
    ending: '.json',
    query: '?uses',
    take: (text) => {
      const { id, simplifications } = JSON.parse(text) as Scenario;
      return { id, simplifications };
    },
  });
}

/** `import run from './burst.json?run'` gives a scenario to run and to name, without what is said and asked of it. */
export function scenarioRun(): Plugin {
  return excerpt({
    name: 'scenario-run',
    ending: '.json',
    query: '?run',
    take: (text) => runOf(JSON.parse(text) as Scenario),
  });
}

function runOf(scenario: Scenario): Scenario {
  const run = { ...scenario, summary: '', tunable: [], claims: [], simplifications: [] };
  delete run.$schema;
  delete run.bets;
  delete run.loadBearing;
  return run;
}
