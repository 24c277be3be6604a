/** How long the delays of a machine are for one actor of a run, where settings or rules say so in one number. */
import { asyncSettingPath } from './async-plan.ts';
import type { FigureSite } from './figure-site.ts';
import { keepFigures, restoreLimit } from './invocation-figures.ts';
import type { StepFigure } from './step-figure.ts';

/** Where the length of a delay of an environment's own is set. */
const CODE: Readonly<Record<string, string>> = {
  creation: 'createMs',
  extensionsInit: 'init.extensionsMs',
  runtimeInit: 'init.runtimeMs',
  functionInit: 'init.functionMs',
  functionTimeout: 'timeoutMs',
  handler: 'handlerMs',
  eventLoop: 'node.leftoverMs',
  restoration: 'snapStart.restoreMs',
};

const KEPT = {
  environmentIdle: 'environmentIdleMs',
  environmentAge: 'maxAgeMs',
  functionIdle: 'functionIdleMs',
} as const;

/**
 * The length of a delay.
 *
 * @param site any step of the actor.
 * @param delay its name in the machine: `functionTimeout`.
 * @returns one figure or none: what is drawn for each, or depends on what has happened, is not one number.
 */
export function delayFigures(site: FigureSite, delay: string): readonly StepFigure[] {
  const own = delay in KEPT ? keepFigures(site, KEPT[delay as keyof typeof KEPT]) : kindFigures(site, delay);
  return own.slice(0, 1);
}

function kindFigures(site: FigureSite, delay: string): readonly StepFigure[] {
  const { rules, trace, step, place } = site;
  const mapping = `settings.mappings.${place}`;
  const resource = `settings.resources.${place}`;
  const source = trace.places[trace.places[trace.place[step]!]?.source ?? -1]?.name ?? place;
  const visibility = (at: string) =>
    site.set('limit', `${at}.visibilityTimeoutMs`, 'us', {
      value: rules.queues.visibilityDefaultUs,
      fact: 'sqs-visibility-timeout',
      part: 'default',
    });
  switch (`${site.kind} ${delay}`) {
    case 'environment initLimit':
      return [site.ruled('limit', { value: rules.initLimitUs, fact: 'init-limit' })];
    case 'environment restoreLimit':
      return restoreLimit(site);
    case 'environment shutdownTime':
      return site.fn === null ? [] : site.set('limit', `${site.fn.at}.shutdownMs`, 'us');
    case 'caller callerTimeout':
      return site.set('limit', 'settings.caller.timeoutMs', 'us');
    case 'viewer origin':
      return site.set('limit', 'settings.edge.originMs', 'us');
    case 'call callTime':
      return site.set('limit', `${resource}.latencyMs`, 'us');
    case 'connection connectTime':
      return site.set('limit', `${resource}.connectMs`, 'us');
    case 'event retryWait': {
      const path = `${asyncSettingPath(site.settings, place, 'retryWaitsMs')}.0`;
      return site.set('limit', path, 'us', {
        value: rules.async.retryWaitsUs[0] ?? Infinity,
        fact: 'async-retry-delays',
      });
    }
    case 'event backOff': {
      const { fromUs, toUs } = rules.async.throttleBackoff;
      return [{ ...site.ruled('limit', { value: fromUs, fact: 'async-throttle-backoff' }), upTo: toUs }];
    }
    case 'reader poll':
      return site.set('limit', `${mapping}.pollEveryMs`, 'us');
    case 'reader gatherWindow':
    case 'poller batchWindow':
      return site.set('limit', `${mapping}.windowMs`, 'us');
    case 'reader tumblingEnd':
      return site.set('limit', `${mapping}.tumblingWindowMs`, 'us');
    case 'reader backOff':
      return site.set('limit', `${mapping}.retryBackOff.firstMs`, 'us');
    case 'record retention':
      return site.set('limit', `settings.resources.${source}.retentionMs`, 'us');
    case 'message visibilityTimeout':
      return visibility(resource);
    case 'poller batchVisibility':
      return visibility(`settings.resources.${source}`);
    case 'poller openPoll':
      return rules.queues.mapping === null
        ? []
        : [
            site.ruled('limit', {
              value: rules.queues.mapping.windowLowTrafficUs,
              fact: 'batch-window-sqs',
              part: 'lowTraffic',
            }),
          ];
    case 'deployment hookLimit':
      return rules.releases.deployments === null
        ? []
        : [
            site.ruled('limit', {
              value: rules.releases.deployments.hookLimitUs,
              fact: 'codedeploy-hooks',
              part: 'answerWithin',
            }),
          ];
    case 'alarm fullPeriod': {
      const id = Object.keys(site.settings.alarms ?? {})[trace.actor[step]!] ?? '';
      return site.set('limit', `settings.alarms.${id}.periodMs`, 'us');
    }
    case 'scaling measurement':
      return rules.provisioned === null
        ? []
        : [
            site.ruled('limit', {
              value: rules.provisioned.targetTracking.periodUs,
              fact: 'pc-autoscaling',
              part: 'period',
            }),
          ];
    case 'creation activation':
      return site.fn === null ? [] : site.set('limit', `${site.fn.at}.package.activationMs`, 'us');
    default: {
      const path = site.kind === 'environment' ? CODE[delay] : undefined;
      if (path === undefined) return [];
      const [key = '', ...rest] = path.split('.');
      return site.set('limit', [site.codePath(key, trace.actor[step]!), ...rest].join('.'), 'us');
    }
  }
}
