/** The same usage by the prices of every date: what it cost then, and which changes moved it. */
import { drawn, type Answer } from './answer.ts';
import { firstDayOf, type Day } from './as-of.ts';
import { billOf } from './bill-of.ts';
import type { Bill } from './bill.ts';
import { formatDay } from './format-day.ts';
import type { PricedFact } from './priced-fact.ts';
import type { Usage } from './usage.ts';
import { yearOf } from './year-of.ts';

/** The dates that the notes this app comes from were written at, and today. */
const THEN: readonly Day[] = ['2018-02-01', '2021-01-01'];

export interface DatedCost {
  readonly day: Day;
  readonly bill: Bill;
}

/** The bill at each date at which it is another than before, from the first one asked for. */
export function datedCosts(usage: Usage, facts: readonly PricedFact[], from: Day, today: Day): DatedCost[] {
  const days = facts
    .flatMap(({ history }) => history.map((entry) => firstDayOf(entry.from) ?? from))
    .filter((day) => day > from && day <= today);
  const costs: DatedCost[] = [];
  for (const day of [from, ...[...new Set(days)].toSorted()]) {
    const bill = billOf({ ...usage, asOf: day }, facts);
    if (bill.totalUsd !== costs.at(-1)?.bill.totalUsd) costs.push({ day, bill });
  }
  return costs;
}

/** Cost against the date. */
export function datedAnswer(usage: Usage, facts: readonly PricedFact[], today: Day): Answer {
  const costs = datedCosts(usage, facts, THEN[0]!, today);
  const at = (day: Day) => costs.findLast((cost) => cost.day <= day)!.bill;
  const points = costs.map(({ day, bill }) => ({ x: yearOf(day), usd: drawn(bill.totalUsd) }));
  const last = points.at(-1)!;
  const shown = [...THEN, today].map((day) => ({ day, bill: at(day) }));
  const missing = shown.find(({ bill }) => bill.refused.length > 0);
  return {
    lines: [
      {
        name: '',
        role: 'main',
        isStepped: true,
        points: [...points, { x: yearOf(today), usd: last.usd }],
      },
    ],
    marks: shown.map(({ day, bill }) => ({
      x: yearOf(day),
      usd: drawn(bill.totalUsd),
      text: bill.printedTotal,
      note: day === today ? 'today' : formatDay(day),
    })),
    edges: costs.slice(1).map(({ day }) => ({ x: yearOf(day), text: formatDay(day) })),
    conclusion: `${conclusionOf(costs)} ${shown.map(({ day, bill }) => `${bill.printedTotal} ${day === today ? 'today' : `in ${formatDay(day.slice(0, 7))}`}`).join(', ')}.`,
    assumptions: missing
      ? [
          `At ${formatDay(missing.day)} not all of it was to be had: ${missing.bill.refused.map(({ title }) => title).join(', ')}.`,
        ]
      : [],
  };
}

/** The largest single change. */
function conclusionOf(costs: readonly DatedCost[]): string {
  let largest: { readonly day: Day; readonly percent: number } | null = null;
  for (const [index, { day, bill }] of costs.entries()) {
    const before = costs[index - 1];
    if (!before) continue;
    const was = drawn(before.bill.totalUsd);
    if (was === 0) continue;
    const percent = Math.round(((drawn(bill.totalUsd) - was) / was) * 100);
    if (Math.abs(percent) > Math.abs(largest?.percent ?? 0)) largest = { day, percent };
  }
  if (!largest)
    return costs.every(({ bill }) => bill.printedTotal === costs[0]!.bill.printedTotal)
      ? 'The same bill at every date:'
      : 'Nearly the same bill at every date:';
  return `The largest change came on ${formatDay(largest.day)}: ${Math.abs(largest.percent)}\u202f% ${largest.percent < 0 ? 'less' : 'more'}.`;
}
