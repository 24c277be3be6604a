/** The queues of a scenario and their mappings under the rules of a date, ready to run. */
import { backOffAfterThrottle, waitsOf } from './back-off.ts';
import { badItemsOf } from './bad-items.ts';
import type { BadItems } from './bad-items.ts';
import { keyChoice } from './key-choice.ts';
import type { PollerBounds } from './machines/mapping.ts';
import { usFromMs } from './microseconds.ts';
import { placeNumber } from './plan.ts';
import type { Plan } from './plan.ts';
import type { QueueMappingRules } from './rules/queue-rules.ts';
import type { Scenario } from './scenario.ts';
import type { Mapping } from './settings/mapping-settings.ts';
import type { Resource } from './settings/resource-settings.ts';
import { strikesOf } from './strikes.ts';
import type { Strikes } from './strikes.ts';

export type QueueResource = Extract<Resource, { type: 'queue' }>;
export type QueueMapping = Extract<Mapping, { type: 'queue' }>;

export interface QueuePlan {
  readonly id: string;
  readonly place: number;
  readonly fifo: boolean;
  readonly visibilityUs: number;
  readonly retentionUs: number;
  /** Receives after which the next one moves a message; Infinity: never. */
  readonly maxReceives: number;
  /** Place that it moves to; -1: none. */
  readonly deadLetterPlace: number;
  readonly lateDeleteWorks: boolean;
  readonly backlog: number;
  /** Messages that may be received and not yet deleted. */
  readonly inFlightMax: number;
  /** Key of the next message, from 1. */
  readonly nextKey: () => number;
  /** By number in the queue, from 0: delivered a second time. */
  readonly copies: Strikes;
}

export interface QueueMappingPlan {
  readonly id: string;
  readonly place: number;
  /** Number of the function it invokes, and its id. */
  readonly fn: number;
  readonly functionId: string;
  /** Position among the queues. */
  readonly queue: number;
  readonly bounds: PollerBounds;
  readonly batchSize: number;
  /** Messages that the payload of one invocation holds. */
  readonly payloadItems: number;
  readonly windowUs: number;
  readonly longPollUs: number;
  readonly partial: boolean;
  /** Whether a message with this key is for the function; null: all are. */
  readonly keys: ReadonlySet<number> | null;
  /** Least time from one receive of a poller to its next, µs. */
  readonly paceUs: (items: number) => number;
  readonly throttleWaitUs: (throttles: number) => number;
  readonly badItems: BadItems;
}

/** Queues by their ids. */
export function queuesOf({ settings }: Pick<Scenario, 'settings'>): [id: string, queue: QueueResource][] {
  return Object.entries(settings.resources ?? {}).filter(
    (entry): entry is [string, QueueResource] => entry[1].type === 'queue',
  );
}

/** Mappings of queues by their ids. */
export function queueMappingsOf({ settings }: Pick<Scenario, 'settings'>): [string, QueueMapping][] {
  return Object.entries(settings.mappings ?? {}).filter(
    (entry): entry is [string, QueueMapping] => entry[1].type === 'queue',
  );
}

export function queuePlansOf(plan: Plan): QueuePlan[] {
  const { scenario, rules } = plan;
  const { queues } = rules;
  return queuesOf(scenario).map(([id, queue]) => {
    const { fifo = false, deadLetterQueue } = queue;
    const at = `settings.resources.${id}`;
    return {
      id,
      place: placeNumber(plan, id, at),
      fifo,
      visibilityUs:
        queue.visibilityTimeoutMs === undefined
          ? queues.visibilityDefaultUs
          : usFromMs(queue.visibilityTimeoutMs),
      retentionUs: queue.retentionMs === undefined ? queues.retention.defaultUs : usFromMs(queue.retentionMs),
      maxReceives: deadLetterQueue === undefined ? Infinity : (queue.maxReceiveCount ?? Infinity),
      deadLetterPlace:
        deadLetterQueue === undefined ? -1 : placeNumber(plan, deadLetterQueue, `${at}.deadLetterQueue`),
      lateDeleteWorks: queue.lateDelete ?? !fifo,
      backlog: queue.backlog ?? 0,
      inFlightMax: (fifo ? queues.inFlightMax.fifo : queues.inFlightMax.standard) ?? Infinity,
      nextKey: keyChoice(queue.keys, plan.luck.of(`queue ${id}`), `${id}.keys`),
      copies: strikesOf(scenario.faults, plan.luck.of(`queue ${id}`), ['duplicate'], id, true),
    };
  });
}

/** @throws Error where the rules know no mappings of queues; `queueProblems` has told so. */
export function queueMappingPlansOf(plan: Plan, queues: readonly QueuePlan[]): QueueMappingPlan[] {
  const { scenario, rules } = plan;
  const own = rules.queues.mapping;
  return queueMappingsOf(scenario).map(([id, mapping]) => {
    if (own === null) throw new Error(`${id}: no mappings of queues at ${rules.asOf}`);
    const at = `settings.mappings.${id}`;
    const queue = queues.findIndex((candidate) => candidate.id === mapping.source);
    const source = scenario.settings.resources![mapping.source] as QueueResource;
    const functionId = mapping.function ?? 'function';
    const { provisioned, pollEveryMs } = mapping;
    const poller = own.provisioned?.perPoller;
    const waits = waitsOf(mapping.throttleBackOff ?? backOffAfterThrottle(rules));
    const lots = plan.luck.of(`mapping ${id}`);
    const luck = lots.stream(`${id}.back-off`);
    const bytes = source.messageBytes ?? 0;
    return {
      id,
      place: placeNumber(plan, id, at),
      fn: placeNumber(plan, functionId, `${at}.function`),
      functionId,
      queue,
      bounds: boundsOf(scenario, mapping, source, own),
      batchSize: mapping.batchSize ?? own.batchSizeDefault,
      payloadItems: bytes === 0 ? Infinity : Math.max(1, Math.floor(own.payloadBytes / bytes)),
      windowUs: usFromMs(mapping.windowMs ?? 0),
      longPollUs: pollEveryMs === undefined && !provisioned ? own.windowLowTrafficUs : 0,
      partial: mapping.reportBatchItemFailures ?? false,
      keys: mapping.filter ? new Set(mapping.filter.keys) : null,
      paceUs:
        provisioned && poller
          ? (items) => provisionedPaceUs(poller, rules.queues.receiveMax, items, items * bytes)
          : () => usFromMs(pollEveryMs ?? 0),
      throttleWaitUs: (throttles) => waits(throttles, luck.uniform()),
      badItems: badItemsOf(scenario.faults, plan.everOn, lots, [mapping.source, id, functionId], id),
    };
  });
}

type PerPoller = NonNullable<QueueMappingRules['provisioned']>['perPoller'];

/**
 * A provisioned poller works on so many batches at once; each of them is a poller of ours, which may
 * receive as often as its share of the polls and bytes a second allows. µs to its next receive. The
 * guide's formula for messages a second comes out of it (Lambda Developer Guide, "Using Lambda with Amazon
 * SQS", read 2026-11-20; case sqs-pollers-100ms).
 */
function provisionedPaceUs(poller: PerPoller, receiveMax: number, items: number, bytes: number): number {
  const receives = Math.max(1, Math.ceil(items / receiveMax));
  const pollsSec = (poller.concurrent * receives) / poller.pollsPerSec;
  const bytesSec = (poller.concurrent * bytes) / poller.bytesPerSec;
  return Math.ceil(Math.max(pollsSec, bytesSec) * 1_000_000);
}

/** How many batches at once. A FIFO queue: one for each message group. */
function boundsOf(
  scenario: Scenario,
  mapping: QueueMapping,
  source: QueueResource,
  rules: QueueMappingRules,
): PollerBounds {
  const { provisioned } = mapping;
  if (provisioned && rules.provisioned) {
    const { perPoller, perMinute, maxConcurrency } = rules.provisioned;
    const max = Math.min(maxConcurrency, provisioned.maximumPollers * perPoller.concurrent);
    const initial = Math.min(max, provisioned.minimumPollers * perPoller.concurrent);
    return { initial, perMinute, max, least: initial };
  }
  const scaling = mapping.scaling ?? rules.scaling;
  const groups = source.fifo ? groupsOf(scenario, mapping.source, source) : Infinity;
  const max = Math.min(scaling.max, mapping.maximumConcurrency ?? Infinity, groups);
  const isRamp = !source.fifo || mapping.scaling !== undefined;
  const initial = isRamp ? Math.min(scaling.initial, max) : max;
  const idleMin = mapping.scaling || source.fifo ? null : rules.scaling.idleMin;
  return { initial, perMinute: scaling.perMinute, max, least: Math.min(initial, idleMin ?? initial) };
}

/** Message groups that a FIFO queue can hold: its own, or those of the queues whose dead letters it takes. */
function groupsOf(scenario: Scenario, id: string, queue: QueueResource): number {
  const counts = queuesOf(scenario)
    .filter(([, other]) => other.deadLetterQueue === id)
    .map(([, { keys }]) => keys?.count ?? 1);
  return Math.max(queue.keys?.count ?? 1, ...counts);
}
