import { describe, expect, test } from 'vitest';
import { assign, setup } from 'xstate';
import { chartOf } from './chart.ts';
import { environmentMachine } from './machines/environment.ts';

describe('the chart of the environment', () => {
  const chart = chartOf(environmentMachine);

  test('names its states as on screen', () => {
    expect(chart.states).toEqual([
      'new',
      'create',
      'init.extensions',
      'init.runtime',
      'init.function',
      'invoke.init',
      'invoke.handler',
      'invoke.calling',
      'invoke.leftover',
      'frozen',
      'reset',
      'shutdown',
      'retired',
      'restore',
    ]);
    expect(chart.states.filter((_, code) => chart.isIdle[code])).toEqual(['frozen', 'reset']);
    expect(chart.states.filter((_, code) => chart.isFinal[code])).toEqual(['retired']);
  });

  test('gives delays that run at once different timers', () => {
    const timerOf = Object.fromEntries(chart.delays.map(({ name, timer }) => [name, timer]));
    expect(timerOf['functionInit']).not.toBe(timerOf['initLimit']);
    expect(timerOf['handler']).not.toBe(timerOf['functionTimeout']);
    expect(timerOf['environmentIdle']).not.toBe(timerOf['environmentAge']);
  });
});

describe('what a compiled machine may not have', () => {
  const base = setup({ actions: { note: () => {} }, delays: { handler: 1 }, guards: { no: () => false } });

  test.each([
    [
      'an entry action',
      base.createMachine({ initial: 'a', states: { a: { entry: 'note' } } }),
      /entry and exit actions/,
    ],
    [
      'a delay without a name',
      base.createMachine({ initial: 'a', states: { a: { after: { 5: 'b' } }, b: {} } }),
      /a delay needs a name/,
    ],
    [
      'parallel states',
      base.createMachine({ type: 'parallel', states: { a: {}, b: {} } }),
      /parallel states are not compiled/,
    ],
    [
      'an eventless transition later on',
      base.createMachine({ initial: 'a', states: { a: {}, b: { always: 'a' } } }),
      /only the initial state/,
    ],
    [
      'a transition without a target',
      base.createMachine({ initial: 'a', states: { a: { on: { arrive: { actions: 'note' } } } } }),
      /without a target/,
    ],
    [
      'an event outside the vocabulary',
      base.createMachine({ initial: 'a', states: { a: { on: { explode: 'a' } } } }),
      /the event explode is not in the vocabulary/,
    ],
    [
      'more delays at once than timers',
      setup({ delays: { handler: 1, creation: 1, initLimit: 1 } }).createMachine({
        initial: 'a',
        states: { a: { after: { handler: 'b', creation: 'b', initLimit: 'b' } }, b: {} },
      }),
      /more than 2 delays/,
    ],
    [
      'an unknown effect',
      setup({ actions: { shout: () => {} } }).createMachine({
        initial: 'a',
        states: { a: { on: { arrive: { target: 'a', actions: ['shout', assign({})] } } } },
      }),
      /the effect shout is not in the vocabulary/,
    ],
  ])('%s', (_, machine, message) => {
    expect(() => chartOf(machine)).toThrow(message);
  });
});
