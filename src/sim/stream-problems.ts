/** What the rules of a date do not allow in the settings of streams and of the mappings that read them. */
import { targetKindOf } from './async-plan.ts';
import { usFromMs } from './microseconds.ts';
import { problemAt } from './problem.ts';
import type { Problem } from './problem.ts';
import type { Feature, Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import type { StreamMapping } from './settings/mapping-settings.ts';
import type { StreamResource } from './settings/resource-settings.ts';

/** Everything in the settings of streams and their mappings that the date does not allow. */
export function streamProblems(scenario: Scenario, rules: Rules): Problem[] {
  const { resources = {}, mappings = {} } = scenario.settings;
  return [
    ...Object.entries(resources).flatMap(([id, resource]) =>
      resource.type === 'stream'
        ? [
            ...retentionProblems(id, resource, rules),
            ...recordProblems(id, resource, rules),
            ...consumerProblems(scenario, id, rules),
          ]
        : [],
    ),
    ...Object.entries(mappings).flatMap(([id, mapping]) => {
      const source = resources[mapping.source];
      return mapping.type === 'stream' && source?.type === 'stream'
        ? mappingProblems(scenario, id, mapping, source, rules)
        : [];
    }),
  ];
}

function retentionProblems(id: string, { service, retentionMs }: StreamResource, rules: Rules): Problem[] {
  const { minUs, maxUs } = rules.streams.retention[service];
  if (retentionMs === undefined) return [];
  const us = usFromMs(retentionMs);
  return us >= minUs && us <= maxUs
    ? []
    : [
        problemAt(
          `settings.resources.${id}.retentionMs`,
          `${retentionMs}`,
          minUs === maxUs
            ? `${minUs / 1000} at ${rules.asOf}, which cannot be changed`
            : `${minUs / 1000} to ${maxUs / 1000} at ${rules.asOf}`,
        ),
      ];
}

/** A record that no batch can hold: what Lambda does with it is left out. */
function recordProblems(id: string, { recordBytes }: StreamResource, { streams, asOf }: Rules): Problem[] {
  return recordBytes !== undefined && recordBytes > streams.payloadBytes
    ? [
        problemAt(
          `settings.resources.${id}.recordBytes`,
          `${recordBytes}`,
          `at most ${streams.payloadBytes} at ${asOf}, the largest batch a function can be sent`,
        ),
      ]
    : [];
}

function consumerProblems({ settings }: Scenario, id: string, { streams, asOf }: Rules): Problem[] {
  const most = streams.fanOut?.consumersMax ?? Infinity;
  const consumers = Object.entries(settings.mappings ?? {}).filter(
    ([, mapping]) => mapping.type === 'stream' && mapping.source === id && mapping.enhancedFanOut,
  );
  return consumers.length > most
    ? [
        problemAt(
          `settings.mappings.${consumers.at(-1)![0]}.enhancedFanOut`,
          'true',
          `at most ${most} consumers with enhanced fan-out for ${id} at ${asOf}`,
        ),
      ]
    : [];
}

function mappingProblems(
  scenario: Scenario,
  id: string,
  mapping: StreamMapping,
  { service }: StreamResource,
  rules: Rules,
): Problem[] {
  const problems: Problem[] = [];
  const own = rules.streams;
  const at = (key: string, found: unknown, expected: string) =>
    problems.push(problemAt(`settings.mappings.${id}.${key}`, JSON.stringify(found), expected));
  const most = (
    key: string,
    found: number | null | undefined,
    least: number,
    limit: number | null,
    feature: Feature,
  ) => {
    if (found === undefined || found === null) return;
    const since = rules.notYet[feature];
    if (limit === null || (since !== undefined && (found < least || found > limit))) {
      at(key, found, `nothing there at ${rules.asOf}: it can be set since ${since ?? 'a later date'}`);
    } else if (found < least || found > limit) at(key, found, `${least} to ${limit} at ${rules.asOf}`);
  };
  const exists = (key: string, found: unknown, isUsed: boolean, feature: Feature) => {
    const since = rules.notYet[feature];
    if (isUsed && since !== undefined)
      at(key, found, `nothing there at ${rules.asOf}: it exists since ${since}`);
  };
  const { batchSize, windowMs, parallelizationFactor, tumblingWindowMs, startingPosition } = mapping;
  if (batchSize !== undefined && batchSize > own.batchSizeMax[service])
    at('batchSize', batchSize, `at most ${own.batchSizeMax[service]} at ${rules.asOf}`);
  most('windowMs', windowMs, 0, own.windowMaxUs / 1000, 'batch-window');
  most('parallelizationFactor', parallelizationFactor, 1, own.parallelizationMax, 'parallelization-factor');
  most('maximumRetryAttempts', mapping.maximumRetryAttempts, 0, own.retriesMax, 'stream-max-retries');
  most(
    'maximumRecordAgeMs',
    mapping.maximumRecordAgeMs,
    (own.ageMinUs ?? 0) / 1000,
    own.ageMaxUs === null ? null : own.ageMaxUs / 1000,
    'max-record-age',
  );
  if ((tumblingWindowMs ?? 0) > 0)
    most(
      'tumblingWindowMs',
      tumblingWindowMs,
      0,
      own.tumblingMaxUs === null ? null : own.tumblingMaxUs / 1000,
      'tumbling-window',
    );
  exists('bisect', mapping.bisect, mapping.bisect === true, 'bisect');
  exists(
    'reportBatchItemFailures',
    mapping.reportBatchItemFailures,
    mapping.reportBatchItemFailures === true,
    'report-batch-item-failures',
  );
  exists('filter', mapping.filter, mapping.filter !== undefined, 'event-filtering');
  exists('enhancedFanOut', mapping.enhancedFanOut, mapping.enhancedFanOut === true, 'kinesis-efo');
  if (mapping.enhancedFanOut && service !== 'kinesis')
    at('enhancedFanOut', true, 'nothing there: only Kinesis has enhanced fan-out');
  if (startingPosition !== undefined && !own.startingPositions[service].includes(startingPosition))
    at(
      'startingPosition',
      startingPosition,
      `one of ${own.startingPositions[service].join(', ')} for ${service}`,
    );
  if (startingPosition === 'AT_TIMESTAMP' && mapping.startingAtMs === undefined)
    at('startingAtMs', null, 'the moment to start reading at, for AT_TIMESTAMP');
  problems.push(...destinationProblems(scenario, id, mapping, rules));
  return problems;
}

function destinationProblems(
  scenario: Scenario,
  id: string,
  { onFailure }: StreamMapping,
  rules: Rules,
): Problem[] {
  if (onFailure === undefined || onFailure === null) return [];
  const path = `settings.mappings.${id}.onFailure`;
  const kinds = rules.streams.onFailure;
  if (kinds === null) {
    const since = rules.notYet['stream-destinations'] ?? 'a later date';
    return [
      problemAt(
        path,
        JSON.stringify(onFailure),
        `nothing there at ${rules.asOf}: it can be set since ${since}`,
      ),
    ];
  }
  const kind = targetKindOf(scenario, onFailure);
  const resource = scenario.settings.resources?.[onFailure];
  if (kind === null || !(kinds as readonly string[]).includes(kind))
    return [problemAt(path, JSON.stringify(onFailure), `a target of ${kinds.join(', ')} at ${rules.asOf}`)];
  if (resource && 'fifo' in resource && resource.fifo === true)
    return [problemAt(path, JSON.stringify(onFailure), 'a standard queue or topic: FIFO is not supported')];
  return [];
}

/**
 * Settings of streams that work and that AWS advises against: more readers of a shard of a table's stream
 * than it serves without throttling (fact ddb-readers), and no limit at all to how long a bad record may
 * block its shard, where one could be set.
 */
export function streamAdvice(scenario: Scenario, rules: Rules): Problem[] {
  const { resources = {}, mappings = {} } = scenario.settings;
  const { readers } = rules.streams.shard.dynamodb;
  const enabled = Object.entries(mappings).filter(([, { enabled: on }]) => on !== false);
  return [
    ...Object.entries(resources).flatMap(([id, resource]) => {
      const count = enabled.filter(([, { source }]) => source === id).length;
      return resource.type === 'stream' && resource.service === 'dynamodb' && count > readers
        ? [
            problemAt(
              `settings.resources.${id}`,
              `${count} mappings that read it`,
              `at most ${readers}, as AWS advises`,
            ),
          ]
        : [];
    }),
    ...enabled.flatMap(([id, mapping]) => {
      if (mapping.type !== 'stream' || rules.streams.retriesMax === null) return [];
      const { maximumRetryAttempts, maximumRecordAgeMs } = mapping;
      const isLimited = (maximumRetryAttempts ?? null) !== null || (maximumRecordAgeMs ?? null) !== null;
      return isLimited
        ? []
        : [
            problemAt(
              `settings.mappings.${id}.maximumRetryAttempts`,
              'no limit, nor one of the age',
              'a limit of the one or the other, as AWS advises',
            ),
          ];
    }),
  ];
}
