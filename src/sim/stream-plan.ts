/** Streams and the mappings that read them under the rules of a date, ready to run: whole microseconds, resolved limits. */
import { waitsOf } from './back-off.ts';
import { usFromMs } from './microseconds.ts';
import { placeNumber } from './plan.ts';
import type { Plan } from './plan.ts';
import type { Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import type { StreamMapping } from './settings/mapping-settings.ts';
import type { StreamResource } from './settings/resource-settings.ts';

/** One consumer of a stream: a mapping. */
export interface ConsumerPlan {
  readonly id: string;
  readonly place: number;
  /** Its function: its number, and its id. */
  readonly fn: number;
  readonly functionId: string;
  /** Records of a batch at most, and whether it is their bytes that limit them. */
  readonly limit: number;
  readonly isLimitedByBytes: boolean;
  readonly gatherUs: number;
  readonly pollEveryUs: number;
  /** With enhanced fan-out: how long a record is on its way, µs. */
  readonly onWayUs: number;
  readonly maximumRetries: number;
  readonly maximumAgeUs: number;
  readonly bisects: boolean;
  readonly reports: boolean;
  /** Parallel parts of a shard. */
  readonly parts: number;
  /** Length of a tumbling window, µs; 0: none. */
  readonly tumblingUs: number;
  /** Keys that match its filter; null: all. */
  readonly keys: ReadonlySet<number> | null;
  /** Records that arrive earlier are none of its, µs. */
  readonly startUs: number;
  /** Id of its on-failure destination, and the number of its place. */
  readonly onFailure: { readonly id: string; readonly place: number } | null;
  readonly waitUs: (tries: number, luck: number) => number;
}

interface StreamPlan {
  readonly id: string;
  readonly place: number;
  readonly settings: StreamResource;
  readonly retentionUs: number;
  readonly consumers: readonly ConsumerPlan[];
}

/** The streams of a scenario, each with the mappings that read it, in the order of the settings. */
export function streamPlansOf(plan: Plan): StreamPlan[] {
  const { settings } = plan.scenario;
  return Object.entries(settings.resources ?? {}).flatMap(([id, resource]) => {
    if (resource.type !== 'stream') return [];
    const readers = mappingsOf(plan.scenario, id);
    return [
      {
        id,
        place: placeNumber(plan, id, `settings.resources.${id}`),
        settings: resource,
        retentionUs:
          resource.retentionMs === undefined
            ? plan.rules.streams.retention[resource.service].defaultUs
            : usFromMs(resource.retentionMs),
        consumers: readers.map(([mappingId, mapping]) =>
          consumerPlanOf(plan, mappingId, mapping, resource, sharing(readers)),
        ),
      },
    ];
  });
}

function mappingsOf({ settings }: Scenario, streamId: string): (readonly [string, StreamMapping])[] {
  return Object.entries(settings.mappings ?? {}).flatMap(([id, mapping]) =>
    mapping.type === 'stream' && mapping.source === streamId ? [[id, mapping] as const] : [],
  );
}

/** How many mappings share the reads of a shard: all that are enabled and have no enhanced fan-out. */
function sharing(readers: readonly (readonly [string, StreamMapping])[]): number {
  return readers.filter(([, { enabled, enhancedFanOut }]) => enabled !== false && !enhancedFanOut).length;
}

function consumerPlanOf(
  plan: Plan,
  id: string,
  mapping: StreamMapping,
  stream: StreamResource,
  shared: number,
): ConsumerPlan {
  const rules = plan.rules.streams;
  const { service, recordBytes = 0 } = stream;
  const functionId = mapping.function ?? 'function';
  const gatherUs = usFromMs(mapping.windowMs ?? 0);
  const batchSize = mapping.batchSize ?? rules.batchSizeDefault;
  const fitting = (bytes: number) => (recordBytes > 0 ? Math.floor(bytes / recordBytes) : Infinity);
  const read = rules.shard[service];
  // Without a batching window a batch is what one read finds.
  const byCount =
    gatherUs > 0 ? batchSize : Math.min(batchSize, read.recordsPerRead, fitting(read.bytesPerRead));
  const byBytes = fitting(rules.payloadBytes);
  const retries = mapping.maximumRetryAttempts ?? null;
  const ageMs = mapping.maximumRecordAgeMs ?? null;
  const pollEveryUs = pollEveryOf(mapping, service, shared, plan.rules);
  return {
    id,
    place: placeNumber(plan, id, `settings.mappings.${id}`),
    fn: placeNumber(plan, functionId, `settings.mappings.${id}.function`),
    functionId,
    limit: Math.max(1, Math.min(byCount, byBytes)),
    isLimitedByBytes: byBytes < byCount,
    gatherUs,
    pollEveryUs,
    onWayUs: mapping.enhancedFanOut ? (rules.fanOut?.delayUs ?? 0) : 0,
    maximumRetries: retries ?? Infinity,
    maximumAgeUs: ageMs === null ? Infinity : usFromMs(ageMs),
    bisects: mapping.bisect ?? false,
    reports: mapping.reportBatchItemFailures ?? false,
    parts: mapping.parallelizationFactor ?? 1,
    tumblingUs: usFromMs(mapping.tumblingWindowMs ?? 0),
    keys: mapping.filter ? new Set(mapping.filter.keys) : null,
    startUs: startOf(mapping),
    onFailure:
      (mapping.onFailure ?? null) === null
        ? null
        : {
            id: mapping.onFailure!,
            place: placeNumber(plan, mapping.onFailure!, `settings.mappings.${id}.onFailure`),
          },
    waitUs: mapping.retryBackOff ? waitsOf(mapping.retryBackOff) : () => rules.pollEveryUs[service],
  };
}

/**
 * Time between two polls of a shard that find nothing: as set; none with enhanced fan-out, which pushes;
 * else AWS's, and longer when more mappings share the shard than its reads allow.
 */
function pollEveryOf(
  mapping: StreamMapping,
  service: StreamResource['service'],
  shared: number,
  { streams }: Rules,
): number {
  if (mapping.enhancedFanOut) return 0;
  if (mapping.pollEveryMs !== undefined) return usFromMs(mapping.pollEveryMs);
  const base = streams.pollEveryUs[service];
  if (service === 'dynamodb') return Math.ceil(base * Math.max(1, shared / streams.shard.dynamodb.readers));
  return Math.max(base, Math.ceil((shared * 1_000_000) / streams.shard.kinesis.readsPerSec));
}

function startOf({ startingPosition, startingAtMs, createdAtMs }: StreamMapping): number {
  if (startingPosition === 'LATEST') return usFromMs(createdAtMs ?? 0);
  if (startingPosition === 'AT_TIMESTAMP') return usFromMs(startingAtMs ?? 0);
  return 0;
}
