/** CloudWatch alarms: the live values of their metrics, and who is told when one goes to ALARM. */
import { AlarmWindow } from '../alarm-window.ts';
import type { Statistic } from '../alarm-window.ts';
import type { Cast } from '../cast.ts';
import { eventCode } from '../chart.ts';
import type { Engine } from '../engine.ts';
import { alarmMachine } from '../machines/alarm.ts';
import type { AlarmContext, AlarmEvent, Watched } from '../machines/alarm.ts';
import { usFromMs } from '../microseconds.ts';
import { placeNumber } from '../plan.ts';
import type { Plan } from '../plan.ts';
import type { Alarm } from '../settings/change-settings.ts';
import { NONE } from '../trace.ts';
import { ANSWER } from './invoker.ts';
import type { Answer } from './invoker.ts';
import type { RequestMeter } from './request-meter.ts';

const WAKE = eventCode('wake');
const MINUTE_MS = 60_000;

/** How values of a metric become a datapoint. */
const STATISTICS: Readonly<Record<Alarm['metric'], Statistic>> = {
  Invocations: 'Sum',
  Errors: 'Sum',
  Throttles: 'Sum',
  Duration: 'Average',
  // 100 × Errors / Invocations.
  ErrorRate: 'Average',
};

interface Watch {
  readonly id: string;
  alarm: Alarm;
  place: number;
  readonly window: AlarmWindow;
  readonly watched: Watched;
  slot: number;
}

/** An alarm has gone to ALARM, in this step. */
type OnAlarm = (id: string, kind: number, number: number, cause: number) => void;

export class AlarmService implements RequestMeter {
  readonly #plan: Plan;
  readonly #engine: Engine;
  readonly #cast: Cast<AlarmContext, AlarmEvent>;
  /** In the order in which they are listed: their actors have the same numbers. */
  readonly #watches: readonly Watch[];
  readonly #inAlarm: number;
  readonly #onAlarm: OnAlarm[] = [];

  // By slot of a request: what it was asked of and came to, when it came, and when its handler began.
  readonly #asked: number[] = [];
  readonly #fns: number[] = [];
  readonly #bornUs: number[] = [];
  readonly #ranFromUs: number[] = [];

  constructor(plan: Plan, engine: Engine) {
    this.#plan = plan;
    this.#engine = engine;
    this.#cast = engine.cast('alarm', alarmMachine, (slot, timer) => this.#look(slot, timer));
    this.#inAlarm = this.#cast.chart.states.indexOf('ALARM');
    this.#watches = Object.entries(plan.scenario.settings.alarms ?? {}).map(([id, alarm]) => ({
      id,
      alarm,
      place: placeNumber(plan, alarm.of, `settings.alarms.${id}.of`),
      window: new AlarmWindow(usFromMs(alarm.periodMs ?? MINUTE_MS), alarm.evaluationPeriods ?? 1),
      watched: {
        datapoints: { breaching: 0, good: 0, missing: 0, isPremature: false },
        isAwake: true,
      },
      slot: -1,
    }));
  }

  start(): void {
    for (const watch of this.#watches) {
      const { alarm, place, watched } = watch;
      const context: AlarmContext = {
        clock: this.#engine.clock,
        periodUs: usFromMs(alarm.periodMs ?? MINUTE_MS),
        toAlarm: alarm.datapoints ?? alarm.evaluationPeriods ?? 1,
        missing: alarm.treatMissingData ?? 'missing',
        watched,
      };
      watch.slot = this.#cast.begin(context, place, -1, NONE, -1, 0);
    }
  }

  adopt(next: Plan): void {
    for (const watch of this.#watches) {
      const alarm = next.scenario.settings.alarms![watch.id]!;
      watch.alarm = alarm;
      watch.place = placeNumber(next, alarm.of, `settings.alarms.${watch.id}.of`);
      this.#cast.renew(watch.slot, {
        toAlarm: alarm.datapoints ?? alarm.evaluationPeriods ?? 1,
        missing: alarm.treatMissingData ?? 'missing',
      });
    }
  }

  /** From now on told of every alarm that goes to ALARM. */
  watch(onAlarm: OnAlarm): void {
    this.#onAlarm.push(onAlarm);
  }

  get kind(): number {
    return this.#cast.kind;
  }

  /** Number of the first of these alarms that is in the state ALARM; -1: none is. */
  ringing(ids: readonly string[]): number {
    const found = this.#watches.find(
      ({ id, slot }) => ids.includes(id) && this.#cast.stateOf(slot) === this.#inAlarm,
    );
    return found ? this.#cast.numberOf(found.slot) : -1;
  }

  turnedAway(place: number, fn: number, answer: Answer): void {
    if (answer !== ANSWER.throttled) return;
    const { nowUs } = this.#engine.clock;
    this.#measure('Throttles', place, fn, nowUs, 1);
  }

  accepted(slot: number, place: number, fn: number): void {
    const { nowUs } = this.#engine.clock;
    this.#asked[slot] = place;
    this.#fns[slot] = fn;
    this.#bornUs[slot] = nowUs;
    this.#ranFromUs[slot] = nowUs;
    this.#measure('Invocations', place, fn, nowUs, 1);
    // Each invocation tells that it was not throttled.
    this.#measure('Throttles', place, fn, nowUs, 0);
  }

  began(slot: number): void {
    this.#ranFromUs[slot] = this.#engine.clock.nowUs;
  }

  ended(slot: number, answer: Answer): void {
    const place = this.#asked[slot]!;
    const fn = this.#fns[slot]!;
    const bornUs = this.#bornUs[slot]!;
    const isError = answer === ANSWER.failed ? 1 : 0;
    this.#measure('Errors', place, fn, bornUs, isError);
    this.#measure('ErrorRate', place, fn, bornUs, 100 * isError);
    const ranUs = this.#engine.clock.nowUs - this.#ranFromUs[slot]!;
    this.#measure('Duration', place, fn, bornUs, ranUs / 1000);
  }

  /** A value of a metric: of what was asked for, of the version that ran, and of the function over all of them. */
  #measure(metric: Alarm['metric'], place: number, fn: number, atUs: number, value: number): void {
    const { nowUs } = this.#engine.clock;
    const { of } = this.#plan.functions[fn]!;
    for (const { alarm, place: own, window, watched, slot } of this.#watches) {
      if (alarm.metric !== metric || (own !== place && own !== fn && own !== of)) continue;
      window.add(atUs, value, nowUs);
      if (watched.isAwake || !window.hasValues(nowUs)) continue;
      watched.isAwake = true;
      this.#cast.deliver(slot, WAKE, { type: 'wake' }, -1, NONE, -1, 0);
    }
  }

  #look(slot: number, timer: number): void {
    const cast = this.#cast;
    const watch = this.#watches.find((one) => one.slot === slot)!;
    const { alarm, window, watched } = watch;
    const { nowUs } = this.#engine.clock;
    const toAlarm = alarm.datapoints ?? alarm.evaluationPeriods ?? 1;
    watched.datapoints = window.look(
      nowUs,
      STATISTICS[alarm.metric],
      (value) => value > alarm.above,
      toAlarm,
    );
    watched.isAwake = window.hasValues(nowUs);
    const was = cast.stateOf(slot);
    cast.fire(slot, timer, NONE, -1, watched.datapoints.breaching);
    if (was === this.#inAlarm || cast.stateOf(slot) !== this.#inAlarm) return;
    for (const onAlarm of this.#onAlarm) onAlarm(watch.id, cast.kind, cast.numberOf(slot), cast.step);
  }
}
