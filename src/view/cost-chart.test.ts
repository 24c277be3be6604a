import { describe, expect, test } from 'vitest';
import { textWidth } from './text-width.ts';
import { axisUsd, costChart, type CostChart, type CostChartInput } from './cost-chart.ts';

const X: CostChartInput['x'] = { isLog: false, label: 'x', format: String };
const line = (name: string, usd: readonly number[], isStepped = false): CostChartInput['lines'][number] => ({
  name,
  role: 'main',
  isStepped,
  points: usd.map((one, at) => ({ x: at + 1, usd: one })),
});

function chart(input: Partial<CostChartInput>): CostChart {
  const made = costChart({
    width: 700,
    lines: [line('a', [1, 2, 3])],
    marks: [],
    edges: [],
    x: X,
    isLogUsd: false,
    ...input,
  });
  expect(made).not.toBeNull();
  return made!;
}

const SIGN = 6;
function boxesOf({ marks }: CostChart) {
  return marks.map(({ text, note, textX, textY, anchor }) => {
    const wide = Math.max(text.length, note.length) * SIGN;
    const left = anchor === 'start' ? textX : textX - wide;
    return { left, right: left + wide, top: textY - 10, bottom: textY + (note === '' ? 2 : 17) };
  });
}

describe('a chart of cost', () => {
  test('is none where there is nothing to draw', () => {
    expect(costChart({ width: 700, lines: [], marks: [], edges: [], x: X, isLogUsd: false })).toBeNull();
  });

  test('goes from nothing to a step above the most, and stays in its plot', () => {
    const { plot, yTicks, lines } = chart({ lines: [line('a', [0, 47])] });
    expect(yTicks.map(({ text }) => text)).toEqual(['$0', '$10', '$20', '$30', '$40', '$50']);
    expect(yTicks[0]!.y).toBe(plot.bottom);
    expect(yTicks.at(-1)!.y).toBe(plot.top);
    expect(lines[0]!.path).toBe(`M${plot.left},${plot.bottom}L${plot.right},${lines[0]!.endY}`);
  });

  test('a price that holds until it changes is drawn along and then up', () => {
    const { plot, lines } = chart({ lines: [line('a', [10, 20], true)] });
    expect(lines[0]!.path).toBe(
      `M${plot.left},${lines[0]!.path.slice(1).split(/[,H]/)[1]}H${plot.right}V${plot.top}`,
    );
  });

  test('names of lines that end together stand a line of text apart', () => {
    const { lines } = chart({ lines: [line('a', [1, 3]), line('b', [2, 3.01]), line('c', [0, 3.02])] });
    const ys = lines.map(({ nameY }) => nameY).toSorted((a, b) => a - b);
    expect(ys[1]! - ys[0]!).toBeGreaterThanOrEqual(15);
    expect(ys[2]! - ys[1]!).toBeGreaterThanOrEqual(15);
  });

  test.each([340, 420, 700])('words of marks are in the picture and over no others, %i px', (width) => {
    const made = chart({
      width,
      lines: [line('a', [5, 5, 5, 5, 5])],
      marks: [1, 3, 5].map((x) => ({ x, usd: 5, text: '$5.00', note: '1 Feb 2018' })),
      edges: [{ x: 3, text: '1 Dec 2020' }],
    });
    const boxes = boxesOf(made);
    for (const [index, box] of boxes.entries()) {
      expect(box.left).toBeGreaterThanOrEqual(0);
      expect(box.right).toBeLessThanOrEqual(width);
      for (const other of boxes.slice(index + 1))
        expect(
          box.right <= other.left ||
            other.right <= box.left ||
            box.bottom <= other.top ||
            other.bottom <= box.top,
        ).toBe(true);
    }
  });

  test('on axes of powers of ten what is free lies on the ground', () => {
    const { plot, lines, yTicks, xTicks } = chart({
      lines: [
        {
          name: 'a',
          role: 'main',
          points: [
            { x: 1000, usd: 0 },
            { x: 1e6, usd: 0 },
            { x: 1e7, usd: 1 },
            { x: 1e9, usd: 100 },
          ],
        },
      ],
      x: { ...X, isLog: true, format: axisUsd },
      isLogUsd: true,
    });
    expect(lines[0]!.path.startsWith(`M${plot.left},${plot.bottom}L`)).toBe(true);
    expect(lines[0]!.endY).toBe(plot.top);
    expect(yTicks.map(({ text }) => text)).toEqual(['$1', '$10', '$100']);
    expect(xTicks.map(({ text }) => text)).toEqual([
      '$1,000',
      '$10k',
      '$100k',
      '$1M',
      '$10M',
      '$100M',
      '$1000M',
    ]);
  });

  test('ticks stand apart, the first and the last among them', () => {
    const sizes = [128, 129, 130, 512, 1024, 4096, 10_000, 10_240];
    const { xTicks } = chart({
      width: 360,
      lines: [{ name: 'a', role: 'main', points: sizes.map((x) => ({ x, usd: x })) }],
      x: { isLog: true, label: '', format: String, ticks: sizes },
    });
    expect(xTicks[0]!.text).toBe('128');
    expect(xTicks.at(-1)!.text).toBe('10240');
    for (const [index, { x }] of xTicks.slice(1).entries()) expect(x - xTicks[index]!.x).toBeGreaterThan(20);
  });
});

test('what is under the axis stays within the picture, however narrow', () => {
  const label = 'requests a month; each step of either axis is ten times as much';
  const wide = chart({ x: { ...X, label } });
  const narrow = chart({ width: 328, x: { ...X, label } });
  expect(wide.axisLabel).toEqual([label]);
  expect(narrow.axisLabel.length).toBe(2);
  expect(narrow.axisLabel.join(' ')).toBe(label);
  for (const text of narrow.axisLabel) expect(narrow.plot.left + textWidth(text, 11)).toBeLessThan(328);
  expect(narrow.height).toBeGreaterThan(wide.height);
});
