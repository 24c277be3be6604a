/** Every service there is: what arrives where, and who invokes whom. */
import { asyncProblems } from '../async-plan.ts';
import { callerProblems } from '../caller-plan.ts';
import { downstreamProblems } from '../downstream-plan.ts';
import { erasOf, forksOf } from '../eras.ts';
import { edgeProblems } from '../edge-plan.ts';
import { forkProblems } from '../fork-problems.ts';
import { functionsOf } from '../function-named.ts';
import { networkProblems } from '../network-plan.ts';
import { placeNumber } from '../plan.ts';
import { changesInOrder } from '../release-plan.ts';
import { provisionProblems } from '../provision-plan.ts';
import { pushProblems } from '../push-plan.ts';
import { queueMappingPlansOf, queuePlansOf } from '../queue-plan.ts';
import { queueProblems } from '../queue-problems.ts';
import { recursionProblems } from '../recursion.ts';
import { releaseProblems } from '../release-problems.ts';
import { scalingProblems } from '../scaling-plan.ts';
import { snapStartProblems } from '../snapstart-plan.ts';
import { streamProblems } from '../stream-problems.ts';
import { packageProblems } from '../package-plan.ts';
import { broughtProblems } from '../revision-problems.ts';
import { AlarmService } from './alarm-service.ts';
import { AsyncService } from './async-service.ts';
import { CreationService, isCreatedIn } from './creation-service.ts';
import { CallerDoors } from './caller-doors.ts';
import { DeliveryService } from './delivery-service.ts';
import { DeploymentService } from './deployment-service.ts';
import { DownstreamService } from './downstream-service.ts';
import { EdgeService } from './edge-service.ts';
import { NetworkService } from './network-service.ts';
import { OperationService } from './operation-service.ts';
import { MappingService } from './mapping-service.ts';
import { PollerService } from './poller-service.ts';
import { openProvisioning } from './provisioning.ts';
import { PushService } from './push-service.ts';
import { QueueService } from './queue-service.ts';
import { handleReservations } from './reservation-service.ts';
import { openReleases } from './release-service.ts';
import type { Change } from '../settings/change-settings.ts';
import type { Services, Site, Starting } from './services.ts';
import type { Sink } from './sink.ts';
import { handleSettings } from './settings-service.ts';
import { StackService } from './stack-service.ts';
import { StreamService } from './stream-service.ts';

const PROBLEMS: readonly Services['problems'][] = [
  provisionProblems,
  snapStartProblems,
  callerProblems,
  downstreamProblems,
  edgeProblems,
  asyncProblems,
  pushProblems,
  recursionProblems,
  releaseProblems,
  streamProblems,
  networkProblems,
  queueProblems,
  packageProblems,
  broughtProblems,
  scalingProblems,
];

export const everyService: Services = {
  problems: (scenario, rules) => PROBLEMS.flatMap((problems) => problems(scenario, rules)),
  forkProblems,
  operations: (plan, engine) =>
    changesInOrder(plan.scenario).length > 0 ? new OperationService(plan, engine) : null,
  settings: (plan, engine, operations, living) => {
    if (operations && forksOf(plan.scenario).length > 0) handleSettings(plan, engine, operations, living);
  },
  network: (plan, engine) =>
    erasOf(plan.scenario).some(({ scenario }) =>
      functionsOf(scenario.settings).some(([, { vpc }]) => (vpc ?? null) !== null),
    )
      ? new NetworkService(plan, engine)
      : null,
  downstream: (plan, engine, sinks, network) =>
    plan.functions.some(({ calls }) => calls.length > 0)
      ? new DownstreamService(plan, engine, sinks, network)
      : null,
  open: (site) => {
    const { plan, engine, lambda, sinks } = site;
    const { resources = {}, mappings: mappingSettings = {}, edge } = plan.scenario.settings;
    if (site.operations) handleReservations(site.operations, lambda);
    const deliveries = new DeliveryService(engine, sinks);
    const events = new AsyncService(plan, engine, lambda, deliveries);
    const push = new PushService(plan, engine, lambda, events, sinks);
    const mappings = Object.keys(mappingSettings).length > 0 ? new MappingService(plan, engine) : null;
    const hasStreams = Object.values(resources).some(({ type }) => type === 'stream');
    const streams = hasStreams ? new StreamService(plan, engine, lambda, deliveries, mappings) : null;
    const queuePlans = queuePlansOf(plan);
    const queues = queuePlans.length > 0 ? new QueueService(engine, queuePlans) : null;
    const pollers = queues && mappings ? new PollerService(plan, engine, lambda, queues, mappings) : null;
    pollers?.join(queuePlans, queueMappingPlansOf(plan, queuePlans));
    const byType: Readonly<Record<string, Sink | null>> = {
      function: events,
      version: events,
      alias: events,
      'push-service': push,
      target: deliveries,
      stream: streams,
      queue: queues,
    };
    plan.places.forEach(({ type }, place) => {
      const sink = byType[type];
      if (sink) sinks[place] = sink;
    });
    openReleases(site);
    const alarms = openAlarms(site);
    const distribution = edge ? new EdgeService(plan, engine, lambda, edge) : null;
    if (distribution) sinks[placeNumber(plan, 'edge', 'settings.edge')] = distribution;
    const callers = plan.scenario.settings.caller ? new CallerDoors(site, events) : null;
    return [
      alarms,
      ...openCreations(site),
      ...openProvisioning(site),
      streams,
      queues,
      pollers,
      mappings,
      callers,
      distribution,
      push,
      events,
    ].filter((service): service is NonNullable<typeof service> => service !== null);
  },
};

/** What creates functions and brings them new code, where a scenario has such. */
function openCreations({ plan, engine, lambda, operations }: Site): readonly Starting[] {
  const isUpdated = changesInOrder(plan.scenario).some(({ kind }) => UPDATES.includes(kind));
  const isCreated = plan.functions.some(({ of }) => isCreatedIn(plan, of));
  const isStacked =
    plan.functions.some(({ settings }) => settings.stack !== undefined) ||
    changesInOrder(plan.scenario).some(({ kind }) => kind === 'put-object');
  if (!isUpdated && !isCreated && !isStacked) return [];
  const creations = new CreationService(plan, engine, lambda, operations);
  return isStacked ? [creations, new StackService(plan, engine, creations, operations)] : [creations];
}

/** Changes that bring code. */
const UPDATES: readonly Change['kind'][] = ['update-function-code', 'put-object', 'update-stack'];

/** Alarms, and the deployments that they stop. */
function openAlarms({ plan, engine, lambda, operations }: Site): AlarmService | null {
  const hasAlarms = Object.keys(plan.scenario.settings.alarms ?? {}).length > 0;
  const alarms = hasAlarms ? new AlarmService(plan, engine) : null;
  if (alarms) lambda.measure(alarms);
  if (operations && changesInOrder(plan.scenario).some(({ kind }) => kind === 'create-deployment'))
    new DeploymentService(plan, engine, lambda, alarms).handle(operations);
  return alarms;
}
