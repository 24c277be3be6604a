import { describe, expect, it } from 'vitest';
import { simulate } from '../run.ts';
import type { Scenario, Settings } from '../scenario.ts';
import { idealRules } from '../testing/ideal-rules.ts';
import { smallScenario } from '../testing/small-scenario.ts';
import { told } from '../testing/told.ts';

/** Events at these milliseconds, sent by a service; no cold starts to speak of; the handler takes 1 s. */
function eventScenario(
  atMs: readonly number[],
  fn: Partial<Settings['function']>,
  more: { faults?: Scenario['faults']; settings?: Partial<Settings> } = {},
): Scenario {
  const scenario = smallScenario({
    requests: atMs,
    function: {
      handlerMs: 1000,
      timeoutMs: 60_000,
      createMs: 0,
      init: { extensionsMs: 0, runtimeMs: 0, functionMs: 0 },
      ...fn,
    },
    ...more,
  });
  return { ...scenario, model: 'push-asynchronous', entry: 'function' };
}

const alwaysFails: Scenario['faults'] = [{ id: 'fails', title: 'fails', on: true, kind: 'function-error' }];
const story = (scenario: Scenario) => told(simulate(scenario, idealRules), ['event', 'delivery']);

describe('an event', () => {
  it('is accepted, tried and done with', () => {
    expect(story(eventScenario([0], {}))).toEqual([
      '0 event 1 -> queued (accepted)',
      '0 event 1 queued -> trying',
      '1000 event 1 trying -> succeeded (handler: returned)',
    ]);
  });

  it('is tried twice more after errors, after one minute and after two', () => {
    expect(story(eventScenario([0], {}, { faults: alwaysFails }))).toEqual([
      '0 event 1 -> queued (accepted)',
      '0 event 1 queued -> trying',
      '1000 event 1 trying -> waiting (handler: error)',
      '61000 event 1 waiting -> queued',
      '61000 event 1 queued -> trying',
      '62000 event 1 trying -> waiting (handler: error)',
      '182000 event 1 waiting -> queued',
      '182000 event 1 queued -> trying',
      '183000 event 1 trying -> retries exhausted (given up: retries exhausted)',
    ]);
  });
});
