/**
 * What each switch of a scenario is for: flipped alone, exactly the claims fail that the scenario names
 * (`loadBearing`). So every fault and every cure is known to matter, and every claim says what it hangs on.
 */
import { describe, expect, it } from 'vitest';
import today from '../../content/content-date.json';
import { checkClaims } from './claims.ts';
import { layOver } from './lay-over.ts';
import { simulate } from './run.ts';
import type { LoadBearing, Scenario } from './scenario.ts';
import { placeAt } from './scenario-path.ts';
import { summarize } from './summary.ts';
import { contentScenarios } from './testing/content-scenarios.ts';
import { realRules } from './testing/real-rules.ts';

/** Ids of the claims that do not hold in a run. */
function failing(scenario: Scenario): string[] {
  const trace = simulate(scenario, realRules(scenario.asOf ?? today.today));
  expect(['horizon', 'drained']).toContain(trace.end.kind);
  return checkClaims(scenario, summarize(trace))
    .filter(({ holds }) => !holds)
    .map(({ id }) => id);
}

const pathOf = ({ tunable }: Scenario, flip: string) => tunable.find(({ key }) => key === flip)?.path ?? flip;

function flipped(scenario: Scenario, { flip, to }: LoadBearing): Scenario {
  const place = placeAt(scenario, pathOf(scenario, flip));
  const now = 'known' in place ? undefined : place.value;
  return layOver(scenario, { [flip]: to === undefined ? !now : to });
}

describe.each(contentScenarios)('$id', (scenario) => {
  const { faults, tunable, claims, loadBearing = [] } = scenario;

  it('claims what holds', () => {
    expect(claims.length).toBeGreaterThan(0);
    expect(failing(scenario)).toEqual([]);
  });

  it('says what every fault and every switch is for', () => {
    const said = loadBearing.map(({ flip }) => pathOf(scenario, flip));
    const switches = tunable.filter(({ control }) => control === 'switch').map(({ path }) => path);
    const needed = new Set([...faults.map(({ id }) => `faults.${id}.on`), ...switches]);
    expect([...needed].filter((path) => !said.includes(path))).toEqual([]);
  });

  it.each(loadBearing.map((one) => ({ ...one, name: `${one.flip} ${JSON.stringify(one.to ?? '')}` })))(
    'needs $name',
    ({ name: _, ...one }) => {
      expect(failing(flipped(scenario, one)).sort()).toEqual([...one.breaks].sort());
    },
  );

  it('says when it has drained, if its fault ends', () => {
    const ends = faults.some(({ untilMs, on }) => on && untilMs !== undefined);
    const drains = claims.some(({ measure }) => measure.startsWith('drainedMs'));
    expect(ends && !drains).toBe(false);
  });
});
