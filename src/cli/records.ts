/** What destinations and dead-letter queues get, as AWS writes it: a line of JSON for each delivery. */
import { sentRecord } from '../sim/sent-record.ts';
import type { Trace } from '../sim/trace.ts';
import type { Prepared } from './prepare.ts';

/** Moment, role, target, whether it arrived, and the record itself. */
export function* recordLines(trace: Trace, { scenario, rules }: Prepared): Generator<string> {
  for (let step = 0; step < trace.length; step += 1) {
    const { name, states } = trace.kinds[trace.kind[step]!]!;
    if (name !== 'delivery') continue;
    const record = sentRecord(trace, step, scenario, rules.asOf);
    if (record === null) continue;
    yield JSON.stringify({
      atMs: trace.at[step]! / 1000,
      to: trace.places[trace.place[step]!]!.name,
      why: trace.reasons[trace.reason[step]!],
      end: states[trace.to[step]!],
      record,
    });
  }
}
