/** A run as what the pricing page is about: the usage of a month that goes on like it, and the address of its bill. */
import type { TypedUsage } from '../cost/usage.ts';
import { usageOf } from '../sim/usage.ts';
import { loadPacking } from './packing.ts';
import { monthOf, type RunMonth } from './run-bill.ts';
import type { RunResult } from './run-client.ts';
import type { SearchText } from './search-text.ts';
import { TODAY } from './today.ts';
import { withGroups, type Typed } from './typed.ts';
import { usageSearch } from './usage-address.ts';

/** As it stands in fields: its date is that of the page. */
export function typedMonth({ trace, scenario, rules }: RunResult, month: RunMonth): Typed {
  const { asOf: _, ...usage }: TypedUsage = monthOf(usageOf(trace, scenario, rules), scenario, month);
  return withGroups(usage);
}

/** The keys of the address of a month's bill; null: it is too long for one. Rejects when what packs it cannot be fetched. */
export async function monthSearch(result: RunResult): Promise<SearchText | null> {
  await loadPacking();
  const search = usageSearch(typedMonth(result, {}));
  const { asOf } = result.rules;
  return search && { ...search, ...(asOf !== TODAY && { asof: asOf }) };
}
