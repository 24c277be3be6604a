/** The runs of the home page's bench: four functions with traffic of their own, a minute each. */
import type { Arrivals, Scenario, Settings } from '../sim/scenario.ts';
import { simulateDirect } from '../sim/direct-run.ts';
import type { Trace } from '../sim/trace.ts';
import { homeScenarios } from './home-scenarios.ts';
import { rulesAt } from './rules.ts';
import { TODAY } from './today.ts';

export interface HomeRun {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  readonly throttles: boolean;
  readonly trace: Trace;
}

const HORIZON_MS = 60_000;

interface Example extends Omit<HomeRun, 'trace'> {
  readonly arrivals: Arrivals;
  readonly handlerMs: number;
  readonly initMs: number;
  readonly idleMs: number;
  readonly limit: number;
  readonly seed: number;
}

const EXAMPLES: readonly Example[] = [
  {
    id: 'checkout',
    name: 'checkout',
    note: 'steady: the one used last goes first',
    throttles: false,
    arrivals: { kind: 'poisson', ratePerSec: 2.8, startMs: 300 },
    handlerMs: 2000,
    initMs: 900,
    idleMs: 60_000,
    limit: 8,
    seed: 3,
  },
  {
    id: 'thumbs',
    name: 'thumbs',
    note: 'a burst finds nobody and waits',
    throttles: false,
    arrivals: { kind: 'burst', atMs: 1500, count: 4, withinMs: 900, repeatEveryMs: 9000 },
    handlerMs: 1900,
    initMs: 2600,
    idleMs: 2600,
    limit: 6,
    seed: 1,
  },
  {
    id: 'report',
    name: 'report',
    note: 'called now and then',
    throttles: false,
    arrivals: { kind: 'constant', everyMs: 13_000, startMs: 2500 },
    handlerMs: 1500,
    initMs: 1800,
    idleMs: 6000,
    limit: 2,
    seed: 1,
  },
  {
    id: 'import',
    name: 'import',
    note: 'limit two: the third is turned away',
    throttles: true,
    arrivals: { kind: 'burst', atMs: 2000, count: 3, withinMs: 1400, repeatEveryMs: 5200 },
    handlerMs: 2300,
    initMs: 900,
    idleMs: 60_000,
    limit: 2,
    seed: 1,
  },
];

function scenarioOf(base: Scenario, example: Example): Scenario {
  const settings: Settings = {
    ...base.settings,
    function: {
      ...base.settings.function,
      handlerMs: example.handlerMs,
      createMs: 300,
      init: { extensionsMs: 0, runtimeMs: 300, functionMs: example.initMs },
    },
    keep: { functionIdleMs: example.idleMs, environmentIdleMs: null, maxAgeMs: null },
    concurrencyLimit: example.limit,
  };
  return {
    ...base,
    id: example.id,
    seed: example.seed,
    horizonMs: HORIZON_MS,
    settings,
    arrivals: example.arrivals,
  };
}

let made: readonly HomeRun[] | null = null;

/** The four runs, made once. They rest on a scenario of the content for everything they do not say. */
export function homeRuns(): readonly HomeRun[] {
  const base = homeScenarios.find(({ id }) => id === 'cold-start');
  if (!base) return [];
  made ??= EXAMPLES.map((example) => ({
    id: example.id,
    name: example.name,
    note: example.note,
    throttles: example.throttles,
    trace: simulateDirect(scenarioOf(base, example), rulesAt(TODAY)),
  }));
  return made;
}
