/** Lambda against machines that are always on: how many requests a month it takes until they are cheaper. */
import { compared, drawn, lastWhere, smallUsd, type Answer, type Asked } from './answer.ts';
import { Decimal, grouped } from './decimal.ts';
import { formatDay } from './format-day.ts';
import { formatNumber } from './format-value.ts';
import { PriceList } from './price-list.ts';
import { requestsOf, type FunctionInput, type Usage } from './usage.ts';
import { billOfVolume, volumes } from './volume-answer.ts';

/** What stands on all the time. */
export type AlwaysOn =
  | { readonly kind: 'ec2'; readonly count: Decimal }
  | { readonly kind: 'fargate'; readonly count: Decimal; readonly vcpus: Decimal; readonly memoryGb: Decimal }
  | { readonly kind: 'own'; readonly count: Decimal; readonly hourlyUsd: Decimal };

const MOST = 1_000_000_000_000_000;
const HOURS_A_DAY = 24;
const S_PER_DAY = 86_400;

interface Price {
  readonly hourlyUsd: Decimal;
  readonly name: string;
  /** When it was read, where it may have been another at the date. */
  readonly firstRead: string | null;
  readonly fact: string | null;
}

/** An hour of one of them. */
function priceOf(on: AlwaysOn, prices: PriceList, isArm: boolean): Price {
  if (on.kind === 'own') return { hourlyUsd: on.hourlyUsd, name: 'machine', firstRead: null, fact: null };
  const figure = (part: string) =>
    prices.figure(on.kind === 'ec2' ? 'price-ec2-m7g-large' : 'price-fargate', part)!;
  if (on.kind === 'ec2') {
    const { value, fact } = figure('perHour');
    return {
      hourlyUsd: value,
      name: 'm7g.large',
      firstRead: fact.isBeforeFirstRead ? fact.from : null,
      fact: fact.id,
    };
  }
  const [cpu, gb] = isArm ? ['armPerVcpuHour', 'armPerGBHour'] : ['x86PerVcpuHour', 'x86PerGBHour'];
  const { value, fact } = figure(cpu);
  return {
    hourlyUsd: value.times(on.vcpus).plus(figure(gb).value.times(on.memoryGb)),
    name: 'Fargate task',
    firstRead: fact.isBeforeFirstRead ? fact.from : null,
    fact: fact.id,
  };
}

/** Cost against requests, with the machines as a line that stays where it is. */
export function alwaysOnAnswer({ usage, index, facts }: Asked, on: AlwaysOn): Answer {
  const fn = usage.functions[index]!;
  const asked: Asked = { usage: alone(usage, fn), index: 0, facts };
  const price = priceOf(on, new PriceList(facts, usage.asOf, usage.region), fn.architecture === 'arm64');
  const month = price.hourlyUsd.times(on.count).times(HOURS_A_DAY).times(usage.daysInMonth);
  const machines = drawn(month.toFixed());
  const here = requestsOf(fn, usage.daysInMonth).toNumber();
  const bill = billOfVolume(asked, Math.round(here));
  const cost = drawn(bill.totalUsd);
  const even = lastWhere(0, MOST, (count) => drawn(billOfVolume(asked, count).totalUsd) <= machines);
  const many = `${on.count.toFixed()} ${price.name}${on.count.eq(1) ? '' : 's'}`;
  const busy = even === null ? null : busyAt(asked, even);
  const parts = [
    `${many}, always on, cost ${smallUsd(month)} a month.`,
    even === null
      ? 'Lambda costs more, however few the requests.'
      : `Lambda costs less up to ${formatNumber(Number(even.toPrecision(3)))} requests a month${busy === null ? '' : `, which keep ${busy} environments busy on average`}.`,
    `Yours cost ${bill.printedTotal} on Lambda, ${compared(machines, cost)}.`,
  ];
  return {
    lines: [
      {
        name: 'Lambda',
        role: 'main',
        points: volumes().map((x) => ({ x, usd: drawn(billOfVolume(asked, x).totalUsd) })),
      },
      { name: many, role: 'beside', points: volumes().map((x) => ({ x, usd: machines })) },
    ],
    marks: [
      { x: here, usd: cost, text: `yours: ${bill.printedTotal}` },
      ...(even !== null && even > 0 && even < MOST ? [{ x: even, usd: machines, text: 'equal' }] : []),
    ],
    edges: [],
    conclusion: parts.join(' '),
    assumptions: [
      'How many requests such a machine carries is not said here: that is for a load test. Disks, load balancers, traffic and the work of keeping it are not in its price.',
      ...(price.firstRead === null
        ? []
        : [
            `The price of the machine was first read in ${formatDay(price.firstRead)}, and may have been another at this date.`,
          ]),
    ],
  };
}

/** An account with this function and nothing else. */
function alone({ microVms: _, ...usage }: Usage, fn: FunctionInput): Usage {
  return { ...usage, functions: [fn] };
}

/** How many environments so many requests keep busy, on average over the month. */
function busyAt({ usage, index }: Asked, count: number): string | null {
  const { duration } = usage.functions[index]!;
  if (duration.kind !== 'mean') return null;
  const busy = duration.ms.times(count).div(1000).div(usage.daysInMonth.times(S_PER_DAY));
  return busy.lt(10) ? busy.toFixed(1) : grouped(busy.round(0));
}
