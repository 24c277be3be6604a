/** What is written down about an invocation, and what Node's handlers may look like. */
import type { FactReader } from './fact-reader.ts';

/** Groups of metrics; parts of the fact metrics. */
const METRIC_GROUPS = ['invocation', 'performance', 'concurrency'] as const;
const LATER_METRIC_GROUPS = ['async', 'mapping'] as const;

export interface LogRules {
  /** Fields of the REPORT line, in order (fact report-line). */
  readonly reportFields: readonly string[];
  /** Lines around an invocation as AWS writes them; what stands in <> is filled in (fact log-lines). */
  readonly lines: Readonly<Record<'start' | 'end' | 'timeout' | 'exit', string>>;
  /** Lines about the Init phase (fact log-lines): when it starts, and when it failed. */
  readonly initStart: boolean;
  readonly initReport: boolean;
  /** What Billed Duration is rounded up to, ms (fact billing-granularity), and whether it has Init in it (fact init-billing). */
  readonly billedUnitMs: number;
  readonly initBilled: boolean;
  /** The same of container images, and of what is provisioned (fact init-billing). */
  readonly imageInitBilled: boolean;
  readonly provisionedInitBilled: boolean;
  /** Names of the metrics CloudWatch shows of functions and mappings (fact metrics). */
  readonly metrics: readonly string[];
}

export interface NodeRules {
  /** Whether handlers may take a callback (fact node-callback); before it they ended with context.done and its kin. */
  readonly callback: boolean;
  /** Whether handlers may be async (fact node-callback). */
  readonly asyncHandlers: boolean;
  /** First runtime that takes no callback any more; null: none yet. */
  readonly callbackEndsWith: string | null;
  /** Runtimes by their major version, those to come among them, and since when (fact node-runtimes). */
  readonly runtimes: readonly { readonly version: number; readonly since: string }[];
}

export function resolveLogRules(facts: FactReader): LogRules {
  return {
    reportFields: facts.words('report-line'),
    lines: {
      start: facts.word('log-lines', 'start'),
      end: facts.word('log-lines', 'end'),
      timeout: facts.word('log-lines', 'timeout'),
      exit: facts.word('log-lines', 'exit'),
    },
    initStart: facts.has('log-lines', 'initStart'),
    initReport: facts.has('log-lines', 'initReport'),
    billedUnitMs: facts.figure('billing-granularity'),
    initBilled: facts.flag('init-billing', 'zipManagedOnDemand'),
    imageInitBilled: facts.flag('init-billing', 'containerImage'),
    provisionedInitBilled: facts.flag('init-billing', 'provisionedConcurrency'),
    metrics: [
      ...METRIC_GROUPS,
      ...LATER_METRIC_GROUPS.filter((group) => facts.has('metrics', group)),
    ].flatMap((group) => facts.words('metrics', group)),
  };
}

export function resolveNodeRules(facts: FactReader): NodeRules {
  const runtimes = [...facts.sinceWhen('node-runtimes')].map(([name, since]) => ({
    version: Number(/\d+/.exec(name)?.[0]),
    since,
  }));
  if (!facts.exists('node-callback'))
    return { callback: false, asyncHandlers: false, callbackEndsWith: null, runtimes };
  return {
    runtimes,
    callback: facts.flag('node-callback', 'callback'),
    asyncHandlers: facts.flag('node-callback', 'asyncHandlers'),
    callbackEndsWith: facts.has('node-callback', 'endsWith') ? facts.word('node-callback', 'endsWith') : null,
  };
}
