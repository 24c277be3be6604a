/** All services of a scenario on one engine, wired together: what arrives where, and who invokes whom. */
import type { Interpreter } from '../actors.ts';
import { isCallerKept } from '../caller-plan.ts';
import { Engine } from '../engine.ts';
import { Feeds } from '../feeds.ts';
import { Laws } from '../laws.ts';
import { placeNumber } from '../plan.ts';
import type { Plan } from '../plan.ts';
import { problemAt, ScenarioError } from '../problem.ts';
import { queueMappingPlansOf, queuePlansOf } from '../queue-plan.ts';
import type { TransitionCoverage } from '../transition-coverage.ts';
import { AsyncService } from './async-service.ts';
import { CallerService } from './caller-service.ts';
import { DeliveryService } from './delivery-service.ts';
import { DirectDoor } from './direct-door.ts';
import { DownstreamService } from './downstream-service.ts';
import { EdgeService } from './edge-service.ts';
import { EventDoor } from './event-door.ts';
import { LambdaService } from './lambda-service.ts';
import { MappingService } from './mapping-service.ts';
import { PollerService } from './poller-service.ts';
import { PushService } from './push-service.ts';
import { QueueService } from './queue-service.ts';
import type { Sinks } from './sink.ts';
import { StreamService } from './stream-service.ts';

export class Cloud {
  readonly engine: Engine;
  readonly feeds: Feeds;
  readonly #lambda: LambdaService;
  readonly #streams: StreamService | null;
  readonly #queues: QueueService | null;
  readonly #mappings: MappingService | null;

  /** @throws ScenarioError naming a reference that leads nowhere. */
  constructor(plan: Plan, interpreter: Interpreter, coverage: TransitionCoverage | null = null) {
    const { scenario } = plan;
    const engine = new Engine(interpreter, plan.seed, plan.places, coverage);
    // Filled below, and read only once the run has begun: what leads in a circle may be wired too.
    const sinks: Sinks = [];
    const isCalling = plan.functions.some(({ calls }) => calls.length > 0);
    const downstream = isCalling ? new DownstreamService(plan, engine, sinks) : null;
    const lambda = new LambdaService(plan, engine, downstream);
    this.engine = engine;
    this.#lambda = lambda;

    const { caller } = scenario.settings;
    const deliveries = new DeliveryService(engine, sinks);
    const async = new AsyncService(plan, engine, lambda, deliveries);
    const push = new PushService(plan, engine, lambda, async, sinks);
    const { resources = {}, mappings = {} } = scenario.settings;
    this.#mappings = Object.keys(mappings).length > 0 ? new MappingService(plan, engine) : null;
    const hasStreams = Object.values(resources).some(({ type }) => type === 'stream');
    const streams = hasStreams ? new StreamService(plan, engine, lambda, deliveries, this.#mappings) : null;
    this.#streams = streams;
    const queuePlans = queuePlansOf(plan);
    const queues = queuePlans.length > 0 ? new QueueService(engine, queuePlans) : null;
    this.#queues = queues;
    if (queues && this.#mappings) {
      const mappingPlans = queueMappingPlansOf(plan, queuePlans);
      new PollerService(plan, engine, lambda, queues, this.#mappings, queuePlans, mappingPlans);
    }
    plan.places.forEach(({ type }, place) => {
      if (type === 'function') sinks[place] = async;
      else if (type === 'push-service') sinks[place] = push;
      else if (type === 'target') sinks[place] = deliveries;
      else if (type === 'stream') sinks[place] = streams!;
      else if (type === 'queue') sinks[place] = queues!;
    });
    if (caller) {
      sinks[placeNumber(plan, 'caller', 'settings.caller')] = isCallerKept(caller)
        ? new CallerService(plan, engine, lambda, async, sinks, caller)
        : caller.invocationType === 'Event'
          ? new EventDoor(scenario, async, engine)
          : new DirectDoor(plan, engine, lambda, caller);
    }
    const { edge } = scenario.settings;
    if (edge) sinks[placeNumber(plan, 'edge', 'settings.edge')] = new EdgeService(plan, engine, lambda, edge);

    this.feeds = new Feeds(scenario, (to, path) => {
      const place = placeNumber(plan, to, path);
      const sink = sinks[place];
      if (sink) return { place, sink };
      const known = plan.places.filter((_, number) => sinks[number]).map(({ name }) => name);
      throw new ScenarioError([problemAt(path, JSON.stringify(to), `one of ${known.join(', ')}`)]);
    });
    downstream?.checkPlaces();
    engine.watch(
      new Laws(engine.charts, {
        unreserved: lambda.unreserved,
        reserved: plan.functions.map(({ reserved }) => reserved),
        ...(downstream ? { resources: downstream.limits } : {}),
      }),
    );
  }

  /** What is there before anything arrives. */
  start(): void {
    this.#lambda.start();
    this.#streams?.start();
    this.#queues?.start();
    this.#mappings?.start();
  }
}
