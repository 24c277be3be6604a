/** On demand against provisioned: from which use of an environment on it is cheaper to keep it. */
import type { Answer, Asked } from './answer.ts';
import { smallUsd } from './answer.ts';
import { formatDay } from './format-day.ts';
import { Decimal } from './decimal.ts';
import { PriceList, type Rate, type NoPrice } from './price-list.ts';

const HOUR_S = 3600;
const MB_PER_GB = 1024;
const PERCENTS = Array.from({ length: 21 }, (_, index) => index * 5);

const first = (rate: Rate | NoPrice): Decimal | null => ('steps' in rate ? rate.steps[0]!.price : null);

/**
 * What an hour of one environment costs against the share of it that is spent on requests: on demand only what is used,
 * provisioned all of it at a lower price, and what is used at another. Requests cost the same, and nothing is free.
 */
export function provisionedAnswer({ usage, index, facts }: Asked): Answer {
  const fn = usage.functions[index]!;
  const prices = new PriceList(facts, usage.asOf, usage.region);
  const isArm = fn.architecture === 'arm64';
  const demand = first(prices.rate(isArm ? 'duration-arm' : 'duration-x86'));
  const kept = prices.rate(isArm ? 'provisioned-arm' : 'provisioned-x86');
  const used = first(prices.rate(isArm ? 'provisioned-duration-arm' : 'provisioned-duration-x86'));
  const allocated = first(kept);
  const hourGb = fn.memoryMb.times(HOUR_S).div(MB_PER_GB);
  if (!demand || !allocated || !used) {
    const since = 'since' in kept ? kept.since : null;
    return {
      lines: [],
      marks: [],
      edges: [],
      conclusion: `There was no provisioned concurrency at this date${since === null ? '' : `: it has been there since ${formatDay(since)}`}.`,
      assumptions: [],
    };
  }
  const onDemand = (share: number) => demand.times(hourGb).times(share);
  const provisioned = (share: number) => allocated.plus(used.times(share)).times(hourGb);
  const even = allocated.div(demand.minus(used));
  const share = even.toNumber();
  const hasEven = share > 0 && share <= 1;
  const percent = even.times(100).round(0).toFixed();
  const full = `${smallUsd(provisioned(1))} an hour instead of ${smallUsd(onDemand(1))}`;
  return {
    lines: [
      {
        name: 'provisioned',
        role: 'main',
        points: PERCENTS.map((x) => ({ x, usd: provisioned(x / 100).toNumber() })),
      },
      {
        name: 'on demand',
        role: 'beside',
        points: PERCENTS.map((x) => ({ x, usd: onDemand(x / 100).toNumber() })),
      },
    ],
    marks: hasEven
      ? [
          {
            x: share * 100,
            usd: onDemand(share).toNumber(),
            text: `equal at ${percent}\u202f%`,
            note: `${smallUsd(onDemand(share))} an hour`,
          },
        ]
      : [],
    edges: [],
    conclusion: hasEven
      ? `An environment that is busy more than ${percent}\u202f% of the time is cheaper provisioned: always busy it costs ${full}. One that is kept and never used costs ${smallUsd(provisioned(0))} an hour.`
      : `Provisioned concurrency is never the cheaper way at these prices: it buys environments that are ready, at ${smallUsd(provisioned(0))} an hour each.`,
    assumptions: ['One environment, beyond what is free. Requests cost the same either way.'],
  };
}
