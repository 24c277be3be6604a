/** What a month costs with more or fewer requests: where the free tier ends, where cheaper tiers begin. */
import { billWith, drawn, lastWhere, smallUsd, type Answer, type Asked } from './answer.ts';
import type { Bill } from './bill.ts';
import { Decimal } from './decimal.ts';
import { formatDay } from './format-day.ts';
import { PriceList } from './price-list.ts';
import { shortCount } from './short-count.ts';
import { requestsOf } from './usage.ts';

/** Requests a month: a millionth of what the largest tiers begin at, and as much more. */
const MOST = 1_000_000_000_000_000;
const DECADES = [3, 12] as const;
/** Points of a line in each tenfold, in hundredths. */
const HUNDREDTHS = [100, 158, 251, 398, 631];

/** Requests a month as counts from which lines are drawn. */
export function volumes(): number[] {
  const counts: number[] = [];
  for (let decade = DECADES[0]; decade < DECADES[1]; decade += 1)
    for (const hundredths of HUNDREDTHS) counts.push((hundredths / 100) * Number(`1e${decade}`));
  return [...counts, Number(`1e${DECADES[1]}`)].map(Math.round);
}

/** The bill of a number of requests a month. What is on provisioned concurrency is never more than all. */
export function billOfVolume(asked: Asked, count: number): Bill {
  const { provisionedConcurrency: on } = asked.usage.functions[asked.index]!;
  const requests = new Decimal(count);
  return billWith(asked, {
    requests: { per: 'month', count: requests },
    ...(on?.requests.gt(requests) && { provisionedConcurrency: { ...on, requests } }),
  });
}

/** Cost against requests. @param today a date to set beside that of the usage; null: none */
export function volumeAnswer(asked: Asked, today: string | null): Answer {
  const { usage, index, facts } = asked;
  const line = (over: Asked) => volumes().map((x) => ({ x, usd: drawn(billOfVolume(over, x).totalUsd) }));
  const here = requestsOf(usage.functions[index]!, usage.daysInMonth).toNumber();
  const bill = billOfVolume(asked, Math.round(here));
  const nothing = drawn(billOfVolume(asked, 0).totalUsd);
  const free = lastWhere(0, MOST, (count) => drawn(billOfVolume(asked, count).totalUsd) <= nothing) ?? 0;
  const tier = (at: number) =>
    lastWhere(0, MOST, (count) =>
      billOfVolume(asked, count).components.every(
        ({ id, lines }) => !id.startsWith('duration') || lines.length < at,
      ),
    );
  const tiers = [tier(2), tier(3)].filter((count): count is number => count !== null && count < MOST);
  const { architecture } = usage.functions[index]!;
  const rate = new PriceList(facts, usage.asOf, usage.region).rate(
    architecture === 'arm64' ? 'duration-arm' : 'duration-x86',
  );
  const cheaper = (at: number): string => {
    const [first, then] = 'steps' in rate ? [rate.steps[0]?.price, rate.steps[at]?.price] : [];
    return first && then ? `${first.minus(then).times(100).div(first).round(0).toFixed()}\u202f%` : '';
  };
  const each = here > 0 ? new Decimal(bill.totalUsd).times(1_000_000).div(here) : null;
  const parts = [
    free > 0
      ? nothing === 0
        ? `Free up to ${shortCount(free)} requests a month.`
        : `Requests are free up to ${shortCount(free)} a month; the rest of the bill is there without any.`
      : 'The first request costs.',
    each && here > free ? `Your ${shortCount(here)} cost ${smallUsd(each)} a million.` : '',
    tiers.length > 0
      ? `More duration costs ${tiers.map((count, at) => `${cheaper(at + 1)} less from ${shortCount(count)} on`).join(', ')}.`
      : '',
  ];
  return {
    lines: [
      { name: formatDay(usage.asOf), role: 'main', points: line(asked) },
      ...(today === null
        ? []
        : [
            {
              name: 'today',
              role: 'beside' as const,
              points: line({ ...asked, usage: { ...usage, asOf: today } }),
            },
          ]),
    ],
    marks: [{ x: here, usd: drawn(bill.totalUsd), text: `${shortCount(here)}: ${bill.printedTotal}` }],
    edges: [
      ...(free > 0 ? [{ x: free, text: `free up to ${shortCount(free)}` }] : []),
      ...tiers.map((x, at) => ({ x, text: `tier ${at + 2}` })),
    ],
    conclusion: parts.filter((part) => part !== '').join(' '),
    assumptions: ['Everything but the number of requests stays as it is.'],
  };
}
