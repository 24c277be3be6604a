import { describe, expect, it } from 'vitest';
import type { Scenario } from '../sim/scenario.ts';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import { born } from './ledger.ts';
import { placeNamed } from './scene-input.ts';
import { plainCallerPart, servicePart } from './service-part.ts';
import { lookAt, namesIn, wordsIn } from './testing/look.ts';

const settings = { type: 'push-service', service: 'sns', targets: ['function', 'mail'] } as const;

/** A topic with two functions, one of which does not let it in. */
function topic(faults: Scenario['faults']): ReturnType<typeof lookAt> {
  const base = smallScenario({
    function: { name: 'stock' },
    requests: [0, 1000],
    horizonMs: 60_000,
    faults,
  });
  return lookAt({
    ...base,
    entry: 'orders',
    settings: {
      ...base.settings,
      functions: { mail: base.settings.function },
      resources: { orders: { ...settings, targets: [...settings.targets], notPermitted: ['mail'] } },
    },
  });
}

describe('a service that pushes', () => {
  it('says what each target has been handed, and what was not let in', () => {
    const input = topic([]).at(2000);
    const { marks } = servicePart(input, placeNamed(input.trace, 'orders'), settingsOf())(190);
    expect(wordsIn(marks)).toEqual(
      expect.arrayContaining(['4 notifications', 'stock', '2', '0, 2 not let in']),
    );
  });

  it('shows what it tries again, with the clock of its next attempt', () => {
    const input = topic([
      { id: 'down', title: 'down', on: true, kind: 'service-error', of: 'orders', untilMs: 30_000 },
    ]).at(3500);
    const { marks } = servicePart(input, placeNamed(input.trace, 'orders'), settingsOf())(190);
    expect(namesIn(marks)[0]).toMatch(/^Notification 1: attempt \d+ failed, again in /);
    expect(wordsIn(marks)).toContain('and 1 more');
  });
});

describe('a caller that is not followed', () => {
  it('has sent what it asked for, not what functions and queues ask for', () => {
    const scenario = smallScenario({
      requests: [0, 1000],
      function: { name: 'stock', timeoutMs: 10_000, calls: [{ to: 'mail' }] },
    });
    const { at } = lookAt({
      ...scenario,
      settings: { ...scenario.settings, functions: { mail: { ...scenario.settings.function, calls: [] } } },
    });
    const input = at(9000);
    expect(input.world.counts.offered).toBe(4);
    expect(wordsIn(plainCallerPart(input, placeNamed(input.trace, 'caller'))(190).marks)).toContain(
      '2 requests sent',
    );
  });

  it('has sent the events for the name it invokes, not those of services, nor second deliveries', () => {
    const base = smallScenario({ requests: [0, 1000], function: { name: 'stock' }, horizonMs: 60_000 });
    const { at } = lookAt({
      ...base,
      feeds: [{ to: 'orders', arrivals: { kind: 'burst', atMs: 0, count: 3 } }],
      settings: {
        ...base.settings,
        caller: { invocationType: 'Event', permitted: true, invokes: 'mail' },
        functions: { mail: base.settings.function },
        resources: { orders: { ...settings, targets: ['mail', 'function'] } },
      },
      faults: [{ id: 'twice', title: 'twice', on: true, kind: 'duplicate', of: 'mail', share: 1 }],
    });
    const input = at(9000);
    expect(born(input.trace, 'event', placeNamed(input.trace, 'mail'), input.trace.endUs)).toBe(10);
    expect(wordsIn(plainCallerPart(input, placeNamed(input.trace, 'caller'))(190).marks)).toContain(
      '2 events sent',
    );
  });
});

function settingsOf() {
  return { ...settings, targets: [...settings.targets] };
}
