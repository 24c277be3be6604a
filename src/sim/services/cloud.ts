/** The services of a scenario on one engine, wired together, and what arrives where. */
import type { Interpreter } from '../actors.ts';
import { Engine } from '../engine.ts';
import { Feeds } from '../feeds.ts';
import { Laws } from '../laws.ts';
import { placeNumber } from '../plan.ts';
import type { Plan } from '../plan.ts';
import { problemAt, ScenarioError } from '../problem.ts';
import type { TransitionCoverage } from '../transition-coverage.ts';
import { LambdaService } from './lambda-service.ts';
import type { Living, Services } from './services.ts';
import type { Sinks } from './sink.ts';

export class Cloud {
  readonly engine: Engine;
  readonly feeds: Feeds;
  readonly #living: readonly Living[];

  /** @throws ScenarioError naming a reference that leads nowhere. */
  constructor(
    plan: Plan,
    services: Services,
    interpreter: Interpreter,
    coverage: TransitionCoverage | null = null,
  ) {
    const engine = new Engine(interpreter, plan.seed, plan.places, coverage);
    const sinks: Sinks = [];
    const network = services.network(plan, engine);
    const downstream = services.downstream(plan, engine, sinks, network);
    const lambda = new LambdaService(plan, engine, downstream, network);
    this.engine = engine;
    const operations = services.operations(plan, engine);
    const living: readonly Living[] = [
      ...(network ? [network] : []),
      ...(downstream ? [downstream] : []),
      lambda,
      ...services.open({ plan, engine, lambda, sinks, operations }),
      ...(operations ? [operations] : []),
    ];
    const entryOf = (to: string, path: string) => {
      const place = placeNumber(plan, to, path);
      const sink = sinks[place];
      if (sink) return { place, sink };
      const known = plan.places.filter((_, number) => sinks[number]).map(({ name }) => name);
      throw new ScenarioError([problemAt(path, JSON.stringify(to), `one of ${known.join(', ')}`)]);
    };
    this.feeds = new Feeds(plan, engine.clock, entryOf, (place) => sinks[place]!);
    this.#living = [...living, this.feeds];
    services.settings(plan, engine, operations, this.#living);
    downstream?.checkPlaces();
    engine.watch(
      new Laws(engine.charts, {
        pools: lambda.concurrency,
        ...(downstream ? { resources: downstream.limits } : {}),
      }),
    );
  }

  /** What is there before anything arrives. */
  start(): void {
    for (const service of this.#living) service.start?.();
  }
}
