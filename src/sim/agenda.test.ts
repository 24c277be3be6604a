import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Agenda } from './agenda.ts';
import { TIMERS_PER_ACTOR } from './chart.ts';

interface Entry {
  readonly atUs: number;
  readonly rank: number;
  readonly sequence: number;
}

test('gives events in the order of time, rank and sequence, whatever is set and cleared', () => {
  const command = fc.record({
    do: fc.constantFrom('set', 'set', 'clear', 'take'),
    actor: fc.nat(300),
    timer: fc.nat(TIMERS_PER_ACTOR - 1),
    atUs: fc.nat(50),
    rank: fc.nat(1),
  });
  fc.assert(
    fc.property(fc.array(command, { maxLength: 400 }), (commands) => {
      const agenda = new Agenda();
      const model = new Map<string, Entry>();
      const take = () => {
        const actor = agenda.nextActor();
        const timer = agenda.nextTimer(actor);
        const [key, entry] = [...model].sort(
          ([, a], [, b]) => a.atUs - b.atUs || a.rank - b.rank || a.sequence - b.sequence,
        )[0]!;
        expect([agenda.nextUs(), `${actor}.${timer}`, agenda.causeOf(actor, timer)]).toEqual([
          entry.atUs,
          key,
          entry.sequence,
        ]);
        model.delete(key);
        agenda.clear(actor, timer);
        agenda.settle(actor);
      };
      commands.forEach(({ do: what, actor, timer, atUs, rank }, sequence) => {
        if (what === 'set') {
          agenda.set(actor, timer, atUs, rank, 0, sequence);
          model.set(`${actor}.${timer}`, { atUs, rank, sequence });
        } else if (what === 'clear') {
          agenda.clear(actor, timer);
          model.delete(`${actor}.${timer}`);
        } else if (model.size > 0) take();
        agenda.settle(actor);
      });
      while (model.size > 0) take();
      expect(agenda.nextUs()).toBe(Infinity);
    }),
    { numRuns: 300 },
  );
});
