/** Reference cases as scenarios: idealised, so that each has one right answer. */
import type { Arrivals, Routing, Scenario } from '../scenario.ts';
import type { Distribution } from '../settings/quantity.ts';

/** What a case varies; everything else is out of the way: nothing to create, no limits, no faults. */
export interface CaseSettings {
  readonly id: string;
  readonly seed: number;
  readonly horizonMs: number;
  readonly arrivals: Arrivals;
  readonly handlerMs: Distribution;
  /** What a cold start adds; it is spent in Init. */
  readonly coldExtraMs?: number;
  /** How long one environment may idle; null: for ever. */
  readonly idleMs: number | null;
  readonly routing?: Routing;
  readonly concurrencyLimit?: number | null;
}

export function caseScenario(settings: CaseSettings): Scenario {
  return {
    id: settings.id.replace(/[^a-z0-9-]/g, '-'),
    title: settings.id,
    question: '',
    summary: '',
    model: 'direct',
    family: 'reference-cases',
    seed: settings.seed,
    horizonMs: settings.horizonMs,
    settings: {
      function: {
        memoryMb: 128,
        timeoutMs: 1e9,
        handlerMs: settings.handlerMs,
        createMs: 0,
        init: { extensionsMs: 0, runtimeMs: 0, functionMs: settings.coldExtraMs ?? 0 },
      },
      keep: { functionIdleMs: null, environmentIdleMs: settings.idleMs, maxAgeMs: null },
      routing: settings.routing ?? 'most-recently-used',
      concurrencyLimit: settings.concurrencyLimit ?? null,
      caller: { invocationType: 'RequestResponse', permitted: true },
    },
    arrivals: settings.arrivals,
    faults: [],
    tunable: [],
    claims: [],
    simplifications: [],
  };
}

/** Inputs of the cases with Poisson arrivals, as the data files have them. */
export interface PoissonInputs {
  readonly ratePerSec: number;
  readonly service: string;
  readonly cv2?: number;
  /** Either one mean, or one each for warm and cold requests. */
  readonly meanServiceSec?: number;
  readonly warmMeanSec?: number;
  readonly coldMeanSec?: number;
  readonly idleTimeoutSec?: number | null;
  readonly routing?: string;
  readonly concurrencyLimit?: number | null;
}

/** The distribution a case names, with the given mean. */
function serviceMs(inputs: PoissonInputs, service: string): Distribution {
  const meanMs = (inputs.meanServiceSec ?? inputs.warmMeanSec ?? 0) * 1000;
  switch (service) {
    case 'exponential':
      return { kind: 'exponential', meanMs };
    case 'constant':
      return meanMs;
    case 'uniform':
      return { kind: 'uniform', minMs: 0, maxMs: 2 * meanMs };
    case 'hyper-exponential':
      return { kind: 'hyper-exponential', meanMs, cv2: inputs.cv2 ?? 1 };
    default:
      throw new Error(`no service ${service}`);
  }
}

/**
 * A case with Poisson arrivals as a scenario of the given duration.
 * @param service - instead of the case's own, for one whose service is `any`
 */
export function poissonScenario(
  id: string,
  inputs: PoissonInputs,
  run: { readonly seed: number; readonly durationSec: number; readonly service?: string },
): Scenario {
  const coldExtraSec = (inputs.coldMeanSec ?? 0) - (inputs.warmMeanSec ?? 0);
  return caseScenario({
    id,
    seed: run.seed,
    horizonMs: run.durationSec * 1000,
    arrivals: { kind: 'poisson', ratePerSec: inputs.ratePerSec },
    handlerMs: serviceMs(inputs, run.service ?? inputs.service),
    coldExtraMs: Math.round(Math.max(0, coldExtraSec) * 1e6) / 1000,
    idleMs: typeof inputs.idleTimeoutSec === 'number' ? inputs.idleTimeoutSec * 1000 : null,
    ...(inputs.routing === undefined ? {} : { routing: inputs.routing as Routing }),
    concurrencyLimit: inputs.concurrencyLimit ?? null,
  });
}
