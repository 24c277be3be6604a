import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFacts } from '../cost/fact.ts';
import { pricesAt } from '../cost/prices.ts';
import { factsAt } from '../cost/value-at.ts';
import { simulate } from '../sim/run.ts';
import type { Scenario } from '../sim/scenario.ts';
import { idealRules } from '../sim/testing/ideal-rules.ts';
import { smallScenario } from '../sim/testing/small-scenario.ts';
import { binsOf } from './bins.ts';
import { chartFrame } from './chart-frame.ts';
import { CHARTS, lineOf, peakOf, rangeOf, totalOf, type ChartModel } from './chart-model.ts';
import { pointUnder } from './chart-point.ts';
import { chartCsv, readout, valueText } from './chart-text.ts';
import { shadeOf } from './heat-marks.ts';
import { heatEdges, heatOf } from './latency-heat.ts';
import type { Mark } from './mark.ts';
import { binX, chartScene } from './metric-chart.ts';
import { chartOf } from './run-charts.ts';
import { readRun, Samples } from './run-samples.ts';

const file = 'content/facts/pricing.json';
const prices = pricesAt(factsAt(readFacts(JSON.parse(readFileSync(file, 'utf8')), file), '2026-11-20'));
const S = 1_000_000;

/** All charts of a scenario by second. */
function chartsOf(scenario: Scenario): ReadonlyMap<string, ChartModel> {
  const trace = simulate(scenario, idealRules);
  const reading = readRun(trace, scenario, idealRules, prices);
  while (!reading.advance(1000));
  const bins = binsOf(trace.endUs, S);
  const input = { samples: reading.samples, scenario, rules: idealRules, prices, bins, scope: -1 };
  return new Map(
    CHARTS.flatMap((id) => [[id, chartOf(input, id)] as const]).flatMap(([id, chart]) =>
      chart ? [[id, chart]] : [],
    ),
  );
}

function flat(marks: readonly Mark[]): Mark[] {
  return marks.flatMap((mark) => [mark, ...flat(mark.parts ?? [])]);
}

// Cold at 0 (390 ms), one too many at 200 ms, warm at 2 s, one that fails at 4 s, for 500 ms.
const charts = chartsOf(
  smallScenario({
    requests: [0, [100, 500], 200, 2000, [4000, 500]],
    horizonMs: 4500,
    settings: { concurrencyLimit: 2 },
    faults: [{ id: 'last', title: 'last', on: true, kind: 'function-error', which: [5] }],
  }),
);
const traffic = charts.get('traffic')!;
const latency = charts.get('latency')!;

describe('charts of a run', () => {
  it('are those it has something for', () => {
    expect([...charts.keys()]).toEqual(['latency', 'duration', 'init', 'traffic', 'concurrency', 'spend']);
  });

  it('count invocations, errors and throttles by second', () => {
    expect(traffic.bins.count).toBe(5);
    const values = (key: string) => [...lineOf(traffic, key)!.values];
    expect(values('Invocations')).toEqual([2, 0, 1, 0, 1]);
    expect(values('Errors')).toEqual([0, 0, 0, 0, 1]);
    expect(values('Throttles')).toEqual([1, 0, 0, 0, 0]);
    // No step stands behind an error that was none.
    expect([...lineOf(traffic, 'Errors')!.steps].map((step) => step >= 0)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  it('draw limits beside what runs, and only tell those far above it', () => {
    const { lines, note } = charts.get('concurrency')!;
    expect(lines.map(({ key, look }) => [key, look])).toEqual([
      ['running 0', 'area'],
      ['limit 0', 'limit'],
    ]);
    expect([...lines[0]!.values]).toEqual([2, 0, 1, 0, 1]);
    expect(note).not.toContain('Above the scale');
    const far = chartsOf(smallScenario({ settings: { concurrencyLimit: 1000 } })).get('concurrency')!;
    expect(far.lines).toHaveLength(1);
    expect(far.note).toContain('Above the scale: limit of the account 1,000.');
  });

  it('grow spend, part by part', () => {
    const spend = charts.get('spend')!;
    // By the end of each second, what comes just then included: four requests of 200 nano-dollars; 340 + 800 + 40 + 500 ms of 128 MB at 16,666.7 a GB-second.
    expect([...lineOf(spend, 'requests')!.values]).toEqual([400, 600, 600, 800, 800]);
    expect(lineOf(spend, 'duration')!.values.at(-1)).toBe(
      Math.round((340 + 800 + 40 + 500) * 0.125 * 16.6667),
    );
  });
});

describe('a range of stretches', () => {
  it('is what a stretch touches of what has been seen', () => {
    const { bins } = traffic;
    expect(rangeOf(bins, 5, null)).toEqual([0, 5]);
    expect(rangeOf(bins, 5, [1.5 * S, 2.1 * S])).toEqual([1, 3]);
    expect(rangeOf(bins, 2, [1.5 * S, 4 * S])).toEqual([1, 2]);
    expect(rangeOf(bins, 1, [3 * S, 4 * S])).toEqual([1, 1]);
  });

  it('has a peak and a total', () => {
    const values = Float64Array.from([1, NaN, 5, 5, 2]);
    expect(peakOf(values, [0, 5])).toBe(2);
    expect(peakOf(values, [1, 2])).toBe(-1);
    expect(totalOf(values, [0, 3])).toBe(6);
  });
});

describe('the heat map', () => {
  it('has rows that grow like a logarithm', () => {
    expect(heatEdges(120, 480)).toEqual([100, 150, 200, 300, 500]);
    expect(heatEdges(100, 100)).toEqual([100, 150]);
    expect(heatEdges(0.5, 2)).toEqual([0.5, 0.7, 1, 1.5, 2, 3]);
  });

  it('counts every request once, and knows the slowest of a cell', () => {
    const samples = new Samples();
    [
      [0, 120],
      [0.5, 149],
      [0.9, 151],
      [1, 480],
    ].forEach(([atS, value], step) => {
      samples.push(atS! * S, value!, step);
    });
    const heat = heatOf(samples, binsOf(2 * S, S));
    expect([...heat.counts]).toEqual([2, 1, 0, 0, 0, 0, 0, 1]);
    expect([...heat.steps]).toEqual([1, 2, -1, -1, -1, -1, -1, 3]);
    expect(heat.most).toBe(2);
  });

  it('is darker the more there are', () => {
    expect([1, 9, 10, 100, 9999, 10_000].map((count) => shadeOf(count, 10_000))).toEqual([0, 0, 1, 2, 3, 4]);
    expect(shadeOf(1, 1)).toBe(4);
  });
});

describe('the picture of a chart', () => {
  it('draws nothing of what has not been seen', () => {
    for (const model of charts.values()) {
      const marks = (shown: number) => flat(chartScene(model, chartFrame(model, 600), shown, '').marks);
      const drawn = (shown: number) =>
        marks(shown)
          .filter(
            ({ key, attrs }) =>
              key !== 'axis' && !key.startsWith('grid') && !key.startsWith('key') && attrs['d'] !== undefined,
          )
          .flatMap(({ key, attrs }) => (key.startsWith('tick') ? [] : [String(attrs['d'])]))
          .join('');
      expect(drawn(0)).toBe('');
      const frame = chartFrame(model, 600);
      const limit = frame.time.x(2 * S) + 1;
      const xs = [...drawn(2).matchAll(/[ML](-?[\d.]+)/g)].map(([, x]) => Number(x));
      expect(xs.length).toBeGreaterThan(0);
      expect(Math.max(...xs)).toBeLessThanOrEqual(limit);
    }
  });

  it('has a number for every coordinate, wide and narrow', () => {
    for (const model of charts.values())
      for (const width of [328, 627]) {
        const scene = chartScene(model, chartFrame(model, width), model.bins.count, 'A chart.');
        expect(JSON.stringify(scene.marks)).not.toMatch(/NaN|null|Infinity/);
        expect(scene).toMatchObject({ width, label: 'A chart.' });
      }
  });

  it('shows a part of the run as the time axis does: all in it, nothing beyond, to its own scale', () => {
    const part = [1.5 * S, 3.5 * S] as const;
    for (const model of charts.values()) {
      const frame = chartFrame(model, 600, part);
      const { from, to, x } = frame.time;
      expect([x(part[0]), x(part[1]), x.invert(from), x.invert(to)]).toEqual([from, to, ...part]);
      const scene = chartScene(model, frame, model.bins.count, 'A chart.');
      expect(JSON.stringify(scene.marks)).not.toMatch(/NaN|null|Infinity/);
      for (const lane of scene.marks.filter(({ key }) => key.startsWith('lane '))) {
        const clip = lane.parts!.find(({ tag }) => tag === 'svg')!;
        expect(clip.attrs).toMatchObject({ x: from, width: to - from });
        const xs = flat(clip.parts!).flatMap(({ attrs }) =>
          [...String(attrs['d'] ?? '').matchAll(/[ML](-?[\d.]+)/g)].map(([, at]) => Number(at)),
        );
        // No further than the stretch next to it.
        for (const at of xs) {
          expect(at).toBeGreaterThanOrEqual(x(0) - 2);
          expect(at).toBeLessThanOrEqual(x(5 * S) + 2);
        }
      }
    }
    // What is highest outside of the part does not press down what is in it.
    const most = (frame: ReturnType<typeof chartFrame>) => Math.max(...frame.lanes[0]!.ticks);
    const quiet = [...charts.values()].filter(
      (model) => model.form !== 'heat' && most(chartFrame(model, 600, part)) < most(chartFrame(model, 600)),
    );
    expect(quiet.length).toBeGreaterThan(0);
  });

  it('finds the step behind what is pressed', () => {
    const frame = chartFrame(traffic, 600);
    const x = binX(frame, traffic, 4);
    const lane = frame.lanes[0]!;
    expect(pointUnder(traffic, frame, 5, x, lane.base - 4)).toEqual({
      bin: 4,
      step: lineOf(traffic, 'Errors')!.steps[4],
    });
    // Beside the plot, or not seen yet.
    expect(pointUnder(traffic, frame, 5, 2, lane.base - 4)).toBeNull();
    expect(pointUnder(traffic, frame, 3, x, lane.base - 4)).toBeNull();
    const heat = chartFrame(latency, 600);
    const cell = heat.lanes[0]!;
    const slow = latency.heat!;
    const rows = slow.edges.length - 1;
    // 850 ms, the slowest of the first second.
    const row = slow.edges.findIndex((edge, at) => edge <= 850 && 850 < slow.edges[at + 1]!);
    expect(pointUnder(latency, heat, 5, binX(heat, latency, 0), cell.y(row + 0.5))!.step).toBe(
      slow.steps[row],
    );
    expect(slow.steps[row]).toBeGreaterThanOrEqual(0);
    expect(rows).toBeGreaterThan(row);
  });
});

describe('values in words and files', () => {
  it('have their units', () => {
    expect(valueText(1200, 'count')).toBe('1,200');
    expect(valueText(1500, 'ms')).toBe('1.5\u202fs');
    expect(valueText(0.25, 'share')).toBe('25\u202f%');
    expect(valueText(417_350, 'usd')).toBe('$0.000417');
    expect(valueText(NaN, 'ms')).toBe('none');
    expect(readout(traffic, 4)).toBe('0:04 to 0:04.50: Invocations 1, Errors 1, Throttles 0');
  });

  it('are written as CSV, seconds from the start first, as far as they were seen', () => {
    expect(chartCsv(traffic, 2)).toBe(
      'from (s),to (s),Invocations (count),Errors (count),Throttles (count)\r\n0,1,2,0,1\r\n1,2,0,0,0\r\n',
    );
    const spend = chartCsv(charts.get('spend')!, 1).split('\r\n');
    expect(spend[0]).toBe('from (s),to (s),Requests (USD),Duration (USD),Total (USD)');
    expect(spend[1]).toMatch(/^0,1,0\.000000400,0\.00000\d+,/);
    const quoted = { ...traffic, lines: [{ ...traffic.lines[0]!, name: 'a, "b"' }] };
    expect(chartCsv(quoted, 0)).toBe('from (s),to (s),"a, ""b"" (count)"\r\n');
    const [head, first] = chartCsv(latency, 1).split('\r\n');
    expect(head).toContain('ms (requests)');
    expect(head!.split(',')).toHaveLength(first!.split(',').length);
  });
});
