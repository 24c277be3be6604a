/** Figures of events, notifications, records, messages, and of what reads them. */
import { firstStepOf, stepBefore } from './actor-steps.ts';
import { asyncSettingPath } from './async-plan.ts';
import type { FigureSite } from './figure-site.ts';
import { chainFigures } from './invocation-figures.ts';
import type { StepFigure } from './step-figure.ts';

/** Figures of a step of one of these kinds; empty for all others. */
export function sourceFigures(site: FigureSite): readonly StepFigure[] {
  switch (site.kind) {
    case 'event':
      return eventFigures(site);
    case 'notification':
      return notificationFigures(site);
    case 'record':
      return recordFigures(site);
    case 'reader':
      return readerFigures(site);
    case 'message':
      return messageFigures(site);
    case 'poller':
      return pollerFigures(site);
    case 'mapping':
      return mappingFigures(site);
    default:
      return [];
  }
}

function eventFigures(site: FigureSite): readonly StepFigure[] {
  const { reason, from, to, rules } = site;
  const own = rules.async;
  const path = (key: Parameters<typeof asyncSettingPath>[2]) =>
    asyncSettingPath(site.settings, site.place, key);
  const retries = () =>
    site.set('retries', path('maximumRetryAttempts'), 'count', {
      value: own.retriesDefault,
      fact: 'async-retries',
      part: 'default',
    });
  const attempt = () => site.measured('attempt', site.amount, 'count');
  const ageLimit = () =>
    site.set('ageLimit', path('maximumEventAgeMs'), 'us', {
      value: own.eventAgeDefaultUs,
      fact: 'async-event-age',
      part: 'default',
    });
  if (reason === 'refused: too large')
    return [site.ruled('limit', { value: own.payloadBytes, fact: 'payload-async' }, 'bytes')];
  if (reason === 'given up: recursive loop') return chainFigures(site);
  if (reason === 'given up: nothing reserved')
    return site.fn === null ? [] : site.set('reserved', `${site.fn.at}.reservedConcurrency`, 'count');
  if (to === 'expired') return [...ageLimit(), site.measured('age', site.ageUs)];
  if (to === 'retries exhausted') return [attempt(), ...retries()];
  if (from === 'queued' && to === 'trying')
    return [attempt(), ...retries(), site.measured('age', site.ageUs)];
  if (to === 'waiting') return [attempt(), ...retries(), ...retryWait(site, path('retryWaitsMs'))];
  if (from === 'waiting')
    return [site.measured('waited', site.stayedUs), ...retryWait(site, path('retryWaitsMs'))];
  if (to === 'backing off' || from === 'backing off') {
    const { fromUs, toUs } = own.throttleBackoff;
    const waited = from === 'backing off' ? [site.measured('waited', site.stayedUs)] : [];
    const isSet = site.set('firstWait', `${path('backOff')}.firstMs`, 'us');
    return [
      ...waited,
      ...(isSet.length > 0
        ? isSet
        : [{ ...site.ruled('backOff', { value: fromUs, fact: 'async-throttle-backoff' }), upTo: toUs }]),
      ...ageLimit(),
      site.measured('age', site.ageUs),
    ];
  }
  return to === 'succeeded' ? [attempt(), site.measured('took', site.ageUs)] : [];
}

/** The wait that an event is in or was in: the first after its first failure, and so on. */
function retryWait(site: FigureSite, path: string): readonly StepFigure[] {
  const { trace, step } = site;
  const { states } = trace.kinds[trace.kind[step]!]!;
  let failures = 0;
  for (let one = step; one >= 0; one = stepBefore(trace, one))
    if (states[trace.to[one]!] === 'waiting') failures += 1;
  if (failures === 0) return [];
  const waits = site.rules.async.retryWaitsUs;
  const at = Math.min(failures, waits.length) - 1;
  return site.set('backOff', `${path}.${failures - 1}`, 'us', {
    value: waits[at] ?? Infinity,
    fact: 'async-retry-delays',
  });
}

function notificationFigures(site: FigureSite): readonly StepFigure[] {
  if (site.from === '') return [];
  const attempt = site.measured('attempt', site.amount, 'count');
  if (site.from === 'backing off') return [site.measured('waited', site.stayedUs), attempt];
  return site.to === 'delivered' && site.amount < 2 ? [] : [attempt];
}

/** Settings of the mapping at the step's place and of the stream or queue it reads. */
function pathsOf(site: FigureSite): { readonly mapping: string; readonly source: string } {
  const place = site.trace.places[site.trace.place[site.step]!]!;
  const source = site.trace.places[place.source ?? -1]?.name ?? site.place;
  return { mapping: `settings.mappings.${site.place}`, source: `settings.resources.${source}` };
}

function recordFigures(site: FigureSite): readonly StepFigure[] {
  const { mapping, source } = pathsOf(site);
  const age = site.measured('age', site.ageUs);
  switch (site.reason) {
    case 'discarded: too old':
      return [...site.set('ageLimit', `${mapping}.maximumRecordAgeMs`, 'us'), age];
    case 'discarded: retries exhausted':
      return [...site.set('retries', `${mapping}.maximumRetryAttempts`, 'count'), age];
    case 'expired: left the stream': {
      const stream = site.settings.resources?.[source.slice('settings.resources.'.length)];
      const service = stream?.type === 'stream' ? stream.service : 'kinesis';
      return [
        ...site.set('retention', `${source}.retentionMs`, 'us', {
          value: site.rules.streams.retention[service].defaultUs,
          fact: `${service}-${service === 'dynamodb' ? 'stream-' : ''}retention`,
          part: 'default',
        }),
        age,
      ];
    }
    default:
      if (site.from === 'waiting') return [site.measured('waited', site.stayedUs)];
      return site.to === 'processed' ? [age] : [];
  }
}

/** How often the batch of a reader has been tried again so far, this step included. */
function retriesSoFar(site: FigureSite): number {
  const { trace, step } = site;
  const { states } = trace.kinds[trace.kind[step]!]!;
  let retries = 0;
  for (let one = step; one >= 0; one = stepBefore(trace, one)) {
    const reason = trace.reasons[trace.reason[one]!]!;
    if (reason === 'failed: retried') retries += 1;
    else if (reason === 'failed: bisected' || states[trace.to[one]!] === 'polling') {
      if (one !== step) break;
    }
  }
  return retries;
}

function readerFigures(site: FigureSite): readonly StepFigure[] {
  const { reason, from, amount, trace, step, rules } = site;
  const { mapping } = pathsOf(site);
  const batchSize = () =>
    site.set('batchSize', `${mapping}.batchSize`, 'count', {
      value: rules.streams.batchSizeDefault,
      fact: 'stream-batch-size',
      part: 'default',
    });
  const waiting = () =>
    site.measured('waitingRecords', site.standing('record', ['waiting'], trace.place[step]), 'count');
  const retries = () => site.set('retries', `${mapping}.maximumRetryAttempts`, 'count');
  const batch = site.measured('batch', amount, 'count');
  switch (reason) {
    case 'batch: polled':
    case 'batch: full':
    case 'batch: the rest':
      return [batch, ...batchSize(), waiting()];
    case 'batch: 6 MB':
      return [
        batch,
        site.ruled('limit', { value: rules.streams.payloadBytes, fact: 'payload-sync' }, 'bytes'),
      ];
    case 'batch: window ended':
      return [batch, ...site.set('window', `${mapping}.windowMs`, 'us'), ...batchSize()];
    case 'batch: tumbling window ended':
    case 'window: final':
      return [batch, ...site.set('tumblingWindow', `${mapping}.tumblingWindowMs`, 'us')];
    case 'failed: retried':
      return [batch, site.measured('retry', retriesSoFar(site), 'count'), ...retries()];
    case 'failed: bisected':
    case 'failed: reported items':
      return [batch];
    case 'failed: given up':
      return [batch, ...retries()];
    case 'retry: after back-off':
    case 'retry: after throttle': {
      const set = site.set('firstWait', `${mapping}.retryBackOff.firstMs`, 'us');
      return [site.measured('waited', site.stayedUs), ...set, batch];
    }
    default:
      if (reason.startsWith('throttled: ')) return [batch];
      return from === 'polling' || from === 'waiting' ? [waiting()] : [];
  }
}

function messageFigures(site: FigureSite): readonly StepFigure[] {
  const at = `settings.resources.${site.place}`;
  const { queues } = site.rules;
  const receives = () => site.measured('receive', site.amount, 'count');
  const most = () => site.set('receives', `${at}.maxReceiveCount`, 'count');
  const visibility = () =>
    site.set('visibility', `${at}.visibilityTimeoutMs`, 'us', {
      value: queues.visibilityDefaultUs,
      fact: 'sqs-visibility-timeout',
      part: 'default',
    });
  switch (site.to) {
    case 'in flight':
      return site.from === 'visible' ? [receives(), ...most(), ...visibility()] : [receives()];
    case 'dead-lettered':
      return [receives(), ...most()];
    case 'deleted':
      return [site.measured('hidden', site.stayedUs), ...visibility(), site.measured('age', site.ageUs)];
    case 'expired':
      return [
        ...site.set('retention', `${at}.retentionMs`, 'us', {
          value: queues.retention.defaultUs,
          fact: 'sqs-retention',
          part: 'default',
        }),
        site.measured('age', site.ageUs),
      ];
    default:
      if (site.reason === 'visible: visibility timeout')
        return [...visibility(), site.measured('hidden', site.stayedUs), receives(), ...most()];
      if (site.reason === 'stood: before the run') return site.set('backlog', `${at}.backlog`, 'count');
      return [];
  }
}

function pollerFigures(site: FigureSite): readonly StepFigure[] {
  const { reason, to, amount, rules } = site;
  const { mapping, source } = pathsOf(site);
  const own = rules.queues.mapping;
  const batch = site.measured('batch', amount, 'count');
  const batchSize = () =>
    site.set('batchSize', `${mapping}.batchSize`, 'count', {
      value: own?.batchSizeDefault ?? Infinity,
      fact: 'sqs-batch-size',
      part: 'default',
    });
  const window = () => site.set('window', `${mapping}.windowMs`, 'us');
  const queue = site.trace.places[site.trace.place[site.step]!]!.source ?? -1;
  const visible = () =>
    site.measured('waitingMessages', site.standing('message', ['visible'], queue), 'count');
  switch (reason) {
    case 'batch: full':
    case 'batch: all there is':
      return [batch, ...batchSize(), visible()];
    case 'batch: payload limit':
      return [batch, site.ruled('limit', { value: own?.payloadBytes ?? 0, fact: 'payload-sync' }, 'bytes')];
    case 'batch: begun':
    case 'batch: one more':
    case 'batch: window over':
      return [batch, ...batchSize(), ...window()];
    case 'batch: poll still open':
    case 'batch: poll over':
      return [
        batch,
        ...window(),
        site.ruled('openPoll', {
          value: own?.windowLowTrafficUs ?? 0,
          fact: 'batch-window-sqs',
          part: 'lowTraffic',
        }),
      ];
    case 'batch: given up':
      return [
        batch,
        ...site.set('visibility', `${source}.visibilityTimeoutMs`, 'us', {
          value: rules.queues.visibilityDefaultUs,
          fact: 'sqs-visibility-timeout',
          part: 'default',
        }),
      ];
    case 'batch: tried again':
      return [site.measured('waited', site.stayedUs), batch];
    case 'poll: too many in flight': {
      const resource = site.settings.resources?.[site.trace.places[queue]?.name ?? ''];
      const isFifo = resource?.type === 'queue' && resource.fifo === true;
      return [
        site.ruled(
          'limit',
          {
            value: (isFifo ? rules.queues.inFlightMax.fifo : rules.queues.inFlightMax.standard) ?? 0,
            fact: 'sqs-in-flight',
            part: isFifo ? 'fifo' : 'standard',
          },
          'count',
        ),
      ];
    }
    default:
      return to === 'throttled' || site.from === 'invoking' ? [batch] : [];
  }
}

/** What a mapping of a queue scales by. */
function mappingFigures(site: FigureSite): readonly StepFigure[] {
  const own = site.rules.queues.mapping;
  if (!site.reason.startsWith('pollers: ') || own === null) return [];
  const at = `settings.mappings.${site.place}`;
  const scaling = (name: string, key: 'initial' | 'perMinute' | 'max') =>
    site.set(name, `${at}.scaling.${key}`, 'count', {
      value: own.scaling[key],
      fact: 'sqs-scaling',
      part: key,
    });
  const pollers = site.measured('pollers', site.amount, 'count');
  const first = firstStepOf(site.trace, site.trace.kind[site.step]!, site.trace.actor[site.step]!);
  const source = site.trace.places[site.trace.places[site.trace.place[first]!]!.source ?? -1];
  const place = source === undefined ? -1 : site.trace.places.indexOf(source);
  const visible = site.measured('waitingMessages', site.standing('message', ['visible'], place), 'count');
  if (site.reason === 'pollers: more') return [pollers, ...scaling('perMinute', 'perMinute'), visible];
  if (site.reason === 'pollers: no more')
    return [
      pollers,
      ...site.set('maximumConcurrency', `${at}.maximumConcurrency`, 'count'),
      ...scaling('most', 'max'),
      visible,
    ];
  return site.reason === 'pollers: as at first'
    ? [pollers, ...scaling('initial', 'initial')]
    : [pollers, visible];
}
