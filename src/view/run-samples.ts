/**
 * What charts are made of, read off a run once and in slices: every sample that CloudWatch has of it, and some that it
 * has not, each with the step that brought it to light; levels; and what was used of all that is billed.
 */
import { requestsOfEvent, type Standing, type Use } from '../cost/spend.ts';
import type { Prices } from '../cost/prices.ts';
import type { MetricStore } from '../sim/metric-store.ts';
import { functionNamed } from '../sim/function-named.ts';
import { deriveMetrics } from '../sim/metrics.ts';
import type { Rules } from '../sim/rules.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Spell } from '../sim/staircase.ts';
import type { Trace } from '../sim/trace.ts';
import { meterOf, type Usage } from '../sim/usage.ts';
import { ExtraSamples } from './extra-samples.ts';

/** Samples in the order in which they came to light; `atUs` is the moment they belong to, which may lie before. */
export class Samples {
  readonly atUs: number[] = [];
  readonly values: number[] = [];
  readonly steps: number[] = [];

  push(atUs: number, value: number, step: number): void {
    this.atUs.push(atUs);
    this.values.push(value);
    this.steps.push(step);
  }

  get length(): number {
    return this.atUs.length;
  }
}

const NOTHING: Samples = new Samples();

/** Name of the level that holds when a queue's oldest message came, µs; NaN: there is none. */
export const OLDEST = 'oldest message';

/** Samples and levels by name and place; place -1 is the account. */
export class RunSamples implements MetricStore {
  readonly trace: Trace;
  readonly standing: Standing[] = [];
  readonly #samples = new Map<string, Map<number, Samples>>();
  readonly #levels = new Map<string, Map<number, Samples>>();

  readonly #uses = new Map<Use['what'], Samples>();
  readonly #joined = new Map<string, Samples>();

  constructor(trace: Trace) {
    this.trace = trace;
  }

  /** What was used of all that is billed, by kind. */
  get uses(): readonly Use[] {
    return [...this.#uses].map(([what, { atUs, values }]) => ({ what, atUs, quantities: values }));
  }

  use(what: Use['what'], atUs: number, quantity: number): void {
    let samples = this.#uses.get(what);
    if (!samples) this.#uses.set(what, (samples = new Samples()));
    samples.push(atUs, quantity, -1);
  }

  add(name: string, place: number, atUs: number, value: number, step: number): void {
    at(this.#samples, name, place).push(atUs, value, step);
  }

  level(name: string, place: number, atUs: number, value: number, step: number): void {
    at(this.#levels, name, place).push(atUs, value, step);
  }

  oldest(queue: number, atUs: number, bornUs: number | null, step: number): void {
    this.level(OLDEST, queue, atUs, bornUs ?? NaN, step);
  }

  /** The samples of one place. */
  of(name: string, place: number): Samples {
    return this.#samples.get(name)?.get(place) ?? NOTHING;
  }

  levelOf(name: string, place: number): Samples {
    return this.#levels.get(name)?.get(place) ?? NOTHING;
  }

  /** Places with a sample, or with a level, of this name, in order. */
  placesOf(name: string): readonly number[] {
    return [...(this.#samples.get(name) ?? this.#levels.get(name) ?? new Map<number, Samples>()).keys()].sort(
      (a, b) => a - b,
    );
  }

  /**
   * The samples of a scope: of one place; of all (-1), where versions and aliases, which their function counts too,
   * count once.
   */
  within(name: string, scope: number): Samples {
    if (scope >= 0) return this.of(name, scope);
    const places = this.placesOf(name).filter((place) => this.trace.places[place]?.of === undefined);
    if (places.length === 1) return this.of(name, places[0]!);
    const known = this.#joined.get(name);
    if (known) return known;
    const all = new Samples();
    for (const place of places) {
      const { atUs, values, steps } = this.of(name, place);
      for (let index = 0; index < atUs.length; index += 1)
        all.push(atUs[index]!, values[index]!, steps[index]!);
    }
    this.#joined.set(name, all);
    return all;
  }
}

function at(all: Map<string, Map<number, Samples>>, name: string, place: number): Samples {
  let places = all.get(name);
  if (!places) all.set(name, (places = new Map<number, Samples>()));
  let samples = places.get(place);
  if (!samples) places.set(place, (samples = new Samples()));
  return samples;
}

/** The intervals in which there were at least one, at least two, …: what stands is given back last in, first out. */
export function layersOf(spells: readonly Spell[]): { readonly fromUs: number; readonly toUs: number }[] {
  const layers: { fromUs: number; toUs: number }[] = [];
  const open: { fromUs: number; toUs: number }[] = [];
  for (const { fromMs, toMs, count } of spells) {
    const [fromUs, toUs] = [Math.round(fromMs * 1000), Math.round(toMs * 1000)];
    // A gap ends all that stood before it.
    if (open[0] && open[0].toUs !== fromUs) open.length = 0;
    open.length = Math.min(open.length, count);
    while (open.length < count) {
      const layer = { fromUs, toUs };
      open.push(layer);
      layers.push(layer);
    }
    for (const layer of open) layer.toUs = toUs;
  }
  return layers;
}

const US_PER_MS = 1000;

/** What is charged for by the time it is there. */
function standingOf(usage: Usage, scenario: Scenario, endUs: number): Standing[] {
  const until = (toUs: number) => (toUs >= endUs ? null : toUs);
  const standing: Standing[] = [];
  for (const { function: id, allocated, snapStart, memoryMb } of usage.functions) {
    for (const { fromUs, toUs } of layersOf(allocated.spells))
      standing.push({ what: 'provisioned', fromUs, toUs: until(toUs), quantity: memoryMb });
    if (snapStart.cachedMs > 0 && !isFreeSnapshot(scenario, id)) {
      const fromUs = endUs - Math.round(snapStart.cachedMs * US_PER_MS);
      standing.push({ what: 'snapshot', fromUs, toUs: null, quantity: memoryMb });
    }
  }
  for (const { spells, perUnit } of usage.pollers)
    for (const { fromUs, toUs } of layersOf(spells))
      standing.push({ what: 'poller', fromUs, toUs: until(toUs), quantity: 1, perUnit });
  return standing;
}

/** Snapshots of Java functions are kept and restored for nothing. */
function isFreeSnapshot({ settings }: Scenario, id: string): boolean {
  return functionNamed(settings, id)?.snapStart?.runtime.startsWith('java') ?? true;
}

/** Reads a run in slices: `advance` is true once all of it is in `samples`. */
export interface Reading {
  readonly samples: RunSamples;
  readonly advance: (steps: number) => boolean;
}

/** Begins to read a run. */
export function readRun(trace: Trace, scenario: Scenario, rules: Rules, prices: Prices): Reading {
  const samples = new RunSamples(trace);
  const metrics = deriveMetrics(trace, samples);
  const extra = new ExtraSamples(trace, samples);
  let next = 0;
  let phase: 'metrics' | 'extra' | 'usage' | 'standing' | 'over' = 'metrics';

  const meter = meterOf(trace, scenario, rules, (used) => {
    const { atUs, on, billedMs, memoryMb, tmpMb } = used;
    const use = (what: Use['what'], quantity: number) => {
      samples.use(what, atUs, quantity);
    };
    if (used.what === 'request') use(on === 'edge' ? 'edge requests' : 'requests', 1);
    else if (used.what === 'restore') {
      if (!isFreeSnapshot(scenario, used.function)) use('restores', memoryMb);
    } else {
      const us = billedMs * US_PER_MS;
      const what =
        on === 'edge' ? 'edge duration' : on === 'provisioned' ? 'provisioned duration' : 'duration';
      use(what, us * memoryMb);
      if (tmpMb > 0) use('tmp', us * tmpMb);
    }
  });

  function endUsage(): void {
    const usage = meter.usage();
    for (const { function: id, events, payloadBytes } of usage.asyncEvents) {
      const more = requestsOfEvent(payloadBytes, prices) - 1;
      if (more === 0) continue;
      const place = trace.places.findIndex(({ name }) => name === id);
      const { atUs } = samples.of('AsyncEventsReceived', place);
      // Where the events of a function differ in size, which came when is not told: they count at the end.
      const isKnown = atUs.length === events;
      for (let event = 0; event < events; event += 1)
        samples.use('requests', isKnown ? atUs[event]! : trace.endUs, more);
    }
    samples.standing.push(...standingOf(usage, scenario, trace.endUs));
  }

  return {
    samples,
    advance(steps) {
      if (phase === 'metrics') {
        if (metrics.advance(steps)) phase = 'extra';
      } else if (phase === 'extra') {
        const until = Math.min(trace.length, next + steps);
        for (; next < until; next += 1) extra.step(next);
        if (next >= trace.length) phase = 'usage';
      } else if (phase === 'usage') {
        if (meter.advance(steps)) phase = 'standing';
      } else if (phase === 'standing') {
        endUsage();
        phase = 'over';
      }
      return phase === 'over';
    },
  };
}
