import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { simulate } from '../sim/run.ts';
import type { Scenario } from '../sim/scenario.ts';
import { realRules } from '../sim/testing/real-rules.ts';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import { releaseConclusion } from './release-conclusion.ts';

const rules = realRules('2026-11-20');
function concluded(scenario: Scenario, atMs?: number): string {
  const trace = simulate(scenario, rules);
  return releaseConclusion(trace, scenario, atMs === undefined ? trace.endUs : atMs * 1000);
}
const called = (name: string) => ({
  caller: { invocationType: 'RequestResponse' as const, permitted: true, invokes: name },
});
const versions = { revisions: { r2: { errorShare: 1 } }, versions: { '1': {}, '2': { revision: 'r2' } } };

describe('what a release comes to', () => {
  it('counts where the requests of an alias go, and which of them fail', () => {
    const scenario = {
      ...smallScenario({
        arrivals: { kind: 'constant', everyMs: 100, count: 10 },
        function: { ...versions, aliases: { live: { version: '1' } } },
        settings: called('function:live'),
        horizonMs: 5_000,
      }),
      changes: [
        {
          kind: 'update-alias' as const,
          id: 'move',
          title: 'Move',
          on: true,
          atMs: 550,
          alias: 'live',
          version: '2',
        },
      ],
    };
    expect(concluded(scenario)).toBe(
      'Through the alias live six requests go to version 1 and four to version 2; all four of version 2 fail.',
    );
    expect(concluded(scenario, 300)).toBe(
      'Through the alias live four requests go to version 1 and none to version 2.',
    );
  });

  it('says when a version is named past its alias', () => {
    const scenario = smallScenario({
      requests: [0, 500],
      function: { ...versions, aliases: { live: { version: '2' } } },
      settings: called('function:1'),
    });
    expect(concluded(scenario)).toBe('Two requests name version 1, none the alias live.');
  });

  it('says why a package is refused, and that there is no function', () => {
    const scenario = smallScenario({
      requests: [100],
      function: { package: { sizeMb: 90, unzippedMb: 260 } },
    });
    expect(concluded(scenario)).toBe('A package is refused: too large unzipped. There is no function.');
  });

  it('gives each reason for which packages are refused, and tells that another is let in after them', () => {
    const base = smallScenario({
      requests: [100],
      function: {
        package: { sizeMb: 20 },
        revisions: {
          uploaded: { package: { by: 'upload', sizeMb: 60 } },
          larger: { package: { by: 's3', sizeMb: 90, unzippedMb: 260 } },
          smaller: { package: { by: 's3', sizeMb: 60 } },
        },
      },
      horizonMs: 5_000,
    });
    const change = (revision: string, atMs: number) => ({
      kind: 'update-function-code' as const,
      id: revision,
      title: revision,
      on: true,
      atMs,
      revision,
    });
    const scenario = {
      ...base,
      changes: [change('uploaded', 1_000), change('larger', 2_000), change('smaller', 3_000)],
    };
    const both = 'Two packages are refused: one too large to upload, one too large unzipped.';
    expect(concluded(scenario, 2_500)).toBe(`${both} The code before it goes on.`);
    expect(concluded(scenario)).toBe(`${both} A later one is let in.`);
  });

  it('says why nobody is let in where the network has not let the function come to be', () => {
    const file = new URL('../../content/scenarios/vpc-role-missing.json', import.meta.url);
    const scenario = JSON.parse(readFileSync(file, 'utf8')) as Scenario;
    expect(concluded(scenario)).toBe('Four requests are turned away: no such function.');
  });

  it('says how callers fare beside events, which have the other sentence', () => {
    const base = smallScenario({ requests: [0, 100] });
    const scenario: Scenario = {
      ...base,
      settings: {
        ...base.settings,
        function: { ...base.settings.function, name: 'Tickets' },
        functions: { letters: base.settings.function },
        resources: { sold: { type: 'push-service', service: 'sns', targets: ['letters'] } },
      },
      feeds: [{ to: 'sold', arrivals: { kind: 'burst', atMs: 0, count: 3 } }],
    };
    expect(concluded(scenario)).toBe('Two requests to Tickets succeed.');
    expect(concluded(base)).toBe('');
  });

  it('says nothing of a run without any of this', () => {
    expect(concluded(smallScenario({ requests: [0] }))).toBe('');
  });
});
