import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulate } from '../sim/run.ts';
import type { Scenario } from '../sim/scenario.ts';
import { idealRules } from '../sim/testing/ideal-rules.ts';
import { contentScenarios } from '../sim/testing/content-scenarios.ts';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import { worldAt } from '../sim/world.ts';
import { boardScene } from './board.ts';
import type { Mark } from './mark.ts';
import { marksNamed } from './testing/look.ts';
import { smallRelease } from './testing/small-release.ts';

/** What is under way in a run's picture at a moment, ms, at a pace. */
function flightsOf(scenario: Scenario) {
  const trace = simulate(scenario, idealRules);
  return (atMs: number, flightMs: number, width = 958): Mark[] => {
    const atUs = atMs * 1000;
    const world = worldAt(trace, atUs);
    const input = { trace, scenario, rules: idealRules, world, atUs, width, flightUs: flightMs * 1000 };
    return marksNamed(boardScene(input).marks, 'flights');
  };
}

interface Token {
  readonly key: string;
  readonly x: number;
  readonly y: number;
}

function tokensIn(marks: readonly Mark[]): Token[] {
  return marks[0]!.parts!.flatMap(({ key, parts = [] }) => {
    const unit = parts.find((part) => part.key === 'unit');
    if (!unit) return [];
    const [x, y] = String(unit.attrs['transform'])
      .match(/-?[\d.]+/g)!
      .map(Number) as [number, number];
    return [{ key, x, y }];
  });
}

const ratesIn = (marks: readonly Mark[]) => marksNamed(marks, 'rate ').map(({ label }) => label);

const kindOf = ({ key }: Token) => key.split(' ')[0]!;
const isBack = ({ key }: Token) => key.endsWith(' back');

/** Ten requests a second, each of which calls a table: on both wires there is as much, out and back. */
const steady = smallScenario({
  arrivals: { kind: 'constant', everyMs: 100, count: 300 },
  horizonMs: 40_000,
  function: { calls: [{ to: 'table' }] },
  settings: {
    concurrencyLimit: null,
    resources: { table: { type: 'downstream', service: 'dynamodb', latencyMs: 10 } },
  },
});

describe('units on a short wire', () => {
  const at = flightsOf(steady);

  it('are told by their rate where they have less room than they need, each way', () => {
    const marks = at(10_000, 450);
    expect(tokensIn(marks)).toEqual([]);
    expect(ratesIn(marks).map((label) => label!.split(':')[0])).toEqual(
      expect.arrayContaining(['Requests', 'Calls']),
    );
  });

  it('are single at a pace that gives them room, requests and answers on lanes of their own', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5000, max: 20_000 }),
        fc.integer({ min: 20, max: 280 }),
        fc.constantFrom(358, 958),
        (atMs, flightMs, width) => {
          const tokens = tokensIn(at(atMs, flightMs, width));
          for (const one of tokens)
            for (const other of tokens) {
              if (one === other || kindOf(one) !== kindOf(other)) continue;
              const apart = Math.hypot(one.x - other.x, one.y - other.y);
              expect(apart, `${one.key}, ${other.key}`).toBeGreaterThanOrEqual(
                isBack(one) === isBack(other) ? 11 : 12,
              );
            }
        },
      ),
      { numRuns: 60 },
    );
    expect(tokensIn(at(10_000, 100)).length).toBeGreaterThan(0);
    expect(ratesIn(at(10_000, 100))).toEqual([]);
  });

  it('do not change their looks from one moment to the next', () => {
    const looks = Array.from({ length: 60 }, (_, step) => ratesIn(at(10_000 + step * 10, 350)).length > 0);
    expect(new Set(looks).size).toBe(1);
  });
});

describe('a fork', () => {
  const at = flightsOf(smallRelease());

  it('is one way: where one version is told by its rate both are, and nothing flies over it', () => {
    // Thirty go to version 1 in the time of a flight, ten to version 2.
    const marks = at(10_000, 4000);
    expect(ratesIn(marks)).toHaveLength(1);
    expect(ratesIn(marks)[0]).toMatch(/^Requests: .* succeeded, .* failed$/);
    expect(tokensIn(marks)).toEqual([]);
  });

  it('shows each request where there is room for all', () => {
    const marks = at(10_000, 400);
    expect(ratesIn(marks)).toEqual([]);
    expect(tokensIn(marks).length).toBeGreaterThan(4);
  });

  it('keeps inside a narrow picture', () => {
    for (let step = 0; step < 20; step += 1)
      for (const { x } of tokensIn(at(10_000 + step * 20, 400, 358))) expect(x).toBeGreaterThanOrEqual(5);
  });
});

describe('a source of its own beside a caller', () => {
  const at = flightsOf({
    ...smallScenario({
      requests: [0],
      settings: {
        resources: { uploads: { type: 'push-service', service: 's3', targets: ['function'] } },
      },
    }),
    feeds: [{ to: 'uploads', arrivals: { kind: 'list', requests: [{ atMs: 1000 }] } }],
  });

  it('is not sent to by that caller', () => {
    const tokens = tokensIn(at(900, 400));
    expect(tokens.filter((token) => kindOf(token) === 'notification')).toEqual([]);
  });
});

describe('a long way to a tray', () => {
  const expires = contentScenarios.find(({ id }) => id === 'event-expires')!;
  const at = flightsOf({ ...expires, settings: { ...expires.settings, keep: { preset: 'never' } } });

  it('has its figures before the tray, not on the part that it goes past', () => {
    const far = marksNamed(at(60_000, 5 * 60_000), 'rate ').find(({ label }) =>
      label!.startsWith('Deliveries'),
    );
    const [, way, figures] = far!.parts!;
    const endX = Number(/L([\d.]+),/.exec(String(way!.attrs['d']))![1]);
    // Between two columns of a board are 44 px.
    expect(Number(figures!.attrs['x'])).toBeGreaterThan(endX - 44);
  });
});
