/** What holds of queues, in 500 random scenarios. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { simulate } from './run.ts';
import { anyQueue } from './testing/any-queue.ts';
import { idealRules } from './testing/ideal-rules.ts';
import { NONE, type Trace } from './trace.ts';
import { hashTrace } from './trace-hash.ts';

const BOUNDS = { maxSteps: 20_000 };
const { queues } = idealRules;
/** With little traffic a window lasts longer, as at AWS, and only so many messages may be in flight. */
const rules = {
  ...idealRules,
  queues: {
    ...queues,
    mapping: { ...queues.mapping!, windowLowTrafficUs: 1_500_000 },
    inFlightMax: { standard: 25, fifo: 25 },
  },
};

/** Follows every message with a memory of its own. */
function checkMessages(trace: Trace, fifo: boolean, seen: Set<string>): void {
  const kind = trace.kinds.findIndex(({ name }) => name === 'message');
  const { states } = trace.kinds[kind]!;
  const open = new Map<
    number,
    { group: number; place: number; receives: number; state: string; order: number }
  >();
  for (let step = 0; step < trace.length; step++) {
    const { name } = trace.kinds[trace.kind[step]!]!;
    if (['message', 'poller', 'mapping'].includes(name))
      seen.add(`${name} ${trace.kinds[trace.kind[step]!]!.states[trace.to[step]!]!}`);
    if (trace.kind[step] !== kind) continue;
    const actor = trace.actor[step]!;
    const state = states[trace.to[step]!]!;
    const amount = trace.amount[step]!;
    if (trace.from[step] === NONE) {
      expect(state).toBe('visible');
      open.set(actor, { group: amount, place: trace.place[step]!, receives: 0, state, order: step });
      continue;
    }
    const message = open.get(actor)!;
    const before = message.state;
    message.state = state;
    if (state === 'in flight' && before === 'visible') {
      expect(amount).toBe(++message.receives);
      if (!fifo) continue;
      // Nothing of the group that was sent before it stands there visible.
      for (const other of open.values()) {
        if (other.place !== message.place || other.group !== message.group) continue;
        if (other.order < message.order) expect(other.state).toBe('in flight');
      }
    }
    if (!['visible', 'in flight'].includes(state)) open.delete(actor);
  }
}

test('the laws hold, messages of a group keep their order, and XState takes the same steps', () => {
  const seen = new Set<string>();
  let messages = 0;
  fc.assert(
    fc.property(anyQueue, (scenario) => {
      const trace = simulate(scenario, rules, { bounds: BOUNDS });
      expect(trace.end.kind).not.toBe('law');
      const queue = scenario.settings.resources!['queue']!;
      checkMessages(trace, 'fifo' in queue && queue.fifo === true, seen);
      messages += trace.kind.filter((kind) => trace.kinds[kind]?.name === 'message').length;
      if (trace.length > 3000) return;
      const asked = simulate(scenario, rules, { bounds: BOUNDS, interpreter: 'reference' });
      expect(hashTrace(asked)).toBe(hashTrace(trace));
    }),
    { numRuns: 500, seed: 20_261_120 },
  );
  expect(messages).toBeGreaterThan(50_000);
  expect([...seen].sort()).toEqual([
    'mapping disabled',
    'mapping enabled',
    'mapping problem',
    'mapping scaling',
    'message dead-lettered',
    'message deleted',
    'message expired',
    'message filtered',
    'message in flight',
    'message visible',
    'poller gathering',
    'poller invoking',
    'poller lingering',
    'poller receiving',
    'poller stopped',
    'poller throttled',
    'poller waiting',
  ]);
}, 120_000);
