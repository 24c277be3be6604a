import { describe, expect, test } from 'vitest';
import { simulate } from './run.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { realRules } from './testing/real-rules.ts';
import { smallQueue } from './testing/small-queue.ts';
import { told } from './testing/told.ts';
import type { Trace } from './trace.ts';
import { worldAt } from './world.ts';

type Changes = Parameters<typeof smallQueue>[0];

const MAPPING = ['message', 'poller', 'mapping'];
const run = (changes: Changes, kinds: readonly string[] = ['message']) =>
  told(simulate(smallQueue(changes), idealRules), kinds);
const bad = (which: readonly number[], more = {}) => [
  { id: 'bad', title: 'bad', on: true, kind: 'bad-item' as const, which: [...which], ...more },
];
const dead = {
  queue: { visibilityTimeoutMs: 10_000, maxReceiveCount: 2, deadLetterQueue: 'dead' },
  resources: { dead: { type: 'queue' as const } },
};
/** How many actors of the kind ever came to the state. */
function reached(trace: Trace, kind: string, state: string): number {
  const code = trace.kinds.findIndex(({ name }) => name === kind);
  const to = trace.kinds[code]!.states.indexOf(state);
  const found = new Set<number>();
  for (let step = 0; step < trace.length; step++)
    if (trace.kind[step] === code && trace.to[step] === to) found.add(trace.actor[step]!);
  return found.size;
}

describe('a message', () => {
  test('is received, handled and deleted', () => {
    expect(run({}, MAPPING)).toEqual([
      '0 mapping 1 -> enabled (polling: may read)',
      '0 poller 1 -> waiting',
      '0 message 1 -> visible',
      '0 poller 1 waiting -> receiving',
      '0 message 1 visible -> in flight',
      '0 poller 1 receiving -> invoking (batch: all there is)',
      '100 poller 1 invoking -> receiving (batch: handled)',
      '100 message 1 in flight -> deleted (deleted: handled)',
      '100 poller 1 receiving -> waiting (poll: nothing there)',
    ]);
  });

  test('that fails comes back when its visibility timeout ends, and moves after its last receive', () => {
    expect(run({ ...dead, faults: bad([1], { of: 'queue' }), horizonMs: 60_000 })).toEqual([
      '0 message 1 -> visible',
      '0 message 1 visible -> in flight',
      '10000 message 1 in flight -> visible (visible: visibility timeout)',
      '10000 message 1 visible -> in flight',
      '20000 message 1 in flight -> visible (visible: visibility timeout)',
      '20000 message 1 visible -> dead-lettered (dead-lettered: received too often)',
      '20000 message 2 -> visible (moved: from another queue)',
    ]);
  });

  test('drags its whole batch along, unless the function says what failed', () => {
    const poison = { ...dead, messages: [0, 0, 0], faults: bad([2], { of: 'queue' }) };
    const whole = simulate(smallQueue(poison), idealRules);
    expect(reached(whole, 'message', 'dead-lettered')).toBe(3);
    const partial = simulate(
      smallQueue({ ...poison, mapping: { reportBatchItemFailures: true } }),
      idealRules,
    );
    expect(reached(partial, 'message', 'dead-lettered')).toBe(1);
    expect(reached(partial, 'message', 'deleted')).toBe(2);
    expect(told(partial, ['poller'])[2]).toBe('0 poller 1 receiving -> invoking (batch: all there is)');
    expect(told(partial, ['poller'])[3]).toBe('100 poller 1 invoking -> receiving (batch: some failed)');
  });

  test('stays as long as the queue keeps it, and is received last at that age', () => {
    const retention = { retentionMs: 60_000, visibilityTimeoutMs: 30_000 };
    expect(run({ queue: retention, mapping: { enabled: false } })).toEqual([
      '0 message 1 -> visible',
      '60000 message 1 visible -> expired (expired: retention)',
    ]);
    expect(run({ queue: retention, faults: bad([1]) }).slice(-3)).toEqual([
      '60000 message 1 in flight -> visible (visible: visibility timeout)',
      '60000 message 1 visible -> in flight',
      '60000 message 1 in flight -> expired (expired: retention)',
    ]);
  });

  test('keeps its age in a dead-letter queue, unless that is FIFO', () => {
    const lines = (fifo: boolean) =>
      run({
        queue: { ...dead.queue, fifo, retentionMs: 100_000 },
        resources: { dead: { type: 'queue', fifo, retentionMs: 100_000 } },
        faults: bad([1], { of: 'queue' }),
      }).at(-1);
    expect(lines(false)).toBe('100000 message 2 visible -> expired (expired: retention)');
    expect(lines(true)).toBe('120000 message 2 visible -> expired (expired: retention)');
  });

  test('is not received while too many are in flight', () => {
    const rules = {
      ...idealRules,
      queues: { ...idealRules.queues, inFlightMax: { standard: 2, fifo: 2 } },
    };
    const scaling = { initial: 3, perMinute: 0, max: 3 };
    const scenario = smallQueue({ messages: [0, 0, 0], mapping: { batchSize: 1, scaling } });
    const steps = told(simulate(scenario, rules), ['message', 'poller']);
    expect(steps.filter((line) => line.includes('poller 3'))).toEqual([
      '0 poller 3 -> waiting',
      '0 poller 3 waiting -> receiving',
      '0 poller 3 receiving -> waiting (poll: too many in flight)',
    ]);
    expect(steps).toContain('100 message 3 visible -> in flight');
  });

  test('comes behind the others after an error: a standard queue has lost the order after an error', () => {
    const steps = run({
      messages: [0, 0, 5000],
      mapping: { batchSize: 1 },
      faults: bad([1], { untilMs: 1000 }),
    });
    expect(steps.filter((line) => line.includes('deleted')).map((line) => line.split(' ')[2])).toEqual([
      '2',
      '3',
      '1',
    ]);
  });

  test('is deleted unseen when the filter does not match', () => {
    const filtered = simulate(
      smallQueue({
        messages: [0, 0, 0, 0],
        queue: { keys: { count: 2 } },
        mapping: { filter: { keys: [2] } },
      }),
      idealRules,
    );
    expect(reached(filtered, 'message', 'filtered')).toBe(2);
    expect(reached(filtered, 'message', 'deleted')).toBe(2);
    expect(told(filtered, ['request'])).toHaveLength(3);
  });

  test('comes a second time where a copy was left, never in a FIFO queue', () => {
    const faults = [{ id: 'copy', title: 'copy', on: true, kind: 'duplicate' as const, which: [1] }];
    expect(run({ faults }).slice(-4)).toEqual([
      '100 message 1 in flight -> deleted (deleted: handled)',
      '100 message 2 -> visible (copy: delivered again)',
      '100 message 2 visible -> in flight',
      '200 message 2 in flight -> deleted (deleted: handled)',
    ]);
    expect(run({ faults, queue: { fifo: true } }).at(-1)).toBe(
      '100 message 1 in flight -> deleted (deleted: handled)',
    );
  });

  test('is received again while the first function still runs, if it is hidden too short', () => {
    const short = {
      function: { handlerMs: 2500 },
      mapping: { visibilityChecked: false, scaling: { initial: 9, perMinute: 0, max: 9 } },
    };
    expect(run({ ...short, queue: { visibilityTimeoutMs: 1000 } })).toEqual([
      '0 message 1 -> visible',
      '0 message 1 visible -> in flight',
      '1000 message 1 in flight -> visible (visible: visibility timeout)',
      '1000 message 1 visible -> in flight',
      '2000 message 1 in flight -> visible (visible: visibility timeout)',
      '2000 message 1 visible -> in flight',
      '2500 message 1 in flight -> deleted (deleted: late)',
    ]);
    const kept = run({ ...short, queue: { visibilityTimeoutMs: 1000, lateDelete: false }, horizonMs: 5000 });
    expect(kept).toContain('2500 message 1 in flight -> in flight (kept: receipt too old)');
    // What was kept stays hidden as long as it was.
    expect(kept).toContain('3000 message 1 in flight -> visible (visible: visibility timeout)');
  });
});

describe('a batch', () => {
  // Worked example of the guide: a window of 40 s that opens at 7 s.
  const window = { windowMs: 40_000, batchSize: 10 };
  const queue = { visibilityTimeoutMs: 300_000 };
  const sent = (changes: Changes) =>
    run({ queue, mapping: window, ...changes }, ['poller']).filter((line) => line.includes('-> invoking'));

  test('is sent when its window ends', () => {
    expect(sent({ messages: [7000, 9000, 11_000, 20_000, 46_000] })).toEqual([
      '47000 poller 1 gathering -> invoking (batch: window over)',
    ]);
  });

  test('is sent before when it is full', () => {
    const messages = Array.from({ length: 10 }, (_, index) => 7000 + index * 1000);
    expect(sent({ messages })).toEqual(['16000 poller 1 gathering -> invoking (batch: full)']);
  });

  test('is sent before when more would not fit', () => {
    const rules = {
      ...idealRules,
      queues: { ...idealRules.queues, mapping: { ...idealRules.queues.mapping!, payloadBytes: 6_291_456 } },
    };
    const messages = [7000, 8000, 9000, 10_000];
    const scenario = smallQueue({ queue: { ...queue, messageBytes: 2_000_000 }, mapping: window, messages });
    expect(told(simulate(scenario, rules), ['poller'])).toContain(
      '9000 poller 1 gathering -> invoking (batch: payload limit)',
    );
  });

  test('waits longer than a short window with little traffic at AWS', () => {
    const { pollEveryMs: _, ...poll } = smallQueue().settings.mappings!['poll'] as { pollEveryMs: number };
    const scenario = (windowMs: number) => {
      const small = smallQueue({ messages: [0, 100], queue });
      return {
        ...small,
        settings: { ...small.settings, mappings: { poll: { ...poll, windowMs } as never } },
      };
    };
    const at = (windowMs: number) =>
      told(simulate(scenario(windowMs), realRules('2026-11-20')), ['poller']).filter((line) =>
        line.includes('-> invoking'),
      );
    expect(at(5000)).toEqual(['20000 poller 1 lingering -> invoking (batch: poll over)']);
    expect(at(30_000)).toEqual(['30000 poller 1 gathering -> invoking (batch: window over)']);
  });

  test('of five whose second and fourth fail deletes the other three', () => {
    const steps = run({
      messages: [0, 0, 0, 0, 0],
      mapping: { reportBatchItemFailures: true },
      faults: bad([2, 4], { untilMs: 5000 }),
    });
    expect(steps.filter((line) => line.startsWith('100 '))).toEqual([
      '100 message 1 in flight -> deleted (deleted: handled)',
      '100 message 3 in flight -> deleted (deleted: handled)',
      '100 message 5 in flight -> deleted (deleted: handled)',
    ]);
    expect(steps.filter((line) => line.startsWith('10000 '))).toEqual([
      '10000 message 2 in flight -> visible (visible: visibility timeout)',
      '10000 message 4 in flight -> visible (visible: visibility timeout)',
      '10000 message 2 visible -> in flight',
      '10000 message 4 visible -> in flight',
    ]);
  });

  test('that is turned away is tried again until its messages are visible, and the receive counts', () => {
    const changes = {
      ...dead,
      function: { reservedConcurrency: 0 },
      mapping: { throttleBackOff: { firstMs: 4000, factor: 1, capMs: 4000 } },
    };
    expect(run(changes, ['poller', 'message']).slice(2, 11)).toEqual([
      '0 poller 1 waiting -> receiving',
      '0 message 1 visible -> in flight',
      '0 poller 1 receiving -> invoking (batch: all there is)',
      '0 poller 1 invoking -> throttled (throttled: reserved concurrency)',
      '4000 poller 1 throttled -> invoking (batch: tried again)',
      '4000 poller 1 invoking -> throttled (throttled: reserved concurrency)',
      '8000 poller 1 throttled -> invoking (batch: tried again)',
      '8000 poller 1 invoking -> throttled (throttled: reserved concurrency)',
      '10000 message 1 in flight -> visible (visible: visibility timeout)',
    ]);
    const trace = simulate(smallQueue(changes), idealRules);
    expect(reached(trace, 'message', 'dead-lettered')).toBe(1);
    expect(reached(trace, 'request', 'running')).toBe(0);
  });
});

describe('a FIFO queue', () => {
  const most = (trace: Trace) => {
    let atOnce = 0;
    for (let atUs = 0; atUs <= trace.endUs; atUs += 50_000)
      atOnce = Math.max(atOnce, worldAt(trace, atUs).requests.length);
    return atOnce;
  };

  test('has one batch a group at a time: six groups, six at once', () => {
    const scenario = smallQueue({
      queue: { fifo: true, backlog: 120, keys: { count: 6 } },
      mapping: { maximumConcurrency: 10, batchSize: 10, scaling: { initial: 10, perMinute: 0, max: 10 } },
      messages: [],
    });
    expect(most(simulate(scenario, idealRules))).toBe(6);
  });

  test('holds a group back behind its failing message, and only that group', () => {
    const steps = run({
      messages: [0, 0, 0, 0],
      queue: { fifo: true, keys: { count: 2 } },
      mapping: { batchSize: 1, scaling: { initial: 2, perMinute: 0, max: 2 } },
      faults: bad([1], { untilMs: 5000 }),
    });
    expect(steps.slice(4)).toEqual([
      '0 message 1 visible -> in flight',
      '0 message 2 visible -> in flight',
      '100 message 2 in flight -> deleted (deleted: handled)',
      '100 message 4 visible -> in flight',
      '200 message 4 in flight -> deleted (deleted: handled)',
      '10000 message 1 in flight -> visible (visible: visibility timeout)',
      '10000 message 1 visible -> in flight',
      '10100 message 1 in flight -> deleted (deleted: handled)',
      '10100 message 3 visible -> in flight',
      '10200 message 3 in flight -> deleted (deleted: handled)',
    ]);
  });

  test('a partial response gives back everything from the first failure on', () => {
    const steps = run({
      messages: [0, 0, 0],
      queue: { fifo: true },
      mapping: { reportBatchItemFailures: true },
      faults: bad([2], { untilMs: 5000 }),
    });
    expect(steps.filter((line) => line.startsWith('100 '))).toEqual([
      '100 message 1 in flight -> deleted (deleted: handled)',
    ]);
  });
});

describe('a mapping', () => {
  test('reads nothing while the role may not, and drains once it may', () => {
    const missing = {
      id: 'role',
      title: 'role',
      on: true,
      kind: 'permission-missing' as const,
      of: 'poll',
      fromMs: 1000,
      untilMs: 9000,
    };
    expect(run({ messages: [0, 5000], faults: [missing] }, ['mapping', 'message', 'request'])).toEqual([
      '0 mapping 1 -> enabled (polling: may read)',
      '0 message 1 -> visible',
      '0 message 1 visible -> in flight',
      '0 request 1 -> waiting (cold: no environment)',
      '0 request 1 waiting -> running (began)',
      '100 request 1 running -> succeeded (handler: returned)',
      '100 message 1 in flight -> deleted (deleted: handled)',
      '1000 mapping 1 enabled -> problem (problem: role may not read)',
      '5000 message 2 -> visible',
      '9000 mapping 1 problem -> enabled (polling: may read)',
      '9000 message 2 visible -> in flight',
      '9000 request 2 -> running (routed: most recently used)',
      '9100 request 2 running -> succeeded (handler: returned)',
      '9100 message 2 in flight -> deleted (deleted: handled)',
    ]);
  });

  const pollers = (changes: Changes, rules = idealRules) => {
    const scenario = smallQueue({ queue: { backlog: 100_000 }, messages: [], ...changes });
    const trace = simulate(scenario, rules);
    const kind = trace.kinds.findIndex(({ name }) => name === 'mapping');
    return Array.from({ length: trace.length }, (_, step) => step)
      .filter((step) => trace.kind[step] === kind)
      .map((step) => `${trace.at[step]! / 60_000_000}: ${trace.amount[step]!}`);
  };
  const slow = { function: { handlerMs: 3000 }, horizonMs: 300_000 };

  test('adds pollers at full minutes by the rate of its date', () => {
    const { scaling: _, ...poll } = smallQueue().settings.mappings!['poll'] as { scaling: unknown };
    const at = (day: string) => {
      const small = smallQueue({
        queue: { backlog: 100_000 },
        messages: [],
        ...slow,
        concurrencyLimit: 5000,
      });
      const scenario = { ...small, settings: { ...small.settings, mappings: { poll: poll as never } } };
      const trace = simulate(scenario, realRules(day));
      const kind = trace.kinds.findIndex(({ name }) => name === 'mapping');
      return Array.from(trace.amount.filter((_amount, step) => trace.kind[step] === kind));
    };
    expect(at('2020-01').slice(0, 6)).toEqual([5, 5, 65, 125, 185, 245]);
    expect(at('2024-01').slice(0, 4)).toEqual([5, 5, 305, 605]);
  });

  test('grows no further than its maximum, and shrinks when it is quiet', () => {
    expect(
      pollers({
        ...slow,
        queue: { backlog: 1500 },
        mapping: { scaling: { initial: 2, perMinute: 3, max: 7 }, maximumConcurrency: 4 },
      }),
    ).toEqual(['0: 2', '0: 2', '1: 4', '2: 4', '3: 2']);
  });

  test('has so many batches for each provisioned poller', () => {
    const provisioned = { minimumPollers: 2, maximumPollers: 3 };
    const scenario = smallQueue({ queue: { backlog: 5000 }, messages: [], ...slow });
    const { scaling: _, ...poll } = scenario.settings.mappings!['poll'] as { scaling: unknown };
    const trace = simulate(
      {
        ...scenario,
        settings: { ...scenario.settings, mappings: { poll: { ...poll, provisioned } as never } },
      },
      idealRules,
    );
    expect(reached(trace, 'poller', 'waiting')).toBe(30);
  });
});

test('what stands in a queue costs no timer each', () => {
  const standing = smallQueue({ queue: { backlog: 100_000 }, mapping: { enabled: false }, messages: [] });
  const trace = simulate({ ...standing, horizonMs: 1000 }, idealRules);
  expect(worldAt(trace, 1_000_000).actors['message']).toHaveLength(100_000);
  expect(trace.length).toBe(100_001);
});
