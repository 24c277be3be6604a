/** What the rules of a date do not allow in the settings of queues and of the mappings that read them. */
import { functionNamed } from './function-named.ts';
import { problemAt } from './problem.ts';
import type { Problem } from './problem.ts';
import { queueMappingsOf, queuesOf } from './queue-plan.ts';
import type { QueueMapping, QueueResource } from './queue-plan.ts';
import type { QueueMappingRules, QueueRules } from './rules/queue-rules.ts';
import type { Feature, Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import type { FunctionSettings } from './settings/function-settings.ts';

type At = (key: string, found: unknown, expected: string) => void;

/** Everything in the settings of queues and their mappings that the date does not allow. */
export function queueProblems(scenario: Scenario, rules: Rules): Problem[] {
  const { settings } = scenario;
  const problems: Problem[] = [];
  const from =
    (path: string): At =>
    (key, found, expected) => {
      problems.push(problemAt(`${path}.${key}`, JSON.stringify(found), expected));
    };
  for (const [id, queue] of queuesOf(scenario))
    checkQueue(
      queue,
      settings.resources?.[queue.deadLetterQueue ?? ''],
      rules,
      from(`settings.resources.${id}`),
    );
  for (const [id, mapping] of queueMappingsOf(scenario)) {
    const at = from(`settings.mappings.${id}`);
    const since = rules.notYet['sqs-source'];
    const own = rules.queues.mapping;
    if (own === null) {
      at(
        'type',
        mapping.type,
        `"stream" at ${rules.asOf}: queues can be sources since ${since ?? 'a later date'}`,
      );
      continue;
    }
    const source = settings.resources?.[mapping.source];
    if (source?.type !== 'queue') continue;
    const { function: to = 'function' } = mapping;
    const fn = functionNamed(settings, to);
    checkBatch(mapping, source, own, rules, at);
    checkPollers(mapping, own, rules, at);
    if (fn) checkVisibility(mapping, source, fn, rules.queues, from(`settings.resources.${mapping.source}`));
  }
  return problems;
}

function checkQueue(queue: QueueResource, target: unknown, rules: Rules, at: At): void {
  const { queues } = rules;
  const bounds = (key: string, foundMs: number | undefined, leastUs: number, mostUs: number) => {
    if (foundMs !== undefined && (foundMs * 1000 < leastUs || foundMs * 1000 > mostUs))
      at(key, foundMs, `${leastUs / 1000} to ${mostUs / 1000} at ${rules.asOf}`);
  };
  if (queue.fifo && queues.deduplicationUs === null)
    at(
      'fifo',
      true,
      `false at ${rules.asOf}: there are FIFO queues since ${rules.notYet['sqs-deduplication'] ?? 'a later date'}`,
    );
  bounds('visibilityTimeoutMs', queue.visibilityTimeoutMs, 0, queues.visibilityMaxUs);
  bounds('retentionMs', queue.retentionMs, queues.retention.minUs, queues.retention.maxUs);
  if ((queue.messageBytes ?? 0) > queues.messageBytes)
    at('messageBytes', queue.messageBytes, `at most ${queues.messageBytes} at ${rules.asOf}`);
  if (queue.maxReceiveCount !== undefined && queue.deadLetterQueue === undefined)
    at('maxReceiveCount', queue.maxReceiveCount, 'none without a deadLetterQueue');
  if (queue.deadLetterQueue === undefined) return;
  if (queue.maxReceiveCount === undefined)
    at('deadLetterQueue', queue.deadLetterQueue, 'a maxReceiveCount with it');
  const other = target as { type?: string; fifo?: boolean } | undefined;
  if (other?.type !== 'queue') at('deadLetterQueue', queue.deadLetterQueue, 'the id of a queue');
  else if ((other.fifo ?? false) !== (queue.fifo ?? false))
    at(
      'deadLetterQueue',
      queue.deadLetterQueue,
      `a ${queue.fifo ? 'FIFO' : 'standard'} queue, as the queue itself is one`,
    );
  else if (other === queue) at('deadLetterQueue', queue.deadLetterQueue, 'another queue');
}

function checkBatch(
  mapping: QueueMapping,
  source: QueueResource,
  own: QueueMappingRules,
  rules: Rules,
  at: At,
): void {
  const { batchSize, windowMs = 0 } = mapping;
  const asOf = `at ${rules.asOf}`;
  const later = (feature: Feature) => rules.notYet[feature] ?? 'a later date';
  if (source.fifo && own.batchSizeMaxFifo === null)
    at('source', mapping.source, `a standard queue ${asOf}: FIFO queues since ${later('sqs-fifo-source')}`);
  const most = source.fifo ? (own.batchSizeMaxFifo ?? own.batchSizeMaxStandard) : own.batchSizeMaxStandard;
  if (batchSize !== undefined && batchSize > most) at('batchSize', batchSize, `at most ${most} ${asOf}`);
  else if (
    batchSize !== undefined &&
    batchSize > own.batchSizeMaxWithoutWindow &&
    windowMs * 1000 < own.windowMinForLargeUs
  )
    at(
      'batchSize',
      batchSize,
      `at most ${own.batchSizeMaxWithoutWindow} without a windowMs of ${own.windowMinForLargeUs / 1000} or more`,
    );
  if (windowMs > 0 && source.fifo) at('windowMs', windowMs, '0: FIFO queues have no batching window');
  else if (windowMs > 0 && own.windowMaxUs === 0)
    at('windowMs', windowMs, `0 ${asOf}: queues have a batching window since ${later('batch-window-sqs')}`);
  else if (windowMs * 1000 > own.windowMaxUs)
    at('windowMs', windowMs, `at most ${own.windowMaxUs / 1000} ${asOf}`);
  const { reportBatchItemFailures, filter } = mapping;
  if (reportBatchItemFailures && rules.notYet['report-batch-item-failures-sqs'] !== undefined)
    at(
      'reportBatchItemFailures',
      true,
      `false ${asOf}: partial responses for queues exist since ${later('report-batch-item-failures-sqs')}`,
    );
  if (filter && rules.notYet['event-filtering'] !== undefined)
    at('filter', filter, `nothing there ${asOf}: filters exist since ${later('event-filtering')}`);
}

function checkPollers(mapping: QueueMapping, own: QueueMappingRules, rules: Rules, at: At): void {
  const { provisioned, throttleBackOff: backOff } = mapping;
  const maximumConcurrency = mapping.maximumConcurrency ?? null;
  // A batch that waits no time after a throttle would be tried for ever in no time.
  if (backOff && Math.min(backOff.firstMs, backOff.capMs) < 1)
    at('throttleBackOff', backOff, 'waits of 1 ms or more');
  const later = (feature: Feature) => rules.notYet[feature] ?? 'a later date';
  const span = (key: string, found: number, [least, most]: readonly [number, number]) => {
    if (found < least || found > most) at(key, found, `${least} to ${most} at ${rules.asOf}`);
  };
  if (maximumConcurrency !== null) {
    if (own.maximumConcurrency === null)
      at(
        'maximumConcurrency',
        maximumConcurrency,
        `nothing there at ${rules.asOf}: it can be set since ${later('sqs-max-concurrency')}`,
      );
    else
      span('maximumConcurrency', maximumConcurrency, [
        own.maximumConcurrency.min,
        own.maximumConcurrency.max,
      ]);
  }
  if (!provisioned) return;
  if (own.provisioned === null) {
    at(
      'provisioned',
      provisioned,
      `nothing there at ${rules.asOf}: provisioned pollers exist since ${later('sqs-provisioned-mode')}`,
    );
    return;
  }
  if (maximumConcurrency !== null)
    at('provisioned', provisioned, 'nothing there beside maximumConcurrency: the two exclude each other');
  const { minimumPollers, maximumPollers } = provisioned;
  span('provisioned.minimumPollers', minimumPollers, own.provisioned.minPollers);
  span('provisioned.maximumPollers', maximumPollers, own.provisioned.maxPollers);
  if (minimumPollers > maximumPollers)
    at('provisioned.minimumPollers', minimumPollers, `at most maximumPollers, ${maximumPollers}`);
}

/** AWS refuses a mapping whose function may run longer than its queue hides a message. */
function checkVisibility(
  mapping: QueueMapping,
  source: QueueResource,
  { timeoutMs }: FunctionSettings,
  queues: QueueRules,
  at: At,
): void {
  const visibilityMs = source.visibilityTimeoutMs ?? queues.visibilityDefaultUs / 1000;
  const least = mapping.visibilityChecked === false ? 1 : timeoutMs;
  if (visibilityMs < least)
    at(
      'visibilityTimeoutMs',
      visibilityMs,
      `at least ${least}, the function's timeout, or the mapping is refused`,
    );
}

/**
 * Settings of queues that work and that AWS advises against (fact sqs-visibility): a visibility timeout of
 * fewer function timeouts than it takes, a message given up after few receives. None where there was no
 * advice at the date.
 */
export function queueAdvice(scenario: Scenario, rules: Rules): Problem[] {
  const { settings } = scenario;
  const own = rules.queues.mapping;
  if (own === null) return [];
  return queueMappingsOf(scenario).flatMap(([, mapping]) => {
    const { source: id, function: to = 'function', windowMs = 0 } = mapping;
    const queue = settings.resources?.[id];
    const fn = functionNamed(settings, to);
    if (queue?.type !== 'queue' || fn === undefined) return [];
    const advised = advisedVisibilityUs(own, fn.timeoutMs * 1000, windowMs * 1000);
    const visibilityMs = queue.visibilityTimeoutMs ?? rules.queues.visibilityDefaultUs / 1000;
    const least = own.maxReceiveCountAdvised;
    const at = `settings.resources.${id}`;
    return [
      ...(advised !== null && visibilityMs * 1000 < advised
        ? [
            problemAt(
              `${at}.visibilityTimeoutMs`,
              `${visibilityMs}`,
              `${advised / 1000} or more, as AWS advises`,
            ),
          ]
        : []),
      ...(least !== null && queue.maxReceiveCount !== undefined && queue.maxReceiveCount < least
        ? [problemAt(`${at}.maxReceiveCount`, `${queue.maxReceiveCount}`, `${least} or more, as AWS advises`)]
        : []),
    ];
  });
}

/**
 * The visibility timeout AWS advises for a queue (fact sqs-visibility), µs: some function timeouts, and the batching
 * window with them; null: no advice yet at the date.
 */
export function advisedVisibilityUs(
  rules: Pick<QueueMappingRules, 'visibilityFactor' | 'visibilityAddsWindow'>,
  timeoutUs: number,
  windowUs: number,
): number | null {
  if (rules.visibilityFactor === null) return null;
  return rules.visibilityFactor * timeoutUs + (rules.visibilityAddsWindow ? windowUs : 0);
}
