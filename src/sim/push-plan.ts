/** How services that push events behave while the other side answers with errors, and what of their settings cannot be. */
import { backOffAfterThrottle, waitsOf } from './back-off.ts';
import { exp, ln } from './portable-math.ts';
import { problemAt } from './problem.ts';
import type { Problem } from './problem.ts';
import type { LoopService } from './rules/async-rules.ts';
import type { DeliveryPhase } from './rules/delivery-rules.ts';
import type { Feature, Rules } from './rules.ts';
import type { Scenario } from './scenario.ts';
import type { PushService } from './settings/resource-settings.ts';

/** Wait before the next attempt, µs, after so many, the first of them so long ago; Infinity: there is none. */
export type Attempts = (tries: number, sinceUs: number) => number;

/** When a service tries again to hand over an event; with the waits of a throttled event where AWS documents none (simplification `push-retries-undocumented`). */
export function attemptsOf(service: PushService, rules: Rules): Attempts {
  const waitUs = waitsOf(backOffAfterThrottle(rules));
  if (service === 'sns') return phasedAttempts(rules.delivery.sns);
  if (service === 'cloudwatch-logs') {
    const { cloudWatchLogs } = rules.delivery;
    if (cloudWatchLogs !== null) {
      return (tries) => (tries > cloudWatchLogs.retries ? Infinity : waitUs(tries, 0));
    }
  }
  // EventBridge says how often and how long it tries; for the others AWS says nothing, and they do the same here.
  const { retries, forUs } = rules.delivery.eventBridge;
  return (tries, sinceUs) => {
    const next = waitUs(tries, 0);
    return tries > retries || sinceUs + next > forUs ? Infinity : next;
  };
}

/** Phase by phase; inside one the waits grow exponentially from its first to its last. */
function phasedAttempts(phases: readonly DeliveryPhase[]): Attempts {
  return (tries) => {
    // Number among the further attempts of the one that comes next, from 0.
    let number = tries - 1;
    for (const { attempts, fromUs, toUs } of phases) {
      if (number < attempts) {
        if (fromUs === toUs || fromUs <= 0 || attempts < 2) return number === 0 ? fromUs : toUs;
        return Math.round(fromUs * exp((ln(toUs / fromUs) * number) / (attempts - 1)));
      }
      number -= attempts;
    }
    return Infinity;
  };
}

/** By what Lambda follows a chain of invocations through it; null: it does not. */
export function loopServiceOf(service: PushService): LoopService | null {
  return service === 's3' ? 'S3' : service === 'sns' ? 'SNS' : null;
}

/** Services that invoked functions only from some date on. */
const FEATURES: Partial<Record<PushService, Feature>> = {
  ses: 'source-ses',
  config: 'source-config',
  iot: 'source-iot',
  eventbridge: 'source-cloudwatch-events',
  codecommit: 'source-codecommit',
};

/** Services that did not push yet at the date, and those that hand on to each other in a circle. */
export function pushProblems(scenario: Scenario, rules: Rules): Problem[] {
  return [...notYetProblems(scenario, rules), ...circleProblems(scenario)];
}

function notYetProblems({ settings }: Scenario, rules: Rules): Problem[] {
  return Object.entries(settings.resources ?? {}).flatMap(([id, resource]) => {
    const feature = resource.type === 'push-service' ? FEATURES[resource.service] : undefined;
    const since = feature && rules.notYet[feature];
    if (resource.type !== 'push-service' || since === undefined) return [];
    return [
      problemAt(
        `settings.resources.${id}.service`,
        JSON.stringify(resource.service),
        `a service that invoked functions at ${rules.asOf}: this one does since ${since}`,
      ),
    ];
  });
}

function circleProblems({ settings }: Scenario): Problem[] {
  const resources = settings.resources ?? {};
  const targetsOf = (id: string) => {
    const resource = resources[id];
    return resource?.type === 'push-service' ? resource.targets : [];
  };
  const leadsTo = (from: string, to: string, seen: Set<string>): boolean => {
    if (from === to) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return targetsOf(from).some((next) => leadsTo(next, to, seen));
  };
  return Object.keys(resources).flatMap((id) =>
    targetsOf(id).flatMap((target, index) =>
      leadsTo(target, id, new Set())
        ? [
            problemAt(
              `settings.resources.${id}.targets.${index}`,
              JSON.stringify(target),
              'a target that does not lead back here by itself',
            ),
          ]
        : [],
    ),
  );
}
