/**
 * What a run costs, and how that grows while it runs: plain quantities priced exactly.
 *
 * Sources, read 2026-11-20: facts price-requests, price-gbs-x86, price-pc-x86, price-ephemeral, price-snapstart,
 * price-esm-provisioned, price-edge and payload-async-billing. Every sum is the exact product of whole quantities
 * and whole pico-dollars; each part is rounded once, to nano-dollars, half up. No free tier and no cheaper tier for
 * large amounts is subtracted, and nothing is charged for what the facts have no price of.
 */
import { divideHalfUp } from './money.ts';
import type { Prices } from './prices.ts';

/** The lines of a bill, in their order. */
export const SPEND_PARTS = [
  'requests',
  'duration',
  'provisioned',
  'provisioned duration',
  'tmp',
  'snapshots',
  'pollers',
  'edge requests',
  'edge duration',
] as const;
export type SpendPart = (typeof SPEND_PARTS)[number];

/** What is used at moments: requests are counted, `restores` are MB of memory, all else is MB × µs. */
export interface Use {
  readonly what:
    'requests' | 'duration' | 'provisioned duration' | 'tmp' | 'restores' | 'edge requests' | 'edge duration';
  /** Moments, µs, and whole quantities: each pair is one use. */
  readonly atUs: readonly number[];
  readonly quantities: readonly number[];
}

/** Something charged for as long as it is there. */
export interface Standing {
  readonly what: 'provisioned' | 'snapshot' | 'poller';
  readonly fromUs: number;
  /** When it was given back; null: it was there at the end of the run. */
  readonly toUs: number | null;
  /** MB of memory; of pollers: how many. */
  readonly quantity: number;
  /** Of pollers: how many are one unit. */
  readonly perUnit?: number;
}

export interface SpendSeries {
  /** By part, at each of the moments that were asked for: nano-dollars since the start. Parts that cost nothing are left out. */
  readonly parts: readonly { readonly part: SpendPart; readonly nanoUsd: readonly bigint[] }[];
  readonly total: readonly bigint[];
}

/** Requests that one asynchronous event of a size counts as. @param bytes null: unknown, taken as small. */
export function requestsOfEvent(bytes: number | null, { payload }: Prices): number {
  if (!payload || bytes === null) return 1;
  const over = bytes / 1024 - payload.firstKb;
  return over <= 0 ? 1 : 1 + Math.ceil(over / payload.perKb) * payload.more;
}

const MB_PER_GB = 1024n;
const MB_US_PER_GB_S = MB_PER_GB * 1_000_000n;
const PICO_PER_NANO = 1000n;
const MINUTE_US = 60_000_000;
const HOUR_US = 3_600_000_000n;

interface Line {
  readonly part: SpendPart;
  /** Pico-dollars for `per` of the quantity. */
  readonly price: bigint;
  readonly per: bigint;
}

function lineOf(what: Use['what'], prices: Prices): Line | null {
  const gbSeconds = (part: SpendPart, price: bigint | null | undefined): Line | null =>
    price === null || price === undefined ? null : { part, price, per: MB_US_PER_GB_S };
  switch (what) {
    case 'requests':
      return { part: 'requests', price: prices.request, per: 1n };
    case 'edge requests':
      return { part: 'edge requests', price: prices.edge.request, per: 1n };
    case 'duration':
      return gbSeconds('duration', prices.gbSecond);
    case 'provisioned duration':
      return gbSeconds('provisioned duration', prices.provisioned?.duration);
    case 'tmp':
      return gbSeconds('tmp', prices.tmpGbSecond);
    case 'edge duration':
      return gbSeconds('edge duration', prices.edge.gbSecond);
    case 'restores':
      return prices.snapStart && { part: 'snapshots', price: prices.snapStart.restoredGb, per: MB_PER_GB };
  }
}

interface StandingLine extends Line {
  /** How long it is charged for at a moment, µs. */
  readonly chargedUs: (standing: Standing, atUs: number) => number;
}

/** The time it has been there; once it is given back, at least or in steps of what the price says. */
function charged(leastUs: number, stepUs: number): StandingLine['chargedUs'] {
  return ({ fromUs, toUs }, atUs) => {
    if (atUs <= fromUs) return 0;
    if (toUs === null || atUs < toUs) return atUs - fromUs;
    const stoodUs = toUs - fromUs;
    return Math.max(leastUs, stepUs === 0 ? stoodUs : Math.ceil(stoodUs / stepUs) * stepUs);
  };
}

function standingLine({ what, perUnit = 1 }: Standing, prices: Prices): StandingLine | null {
  const { provisioned, snapStart, poller } = prices;
  if (what === 'provisioned')
    return (
      provisioned && {
        part: 'provisioned',
        price: provisioned.allocated,
        per: MB_US_PER_GB_S,
        chargedUs: charged(0, provisioned.roundedUpToMinutes * MINUTE_US),
      }
    );
  if (what === 'snapshot')
    return (
      snapStart && {
        part: 'snapshots',
        price: snapStart.cacheGbSecond,
        per: MB_US_PER_GB_S,
        chargedUs: charged(snapStart.minimumHours * 60 * MINUTE_US, 0),
      }
    );
  return (
    poller && {
      part: 'pollers',
      price: poller.hour,
      per: HOUR_US * BigInt(perUnit),
      chargedUs: charged(poller.minimumMinutes * MINUTE_US, 0),
    }
  );
}

/** One exact sum: pico-dollars over a common divisor. */
type Sums = Map<string, { readonly part: SpendPart; readonly per: bigint; pico: bigint }>;

function add(sums: Sums, { part, price, per }: Line, quantity: bigint): void {
  const key = `${part} ${per}`;
  const known = sums.get(key);
  if (known) known.pico += price * quantity;
  else sums.set(key, { part, per, pico: price * quantity });
}

/** Nano-dollars by part, each rounded once. */
function rounded(all: readonly Sums[]): Map<SpendPart, bigint> {
  const byPart = new Map<SpendPart, { over: bigint; per: bigint }>();
  for (const sums of all)
    for (const { part, per, pico } of sums.values()) {
      const known = byPart.get(part) ?? { over: 0n, per: 1n };
      byPart.set(part, { over: known.over * per + pico * known.per, per: known.per * per });
    }
  return new Map(
    [...byPart].map(([part, { over, per }]) => [part, divideHalfUp(over, per * PICO_PER_NANO)] as const),
  );
}

/** Whole numbers below this are exact however they are added up. */
const EXACT = 2 ** 52;

/**
 * The quantities of a use by the first of the moments that comes no earlier: exact sums, the later ones left out.
 *
 * @param endsUs in order
 */
function byMoment({ atUs, quantities }: Use, endsUs: readonly number[]): bigint[] {
  const sums = endsUs.map(() => 0n);
  const open = new Float64Array(endsUs.length);
  let end = 0;
  for (let index = 0; index < atUs.length; index += 1) {
    const at = atUs[index]!;
    // Uses come mostly in order: the next is near the last.
    while (end > 0 && endsUs[end - 1]! >= at) end -= 1;
    while (end < endsUs.length && endsUs[end]! < at) end += 1;
    if (end === endsUs.length) continue;
    open[end]! += quantities[index]!;
    if (open[end]! < EXACT) continue;
    sums[end]! += BigInt(open[end]!);
    open[end] = 0;
  }
  return sums.map((sum, at) => sum + BigInt(open[at]!));
}

/**
 * What has been spent by each of some moments, what is used just then included.
 *
 * @param endsUs moments in order, µs
 */
export function spendOver(
  uses: readonly Use[],
  standing: readonly Standing[],
  prices: Prices,
  endsUs: readonly number[],
): SpendSeries {
  const priced = uses.flatMap((use) => {
    const line = lineOf(use.what, prices);
    return line ? [{ line, sums: byMoment(use, endsUs) }] : [];
  });
  const used: Sums = new Map();
  const byEnd = endsUs.map((endUs, at) => {
    for (const { line, sums } of priced) add(used, line, sums[at]!);
    const stood: Sums = new Map();
    for (const one of standing) {
      const line = standingLine(one, prices);
      if (line) add(stood, line, BigInt(line.chargedUs(one, endUs)) * BigInt(one.quantity));
    }
    return rounded([used, stood]);
  });
  const parts = SPEND_PARTS.map((part) => ({
    part,
    nanoUsd: byEnd.map((sums) => sums.get(part) ?? 0n),
  })).filter(({ nanoUsd }) => nanoUsd.some((sum) => sum > 0n));
  return {
    parts,
    total: endsUs.map((_, index) => parts.reduce((sum, { nanoUsd }) => sum + nanoUsd[index]!, 0n)),
  };
}
