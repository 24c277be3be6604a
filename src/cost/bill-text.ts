/** A bill in the forms that leave the page: rows of a table, plain text to paste; and its quantities as they are read. */
import type { Bill, BillComponent, BillLine } from './bill.ts';
import { formatDay } from './format-day.ts';
import { Decimal, grouped, plain, printedUsd, sum } from './decimal.ts';

/** Digits of a quantity after its point that are shown; the exact one stands in the table. */
const SHOWN_DIGITS = 4;

/** A decimal text for reading: thousands grouped, at most four digits after the point. */
export function shownQuantity(text: string): string {
  return grouped(new Decimal(text).round(SHOWN_DIGITS, Decimal.roundHalfUp));
}

/** An amount to the cent. */
export function shownAmount(usd: string): string {
  return printedUsd(new Decimal(usd));
}

/** A price: `$0.0000166667`, and `$0.20 a million` where AWS gives that. */
export function shownPrice({ unitPriceUsd, per }: Pick<BillLine, 'unitPriceUsd' | 'per'>): string {
  const price = new Decimal(unitPriceUsd).abs();
  const digits = price.eq(price.round(2, Decimal.roundDown)) ? price.toFixed(2) : plain(price);
  return `${unitPriceUsd.startsWith('-') ? '-' : ''}$${digits}${per === '1' ? '' : per === '1000000' ? ' a million' : ` per ${grouped(new Decimal(per))}`}`;
}

/** How much dearer or cheaper the second amount is, in whole percent; null: the first is nothing. */
export function changePercent(fromUsd: string, toUsd: string): number | null {
  const from = new Decimal(fromUsd);
  if (from.eq(0)) return null;
  return Number(new Decimal(toUsd).minus(from).times(100).div(from).round(0, Decimal.roundHalfUp).toFixed());
}

/** What is free of something, and how much of the use that was. */
export interface FreeUse {
  readonly title: string;
  readonly unit: string;
  readonly used: string;
  readonly free: string;
  /** Of what was used, 0 to 1. */
  readonly share: number;
}

/** What the free tier took off the bill: requests, GB-seconds of both architectures, what was streamed. */
export function freeUses(bill: Bill): FreeUse[] {
  const groups = [
    { title: 'Requests', ids: ['requests'] },
    { title: 'Duration', ids: ['duration-x86', 'duration-arm'] },
    { title: 'Streamed', ids: ['streaming'] },
  ];
  return groups.flatMap(({ title, ids }) => {
    const parts = bill.components.filter(({ id }) => ids.includes(id));
    const used = sum(parts.map(({ quantity }) => new Decimal(quantity)));
    const free = sum(parts.map(({ freeQuantity }) => new Decimal(freeQuantity)));
    if (free.eq(0)) return [];
    return [
      {
        title,
        unit: parts[0]!.unit,
        used: shownQuantity(plain(used)),
        free: shownQuantity(plain(free)),
        share: Number(free.div(used).toFixed(4)),
      },
    ];
  });
}

const COLUMNS = [
  'component',
  'tier',
  'quantity',
  'unit',
  'free',
  'billed',
  'price_usd',
  'per',
  'amount_usd',
  'fact',
  'fact_from',
  'as_of',
  'region',
] as const;

/** The names of the columns, a row for each price, the total; exact to the last digit, points before fractions, no groups. */
export function billRows(bill: Bill): readonly (readonly string[])[] {
  const rows = bill.components.flatMap((component) => {
    const lines: readonly (BillLine | null)[] = component.lines.length > 0 ? component.lines : [null];
    return lines.map((line, index) => [
      component.title,
      line?.tier ?? '',
      index === 0 ? component.quantity : '',
      component.unit,
      index === 0 ? component.freeQuantity : '',
      line?.quantity ?? '0',
      line?.unitPriceUsd ?? '',
      line?.per ?? '',
      line?.amountUsd ?? component.amountUsd,
      line?.fact?.id ?? '',
      line?.fact?.from ?? '',
      bill.asOf,
      bill.region,
    ]);
  });
  const total = ['Total', '', '', '', '', '', '', '', bill.totalUsd, '', '', bill.asOf, bill.region];
  return [COLUMNS, ...rows, total];
}

/** A bill as lines of text, for a ticket or a mail. @param link where it can be opened again; empty: nowhere. */
export function billSummary(bill: Bill, link: string): string {
  const lines = [
    `AWS Lambda, a month, ${bill.region}, by the prices of ${formatDay(bill.asOf)}: ${bill.printedTotal}`,
    '',
    ...bill.components.flatMap(componentText),
    ...bill.refused.map(({ title, message }) => `${title}: not in the bill. ${message}`),
  ];
  if (bill.functions.length > 1)
    lines.push('', ...bill.functions.map(({ name, printed }) => `${name}: ${printed}`));
  if (link !== '') lines.push('', link);
  return `${lines.join('\n')}\n`;
}

function componentText({ title, unit, freeQuantity, lines, printed }: BillComponent): string[] {
  const free = freeQuantity === '0' ? '' : `, after ${shownQuantity(freeQuantity)} free`;
  if (lines.length === 0) return [`${title}: ${printed}${free}`];
  if (lines.length === 1) return [`${title}: ${lineText(lines[0]!, unit)} = ${printed}${free}`];
  return [
    `${title}: ${printed}${free}`,
    ...lines.map((line) => `  ${line.tier}: ${lineText(line, unit)} = ${shownAmount(line.amountUsd)}`),
  ];
}

function lineText(line: BillLine, unit: string): string {
  return `${shownQuantity(line.quantity)} ${unit} × ${shownPrice(line)}`;
}
