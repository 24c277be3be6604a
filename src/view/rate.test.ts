import { describe, expect, it } from 'vitest';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import { traceOf } from '../sim/testing/trace-of.ts';
import { isCrowded, isRate, rateText, windowAt } from './rate.ts';
import { flowScene } from './flow-scene.ts';
import { boardScene } from './board.ts';
import { idealRules } from '../sim/testing/ideal-rules.ts';
import { simulate } from '../sim/run.ts';
import { worldAt } from '../sim/world.ts';
import { marksNamed, wordsIn } from './testing/look.ts';
import { countBetween, mostWithin, trafficOf } from './traffic.ts';

/** Requests that the service turns away at the door: so many, this far apart. */
const turnedAway = (count: number, everyUs: number) =>
  traceOf(
    Array.from(
      { length: count },
      (_, index) => [1_000_000 + index * everyUs, `request ${index}`, 'throttled'] as const,
    ),
    1_000_000 + count * everyUs,
  );

const flow = (trace: ReturnType<typeof turnedAway>, atUs: number, flightUs: number) =>
  flowScene({
    trace,
    world: worldAt(trace, atUs),
    atUs,
    width: 958,
    names: { caller: 'Caller', service: 'Lambda service', function: 'Function' },
    limit: null,
    flightUs,
  });

describe('a rate', () => {
  it('is shown for a way on which units arrive faster than frames are drawn, and for more than anybody follows', () => {
    expect([isRate(27), isRate(28), isRate(270, 10), isRate(271, 10)]).toEqual([false, true, false, true]);
    expect([isRate(10_000, 1000), isRate(10_001, 1000)]).toEqual([false, true]);
  });

  it('is shown where units have less room on their way than they need, all along it or in a heap', () => {
    const evenly = (count: number) => (withinUs: number) => Math.ceil((count * withinUs) / 450_000);
    // Three tokens on a wire of 40 px, one pill; a single one on any.
    expect([3, 4].map((count) => isCrowded(evenly(count), 40, 450_000))).toEqual([false, true]);
    expect([1, 2].map((count) => isCrowded(evenly(count), 40, 450_000, 34))).toEqual([false, true]);
    expect(isCrowded(evenly(1), 8, 450_000)).toBe(false);
    expect(isCrowded(evenly(20), 400, 450_000)).toBe(false);
    // As many, but all at once.
    expect(isCrowded(() => 7, 400, 450_000)).toBe(true);
  });

  it('is said in two digits, by the second, the minute or the hour', () => {
    const texts = [1234, 120, 12.4, 1.24, 0.5, 0.01].map((perSecond) => rateText(perSecond * 10, 10_000_000));
    expect(texts).toEqual(['1,200/s', '120/s', '12/s', '1.2/s', '30/min', '36/h']);
  });

  it('is counted over a window that stands still for half a flight: arrivals ahead, answers behind', () => {
    expect(windowAt(1_049, 100, 'out')).toEqual([1_000, 1_100]);
    expect(windowAt(1_049, 100, 'back')).toEqual([900, 1_000]);
    expect(windowAt(1_001, 100, 'out')).toEqual(windowAt(1_049, 100, 'out'));
    expect(windowAt(1_050, 100, 'out')).toEqual([1_050, 1_150]);
  });

  it('stands on the wire in figures both ways, with the sign of what comes back', () => {
    const scene = flow(turnedAway(2000, 1000), 2_000_000, 450_000);
    const [rate] = marksNamed(scene.marks, 'rate ');
    expect(rate?.label).toBe('Requests: 1,000/s on their way, 1,000/s throttled');
    expect(wordsIn([rate!])).toEqual(['1,000/s', '1,000/s']);
    expect(marksNamed([rate!], 'back rate 0 sign')).toHaveLength(1);
    expect(marksNamed(scene.marks, 'request ')).toEqual([]);
  });

  it('draws what is less singly, and drops none of it', () => {
    const trace = turnedAway(200, 50_000);
    const { marks } = flow(trace, 3_010_000, 450_000);
    expect(marksNamed(marks, 'rate ')).toEqual([]);
    const shown = marksNamed(marks, 'request ').map(({ key }) => key);
    const due = [...trace.at.subarray(0, trace.length)].flatMap((at, number) =>
      at > 3_010_000 && at <= 3_460_000
        ? [`request ${number} out`]
        : at > 2_560_000 && at <= 3_010_000
          ? [`request ${number} back`]
          : [],
    );
    expect(shown.toSorted()).toEqual(due.toSorted());
  });

  it('is what the trace says, on a board too', () => {
    const scenario = smallScenario({
      arrivals: { kind: 'constant', everyMs: 1, count: 900 },
      horizonMs: 5000,
      function: { calls: [{ to: 'table' }] },
      settings: {
        concurrencyLimit: null,
        resources: { table: { type: 'downstream', service: 'dynamodb', latencyMs: 10 } },
      },
    });
    const trace = simulate(scenario, idealRules);
    const kind = trace.kinds.findIndex(({ name }) => name === 'call');
    const calls = trafficOf(
      trace,
      'calls alone',
      (birth) => (trace.kind[birth] === kind ? 1 : -1),
      (one) => one === kind,
    )[0]!;
    const atUs = trace.at[calls.births[450]!]!;
    const input = { trace, scenario, rules: idealRules, world: worldAt(trace, atUs), atUs };
    const scene = boardScene({ ...input, width: 958, flightUs: 200_000 });
    const labels = marksNamed(scene.marks, 'rate ').map(({ label }) => label);
    const count = countBetween(trace, calls.births, ...windowAt(atUs, 200_000, 'out'));
    expect(labels.some((label) => label!.startsWith(`Calls: ${rateText(count, 200_000)} on their way`))).toBe(
      true,
    );
    expect(mostWithin(trace, [calls], 200_000)).toBeGreaterThanOrEqual(count);
  });
});

describe('a crowd', () => {
  it('takes over from marks when there are more than the document carries, and shows as many', () => {
    const scenario = smallScenario({
      arrivals: { kind: 'constant', everyMs: 1, count: 3000 },
      horizonMs: 20_000,
      settings: { concurrencyLimit: null },
    });
    const trace = simulate(scenario, idealRules);
    const at = (flightUs: number) => {
      const atUs = 1_500_000;
      return flowScene({
        trace,
        world: worldAt(trace, atUs),
        atUs,
        width: 958,
        names: { caller: 'Caller', service: 'Lambda service', function: 'Function' },
        limit: null,
        flightUs,
      });
    };
    const few = at(100_000);
    const many = at(400_000);
    expect(few.crowd).toBeUndefined();
    expect(many.crowd!.count).toBeGreaterThan(300);
    expect(marksNamed(many.marks, 'request ')).toEqual([]);
    const requests = [...many.crowd!.number].map((number, unit) => `${number} ${many.crowd!.look[unit]!}`);
    expect(new Set(requests).size).toBe(many.crowd!.count);
    expect(at(400_000).crowd).toEqual(many.crowd);
  });
});
