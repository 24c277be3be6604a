/** Event source mappings: whether each may read, and how many pollers those of queues want. */
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import type { Taken } from '../chart.ts';
import type { Engine } from '../engine.ts';
import { mappingMachine, noBounds } from '../machines/mapping.ts';
import type { Demand, MappingContext, MappingEvent, PollerBounds } from '../machines/mapping.ts';
import { usFromMs } from '../microseconds.ts';
import { mayRead } from '../permission.ts';
import { placeNumber } from '../plan.ts';
import type { Plan } from '../plan.ts';
import { NONE } from '../trace.ts';
import { effectNumber } from '../effects.ts';

const START = eventCode('start');
const BACKLOG = eventCode('backlog');
const UPDATE = eventCode('update');
const START_POLLING = effectNumber('startPolling');
const STOP_POLLING = effectNumber('stopPolling');
const SCALE_POLLERS = effectNumber('scalePollers');

/** Who reads for a mapping. */
export interface MappingOwner {
  /** From now on it may read, `pollers` batches at once (0: not for this service to tell). */
  polling(mapping: number, pollers: number, step: number): void;
  /** From now on it may not. */
  stopped(mapping: number, step: number): void;
  /** From now on `pollers` batches at once. */
  scaled(mapping: number, pollers: number, step: number): void;
}

/** What the owner of a mapping hands in. */
interface Opened {
  readonly id: string;
  /** Its settings are others, and it has not heard of them. */
  isOther: boolean;
  readonly owner: MappingOwner;
  readonly place: number;
  readonly context: MappingContext;
}

const noDemand: Demand = { waiting: 0, idle: 0 };

export class MappingService {
  readonly #plan: Plan;
  readonly #engine: Engine;
  readonly #mappings: Cast<MappingContext, MappingEvent>;
  readonly #opened: Opened[] = [];

  constructor(plan: Plan, engine: Engine) {
    this.#plan = plan;
    this.#engine = engine;
    this.#mappings = engine.cast('mapping', mappingMachine, (slot, timer) => this.#timer(slot, timer));
  }

  /**
   * Takes on a mapping, before the run. Nothing may be read until its owner is told.
   *
   * @param bounds of its pollers; null: its readers are told by its source.
   * @param demand what waits for it; changed by its owner.
   * @returns its number.
   */
  open(id: string, owner: MappingOwner, bounds: PollerBounds | null, demand: Demand = noDemand): number {
    const { scenario, rules } = this.#plan;
    const mapping = scenario.settings.mappings![id]!;
    const may = mayRead(scenario, rules, id);
    this.#opened.push({
      id,
      isOther: false,
      owner,
      place: placeNumber(this.#plan, id, `settings.mappings.${id}`),
      context: {
        clock: this.#engine.clock,
        createdAtUs: mapping.type === 'stream' ? usFromMs(mapping.createdAtMs ?? 0) : 0,
        enabled: mapping.enabled ?? true,
        mayRead: may,
        permissionChangesUs: changesOf(scenario, may),
        bounds: bounds ?? noBounds,
        demand,
        pollers: 0,
      },
    });
    return this.#opened.length - 1;
  }

  adopt(next: Plan): void {
    const { scenario, rules } = next;
    const { nowUs } = this.#engine.clock;
    this.#opened.forEach((opened, slot) => {
      const before = this.#mappings.contextOf(slot);
      const may = mayRead(scenario, rules, opened.id);
      const settings = {
        enabled: scenario.settings.mappings![opened.id]!.enabled ?? true,
        mayRead: may,
        permissionChangesUs: changesOf(scenario, may),
      };
      const isSame =
        before.enabled === settings.enabled &&
        before.permissionChangesUs.join() === settings.permissionChangesUs.join() &&
        before.mayRead(nowUs) === may(nowUs);
      if (!isSame) opened.isOther = true;
      this.#mappings.renew(slot, settings);
    });
  }

  /** From now on a mapping may have so many pollers. */
  bound(mapping: number, bounds: PollerBounds): void {
    const before = this.#mappings.contextOf(mapping).bounds;
    if (JSON.stringify(bounds) === JSON.stringify(before)) return;
    this.#opened[mapping]!.isOther = true;
    this.#mappings.renew(mapping, { bounds });
  }

  followUp(cause: number): void {
    const mappings = this.#mappings;
    this.#opened.forEach((opened, slot) => {
      if (!opened.isOther) return;
      opened.isOther = false;
      const from = mappings.stateOf(slot);
      const taken = mappings.react(slot, UPDATE, { type: 'update' });
      if (taken) this.#follow(slot, UPDATE, cause, from, taken);
    });
  }

  /** Makes the mappings, in the order in which they were taken on. */
  start(): void {
    const mappings = this.#mappings;
    for (const { context, place } of this.#opened) {
      const slot = mappings.create(context, place);
      this.#follow(slot, START, -1, NONE, mappings.taken!);
    }
  }

  /** Messages wait and no poller is free. */
  tellBacklog(mapping: number, cause: number): void {
    const from = this.#mappings.stateOf(mapping);
    const taken = this.#mappings.react(mapping, BACKLOG, { type: 'backlog' });
    if (taken) this.#follow(mapping, BACKLOG, cause, from, taken);
  }

  #timer(slot: number, timer: number): void {
    const mappings = this.#mappings;
    const from = mappings.stateOf(slot);
    const event = mappings.eventOfNext(timer);
    const cause = mappings.causeOfNext(timer);
    const taken = mappings.wake(slot, timer);
    if (taken) this.#follow(slot, event, cause, from, taken);
  }

  /** Records a step and tells the owner what follows from it. */
  #follow(slot: number, event: number, cause: number, from: number, taken: Taken): void {
    const { pollers } = this.#mappings.contextOf(slot);
    const step = this.#mappings.record(slot, event, cause, from, taken, NONE, -1, pollers);
    const { owner } = this.#opened[slot]!;
    const asked = taken.effects[0];
    if (asked === START_POLLING) owner.polling(slot, pollers, step);
    else if (asked === STOP_POLLING) owner.stopped(slot, step);
    else if (asked === SCALE_POLLERS) owner.scaled(slot, pollers, step);
  }
}

/** Times (µs) at which faults give or take the permission to read. */
function changesOf(scenario: Plan['scenario'], may: (nowUs: number) => boolean): number[] {
  const ends = scenario.faults
    .filter(({ on, kind }) => on && kind === 'permission-missing')
    .flatMap(({ fromMs, untilMs }) => [fromMs, untilMs])
    .flatMap((atMs) => (atMs === undefined || atMs === 0 ? [] : [usFromMs(atMs)]))
    .sort((a, b) => a - b);
  let before = may(0);
  return ends.filter((atUs) => {
    const now = may(atUs);
    const isChange = now !== before;
    before = now;
    return isChange;
  });
}
