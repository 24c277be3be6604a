/** Figures of requests, environments, whoever waits for them, and what they call. */
import { callerLimits } from './caller-plan.ts';
import type { FigureSite } from './figure-site.ts';
import { functionIds, functionPath } from './function-named.ts';
import { scalingPlanOf } from './scaling-plan.ts';
import type { StepFigure } from './step-figure.ts';

/** Figures of a step of one of these kinds; empty for all others. */
export function invocationFigures(site: FigureSite): readonly StepFigure[] {
  switch (site.kind) {
    case 'request':
      return requestFigures(site);
    case 'environment':
      return environmentFigures(site);
    case 'function':
      return functionFigures(site);
    case 'caller':
      return callerFigures(site);
    case 'viewer':
      return viewerFigures(site);
    case 'call':
      return callFigures(site);
    case 'connection':
      return connectionFigures(site);
    default:
      return [];
  }
}

const IN_FLIGHT = ['waiting', 'running'];
const IDLE = ['frozen', 'reset'];

function requestFigures(site: FigureSite): readonly StepFigure[] {
  const { reason, trace, step } = site;
  const place = trace.place[step]!;
  if (site.from === '') return arrivalFigures(site, place);
  if (site.from === 'waiting') return [site.measured('waited', site.stayedUs)];
  const ran = site.measured('ran', site.stayedUs);
  const all = site.stayedUs === site.ageUs ? [ran] : [ran, site.measured('took', site.ageUs)];
  return [...endFigures(site, reason, trace.other[step]!), ...all];
}

function arrivalFigures(site: FigureSite, place: number): readonly StepFigure[] {
  const { reason, rules } = site;
  const plan = scalingPlanOf({ settings: site.settings }, rules);
  const reserved = site.fn === null ? [] : site.set('reserved', `${site.fn.at}.reservedConcurrency`, 'count');
  const account = () =>
    site.set('accountLimit', 'settings.concurrencyLimit', 'count', {
      value: rules.accountConcurrency,
      fact: 'account-concurrency',
    });
  const rate = (name: string, value: number) =>
    site.set(name, 'settings.scaling.requestsPerSecondFactor', 'perSecond', {
      value,
      fact: 'requests-per-second',
    });
  switch (reason) {
    case 'throttled: concurrency':
      return [
        site.measured('taken', site.standing('request', IN_FLIGHT), 'count'),
        ...account(),
        ...reservedElsewhere(site),
      ];
    case 'throttled: reserved concurrency':
      return [site.measured('taken', site.standing('request', IN_FLIGHT, place), 'count'), ...reserved];
    case 'throttled: requests per second':
      return [...rate('perPlace', plan.requestsPerSecondFactor), ...account()];
    case 'throttled: reserved requests per second':
      return [...rate('perPlace', plan.requestsPerSecondFactor), ...reserved];
    case 'cold: provisioned requests per second':
      return rate('perEnvironment', plan.provisionedFactor);
    case 'throttled: scaling rate':
      return growthFigures(site);
    case 'cold: all busy':
    case 'cold: no environment':
      return [site.measured('busy', site.standing('request', IN_FLIGHT, place, site.step - 1), 'count')];
    case 'refused: too large':
      return [
        ...site.set('size', 'settings.caller.payloadBytes', 'bytes'),
        site.ruled('limit', { value: rules.sync.payloadBytes, fact: 'payload-sync' }, 'bytes'),
      ];
    case 'refused: recursive loop':
      return chainFigures(site);
    default:
      return reason.startsWith('routed: ')
        ? [
            site.measured(
              'idleEnvironments',
              site.standing('environment', IDLE, place, site.step - 1),
              'count',
            ),
          ]
        : [];
  }
}

/** How fast new environments may be made, in settings or by the rules. */
function growthFigures(site: FigureSite): readonly StepFigure[] {
  const { growth } = scalingPlanOf({ settings: site.settings }, site.rules);
  if (growth === null) return [];
  const fact = 'burst-scaling';
  const at = 'settings.scaling.rate';
  return [
    ...site.set('burst', `${at}.burst`, 'count', { value: growth.burst, fact }),
    ...site.set('more', `${at}.perPeriod`, 'count', { value: growth.perPeriod, fact }),
    ...site.set('every', `${at}.periodMs`, 'us', { value: growth.periodUs, fact }),
  ];
}

/** What is reserved for other functions, and so not for this one. */
function reservedElsewhere(site: FigureSite): readonly StepFigure[] {
  return functionIds(site.settings).flatMap((id) => {
    const at = functionPath(id);
    const found =
      at === site.fn?.at ? [] : site.set('reservedElsewhere', `${at}.reservedConcurrency`, 'count');
    return found.filter(({ value }) => value > 0);
  });
}

/** As many invocations in one chain as there may be. */
export function chainFigures(site: FigureSite): readonly StepFigure[] {
  const { recursion } = site.rules.async;
  if (recursion === null) return [];
  return [
    site.ruled('chain', { value: recursion.chain, fact: 'recursion-detection', part: 'chain' }, 'count'),
  ];
}

/** What an invocation that ends badly was held against. */
function endFigures(site: FigureSite, reason: string, environment: number): readonly StepFigure[] {
  if (reason.startsWith('timeout: ')) return site.set('limit', site.codePath('timeoutMs', environment), 'us');
  if (reason === 'handler: out of memory')
    return site.set('memory', site.codePath('memoryMb', environment), 'MB');
  if (reason === 'restore: over the limit') return restoreLimit(site);
  return [];
}

/** How long a restore may take. */
export function restoreLimit(site: FigureSite): readonly StepFigure[] {
  const { snapStart } = site.rules;
  if (snapStart === null) return [];
  return [
    site.ruled('limit', { value: snapStart.restoreLimitUs, fact: 'snapstart-limits', part: 'restore' }),
  ];
}

/** Which part of Init, Restore or an invocation a state is, and where its length is set. */
const PHASES: Readonly<Record<string, string>> = {
  create: 'createMs',
  'init.extensions': 'init.extensionsMs',
  'init.runtime': 'init.runtimeMs',
  'init.function': 'init.functionMs',
  restore: 'snapStart.restoreMs',
  'invoke.handler': 'handlerMs',
};

function environmentFigures(site: FigureSite): readonly StepFigure[] {
  const { reason, from, trace, step, rules } = site;
  if (from === '') return bornFigures(site);
  const environment = trace.actor[step]!;
  const stayed = site.stayedUs;
  switch (reason) {
    case 'init: over the limit': {
      const isKept = trace.other[step]! < 0;
      const limit = isKept
        ? { value: rules.initLimitProvisionedUs, fact: 'init-limit-provisioned' }
        : { value: rules.initLimitUs, fact: 'init-limit' };
      return [site.ruled('limit', limit), site.measured('ran', site.sinceCauseUs)];
    }
    case 'restore: over the limit':
      return [...restoreLimit(site), site.measured('ran', stayed)];
    case 'timeout: function':
    case 'timeout: init':
    case 'handler: out of memory':
      return [...endFigures(site, reason, environment), site.measured('ran', site.sinceCauseUs)];
    case 'retired: environment idle':
      return [...keepFigures(site, 'environmentIdleMs'), site.measured('idle', stayed)];
    case 'retired: age':
      return [...keepFigures(site, 'maxAgeMs'), site.measured('age', site.ageUs)];
    case 'retired: function idle':
      return [...keepFigures(site, 'functionIdleMs'), site.measured('idle', stayed)];
    default:
  }
  if (from === 'frozen' || from === 'reset') return [site.measured('idle', stayed)];
  const phase = PHASES[from];
  if (phase === undefined) return [site.measured('ran', stayed)];
  const [key = '', ...rest] = phase.split('.');
  const path = [site.codePath(key, environment), ...rest].join('.');
  return [
    site.measured(from.startsWith('invoke') ? 'ran' : 'took', stayed),
    ...site.set('setTo', path, 'us'),
  ];
}

function bornFigures(site: FigureSite): readonly StepFigure[] {
  if (site.reason === 'ready: kept ready')
    return site.set('keptReady', 'settings.readyEnvironments', 'count');
  if (site.reason === 'ready: before the run') return site.set('warm', 'settings.warmEnvironments', 'count');
  return [];
}

type KeepLimit = 'functionIdleMs' | 'environmentIdleMs' | 'maxAgeMs';

/** How long environments are kept: as the scenario says, or as was measured. */
export function keepFigures(site: FigureSite, key: KeepLimit): readonly StepFigure[] {
  const { keep } = site.settings;
  const isSet = !('preset' in keep);
  const preset = isSet
    ? keep
    : (site.rules.keepPresets.find(({ id }) => id === keep.preset) ?? site.rules.keep);
  const limit = preset[key];
  if (limit === null) return [];
  const [least, most] = typeof limit === 'number' ? [limit, limit] : limit;
  return [
    {
      name: 'limit',
      value: least * 1000,
      ...(most > least ? { upTo: most * 1000 } : {}),
      unit: 'us',
      source: isSet
        ? { kind: 'setting', path: `settings.keep.${key}` }
        : { kind: 'fact', id: 'idle-recycle-measured' },
    },
  ];
}

function functionFigures(site: FigureSite): readonly StepFigure[] {
  if (site.to !== 'unused') return [];
  return [...keepFigures(site, 'functionIdleMs'), site.measured('idle', site.stayedUs)];
}

/** The facts about those who wait for an answer, by the service that is set. */
const CALLER_FACTS: Readonly<Record<string, string>> = {
  cli: 'cli-retries',
  'function-url': 'caller-function-url',
};

function callerFact(site: FigureSite): string {
  const { service = 'sdk', retryMode } = site.settings.caller ?? { service: 'sdk' };
  if (service === 'sdk')
    return `sdk-retries-${retryMode ?? (site.rules.sync.sdk.standard === null ? 'legacy' : 'standard')}`;
  return CALLER_FACTS[service] ?? `caller-${service}`;
}

function callerFigures(site: FigureSite): readonly StepFigure[] {
  const { caller } = site.settings;
  if (caller === undefined) return [];
  const limits = callerLimits(caller, site.rules);
  const fact = callerFact(site);
  const tries = (): readonly StepFigure[] => {
    const most = site.set('retries', 'settings.caller.retries.maximum', 'count', {
      value: limits?.retries?.count ?? Infinity,
      fact,
      part: 'retries',
    });
    return [site.measured('attempt', site.amount, 'count'), ...most];
  };
  if (site.from === '') return [];
  if (site.from === 'waiting') return [site.measured('waited', site.stayedUs), ...tries()];
  if (site.reason === 'retry: no answer in time' || site.to === 'timed out') {
    const isSdk = caller.service === 'sdk';
    return [
      ...site.set('limit', 'settings.caller.timeoutMs', 'us', {
        value: limits?.timeoutUs ?? Infinity,
        fact: isSdk ? 'sdk-read-timeout' : fact,
        ...(isSdk ? {} : { part: 'timeout' }),
      }),
      site.measured('waited', site.stayedUs),
      ...tries(),
    ];
  }
  if (site.reason === 'answer: too large') {
    const most = limits?.responseBytes ?? null;
    return [
      ...site.set('size', 'settings.caller.responseBytes', 'bytes'),
      site.ruled(
        'limit',
        most === null
          ? { value: site.rules.sync.payloadBytes, fact: 'payload-sync' }
          : { value: most, fact, part: 'responseKB' },
        'bytes',
      ),
    ];
  }
  const took = site.measured('took', site.ageUs);
  return site.to === 'waiting' || site.amount > 1 ? [...tries(), took] : [took];
}

function viewerFigures(site: FigureSite): readonly StepFigure[] {
  const kept = site.reason.startsWith('cache: ') ? site.set('kept', 'settings.edge.cacheMs', 'us') : [];
  if (site.from === '') return kept;
  return [...kept, site.measured(site.from === 'origin' ? 'waited' : 'took', site.stayedUs)];
}

function callFigures(site: FigureSite): readonly StepFigure[] {
  const at = `settings.resources.${site.place}`;
  if (site.reason === 'call: no capacity') {
    const place = site.trace.place[site.step]!;
    return [
      site.measured('taken', site.standing('call', ['working'], place), 'count'),
      ...site.set('capacity', `${at}.capacity`, 'count'),
    ];
  }
  if (site.reason === 'call: connection refused')
    return site.set('connectionLimit', `${at}.connectionLimit`, 'count');
  if (site.from === '') return [];
  const took = site.measured(site.from === 'waiting' ? 'waited' : 'took', site.stayedUs);
  return site.from === 'working' ? [took, ...site.set('setTo', `${at}.latencyMs`, 'us')] : [took];
}

function connectionFigures(site: FigureSite): readonly StepFigure[] {
  const limit = () =>
    site.set('connectionLimit', `settings.resources.${site.place}.connectionLimit`, 'count');
  if (site.reason === 'connection: limit' || site.from === '')
    return [site.measured('open', site.amount, 'count'), ...limit()];
  return [site.measured('took', site.stayedUs)];
}
