/** The same function on x86_64 and on arm64: which is cheaper, and how much longer the other may take. */
import { billWith, compared, drawn, lastWhere, type Answer, type Asked } from './answer.ts';
import type { Bill } from './bill.ts';
import { formatDay } from './format-day.ts';
import { Decimal } from './decimal.ts';
import type { Duration } from './usage.ts';

/** Percent of the duration on x86_64. */
const PERCENTS = Array.from({ length: 31 }, (_, index) => 50 + index * 5);
/** Tenths of a percent. */
const MOST = 10_000;

function longer(duration: Duration, percent: number): Duration {
  const by = (ms: Decimal) => ms.times(percent).div(100);
  switch (duration.kind) {
    case 'mean':
      return { kind: 'mean', ms: by(duration.ms) };
    case 'percentiles':
      return { kind: 'percentiles', p50Ms: by(duration.p50Ms), p95Ms: by(duration.p95Ms) };
    case 'list':
      return { kind: 'list', ms: duration.ms.map(by) };
    case 'billed':
      return { kind: 'billed', totalMs: by(duration.totalMs) };
  }
}

/**
 * Cost on arm64 against how long it takes there, in percent of the duration on x86_64, which is the usage's own.
 *
 * @param percent how long it is said to take on arm64
 */
export function architectureAnswer(asked: Asked, percent: number): Answer {
  const { duration } = asked.usage.functions[asked.index]!;
  const x86 = billWith(asked, { architecture: 'x86_64' });
  const armAt = (share: number): Bill =>
    billWith(asked, { architecture: 'arm64', duration: longer(duration, share) });
  const arm = armAt(percent);
  const refused = arm.refused.find(({ id }) => id === 'duration-arm');
  const assumptions = [
    'Only the duration differs: whether your code runs on arm64, and how fast, is for a measurement to say.',
  ];
  const base = drawn(x86.totalUsd);
  const x86Line = {
    name: 'x86_64',
    role: 'beside' as const,
    points: PERCENTS.map((x) => ({ x, usd: base })),
  };
  if (refused)
    return {
      lines: [{ ...x86Line, role: 'main' }],
      marks: [],
      edges: [],
      conclusion: `There was no arm64 at this date: it has been there since ${formatDay(refused.since ?? '')}. On x86_64 a month cost ${x86.printedTotal}.`,
      assumptions: [],
    };
  const cost = drawn(arm.totalUsd);
  const even = lastWhere(0, MOST, (tenths) => drawn(armAt(tenths / 10).totalUsd) <= base);
  const until =
    even === null
      ? 'However fast it is there, arm64 costs more.'
      : even === MOST
        ? 'However long it takes there, arm64 costs no more.'
        : `It may take ${(even / 10).toFixed(0)}\u202f% of the time it takes on x86_64 before that is cheaper.`;
  return {
    lines: [
      { name: 'arm64', role: 'main', points: PERCENTS.map((x) => ({ x, usd: drawn(armAt(x).totalUsd) })) },
      x86Line,
    ],
    marks: [
      { x: percent, usd: cost, text: `arm64: ${arm.printedTotal}` },
      ...(even !== null && even < MOST && even / 10 <= PERCENTS.at(-1)! && even / 10 >= PERCENTS[0]!
        ? [{ x: even / 10, usd: base, text: `equal at ${(even / 10).toFixed(0)}\u202f%` }]
        : []),
    ],
    edges: [],
    conclusion: `On arm64 a month costs ${arm.printedTotal}, ${compared(base, cost)} than the ${x86.printedTotal} on x86_64, if a request takes ${percent === 100 ? 'as long' : `${percent}\u202f% of the time`}. ${until}`,
    assumptions,
  };
}
