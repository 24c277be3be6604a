/**
 * A CloudWatch alarm on a metric of a function, version or alias: at the end of each period it looks at the
 * last ones and goes to the state they mean. It rests while there is nothing to look at.
 *
 * Amount of a step: datapoints above the threshold.
 *
 * Source, read 2026-11-20: Amazon CloudWatch User Guide, "Using Amazon CloudWatch alarms" (the three states;
 * it begins with INSUFFICIENT_DATA), "Alarm evaluation" (ALARM if M of the last N datapoints breach),
 * "Configuring how CloudWatch alarms treat missing data". CloudWatch looks for somewhat more datapoints than
 * N where some are missing, and each takes a while to arrive: simplification `alarm-at-once`.
 */
import { setup } from 'xstate';
import type { Datapoints } from '../alarm-window.ts';

/** What the alarm sees of its metric; changed by its service, read here. */
export interface Watched {
  datapoints: Datapoints;
  /** There are values in the periods it looks at, or it has not looked yet. */
  isAwake: boolean;
}

export interface AlarmContext {
  readonly clock: { readonly nowUs: number };
  readonly periodUs: number;
  /** How many datapoints must breach. */
  readonly toAlarm: number;
  readonly missing: 'missing' | 'ignore' | 'breaching' | 'notBreaching';
  readonly watched: Readonly<Watched>;
}

/** There is a value again. */
export type AlarmEvent = { type: 'wake' };

/** What missing datapoints are taken for. */
function breaching({ watched: { datapoints }, missing }: AlarmContext): number {
  return datapoints.breaching + (missing === 'breaching' ? datapoints.missing : 0);
}

const isNeutral = ({ missing }: AlarmContext) => missing === 'missing' || missing === 'ignore';

const isAlarm = (context: AlarmContext) =>
  breaching(context) >= context.toAlarm || (isNeutral(context) && context.watched.datapoints.isPremature);

const isUnknown = ({ watched: { datapoints }, missing }: AlarmContext) =>
  missing === 'missing' && datapoints.breaching + datapoints.good === 0;

const again = { reenter: true } as const;

export const alarmMachine = setup({
  types: {
    context: {} as AlarmContext,
    events: {} as AlarmEvent,
    input: {} as AlarmContext,
  },
  guards: {
    breachesEnough: ({ context }) => isAlarm(context),
    hasNoData: ({ context }) => isUnknown(context),
    isWithin: ({ context }) =>
      !isAlarm(context) && (!isNeutral(context) || context.watched.datapoints.good > 0),
  },
  delays: {
    fullPeriod: ({ context: { clock, periodUs, watched } }) =>
      watched.isAwake ? periodUs - (clock.nowUs % periodUs) : Infinity,
  },
}).createMachine({
  id: 'alarm',
  context: ({ input }) => input,
  initial: 'INSUFFICIENT_DATA',
  states: {
    INSUFFICIENT_DATA: {
      on: { wake: { target: 'INSUFFICIENT_DATA', ...again } },
      after: {
        fullPeriod: [
          { guard: 'breachesEnough', target: 'ALARM' },
          { guard: 'isWithin', target: 'OK' },
          { target: 'INSUFFICIENT_DATA', ...again },
        ],
      },
    },
    OK: {
      on: { wake: { target: 'OK', ...again } },
      after: {
        fullPeriod: [
          { guard: 'breachesEnough', target: 'ALARM' },
          { guard: 'hasNoData', target: 'INSUFFICIENT_DATA' },
          { target: 'OK', ...again },
        ],
      },
    },
    ALARM: {
      on: { wake: { target: 'ALARM', ...again } },
      after: {
        fullPeriod: [
          { guard: 'isWithin', target: 'OK' },
          { guard: 'hasNoData', target: 'INSUFFICIENT_DATA' },
          { target: 'ALARM', ...again },
        ],
      },
    },
  },
});
