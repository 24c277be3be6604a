/**
 * A month's bill of one account: quantities of all functions together, what is free taken off once, prices by tiers, and
 * each component's exact amount shared out to the functions that used it.
 *
 * Two things AWS does not say are settled here: the free GB-seconds are taken off x86_64 first, the dearer; and tiers begin to
 * count after what is free, as in AWS's own calculator.
 */
import { accountUse, freeTierOf, type Refusal, type Use } from './account-use.ts';
import {
  COMPONENTS,
  type Bill,
  type BillComponent,
  type BillLine,
  type ComponentId,
  type FunctionShare,
  type PriceFact,
  type RefusedComponent,
} from './bill.ts';
import { COMPONENT_INFO } from './component-info.ts';
import { formatDay } from './format-day.ts';
import { Decimal, grouped, least, less, plain, printedUsd, sum, toCents, ZERO } from './decimal.ts';
import { PriceList, type Rate } from './price-list.ts';
import type { PricedFact } from './priced-fact.ts';
import type { Usage } from './usage.ts';

/** Digits of a share of an amount; the largest share takes what is left. */
const SHARE_DIGITS = 20;

/** A component while the bill is made. */
interface Reckoned {
  readonly shown: BillComponent;
  readonly amount: Decimal;
  readonly uses: readonly Use[];
}

const NOT_IN_IT =
  'Not in this bill: what other services charge, such as API Gateway, SQS requests, Kinesis shards, a NAT gateway, CloudWatch Logs and data transfer; and taxes.';

/**
 * The bill of a usage.
 *
 * @param facts with those of the topic pricing, and the fact tmp-size
 * @throws Error when the facts lack a rule of billing
 */
export function billOf(usage: Usage, facts: readonly PricedFact[]): Bill {
  const prices = new PriceList(facts, usage.asOf, usage.region, usage.ownPrices);
  const used = accountUse(usage, prices);
  const free = freeTierOf(usage, prices);
  const notes = [...used.notes];
  const refused = used.refusals.map(refusal);
  const reckoned: Reckoned[] = [];
  let freeRequests = free.requests;
  let freeGbSeconds = free.gbSeconds;
  const takenOff = (id: ComponentId, quantity: Decimal): Decimal => {
    if (id === 'requests' || id === 'async-payload') {
      const off = least(quantity, freeRequests);
      freeRequests = freeRequests.minus(off);
      return off;
    }
    if (id === 'duration-x86' || id === 'duration-arm') {
      const off = least(quantity, freeGbSeconds);
      freeGbSeconds = freeGbSeconds.minus(off);
      return off;
    }
    return id === 'streaming' ? least(quantity, free.streamedGb) : ZERO;
  };

  for (const id of COMPONENTS) {
    const uses = used.uses.filter(({ component }) => component === id);
    const quantity = sum(uses.map((use) => use.quantity));
    if (quantity.eq(ZERO)) continue;
    if (id === 'managed-instances') {
      reckoned.push(rented(usage, quantity, uses));
      continue;
    }
    const rate = prices.rate(id);
    if ('since' in rate) refused.push(refusal({ component: id, quantity, since: rate.since }));
    else reckoned.push(priced(id, quantity, takenOff(id, quantity), rate, uses));
  }
  const plan = savingsPlan(usage, prices, reckoned);
  if (plan && 'component' in plan) refused.push(refusal(plan));
  else if (plan) reckoned.push(plan);

  const both = ['duration-x86', 'duration-arm'].every((id) => reckoned.some(({ shown }) => shown.id === id));
  if (both && usage.freeTier)
    notes.push(
      'AWS does not say which architecture the free GB-seconds are taken off; here it is x86_64 first.',
    );
  notes.push(NOT_IN_IT);

  const components = reckoned.map(({ shown }) => shown);
  return {
    asOf: usage.asOf,
    region: usage.region,
    components,
    refused: refused.toSorted((a, b) => COMPONENTS.indexOf(a.id) - COMPONENTS.indexOf(b.id)),
    totalUsd: plain(sum(reckoned.map(({ amount }) => amount))),
    printedTotal: printedUsd(sum(reckoned.map(({ amount }) => toCents(amount)))),
    facts: once([
      ...components.flatMap(({ lines }) => lines.flatMap(({ fact }) => fact ?? [])),
      ...used.facts,
      ...free.facts,
    ]),
    notes,
    functions: sharesOf(usage, reckoned),
  };
}

function priced(
  id: ComponentId,
  quantity: Decimal,
  freeQuantity: Decimal,
  { steps, notes }: Rate,
  uses: readonly Use[],
): Reckoned {
  const { title, unit, per } = COMPONENT_INFO[id];
  const billed = quantity.minus(freeQuantity);
  const lines: BillLine[] = [];
  let amount = ZERO;
  let from = ZERO;
  for (const { upTo, price, fact } of steps) {
    const inStep = less(upTo ? least(billed, upTo) : billed, from);
    if (inStep.eq(ZERO) && lines.length > 0) break;
    // The price of a million has no more digits than there are: dividing by a power of ten is exact.
    const cost = inStep.times(price).times(new Decimal(1).div(per));
    amount = amount.plus(cost);
    lines.push({
      tier: tierName(steps.length > 1, from, upTo, unit),
      quantity: plain(inStep),
      unitPriceUsd: plain(price),
      per: String(per),
      amountUsd: plain(cost),
      fact,
    });
    if (!upTo) break;
    from = upTo;
  }
  const beforeRead = lines.some(({ fact }) => fact?.isBeforeFirstRead)
    ? ['The price was first read later, and is taken to have held at this date.']
    : [];
  const shown: BillComponent = {
    id,
    title,
    quantity: plain(quantity),
    unit,
    freeQuantity: plain(freeQuantity),
    lines,
    amountUsd: plain(amount),
    printed: printedUsd(amount),
    notes: [...notes, ...beforeRead],
  };
  return { shown, amount, uses };
}

function tierName(isOneOfSeveral: boolean, from: Decimal, upTo: Decimal | null, unit: string): string {
  if (!isOneOfSeveral) return '';
  if (from.eq(ZERO) && upTo) return `first ${grouped(upTo)} ${unit}`;
  return upTo ? `up to ${grouped(upTo)} ${unit}` : `over ${grouped(from)} ${unit}`;
}

/** EC2 instances at the prices the user says: a line for each function's. */
function rented({ functions }: Usage, usd: Decimal, uses: readonly Use[]): Reckoned {
  const id = 'managed-instances';
  const { title, unit } = COMPONENT_INFO[id];
  const lines = functions.flatMap(({ name, managedInstances: own }): BillLine[] => {
    if (!own) return [];
    const hours = own.instances.times(own.hours);
    const price = own.paidHourlyUsd ?? own.hourlyUsd;
    const amount = price.times(hours);
    return [
      {
        tier: name,
        quantity: plain(hours),
        unitPriceUsd: plain(price),
        per: '1',
        amountUsd: plain(amount),
        fact: null,
      },
    ];
  });
  const shown: BillComponent = {
    id,
    title,
    quantity: plain(sum(lines.map(({ quantity }) => new Decimal(quantity)))),
    unit,
    freeQuantity: '0',
    lines,
    amountUsd: plain(usd),
    printed: printedUsd(usd),
    notes: ['The price of EC2 that you gave.'],
  };
  return { shown, amount: usd, uses };
}

/** What a Compute Savings Plan may cover. */
const COVERED: readonly ComponentId[] = [
  'duration-x86',
  'duration-arm',
  'provisioned-x86',
  'provisioned-arm',
  'provisioned-duration-x86',
  'provisioned-duration-arm',
];

function savingsPlan(
  { savingsPlan: plan }: Usage,
  prices: PriceList,
  reckoned: readonly Reckoned[],
): Reckoned | Refusal | null {
  const covered = reckoned.filter(({ shown }) => COVERED.includes(shown.id));
  const coverage = plan?.coveragePercent ?? new Decimal(100);
  const spend = sum(covered.map(({ amount }) => amount))
    .times(coverage)
    .div(100);
  if (!plan || plan.discountPercent.eq(ZERO) || spend.eq(ZERO)) return null;
  const rule = prices.flag('savings-plans');
  if (!rule?.value)
    return { component: 'savings-plan', quantity: spend, since: prices.since('savings-plans') };
  const price = plan.discountPercent.div(100).times(-1);
  const rate = {
    steps: [{ upTo: null, price, fact: rule.fact }],
    notes: [
      'Your plan’s discount, on duration and provisioned concurrency; what you have committed to and not used is not in it.',
    ],
  };
  const uses = covered.flatMap((one) =>
    sharedOut(one.amount, one.uses).map(([by, quantity]) => ({
      component: 'savings-plan' as const,
      by,
      quantity,
    })),
  );
  return priced('savings-plan', spend, ZERO, rate, uses);
}

function refusal({ component, quantity, since, message }: Refusal): RefusedComponent {
  const { title, unit } = COMPONENT_INFO[component];
  const why =
    message ??
    (since === null
      ? `${title}: no price is known, so this is not in the total.`
      : `${title}: did not exist at this date; there it is since ${formatDay(since)}. This is not in the total.`);
  return { id: component, title, since, quantity: plain(quantity), unit, message: why };
}

/** An amount by function, in proportion to what each used; together exactly the amount. */
function sharedOut(amount: Decimal, uses: readonly Use[]): [number, Decimal][] {
  const byFunction = new Map<number, Decimal>();
  for (const { by, quantity } of uses) byFunction.set(by, (byFunction.get(by) ?? ZERO).plus(quantity));
  const all = sum(byFunction.values());
  const shares = [...byFunction].map(([by, quantity]): [number, Decimal] => [
    by,
    all.eq(ZERO) ? ZERO : amount.times(quantity).div(all).round(SHARE_DIGITS),
  ]);
  const largest = shares.reduce<[number, Decimal] | undefined>(
    (best, one) => (best && best[1].abs().gte(one[1].abs()) ? best : one),
    undefined,
  );
  if (largest) largest[1] = largest[1].plus(amount.minus(sum(shares.map(([, share]) => share))));
  return shares;
}

function sharesOf(usage: Usage, reckoned: readonly Reckoned[]): FunctionShare[] {
  const names = [...usage.functions.map(({ name }) => name), ...(usage.microVms ? ['MicroVMs'] : [])];
  const shared = reckoned.map((one) => ({ id: one.shown.id, by: new Map(sharedOut(one.amount, one.uses)) }));
  return names.map((name, by) => {
    const own = shared.flatMap((one) => {
      const share = one.by.get(by);
      return share ? [{ id: one.id, share }] : [];
    });
    const amount = sum(own.map(({ share }) => share));
    return {
      name,
      amountUsd: plain(amount),
      printed: printedUsd(amount),
      components: own.map(({ id, share }) => ({ id, amountUsd: plain(share) })),
    };
  });
}

function once(facts: readonly PriceFact[]): PriceFact[] {
  return [...new Map(facts.map((fact) => [`${fact.id} ${fact.from}`, fact])).values()];
}
