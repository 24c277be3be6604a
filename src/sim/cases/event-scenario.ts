/** Reference cases about asynchronous events as scenarios, and what is measured on their runs. */
import type { Arrivals, Fault, Scenario } from '../scenario.ts';
import type { AsyncSettings } from '../settings/async-settings.ts';
import type { Distribution } from '../settings/quantity.ts';
import { NONE } from '../trace.ts';
import type { Trace } from '../trace.ts';
import { caseScenario } from './case-scenario.ts';

interface EventCase {
  readonly id: string;
  readonly seed?: number;
  readonly horizonMs: number;
  readonly arrivals: Arrivals;
  readonly handlerMs: Distribution;
  readonly async: AsyncSettings;
  readonly faults?: Scenario['faults'];
  readonly concurrencyLimit?: number | null;
  readonly settings?: Partial<Scenario['settings']>;
  readonly function?: Partial<Scenario['settings']['function']>;
}

/** A case whose events come to the function's own queue; nothing starts cold, no environment is ever let go. */
export function eventScenario(of: EventCase): Scenario {
  const scenario = caseScenario({
    id: of.id,
    seed: of.seed ?? 1,
    horizonMs: of.horizonMs,
    arrivals: of.arrivals,
    handlerMs: of.handlerMs,
    idleMs: null,
    concurrencyLimit: of.concurrencyLimit ?? null,
  });
  const { caller: _, ...settings } = scenario.settings;
  return {
    ...scenario,
    model: 'push-asynchronous',
    entry: 'function',
    faults: of.faults ?? [],
    settings: {
      ...settings,
      ...of.settings,
      // Five minutes: as long as functions could run at any date.
      function: { ...settings.function, timeoutMs: 300_000, async: of.async, ...of.function },
    },
  };
}

/** The function fails at each attempt, or at this share of them. */
export function failing(share?: number): Fault {
  return {
    id: 'fails',
    title: 'fails',
    on: true,
    kind: 'function-error',
    ...(share === undefined ? {} : { share }),
  };
}

/** Times (ms) of the steps of one kind of actor into a state. */
export function timesInto(trace: Trace, kindName: string, state: string, actor?: number): number[] {
  const kind = trace.kinds.findIndex(({ name }) => name === kindName);
  const code = trace.kinds[kind]!.states.indexOf(state);
  const times: number[] = [];
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== kind || trace.to[step] !== code || trace.from[step] === code) continue;
    if (actor === undefined || trace.actor[step] === actor) times.push(trace.at[step]! / 1000);
  }
  return times;
}

/** How events waited for their first attempt, of those that came after the warm-up. */
export function waitsOf(trace: Trace, warmUpUs: number) {
  const kind = trace.kinds.findIndex(({ name }) => name === 'event');
  const trying = trace.kinds[kind]!.states.indexOf('trying');
  const cameUs: number[] = [];
  let events = 0;
  let waited = 0;
  let sumUs = 0;
  for (let step = 0; step < trace.length; step += 1) {
    if (trace.kind[step] !== kind) continue;
    const actor = trace.actor[step]!;
    const at = trace.at[step]!;
    if (trace.from[step] === NONE) cameUs[actor] = at;
    if (trace.to[step] !== trying || cameUs[actor]! < warmUpUs) continue;
    events += 1;
    sumUs += at - cameUs[actor]!;
    if (at > cameUs[actor]!) waited += 1;
  }
  return { events, pWait: waited / events, meanWaitSec: sumUs / events / 1e6 };
}
