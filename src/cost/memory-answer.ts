/** What a function costs with more or less memory, once it is known how its duration follows. */
import { billWith, compared, drawn, type Answer, type Asked } from './answer.ts';
import { billedMs } from './billed-time.ts';
import { Decimal, grouped } from './decimal.ts';
import { formatDay } from './format-day.ts';
import { formatNumber, formatQuantity } from './format-value.ts';
import { PriceList } from './price-list.ts';

export interface MemoryPoint {
  readonly memoryMb: number;
  /** Mean duration with so much. */
  readonly ms: number;
}

/** MB: what people set. */
const SIZES = [
  128, 192, 256, 320, 384, 448, 512, 640, 768, 1024, 1280, 1408, 1536, 1792, 2048, 2560, 3008, 4096, 5120,
  6144, 8192, 10240,
];

/**
 * A curve for a function nobody has measured: part of its duration waits and stays as it is, the rest computes on one
 * thread, and takes as much less as there is more CPU, up to one vCPU.
 *
 * @param computing share of the duration that computes, 0 to 1
 * @param oneVcpuMb memory with which a function has one vCPU
 * @param bounds memory that may be set at the date, MB
 */
export function assumedCurve(
  { memoryMb, ms }: MemoryPoint,
  computing: number,
  oneVcpuMb: number,
  bounds: readonly [least: number, most: number],
): MemoryPoint[] {
  const cpu = (mb: number) => Math.min(mb, oneVcpuMb);
  const sizes = [...new Set([...SIZES, memoryMb])]
    .filter((mb) => mb >= bounds[0] && mb <= bounds[1])
    .toSorted((a, b) => a - b);
  return sizes.map((mb) => ({
    memoryMb: mb,
    ms: Math.round((ms * (1 - computing) + (ms * computing * cpu(memoryMb)) / cpu(mb)) * 10) / 10,
  }));
}

/** Cost against memory. @param today a date to set beside that of the usage; null: none */
export function memoryAnswer(asked: Asked, curve: readonly MemoryPoint[], today: string | null): Answer {
  const { usage, index, facts } = asked;
  const costs = (usageThen: Asked['usage']) =>
    curve.map(({ memoryMb, ms }) => {
      const bill = billWith(
        { ...asked, usage: usageThen },
        { memoryMb: new Decimal(memoryMb), duration: { kind: 'mean', ms: new Decimal(ms) } },
      );
      return { memoryMb, ms, usd: drawn(bill.totalUsd), printed: bill.printedTotal };
    });
  const now = costs(usage);
  const step =
    new PriceList(facts, usage.asOf, usage.region).figure('billing-granularity')?.value ?? new Decimal(1);
  const lines: Answer['lines'] = [
    {
      name: formatDay(usage.asOf),
      role: 'main',
      points: now.map(({ memoryMb, usd }) => ({ x: memoryMb, usd })),
    },
    ...(today === null
      ? []
      : [
          {
            name: 'today',
            role: 'beside' as const,
            points: costs({ ...usage, asOf: today }).map(({ memoryMb, usd }) => ({ x: memoryMb, usd })),
          },
        ]),
  ];
  const current = usage.functions[index]!.memoryMb.toNumber();
  const here = now.reduce((best, one) =>
    Math.abs(one.memoryMb - current) < Math.abs(best.memoryMb - current) ? one : best,
  );
  // Of two that cost the same the faster one.
  const cheapest = now.reduce((best, one) =>
    one.usd < best.usd || (one.usd === best.usd && one.ms < best.ms) ? one : best,
  );
  const marked = (one: (typeof now)[number]) => {
    const billed = billedMs(new Decimal(one.ms), step);
    const asBilled = billed.eq(one.ms) ? '' : `, billed as ${grouped(billed)}`;
    return {
      x: one.memoryMb,
      usd: one.usd,
      text: `${mb(one.memoryMb)}: ${one.printed}`,
      note: `${formatNumber(one.ms)}\u202fms${asBilled}`,
    };
  };
  return {
    lines,
    marks: here === cheapest ? [marked(here)] : [marked(here), marked(cheapest)],
    edges: [],
    conclusion: conclusionOf(here, cheapest, now),
    assumptions: [],
  };
}

interface Cost extends MemoryPoint {
  readonly usd: number;
  readonly printed: string;
}

const mb = (size: number) => formatQuantity(size, 'MB');

function conclusionOf(here: Cost, cheapest: Cost, all: readonly Cost[]): string {
  if (here === cheapest || here.usd === cheapest.usd) {
    const next = all.find(({ memoryMb, ms }) => memoryMb > here.memoryMb && ms < here.ms);
    const more = next
      ? ` ${mb(next.memoryMb)} costs ${compared(here.usd, next.usd)} and each request takes ${compared(here.ms, next.ms, 'less time', 'longer')}.`
      : '';
    return `${mb(here.memoryMb)} is the cheapest: ${here.printed}.${more}`;
  }
  const faster =
    cheapest.ms < here.ms
      ? ', and each request is faster'
      : `, and each request takes ${compared(here.ms, cheapest.ms, 'less time', 'longer')}`;
  return `${mb(cheapest.memoryMb)} costs ${cheapest.printed}, ${compared(here.usd, cheapest.usd)} than ${mb(here.memoryMb)}${faster}: ${formatNumber(cheapest.ms)}\u202fms instead of ${formatNumber(here.ms)}\u202fms.`;
}
