import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createActors } from './actors.ts';
import type { Actors, Interpreter } from './actors.ts';
import { Agenda } from './agenda.ts';
import { eventCode } from './chart.ts';
import type { Call } from './machines/call.ts';
import { connectionMachine } from './machines/connection.ts';
import { directInvocationMachine } from './machines/direct-invocation.ts';
import { downstreamCallMachine } from './machines/downstream-call.ts';
import { environmentMachine } from './machines/environment.ts';
import type { EnvironmentContext } from './machines/environment-context.ts';
import { functionActivityMachine } from './machines/function-activity.ts';

/** Moves one actor by random events and by its own timers, and tells all that can be seen of it. */
function history(
  interpreter: Interpreter,
  machine: unknown,
  context: (clock: { nowUs: number; step: number }) => object,
  events: readonly ({ readonly type: string } | 'timer')[],
): string[] {
  const agenda = new Agenda();
  const clock = { nowUs: 0, step: 0 };
  const actors: Actors<object, { readonly type: string }> = createActors(interpreter, machine, {
    agenda,
    clock,
    kind: 0,
  });
  const tell = (what: string, taken: { reason: number; effects: readonly number[] } | null) =>
    `${clock.nowUs} ${what} ${actors.chart.states[actors.stateOf(0)]} ${taken?.reason} [${taken?.effects.join()}] next ${agenda.nextUs()}`;
  const lines = [tell('start', actors.create(0, context(clock)))];
  for (const event of events) {
    clock.step++;
    if (event !== 'timer') lines.push(tell(event.type, actors.deliver(0, eventCode(event.type), event)));
    else if (agenda.nextUs() < Infinity) {
      clock.nowUs = agenda.nextUs();
      lines.push(tell('timer', actors.fire(0, agenda.nextTimer(0))));
    }
  }
  return lines;
}

const durationUs = fc.integer({ min: 0, max: 20 });
const limitUs = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.constant(Infinity));
const call: fc.Arbitrary<Call> = fc.record({
  request: fc.nat(9),
  handlerUs: fc.oneof(durationUs, fc.constant(Infinity)),
  outcome: fc.oneof(
    fc.constant('success' as const),
    fc.constantFrom('error', 'exception', 'uncaught', 'out of memory', 'crash'),
  ),
  calls: fc.nat(3),
  eventLoopUs: fc.oneof(fc.constant(0), durationUs),
  leftoverUs: fc.oneof(fc.constant(0), durationUs),
});
const timer = fc.constant('timer' as const);

describe('the compiled interpreter takes the same steps as XState', () => {
  test('environment', () => {
    const context = fc.record({
      bornUs: fc.constant(0),
      creationUs: durationUs,
      extensionsUs: durationUs,
      runtimeUs: durationUs,
      functionUs: durationUs,
      shutdownUs: durationUs,
      initFails: fc.boolean(),
      initLimitUs: limitUs,
      timeoutUs: limitUs,
      idleLimitUs: limitUs,
      ageLimitUs: limitUs,
      origin: fc.constantFrom(
        'request' as const,
        'kept' as const,
        'warm' as const,
        'provisioned' as const,
        'snapshot' as const,
      ),
      isBefore: fc.boolean(),
      restoreUs: fc.constantFrom(-1, 0, 40, 200),
      restoreLimitUs: limitUs,
      reopens: fc.boolean(),
      call: fc.option(call),
      repeating: fc.constant(false),
      made: fc.constant(0),
      leftoverUs: fc.constant(0),
      thawedUs: fc.constant(0),
    });
    const event = fc.oneof(
      { weight: 3, arbitrary: timer },
      call.map((made) => ({ type: 'invoke' as const, call: made })),
      fc.constant({ type: 'retire' as const }),
      fc.constant({ type: 'succeed' as const }),
      fc.boolean().map((goesOn) => ({ type: 'fail' as const, goesOn })),
    );
    fc.assert(
      fc.property(context, fc.array(event, { maxLength: 30 }), (fields, events) => {
        const make = (clock: EnvironmentContext['clock']): EnvironmentContext => ({ ...fields, clock });
        expect(history('compiled', environmentMachine, make, events)).toEqual(
          history('reference', environmentMachine, make, events),
        );
      }),
      { numRuns: 400 },
    );
  });

  test('request', () => {
    const event = fc.oneof(
      fc.record({
        type: fc.constant('arrive' as const),
        permitted: fc.boolean(),
        valid: fc.boolean(),
        dryRun: fc.boolean(),
        full: fc.boolean(),
        reservedFull: fc.boolean(),
        free: fc.boolean(),
        none: fc.boolean(),
        broken: fc.boolean(),
      }),
      fc.constantFrom({ type: 'begin' as const }, { type: 'succeed' as const }, { type: 'fail' as const }),
    );
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.boolean(),
        fc.array(event, { maxLength: 8 }),
        (permitted, dryRun, events) => {
          const make = () => ({ permitted, dryRun });
          expect(history('compiled', directInvocationMachine, make, events)).toEqual(
            history('reference', directInvocationMachine, make, events),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  test('call', () => {
    const event = fc.oneof(
      timer,
      fc.boolean().map((full) => ({ type: 'connect' as const, full })),
      fc.constantFrom(
        { type: 'admit' as const },
        { type: 'abandon' as const },
        { type: 'succeed' as const },
        { type: 'fail' as const },
      ),
    );
    const flag = fc.integer({ min: 0, max: 3 }).map((drawn) => drawn === 0);
    const context = fc.record({
      denied: flag,
      hangs: flag,
      refused: flag,
      connects: flag,
      invokes: flag,
      full: flag,
      workUs: durationUs,
      fails: flag,
      done: fc.array(fc.nat(3)).map((effects) => new Set(effects)),
      effect: fc.integer({ min: -1, max: 3 }),
      idempotent: fc.boolean(),
    });
    fc.assert(
      fc.property(context, fc.array(event, { maxLength: 8 }), (fields, events) => {
        const make = () => ({ ...fields });
        expect(history('compiled', downstreamCallMachine, make, events)).toEqual(
          history('reference', downstreamCallMachine, make, events),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('connection', () => {
    const event = fc.oneof(timer, fc.constantFrom({ type: 'close' as const }, { type: 'lose' as const }));
    const context = fc.record({ refused: fc.boolean(), wasOpen: fc.boolean(), connectUs: durationUs });
    fc.assert(
      fc.property(context, fc.array(event, { maxLength: 5 }), (fields, events) => {
        const make = () => ({ ...fields });
        expect(history('compiled', connectionMachine, make, events)).toEqual(
          history('reference', connectionMachine, make, events),
        );
      }),
    );
  });

  test('function', () => {
    const event = fc.oneof(
      timer,
      fc.constant({ type: 'busy' as const }),
      limitUs.map((idleLimitUs) => ({ type: 'quiet' as const, idleLimitUs })),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), (events) => {
        const make = () => ({ idleLimitUs: Infinity });
        expect(history('compiled', functionActivityMachine, make, events)).toEqual(
          history('reference', functionActivityMachine, make, events),
        );
      }),
    );
  });
});
