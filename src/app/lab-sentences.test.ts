import { describe, expect, it } from 'vitest';
import { summarize } from '../sim/summary.ts';
import { simulate } from '../sim/run.ts';
import { applySettings } from '../sim/overlay.ts';
import { ofUsers, userCounts } from '../view/user-requests.ts';
import { conclusionOf, soFar } from './conclusion.ts';
import { rulesAt } from './rules.ts';
import { TODAY } from './today.ts';
import { contentScenarios } from '../sim/testing/content-scenarios.ts';

const scenarioById = (id: string) => contentScenarios.find((scenario) => scenario.id === id);

function summaryOf(id: string, changes: Record<string, string> = {}) {
  const laid = applySettings(scenarioById(id)!, changes);
  if ('problems' in laid) throw new Error(laid.problems[0]!.message);
  return summarize(simulate(laid.scenario, rulesAt(laid.scenario.asOf ?? TODAY)));
}

describe('the conclusion', () => {
  it.each([
    ['cold-start', {}, 'start cold'],
    ['cold-start', { permitted: 'off' }, 'denied'],
    ['cold-start', { type: 'DryRun' }, 'nothing runs'],
    ['burst', { limit: '2' }, 'turned away'],
    ['slow-init', {}, 'Init is cut off once'],
    ['warm-reuse', { error: 'on' }, 'fails'],
  ] as const)('of %s with %o says %s', (id, changes, wanted) => {
    expect(conclusionOf(summaryOf(id, changes))).toContain(wanted);
  });

  it.each([
    ['requests-per-second', 'turned away: more come in a second than the account may have.'],
    ['reserved-too-low', 'turned away: no place reserved for the function is free.'],
    ['step-or-continuous', 'turned away: no environment may be made for them so soon.'],
  ])('of %s says which limit turns requests away', (id, wanted) => {
    expect(conclusionOf(summaryOf(id))).toContain(wanted);
  });

  it('speaks of the requests of users, not of those that functions and hooks make', () => {
    const scenario = scenarioById('before-hook-stops-it')!;
    const trace = simulate(scenario, rulesAt(TODAY));
    const summary = summarize(trace);
    expect(summary.counts).toMatchObject({ offered: 62, failed: 2 });
    const said = conclusionOf(ofUsers(trace, summary));
    expect(said).toContain('One of 60 starts cold, and the slowest takes 500\u202fms');
    expect(said).not.toContain('fail');
    expect(soFar(userCounts(trace, 61_000_000)!, 60)).toBe(
      'Twelve of 60 requests have arrived; one started cold.',
    );
  });

  it('takes all requests for those of users where no function makes any', () => {
    const trace = simulate(scenarioById('burst')!, rulesAt(TODAY));
    const summary = summarize(trace);
    expect(userCounts(trace, trace.endUs)).toBeNull();
    expect(ofUsers(trace, summary)).toBe(summary);
  });
});
