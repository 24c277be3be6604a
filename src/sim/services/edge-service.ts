/**
 * A CloudFront edge location: viewers, the functions at its four events, its cache and the origin behind
 * it. The machine decides which way a viewer's request goes; this calls the functions and keeps what the
 * origin answered.
 */
import { grown } from '../agenda.ts';
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import type { Taken } from '../chart.ts';
import { sampler } from '../distribution.ts';
import { EDGE_FUNCTIONS } from '../edge-plan.ts';
import type { Engine } from '../engine.ts';
import { keyChoice } from '../key-choice.ts';
import { viewerMachine } from '../machines/viewer.ts';
import type { EdgeSetup, ViewerContext, ViewerEvent } from '../machines/viewer.ts';
import { usFromMs } from '../microseconds.ts';
import { placeNumber } from '../plan.ts';
import type { Plan } from '../plan.ts';
import type { Edge } from '../settings/caller-settings.ts';
import { strikesOf } from '../strikes.ts';
import type { Strikes } from '../strikes.ts';
import { NONE } from '../trace.ts';
import { effectNumber } from '../effects.ts';
import { ANSWER, plainAsk } from './invoker.ts';
import type { Answer, Ask, Invoker } from './invoker.ts';
import type { LambdaService } from './lambda-service.ts';
import type { Sink, Unit } from './sink.ts';

const KEEP_IN_CACHE = effectNumber('keepInCache');
/** Effects that call a function, in the order of EDGE_FUNCTIONS. */
const CALLS = [
  effectNumber('callViewerRequest'),
  effectNumber('callOriginRequest'),
  effectNumber('callOriginResponse'),
  effectNumber('callViewerResponse'),
];

const SUCCEED = eventCode('succeed');
const FAIL = eventCode('fail');
const MALFORMED = eventCode('malformed');
const SUCCEEDED: ViewerEvent = { type: 'succeed' };
const FAILED: ViewerEvent = { type: 'fail' };
const NOT_WELL_FORMED: ViewerEvent = { type: 'malformed' };

export class EdgeService implements Sink, Invoker {
  readonly #lambda: LambdaService;
  readonly #engine: Engine;
  readonly #viewers: Cast<ViewerContext, ViewerEvent>;
  readonly #setup: EdgeSetup;
  #cacheUs = 0;
  /** Numbers of the functions, in the order of EDGE_FUNCTIONS; -1: none there. */
  #functions: readonly number[] = [];
  #malformed: readonly Strikes[] = [];
  readonly #calls: number[] = EDGE_FUNCTIONS.map(() => 0);
  #originUs: () => number = () => 0;
  #objectOf: () => number = () => 1;
  readonly #ask: Ask = plainAsk(this);
  readonly #units: number[] = [0];
  // By slot of a viewer: whether the answer it waits for is not well formed.
  readonly #isMalformed: boolean[] = [];

  constructor(plan: Plan, engine: Engine, lambda: LambdaService, edge: Edge) {
    this.#lambda = lambda;
    this.#engine = engine;
    this.#viewers = engine.cast('viewer', viewerMachine, (slot, timer) => {
      const viewers = this.#viewers;
      const taken = viewers.fire(slot, timer, NONE, -1, this.#amountOf(slot))!;
      this.#follow(slot, taken);
    });
    this.#setup = { clock: engine.clock, has: hasOf(edge), freshUntilUs: new Float64Array(edge.objects) };
    this.adopt(plan);
    this.#ask.unitKind = this.#viewers.kind;
    this.#ask.units = this.#units;
  }

  adopt(plan: Plan): void {
    const edge = plan.scenario.settings.edge!;
    const setup = this.#setup;
    this.#functions = EDGE_FUNCTIONS.map((event) => {
      const id = edge[event];
      return id === undefined ? -1 : placeNumber(plan, id, `settings.edge.${event}`);
    });
    this.#malformed = EDGE_FUNCTIONS.map((event) =>
      strikesOf(plan.scenario.faults, plan.luck.of(event), ['malformed-answer'], edge[event] ?? '', false),
    );
    Object.assign(setup, { has: hasOf(edge) });
    if (setup.freshUntilUs.length < edge.objects)
      Object.assign(setup, { freshUntilUs: grown(setup.freshUntilUs, new Float64Array(edge.objects)) });
    this.#cacheUs = usFromMs(edge.cacheMs);
    this.#originUs = sampler(edge.originMs, plan.luck.stream('edge.origin'), 'settings.edge.originMs');
    const { objects: count, choice, hotShare } = edge;
    this.#objectOf = keyChoice(
      { count, choice: hotShare === undefined ? choice : 'drawn', hotShare },
      plan.luck,
      'edge.object',
    );
  }

  /** A viewer's request. */
  put(place: number, _unit: Unit, cause: number): void {
    const viewers = this.#viewers;
    // Luck is drawn for every viewer, whatever the cache has.
    const object = this.#objectOf() - 1;
    const context = { edge: this.#setup, object, originUs: this.#originUs() };
    const slot = viewers.begin(context, place, cause, NONE, -1, object + 1);
    this.#follow(slot, viewers.taken!);
  }

  /** Does what the last recorded step of a viewer asks for. */
  #follow(slot: number, taken: Taken): void {
    const viewers = this.#viewers;
    const { step } = viewers;
    const { effects } = taken;
    for (let index = 0; index < effects.length; index++) {
      const asked = effects[index]!;
      if (asked === KEEP_IN_CACHE) this.#keep(slot);
      else return this.#call(slot, CALLS.indexOf(asked), step);
    }
    if (viewers.chart.isFinal[viewers.stateOf(slot)]!) viewers.end(slot);
  }

  #keep(slot: number): void {
    const { object } = this.#viewers.contextOf(slot);
    const { freshUntilUs, clock } = this.#setup;
    if (this.#cacheUs > 0) freshUntilUs[object] = clock.nowUs + this.#cacheUs;
  }

  #call(slot: number, event: number, cause: number): void {
    const strikes = this.#malformed[event]!;
    this.#isMalformed[slot] = strikes(this.#calls[event]!++, this.#engine.clock.nowUs) !== null;
    this.#ask.token = slot;
    this.#units[0] = this.#viewers.numberOf(slot);
    this.#lambda.invoke(this.#functions[event]!, this.#ask, cause);
  }

  answered(slot: number, answer: Answer, cause: number): void {
    const viewers = this.#viewers;
    const { recorder } = this.#engine;
    const isGood = answer === ANSWER.succeeded;
    const isMalformed = isGood && this.#isMalformed[slot]!;
    const taken = viewers.deliver(
      slot,
      isMalformed ? MALFORMED : isGood ? SUCCEED : FAIL,
      isMalformed ? NOT_WELL_FORMED : isGood ? SUCCEEDED : FAILED,
      cause,
      recorder.kind[cause]!,
      recorder.actor[cause]!,
      this.#amountOf(slot),
    )!;
    this.#follow(slot, taken);
  }

  #amountOf(slot: number): number {
    return this.#viewers.contextOf(slot).object + 1;
  }
}

/** At which events there is a function. */
function hasOf(edge: Edge): EdgeSetup['has'] {
  return {
    viewerRequest: edge.viewerRequest !== undefined,
    originRequest: edge.originRequest !== undefined,
    originResponse: edge.originResponse !== undefined,
    viewerResponse: edge.viewerResponse !== undefined,
  };
}
