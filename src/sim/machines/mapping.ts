/**
 * An event source mapping: Lambda's own reader of a stream or a queue, and how many batches of a queue
 * it has under way at once.
 *
 * `amount` of its steps: pollers it wants (concurrent batches) from now on; 0 for streams.
 *
 * Sources, read 2026-11-20: AWS Lambda Developer Guide, "How Lambda processes records from stream and
 * queue-based event sources" (a mapping is enabled or disabled; it reads with the function's execution
 * role, and what went wrong stands in LastProcessingResult), "Configuring scaling behavior for SQS event
 * source mappings" (five batches at first, more each minute while messages are there, fewer when
 * it is quiet). How it grows within the minute and how it shrinks is not documented: it does both at full
 * minutes (simplification `poller-ramp`).
 */
import { assign, setup } from 'xstate';
import type { Reason } from '../vocabulary.ts';

const MINUTE_US = 60_000_000;

/** How many batches a mapping of a queue may have under way. */
export interface PollerBounds {
  /** At the beginning, and again when messages come after a quiet time. */
  readonly initial: number;
  /** Added at each full minute while messages wait. */
  readonly perMinute: number;
  readonly max: number;
  /** What it goes down to when it is quiet. */
  readonly least: number;
}

/** What the mapping sees of its source; changed by its service, read here. */
export interface Demand {
  /** Messages that could be received now and that no poller is about to receive. */
  waiting: number;
  /** Pollers with nothing to do. */
  idle: number;
}

export interface MappingContext {
  readonly clock: { readonly nowUs: number };
  /** When it is made, µs. */
  readonly createdAtUs: number;
  readonly enabled: boolean;
  /** Whether the execution role may read the source at a time (µs). */
  readonly mayRead: (nowUs: number) => boolean;
  /** Times at which that changes, µs, ascending. */
  readonly permissionChangesUs: readonly number[];
  readonly bounds: PollerBounds;
  readonly demand: Readonly<Demand>;
  /** Pollers it wants. */
  pollers: number;
}

export type MappingEvent =
  /** Messages wait and no poller is free. */
  | { type: 'backlog' }
  /** Its settings are others from now on. */
  | { type: 'update' };

/** For a mapping whose readers are told by its source: one for each shard. */
export const noBounds: PollerBounds = { initial: 0, perMinute: 0, max: 0, least: 0 };

const toProblem = {
  guard: 'mayNotRead',
  target: 'problem',
  actions: [{ type: 'note', params: { reason: 'problem: role may not read' } }, 'stopPolling'],
} as const;

const toDisabled = {
  guard: 'isDisabled',
  target: 'disabled',
  actions: [{ type: 'note', params: { reason: 'disabled: by its setting' } }, 'stopPolling'],
} as const;

const toEnabled = {
  target: 'enabled',
  actions: [
    { type: 'note', params: { reason: 'polling: may read' } },
    assign<MappingContext, MappingEvent, undefined, MappingEvent, never>({
      pollers: ({ context }) => context.bounds.initial,
    }),
    'startPolling',
  ],
} as const;

/** Reads on by other settings: with as many pollers as it may have. */
const updated = <State extends string>(state: State) =>
  [
    toDisabled,
    toProblem,
    {
      guard: 'isOutOfBounds',
      target: state,
      reenter: true,
      actions: [
        { type: 'note', params: { reason: 'pollers: by its setting' } },
        assign<MappingContext, MappingEvent, undefined, MappingEvent, never>({
          pollers: ({ context: { pollers, bounds } }) =>
            Math.min(bounds.max, Math.max(bounds.least, pollers)),
        }),
        'scalePollers',
      ],
    },
    {
      target: state,
      reenter: true,
      actions: { type: 'note', params: { reason: 'polling: by other settings' } },
    },
  ] as const;

export const mappingMachine = setup({
  types: {
    context: {} as MappingContext,
    events: {} as MappingEvent,
    input: {} as MappingContext,
  },
  guards: {
    isDisabled: ({ context }) => !context.enabled,
    isEnabled: ({ context }) => context.enabled,
    mayNotReadNow: ({ context }) => context.enabled && !context.mayRead(context.clock.nowUs),
    isMadeLater: ({ context }) => context.createdAtUs > context.clock.nowUs,
    mayNotRead: ({ context }) => !context.mayRead(context.clock.nowUs),
    isBelowInitial: ({ context }) => context.pollers < context.bounds.initial,
    mayGrow: ({ context }) => context.pollers < context.bounds.max,
    needsMore: ({ context }) => context.demand.waiting > 0 && context.pollers < context.bounds.max,
    isFull: ({ context }) => context.demand.waiting > 0,
    isQuiet: ({ context }) => context.demand.idle >= context.pollers,
    isOutOfBounds: ({ context: { pollers, bounds } }) => pollers > bounds.max || pollers < bounds.least,
    hasIdle: ({ context }) => context.demand.idle > 0 && context.pollers > context.bounds.least,
  },
  delays: {
    mappingCreation: ({ context }) => Math.max(0, context.createdAtUs - context.clock.nowUs),
    permissionChange: ({ context }) => {
      const { nowUs } = context.clock;
      const next = context.permissionChangesUs.find((atUs) => atUs > nowUs);
      return next === undefined ? Infinity : next - nowUs;
    },
    fullMinute: ({ context }) => MINUTE_US - (context.clock.nowUs % MINUTE_US),
  },
  actions: {
    note: (_, _params: { reason: Reason }) => {},
    startPolling: () => {},
    stopPolling: () => {},
    scalePollers: () => {},
  },
}).createMachine({
  id: 'mapping',
  context: ({ input }) => input,
  initial: 'new',
  states: {
    new: {
      always: [
        {
          guard: 'isDisabled',
          target: 'disabled',
          actions: { type: 'note', params: { reason: 'disabled: by its setting' } },
        },
        { guard: 'isMadeLater', target: 'creating' },
        toProblem,
        toEnabled,
      ],
    },
    creating: { after: { mappingCreation: [toProblem, toEnabled] } },
    disabled: {
      on: {
        update: [
          { ...toProblem, guard: 'mayNotReadNow' },
          { ...toEnabled, guard: 'isEnabled' },
        ],
      },
    },
    problem: {
      after: { permissionChange: toEnabled },
      on: {
        update: [
          toDisabled,
          {
            guard: 'mayNotRead',
            target: 'problem',
            reenter: true,
            actions: { type: 'note', params: { reason: 'problem: role may not read' } },
          },
          toEnabled,
        ],
      },
    },
    enabled: {
      after: { permissionChange: toProblem },
      on: {
        update: updated('enabled'),
        backlog: [
          {
            guard: 'isBelowInitial',
            target: 'scaling',
            actions: [
              { type: 'note', params: { reason: 'pollers: as at first' } },
              assign({ pollers: ({ context }) => context.bounds.initial }),
              'scalePollers',
            ],
          },
          {
            guard: 'mayGrow',
            target: 'scaling',
            actions: { type: 'note', params: { reason: 'pollers: all at work' } },
          },
        ],
      },
    },
    scaling: {
      on: { update: updated('scaling') },
      after: {
        permissionChange: toProblem,
        fullMinute: [
          {
            guard: 'needsMore',
            target: 'scaling',
            reenter: true,
            actions: [
              { type: 'note', params: { reason: 'pollers: more' } },
              assign({
                pollers: ({ context: { pollers, bounds } }) =>
                  Math.min(bounds.max, pollers + bounds.perMinute),
              }),
              'scalePollers',
            ],
          },
          {
            guard: 'isFull',
            target: 'scaling',
            reenter: true,
            actions: { type: 'note', params: { reason: 'pollers: no more' } },
          },
          {
            guard: 'isQuiet',
            target: 'enabled',
            actions: [
              { type: 'note', params: { reason: 'pollers: fewest' } },
              assign({ pollers: ({ context }) => context.bounds.least }),
              'scalePollers',
            ],
          },
          {
            guard: 'hasIdle',
            target: 'scaling',
            reenter: true,
            actions: [
              { type: 'note', params: { reason: 'pollers: fewer' } },
              assign({
                pollers: ({ context: { pollers, bounds, demand } }) =>
                  Math.max(bounds.least, pollers - demand.idle),
              }),
              'scalePollers',
            ],
          },
          {
            target: 'scaling',
            reenter: true,
            actions: { type: 'note', params: { reason: 'pollers: as before' } },
          },
        ],
      },
    },
  },
});
