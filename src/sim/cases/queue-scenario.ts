/** Reference cases of queues as scenarios: one standard queue, its mapping, and a dead-letter queue behind it. */
import type { Fault, Scenario } from '../scenario.ts';
import type { Mapping } from '../settings/mapping-settings.ts';
import { caseScenario } from './case-scenario.ts';

/** Inputs of the cases, as the data files have them. */
export interface QueueInputs {
  /** Messages that stand in the queue at time 0; one without. */
  readonly backlog?: number;
  readonly messages?: number;
  readonly batchSize?: number;
  readonly visibilityTimeoutMs?: number;
  readonly maxReceiveCount?: number;
  readonly functionDurationMs?: number;
  readonly durationMs?: number;
  readonly alwaysFails?: boolean;
  readonly pFailPerReceive?: number;
  /** Messages that the function always fails at: the first of the batch. */
  readonly poison?: number;
  readonly reportBatchItemFailures?: boolean;
  readonly singlePoller?: boolean;
  readonly startConcurrentBatches?: number;
  readonly addPerMinute?: number;
  readonly cap?: number;
  readonly maximumConcurrency?: number | null;
}

type QueueMapping = Extract<Mapping, { type: 'queue' }>;

/** Batches at once; any number where the case names none. */
function scalingOf(inputs: QueueInputs): NonNullable<QueueMapping['scaling']> {
  if (inputs.singlePoller) return { initial: 1, perMinute: 0, max: 1 };
  const { startConcurrentBatches: initial = 1000, addPerMinute: perMinute = 0, cap: max = initial } = inputs;
  return { initial, perMinute, max };
}

export function queueScenario(id: string, inputs: QueueInputs): Scenario {
  const batchSize = inputs.batchSize ?? 1;
  const base = caseScenario({
    id,
    seed: 1,
    horizonMs: 1e9,
    arrivals: { kind: 'list', requests: [] },
    handlerMs: inputs.functionDurationMs ?? inputs.durationMs ?? 0,
    idleMs: null,
  });
  const { caller: _, ...settings } = base.settings;
  const fault = (more: Partial<Fault>): Fault => ({
    id: 'bad',
    title: 'bad',
    on: true,
    kind: 'bad-item',
    ...more,
  });
  return {
    ...base,
    model: 'queue',
    entry: 'queue',
    settings: {
      ...settings,
      resources: {
        queue: {
          type: 'queue',
          backlog: inputs.messages ?? inputs.backlog ?? (inputs.poison === undefined ? 1 : batchSize),
          visibilityTimeoutMs: inputs.visibilityTimeoutMs ?? 600_000,
          retentionMs: 1e10,
          ...(inputs.maxReceiveCount === undefined
            ? {}
            : { maxReceiveCount: inputs.maxReceiveCount, deadLetterQueue: 'dead-letters' }),
        },
        'dead-letters': { type: 'queue', retentionMs: 1e10 },
      },
      mappings: {
        poll: {
          type: 'queue',
          source: 'queue',
          batchSize,
          pollEveryMs: 0,
          visibilityChecked: false,
          scaling: scalingOf(inputs),
          ...(typeof inputs.maximumConcurrency === 'number'
            ? { maximumConcurrency: inputs.maximumConcurrency }
            : {}),
          reportBatchItemFailures: inputs.reportBatchItemFailures ?? false,
        },
      },
    },
    faults: [
      ...(inputs.alwaysFails ? [fault({ kind: 'function-error', share: 1 })] : []),
      ...(inputs.pFailPerReceive === undefined
        ? []
        : [fault({ kind: 'function-error', share: inputs.pFailPerReceive })]),
      ...(inputs.poison === undefined ? [] : [fault({ of: 'queue', which: numbersTo(inputs.poison) })]),
    ],
  };
}

function numbersTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
