import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import type { Repair } from '../src/sim/repair.ts';
import type { Scenario } from '../src/sim/scenario.ts';
import { excerpt } from './excerpt.ts';

/** `import card from './burst.json?repair'` gives what a list says of a repair: its title, and its scenario's model. */
export function repairCard(): Plugin {
  return excerpt({
    name: 'repair-card',
    ending: '.json',
    query: '?repair',
    take: (text, file) => {
      const { scenario, title } = JSON.parse(text) as Repair;
      const beside = path.join(path.dirname(file), '../scenarios', `${scenario}.json`);
      const { model } = JSON.parse(readFileSync(beside, 'utf8')) as Scenario;
      return { scenario, title, model };
    },
  });
}
