import type { Fact } from '../src/cost/fact.ts';
import type { PricedFact } from '../src/cost/priced-fact.ts';

const TOPIC = 'pricing';
/** Facts of other topics that a bill and its answers are reckoned by: /tmp that costs nothing, memory that may be set. */
const OTHERS: readonly string[] = ['tmp-size', 'memory-min', 'memory-max', 'memory-cpu-ratio'];

/** The facts that a bill is made of. Where each was read and what is noted of it stands where the page's prices lead to. */
export function billFacts(facts: readonly Fact[]): readonly PricedFact[] {
  return facts
    .filter(({ id, topic }) => topic === TOPIC || OTHERS.includes(id))
    .map(({ id, title, start, history }) => ({
      id,
      title,
      start,
      history: history.map(({ from, datePrecision, value }) => ({ from, datePrecision, value })),
    }));
}
