import path from 'node:path';
import type { Plugin } from 'vite';
import date from '../content/content-date.json' with { type: 'json' };
import { firstDayOf } from '../src/cost/as-of.ts';
import { factsAt } from '../src/cost/value-at.ts';
import { readScenario } from '../src/sim/read-scenario.ts';
import { Repair } from '../src/sim/repair.ts';
import { repairedBase } from '../src/sim/repaired-base.ts';
import { resolveRules } from '../src/sim/rules.ts';
import { simulate } from '../src/sim/run.ts';
import type { Scenario } from '../src/sim/scenario.ts';
import { worldAt } from '../src/sim/world.ts';
import { sceneOf } from '../src/view/scenes.ts';
import { factsIn, jsonOf } from './json-folder.ts';

const NAME = 'virtual:picture-heights';
const ID = `\0${NAME}`;
const FACTS = 'content/facts';
const SCENARIOS = 'content/scenarios';
const REPAIRS = 'content/repairs';

/** Widths of the Lab's picture on a phone and on a desk (390 and 1350 px), and what its environments may take there. */
const LAYOUTS = [
  { width: 358, tallest: 150 },
  { width: 952, tallest: 118 },
] as const;

/**
 * `import heights from 'virtual:picture-heights'` gives how high the picture of each scenario's own run will be, by id:
 * on a phone and on a desk; `x broken` is scenario x as it is met broken, where that is another height. The page keeps the room until the picture is there, so that nothing under it moves.
 */
export function pictureHeights(): Plugin {
  let root = '.';
  return {
    name: 'lambdarium:picture-heights',
    configResolved(config) {
      root = config.root;
    },
    resolveId: (source) => (source === NAME ? ID : null),
    load(id) {
      if (id !== ID) return null;
      const watch = (file: string) => {
        this.addWatchFile(file);
      };
      const facts = factsIn(path.resolve(root, FACTS), watch);
      const readings = jsonOf(
        path.resolve(root, SCENARIOS),
        (value, file) => [readScenario(value, file)],
        watch,
      );
      const heightsOf = (scenario: Scenario): number[] => {
        const rules = resolveRules(factsAt(facts, firstDayOf(scenario.asOf ?? date.today)!));
        const trace = simulate(scenario, rules);
        const input = { trace, scenario, rules, world: worldAt(trace, 0), atUs: 0, flightUs: 0 };
        return LAYOUTS.map((layout) => Math.round(sceneOf({ ...input, ...layout }).height));
      };
      // What is wrong with a scenario or a repair is told by the check of the content.
      const scenarios = readings.flatMap((result) => ('problems' in result ? [] : [result.scenario]));
      const heights = new Map(scenarios.map((scenario) => [scenario.id, heightsOf(scenario)]));
      const repairs = jsonOf(path.resolve(root, REPAIRS), (value) => [Repair.safeParse(value)], watch);
      for (const { data: repair } of repairs) {
        const scenario = scenarios.find((one) => one.id === repair?.scenario);
        if (!repair || !scenario) continue;
        const broken = heightsOf(repairedBase(scenario, repair));
        if (broken.join() !== heights.get(scenario.id)?.join()) heights.set(`${scenario.id} broken`, broken);
      }
      return { code: `export default ${JSON.stringify(Object.fromEntries(heights))};`, map: null };
    },
  };
}
